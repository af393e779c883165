"""A page as an article: its body and its fields."""
