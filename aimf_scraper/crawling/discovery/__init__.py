"""Discovery: one module a way, each complete without the others; `discover` walks them all."""
