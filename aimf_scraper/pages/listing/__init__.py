"""A page as a listing: its cards, and where it goes on."""
