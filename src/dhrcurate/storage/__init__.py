"""Files: the TOML codec, atomic and durable writes, locks, and the library folder."""
