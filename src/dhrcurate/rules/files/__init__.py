"""DHR0xx: the file itself, before anything is said about what it holds."""
