"""What an answer means: a page read, moved, a copy, a part, or none; the draft that it leads to."""
