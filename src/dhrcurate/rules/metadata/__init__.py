"""DHR4xx: metadata of the review."""
