"""One register for all tests of a process: to read the built-in one and to index it takes half a second each time.

What is read and how it is indexed stays as the program does it. The same bytes are parsed once, and registers with the
same digest, which stands for all that is in them, share one index. Neither changes once it is made.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

import pytest

from dhrcurate.agencies import matcher, reading, register
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import Register

KEPT = 4
"""The most registers whose index is kept."""

BUILT_IN = frozenset(path.name for path in register.DATA.glob("*.toml"))


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

    monkeypatch.setattr(register, "read", read_once)
    monkeypatch.setattr(matcher, "Reference", index_once)
