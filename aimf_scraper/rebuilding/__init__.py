"""Rebuilding: yesterday's archive read again with today's rules, with no network."""
