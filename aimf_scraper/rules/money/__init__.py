"""Sums of money, and which of them are budgets."""
