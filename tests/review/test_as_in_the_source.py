"""What was imported word for word is "as in the source", for every layout, and after joins and divisions too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.operations.structure import join_next, lift_title, split_text
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_text import page_text
from dhrcurate.domain.record import Record
from dhrcurate.importers import read_source
from dhrcurate.importers.decoding import decode
from dhrcurate.review.passage import passage_of
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.source import differs_from_source, not_in_source
from fake_names import FakeNames
from known_names import Known
from made_pages import wrapped
from reference import REFERENCE

NAMES = Known({"Ambershire Constabulary": "police", "Housing": "relative", "Northwold Council": "council"})
OWN = Path(__file__).parents[1] / "importers" / "pages"

MOST = 8
"""The recommendations of a page that are joined and divided, about."""

TABLE = """number,title,recommendation,addressed to
1,Rotas &amp; cover,The force will keep a rota &amp; publish it on the first of each month.,Kent Police
2,,"The council should write to each tenant
who has moved, and ask what else they need.",Kent Council
3,Training,The trust’s midwives should be trained in how to ask when nobody else is in the room.,Kent Trust
"""
HEADERS = """# Review into the death of Adult A

CSP: Kent Published: March 2019 Year of death: 2016

| # | Recommendation | Addressed to |
|---|---|---|
| 1 | The force will keep a rota of trained officers for every night of the week. | Kent Police |
| 2 | The council should write to each tenant who has moved in the last year. | Kent Council |
| 3 | The trust’s midwives should be trained in how to ask. | Kent Trust |
"""
HTML = """<html><body><h1>Domestic homicide review: Kent</h1><p>Year of death: 2016</p>
<table><tr><th>No</th><th>Recommendation</th><th>Addressed to</th></tr>
<tr><td>1</td><td>The force will keep a <b>rota</b> &amp; publish it<br>on the first of each month.</td>
<td>Kent Police</td></tr>
<tr><td>2</td><td><ul><li>The council should write to each tenant who has moved;</li><li>and ask what else they
need at home.</li></ul></td><td>Kent Council</td></tr></table></body></html>
"""
NUMBERED = """<html><body><h1>DHR Kent</h1><h2>Recommendations</h2>
<ol start="3"><li>The force should:<ol type="a"><li>keep a rota; and</li><li>publish it.</li></ol></li>
<li>The council should write to each tenant who has moved in the last year.</li></ol></body></html>
"""
BROKEN = """# DHR Kent

CSP: Kent

| # | Recommendation | Addressed to |
|---|---|---|
| 1 | The force should:<br>keep a rota of officers;<br/>publish it. | Kent Police |
| 2 | The council should write to each tenant who has moved. | Kent Council |
"""
TAGGED = """no,recommendation,agency
1,The force should <b>ask</b> first &amp; write down what is said.,Kent Police
2,The council should<br>write to each tenant.,Kent Council
"""


def pages() -> Iterator[Any]:
    """Pages of every layout, as bytes and a name."""
    for name, text in {
        "table.csv": TABLE,
        "headers.md": HEADERS,
        "marked.html": HTML,
        "numbered.html": NUMBERED,
        "broken.md": BROKEN,
        "broken.txt": BROKEN,
        "tagged.csv": TAGGED,
    }.items():
        yield pytest.param(text.encode(), name, id=name)
    for page in sorted(OWN.iterdir()):
        if page.suffix != ".json" and not page.name.startswith("about"):
            yield pytest.param(page.read_bytes(), page.name, id=page.name)
    for page in sorted((REFERENCE / "pages").glob("*.txt")):
        if not page.name.startswith("003"):
            yield pytest.param(page.read_bytes(), page.name, id=page.name[:3])
            narrow = wrapped(page.read_text("utf-8"), 76).encode()
            yield pytest.param(narrow, page.name, id=f"{page.name[:3]} wrapped")


def differing(data: Data, page: str, name: str) -> list[str]:
    """The texts of a record that are said to differ from a page, by the interfaces or by a rule."""
    data = {**data, "source": {**data["source"], "page": name}}
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=page)
    said = [f"rule: {f.key} {f.message}" for rule in (not_in_source, differs_from_source) for f in rule.check(context)]
    there, cells = page_text(page, name), cells_of(page, name)
    for rec in data["recommendations"]:
        passage, text = passage_of(rec, there, data["recommendations"], cells)
        if passage is None or not passage.found or passage.differences or passage.printed_under:
            said.append(f"screen: {rec['key']} {text}")
    return said


def after(data: Data, proposal: Proposal) -> Data:
    return edit.apply(data, proposal.edits)


@pytest.mark.parametrize(("raw", "name"), list(pages()))
def test_it_is_found_word_for_word_as_it_came_and_after_joins_and_divisions(raw: bytes, name: str) -> None:
    (imported,) = read_source(raw, name, NAMES)
    data, page = imported.data, decode(raw, name).text
    assert differing(data, page, name) == []
    every = len(data["recommendations"]) // MOST + 1  # each one costs a look at all others
    for rec in data["recommendations"][:-1:every]:
        assert differing(after(data, join_next(data, rec["key"])), page, name) == []
    for rec in data["recommendations"][::every]:
        cut = rec["text"].find(" ", len(rec["text"]) // 2)
        if cut > 0:
            assert differing(after(data, split_text(data, rec["key"], cut)), page, name) == []
        try:
            lifted = after(data, lift_title(data, rec["key"]))
        except RefusedError:
            continue
        assert differing(lifted, page, name) == []


@pytest.mark.parametrize(("raw", "name"), list(pages()))
def test_two_texts_that_changed_places_are_told_by_all_where_the_page_numbers_them(raw: bytes, name: str) -> None:
    (imported,) = read_source(raw, name, NAMES)
    first, second, *others = imported.data["recommendations"]
    changed = [{**first, "text": second["text"]}, {**second, "text": first["text"]}, *others]
    said = differing({**imported.data, "recommendations": changed}, decode(raw, name).text, name)
    for rec, other in ((first, second), (second, first)):
        numbered = bool(rec.get("number") and other.get("number"))
        told = f"rule: {rec['key']} the source page has this text under number {other.get('number')}"
        assert (told in said) is numbered
        assert not numbered or f"screen: {rec['key']} {other['text']}" in said


PAGE = """Kent Safer Partnership – review into the death of Adult A
| 4 | The force will keep a rota of trained officers for every
Kent Safer Partnership – review into the death of Adult A
Page 12 of 40
night of the week, and within
3 months it should be sent to the board. | Kent Police |
| 5 | The council should write to each tenant who has moved in the last year. | Kent Council |
| 6 | The trust should ask. It should ask twice. It should write down what it hears. | Kent Trust |
"""
ROTA = (
    "The force will keep a rota of trained officers for every night of the week, and within 3 months it should be sent "
    "to the board."
)
TENANTS = "The council should write to each tenant who has moved in the last year."


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (ROTA, True),  # the page's header and number do not count
        (f"{ROTA}\n{TENANTS}", True),  # two rows that were joined
        (f"{TENANTS}\n{ROTA}", False),  # in another order
        (ROTA.replace("3 months", "months"), False),
        (ROTA.replace("trained ", ""), False),
        (ROTA.replace("every night", "each night"), False),
        (ROTA.removesuffix("ard."), False),  # cut inside a word
        ("The trust should ask. It should write down what it hears.", False),  # a sentence is missing
        (f"{ROTA}\nThe trust should ask. It should ask twice. It should write down what it hears.", False),  # and a row
        ("It should ask twice.", False),  # the cell has a sentence before it and another after it
        ("he trust should ask.", False),
    ],
)
def test_what_was_left_out_or_changed_is_a_difference(text: str, there: bool) -> None:
    rows = [
        {"key": "r001", "number": "4", "text": text, "addressed_to": "Kent Police | Kent Council", "status": "pending"},
        {"key": "r002", "number": "6", "text": "It should ask twice.", "addressed_to": "Kent Trust"},
    ]
    passage, _ = passage_of(rows[0], PAGE, rows)
    assert (passage is not None and passage.found and not passage.differences) is there


WHOLE = """Kent Safer Partnership – review into the death of Adult A
| # | Recommendation | Addressed to |
|---|---|---|
| 1 | The force should review its protocol and see that it is fit for use. It should say who has it. | Kent Police |
| 2 | A mechanism needs to be established by the board. | Kent Council |

3. The trust should ask each patient, when nobody else is in the room, whether
they are safe at home. It should write the answer down.
Kent Trust
"""
PROTOCOL = "The force should review its protocol and see that it is fit for use. It should say who has it."
PATIENT = (
    "The trust should ask each patient, when nobody else is in the room, whether they are safe at home. It should "
    "write the answer down."
)
FIRST, _, LAST = PROTOCOL.partition(". ")


def verdicts(texts: list[str]) -> tuple[list[str], list[str]]:
    """What screen and rule say of texts of the page WHOLE: the words that are missing around each."""
    recs = [
        {
            "key": f"r{at:03d}",
            "number": str(at),
            "text": text,
            "addressed_to": cell,
            "agencies": [],
            "status": "pending",
        }
        for at, (text, cell) in enumerate(
            zip(texts, ["Kent Police", "Kent Council", "Kent Trust", "Kent Trust"], strict=False), 1
        )
    ]
    data: Data = {
        "format": 1,
        "id": "kent-1",
        "review": {"title": "Kent", "csp": "Kent", "wording": "verbatim"},
        "source": {"page": "page.md"},
        "curation": {"state": "open"},
        "recommendations": recs,
    }
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=WHOLE)
    ruled = [f"{f.key} {f.message.partition('passage: ')[2]}" for f in differs_from_source.check(context)]
    shown = []
    for rec in recs:
        passage, _ = passage_of(rec, WHOLE, recs)
        assert passage is not None
        if passage.rests:
            shown.append(f"{rec['key']} {' and '.join(rest.told for rest in passage.rests)}")
            assert passage.differences
    return shown, ruled


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ([PROTOCOL, "A mechanism needs to be established by the board.", PATIENT], []),
        (["The force should review its protocol."], ["r001 the page goes on: 14 more words"]),
        (
            ["The force should review its protocol and see that it is fit for use."],
            ["r001 the page goes on: 6 more words"],
        ),
        (["It should say who has it."], ["r001 the page begins earlier: 14 more words before it"]),
        (
            ["review its protocol and see that it is fit for use. It should say who has it."],
            ["r001 the page begins earlier: 3 more words before it"],
        ),
        ([PROTOCOL, "A mechanism"], ["r002 the page goes on: 7 more words"]),
        # its words begin another one too, which holds only its own cell
        (
            [PROTOCOL, "A mechanism needs to be established by the board.", "The trust should ask"],
            ["r003 the page goes on: 21 more words"],
        ),
        (
            [PROTOCOL, "A mechanism needs to be established by the board.", PATIENT, "The trust should"],
            ["r004 the page goes on: 22 more words"],
        ),
        ([PATIENT.removesuffix(" It should write the answer down.")], ["r001 the page goes on: 6 more words"]),
        ([PATIENT.partition(", whether")[0]], ["r001 the page goes on: 12 more words"]),
        # another recommendation holds the rest, as after a division, corrected or not
        ([FIRST, LAST], []),
        ([*FIRST.split(" and "), LAST], []),
        ([FIRST, LAST.replace("who has", "who holds")], []),
        ([f"{PROTOCOL}\nA mechanism needs to be established by the board."], []),
        ([f"{PROTOCOL}\nA mechanism needs"], ["r001 the page goes on: 6 more words"]),
    ],
)
def test_a_text_is_whole_if_its_record_holds_all_of_its_cell(texts: list[str], missing: list[str]) -> None:
    shown, ruled = verdicts(texts)
    assert shown == missing
    assert ruled == missing


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.html", "<table><tr><td>1</td><td><p>{}</p><p>{}</p></td><td>Kent Police</td></tr></table>"),
        ("p.html", "<ol><li><p>{}</p><p>{}</p></li><li>Another asks for something else.</li></ol>"),
        ("p.html", '<ol type="a"><li><p>{}</p><p>{}</p><li>Another asks for something else.</ol>'),
        ("p.html", "<ul><li>{}<ul><li>{}</li></ul></li><li>Another asks for something else.</li></ul>"),
        ("p.csv", 'No,Text,Lead\n1,"{}\n\n{}",Kent Police\n'),
        ("p.json", '[{{"no": 1, "text": "{}\\n\\n{}", "lead": "Kent Police"}}]'),
        ("p.md", "1. {}\n\n   {}\n2. Another asks for something else.\n"),
        ("p.md", "| No | Text | Lead |\n|---|---|---|\n| 1 | {}<br>{} | Kent Police |\n"),
        ("p.txt", "1. {}\n   - {}\n2. Another asks for something else.\n"),
        ("p.txt", "1. {}\n\n{}\n\n2. Another asks for something else.\n"),
    ],
)
def test_a_paragraph_of_an_item_that_was_left_out_is_missing(name: str, page: str) -> None:
    parts = ("The force should review how it keeps its rota.", "It should publish what it finds by June.")
    kept = page.format(*parts)
    rows = [
        {"key": f"r{n}", "number": str(n), "text": text, "addressed_to": "Kent Police"}
        for n, text in enumerate(["", "Another asks for something else."], 1)
    ]
    for text, whole in (("\n".join(parts), True), (parts[0], False), (parts[1], False)):
        rows[0]["text"] = text
        passage, _ = passage_of(rows[0], page_text(kept, name), rows, cells_of(kept, name))
        assert (passage is not None and passage.found and not passage.differences) is whole


def test_marks_of_a_print_between_the_paragraphs_of_a_cell_are_not_missing() -> None:
    parts = ("The force should review how it keeps its rota.", "It should publish what it finds by June.")
    page = "<table><tr><td>1</td><td><p>{}</p><p>Page 3 of 40</p><p>{}</p></td></tr></table>".format(*parts)
    rows = [
        {
            "key": "r001",
            "number": "1",
            "text": "\n".join(parts),
            "addressed_to": "",
            "agencies": [],
            "status": "pending",
        }
    ]
    data: Data = {
        "format": 1,
        "id": "kent-1",
        "review": {"title": "Kent", "csp": "Kent", "wording": "verbatim"},
        "source": {},
        "curation": {"state": "open"},
        "recommendations": rows,
    }
    assert differing(data, page, "p.html") == []
    rows[0]["text"] = parts[0]
    assert differing(data, page, "p.html") != []
