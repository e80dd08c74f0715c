"""The texts of a record that are not on its page as they are, each with the passage that is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from statistics import median_low
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment

from dhrcurate.domain.figures import WORD_OR_FIGURE
from dhrcurate.domain.held import Held
from dhrcurate.domain.page_marks import without_marks
from dhrcurate.domain.page_text import page_text, without_hidden
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verbatim import stands_alone, word_for_word
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.free_text import occurrences
from dhrcurate.rules.text.published import claimed_page, letters, without_ligatures

CHUNK = 16
"""The number of letters and digits in a row on the page that count as a trace of the text."""
CHUNKS = 12
"""The number of traces to search for, spread over the text."""


class Stray(NamedTuple):
    """A text that is not on its page as it is.

    Attributes:
        row: Its position among the recommendations.
        score: The similarity of the nearest passage, from 0 to 100; 0 if there is none.
        passage: That passage, masked.
        start: Where the part of the text begins that was compared: of rows that were joined, the one that differs.
        end: Where it ends, exclusive; -1 for the whole text.
    """

    row: int
    score: float = 0.0
    passage: str = ""
    start: int = 0
    end: int = -1


def furniture_of(context: RuleContext) -> frozenset[str]:
    """Return the cells and titles of a record, which may stand between the parts of a text."""
    return frozenset(part for r in context.recommendations for part in (r.addressed_to, r.title) if part)


@lru_cache(maxsize=2)  # two rules in a row need it for one record
def without_page_marks(page: str) -> str:
    """The page without what its print repeats on each of its pages, which a text was put together over."""
    return "\n".join(without_marks(page.split("\n")))


def strays(context: RuleContext) -> Iterator[tuple[Recommendation, Stray]]:
    """Return the recommendations whose texts are not on the page that the record claims to have its wording of."""
    page = claimed_page(context)
    if page is None:
        return
    name = context.record.source.page or ""
    texts = tuple(r.text for r in context.recommendations)
    for stray in _strays_on(page, name, texts, furniture_of(context)):
        yield context.recommendations[stray.row], stray


@lru_cache(maxsize=4)  # two rules in a row need it for one record
def _strays_on(page: str, name: str, texts: tuple[str, ...], furniture: frozenset[str]) -> tuple[Stray, ...]:
    """The texts that are not on a page, searched in three steps: as they are, with any blanks, word for word.

    A text that goes on there over a cell or a number is not, if another recommendation has what it goes on with.
    """
    left = _missing(without_hidden(page, name), texts, range(len(texts)))
    if left:
        page = page_text(page, name)
        left = _missing(" ".join(page.split()), [" ".join(t.split()) for t in texts], left)
    others = Held.of((), texts if left else ()).texts
    left = [i for i in left if not word_for_word(texts[i], page, furniture, others)]
    if left:
        page = without_page_marks(page)
        left = [i for i in left if not word_for_word(texts[i], page, furniture, others)]
    if not left:
        return ()
    run_on = {i: there for i in left if (there := word_for_word(texts[i], page, furniture))}
    over = [Stray(i, 100.0, _told(page[there[0].page_start : there[-1].page_end])) for i, there in run_on.items()]
    left = [i for i in left if i not in run_on]
    page = without_ligatures(page)
    on_page = letters(page)
    parts = {i: _differing_line(texts[i], page, furniture) for i in left}
    wanted = {i: letters(texts[i][start:end]) for i, (start, end) in parts.items()}
    nearest = [_nearest(i, wanted[i], on_page, page) for i in left if wanted[i]]
    found = (stray._replace(start=parts[stray.row][0], end=parts[stray.row][1]) for stray in nearest)
    return tuple(sorted([*over, *found]))


def _differing_line(text: str, page: str, furniture: frozenset[str]) -> tuple[int, int]:
    """The part of a text that differs from the page: its one line that is not there, else all of it.

    Rows that were joined have a line each, and on the page a cell and a number between them.
    """
    missing, at = [], 0
    for line in text.split("\n"):
        if line.strip() and not word_for_word(line, page, furniture):
            missing.append((at, at + len(line)))
        at += len(line) + 1
    return missing[0] if len(missing) == 1 else (0, len(text))


def _missing(page: str, texts: Sequence[str], asked: Iterable[int]) -> list[int]:
    """The positions of the texts that do not plainly stand on the page.

    Texts are mostly there in their own order, so each is searched for after the one before first.
    """
    missing, behind = [], 0
    for i in asked:
        text = texts[i].strip()
        at = find_text(page, text, behind)
        if at < 0 < behind:
            at = find_text(page, text, 0)
        if at < 0 or not text or not stands_alone(page, at, at + len(text)):
            missing.append(i)
        else:
            behind = at + len(text)
    return missing


def find_text(page: str, text: str, start: int) -> int:
    """`page.find(text, start)`, but faster for a long text, which is found by its opening."""
    opening = text[:32]
    at = page.find(opening, start)
    while at >= 0 and not page.startswith(text, at):
        at = page.find(opening, at + 1)
    return at


def _nearest(row: int, wanted: str, on_page: str, page: str) -> Stray:
    """The passage that is most like a text, of those with most of its traces, and its similarity."""
    spare = len(wanted) // 8 + CHUNK
    best = None
    for start in _places(wanted, on_page, spare):
        first = max(0, start - spare)
        alignment = partial_ratio_alignment(wanted, on_page[first : start + len(wanted) + spare])
        if alignment and (best is None or alignment.score > best[0]):
            best = alignment.score, first + alignment.dest_start, first + alignment.dest_end
    return Stray(row) if best is None else Stray(row, best[0], _shown(page, *best[1:]))


def _places(wanted: str, on_page: str, spare: int) -> list[int]:
    """Where a text may begin on a page, by most traces: neighbours that are alike have some of them as well."""
    step = max(1, (len(wanted) - CHUNK) // CHUNKS)
    traces = {p: wanted[p : p + CHUNK] for p in range(0, max(1, len(wanted) - CHUNK + 1), step)}
    begins = sorted(at - p for p, trace in traces.items() for at in islice(occurrences(on_page, trace), _MOST_TIMES))
    groups: list[list[int]] = []
    for begin in begins:
        if groups and begin - groups[-1][0] <= spare:
            groups[-1].append(begin)
        else:
            groups.append([begin])
    groups.sort(key=len, reverse=True)
    return [median_low(group) for group in groups[:_MOST_PLACES]]


_MOST_TIMES = 8
"""How often a trace may stand on the page to be followed everywhere."""
_MOST_PLACES = 4


def _shown(page: str, start: int, end: int) -> str:
    """The passage of a page from one of its letters and digits to another, on one line and masked."""
    place, first, last = 0, None, len(page)
    for match in WORD_OR_FIGURE.finditer(page):
        size = sum(map(str.isalnum, match.group()))
        if first is None and place + size > start:
            first = match.start()
        place += size
        if place >= end:
            last = match.end()
            break
    return _told(page[first or 0 : last])


def _told(passage: str) -> str:
    return mask(" ".join(passage.split()))
