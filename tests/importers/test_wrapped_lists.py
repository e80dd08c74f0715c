"""Lists of recommendations whose lines a program has wrapped: where one ends and the next one begins."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from dhrcurate.importers import read_source
from known_names import Known

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\nRecommendations\n\n"
KNOWN = Known({"Fenwick Valley Hospitals Foundation Trust": "nhs-trust", "Wold Council": "council"})


def rows(items: str, name: str = "p.txt") -> list[dict[str, Any]]:
    (found,) = read_source(f"{HEAD}{items}".encode(), name, KNOWN)
    assert found.lost == ()
    return list(found.data["recommendations"])


@pytest.mark.parametrize("mark", ["Recommendation {}:", "Rec {}:", "R{}", "{}.", "({})", "4.{}"])
def test_a_number_below_a_full_line_begins_a_recommendation(mark: str) -> None:
    full = "Schools should ask every new family who may collect the child."
    longer = "Nurses and those who train them should agree on the words that they use to ask with, and teach them."
    width = len(f"{mark.format('i' if mark == '({})' else 1)} {full}")
    said = [full, longer, f"{longer[:-1]} to students."]
    items = [
        textwrap.fill(f"{mark.format(n)} {text}", width, subsequent_indent="   ") for n, text in enumerate(said, 1)
    ]
    assert [row["text"] for row in rows("\n".join(items) + "\n")] == said


@pytest.mark.parametrize("label", ["Rationale: she rang twice.", "Timescale: one year"])
def test_a_label_below_a_full_line_is_no_part_of_it(label: str) -> None:
    asked = "Each ward should keep a list of those who ring at night, and should ring back by noon."
    led = "Lead agency: Fenwick Valley Hospitals Foundation Trust"
    items = [f"{textwrap.fill(f'{n}. {asked}', len(led), subsequent_indent='   ')}\n{led}\n{label}\n" for n in (1, 2)]
    assert [row["addressed_to"] for row in rows("".join(items))] == ["Fenwick Valley Hospitals Foundation Trust"] * 2


@pytest.mark.parametrize("name", ["p.txt", "p.md"])
def test_a_name_in_brackets_may_be_wrapped(name: str) -> None:
    items = (
        "(1) Wards should ring back within the hour (Fenwick Valley Hospitals Foundation\n    Trust)\n\n"
        "(2) Lettings should ask who holds a key. (Wold\n    Council)\n"
    )
    assert [(row["text"], row["addressed_to"]) for row in rows(items, name)] == [
        ("Wards should ring back within the hour", "Fenwick Valley Hospitals Foundation Trust"),
        ("Lettings should ask who holds a key.", "Wold Council"),
    ]


@pytest.mark.parametrize("name", ["p.txt", "p.md"])
def test_a_line_that_ends_in_the_middle_of_a_sentence_goes_on_with_a_capital_letter(name: str) -> None:
    items = (
        "1. Each ward should have one nurse who knows the refuges by\n   April 2020.\n"
        "2. Lettings should ask who holds a key.\n"
    )
    assert [row["text"] for row in rows(items, name)] == [
        "Each ward should have one nurse who knows the refuges by April 2020.",
        "Lettings should ask who holds a key.",
    ]
