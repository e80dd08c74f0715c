"""DHR9xx: the result of verifying a record's trail."""
