"""A line of a print, or any other, in the midst of a page: each recommendation is in, or the import says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import read_page
from known_names import NOTHING
from reference import REFERENCE

OWN = sorted(p for p in (Path(__file__).parent / "pages").iterdir() if p.suffix in {".txt", ".md"})
PAGES = [p for p in [*OWN, *sorted((REFERENCE / "pages").glob("*.txt"))] if not p.name.startswith(("about", "003"))]
PRINTED = (
    *("Page 12 of 40", "12 | Page", "- 3 -", "P a g e | 7", "OFFICIAL – SENSITIVE", "Tudalen 4 o 9"),
    "Fenwick Domestic Homicide Review | Page 9",
)
UNKNOWN = (
    *("(c) Fenwick Council 2018", "Glossary", "Appendix A", "Jubilee House", "Contact us", "Conclusion"),
    *("Last updated 3 May 2018", "Source: the panel", "Next steps", "What has been done since?"),
)


def words(text: str) -> str:
    return " ".join(text.split())


def positions(text: str) -> Iterator[int]:
    """The line starts of a page below its heading of recommendations, but for those within a stretch of headings."""
    lines = text.split("\n")
    begun = max(i for i, line in enumerate(lines[: len(lines) // 2 + 9]) if "ecommendation" in line and len(line) < 60)
    last = max(i for i, line in enumerate(lines) if line.strip() and "ecommendations extracted" not in line)
    yield from (i for i in range(begun + 3, last + 1) if lines[i].strip() and not lines[i].startswith("|--"))


def with_line(text: str, at: int, line: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:at], "", line, "", *lines[at:]])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name[:12])
def test_no_line_in_the_midst_of_a_page_takes_a_recommendation_away_in_silence(page: Path) -> None:
    text = page.read_bytes().decode().replace("\r\n", "\n")
    whole = [words(r["text"]) for r in read_page(text.encode(), page.name, NOTHING).data["recommendations"]]
    places = list(positions(text))
    step = 1 + len(places) // 3  # all the places of a long page, but not each of them with each of the lines
    silent = []
    for i, line in enumerate([*PRINTED, *UNKNOWN]):
        for at in places[i % step :: step]:
            try:
                found = read_page(with_line(text, at, line).encode(), page.name, NOTHING)
            except RefusedError:
                continue
            said = words(" ".join(r["text"] for r in found.data["recommendations"])).replace(f" {line} ", " ")
            lacking = [each for each in whole if each not in said]
            if lacking and (found.whole or line in PRINTED):
                silent.append((line, text.split("\n")[at][:60], lacking[0][:60]))
    assert silent == []
