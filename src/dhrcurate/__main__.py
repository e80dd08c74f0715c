"""Runs the command line as `python -m dhrcurate`."""

from dhrcurate.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
