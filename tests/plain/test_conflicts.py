"""A later extraction and a curator disagree, and the curator decides, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plain_help import converse
from tui_help import on_disk, write_record

OURS, THEIRS = "The force should train all staff.", "The force should train all new staff."


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    root = tmp_path / "records"
    by = "x-77aa10b4"
    conflicts = [{"field": "text", "theirs": THEIRS, "by": by}, {"field": "number", "by": by}]
    row = {"key": "r001", "number": "1", "text": OURS, "addressed_to": "Exampleshire Police", "conflicts": conflicts}
    write_record(root, "exampleton-2023-06", [row])
    return root


def test_theirs_is_shown_and_taken(disputed: Path) -> None:
    talk = converse(disputed, "theirs", "yes", "quit")
    stored = on_disk(disputed)["r001"]
    assert (stored["text"], stored.get("number"), stored.get("conflicts")) == (THEIRS, None, None)
    assert any(THEIRS in line for line in talk.lines)
    assert any("Took what the later extraction says of" in line for line in talk.lines)


def test_ours_is_kept_of_one_field_and_the_other_one_stays_open(disputed: Path) -> None:
    converse(disputed, "ours text", "quit")
    stored = on_disk(disputed)["r001"]
    assert (stored["text"], stored["number"]) == (OURS, "1")
    assert [one["field"] for one in stored["conflicts"]] == ["number"]


def test_nothing_is_signed_off_while_a_conflict_is_open(disputed: Path) -> None:
    talk = converse(disputed, "accept", "sign off", "yes", "quit")
    assert any("nobody has decided" in line for line in talk.lines)
    assert 'state = "open"' in (disputed / "exampleton-2023-06.toml").read_text("utf-8")
    converse(disputed, "ours", "sign off", "yes", "quit")
    assert 'state = "signed-off"' in (disputed / "exampleton-2023-06.toml").read_text("utf-8")


def test_where_nothing_is_disputed_nothing_is_done(library: Path) -> None:
    before = on_disk(library)
    talk = converse(library, "theirs", "ours", "quit")
    assert sum("No later extraction says anything else" in line for line in talk.lines) == 2
    assert on_disk(library) == before
