"""The command line."""

from dhrcurate.cli.app import main

__all__ = ["main"]
