"""Reports: what a check found, written for people, editors and CI services."""
