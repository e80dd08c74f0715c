"""How commands in messages name a library's folder, so that they are about that library wherever they are typed."""

from __future__ import annotations

import os
import shlex
from pathlib import Path


def in_library(root: Path) -> str:
    """What a command in a message adds to name a library; nothing for `records`, the default."""
    named = folder_named(root)
    return "" if named == "records" else f" --library {named}"


def folder_named(root: Path) -> str:
    """How a command in a message names a library's folder: from the current folder where it is below that."""
    near = os.path.relpath(root)
    return shlex.quote(str(root) if near.startswith(os.pardir) else near)
