"""Spiders: one module a kind of page that is crawled."""
