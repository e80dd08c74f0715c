"""DHR0xx: the file itself, apart from its content."""
