"""Numbers: in figures, in words, about so many."""
