"""A digest of the program itself, which tells what one version of it worked out from what another would."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

import dhrcurate

_PACKAGE = str(Path(dhrcurate.__file__).parent)


@cache  # a first check asks for two caches: hundreds of files are read once for both
def own_digest() -> bytes:
    """A digest of the program's files, its version and Python's: a changed rule counts without a new version.

    The files' times do not count: each run of a CI service installs the program anew, and finds the caches it kept.
    """
    return hashlib.sha256(f"{dhrcurate.__version__} {sys.version} {_of_files(_PACKAGE)}".encode()).digest()


def _of_files(folder: str) -> str:
    found = []
    for entry in os.scandir(folder):
        if not entry.is_dir():
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  # there are hundreds
                found.append(f"{entry.name} {hashlib.sha256(file.read()).hexdigest()}")
        elif entry.name != "__pycache__":
            found.append(f"{entry.name}/ {_of_files(entry.path)}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()
