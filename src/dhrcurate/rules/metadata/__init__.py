"""DHR4xx: what is known of the review as a whole."""
