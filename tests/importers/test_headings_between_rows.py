"""Rows that hold a heading only, in tables of pages and of values: it groups the rows below, and is none of them."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.model import Metadata
from known_names import Known
from one_page import texts

NAMES = Known({"Wold Police": "police", "Wold Council": "council", "Wold CSP": "csp"})
LOG, TRAIN, ASK, NAME = "Log each call.", "Train the staff.", "Ask each tenant.", "Name a lead for carers."
BODIES = ("Recommendations for Wold Police", "Recommendations for the Wold Council")


def read(form: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> Imported:
    """A table in some form: `across` and `heading` write a row of one cell as one that spans all columns."""
    if form == "values":
        page, name = "\n".join([",".join(row) for row in (header, *rows)] + [""]), "p.csv"
    elif form == "Markdown":
        lines = [f"| {' | '.join(row)} |" for row in (header, ("---",) * len(header), *rows)]
        page, name = "# DHR Ivy\n\n" + "\n".join(lines) + "\n", "p.md"
    else:
        cell = {"across": "td", "heading": "th", "HTML": "td"}[form]
        alone = {row: "".join(row) for row in rows if sum(map(bool, row)) == 1 and form != "HTML"}
        across = f"<tr><{cell} colspan={len(header)}>"
        body = "".join(across + alone[row] if row in alone else f"<tr><td>{'<td>'.join(row)}" for row in rows)
        page, name = f"<h1>DHR Ivy</h1><table><tr><th>{'<th>'.join(header)}</tr>{body}</table>", "p.html"
    (found,) = read_source(page.encode(), name, NAMES, given=Metadata(csp="Wold"))
    return found


def rows(found: Imported, kind: str) -> list[str | None]:
    return [row.get(kind) for row in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["across", "heading", "HTML", "Markdown", "values"])
@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("first", [True, False])
def test_a_heading_that_names_a_body_makes_it_the_addressee_of_the_rows_below(
    form: str, at: int, *, first: bool
) -> None:
    police, council = (tuple(said if i == at else "" for i in range(3)) for said in BODIES)
    below = [("1", LOG, "May"), ("2", TRAIN, "May"), council, ("3", ASK, "June"), ("4", NAME, "June")]
    found = read(form, ("No", "Recommendation", "Due"), *([police] if first else []), *below)
    assert texts(found) == [LOG, TRAIN, ASK, NAME]
    assert rows(found, "addressed_to") == [*["Wold Police" if first else ""] * 2, *["Wold Council"] * 2]
    assert found.whole


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
def test_words_alone_over_rows_with_numbers_are_their_theme(form: str) -> None:
    header = ("No", "Recommendation", "Agency")
    theme = [("", said, "") for said in ("For bodies here", "Record keeping")]
    numbered = [("1", LOG, "Wold Police"), ("2", TRAIN, "Wold Council"), ("3", ASK, "Wold Council")]
    found = read(form, header, theme[0], *numbered[:2], theme[1], numbered[2])
    assert texts(found) == [LOG, TRAIN, ASK]
    assert rows(found, "title") == ["For bodies here"] * 2 + ["Record keeping"]


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
def test_where_nobody_is_addressed_a_theme_is_told(form: str) -> None:
    theme = [("", said, "") for said in ("Families and friends", "Schools")]
    found = read(form, ("No", "Recommendation", "Due"), theme[0], ("1", LOG, "May"), theme[1], ("2", ASK, "June"))
    assert texts(found) == [LOG, ASK]
    assert all(any("".join(row) in lost for lost in found.lost) for row in theme)


@pytest.mark.parametrize(("form", "last"), [("HTML", True), ("HTML", False), ("Markdown", True), ("values", False)])
@pytest.mark.parametrize("said", ["Training for all of the wardens", "Work with families"])
def test_a_single_phrase_may_be_a_recommendation_without_its_number_and_is_kept_and_told(
    form: str, said: str, *, last: bool
) -> None:
    phrase = ("", said, "")
    numbered = [("1", LOG, "Wold Police"), ("2", TRAIN, "Wold Council"), ("3", ASK, "Wold Council")]
    found = read(
        form, ("No", "Recommendation", "Agency"), *numbered[:2], *([] if last else [phrase]), numbered[2],
        *([phrase] if last else []),
    )  # fmt: skip
    assert phrase[1] in texts(found)
    assert len(texts(found)) == 4
    assert any(phrase[1] in lost for lost in found.lost)


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
@pytest.mark.parametrize("said", ["Review recommendations of the last review.", "Share these with all schools."])
def test_a_recommendation_whose_number_is_lacking_is_none(form: str, said: str) -> None:
    found = read(form, ("No", "Recommendation", "Due"), ("1", LOG, "May"), ("", said, ""), ("3", ASK, "June"))
    assert texts(found) == [LOG, said, ASK]


@pytest.mark.parametrize("form", ["across", "heading", "values"])
@pytest.mark.parametrize("head", ["Agency: {}", "{} (2)", "{} (2 recommendations)"])
def test_a_label_or_a_count_is_no_part_of_the_body_s_name(form: str, head: str) -> None:
    over = [(head.format(name), "", "") for name in ("Wold Police", "Wold Council")]
    found = read(form, ("No", "Recommendation", "Due"), over[0], ("1", LOG, "May"), over[1], ("2", ASK, "May"))
    assert rows(found, "addressed_to") == ["Wold Police", "Wold Council"]
    assert texts(found) == [LOG, ASK]


def test_a_heading_may_have_what_each_row_says_of_its_review() -> None:
    over = [("Wold", "", said, "") for said in BODIES]
    below = [("Wold", "1", LOG, ""), ("Wold", "2", ASK, "")]
    found = read("values", ("CSP", "No", "Recommendation", "Agency"), over[0], below[0], over[1], below[1])
    assert rows(found, "addressed_to") == ["Wold Police", "Wold Council"]
    assert texts(found) == [LOG, ASK]


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
def test_a_row_in_the_middle_of_a_sentence_goes_on_with_the_one_above(form: str) -> None:
    header = ("No", "Recommendation", "Agency")
    begun, end = "The council should write to each of the", "tenants who have moved."
    found = read(form, header, ("1", begun, "Wold Council"), ("", end, ""), ("2", LOG, "Wold Police"))
    assert [" ".join(text.split()) for text in texts(found)] == [f"{begun} {end}", LOG]


def test_headings_that_divide_that_of_the_recommendations_stand_in_two_rows() -> None:
    page = (
        "<h1>DHR Ivy</h1><table><tr><th rowspan=2>Theme<th colspan=2>Recommendation<th rowspan=2>Lead</tr>"
        f"<tr><th>Ref<th>Wording</tr><tr><td rowspan=2>Homes<td>1a<td>{ASK}<td>Wold Council</tr>"
        f"<tr><td>1b<td>{NAME}<td>Wold Council</tr><tr><td>Calls<td>2<td>{LOG}<td>Wold Police</tr></table>"
    )
    (found,) = read_source(page.encode(), "p.html", NAMES, given=Metadata(csp="Wold"))
    assert texts(found) == [ASK, NAME, LOG]
    assert rows(found, "number") == ["1a", "1b", "2"]
    assert rows(found, "title") == ["Homes", "Homes", "Calls"]
    assert found.whole
