"""Patches: pieces of new source at spans of the old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patch:
    """New source in place of a span.

    Attributes:
        start: Offset of the first byte to replace; for an insertion, of the byte before which the new source goes.
        end: Offset after the last byte to replace.
        new: The new source.
        block: Whether it begins a table of its own, so that lines inserted at the same place come before it.
    """

    start: int
    end: int
    new: bytes
    block: bool = False


def patched(raw: bytes, patches: Iterable[Patch], start: int = 0, end: int | None = None) -> bytes:
    """A part of a file with patches applied.

    Insertions at one place keep their order, lines before tables; removals may overlap.
    """
    pieces: list[bytes] = []
    at = start
    for patch in sorted(patches, key=lambda p: (p.start, p.end, p.block)):
        pieces += [raw[at : patch.start], patch.new]
        at = max(at, patch.end)
    return b"".join([*pieces, raw[at : len(raw) if end is None else end]])
