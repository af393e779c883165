"""The site's themes."""
