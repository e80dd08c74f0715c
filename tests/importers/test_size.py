"""Large and odd pages: no time is to grow with the square of a page's length."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import read_page
from known_names import Known

NAMES = Known({"Ambershire Constabulary": "police", "Northwold Council": "council"})
HEAD = "Northwold review\nCSP: Northwold\nExtracted recommendations\n# Recommendation Addressed to\n"
FOOT = "Recommendations extracted from the published report.\n"


def test_one_recommendation_may_have_thousands_of_lines() -> None:
    lines = [f"Line {i} says what is to be done" for i in range(6000)]
    text = "\n".join(lines)
    (found,) = read_page(f"{HEAD}1 {text} Northwold Council\n{FOOT}".encode(), "page.txt", NAMES).data[
        "recommendations"
    ]
    assert found["text"].split() == text.split()
    assert found["addressed_to"] == "Northwold Council"


def test_one_line_may_be_very_long() -> None:
    text = "Ask how it is done at each visit and say so. " * 20_000
    (found,) = read_page(f"{HEAD}1 {text}Northwold Council\n{FOOT}".encode(), "page.txt", NAMES).data["recommendations"]
    assert found["text"] == text.strip()


def test_a_page_may_have_hundreds_of_rows() -> None:
    cells = ("Ambershire Constabulary", "Northwold Council", "All who work at night", "Lydmoor Support Forum")
    rows = [f"{i} Ask how it is done at visit {i} {cells[i % 4]}" for i in range(1, 900)]
    raw = "\n".join([*HEAD.splitlines(), *rows, FOOT]).encode()
    found = read_page(raw, "page.txt", NAMES).data["recommendations"]
    assert len(found) == 899


def test_blanks_take_no_time() -> None:
    raw = f"{HEAD}1 Ask{' ' * 300_000}again. Northwold Council\n{FOOT}".encode()
    (found,) = read_page(raw, "page.txt", NAMES).data["recommendations"]
    assert (found["text"].split(), found["addressed_to"]) == (["Ask", "again."], "Northwold Council")


def test_many_short_lines_are_looked_through_quickly() -> None:
    with pytest.raises(RefusedError):
        read_page(b"a\r" * 59_000, "page.txt", NAMES)


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>"])
def test_markup_nested_beyond_reason_is_told(tag: str) -> None:
    with pytest.raises(UnusableError, match=r"page\.html: it is nested too deeply"):
        read_page(f"<html><body>{tag * 3000}Ask</body></html>".encode(), "page.html", NAMES)
