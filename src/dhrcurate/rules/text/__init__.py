"""DHR3xx: whether a text is a whole, single, undamaged recommendation, and one that the review made."""
