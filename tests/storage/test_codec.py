from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dhrcurate.domain.canonical import canonical
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Place
from dhrcurate.storage.codec import MAX_BYTES, TomlError, dump, parse
from dhrcurate.storage.splice import splice
from toml_styles import contents

REFUSED = [
    pytest.param(b"\xff\xfea\x00", "UTF-16", 1, 1, "not-utf8", id="utf-16"),
    pytest.param(b'a = 1\nb = "caf\xe9"', "0xE9", 2, 9, "not-utf8", id="latin-1"),
    pytest.param(b'a = "\xed\xa0\x80"', "0xED", 1, 6, "not-utf8", id="lone surrogate"),
    pytest.param(b"a = 'x\x00'", "U+0000", 1, 7, "not-toml", id="nul"),
    pytest.param(b"a = 'x\x0c'", "\\u000c", 1, 7, "not-toml", id="form feed"),
    pytest.param(b"a = 1\rb = 2", "U+000D", 1, 6, "not-toml", id="bare cr"),
    pytest.param(b"a = { b = 1, }", "", 1, 14, "not-toml", id="toml 1.1 comma"),
    pytest.param(b"a = { b = 1,\n c = 2 }", "", 1, 13, "not-toml", id="toml 1.1 line end"),
    pytest.param(b'a = "\\e"', "", 1, 8, "not-toml", id="toml 1.1 escape"),
    pytest.param(b"a = 12:30", "", 1, 7, "not-toml", id="toml 1.1 time"),
    pytest.param(b"a = 1\na = 2", "", 2, 6, "not-toml", id="key twice"),
    pytest.param(b"a = 2024-02-31", "", 1, 5, "not-toml", id="no such day"),
    pytest.param(b"a = " + b"9" * 5000, "", 1, 1, "not-toml", id="a very long integer"),
    pytest.param(b"a = " + b"[" * 1_000_000, "deep", 1, 1, "not-toml", id="a million brackets"),
    pytest.param(b"a = 1\nb" + b".b" * 16_000 + b" = 1", "64 parts", 2, 1, "not-toml", id="sixteen thousand parts"),
    pytest.param(b"#" * (MAX_BYTES + 1), "16 MiB", 1, 1, "not-toml", id="too large"),
]


@pytest.mark.parametrize(("raw", "words", "line", "column", "rule"), REFUSED)
def test_what_is_no_toml_is_refused_in_one_line_with_its_place(
    raw: bytes, words: str, line: int, column: int, rule: str
) -> None:
    with pytest.raises(TomlError) as caught:
        parse(raw, "x.toml")
    assert caught.value.place == Place(line, column, line, column + 1)
    assert caught.value.rule == rule
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"x.toml:{line}:{column}: ")
    assert "\n" not in str(caught.value)


def test_a_bom_crlf_and_trailing_blanks_are_no_error() -> None:
    assert parse(b'\xef\xbb\xbfa = """x\r\ny"""  \r\n\r\n\t\r\n') == {"a": "x\ny"}


def test_an_escaped_control_character_is_read() -> None:
    assert parse(b'a = "x\\u000cy"') == {"a": "x\fy"}


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
@given(contents())
def test_what_is_written_reads_the_same(data: dict[str, Any]) -> None:
    raw = dump(data)
    assert canonical(parse(raw)) == canonical(data)
    assert b"\r" not in raw
    assert not any(c < 32 and c not in b"\n\t" for c in raw)


@pytest.mark.parametrize("name", ["at", "imported", "extra", "Lead officer"])
def test_what_is_beside_a_recommendation_stays_text_whatever_it_is_called(name: str) -> None:
    moment = "2026-11-22T10:05:00Z"
    data = {"recommendations": [{"key": "r001", "extra": {name: moment}}]}
    assert parse(dump(data))["recommendations"][0]["extra"] == {name: moment}
    for raw in (
        dump({"recommendations": [{"key": "r001"}]}),
        dump({"recommendations": [{"key": "r001", "extra": {"b": "c"}}]}),
    ):
        before = parse(raw)["recommendations"][0].get("extra")
        edits = [Edit("/recommendations/r001/extra", before, {name: moment})]
        assert parse(splice(raw, edits))["recommendations"][0]["extra"] == {name: moment}
    table = b'[[recommendations]]\nkey = "r001"\n[recommendations.extra]\nb = "c"\n'
    edits = [Edit("/recommendations/r001/extra", {"b": "c"}, {"b": "c", name: moment})]
    assert parse(splice(table, edits))["recommendations"][0]["extra"] == {"b": "c", name: moment}


def test_a_record_is_written_in_the_order_of_the_format() -> None:
    row = {"status": "pending", "agencies": [], "addressed_to": "", "text": "One line.\nTwo lines.", "key": "r001"}
    waiver = {"by": "A. Curator", "rule": "DHR201", "reason": "so", "at": "2026-11-22T10:05:00Z"}
    data = {
        "recommendations": [{**row, "waivers": [waiver], "number": "1"}],
        "curation": {"state": "open"},
        "review": {"csp": "Exampleton", "title": "Exampleton review"},
        "id": "exampleton-2023",
        "format": 1,
    }
    assert dump(data, "../schemas/record.schema.json").decode() == (Path(__file__).parent / "written.toml").read_text()
