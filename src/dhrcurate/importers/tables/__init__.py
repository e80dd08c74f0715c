"""Recommendations in the tables of a page."""
