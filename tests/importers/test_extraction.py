from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING


def read(text: str | bytes, name: str, **more: Any) -> tuple[Imported, ...]:
    return read_source(text.encode() if isinstance(text, str) else text, name, NOTHING, **more)


def rows(imported: Imported) -> list[tuple[Any, ...]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_of_a_table_is_found(separator: str) -> None:
    lines = [
        separator.join(["Rec No", "Recommendation", "Addressed To"]),
        separator.join(["R1", '"Ask, and\nwrite; it | down"', '"A | B"']),
        separator.join(["R2", '"Say ""who"""', ""]),
    ]
    (imported,) = read("\r\n".join(lines) + "\r\n", "wold.csv")
    assert rows(imported) == [("R1", "Ask, and\nwrite; it | down", "A | B"), ("R2", 'Say "who"', "")]


def test_columns_are_known_by_many_names_and_a_byte_order_mark_is_no_part_of_one() -> None:
    text = "\ufeffnumber,Theme,full_text,responsibleAgency,Year\n1,Housing,Ask.,Wold Homes,2014\n"
    (imported,) = read(text, "wold.csv", given=Metadata(csp="Wold"))
    assert imported.data["id"] == "wold-2014"
    assert imported.data["recommendations"][0] == {
        "key": "r001",
        "number": "1",
        "title": "Housing",
        "text": "Ask.",
        "addressed_to": "Wold Homes",
        "agencies": [],
        "status": "pending",
    }


def test_a_column_can_be_named_for_a_field() -> None:
    (imported,) = read("a,b,c\n1,Ask.,Wold Homes\n", "x.csv", mapping={"text": "B", "addressed_to": "c"})
    assert rows(imported) == [(None, "Ask.", "Wold Homes")]
    assert "kept, though a record has no field for them: a" in imported.warnings


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"txt": "b"}, "--map txt=b: there is no such field; did you mean 'text'?"),
        ({"text": "d"}, "x.csv: --map text=d: there is no such column; there are a, b"),
    ],
)
def test_a_wrong_map_says_what_there_is(mapping: dict[str, str], words: str) -> None:
    with pytest.raises(UnusableError, match=r"^" + words.replace("?", r"\?")):
        read("a,b\n1,2\n", "x.csv", mapping=mapping)


def test_a_table_without_recommendations_is_refused_with_its_columns() -> None:
    with pytest.raises(RefusedError, match="there are name, telephone; name the right one with --map text=COLUMN"):
        read("name,telephone\na,b\n", "x.csv")


def test_rows_of_several_reviews_become_several_records() -> None:
    text = "csp,published,number,recommendation\nWold,2014,1,a\nBrackley,2015-02,1,b\nWold,2014,2,c\n"
    wold, brackley = read(text, "all.csv")
    assert (wold.data["id"], [t for _, t, _ in rows(wold)]) == ("wold-2014", ["a", "c"])
    assert (brackley.data["id"], [t for _, t, _ in rows(brackley)]) == ("brackley-2015-02", ["b"])


def test_numbers_of_a_json_document_stay_as_they_are_written() -> None:
    text = '{"review": {"title": "Wold review", "csp": "Wold"}, "source": {"url": "https://e.example/"}, '
    text += (
        '"recommendations": [{"number": 3.10, "text": "a", "addressees": ["A", "B"]}, {"number": null, "text": "b"}]}'
    )
    (imported,) = read(text, "x.json")
    assert rows(imported) == [("3.10", "a", "A | B"), (None, "b", "")]
    assert imported.data["review"]["title"] == "Wold review"
    assert imported.data["source"]["url"] == "https://e.example/"


def test_json_may_hold_several_reviews_or_plain_texts() -> None:
    first, second = read('[{"csp": "Wold", "recs": ["a"]}, {"csp": "Brackley", "recs": [{"text": "b"}]}]', "x.json")
    assert rows(first) == [(None, "a", "")]
    assert second.data["review"]["csp"] == "Brackley"


def test_a_summary_and_a_page_of_its_own_are_kept() -> None:
    digest = "0" * 63 + "a"
    text = '{"csp": "Wold", "wording": "summarised", "sha256": "' + digest + '", "rows": [{"text": "a"}]}'
    (imported,) = read(text, "x.json")
    assert imported.data["review"]["wording"] == "summarised"
    assert imported.data["source"]["sha256"] == digest


def test_lines_of_json_are_rows() -> None:
    (imported,) = read('{"text": "a", "csp": "Wold"}\n\n{"text": "b", "csp": "Wold"}\n', "x.jsonl")
    assert [t for _, t, _ in rows(imported)] == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        ("text\nA board’s plan\nthe café\n".encode("cp1252"), "x.csv", r"x.csv:2:8: byte 0x92 is not UTF-8"),
        ("text\n".encode("utf-16"), "x.csv", "x.csv: is UTF-16"),
        (b"%PDF-1.7", "x.txt", "x.txt: is a PDF"),
        (b"PK\x03\x04...", "x.csv", "x.csv: is a zip archive or an Office document"),
        (b"a\n\nb\0", "x.txt", r"x.txt:3:2: has a NUL byte"),
        (b"text,number\na,1,2\n", "x.csv", r"x.csv:2:1: has 3 cells under 2 headings"),
        (b'[{"text": "a"},\n {"text": }]', "x.json", r"x.json:2:11: not JSON: expecting value"),
        (b'[{"text": NaN}]', "x.json", "NaN is not JSON"),
        (b'[{"text": "a", "text": "b"}]', "x.json", "has the member “text” twice"),
        (b'{"text": "a"}\n{\n{"text": "b"}\n', "x.jsonl", r"x.jsonl:2:2: not JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(raw: bytes, name: str, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        read(raw, name)


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(UnusableError, match=r"x.json:1:1: is nested too deeply"):
        read("[" * 100_000, "x.json")


def test_a_date_that_is_none_is_told_and_left_out() -> None:
    (imported,) = read("text,csp,published\na,Wold,some time ago\n", "x.csv")
    assert "published" not in imported.data["review"]
    assert "“some time ago” is not a date and was left out" in imported.warnings


def test_a_text_that_is_a_table_separated_by_tabs_is_read_as_one() -> None:
    table = "Number\tRecommendation\tAgency\tCSP\n1\tTell it.\tWold Police\tWold\n1\tTell all.\tFen Police\tFen\n"
    found = read_source(table.encode(), "all.txt", NOTHING)
    assert [review.data["review"]["csp"] for review in found] == ["Wold", "Fen"]
    assert [review.warnings for review in found] == [(), ()]


@pytest.mark.parametrize("partners", ["partners", "supporting_agencies", "Other agencies", "partner organisations"])
def test_partners_stand_in_the_cell_beside_the_lead(partners: str) -> None:
    rows = [{"text": "Ask.", "lead": "Wold Police", partners: ["Refuge", "Fen Council"]}, {"text": "Log.", "lead": "A"}]
    (found,) = read_source(json.dumps({"csp": "Wold", "recommendations": rows}).encode(), "a.json", NOTHING)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["Wold Police | Refuge | Fen Council", "A"]
    assert not any("left out" in warning for warning in found.warnings)


def test_no_column_of_addressees_is_left_out() -> None:
    text = "csp,text,lead agency,organisation\nWold,Ask.,Wold Police,Fen Council\nWold,Log.,Wold Police,Wold Police\n"
    (found,) = read_source(text.encode(), "a.csv", NOTHING)
    assert [set(r["addressed_to"].split(" | ")) for r in found.data["recommendations"]] == [
        {"Wold Police", "Fen Council"},
        {"Wold Police"},
    ]
