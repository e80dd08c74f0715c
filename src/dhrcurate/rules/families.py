"""Imports every family of rules, which registers them."""
