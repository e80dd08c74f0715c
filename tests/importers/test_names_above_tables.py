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


def test_a_name_keeps_the_article_that_is_a_part_of_it() -> None:
    known = Known({"The Moor Trust": "charity", "Fen Police": "police"})
    page = f"{HEAD}<h3>The Moor Trust</h3>{table(LOG)}<h3>Recommendations for the Fen Police</h3>{table(STAFF)}"
    (found,) = read_source(page.encode(), "p.html", known)
    assert cells(found) == ["The Moor Trust", "Fen Police"]


def test_a_sentence_below_the_last_of_several_tables_is_none_of_their_rows() -> None:
    tables = f"<h3>Fen Police</h3>{table(LOG)}<h3>Moor and Fen NHS Trust</h3>{table(MIDWIVES)}"
    found = read(f"{HEAD}{tables}<p>Wold will meet in May.</p>")
    assert cells(found) == ["Fen Police", "Moor and Fen NHS Trust"]
    assert found.whole


def test_over_rows_that_are_addressed_to_others_it_may_be_a_theme() -> None:
    addressed = (
        table(STAFF)
        .replace("</th></tr>", "</th><th>Agency</th></tr>")
        .replace("</td></tr>", "</td><td>Moor NHS Trust</td></tr>")
    )
    found = read(f"{HEAD}<h3>Fen Police</h3>{table(LOG)}<h3>Apples Together</h3>{addressed}")
    assert cells(found) == ["Fen Police", "Moor NHS Trust"]
    assert found.whole


def test_names_right_above_each_of_several_tables_need_no_heading_of_recommendations() -> None:
    head = HEAD.removesuffix("<h2>Recommendations</h2>")
    assert cells(read(f"{head}<h2>Fen Police</h2>{table(LOG)}<h2>Moor NHS Trust</h2>{table(STAFF)}")) == [
        "Fen Police",
        "Moor NHS Trust",
    ]
    assert cells(read(f"{head}<h2>Fen Police</h2>{table(LOG)}")) == [""]  # whose site it may be
    pseudonyms = read(f"{head}<h2>Ann, died in 2014</h2>{table(LOG)}<h2>Beth, died in 2019</h2>{table(STAFF)}")
    assert not any(r.get("title") for r in pseudonyms.data["recommendations"])


@pytest.mark.parametrize("beside", ["Fen Police", "All agencies"])
def test_beside_the_name_of_a_body_it_is_one(beside: str) -> None:
    known = Known({"Fen Police": "police", "All agencies": "collective"})
    page = f"{HEAD}<h3>{beside}</h3>{table(LOG)}<h3>Apples Together</h3>{table(STAFF)}"
    (found,) = read_source(page.encode(), "p.html", known)
    assert cells(found) == [beside, "Apples Together"]
    assert found.whole


@pytest.mark.parametrize(
    ("line", "cell", "lost"), [("Apples Together", "Apples Together", False), ("Risk assessment", "", True)]
)
def test_a_plain_line_beside_plain_names_is_one_or_told(line: str, cell: str, *, lost: bool) -> None:
    found = read(f"{HEAD}<p>Fen Police</p>{table(LOG)}<p>{line}</p>{table(STAFF)}")
    assert cells(found) == ["Fen Police", cell]
    assert any(line in warning for warning in found.lost) is lost


@pytest.mark.parametrize(
    ("lines", "told"), [(("Apples Together", "Oak Lane Outlook"), True), (("Table 1", "Table 2"), False)]
)
def test_plain_lines_that_may_all_be_names_are_told(lines: tuple[str, str], *, told: bool) -> None:
    found = read(f"{HEAD}<p>{lines[0]}</p>{table(LOG)}<p>{lines[1]}</p>{table(STAFF)}")
    assert cells(found) == ["", ""]
    assert all(any(line in warning for warning in found.lost) is told for line in lines)


@pytest.mark.parametrize("theme", ["Risk Assessment", "Staff Supervision", "Hidden Call"])
def test_a_theme_beside_it_and_words_of_the_recommendations_are_told(theme: str) -> None:
    found = read(f"{HEAD}<h3>Fen Police</h3>{table(LOG)}<h3>{theme}</h3>{table(STAFF)}")
    assert cells(found) == ["Fen Police", ""]
    assert any(theme in warning for warning in found.lost)


@pytest.mark.parametrize("line", ["These were agreed by the panel.", "<b>Table 1</b>", "The actions are below:"])
def test_a_sentence_or_a_title_above_a_table_is_no_name(line: str) -> None:
    found = read(f"{HEAD}<p>{line}</p>{table(LOG)}")
    assert cells(found) == [""]
    assert found.whole


@pytest.mark.parametrize(
    "themes",
    [["Training", "Housing"], ["Mental Health", "Information Sharing", "Records"], ["Calls", "Record keeping"]],
)
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


@pytest.mark.parametrize("whom", ["agencies", "individual agencies", "organisations"])
def test_a_heading_for_agencies_at_large_names_nobody(whom: str) -> None:
    found = read(f"{HEAD}<h2>Recommendations for {whom}</h2>{table(LOG)}")
    assert cells(found) == [""]
    assert found.whole


@pytest.mark.parametrize("whom", ["local agencies", "the statutory and voluntary services", "partner organisations"])
def test_a_heading_over_everything_that_says_nothing_of_its_bodies_is_a_title(whom: str) -> None:
    head = HEAD.replace("Recommendations", f"Recommendations for {whom}")
    assert cells(read(head + table(LOG))) == [""]
    assert cells(read(f"{head}<h3>Fen Police</h3>{table(LOG)}<h3>Moor NHS Trust</h3>{table(STAFF)}")) == [
        "Fen Police",
        "Moor NHS Trust",
    ]


@pytest.mark.parametrize("whom", ["Fen Police", "all agencies"])
def test_a_heading_over_everything_that_says_whom_is_asked_names_the_addressee(whom: str) -> None:
    known = Known({"Fen Police": "police", "all agencies": "collective"})
    page = HEAD.replace("Recommendations", f"Recommendations for {whom}") + table(LOG)
    (found,) = read_source(page.encode(), "p.html", known)
    assert cells(found) == [whom]


def test_headings_that_set_kinds_of_bodies_apart_are_no_titles() -> None:
    known = Known({"local agencies": "collective", "Moor NHS Trust": "nhs-trust"})
    head = HEAD.replace("Recommendations", "Recommendations for local agencies")
    page = f"{head}{table(LOG)}<h2>Recommendations for Moor NHS Trust</h2>{table(STAFF)}"
    (found,) = read_source(page.encode(), "p.html", known)
    assert cells(found) == ["local agencies", "Moor NHS Trust"]
