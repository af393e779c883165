"""The demo site: a small site in the likeness of the real one, served on loopback."""
