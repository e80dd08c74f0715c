"""Texts that a page prints under the number of another recommendation, as opposed to numbers that were changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dhrcurate.domain.exchanged import Told, exchanged
from dhrcurate.domain.page_text import page_text

TEXTS = (
    "The force should keep a list of who was on duty each night.",
    "The council should write to each tenant who has moved.",
    "Ask each patient twice, when nobody else is in the room.",
    "All schools should teach how to ask for help.",
    "The board should read this list again after a year.",
)
CELLS = ("Kent Police", "Kent Council", "Kent Trust", "All schools", "Kent Police")
ROWS = tuple(Told(f"r{at:03d}", str(at), text) for at, text in enumerate(TEXTS, 1))

PAGES: dict[str, tuple[str, str]] = {
    "bars": ("p.txt", "| # | Asks | For |\n|---|---|---|\n{}"),
    "bars, the cell first": ("p.md", "| For | # | Theme | Asks |\n|---|---|---|---|\n{}"),
    "lines": ("p.txt", "# Recommendation Addressed to\n{}"),
    "headings": ("p.txt", "Recommendations\n\n{}"),
    "table of a web page": ("p.html", "<table><tr><th>No</th><th>Asks</th></tr>{}</table>"),
    "list of a web page": ("p.html", "<ol>{}</ol>"),
    "commas": ("p.csv", "no,recommendation,agency\n{}"),
    "members": ("p.json", "[{}]"),
}
ROW: dict[str, str] = {
    "bars": "| {n} | {text} | {cell} |\n",
    "bars, the cell first": "| {cell} | R{n} | Practice | {text} |\n",
    "lines": "{n}. {text} {cell}\n",
    "headings": "Recommendation {n}:\n\n{text}\n{cell}\n\n",
    "table of a web page": "<tr><td>{n}</td><td>{text}</td><td>{cell}</td></tr>",
    "list of a web page": "<li>{text} <b>{cell}</b></li>",
    "commas": '{n},"{text}",{cell}\n',
    "members": '{{"no": "{n}", "text": "{text}", "agency": "{cell}"}},',
}


def page(layout: str, *, texts: Sequence[str] = TEXTS, first: int = 1) -> str:
    """A page of a layout, as it reads."""
    name, frame = PAGES[layout]
    rows = (ROW[layout].format(n=at, text=text, cell=CELLS[(at - 1) % 5]) for at, text in enumerate(texts, first))
    return page_text(frame.format("".join(rows)), name)


def told(rows: Sequence[Told], reads: str) -> dict[str, str]:
    return dict(exchanged(tuple(rows), reads, frozenset({*CELLS, "Practice"})))


def with_texts(texts: Sequence[int]) -> list[Told]:
    """The rows, each with the text of a row of the page, from 1."""
    return [replace(row, text=TEXTS[at - 1]) for row, at in zip(ROWS, texts, strict=True)]


def with_numbers(rows: Sequence[Told], numbers: Sequence[str | int]) -> list[Told]:
    return [replace(row, number=str(number)) for row, number in zip(rows, numbers, strict=True)]


@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize(
    ("texts", "under"),
    [
        ((1, 3, 2, 4, 5), {"r002": "3", "r003": "2"}),
        ((5, 2, 3, 4, 1), {"r001": "5", "r005": "1"}),
        ((2, 3, 1, 4, 5), {"r001": "2", "r002": "3", "r003": "1"}),
        ((1, 3, 3, 4, 5), {"r002": "3"}),  # the second text is lost
        ((1, 1, 3, 4, 5), {"r002": "1"}),
        ((1, 2, 3, 4, 4), {"r005": "4"}),
        ((1, 3, 4, 5, 5), {"r002": "3", "r003": "4", "r004": "5"}),  # all slipped from the second on
    ],
)
def test_a_text_under_the_number_of_another_is_told(layout: str, texts: Sequence[int], under: dict[str, str]) -> None:
    assert told(with_texts(texts), page(layout)) == under


def _divided(rows: Sequence[Told]) -> list[Told]:
    first, second = rows[1].text.split(" who ")
    return [rows[0], replace(rows[1], text=first), Told("r006", "", f"who {second}"), *rows[2:]]


def _joined(rows: Sequence[Told]) -> list[Told]:
    return [rows[0], replace(rows[1], text=f"{rows[1].text}\n{rows[2].text}"), *rows[3:]]


def _moved(rows: Sequence[Told]) -> list[Told]:
    return [rows[0], rows[2], rows[1], *rows[3:]]


def _removed(rows: Sequence[Told]) -> list[Told]:
    return [rows[0], *rows[2:]]


def _for_two(rows: Sequence[Told]) -> list[Told]:
    return [*rows[:2], replace(rows[1], key="r006"), *rows[2:]]


def _as_it_was(rows: Sequence[Told]) -> list[Told]:
    return list(rows)


@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize("change", [_as_it_was, _divided, _joined, _moved, _removed, _for_two])
def test_what_a_curator_changes_moves_no_text_to_another(
    layout: str, change: Callable[[Sequence[Told]], list[Told]]
) -> None:
    rows = change(ROWS)
    assert told(rows, page(layout)) == {}
    assert told(with_numbers(rows, range(1, len(rows) + 1)), page(layout)) == {}
    assert told(with_numbers(rows, range(2, len(rows) + 2)), page(layout)) == {}
    assert told(with_numbers(rows, range(len(rows), 0, -1)), page(layout)) == {}
    assert told(with_numbers(rows, ["1", "3", "2", "5", "4", "6"][: len(rows)]), page(layout)) == {}


def test_nothing_is_told_where_a_page_prints_no_numbers() -> None:
    assert told(with_texts((1, 3, 2, 4, 5)), "\n\n".join(TEXTS)) == {}


def test_a_text_that_the_page_has_under_its_own_number_too_is_in_its_place() -> None:
    plan = "Action plan\n" + page("lines", texts=(TEXTS[2], TEXTS[1], TEXTS[0]), first=1)
    assert told(ROWS, page("bars") + plan) == {}
    assert told(ROWS, plan + page("bars")) == {}


def test_two_texts_that_are_alike_on_the_page_are_both_in_their_place() -> None:
    texts = (*TEXTS[:3], TEXTS[1], TEXTS[4])
    rows = [replace(row, text=text) for row, text in zip(ROWS, texts, strict=True)]
    assert told(rows, page("bars", texts=texts)) == {}


@pytest.mark.parametrize("first", [False, True])
def test_another_review_of_the_page_has_numbers_of_its_own(*, first: bool) -> None:
    other = [f"Somebody else should do thing {at} of another list." for at in "ABCDE"]
    pages = (page("commas"), page("commas", texts=other).partition("\n")[2])
    reads = "\n".join(reversed(pages) if first else pages)
    assert told(ROWS, reads) == {}
    assert told(with_numbers(_for_two(ROWS), range(1, 7)), reads) == {}
    assert told(with_texts((1, 3, 2, 4, 5)), reads) == {"r002": "3", "r003": "2"}
