"""DHR7xx: faults that show only across all records of a library."""
