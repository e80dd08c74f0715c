"""DHR6xx: decisions, waivers and flags of the import."""
