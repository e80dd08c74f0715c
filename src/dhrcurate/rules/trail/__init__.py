"""DHR9xx: what verifying a record's trail told."""
