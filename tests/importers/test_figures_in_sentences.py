"""Figures with which a line begins and that are no numbers of recommendations."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"


def read(below: str) -> Imported:
    (imported,) = read_source((HEAD + below).encode(), "p.txt", NOTHING)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str]]:
    return [(r.get("number"), " ".join(r["text"].split())) for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The force should answer each letter within", "14 days of its receipt."),
        ("The force should answer the letters of all", "2 tenants of the block."),
        ("The force should ask again, as it was asked on", "2 May by the school."),
        ("The force should call again, as of the first", "30 calls few were answered, and of the other"),
        ("The force should say how many it answered of", "12. The board may ask it."),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_a_figure_at_the_start_of_a_wrapped_line_is_no_number(before: str, after: str, *, last: bool) -> None:
    items = [("1.", "The school should keep a log."), ("2.", "The practice should ask.")]
    items.insert(2 if last else 0, ("3." if last else "0.", f"{before}\n{after}"))
    found = read("".join(f"{number} {text}\n" for number, text in items))
    assert rows(found) == [(number, " ".join(text.split())) for number, text in items]
    assert found.whole


def test_a_paragraph_that_begins_with_a_figure_is_told_as_left_out() -> None:
    found = read("1. The school should keep a log.\n2. The practice should ask.\n\n9 tenants had told it of a call.\n")
    assert rows(found) == [("1.", "The school should keep a log."), ("2.", "The practice should ask.")]
    assert "9 tenants" in "".join(found.lost)


@pytest.mark.parametrize(
    ("below", "numbers"),
    [
        ("1 review each call\n2 publish what it finds\n4 train its staff\n", ["1", "2", "4"]),
        ("1. Review each call\n2. Publish what it finds\n4. Train its staff\n", ["1.", "2.", "4."]),
        (
            "1. Review calls\n2. Check what they are for\n5. Say who they are for\n6. Train staff\n",
            ["1.", "2.", "5.", "6."],
        ),
        ("1. Review calls\n2. Check what they are for\n4. Train staff\n", ["1.", "2.", "4."]),
        ("1 The force should review calls\n2 The school should train staff\n", ["1", "2"]),
    ],
)
def test_numbers_without_marks_and_lists_without_full_stops_are_read(below: str, numbers: list[str]) -> None:
    assert [number for number, _ in rows(read(below))] == numbers
