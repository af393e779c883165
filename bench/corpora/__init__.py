"""Pages by other hands, read by us and by other libraries (``bench/readers.py --corpus``)."""
