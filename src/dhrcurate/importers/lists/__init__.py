"""Recommendations in paragraphs and lists under a heading."""
