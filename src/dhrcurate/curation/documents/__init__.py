"""The documents beside a record: opened with care, read through a cache, attached, removed, and what they say of it."""
