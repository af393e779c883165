"""Contributions: which partner gives which sum to whom."""
