"""Partners: the organisations that fund, carry, organise or accompany."""
