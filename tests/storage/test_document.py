from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.storage.document import Document

SOUND = """\
format = 1
id = "x-1"
[review]
title = "T"
csp = "C"
[curation]
state = "open"
[[recommendations]]
key = "r001"
number = "R1"
text = "Do it."
addressed_to = ""
agencies = []
status = "pending"
"""


def read(text: str) -> Document:
    return Document.of(Path("x-1.toml"), text.encode())


def test_a_sound_record_has_a_digest_and_may_be_changed() -> None:
    document = read(SOUND)
    assert document.record is not None
    assert document.writable
    assert document.digest == read(SOUND.replace("\n", "\r\n") + "# a comment\n").digest
    assert document.digest != read(SOUND + 'extra = "counts"\n').digest


@pytest.mark.parametrize(
    ("change", "rule", "path"),
    [
        (("format = 1", "format = 2"), "newer-format", "/format"),
        (("format = 1", 'format = "1"'), "not-this-schema", "/format"),
        (('csp = "C"\n', ""), "not-this-schema", "/review/csp"),
        (('number = "R1"', "number = 1"), "not-this-schema", "/recommendations/r001/number"),
        (('status = "pending"', 'status = "done"'), "not-this-schema", "/recommendations/r001/status"),
        (('key = "r001"', 'key = "1"'), "not-this-schema", "/recommendations/1/key"),
        (('key = "r001"\n', ""), "not-this-schema", "/recommendations/0/key"),
    ],
)
def test_what_does_not_fit_is_told_with_its_path(change: tuple[str, str], rule: str, path: str) -> None:
    document = read(SOUND.replace(*change))
    assert document.record is None
    assert not document.writable
    assert [(p.rule, p.path) for p in document.problems] == [(rule, path)]


@pytest.mark.parametrize("more", ["stated = inf", "stated = nan", "stated = 9007199254740993"])
def test_a_record_without_a_digest_is_read_only(more: str) -> None:
    document = read(SOUND.replace('csp = "C"', f'csp = "C"\n{more}'))
    assert document.record is not None
    assert document.digest is None
    assert not document.writable


def test_a_record_in_which_a_key_stands_twice_is_read_only() -> None:
    rows = SOUND[SOUND.index("[[") :]
    assert not read(SOUND + rows).writable
