"""A list of recommendations and the table, often a plan of action, that takes them up again."""
