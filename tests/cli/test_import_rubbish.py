"""Files that are no tables or pages: each is told in one line, and the other files of the command still come in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhrcurate.cli import main
from dhrcurate.importers.decoding import MAX_BYTES

Captured = pytest.CaptureFixture[str]

GOOD = "csp,no,text\nWold,1,The force should log each call.\n"
PAGE = "<html><h1>DHR Wold</h1><h2>Recommendations</h2>{}</html>"
LIST = "<li>The force should log.</li><li>The council should ask.</li>"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    return tmp_path


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "nested lists": ("a.json", b"[" * 254 + b"1" + b"]" * 254, "item 1 of its list is a list"),
    "nested beyond reason": ("a.json", b"[" * 100_000, "is nested too deeply"),
    "nested objects": ("a.json", b'{"recs":' * 3000 + b"[]" + b"}" * 3000, "is nested too deeply"),
    "a NUL byte": ("a.csv", b"no,text\n1,a\0b\n", ":2:4: has a NUL byte"),
    "UTF-16": ("a.csv", "no,text\n1,a\n".encode("utf-16"), "is UTF-16; save it as UTF-8 first"),
    "UTF-16 without a mark": ("a.csv", "no,text\n1,a\n".encode("utf-16-le"), "perhaps UTF-16"),
    "UTF-32": ("a.csv", "no,text\n1,a\n".encode("utf-32"), "is UTF-32; save it as UTF-8 first"),
    "Windows text": ("a.csv", "no,text\n1,café\n".encode("cp1252"), ":2:6: byte 0xe9 is not UTF-8"),
    "half a character": ("a.csv", b"no,text\n1,\xed\xa0\x80\n", ":2:3: byte 0xed is not UTF-8"),
    "half a character in JSON": ("a.json", b'[{"text":"a \\ud800 b"}]', r"has half of a character, such as \ud800"),
    "half a character in a line": ("a.jsonl", b'{"text":"a"}\n{"text":"\\udc00"}\n', ":2:1: has half of a character"),
    "columns": ("a.csv", b",".join(b"c%d" % i for i in range(100_000)) + b",text\n1\n", "has 100,001 columns"),
    "a wide row": ("a.csv", b"no,text\n1,a" + b",x" * 100_000 + b"\n", ":2:1: has 100002 cells under 2 headings"),
    "an open quotation mark": ("a.csv", b'no,text\n1,"abc\n2,def\n', ":2:1: not a table"),
    "an open heading": ("a.csv", b'no,"text\n1,abc\n2,def\n', ":1:1: not a table"),
    "a member twice": ("a.json", b'[{"text":"a","text":"b"}]', "an object has the member “text” twice"),
    "a workbook": ("a.csv", b"PK\x03\x04" + bytes(range(1, 99)), "no PDF, DOCX or XLSX file"),
    "a PDF": ("a.csv", b"%PDF-1.7\n", "damaged or cut off"),
    "RTF": ("a.txt", rb"{\rtf1\ansi Recommendations}", "an RTF document"),
    "a table by another name": ("a.txt", b"No,Recommendation,Agency\n1,Ask.,Refuge\n", "ends in .csv"),
    "no JSON": ("a.json", b"no,text\n1,a\n", ":1:1: not JSON"),
    "no number": ("a.json", b'[{"number":NaN,"text":"a"}]', "NaN is not JSON"),
    "nothing": ("a.csv", b"", "it is empty"),
    "no JSON at all": ("a.json", b" \n", "it is empty"),
    "no lines": ("a.jsonl", b"\n", "no row has a recommendation"),
    "a mark only": ("a.csv", b"\xef\xbb\xbf", "it is empty"),
    "many lines": ("a.csv", b"no,text\n" + b"1,a\n" * 100_001, "has 100,002 lines"),
    "too much": ("a.csv", b"a" * (MAX_BYTES + 1), "too large"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_told_in_one_line_and_the_others_come_in(kind: str, here: Path, capsys: Captured) -> None:
    name, raw, words = REFUSED[kind]
    (here / name).write_bytes(raw)
    assert main(["import", name, "good.csv", "--into", "made"]) in {1, 2}
    told = capsys.readouterr()
    assert words in told.err
    assert told.err.startswith(f"dhrcurate: {name}")
    assert told.err.count("\n") == 1
    assert [path.name for path in (here / "made").glob("*.toml")] == ["wold.toml"]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("folder.csv", Path.mkdir),
        ("pipe.csv", os.mkfifo),
        ("loop.csv", lambda path: path.symlink_to(path.name)),
        ("gone.csv", lambda path: path.symlink_to("nothing")),
        ("x" * 300, str),
        ("/dev/zero", str),
    ],
)
def test_what_is_no_file_is_told_in_one_line(
    name: str, make: Callable[[Path], object], here: Path, capsys: Captured
) -> None:
    make(here / name)
    assert main(["import", name, "good.csv", "--into", "made"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (here / "made/wold.toml").is_file()


TAKEN: dict[str, tuple[str, bytes, list[str]]] = {
    "a long cell": ("a.csv", b"no,text\n1," + b"x" * 200_000 + b"\n", ["x" * 200_000]),
    "two marks": ("a.csv", b"\xef\xbb\xbf\xef\xbb\xbfno,text\n1,a\n", ["a"]),
    "line ends of all kinds": ("a.csv", b"no,text\r\n1,a\r2,b\n3,c\n\r4,d\r\n", ["a", "b", "c", "d"]),
    "short rows": ("a.csv", b"no,text,agency\n1\n2,b\n3,c,d\n", ["", "b", "c"]),
    "empty cells": ("a.csv", b"no,text\n1,a" + b"," * 100_000 + b"\n", ["a"]),
    "long numbers": ("a.json", b'[{"number":' + b"9" * 10_000 + b',"text":"a"}]', ["a"]),
    "a number beyond a float": ("a.json", b'[{"number":1e400,"text":"a"}]', ["a"]),
    "a half character that HTML names": ("a.html", PAGE.format(f"<ol>{LIST}</ol>&#xd800;").encode(), ["log", "ask"]),
    "a list that begins anywhere": ("a.html", PAGE.format(f'<ol start="--5">{LIST}</ol>').encode(), ["log", "ask"]),
    "a list that begins far on": (
        "a.html", PAGE.format(f'<ol start="{"9" * 5000}">{LIST}</ol>').encode(), ["log", "ask"]
    ),
    "a cell that spans far": (
        "a.html",
        PAGE.format(f'<table><tr><th>Recommendation<th>Agency<tr><td rowspan="{"9" * 5000}">ask<td>A</table>').encode(),
        ["ask"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAKEN)
def test_an_odd_file_comes_in(kind: str, here: Path) -> None:
    name, raw, texts = TAKEN[kind]
    (here / name).write_bytes(raw)
    assert main(["import", name, "good.csv", "--into", "made", "--csp", "Fen"]) == 0
    (record,) = (here / "made").glob("fen*.toml")
    assert all(text in record.read_text("utf-8") for text in texts)
    assert (here / "made/wold.toml").is_file()


@pytest.mark.parametrize("count", ["9" * 5000, "9" * 25, "-1", "²", "1e3"])
def test_a_count_that_is_no_usual_number_is_told(count: str, here: Path, capsys: Captured) -> None:
    (here / "a.csv").write_text(f"csp,rec count,year of death,text\nFen,{count},{count},Ask.\n", "utf-8")
    assert main(["import", "a.csv", "good.csv", "--into", "made"]) == 1
    told = capsys.readouterr().err
    assert f"“{count[:60]}” is not a number and was left out" in told
    assert (here / "made/fen.toml").is_file()
    assert (here / "made/wold.toml").is_file()


def test_a_table_cut_within_a_character_has_its_last_row_flagged(here: Path, capsys: Captured) -> None:
    (here / "a.csv").write_bytes(b"csp,no,text\nFen,1,Ask.\nFen,2,Ask at the caf\xc3")
    assert main(["import", "a.csv", "--into", "made"]) == 0
    assert "breaks off in the middle of its last row" in capsys.readouterr().err
    assert (here / "made/fen.toml").read_text("utf-8").count("incomplete = true") == 1


def test_a_file_whose_name_is_not_text_comes_in(here: Path) -> None:
    Path(os.fsdecode(bytes(here) + b"/caf\xe9.csv")).write_text("no,text\n1,Ask.\n", "utf-8")
    assert main(["import", os.fsdecode(b"caf\xe9.csv"), "good.csv", "--into", "made"]) == 0
    assert {path.name for path in (here / "made").glob("*.toml")} == {"caf.toml", "wold.toml"}


_PIECES = st.sampled_from(
    ['"', ",", ";", "\t", "|", "\n", "no", "text", "agency", "{", "}", "[", "]", ":", "\\ud800", "\\", "\0", "\ufeff",
     "1", "9" * 400, "<td>", "<table>", "<ol>", "<li>", "&#xd800;", "Recommendations\n", "The force should log.", "é",
     "\x1b[", " ", "null", "CSP: Wold\n", "DHR Wold\n\n", '"text":', '"recs":', "-", "# ", "2014", "12/14/2020",
     "= 1", "'"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(_PIECES, max_size=40), name=st.sampled_from(["csv", "tsv", "json", "jsonl", "txt", "md", "html"])
)
def test_any_text_is_taken_or_told(pieces: list[str], name: str, here: Path, capsys: Captured) -> None:
    (here / f"a.{name}").write_bytes("".join(pieces).encode())
    assert main(["import", f"a.{name}", "good.csv", "--dry-run", "--into", "made"]) in {0, 1, 2}
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert "wold: 1 recommendation from good.csv" in told.err
