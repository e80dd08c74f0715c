from __future__ import annotations

import pytest

from dhrcurate.importers import read_page
from known_names import Known

NAMES = Known({"Ambershire Constabulary": "police", "Northwold Council": "council"})
TEXTS = (
    "Share the audit with every team.",
    "14 days are enough to answer a referral",
    "A single plan follows the victim.",
    "Reception staff are trained each year",
    "I. and A. are letters, and no numbers, in a text.",
    "Supervision covers complex cases.",
)
CELLS = ("Ambershire Constabulary", "Northwold Council")


def page(numbers: list[str]) -> bytes:
    rows = [f"{n} {text} {CELLS[i % 2]}".strip() for i, (n, text) in enumerate(zip(numbers, TEXTS, strict=True))]
    head = ["Northwold review", "CSP: Northwold", "Extracted recommendations", "# Recommendation Addressed to"]
    return "\n".join([*head, *rows, "Recommendations extracted from the published report.", ""]).encode()


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1)", "2)", "3)", "4)", "5)", "6)"],
        ["#1", "#2", "#3", "#4", "#5", "#6"],
        ["i", "ii", "iii", "iv", "v", "vi"],
        ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"],
        ["a)", "b)", "c)", "d)", "e)", "f)"],
        ["A", "B", "C", "D", "E", "F"],
        ["Recommendation One", "Recommendation Two", "Recommendation Three", "Recommendation 4", "5", "6"],
        ["Recommendation No. 1", "Recommendation No. 2", "3", "4", "5", "6"],
        ["Police 1", "Police 2", "Police 3", "Children’s Services 1", "Children’s Services 2", "Children’s Services 3"],
        ["National Recommendation 1", "National Recommendation 2", "Local 1", "Local 2", "Local 3", "Local 4"],
        ["Police 1", "Police 2", "Police 3", "Police 4", "Police 5", "Housing 1"],
        ["CCG 1", "CCG 2", "AC1", "AC2", "AC3", "AC-4"],
        ["3.140(a)", "3.140(b)", "9.1 a", "9.1 b", "10 (AVCCG)", "11 (AVCCG)"],
        ["R1", "R2", "R2", "R4", "R5", "R6"],
        ["1", "10", "11", "2", "3", "4"],
    ],
    ids=lambda numbers: numbers[0],
)
def test_numbers_are_taken_as_printed(numbers: list[str]) -> None:
    found = read_page(page(numbers), "page.txt", NAMES).data["recommendations"]
    assert [r["number"] for r in found] == numbers
    assert [r["text"] for r in found] == list(TEXTS)


def test_a_roman_figure_is_no_word_that_runs_on_from_the_line_before() -> None:
    raw = page(["i", "ii", "iii", "iv", "v", "vi"]).replace(b"Northwold Council", b"Care Home A")
    assert len(read_page(raw, "page.txt", NAMES).data["recommendations"]) == len(TEXTS)


def test_a_page_without_numbers_has_none_though_texts_begin_with_figures_and_letters() -> None:
    found = read_page(page([""] * 6), "page.txt", NAMES).data["recommendations"]
    assert ["number" in r for r in found] == [False] * 6
    assert [r["text"] for r in found] == list(TEXTS)


def test_a_row_without_an_addressee_stays_where_no_row_is_numbered() -> None:
    raw = page([""] * 6).replace(b"each year Northwold Council", b"each year")
    found = read_page(raw, "page.txt", NAMES).data["recommendations"]
    assert [r["addressed_to"] for r in found] == [CELLS[0], CELLS[1], CELLS[0], "", CELLS[0], CELLS[1]]
