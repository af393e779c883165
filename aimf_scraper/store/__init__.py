"""Store: aimf.db, its schema, its records and their history."""
