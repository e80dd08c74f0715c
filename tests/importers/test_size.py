"""Large and odd pages: no time is to grow with the square of a page's length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counted_calls import calls
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import read_page, read_source
from dhrcurate.importers.wording.tails import LONGEST, tails
from known_names import Known

NAMES = Known({"Ambershire Constabulary": "police", "Northwold Council": "council"})
HEAD = "Northwold review\nCSP: Northwold\nExtracted recommendations\n# Recommendation Addressed to\n"
FOOT = "Recommendations extracted from the published report.\n"


def test_one_recommendation_may_have_thousands_of_lines() -> None:
    lines = [f"Line {i} says what is to be done" for i in range(6000)]
    text = "\n".join(lines)
    (found,) = read_page(f"{HEAD}1 {text} Northwold Council\n{FOOT}".encode(), "page.txt", NAMES).data[
        "recommendations"
    ]
    assert found["text"].split() == text.split()
    assert found["addressed_to"] == "Northwold Council"


def test_one_line_may_be_very_long() -> None:
    text = "Ask how it is done at each visit and say so. " * 10_000
    (found,) = read_page(f"{HEAD}1 {text}Northwold Council\n{FOOT}".encode(), "page.txt", NAMES).data["recommendations"]
    assert found["text"] == text.strip()


def test_a_page_may_have_hundreds_of_rows() -> None:
    cells = ("Ambershire Constabulary", "Northwold Council", "All who work at night", "Lydmoor Support Forum")
    rows = [f"{i} Ask how it is done at visit {i} {cells[i % 4]}" for i in range(1, 900)]
    raw = "\n".join([*HEAD.splitlines(), *rows, FOOT]).encode()
    found = read_page(raw, "page.txt", NAMES).data["recommendations"]
    assert len(found) == 899


def test_blanks_take_no_time() -> None:
    raw = f"{HEAD}1 Ask{' ' * 300_000}again. Northwold Council\n{FOOT}".encode()
    (found,) = read_page(raw, "page.txt", NAMES).data["recommendations"]
    assert (found["text"].split(), found["addressed_to"]) == (["Ask", "again."], "Northwold Council")


def test_many_short_lines_are_looked_through_quickly() -> None:
    with pytest.raises(RefusedError):
        read_page(b"a\r" * 20_000, "page.txt", NAMES)


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>"])
def test_markup_nested_beyond_reason_is_told(tag: str) -> None:
    with pytest.raises(UnusableError, match=r"page\.html: it is nested too deeply"):
        read_page(f"<html><body>{tag * 3000}Ask</body></html>".encode(), "page.html", NAMES)


@pytest.mark.parametrize("count", [1_000, 4_000])
def test_words_that_ran_together_have_no_more_beginnings_of_names_than_others(count: int) -> None:
    assert len(list(tails(f"Ask {'again.Ask' * count} Northwold Council"))) <= 2 * LONGEST


def test_the_words_of_an_open_table_are_looked_through_once() -> None:
    head = "<html><body><table><tr><th>No<th>Recommendation</tr><tr><td>1<td>Ask at once.</tr>"
    (found,) = read_page(f"{head}{'</tr><tbody ' * 30_000}".encode(), "page.html", NAMES).data["recommendations"]
    assert found["text"] == "Ask at once."


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (f"|---|---|\n| 1 | Ask{' ' * 300_000}again. |", "Ask again."),
        (f"|---|---|\n| 1 | Ask again. |\n\n{'ask again at once ' * 20_000}", "Ask again."),
    ],
)
def test_a_table_may_have_long_runs(below: str, text: str) -> None:
    page = f"Northwold review\n| No | Recommendation |\n{below}\n"
    (found,) = read_page(page.encode(), "page.txt", NAMES).data["recommendations"]
    assert " ".join(found["text"].split()) == text


@pytest.mark.parametrize("rule", [f"{' ' * 300_000}x |", f"|---{' ' * 300_000}x"])
def test_what_is_no_rule_below_headings_is_seen_at_once(rule: str) -> None:
    with pytest.raises(RefusedError):
        read_page(f"Northwold review\n| No | Recommendation |\n{rule}\n".encode(), "page.txt", NAMES)


def test_a_table_of_members_of_their_own_is_refused() -> None:
    rows = ", ".join(f'{{"text": "a", "k{i}": 1}}' for i in range(1_001))
    with pytest.raises(UnusableError, match=r"has 1,002 members, more than the 1,000 allowed"):
        read_source(f"[{rows}]".encode(), "all.json", NAMES)


def test_a_member_that_comes_twice_is_found_among_many() -> None:
    members = ", ".join(f'"k{i}": 1' for i in range(100_000))
    with pytest.raises(UnusableError, match="the member “z” twice"):
        read_source(f'[{{"text": "a", {members}, "z": 1, "z": 2}}]'.encode(), "all.json", NAMES)


def _rows_with_gaps(count: int) -> str:
    rows = "\n\n".join(f"| {i} | Ask how it is done at visit {i} |" for i in range(1, count + 1))
    return f"Northwold review\n\n| No | Recommendation |\n|---|---|\n{rows}\n"


def _rows_in_pairs(count: int) -> str:
    pairs = "\n".join(f"| {i} | Ask how it is done at visit {i} |{chr(10) * (i % 2)}" for i in range(1, count + 1))
    return f"Northwold review\n\n| No | Recommendation |\n|---|---|\n{pairs}\n"


def _rows_drawn_with_blanks(count: int) -> str:
    rows = "\n".join(f"Ask how it is done at the         Wold\nvisit {i} at the latest." for i in range(1, count + 1))
    return f"Northwold review\n\nRecommendation                    Lead agency\n{rows}\n"


def _rows_below_bodies(count: int) -> str:
    rows = "\n\n".join(f"Wold {'x' * (i % 9)}\n\n{i}                Ask at visit {i}." for i in range(1, count + 1))
    return f"Northwold review\n\nNo               Recommendation\n\n{rows}\n"


def _tables_of_one_column(count: int) -> str:
    rows = "\n\n".join(
        f"Wold\n\nRecommendation\nAsk at visit {i}.\nTell the school of it." for i in range(1, count + 1)
    )
    return f"Northwold review\n\nRecommendations\n\n{rows}\n"


@pytest.mark.parametrize(
    "make",
    [_rows_with_gaps, _rows_in_pairs, _rows_drawn_with_blanks, _rows_below_bodies, _tables_of_one_column],
)
def test_gaps_between_rows_take_no_more_work_in_a_long_table(make: Callable[[int], str]) -> None:
    assert _growth(make) < 2.1


def _left_out(count: int) -> str:
    asks = "\n".join(f"Ask who came at {i}." for i in range(count))
    return f"{HEAD}{asks}\n"


def test_passages_that_are_left_out_take_no_more_work_where_they_are_many() -> None:
    assert len(_texts(_left_out(200))) < 200
    assert _growth(_left_out) < 2.1


def test_a_table_with_gaps_may_have_more_than_a_thousand_rows() -> None:
    assert len(_texts(_rows_in_pairs(1_010))) == 1_010


def _texts(page: str) -> list[str]:
    return [found["text"] for found in read_page(page.encode(), "page.txt", NAMES).data["recommendations"]]


def _growth(make: Callable[[int], str]) -> float:
    """How many times as much work twice as many rows take, once all names in them are known."""
    few, many = make(200), make(400)
    _texts(many)
    return calls(lambda: _texts(many)) / calls(lambda: _texts(few))


@pytest.mark.parametrize(
    "lines",
    [
        "No   Recommendation   Agency\n",
        "No Recommendation\n",
        "1    to log each call    Wold\n",
        "1    to log each call    Wold\n     at once and in full, by whoever takes it\n",
        "No   Recommendation   Agency\n1    To log calls.   Wold\nby whoever takes them, at once and in full\n",
        "--- ---\n1   a\n",
        "----------\nRecommendation\n----------\nTo log calls\n",
        "No\tRecommendation\nWold\n",
    ],
)
def test_lines_that_may_begin_a_table_drawn_with_blanks_are_looked_through_once(lines: str) -> None:
    head = "CSP: Wold\nYear of death: 2019\nRecommendations\n\n"
    with pytest.raises(RefusedError):
        read_page((head + lines * (2_000 // lines.count("\n"))).encode(), "page.txt", NAMES)


@pytest.mark.parametrize("sign", ["_", "1.", "*_", "1.1 "])
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_line_of_one_sign_takes_no_longer_than_any_other(sign: str, name: str) -> None:
    line = sign * (20_000 // len(sign))
    page = f"{HEAD}1. Ask who came at once.\n\n{line}\n"
    if name.endswith("html"):
        head = "<html><body><h1>Domestic Homicide Review</h1><p>CSP: Northwold</p><h2>Recommendations</h2>"
        page = f"{head}<p>1. Ask who came at once.</p><p>{line}</p>"
    (found, *_) = read_source(page.encode(), name, NAMES)
    assert found.data["recommendations"][0]["text"].startswith("Ask who came at once.")
