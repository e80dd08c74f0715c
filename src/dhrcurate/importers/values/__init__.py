"""Recommendations in tables of values and in JSON, of one review or of many."""
