"""What stands next to the wire: who may be asked, when, and what came back."""
