"""DHR6xx: decisions and waivers."""
