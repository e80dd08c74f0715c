"""Rows of one cell in a table: the body or the theme of those below; and rows that are actions for the one above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import Known

LOG = "The force should log each call in full."
CALLS = "Supervisors should hear some of the calls."
HOMES = "The landlord should note each repair to a door."
NAMES = Known(
    {"Fen Police": "police", "Wold Homes": "housing", "Mental Health": "relative", "Moor Trust": "nhs-trust"}
    | dict.fromkeys(("All agencies", "Housing providers", "Schools", "Colleges"), "collective")
)
PLAN = ("No", "Recommendation", "Action", "Lead agency")

Cells = Sequence[str]
Write = Callable[..., tuple[str, str]]


def html(*rows: Cells, width: int, before: str = "") -> tuple[str, str]:
    """A page with one table; a row of one cell goes across it."""

    def written(row: Cells) -> str:
        if len(row) == 1:
            return f"<tr><td colspan={width}><b>{row[0]}</b></td></tr>"
        return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in row) + "</tr>"

    table = f"<table>{before}{''.join(map(written, rows))}</table>"
    return f"<html><body><h1>Domestic Homicide Review</h1><h2>Recommendations</h2>{table}</body></html>", "p.html"


def markdown(*rows: Cells, width: int, across: bool = False) -> tuple[str, str]:
    """The same in Markdown; a cell that goes across may be written into each column."""
    wide = [row if len(row) > 1 else (row[0], *[row[0] if across else ""] * (width - 1)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in wide]
    head = ["# Domestic Homicide Review", "", "## Recommendations", ""]
    return "\n".join([*head, lines[0], "|---" * width + "|", *lines[1:], ""]), "p.md"


def read(page: tuple[str, str]) -> Imported:
    (found,) = read_source(page[0].encode(), page[1], NAMES, given=Metadata(csp="Wold"))
    return found


def pairs(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("write", [html, markdown, partial(markdown, across=True)])
def test_a_body_in_a_row_of_its_own_is_the_addressee_of_those_below(write: Write) -> None:
    rows = [("No", "Recommendation", "When"), ("Fen Police",), ("1", LOG, "May"), ("2", CALLS, "May")]
    found = read(write(*rows, ("Wold Homes",), ("3", HOMES, "June"), width=3))
    assert pairs(found) == [(LOG, "Fen Police"), (CALLS, "Fen Police"), (HOMES, "Wold Homes")]
    assert found.whole


def test_a_heading_of_recommendations_may_name_it_or_nobody() -> None:
    rows = [("No", "Recommendation", "When"), ("Recommendations for Fen Police",), ("1", LOG, "May")]
    rows += [("National recommendations",), ("2", CALLS, "May"), ("Recommendations for those who rent",)]
    found = read(html(*rows, ("3", HOMES, "June"), width=3))
    assert pairs(found) == [(LOG, "Fen Police"), (CALLS, ""), (HOMES, "")]
    assert found.lost == ("left out a row that holds one cell only: “Recommendations for those who rent”",)


def test_it_may_stand_in_the_column_of_the_recommendations() -> None:
    rows = [("No", "Recommendation", "When"), ("", "Fen Police", ""), ("1", LOG, "May")]
    found = read(markdown(*rows, width=3))
    assert pairs(found) == [(LOG, "Fen Police")]
    assert found.whole


def test_what_may_be_a_theme_is_no_addressee_and_ends_the_rows_of_the_body_above() -> None:
    rows = [("No", "Recommendation", "When"), ("Fen Police",), ("1", LOG, "May"), ("Sharing",)]
    found = read(html(*rows, ("2", CALLS, "May"), width=3))
    assert pairs(found) == [(LOG, "Fen Police"), (CALLS, "")]
    assert "left out a row that holds one cell only: “Sharing”" in found.lost


def test_a_name_of_bodies_of_a_kind_may_be_a_theme() -> None:
    found = read(html(("No", "Recommendation", "When"), ("Mental Health",), ("1", CALLS, "May"), width=3))
    assert pairs(found) == [(CALLS, "")]
    assert "left out a row that holds one cell only: “Mental Health”" in found.lost


def test_an_unknown_name_among_known_ones_is_one() -> None:
    rows = [("No", "Recommendation", "When"), ("Fen Police",), ("1", LOG, "May"), ("Fenside County Council",)]
    found = read(html(*rows, ("2", CALLS, "May"), width=3))
    assert pairs(found) == [(LOG, "Fen Police"), (CALLS, "Fenside County Council")]
    assert found.whole


def between(*heads: str, column: tuple[str, ...] = ()) -> Imported:
    """A table with a recommendation below each of the heads, and perhaps with a column of addressees."""
    wide = [(f"{n}", text, *column[n - 1 : n]) for n, text in enumerate((LOG, CALLS, HOMES), 1)]
    rows = [row for head, row in zip(heads, wide, strict=False) for row in ((head,), row)]
    header = ("No", "Recommendation", *["Agency"] * bool(column))
    return read(markdown(header, *rows, width=len(header)))


@pytest.mark.parametrize(
    "heads",
    [
        ("All agencies", "Housing providers"),
        ("Schools", "Colleges"),
        ("Schools", "All agencies", "Oak Lane Outlook"),
        ("Fen Police", "Oak Lane Outlook"),
        ("Fenside College of Nursing", "Oak Lane Outlook"),
    ],
)
def test_names_of_kinds_of_bodies_and_what_is_set_as_a_name_beside_them_are_addressees(heads: tuple[str, ...]) -> None:
    found = between(*heads)
    assert [cell for _, cell in pairs(found)] == list(heads)
    assert found.whole


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("Oak Lane Outlook", "Moorland Tenants Together"), ("", "")),
        (("Reflective Practice", "Oak Lane Outlook"), ("", "")),
        (("Fen Police", "Oak Lane Outlook", "Information sharing"), ("Fen Police", "", "")),
        (("Fen Police", "Hidden Calls"), ("Fen Police", "")),
        (("Schools", "Training"), ("", "")),
    ],
)
def test_where_they_may_be_themes_they_are_told(heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
    found = between(*heads)
    assert tuple(cell for _, cell in pairs(found)) == cells
    told = (head for head, cell in zip(heads, cells, strict=True) if not cell)
    assert found.lost == tuple(f"left out a row that holds one cell only: “{head}”" for head in told)


def test_over_rows_that_are_addressed_to_others_they_are_themes() -> None:
    found = between("Schools", "Housing providers", column=("Fen Police", "Wold Homes"))
    assert pairs(found) == [(LOG, "Fen Police"), (CALLS, "Wold Homes")]
    assert [r["title"] for r in found.data["recommendations"]] == ["Schools", "Housing providers"]
    assert found.whole


def test_a_theme_is_the_title_of_rows_that_say_whom_they_are_for() -> None:
    rows = [("No", "Recommendation", "Agency"), ("Sharing what is known",), ("1", LOG, "Fen Police")]
    found = read(html(*rows, ("2", HOMES, "Wold Homes"), width=3))
    assert {r["title"] for r in found.data["recommendations"]} == {"Sharing what is known"}
    assert found.whole


def test_a_body_over_rows_that_name_another_is_told() -> None:
    rows = [("No", "Recommendation", "Agency"), ("Fen Police",), ("1", LOG, "Fen Police"), ("2", HOMES, "Wold Homes")]
    found = read(html(*rows, width=3))
    assert pairs(found) == [(LOG, "Fen Police"), (HOMES, "Wold Homes")]
    assert found.lost == ("left out a heading that names another body than the table does: “Fen Police”",)


@pytest.mark.parametrize("last", ["Fen Police", "Three were made in all"])
def test_a_row_of_one_cell_over_none_is_told(last: str) -> None:
    found = read(html(("No", "Recommendation", "Agency"), ("1", LOG, "Fen Police"), (last,), width=3))
    assert pairs(found) == [(LOG, "Fen Police")]
    assert f"left out a row that holds one cell only: “{last}”" in found.lost


BLANK = [("1", LOG, "Write a guide", "Fen Police"), ("", "", "Hear some calls", "Wold Homes"), ("", "", "Ask", "")]
DOWN = [
    ("<td rowspan=3>1</td>", f"<td rowspan=3>{LOG}</td>", "Write a guide", "Fen Police"),
    ("Hear some calls", "Wold Homes"),
    ("Ask", ""),
]


@pytest.mark.parametrize("actions", [BLANK, DOWN])
def test_actions_in_rows_of_their_own_add_their_bodies_to_the_recommendation(actions: Sequence[Cells]) -> None:
    found = read(html(PLAN, *actions, ("2", HOMES, "Write a list", "Wold Homes"), width=4))
    assert pairs(found) == [(LOG, "Fen Police | Wold Homes"), (HOMES, "Wold Homes")]
    assert found.whole
    assert "left out the columns that a record has no place for: Action" in found.warnings


@pytest.mark.parametrize("actions", [BLANK, DOWN])
def test_they_do_so_below_a_theme_too(actions: Sequence[Cells]) -> None:
    found = read(html(PLAN, ("Sharing what is known",), *actions, width=4))
    assert pairs(found) == [(LOG, "Fen Police | Wold Homes")]
    assert found.data["recommendations"][0]["title"] == "Sharing what is known"
    assert found.whole


def test_a_row_that_is_printed_twice_stays_twice() -> None:
    row = ("1", LOG, "Write a guide", "Fen Police")
    assert len(pairs(read(html(PLAN, row, row, width=4)))) == 2


def test_a_row_without_words_in_a_table_that_is_no_plan_is_told() -> None:
    header = ("No", "Recommendation", "Remark", "Agency")
    found = read(html(header, ("1", LOG, "Late", "Fen Police"), ("", "", CALLS, "Moor Trust"), width=4))
    assert any(CALLS in lost for lost in found.lost)


def test_a_recommendation_across_its_actions_is_one_and_they_are_none() -> None:
    headings = ("Action", "Lead agency", "When", "State")
    first = [headings, ("Write a guide", "Fen Police", "May", "Done"), ("Ask", "Moor Trust", "May", "Done")]
    second = [headings, ("Write a list", "Wold Homes", "May", "Done")]
    found = read(html((f"Recommendation 1: {LOG}",), *first, (f"Recommendation 2: {HOMES}",), *second, width=4))
    assert pairs(found) == [(LOG, "Fen Police | Moor Trust"), (HOMES, "Wold Homes")]
    assert found.whole


@pytest.mark.parametrize("wrap", ["<dl>{}</dl>", "<div><dl>{}</dl></div>", "<dl><div>{}</div></dl>"])
def test_a_list_of_terms_is_a_table_on_its_side(wrap: str) -> None:
    terms = "<dt>Number<dd>{}<dt>Recommendation<dd>{}<dt>Agency<dd>{}"
    lists = (("R1", LOG, "Fen Police"), ("R2", HOMES, "Wold Homes"))
    parts = "".join(wrap.format(terms.format(*row)) for row in lists)
    found = read((f"<html><body><h1>Domestic Homicide Review</h1><h2>Recommendations</h2>{parts}", "p.html"))
    assert pairs(found) == [(LOG, "Fen Police"), (HOMES, "Wold Homes")]
    assert [r["number"] for r in found.data["recommendations"]] == ["R1", "R2"]
    assert found.whole


def test_a_list_of_terms_within_others_is_read_in_time() -> None:
    page = "<dl><dt>Agency<dd>" * 60 + "</dd></dl>" * 60
    start = f"<html><body><h1>Domestic Homicide Review</h1><h2>Recommendations</h2><ol><li>{LOG}</ol>"
    assert [text for text, _ in pairs(read((start + page, "p.html")))] == [LOG]
