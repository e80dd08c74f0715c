"""DHR5xx: personal data in free text, and masking it."""
