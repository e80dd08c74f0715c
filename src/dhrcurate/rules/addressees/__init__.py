"""DHR2xx: whom the recommendations are addressed to."""
