"""DHR5xx: personal data in free text, and how it is masked."""
