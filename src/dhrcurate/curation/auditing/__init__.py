"""Trails of a whole library: verified, signed, and repaired when a curator asks for it."""
