"""What is printed on the pages of a report as their numbers, where its file does not tell them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.reading import read
from pdf_files import drawn, pdf

BODY = ("The review heard from the services that knew the family, and from those", "who might have known them.")


def labels(feet: Sequence[str], heads: Sequence[str] = ()) -> tuple[str, ...]:
    """The numbers of a report whose pages have these feet and heads."""
    heads = heads or [""] * len(feet)
    pages = [
        drawn(*BODY, y=500) + (drawn(foot, y=30) if foot else b"") + (drawn(head, y=800) if head else b"")
        for foot, head in zip(feet, heads, strict=True)
    ]
    return read(pdf(pages), "report.pdf").labels


NONE = ("",) * 5


@pytest.mark.parametrize(
    ("feet", "expected"),
    [
        (["", "", "1", "2", "3"], ("", "", "1", "2", "3")),
        (["4", "5", "6", "7", "8"], ("4", "5", "6", "7", "8")),
        (["Page 7", "Page 8", "Page 9", "Page 10", "Page 11"], ("7", "8", "9", "10", "11")),
        (["Page 7 of 40", "Page 8 of 40", "Page 9 of 40", "", ""], ("7", "8", "9", "", "")),
        (["- 7 -", "- 8 -", "- 9 -", "- 10 -", "- 11 -"], ("7", "8", "9", "10", "11")),
        (["Exampleton review 2", "Exampleton review 3", "Exampleton review 4", "", ""], ("2", "3", "4", "", "")),
        (["2 | Exampleton review", "3 | Exampleton review", "4 | Exampleton review", "", ""], ("2", "3", "4", "", "")),
        (["i", "ii", "iii", "", ""], ("i", "ii", "iii", "", "")),
        (["1", "", "3", "", "5"], ("1", "2", "3", "4", "5")),
    ],
)
def test_numbers_that_rise_at_the_edge_of_the_pages_are_theirs(feet: list[str], expected: tuple[str, ...]) -> None:
    assert labels(feet) == expected


@pytest.mark.parametrize(
    "feet",
    [
        ["", "", "", "", ""],
        ["2023", "2023", "2023", "2023", "2023"],
        ["Version 3", "Version 4", "Version 5", "Version 6", "Version 7"],
        ["Recommendation 3", "Recommendation 4", "Recommendation 5", "Recommendation 6", "Recommendation 7"],
        ["Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4", "Chapter 5"],
        [
            "4 The panel, see above",
            "5 Letter of the Trust",
            "6 Minutes of May",
            "7 Policy of the police",
            "8 As before",
        ],
        ["3", "9", "1", "12", "4"],
        ["3", "4", "", "", ""],
        ["7 of 40 people", "none of them", "8 of 40 people", "some", "9 of them"],
        ["Page 7", "Page 7", "Page 7", "Page 7", "Page 7"],
    ],
)
def test_other_numbers_are_none_of_the_pages(feet: list[str]) -> None:
    assert labels(feet) == NONE


def test_a_count_begins_again_behind_the_front_pages_and_in_an_appendix() -> None:
    feet = ["i", "ii", "iii", "1", "2", "3", "4", "1", "2", "3"]
    assert labels(feet) == tuple(feet)


def test_what_most_pages_bear_is_their_number() -> None:
    heads = ["", "5", "6", "7", ""]  # as the number of a recommendation on the first line of its page
    assert labels(["11", "12", "13", "14", "15"], heads) == ("11", "12", "13", "14", "15")
