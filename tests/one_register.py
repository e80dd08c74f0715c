"""One register for all tests of a process: to read the built-in one and to index it takes half a second each time.

What is read and how it is indexed stays as the program does it. The built-in files are read once, each of their entries
is made an agency once, and registers with the same digest, which stands for all that is in them, share one index. None
of these changes once it is made.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache, lru_cache
from typing import Any

import pytest

from dhrcurate.agencies import matcher, reading, register
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import Register
from dhrcurate.domain.agency import Agency

KEPT = 4
"""The most registers whose index is kept."""

BUILT_IN = frozenset(path.name for path in register.DATA.glob("*.toml"))

from_the_files = register._built_in
"""Reads the built-in files as the program does, for tests of that."""


class _Digest:
    """Takes the digest of the built-in files."""

    def update(self, raw: bytes) -> None:
        self.raw = raw


@cache
def _content() -> tuple[reading.Plain, bytes]:
    digest = _Digest()
    content = from_the_files(digest)
    return content, digest.raw


def _built_in(hasher: Any) -> reading.Plain:
    content, digest = _content()
    hasher.update(digest)
    return content


def share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has what was read and indexed once used again."""
    read_before = lru_cache(2 * len(BUILT_IN))(reading.read)
    indexed: OrderedDict[str, Reference] = OrderedDict()

    def read_once(raw: bytes, name: str) -> reading.Plain:
        return read_before(raw, name) if name in BUILT_IN else reading.read(raw, name)

    def index_once(entries: Register) -> Reference:
        if not entries.digest:
            return Reference(entries)
        if entries.digest not in indexed and len(indexed) == KEPT:
            indexed.popitem(last=False)
        return indexed.setdefault(entries.digest, Reference(entries))

    make = register._agency
    entries: dict[int, Agency] = {}

    def agency_once(plain: reading.Plain) -> Agency:
        if not entries:
            entries.update((id(entry), make(entry)) for entry in _content()[0]["agencies"])  # these stay
        return entries.get(id(plain)) or make(plain)

    monkeypatch.setattr(register, "read", read_once)
    monkeypatch.setattr(register, "_built_in", _built_in)
    monkeypatch.setattr(register, "_agency", agency_once)
    monkeypatch.setattr(matcher, "Reference", index_once)
