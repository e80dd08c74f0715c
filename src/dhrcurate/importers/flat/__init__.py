"""Recommendations in a table whose rows became lines."""
