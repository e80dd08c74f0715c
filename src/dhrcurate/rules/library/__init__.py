"""DHR7xx: what shows only when all records of a library are seen together."""
