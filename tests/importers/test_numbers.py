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


@pytest.mark.parametrize(
    "numbers", [["i.", "ii.", "iii."], ["i", "ii", "iii"], ["(a)", "(b)", "(c)"], ["(1)", "(2)", "(3)"]]
)
def test_numbers_may_be_headings_of_their_own(numbers: list[str]) -> None:
    texts = ("A single plan follows the victim.", "Staff should share the audit.", "To meet each year.")
    said = "".join(f"<h4>{n}</h4><p>{text}</p>" for n, text in zip(numbers, texts, strict=True))
    source = f"<h1>Domestic Homicide Review: Northwold</h1><h2>Recommendations</h2>{said}"
    found = read_page(source.encode(), "page.html", NAMES).data["recommendations"]
    assert [(r["number"], r["text"]) for r in found] == list(zip(numbers, texts, strict=True))


def test_letters_of_a_list_in_a_recommendation_are_none_of_the_roman_figures() -> None:
    said = (
        "i. Wards should ask:\n   a. who is at home;\n   b. who holds a key.\n\nii. Staff should share the audit.\n\n"
        "iii. To meet each year.\n"
    )
    source = f"Domestic Homicide Review: Northwold\n\nRecommendations\n\n{said}"
    found = read_page(source.encode(), "page.txt", NAMES).data["recommendations"]
    assert [r["number"] for r in found] == ["i.", "ii.", "iii."]


def test_aims_below_recommendations_of_a_chapter_do_not_go_on_with_their_numbers() -> None:
    source = (
        "Domestic Homicide Review: Northwold\n\nRecommendations\n\n"
        "1.1 Staff should share the audit.\n\n1.2 Wards should meet each year.\n\n"
        "Appendix 1: Terms of reference\n\n1. To learn who knew of the danger.\n\n2. To say what others can do.\n"
    )
    found = read_page(source.encode(), "page.txt", NAMES)
    assert [r["number"] for r in found.data["recommendations"]] == ["1.1", "1.2"]
    assert found.lost == ()
