"""The passage of a source page that a text came from, and how its words differ from the page's."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import Indel, Opcode

from dhrcurate.domain.exchanged import Told, exchanged
from dhrcurate.domain.figures import WORD_OR_FIGURE, folded
from dhrcurate.domain.held import held_beside
from dhrcurate.domain.verbatim import Stretch, word_for_word
from dhrcurate.domain.wholeness import Rest, placed, rests_around

_GRAM = 3
_FOUND = 0.6
"""How alike text and passage must be: below this the passage is called the nearest one, not the source."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison, in reading order.

    Attributes:
        kind: `same`, `source` (only in the page) or `record` (only in the record).
        start: For `same` and `source` where it starts in the page, in code points; for `record` in the text.
        end: Where it ends there, exclusive.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page that a text was compared with.

    Attributes:
        start: Where it starts in the page, in code points.
        end: Where it ends, exclusive.
        alike: How alike the words are, from 0 to 1.
        pieces: Text and passage side by side.
        rests: What the page says before and after it in the same cell, and nothing in the record holds; it is among
            the pieces too.
        printed_under: The number under which the page has the text where that is another recommendation's, as after
            rows that slipped; else empty.
    """

    start: int
    end: int
    alike: float
    pieces: tuple[Piece, ...]
    rests: tuple[Rest, ...] = ()
    printed_under: str = ""

    @property
    def found(self) -> bool:
        """True if the text may be said to come from here."""
        return self.alike >= _FOUND

    @property
    def differences(self) -> int:
        """The number of places in which the words differ, or are missing at its ends."""
        places, before = 0, "same"
        for piece in self.pieces:
            places += piece.kind != "same" and before == "same"
            before = piece.kind
        return places


@dataclass(frozen=True, slots=True)
class _Words:
    folded: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = list(WORD_OR_FIGURE.finditer(text))
        return cls([folded(m.group()) for m in found], [m.span() for m in found])


def paragraphs_around(page: str, start: int, end: int, count: int = 3) -> tuple[list[str], list[str]]:
    """Return up to so many lines with words before a stretch of a page and behind it.

    Args:
        page: The page as it reads.
        start: Where the stretch starts, in code points.
        end: Where it ends, exclusive.
        count: How many lines.
    """
    before, behind = (
        [line.strip() for line in part.split("\n") if any(map(str.isalnum, line))]
        for part in (page[:start], page[end:])
    )
    return before[-count:], behind[:count]


def passage_of(
    rec: Mapping[str, Any],
    page: str,
    among: Iterable[Mapping[str, Any]] = (),
    cells: Sequence[tuple[int, int]] = (),
) -> tuple[Passage | None, str]:
    """Return the passage of a page that a recommendation came from, and the text that it was compared with.

    That is its text, or its title and text: a heading may be the page's, or the curator's own.

    Args:
        rec: The recommendation.
        page: The page as it reads.
        among: The recommendations of its record, whose cells and titles may stand between the parts of a joined text.
        cells: Where the page bounds cells and list items itself, from `cells_of`.
    """
    number = str(rec.get("number") or "")
    texts = [str(rec.get("text") or "")]
    if rec.get("title"):
        texts.append(f"{rec['title']} {texts[0]}")
    rows = (rec, *among)
    furniture = {str(r.get(field) or "") for r in rows for field in ("addressed_to", "title")}
    held = held_beside(rec, rows)
    found = [(find_passage(text, page, furniture, held.texts), text) for text in texts if text.strip()]
    passage, text = max(found, key=lambda one: one[0].alike if one[0] else -1.0, default=(None, ""))
    if passage is None or not passage.found:
        return passage, text
    there, rests = placed(text, page, furniture, held, number=number, cells=cells)
    if there:
        passage = _as_it_stands(there, page)
    else:
        rests = rests_around(page, passage.start, passage.end, held, number=number, cells=cells)
    told = tuple(Told(*(str(r.get(field) or "") for field in ("key", "number", "text"))) for r in rows[1:])
    under = exchanged(told, page, frozenset(furniture)).get(str(rec.get("key")), "")
    return replace(_with_rests(passage, page, rests) if rests else passage, printed_under=under), text


def beside_in_row(page: str, passage: Passage) -> str:
    """Return what the row of a table, written with bars, has behind a passage; empty where it stands in no such row."""
    begins = page.rfind("\n", 0, passage.start) + 1
    ends = page.find("\n", passage.end)
    if not page[begins : passage.start].lstrip().startswith("|"):
        return ""
    return page[passage.end : ends if ends >= 0 else None].strip(" |\t\r.")


def _with_rests(passage: Passage, page: str, rests: tuple[Rest, ...]) -> Passage:
    """Return a passage with the words around it that are missing, where they stand."""
    pieces = passage.pieces
    for rest in rests:
        piece = Piece("source", rest.start, rest.end)
        pieces = (piece, *pieces) if rest.before else (*pieces, piece)
    start, end = min(passage.start, rests[0].start), max(passage.end, rests[-1].end)
    return Passage(start, _with_full_stop(page, end), passage.alike, pieces, rests)


def find_passage(text: str, page: str, furniture: Collection[str] = (), others: Collection[str] = ()) -> Passage | None:
    """Return the passage of a page that is most like a text, `None` where no three words in a row occur in both.

    Case, blanks and punctuation do not count, as extraction changes them most; nor does what `word_for_word` passes
    over, so that a text that stands there by the rules does so here.

    Args:
        text: The text.
        page: The page as it reads.
        furniture: Cells and titles that may stand between the parts of the text.
        others: The letters of the other texts of the record.
    """
    if there := word_for_word(text, page, furniture, others):
        return _as_it_stands(there, page)
    wanted, printed = _Words.of(text), _Words.of(page)
    window = _densest(wanted.folded, printed.folded)
    if window is None:
        return None
    start, end = _trimmed(wanted.folded, printed.folded, *window)
    ours, theirs = wanted.folded, printed.folded[start:end]
    alike = Indel.normalized_similarity(ours, theirs)
    pieces = tuple(_pieces(wanted, printed, start, end))
    return Passage(printed.spans[start][0], _with_full_stop(page, printed.spans[end - 1][1]), alike, pieces)


def _as_it_stands(there: Sequence[Stretch], page: str) -> Passage:
    same = tuple(Piece("same", stretch.page_start, stretch.page_end) for stretch in there)
    return Passage(same[0].start, _with_full_stop(page, same[-1].end), 1.0, same)


def _with_full_stop(page: str, last: int) -> int:
    """Return where a passage ends with the marks behind its last word, as the full stop belongs to the sentence."""
    while last < len(page) and not page[last].isspace() and not page[last].isalnum() and page[last] not in "|<":
        last += 1
    return last


def _densest(wanted: Sequence[str], there: Sequence[str]) -> tuple[int, int] | None:
    """Return the window of the page, as long as the text, that has most of the text's word groups."""
    size = min(_GRAM, len(wanted))
    if not size:
        return None
    grams = {tuple(wanted[i : i + size]) for i in range(len(wanted) - size + 1)}
    hits = [i for i in range(len(there) - size + 1) if tuple(there[i : i + size]) in grams]
    if not hits:
        return None
    length = len(wanted)
    best = max(hits, key=lambda at: (bisect_left(hits, at + length) - bisect_left(hits, at), -at))
    return best, min(len(there), best + length + length // 4 + size)


def _trimmed(wanted: Sequence[str], there: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return the window from the first to the last word in common, so that neighbours do not count as differences."""
    start = max(0, start - len(wanted) // 4)
    same = [op for op in Indel.opcodes(wanted, there[start:end]) if op.tag == "equal"]
    common = Counter(wanted) & Counter(there[start:end])
    if not same or not common:
        return start, end
    long = [at for at, op in enumerate(same) if op.src_end - op.src_start > 1] or [0, len(same) - 1]
    first, last = long[0], long[-1]
    while first and _beside(same[first - 1], same[first]):
        first -= 1
    while last + 1 < len(same) and _beside(same[last], same[last + 1]):
        last += 1
    return start + same[first].dest_start, start + same[last].dest_end


def _beside(one: Opcode, other: Opcode) -> bool:
    """True if two stretches in common have at most a word between them."""
    return other.dest_start - one.dest_end <= 1 and other.src_start - one.src_end <= 1


def _pieces(wanted: _Words, there: _Words, start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for op in Indel.opcodes(wanted.folded, there.folded[start:end]):
        if op.tag in {"insert", "equal"}:
            first, last = there.spans[start + op.dest_start], there.spans[start + op.dest_end - 1]
            pieces.append(Piece("same" if op.tag == "equal" else "source", first[0], last[1]))
        else:
            pieces.append(Piece("record", wanted.spans[op.src_start][0], wanted.spans[op.src_end - 1][1]))
    return pieces
