"""A rare pattern finds what the compiled one does, and costs nothing until then."""

from __future__ import annotations

import re

import pytest

from dhrcurate.domain.patterns import rare

TEXT = "R1 and r2, R33."


def test_a_rare_pattern_finds_what_the_compiled_one_does() -> None:
    for flags in (0, re.IGNORECASE):
        lazy, ready = rare(r"(?P<sign>r)(\d+)", flags), re.compile(r"(?P<sign>r)(\d+)", flags)
        assert lazy.findall(TEXT) == ready.findall(TEXT)
        assert [m.span("sign") for m in lazy.finditer(TEXT)] == [m.span("sign") for m in ready.finditer(TEXT)]
        assert lazy.sub("x", TEXT) == ready.sub("x", TEXT)
        assert lazy.groupindex == ready.groupindex
        assert (lazy.pattern, lazy.flags) == (ready.pattern, ready.flags)


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = rare("(")
    with pytest.raises(re.error):
        broken.search(TEXT)
