"""What configures a library: settings with their origins, and who signs."""
