"""A whole check and its parts: which files, which rules, what each found, and what was known before."""
