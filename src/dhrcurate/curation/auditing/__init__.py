"""Trails over a whole library: verified, signed, and mended by the curator's own word."""
