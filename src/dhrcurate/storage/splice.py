"""Edits written into a file so that every byte that they do not concern stays."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.domain.edit import Edit, apply
from dhrcurate.storage.codec import dump, parse


def splice(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """The file's bytes after some edits."""
    return dump(apply(parse(raw), edits))
