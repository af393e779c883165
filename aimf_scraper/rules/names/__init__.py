"""Names in capitals, typed once."""
