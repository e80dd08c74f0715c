"""Records made into other formats for people who use the curated data."""
