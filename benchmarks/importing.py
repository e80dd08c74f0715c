"""How long reading takes, and how it grows: four times the text must take less than six times as long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.importers import read_source

_MOST = 6.0
_HEAD = "Exampleton review\nCSP: Exampleton\nPublished: June 2023\n"
_FLAT = f"{_HEAD}Extracted recommendations\n# Recommendation Addressed to\n"
_STORY = f"{_HEAD}A woman was killed in March 2013.\n\nRecommendations\n\n"
_BODIES = ("Exampleshire Police", "Northby Council", "Kestrel Health Trust", "All agencies")

Make = Callable[[int], str]
"""Text with so many rows."""


def _sentence(i: int) -> str:
    return f"The agency number {i} should ask how it is done at visit {i * 7 % 101} and write down what was said."


def _lines(head: str, line: Callable[[int], str], *, end: str = "\n") -> Make:
    return lambda count: head + end.join(line(i) for i in range(1, count + 1)) + "\n"


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
    "figures after words": ("x.txt", _lines(_FLAT, lambda i: f"Body{i} Council {i % 5} {_sentence(i)}")),
}  # fmt: skip

PIECES = ("a\n", "\n", " ", "\t", "\t\n", "a b\n", "|", "| a |\n", "Recommendations\n\n", "URL: ", "A", "-", "1 ",
          "1\n", ".", "<", "<p>", "<!-- -->", "<table>", "<td>", "&amp;", "[", "*", "`", "# a\n", "> ", '"', ",", ",\n",
          "{", "[1],", "{},", '{"text":"a"}\n', "a,b\n", "\\", "’", "The Police should ask. ", "é", "Police\n",
          "- a\n")  # fmt: skip
"""What 16 MiB of text are made of, to see that they are read or refused in time."""
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


def main() -> None:
    """Prints the growth of every reader, and the longest time that 16 MiB of some text take."""
    print("| reader | 1,000 rows (s) | 4,000 rows (s) | growth | |\n|---|---|---|---|---|")
    for reader, small, large in growth():
        grown = large / small
        print(
            f"| {reader} | {small:.3f} | {large:.3f} | {grown:.1f} | {'' if grown < _MOST else 'too much'} |",
            flush=True,
        )
    names = Matcher(load())
    times = []
    for piece in PIECES:
        raw = (piece * (16 * 1024 * 1024 // len(piece.encode()))).encode()
        times += [(_seconds(raw, name, names), piece, name) for name in _NAMES]
    seconds, piece, name = max(times)
    print(f"\n16 MiB of {len(PIECES)} texts as {len(_NAMES)} formats: {seconds:.1f} s at most, for {piece!r} as {name}")


def _seconds(raw: bytes, name: str, names: Names) -> float:
    began = time.process_time()
    with suppress(DhrcurateError):
        read_source(raw, name, names)
    return time.process_time() - began
