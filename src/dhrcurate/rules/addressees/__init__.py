"""DHR2xx: the addressees of recommendations."""
