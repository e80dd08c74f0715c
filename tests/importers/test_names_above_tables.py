"""A line above a table that says whose recommendations are in it, as headings over lists do."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

HEAD = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
MIDWIVES = "The trust should teach its midwives how to ask."


def read(page: str, name: str = "p.html") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def table(text: str) -> str:
    return f"<table><tr><th>No</th><th>Recommendation</th></tr><tr><td>1</td><td>{text}</td></tr></table>"


def cells(found: Imported) -> list[str]:
    return [r["addressed_to"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<p><b>{}</b></p>", "<h3>{}</h3>", "<p>{}:</p>"])
@pytest.mark.parametrize("bodies", [["Fen Police"], ["Fen Police", "Wold County Council", "Moor NHS Trust"]])
def test_a_name_above_a_table_is_the_addressee_of_its_rows(wrap: str, bodies: list[str]) -> None:
    found = read(
        HEAD + "".join(wrap.format(b) + table(t) for b, t in zip(bodies, (LOG, STAFF, MIDWIVES), strict=False))
    )
    assert cells(found) == bodies
    assert found.whole


@pytest.mark.parametrize("mark", ["{}", "**{}**"])
def test_a_plain_line_of_markdown_is_one_too(mark: str) -> None:
    head = "# Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n## Recommendations\n\n"
    tables = "".join(
        f"{mark.format(body)}\n\n| No | Recommendation |\n|---|---|\n| 1 | {text} |\n\n"
        for body, text in (("Fen Police", LOG), ("Wold County Council", STAFF))
    )
    assert cells(read(head + tables, "p.md")) == ["Fen Police", "Wold County Council"]


@pytest.mark.parametrize("heading", ["FCC", "Apples Together"])
def test_a_heading_above_a_table_that_may_be_a_name_is_told(heading: str) -> None:
    found = read(f"{HEAD}<h3>{heading}</h3>{table(LOG)}")
    assert cells(found) == [""]
    assert not found.whole
    assert any(heading in warning for warning in found.lost)


@pytest.mark.parametrize("line", ["These were agreed by the panel.", "<b>Table 1</b>", "The actions are below:"])
def test_a_sentence_or_a_title_above_a_table_is_no_name(line: str) -> None:
    found = read(f"{HEAD}<p>{line}</p>{table(LOG)}")
    assert cells(found) == [""]
    assert found.whole


@pytest.mark.parametrize("themes", [["Training", "Housing"], ["Mental Health", "Information Sharing", "Records"]])
def test_themes_above_tables_are_titles_though_one_is_an_area_of_work(themes: list[str]) -> None:
    known = Known({"Housing": "collective", "Mental Health": "relative"})
    page = HEAD + "".join(f"<h3>{h}</h3>{table(t)}" for h, t in zip(themes, (LOG, STAFF, MIDWIVES), strict=False))
    (found,) = read_source(page.encode(), "p.html", known)
    assert cells(found) == [""] * len(themes)
    assert [r["title"] for r in found.data["recommendations"]] == themes
    assert found.whole


def test_areas_of_work_alone_above_tables_are_whom_their_rows_are_addressed_to() -> None:
    known = Known({"Housing": "collective", "Health": "collective"})
    (found,) = read_source(f"{HEAD}<h3>Housing</h3>{table(LOG)}<h3>Health</h3>{table(STAFF)}".encode(), "p.html", known)
    assert cells(found) == ["Housing", "Health"]


PLAIN = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\nRecommendations\n\n"


def plain(heads: tuple[str, str]) -> Imported:
    tables = (
        f"{head}\n\nNo\tRecommendation\n{at}\t{text}\n\n"
        for at, (head, text) in enumerate(zip(heads, (LOG, STAFF), strict=True), 1)
    )
    return read(PLAIN + "".join(tables), "p.txt")


@pytest.mark.parametrize("heads", [("Fen Police", "Wold County Council"), ("Fen Police:", "Wold County Council:")])
def test_plain_lines_above_each_of_several_tables_are_headings(heads: tuple[str, str]) -> None:
    found = plain(heads)
    assert cells(found) == ["Fen Police", "Wold County Council"]
    assert found.whole


def test_a_plain_line_above_one_of_several_tables_that_may_be_a_name_is_told() -> None:
    found = plain(("Apples Together", "Wold County Council"))
    assert "Apples Together" in cells(found) or any("Apples Together" in told for told in found.lost)


def test_titles_above_tables_that_have_figures_are_no_names() -> None:
    found = plain(("Table 1", "Table 2"))
    assert cells(found) == ["", ""]
    assert found.whole
