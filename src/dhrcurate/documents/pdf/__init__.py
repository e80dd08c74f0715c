"""PDF files: words with places, lines, what repeats on every page, ruled tables, and blocks in reading order."""
