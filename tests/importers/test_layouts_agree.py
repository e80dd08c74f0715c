from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.importers import Imported, read_page, read_source
from known_names import NOTHING
from made_pages import Made, MadePage, made, wrapped

SEEDS = st.integers(0, 1_000_000)
SOME = settings(max_examples=20, deadline=None)


def read(text: str, name: str = "page.txt") -> Imported:
    return read_page(text.encode(), name, NOTHING)


def rows_of(imported: Imported) -> list[Made]:
    """What was read, a title put back before its text."""
    return [
        (r.get("number", ""), " ".join(filter(None, (r.get("title"), r["text"]))), r["addressed_to"])
        for r in imported.data["recommendations"]
    ]


WAYS: dict[str, tuple[Callable[[MadePage], str], str]] = {
    "a table": (MadePage.table, "page.txt"),
    "a table in Markdown": (MadePage.markdown, "page.md"),
    "a table in HTML": (MadePage.html, "page.html"),
    "HTML in a text file": (MadePage.html, "page.txt"),
    "tabs": (MadePage.tabs, "page.txt"),
    "CRLF": (lambda page: page.table().replace("\n", "\r\n"), "page.txt"),
    "blank lines between all": (lambda page: page.table().replace("\n", "\n\n"), "page.txt"),
    "a byte order mark": (lambda page: "\ufeff" + page.table() + "\n", "page.txt"),
    "lines of 72": (lambda page: wrapped(page.table(), 72), "page.txt"),
    "no outer bars": (
        lambda page: "\n".join(x.strip("|").strip() if x[:2] == "| " else x for x in page.table().split("\n")),
        "page.txt",
    ),
}


@pytest.mark.parametrize("way", WAYS)
@SOME
@given(seed=SEEDS)
def test_a_table_is_read_exactly_however_it_is_written(way: str, seed: int) -> None:
    page = made(seed, empty=0.05)
    write, name = WAYS[way]
    imported = read(write(page), name)
    assert rows_of(imported) == list(page.rows)
    assert imported.data["review"] == read(page.table()).data["review"]
    assert imported.data["source"]["stated_count"] == len(page.rows)


FLAT_WAYS: dict[str, tuple[Callable[[MadePage], str], str]] = {
    "lines": (MadePage.flat, "page.txt"),
    "Markdown": (MadePage.flat, "page.md"),
    "HTML": (MadePage.flat_html, "page.html"),
    "lines of 80": (lambda page: wrapped(page.flat(), 80), "page.txt"),
    "blank lines between all": (lambda page: page.flat().replace("\n", "\n\n"), "page.txt"),
    "a cell a line": (MadePage.cells, "page.txt"),
}


@pytest.mark.parametrize("way", FLAT_WAYS)
@SOME
@given(seed=SEEDS)
def test_no_word_of_a_flat_page_is_lost_and_no_addressee_is_made_up(way: str, seed: int) -> None:
    page = made(seed, least=3, empty=0.05)
    write, name = FLAT_WAYS[way]
    read_rows = rows_of(read(write(page), name))
    assert [number for number, _, _ in read_rows] == [number for number, _, _ in page.rows]
    for (_, text, cell), (_, true_text, true_cell) in zip(read_rows, page.rows, strict=True):
        assert f"{text} {cell}".split() == f"{true_text} {true_cell}".split()
        assert cell in {true_cell, ""}


def test_without_a_register_nearly_all_addressees_are_found() -> None:
    counts = Counter[bool]()
    for seed in range(80):
        page = made(seed, least=3)
        counts.update(a == b for a, b in zip(rows_of(read(page.flat())), page.rows, strict=True))
    assert counts[True] / counts.total() > 0.98


@SOME
@given(seed=SEEDS)
def test_an_extraction_table_says_the_same(seed: int) -> None:
    page = made(seed)
    (imported,) = read_source(json.dumps(page.json()).encode(), "page.json", NOTHING)
    assert rows_of(imported) == list(page.rows)
    assert imported.data["review"] == read(page.table()).data["review"]


@pytest.mark.parametrize("write", [MadePage.table, MadePage.html, MadePage.markdown], ids=["text", "html", "markdown"])
def test_a_table_cut_anywhere_yields_its_whole_rows_and_flags_the_last_and_says_so(
    write: Callable[[MadePage], str],
) -> None:
    page = made(7, least=4)
    name = "page.html" if write is MadePage.html else "page.md" if write is MadePage.markdown else "page.txt"
    raw = write(page).encode()
    whole = list(page.rows)
    for end in range(1, len(raw), 9):
        try:
            imported = read_page(raw[:end], name, NOTHING)
        except DhrcurateError:
            continue
        flagged = [r.get("extracted", {}).get("incomplete", False) for r in imported.data["recommendations"]]
        assert not any(flagged[:-1])
        rows = rows_of(imported)[: -1 if flagged[-1] else None]
        cell_with_bar = 0 < len(rows) < len(whole) and "|" in whole[len(rows) - 1][2]
        assert rows == whole[: len(rows)] or cell_with_bar
        assert len(rows) == len(whole) or imported.warnings


@pytest.mark.parametrize("seed", range(4))
def test_a_flat_page_cut_in_a_row_flags_it_and_says_so(seed: int) -> None:
    page = made(seed, least=8)
    text = page.flat()
    third_from_last = text.index("\n" + page.rows[-3][0] + " ") + 1
    text = text[: third_from_last + len(page.rows[-3][0]) + 12]
    imported = read(text)
    *whole, last = imported.data["recommendations"]
    assert len(whole) == len(page.rows) - 3
    assert last["extracted"]["incomplete"] is True
    assert not any("extracted" in r for r in whole)
    assert any("breaks off in the middle of recommendation " + page.rows[-3][0] in w for w in imported.warnings)


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["# Recommendation Addressed to", "| # | Recommendation | Addressed to |", "|---|---|---|", "Summary", ""]
        ),
        st.sampled_from(
            ["2 recommendations pulled", "Extracted recommendations", "CSP: Wold", "1", "R2 To do", "| 3 |"]
        ),
        st.text(alphabet="ab |.:#1(•\t\u00a0A", max_size=30),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(lines=_LINES, name=st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a.json", "a.jsonl"]))
def test_rubbish_is_refused_in_words(lines: list[str], name: str) -> None:
    try:
        for imported in read_source("\n".join(lines).encode(), name, NOTHING):
            assert imported.count
    except DhrcurateError as error:
        message = str(error)
    else:
        return
    assert message.startswith(name)


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=60), name=st.sampled_from(["a.txt", "a.html", "a.csv", "a.json"]))
def test_random_bytes_are_refused_in_words(raw: bytes, name: str) -> None:
    with pytest.raises(DhrcurateError, match=name):
        read_source(raw, name, NOTHING)
