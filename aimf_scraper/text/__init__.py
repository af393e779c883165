"""French text: cleaned, folded, told apart from other languages."""
