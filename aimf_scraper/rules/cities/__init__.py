"""Cities and countries."""
