"""The ways of discovery: one module each, each complete without the others."""
