"""Agency names: the register of canonical bodies, normalising, matching, splitting and clustering."""
