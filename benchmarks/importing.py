"""How long reading takes, and how it grows: four times the text must take less than six times as long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.importers import read_source
from dhrcurate.importers.decoding import MAX_BYTES

_MOST = 6.0
_HEAD = "Exampleton review\nCSP: Exampleton\nPublished: June 2023\n"
_FLAT = f"{_HEAD}Extracted recommendations\n# Recommendation Addressed to\n"
_STORY = f"{_HEAD}A woman was killed in March 2013.\n\nRecommendations\n\n"
_TABLE = "<html><body><p>Exampleton review</p><table><tr><th>No<th>Recommendation</tr><tr><td>1<td>Ask at once.</tr>"
_BODIES = ("Exampleshire Police", "Northby Council", "Kestrel Health Trust", "All agencies")

_LINES = "How it is done\n"

Make = Callable[[int], str]
"""Text with so many rows."""


def _sentence(i: int) -> str:
    return f"The agency number {i} should ask how it is done at visit {i * 7 % 101} and write down what was said."


def _lines(head: str, line: Callable[[int], str], *, end: str = "\n") -> Make:
    return lambda count: head + end.join(line(i) for i in range(1, count + 1)) + "\n"


def _members(count: int) -> str:
    return ", ".join(f'"k{i}": 1' for i in range(count))


def _body(i: int) -> str:
    return _BODIES[i % len(_BODIES)]


READERS: dict[str, tuple[str, Make]] = {
    "CSV": ("x.csv", _lines("csp,no,recommendation,agency\n", lambda i: f'Exampleton,{i},"{_sentence(i)}",{_body(i)}')),
    "CSV, a review a row": ("x.csv", _lines("csp,review id,recommendation\n", lambda i: f"A,{i},{_sentence(i)}")),
    "CSV, a link a row": ("x.csv", _lines("csp,url,recommendation\n", lambda i: f"A,http://e/{i},{_sentence(i)}")),
    "JSON": ("x.json", lambda n: "[" + ",".join(f'{{"text": "{_sentence(i)}"}}' for i in range(n)) + "]"),
    "JSON lines": ("x.jsonl", _lines("", lambda i: f'{{"text": "{_sentence(i)}", "agency": "{_body(i)}"}}')),
    "pipes": ("x.txt", _lines(f"{_HEAD}| # | Recommendation | Agency |\n|---|---|---|\n",
                              lambda i: f"| {i} | {_sentence(i)} | {_body(i)} |")),
    "pipes, gaps between": ("x.txt", _lines(f"{_HEAD}| # | Recommendation |\n|---|---|\n",
                                            lambda i: f"| {i} | {_sentence(i)} |", end="\n\n")),
    "a row of many lines": ("x.txt", _lines(f"{_HEAD}| # | Recommendation |\n|---|---|\n| 1 | ", _sentence)),
    "Markdown": ("x.md", _lines(f"# {_HEAD}## Recommendations\n\nKilled in 2013.\n\n## Recommendations\n\n",
                                lambda i: f"{i}. {_sentence(i)}")),
    "HTML": ("x.html", _lines("<html><body><p>Exampleton review</p><table><tr><th>No<th>Recommendation<th>Agency</tr>",
                              lambda i: f"<tr><td>{i}<td>{_sentence(i)}<td>{_body(i)}</tr>")),
    "flat": ("x.txt", _lines(_FLAT, lambda i: f"{i} {_sentence(i)} {_body(i)}")),
    "flat, names of its own": ("x.txt", _lines(_FLAT, lambda i: f"{i} {_sentence(i)} Body{i} Council")),
    "flat, without numbers": ("x.txt", _lines(_FLAT, lambda i: f"{_sentence(i)} {_body(i)}")),
    "sentences": ("x.txt", _lines(_FLAT, _sentence)),
    "sentences in one line": ("x.txt", _lines(f"{_FLAT}1 ", _sentence, end=" ")),
    "paragraphs": ("x.txt", _lines(_STORY, _sentence, end="\n\n")),
    "numbered paragraphs": ("x.txt", _lines(_STORY, lambda i: f"{i}. {_sentence(i)}")),
    "many headings": ("x.txt", _lines(_STORY, lambda i: f"{_sentence(i)}\n\nRecommendations\n", end="\n")),
    "blanks below headings": ("x.txt", lambda n: f"{_HEAD}| # | Recommendation |\n{' ' * 20 * n}x |\n"),
    "a rule and blanks": ("x.txt", lambda n: f"{_HEAD}| # | Recommendation |\n|---{' ' * 20 * n}x\n"),
    "blanks in a cell": ("x.txt", lambda n: f"{_HEAD}| # | Recommendation |\n|-|-|\n| 1 | a{' ' * 20 * n}b. |\n"),
    "a table left open": ("x.html", lambda n: _TABLE + "</tr><tbody " * 10 * n),
    "a line below a table": ("x.html", lambda n: f"{_TABLE}</table><p>{'ask again at once ' * 10 * n}"),
    "words run together": ("x.txt", lambda n: f"{_FLAT}1 {'ask.Ask' * 10 * n} Northby Council\n2 {_sentence(2)}"),
    "one long row of cells": ("x.txt", lambda n: f"{_FLAT}1\n{_LINES * 10 * n}2\n{_sentence(2)}\n"),
    "JSON, a member twice": ("x.json", lambda n: f'[{{"text": "a", {_members(10 * n)}, "z": 1, "z": 2}}]'),
    "figures after words": ("x.txt", _lines(_FLAT, lambda i: f"Body{i} Council {i % 5} {_sentence(i)}")),
}  # fmt: skip

PIECES = ("a\n", "\n", " ", "\t", "\t\n", "a b\n", "|", "| a |\n", "Recommendations\n\n", "URL: ", "A", "-", "1 ",
          "1\n", ".", "<", "<p>", "<!-- -->", "<table>", "<td>", "&amp;", "[", "*", "`", "# a\n", "> ", '"', ",", ",\n",
          "{", "[1],", "{},", '{"text":"a"}\n', "a,b\n", "\\", "’", "The Police should ask. ", "é", "Police\n",
          "- a\n", "<p>Ask.</p>", "<li>", "<ul><li>", "<tr><td>a", "<tr>", "<h2>Recommendations</h2>", "<div>",
          "<dt>a<dd>b", "<br>", "<a href=x>a</a>", "<!--", "</p>", "<b>", "<td rowspan=9>a", "<td colspan=9>a",
          "&#8217;", "<![CDATA[", "<script>", "1. Ask.\n\n", "* a\n  ", "- ", "**", "_a", "![", "](", "``", "[a]: b\n",
          "<b", "| a | b |\n|-|-|\n", "1.1.", "(1) ", "a; ", "Recommendation 1\n", "Police 1 ", "Northby Council and ",
          "a,", '""', "\n\n", '{"a":1}\n', '[{"text":"a"}],', '{"text":', '"a" ', "\\u0041", "CSP: a\n", "2014 ",
          "Published: 2014\n", "the the ", "A a ", "should ", "\u200b", "\u0301", "Source: a\n", "=\n", "---\n",
          "~~~\n", "o a\n", '"a",')  # fmt: skip
"""What 16 MiB of text are made of, to see that they are read or refused in time."""
_HEADS = {
    "x.txt": _FLAT,
    "x.md": f"# {_HEAD}## Recommendations\n\n",
    "x.html": "<html><body><h1>DHR Exampleton</h1><h2>Recommendations</h2>",
    "x.csv": "no,recommendation,agency\n1,",
    "x.json": '[{"text":"',
    "x.jsonl": '{"text":"a"}\n{"text":"',
}
"""A beginning of each format, so that the pieces after it are read as its content."""
_LIMIT = 5.0
"""Seconds that any text may take at most."""
_NAMES = ("x.txt", "x.md", "x.html", "x.csv", "x.json", "x.jsonl")


def growth(count: int = 1000) -> Iterator[tuple[str, float, float]]:
    """For each reader the seconds for so many rows and for four times as many, the best of three."""
    names = Matcher(load())
    for reader, (name, make) in READERS.items():
        small, large = make(count).encode(), make(4 * count).encode()
        yield (
            reader,
            min(_seconds(small, name, names) for _ in range(3)),
            min(_seconds(large, name, names) for _ in range(3)),
        )


def longest(formats: Sequence[str] = _NAMES) -> Iterator[tuple[str, str, float, float]]:
    """For each piece in each format, alone and headed, the seconds for a quarter of the most that is read, and for all.

    Only what takes so long that all might be over the limit is read as a whole and returned.
    """
    names = Matcher(load())
    for name in formats:
        for head in dict.fromkeys(("", _HEADS[name])):
            for piece in PIECES:
                count = _most(piece, name)
                if found := _over(head, piece, count, name, names):
                    yield f"{name}{', headed' if head else ''}", piece, *found


def largest(formats: Sequence[str] = _NAMES) -> Iterator[tuple[str, str, float, float]]:
    """As `longest`, for 16 MiB of each piece, which pages refuse."""
    names = Matcher(load())
    for name in formats:
        for piece in PIECES:
            if found := _over("", piece, MAX_BYTES // len(piece.encode()), name, names):
                yield name, piece, *found


def _over(head: str, piece: str, count: int, name: str, names: Names) -> tuple[float, float] | None:
    """The seconds for a quarter and for all of a text, `None` where that is surely under the limit.

    All of it takes at most sixteen times as long as a quarter, even where the time grows with the square.
    """
    small = _seconds((head + piece * (count // 4)).encode(), name, names)
    if 16 * small <= _LIMIT:
        return None
    return small, _seconds((head + piece * count).encode(), name, names)


def _most(piece: str, name: str) -> int:
    """How often a piece may be repeated before a reader refuses the text for its length."""
    pages = name in {"x.txt", "x.md", "x.html"}
    lines, characters = (60_000, 1_500_000) if pages else (100_000, MAX_BYTES)
    marks = {"x.html": (400_000, "<"), "x.json": (100_000, "{["), "x.jsonl": (100_000, "{[\n")}.get(name, (1, ""))
    counts = [characters // len(piece.encode())]
    counts += [lines // n for n in (piece.count("\n"),) if n]
    counts += [marks[0] // n for n in (sum(map(piece.count, marks[1])),) if n]
    return int(0.99 * min(counts))


def main() -> None:
    """Prints the growth of every reader, and the texts of one piece that take long."""
    print("| reader | 1,000 rows (s) | 4,000 rows (s) | growth | |\n|---|---|---|---|---|")
    for reader, small, large in growth():
        grown = large / small
        print(
            f"| {reader} | {small:.3f} | {large:.3f} | {grown:.1f} | {'' if grown < _MOST else 'too much'} |",
            flush=True,
        )
    for long, found in (("as long as is read", longest()), ("of 16 MiB", largest())):
        print(f"\n{len(PIECES)} pieces in {len(_NAMES)} formats, each {long}; those that might take {_LIMIT:.0f} s:\n")
        print("| text | a quarter (s) | all (s) | growth | |\n|---|---|---|---|---|")
        for name, piece, small, large in found:
            told = "too much" if large > _LIMIT or large > _MOST * small else ""
            print(f"| {piece!r} as {name} | {small:.2f} | {large:.2f} | {large / small:.1f} | {told} |", flush=True)


def _seconds(raw: bytes, name: str, names: Names) -> float:
    began = time.process_time()
    with suppress(DhrcurateError):
        read_source(raw, name, names)
    return time.process_time() - began
