"""Review: what a person should look at, as a table to decide in, and the decisions read back.

``items`` picks and orders, ``sheets`` writes and reads tables, ``decisions`` makes
corrections and labels of what was decided.
"""
