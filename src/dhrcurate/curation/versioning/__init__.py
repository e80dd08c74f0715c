"""A library in git: set up, merged, looked over before a push."""
