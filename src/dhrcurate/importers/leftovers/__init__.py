"""What a page says that is in none of the recommendations that were read."""
