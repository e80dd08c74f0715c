"""DHR3xx: texts that are incomplete, several recommendations in one, damaged, or not the review's own."""
