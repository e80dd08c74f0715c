"""A library in git: set up, merged, checked before a push."""
