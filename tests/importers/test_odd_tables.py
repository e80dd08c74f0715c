"""Tables on their side, of several headings or with bodies in several columns: nothing of them is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

ROTA = "The force should keep a rota of trained officers."
TENANTS = "The council should write to each tenant who has moved."
BOTH = [(ROTA, "Wold Police"), (TENANTS, "Wold Homes")]


def read(text: str, name: str, **more: Any) -> Imported:
    (found,) = read_source(text.encode(), name, NOTHING, given=Metadata(csp="Wold"), **more)
    return found


def pairs(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


def cells(found: Imported) -> list[str]:
    return [cell for _, cell in pairs(found)]


def html(*tables: str) -> str:
    return f"<html><body><h1>DHR Wold</h1><h2>Recommendations</h2>{''.join(tables)}</body></html>"


def table(*rows: Sequence[str], tag: str = "td", before: str = "") -> str:
    written = ("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{before}{''.join(written)}</table>"


def piped(*rows: Sequence[str]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(
        ["# DHR Wold", "", "## Recommendations", "", lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""]
    )


BLOCKS = [
    ("Recommendation 1", ROTA),
    ("Responsible agency", "Wold Police"),
    ("Deadline", "June"),
    ("Recommendation 2", TENANTS),
    ("Responsible agency", "Wold Homes"),
    ("Deadline", "July"),
]
SIDE = [("Recommendation", ROTA, TENANTS), ("Agency", "Wold Police", "Wold Homes"), ("Notes", "x", "y")]


@pytest.mark.parametrize("rows", [BLOCKS, SIDE])
@pytest.mark.parametrize("form", ["html", "md", "txt", "csv"])
def test_headings_in_the_first_column_are_headings(form: str, rows: Sequence[Sequence[str]]) -> None:
    if form == "html":
        text = html(table(*rows))
    else:
        text = "\n".join(",".join(row) for row in rows) + "\n" if form == "csv" else piped(*rows)
    found = read(text, f"x.{form}")
    assert pairs(found) == BOTH
    assert found.whole


def test_a_table_for_each_recommendation_is_read() -> None:
    found = read(html(table(*BLOCKS[:3]), table(*BLOCKS[3:]), table(("Recommendation 3", ROTA))), "x.html")
    assert pairs(found) == [*BOTH, (ROTA, "")]
    assert [r["number"] for r in found.data["recommendations"]] == [f"Recommendation {n}" for n in (1, 2, 3)]


def test_a_cell_of_a_block_may_go_on_below_or_beside() -> None:
    rows = [("Recommendation", ROTA, ""), ("Agency", "Wold Police", "Refuge"), ("", "Wold Homes", "")]
    assert pairs(read(html(table(*rows)), "x.html")) == [(ROTA, "Wold Police | Wold Homes | Refuge")]


def test_an_upright_table_of_short_words_stays_upright() -> None:
    found = read(piped(("Recommendation", "Agency"), ("Review of recommendations", "Wold Police")), "x.md")
    assert pairs(found) == [("Review of recommendations", "Wold Police")]


@pytest.mark.parametrize(("head", "key"), [("No", "Recommendation {}"), ("Rec no.", "Rec {}")])
@pytest.mark.parametrize("name", ["x.html", "x.md", "x.txt", "x.csv"])
def test_an_upright_table_whose_numbers_are_written_out_stays_upright(name: str, head: str, key: str) -> None:
    body = [(key.format(n), text, agency) for n, (text, agency) in enumerate(BOTH, 1)]
    rows = [(head, "Recommendation", "Agency"), *body]
    csv = "\n".join(",".join(row) for row in rows) + "\n"
    found = read({"x.html": html(table(*rows)), "x.csv": csv}.get(name) or piped(*rows), name)
    assert pairs(found) == BOTH
    assert [r["number"] for r in found.data["recommendations"]] == [key.format(1), key.format(2)]
    assert found.whole


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("heading", ["Recommendations", "Recommendation text"])
@pytest.mark.parametrize("numbers", [("", ""), ("1. ", "2. ")])
def test_a_table_of_one_column_is_one(form: str, heading: str, numbers: tuple[str, str]) -> None:
    said = ("The panel makes the following recommendations:",)
    rows = [
        ("Recommendations",),
        said,
        *((f"{number}{text}",) for number, (text, _) in zip(numbers, BOTH, strict=True)),
    ]
    after = "Wold will look at this again in a year."
    page = html(table(*rows), f"<p>{after}</p>") if form == "html" else f"{piped(*rows)}\n{after}\n"
    found = read(page, f"x.{form}")
    assert [(r.get("number"), r["text"]) for r in found.data["recommendations"]] == [
        (number.strip() or None, text) for number, (text, _) in zip(numbers, BOTH, strict=True)
    ]
    assert found.whole


def test_a_row_that_announces_recommendations_is_none_of_them() -> None:
    rows = [("Recommendations",), ("The panel makes the following recommendations:",), (ROTA,), (TENANTS,)]
    found = read(html(table(*rows)), "x.html")
    assert [text for text, _ in pairs(found)] == [ROTA, TENANTS]
    assert found.whole


def test_one_cell_is_the_title_of_a_list_or_of_headings_below_it() -> None:
    listed = table(("Recommendations",), (f"<p>1. {ROTA}</p><p>2. {TENANTS}</p>",))
    headed = table(("Recommendations",), ("No", "Recommendation", "Agency"), ("1", *BOTH[0]), ("2", *BOTH[1]))
    assert [text for text, _ in pairs(read(html(listed), "x.html"))] == [ROTA, TENANTS]
    assert pairs(read(html(headed), "x.html")) == BOTH


def test_a_sentence_among_the_headings_is_told() -> None:
    found = read(f"Recommendation,{ROTA}\nWold Police,June\n", "x.csv")
    assert not found.whole
    assert any("among the headings" in warning for warning in found.warnings)


@pytest.mark.parametrize("headings", ["Agency,Recommendation,Deadline", "Ref,Lead,Action", "Action No,Agency,Action"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_other_headings_further_down_are_no_recommendation(headings: str, gap: str) -> None:
    text = f"No,Recommendation,Agency\n1,{ROTA},Wold Police\n{gap}{headings}\nWold Homes,{TENANTS},June\n"
    with pytest.raises(RefusedError, match="another table begins here"):
        read(text, "x.csv")


def test_other_headings_within_a_table_of_a_page_head_the_rows_below() -> None:
    upper = [("No", "Recommendation", "Agency"), ("1", ROTA, "Wold Police")]
    found = read(
        html(table(*upper, ("Agency", "Recommendation", "Deadline"), ("Wold Homes", TENANTS, "June"))), "x.html"
    )
    assert pairs(found) == BOTH
    told = read(html(table(*upper, ("Action", "Deadline", "Status"), (TENANTS, "June", "Open"))), "x.html")
    assert pairs(told) == BOTH[:1]
    assert told.lost == ("left out rows under other headings: Action, Deadline, Status",)


def test_a_narrower_table_below_a_gap_is_another() -> None:
    below = "\n".join(["| Agency | Recommendation |", "|---|---|", f"| Wold Homes | {TENANTS} |", ""])
    text = piped(("No", "Recommendation", "Agency", "Notes"), ("1", ROTA, "Wold Police", "x")) + "\n" + below
    assert pairs(read(text, "x.txt")) == BOTH


HEADED = [("No", "Recommendation", "Agency"), ("2", TENANTS, "Wold Homes")]
ABOVE = "<tr><td>1</td><td>" + ROTA + "</td><td>Wold Police</td></tr>"


def test_rows_above_the_headings_come_in() -> None:
    found = read(html(table(*HEADED, before=ABOVE)), "x.html")
    assert pairs(found) == BOTH
    assert found.whole


def test_a_foot_that_is_written_first_stands_below() -> None:
    first = f"<thead><tr><th>No</th><th>Recommendation</th><th>Agency</th></tr></thead><tbody>{ABOVE}</tbody>"
    foot = f"<tfoot><tr><td>2</td><td>{TENANTS}</td><td>Wold Homes</td></tr></tfoot>"
    found = read(html(f"<table>{foot}{first}</table>"), "x.html")
    assert pairs(found) == BOTH


@pytest.mark.parametrize(
    ("caption", "told"), [("Recommendations for those who rent", True), ("Table 3: Recommendations", False)]
)
def test_a_caption_that_may_say_whom_it_is_for_is_told(caption: str, *, told: bool) -> None:
    found = read(html(table(("No", "Recommendation"), ("1", ROTA), before=f"<caption>{caption}</caption>")), "x.html")
    assert found.whole is not told
    named = read(html(table(*HEADED, before=f"<caption>{caption}</caption>")), "x.html")
    assert named.whole


def test_a_body_in_a_caption_is_the_addressee() -> None:
    caption = "<caption>Recommendations for Wold Police</caption>"
    found = read(html(table(("No", "Recommendation"), ("1", ROTA), before=caption)), "x.html")
    assert pairs(found) == [(ROTA, "Wold Police")]
    assert found.whole


def test_what_is_filled_in_counts_and_what_is_struck_out_does_not() -> None:
    area = f"<textarea>{ROTA}</textarea>"
    chosen = "<select><option>Wold Homes</option><option selected>Wold Police</option></select>"
    field = f'<input value="{TENANTS}"><input type="hidden" value="x">'
    struck = "Wold <del>Council</del><ins>Homes</ins>"
    rows = [HEADED[0], ("1", area, chosen), ("2", field, struck)]
    assert pairs(read(html("<select><option>Choose</option></select>", table(*rows)), "x.html")) == BOTH


@pytest.mark.parametrize(
    ("names", "row", "cell"),
    [
        ("Lead agency,Supporting agency", "Wold Police,Refuge", "Wold Police | Refuge"),
        ("Supporting agencies,Lead agency", "Refuge,Wold Police", "Wold Police | Refuge"),
        ("lead,partners", "Wold Police,Refuge", "Wold Police | Refuge"),
        ("Lead,Partner", "Wold Police,Refuge", "Wold Police | Refuge"),
        ("Agency\u200b,Deadline", "Wold Police,June", "Wold Police"),
        ("addressed_to,lead_agency", "Wold Police | Refuge,Refuge", "Wold Police | Refuge"),
        ("Agency,Partner agencies", "Wold Police,N/A", "Wold Police"),
        ('"Ag-\nency",Deadline', "Wold Police,June", "Wold Police"),
        ("key,status,addressed_to,agencies", "r001,pending,the force,Wold Police", "the force"),
    ],
)
def test_every_column_of_bodies_goes_into_the_cell(names: str, row: str, cell: str) -> None:
    found = read(f"Recommendation,{names}\n{ROTA},{row}\n", "x.csv")
    assert cells(found) == [cell]
    assert found.whole


def test_every_column_of_bodies_of_a_page_goes_into_the_cell() -> None:
    headings = ("Responsible officer", "Recommendation", "Supporting agencies", "Lead agency", "Agency\u200b 3")
    rows = [headings, ("A. Person", ROTA, "Refuge", "Wold Police", ""), ("", TENANTS, "", "Wold Homes", "Wold Trust")]
    found = read(html(table(*rows)), "x.html")
    assert [set(cell.split(" | ")) for cell in cells(found)] == [
        {"Refuge", "Wold Police"},
        {"Wold Homes", "Wold Trust"},
    ]


@pytest.mark.parametrize("name", ["x.html", "x.csv"])
def test_a_heading_of_bodies_counts_in_each_column_that_it_spans(name: str) -> None:
    over, under = ("No", "Recommendation", "Agency", "", "By when"), ("", "", "Lead", "Support", "")
    rows = [over, under, ("1", ROTA, "Wold Police", "Refuge", "June"), ("2", TENANTS, "Wold Homes", "", "July")]
    page = html(table(*rows)) if name == "x.html" else "\n".join(map(",".join, rows)) + "\n"
    assert cells(read(page, name)) == ["Wold Police | Refuge", "Wold Homes"]


def test_a_list_of_recommendations_beside_another_is_more_of_it() -> None:
    first, second = ({"text": text, "agency": agency} for text, agency in BOTH)
    more = read(json.dumps({"recommendations": [first], "national_recommendations": [second]}), "x.json")
    assert pairs(more) == BOTH
    told = read(json.dumps({"recommendations": [first], "actions": [second]}), "x.json")
    assert told.lost == ("“actions” is a list beside “recommendations” and was left out",)
    inner = read(json.dumps({"recommendations": [first], "review": {"title": "x", "local": [second]}}), "x.json")
    assert inner.lost == ("“local” is a list beside “recommendations” and was left out",)


def test_a_row_whose_words_have_another_name_is_told() -> None:
    rows = [{"text": ROTA, "agency": "Wold Police"}, {"txt": TENANTS, "agency": "Wold Homes"}]
    found = read("\n".join(map(json.dumps, rows)), "x.jsonl")
    assert found.lost == (f"row 2 has no text, and what else it says was left out: “txt”: “{TENANTS}”",)


@pytest.mark.parametrize("tag", ["div", "li", "article"])
def test_the_parts_of_a_card_are_those_of_one_recommendation(tag: str) -> None:
    cards = "\n".join(
        f'<{tag} class="card"><h3>{n}</h3> <p>{text}</p><span>{agency}</span></{tag}>'
        for n, (text, agency) in enumerate(BOTH, 1)
    )
    found = read(html(f"<div>{cards}</div>"), "x.html")
    assert pairs(found) == BOTH
    assert [r["number"] for r in found.data["recommendations"]] == ["1", "2"]


def test_a_title_and_a_label_say_whose_review_a_page_is() -> None:
    text = f"Wold review\nCSP: Wold\n\nRecommendations\n\n{ROTA}\n\n{TENANTS}\n"
    (found,) = read_source(text.encode(), "x.txt", NOTHING)
    assert len(found.data["recommendations"]) == 2


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2013/14", None),
        ("2013-14", None),
        ("2008/09", None),
        ("2013 to 2014", None),
        ("2013-09", 2013),
        ("2013", 2013),
    ],
)
def test_a_financial_year_is_no_year_of_a_death(cell: str, year: int | None) -> None:
    found = read(f"Recommendation,year of death\n{ROTA},{cell}\n", "x.csv")
    assert found.data["review"].get("year_of_death") == year
    assert found.whole is (year is not None)


def test_a_sentence_that_announces_recommendations_is_none() -> None:
    page = f"DHR Wold\n\nRecommendations\n\nThe panel makes three recommendations.\n\n- {ROTA}\n- {TENANTS}\n"
    found = read(page, "x.txt")
    assert [text for text, _ in pairs(found)] == [ROTA, TENANTS]
    assert found.whole


@pytest.mark.parametrize(("written", "numbers"), [("111", ["1.", "2.", "3."]), ("124", ["1.", "2.", "4."])])
def test_items_that_all_have_one_number_are_counted(written: str, numbers: list[str]) -> None:
    items = "\n".join(f"{n}. {text}" for n, text in zip(written, (ROTA, TENANTS, ROTA[:-1] + " too."), strict=True))
    found = read(f"# DHR Wold\n\n## Recommendations\n\n{items}\n", "x.md")
    assert [r["number"] for r in found.data["recommendations"]] == numbers


def test_a_heading_that_is_broken_in_a_word_is_known() -> None:
    found = read(html(table(("No", "Recommen-<br>dation", "Agency"), ("1", ROTA, "Wold Police"))), "x.html")
    assert pairs(found) == BOTH[:1]
