"""Gazetteer: the names that the rules look up, and how they were built."""
