"""A whole check and its parts: finding files, running rules, the cache, baselines and fixes."""
