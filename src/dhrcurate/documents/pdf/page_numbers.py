"""The numbers that are printed on the pages of a report, where its file does not tell them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dhrcurate.documents.numerals import roman
from dhrcurate.documents.pdf.furniture import at_edge
from dhrcurate.documents.pdf.page import Page

_FEWEST = 3
"""So many pages show that their numbers rise; fewer where a report has no more."""
_MOST_GAPS = 2
"""So many pages in a row may bear no number, as those that are one picture do."""
_COUNTED = r"(?P<{}>\d{{1,4}}|[ivxl]{{1,7}})"
_PAGE = r"(?:pages?|p\.?|tudalen)"
_BARE = re.compile(rf"[^\w]*{_COUNTED.format('bare')}[^\w]*(?:(?:of|/|\|)\s*\d{{1,4}}[^\w]*)?", re.IGNORECASE)
_NAMED = re.compile(rf"(?<!\w){_PAGE}\s*[|:–-]?\s*{_COUNTED.format('named')}(?!\w)", re.IGNORECASE)
_AT_END = re.compile(r"(?<=\s)(?P<last>\d{1,4})\Z")
_AT_START = re.compile(r"\A(?P<first>\d{1,4})\s(?=\S)")
_NO_PAGE = re.compile(
    r"\A\W*(?:recommendation|action|appendix|annexe?|chapter|section|part|question|case|table|figure|version|number"
    r"|objective|theme|finding|argymhelliad|volume|issue|draft|rec|no|v)s?\.?\s*\W*[\divxl]+\W*\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def page_numbers(told: Sequence[str], pages: Sequence[Page]) -> tuple[str, ...]:
    """Return what is printed as the number of each sheet; empty for one of which that is not known.

    Args:
        told: What the file says of them. A count from 1 says no more than that nobody wrote anything else into it.
        pages: The pages as they were read.
    """
    counted = [str(at) for at in range(1, len(told) + 1)]
    if any(told) and list(told) != counted:
        return tuple(told)
    return _rising(pages)


def _rising(pages: Sequence[Page]) -> tuple[str, ...]:
    """The numbers at the edges of pages that rise by one from page to page, and those of the pages between them."""
    labels = [""] * len(pages)
    series: dict[tuple[bool, int, str], set[int]] = defaultdict(set)
    for at, page in enumerate(pages):
        for is_roman, number, beside in set(_numbers(page)):
            series[is_roman, number - at, beside].add(at)
    for (is_roman, offset, _), bearing in sorted(series.items(), key=lambda one: (-len(one[1]), one[0])):
        for first, last in _runs(bearing, len(pages)):
            if any(labels[first : last + 1]):
                continue
            labels[first : last + 1] = [(roman if is_roman else str)(offset + at) for at in range(first, last + 1)]
    return tuple(labels)


def _runs(bearing: Iterable[int], pages: int) -> Iterator[tuple[int, int]]:
    """The stretches of pages in which enough bear the number that continues a count."""
    run: list[int] = []
    for at in [*sorted(bearing), pages + 2 * _MOST_GAPS + 2]:
        if run and at - run[-1] > _MOST_GAPS + 1:
            if len(run) >= min(_FEWEST, max(2, pages)) and 2 * len(run) > run[-1] - run[0]:
                yield run[0], run[-1]
            run = []
        run.append(at)


def _numbers(page: Page) -> Iterator[tuple[bool, int, str]]:
    """The numbers at the edges of a page, each with whether it is a Roman one, and the running words beside it.

    Words tell a number of the page from that of a footnote or a paragraph, beside which others stand on each page.
    """
    for line in page.lines:
        if not at_edge(line, page.height) or _NO_PAGE.fullmatch(line.text):
            continue
        text = line.text.strip()
        bare = _BARE.fullmatch(text)
        found = [bare] if bare else [_NAMED.search(text), _AT_END.search(text), _AT_START.match(text)]
        for match in filter(None, found):
            written = next(filter(None, match.groupdict().values()))
            is_roman, alone = not written.isdecimal(), match.re is not _AT_END and match.re is not _AT_START
            number = _roman(written.casefold()) if is_roman else int(written)
            if number and (alone or not is_roman):
                yield is_roman, number, "" if alone else _DIGITS.sub("#", text.casefold())


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if roman(total) == written else 0
