"""Configuration: settings with their origins, and who signs."""
