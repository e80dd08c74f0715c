"""DHR6xx: what was decided, and what was waived."""
