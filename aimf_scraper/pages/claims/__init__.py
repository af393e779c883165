"""What the markup says of a page or a part of it: head, JSON-LD, dates, terms, files."""
