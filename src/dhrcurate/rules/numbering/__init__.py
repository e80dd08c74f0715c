"""DHR1xx: the numbers of the recommendations."""
