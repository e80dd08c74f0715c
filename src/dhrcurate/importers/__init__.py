"""Published pages and extraction tables made into records, one file per layout."""
