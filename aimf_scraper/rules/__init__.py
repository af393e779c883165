"""Rules: text in, facts out, every fact with its evidence."""
