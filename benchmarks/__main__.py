"""Runs the benchmarks: every peer beside dhrcurate in one run, as whole processes where that is what users wait for."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys

PARTS = {
    "startup": "the time until the program answers",
    "check": "checking a library, beside other validators",
    "importing": "reading pages and tables, and how it grows",
    "layouts": "pages in many layouts: is every recommendation read?",
    "decision": "one decision, on disk",
    "trail": "verifying a long trail",
    "agencies": "the matcher, beside other scorers",
    "cells": "cells of several agencies: is a name lost?",
    "latency": "the interface on a real pseudo-terminal",
    "damage": "damaged recommendations that the rules find",
    "slips": "slips of addressees that the rules find",
    "disclosure": "personal data that the rules find",
    "pairing": "later extractions: is each recommendation found again?",
    "documents": "reports beside records with known differences",
}


def main() -> int:
    """Runs the named parts, or all of them; a part is a module here with a function `main`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", help=", ".join(f"{k}: {v}" for k, v in PARTS.items()))
    chosen = parser.parse_args().part or list(PARTS)
    if unknown := set(chosen) - PARTS.keys():
        parser.error(f"there is no part {min(unknown)!r}; the parts are {', '.join(PARTS)}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}")
    for part in chosen:
        print(f"\n## {PARTS[part].capitalize()}\n", flush=True)
        importlib.import_module(f"benchmarks.{part}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
