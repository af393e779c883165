"""Answers that are no page: REST, feeds, sitemaps, and pieces of HTML inside them."""
