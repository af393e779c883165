"""How far an action is."""
