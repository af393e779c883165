"""The example of aimf-scraper's documentation: a format, a kind of fact, a site."""
