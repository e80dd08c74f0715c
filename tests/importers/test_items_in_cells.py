"""Cells with bullets, with a title above their words, and blocks whose heading is a number: each item is a row."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from dhrcurate.importers import Imported
from one_page import read, texts

LOG, TRAIN, ASK = "Log each call about abuse.", "Train all staff in how to ask.", "The council should ask each tenant."
HEADER = ("Agency", "Recommendation")


def table(form: str, rows: Sequence[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Imported:
    if form == "values":
        quoted = [",".join(f'"{cell}"' for cell in row) for row in (header, *rows)]
        return read("\n".join([*quoted, ""]), "p.csv")
    if form == "Markdown":
        lines = (f"| {' | '.join(row)} |".replace("\n", "<br>") for row in (header, ("---",) * len(header), *rows))
        return read("# DHR Ivy\n\nCSP: Wold\n\n" + "\n".join(lines) + "\n", "p.md")
    body = "".join(f"<tr><td>{'<td>'.join(row)}".replace("\n", "<br>") for row in (header, *rows))
    return read(f"<h1>DHR Ivy</h1><p>CSP: Wold</p><table>{body}</table>", "p.html")


def bodies(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
@pytest.mark.parametrize("bullet", ["•", "-", "▪"])
def test_each_bullet_of_a_cell_is_a_recommendation(form: str, bullet: str) -> None:
    cell = "\n".join(f"{bullet} {said}" for said in (LOG, TRAIN))
    found = table(form, [("Wold Police", cell), ("Wold Council", f"{bullet} {ASK}")])
    assert [text.lstrip(f"{bullet} ") for text in texts(found)] == [LOG, TRAIN, ASK]
    assert bodies(found) == ["Wold Police", "Wold Police", "Wold Council"]
    assert found.whole


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (f"• {LOG}\n• {TRAIN}\n• calls at night;", True),
        ("The council should:\n• log each call;\n• train its staff.", False),
        ("• calls at night;\n• calls by day.", False),
    ],
)
def test_bullets_that_are_parts_of_one_stay_together(form: str, cell: str, *, told: bool) -> None:
    found = table(form, [("Wold Police", cell), ("Wold Council", ASK)])
    assert texts(found) == [cell, ASK]
    assert found.whole is not told


@pytest.mark.parametrize("form", ["HTML", "Markdown", "values"])
def test_a_title_on_the_first_line_of_each_cell_is_set_apart(form: str) -> None:
    rows = [("1", f"Children in the home\n{ASK}"), ("2", f"Flags on addresses\n{LOG}")]
    found = table(form, rows, ("No", "Recommendation"))
    assert texts(found) == [ASK, LOG]
    assert [row["title"] for row in found.data["recommendations"]] == ["Children in the home", "Flags on addresses"]


@pytest.mark.parametrize(
    "first", [("Wold Police", "Fen Police"), ("The panel says:", "It adds:"), ("Log calls.", "Train staff.")]
)
def test_names_and_sentences_on_a_first_line_are_no_titles(first: tuple[str, str]) -> None:
    rows = [(str(at), f"{above}\n{said}") for at, (above, said) in enumerate(zip(first, (ASK, LOG), strict=True), 1)]
    found = table("values", rows, ("No", "Recommendation"))
    assert texts(found) == [cell for _, cell in rows]


def test_a_column_of_titles_that_is_empty_leaves_the_words_as_they_are() -> None:
    rows = [("1", "", f"Children at home\n{ASK}"), ("2", "", f"Flags on files\n{LOG}")]
    assert texts(table("values", rows, ("No", "Title", "Recommendation"))) == [cell for _, _, cell in rows]


@pytest.mark.parametrize("form", ["HTML", "Markdown"])
def test_a_block_may_be_headed_by_its_number_alone(form: str) -> None:
    blocks = [
        [(f"Recommendation {at}", ""), ("Text", said), ("Agency", body)]
        for at, (said, body) in enumerate([(LOG, "Wold Police"), (ASK, "Wold Council")], 1)
    ]
    if form == "Markdown":
        tables = (
            "\n".join(
                [f"| {a} | {b} |" for a, b in block[:1]] + ["|---|---|"] + [f"| {a} | {b} |" for a, b in block[1:]]
            )
            for block in blocks
        )
        found = read("# DHR Ivy\n\nCSP: Wold\n\n" + "\n\n".join(tables) + "\n", "p.md")
    else:
        tables = (f"<table>{''.join(f'<tr><td>{a}<td>{b}' for a, b in block)}</table>" for block in blocks)
        found = read(f"<h1>DHR Ivy</h1><p>CSP: Wold</p>{''.join(tables)}", "p.html")
    assert texts(found) == [LOG, ASK]
    assert bodies(found) == ["Wold Police", "Wold Council"]
    assert [row["number"] for row in found.data["recommendations"]] == ["Recommendation 1", "Recommendation 2"]


def test_numbers_beside_rows_of_one_cell_have_no_heading_of_their_own() -> None:
    rows = [("Health", "", ""), ("8.1", LOG, "Wold Trust"), ("Homes", "", ""), ("8.2", ASK, "Wold Council")]
    found = table("Markdown", rows, ("", "Recommendation", "Responsible"))
    assert [(row["number"], row["title"]) for row in found.data["recommendations"]] == [
        ("8.1", "Health"),
        ("8.2", "Homes"),
    ]
    assert found.whole


@pytest.mark.parametrize(
    "value",
    [
        {"columns": ["no", "recommendation", "agency"], "data": [[1, LOG, "Wold Police"], [2, ASK, "Wold Council"]]},
        {"csp": "Wold", "headers": ["recommendation", "agency"], "rows": [[LOG, "Wold Police"], [ASK, "Wold Council"]]},
        [["recommendation", "agency"], [LOG, "Wold Police"], [ASK, "Wold Council"]],
        {"csp": "Wold", "recommendations": [
            {"heading": "Wold Police", "items": [LOG]}, {"heading": "Wold Council", "items": [{"text": ASK}]},
        ]},
    ],
)  # fmt: skip
def test_json_may_have_the_names_of_its_columns_or_the_bodies_beside_lists(value: object) -> None:
    found = read(json.dumps(value), "p.json")
    assert texts(found) == [LOG, ASK]
    assert bodies(found) == ["Wold Police", "Wold Council"]


def test_sections_of_a_list_in_json_are_themes_of_one_review() -> None:
    sections = [
        {"section": name, "recommendations": [{"text": said}]} for name, said in [("Homes", LOG), ("Work", ASK)]
    ]
    found = read(json.dumps({"csp": "Wold", "recommendations": sections}), "p.json")
    assert texts(found) == [LOG, ASK]
    assert [row["title"] for row in found.data["recommendations"]] == ["Homes", "Work"]
