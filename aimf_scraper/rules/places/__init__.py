"""Names of places, and what stands before them."""
