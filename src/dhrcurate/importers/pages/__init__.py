"""A page as lines and tables, whatever it was written in."""
