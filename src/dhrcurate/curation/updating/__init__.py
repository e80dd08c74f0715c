"""A later extraction met with the curated record: which row is which, and what becomes of each field."""
