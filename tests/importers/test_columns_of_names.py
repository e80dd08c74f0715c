"""Columns that say by their cells, and hardly by their headings, whom recommendations are addressed to."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read

NAMES = ("Wold Police", "Fen Hospitals NHS Trust", "Your Haven", "Wold County Council")
TEXTS = (
    "Ring each caller back before the end of the same shift.",
    "Ask each patient who comes back with a fracture whether home is safe.",
    "Ask those who decline a service why they do.",
    "Tell each parish clerk whom to ring when somebody asks for help.",
)
HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
LEFT = "left out a column of names"


def bodies(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


def table(joint: str, heading: str, names: tuple[str, ...]) -> str:
    rows = [("Ref", heading, "Recommendation", "Accepted?")]
    rows += [(str(n), name, text, "Yes") for n, (name, text) in enumerate(zip(names, TEXTS, strict=True), 1)]
    return "".join(f"{joint.join(row)}\n" for row in rows)


def piped(heading: str, names: tuple[str, ...]) -> str:
    head, *rows = (f"| {line} |" for line in table(" | ", heading, names).splitlines())
    return HEAD + "\n".join([head, "|---|---|---|---|", *rows]) + "\n"


@pytest.mark.parametrize("heading", ["Body", "Service", "By whom", "Agency or body", "Department"])
def test_names_below_such_a_heading_are_the_addressees(heading: str) -> None:
    for found in (read(table("\t", heading, NAMES), "wold.tsv"), read(piped(heading, NAMES), "wold.md")):
        assert bodies(found) == list(NAMES)
        assert found.whole


@pytest.mark.parametrize("heading", ["Commissioner", "Reviewed by", "Origin"])
def test_names_below_another_heading_are_told(heading: str) -> None:
    plain = ("Wold Police", "Fen Hospitals NHS Trust", "Fen Housing Trust", "Wold County Council")
    for found in (read(table("\t", heading, plain), "wold.tsv"), read(piped(heading, plain), "wold.md")):
        assert bodies(found) == [""] * len(NAMES)
        assert not found.whole
        assert any(LEFT in warning and heading in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Theme", ("Housing", "Health", "Support", "Information")),
        ("Service", ("Wold Police are to report.", "A form is in use.", "Done", "Done")),
        ("Team", ("Not yet named", "Not yet named", "Not yet named", "Not yet named")),
        ("Status", ("Open", "Closed", "Open", "Closed")),
        ("Commissioner", ("Wold Council",) * 4),
    ],
)
def test_other_words_are_neither_addressees_nor_told_as_names(heading: str, cells: tuple[str, ...]) -> None:
    for found in (read(table("\t", heading, cells), "wold.tsv"), read(piped(heading, cells), "wold.md")):
        assert bodies(found) == [""] * len(NAMES)
        assert not any(LEFT in warning for warning in found.warnings)


def test_a_column_of_names_beside_one_of_addressees_is_not_told_as_such() -> None:
    text = "".join(f"{line}\t{name}\n" for line, name in zip(table("\t", "Agency", NAMES).splitlines(), (
        "Author", "Fen Police", "Fen Council", "Wold Housing Trust", "Fen Housing Trust"), strict=True))  # fmt: skip
    found = read(text, "wold.tsv")
    assert bodies(found) == list(NAMES)
    assert not any(LEFT in warning for warning in found.warnings)


@pytest.mark.parametrize("text", ["What the panel recommended", "What was recommended", "Improvement recommended"])
@pytest.mark.parametrize("body", ["Who it is for", "Directed at", "Body to which it is directed"])
@pytest.mark.parametrize("number", ["Ref no", "Item"])
def test_headings_that_say_what_was_recommended_and_to_whom(text: str, body: str, number: str) -> None:
    rows = [(number, text, body), *((str(n), *row) for n, row in enumerate(zip(TEXTS, NAMES, strict=True), 1))]
    found = read("".join("\t".join(row) + "\n" for row in rows), "wold.tsv")
    wanted = [(row[0], row[1], row[2]) for row in rows[1:]]
    assert [(r["number"], r["text"], r["addressed_to"]) for r in found.data["recommendations"]] == wanted
    assert found.whole


def test_items_in_words_are_no_numbers() -> None:
    rows = [
        ("Item", "Recommendation", "Agency"),
        *zip(("Calls", "Wards", "Leaflets", "Parishes"), TEXTS, NAMES, strict=True),
    ]
    found = read("".join("\t".join(row) + "\n" for row in rows), "wold.tsv")
    assert not any(row.get("number") for row in found.data["recommendations"])
