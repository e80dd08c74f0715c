"""The flat layout: a table whose rows became lines, with nothing between the cells but a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from dhrcurate.domain.agency import Names
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.columns.by_headings import begins_heading, recognise
from dhrcurate.importers.flat.addressee import Addressees, Parted
from dhrcurate.importers.flat.entries import Entry, in_cells, split_entries, without_next_part
from dhrcurate.importers.flat.side_cells import Bodies, names_inside, side_cells
from dhrcurate.importers.metadata import COUNT, is_recommendations_heading, read_metadata
from dhrcurate.importers.model import Found, Metadata, Row
from dhrcurate.importers.pages.chrome import is_chrome, is_footer
from dhrcurate.importers.pages.page import Line, Page, settled, unwrapped
from dhrcurate.importers.wording.actors import Actors, heads_group
from dhrcurate.importers.wording.headings import SHORTENED, is_planned
from dhrcurate.importers.wording.tails import shape

_FEWEST = 4
"""The text of a recommendation has at least so many words in its first line, and a number fewer."""
_NAMED = 2.5
"""What words look like at least that name a body."""
_MOST_LINES = 60
"""No row whose cells are lines has more of them."""
_HEADER = re.compile(
    r"(?:#|№|no\.?|number|ref\.?|reference|rec\.?)?\s*(?:[A-Z][\w/]+\s+){0,2}recommendations?\s+(?:[a-z]+\s+){0,2}"
    r"(?:addressed|addressees?|agency|agencies|organi[sz]ations?|responsib\w+|lead|owner|body|directed)\b",
    re.IGNORECASE,
)

_OF_ADDRESSEES = word_set("""
    addressed addressee addressees agencies agency bodies body concerned directed involved lead leads name names
    organisation organisations organization organizations owner owners responsible
    and by es for ies is it of or s the them they this to whom
""")
"""Words that go on with the heading of the addressees: "Agency/ies to whom it is addressed"."""
_OF_CHAPTER = re.compile(r"\W*(?:all|each|every|multi|inter|joint|cross)\b", re.IGNORECASE)
"""What heads a first chapter may begin so, and no heading of a column: "All agencies", "Multi-agency working"."""
_OVER_CHAPTERS = re.compile(
    r"\brecommendations?\s+(?:(?!addressed|directed)[a-z]+\s+)?(?:by|for|from|of|per|to)\b", re.IGNORECASE
)
"""Words of a sentence, which do not stand between the headings of columns."""
_OF_ALL = re.compile(r"(?:all|every|each|any)\s|[^:]*:\Z", re.IGNORECASE)
"""Whom what is below is for, as opposed to the heading of a column: "All agencies", "Partner agencies:"."""


def read_flat(page: Page, names: Names) -> Found | None:
    """Reads a page in the flat layout, `None` if it is none.

    Args:
        page: The page.
        names: The register, which helps to find where the addressed-to cells start.
    """
    found = _start(page, names)
    if found is None:
        return None
    head, body, headed = found
    heading = page.lines[head:body] if headed else ()
    page = _without_further_headings(page, body, heading)
    lines_of_page = settled(page.lines)
    lines = lines_of_page[body:]
    ends = (i for i, line in enumerate(lines) if is_footer(line.text) or (not line.wrapped and is_chrome(line.text)))
    end = next(ends, len(lines))
    entries = split_entries(lines[:end], headed=headed)
    parted = without_next_part(entries)
    entries, end = parted or entries, 0 if parted else end
    if not entries or (headed and _stands_above(lines_of_page[body - 1], entries[-1], names)):
        return None
    metadata = read_metadata(page, head)
    reading = _Reading(entries, names, metadata, whole=end < len(lines))
    read = reading.found(cut=page.cut, hanging=page.hanging)
    if reading.beside:  # the words of each line are in the rows, in another order
        read = replace(read, beside=tuple(text for line in unwrapped(lines[:end]) for text in (line.text, line.full)))
    if further := _further_columns(heading):
        told = f"further columns, “{further[:60]}”, have run into texts or addressees"
        read = replace(read, warnings=(*read.warnings, told), lost=(*read.lost, told))
    worded = any(row.number or row.addressed_to or len(row.text.split()) >= _FEWEST for row in read.rows)
    return read if worded else None  # else what was read are the headings of another table


def _without_further_headings(page: Page, body: int, heading: Sequence[Line]) -> Page:
    """The page without the heading row where it stands again, as at the head of each page of a print."""
    own = [line.full for line in heading]
    if not own:
        return page
    texts = [line.full for line in page.lines]
    starts = [at for at in range(body, len(texts)) if texts[at] == own[0] and texts[at : at + len(own)] == own]
    again = {at + i for at in starts for i in range(len(own))}
    return replace(page, lines=tuple(line for at, line in enumerate(page.lines) if at not in again))


def _further_columns(heading: Sequence[Line]) -> str:
    """The headings behind that of the addressees in a heading row of one line; empty where there are none."""
    found = _HEADER.match(heading[0].full.strip("*_ ")) if len(heading) == 1 else None
    rest = found.string[found.end() :].strip() if found else ""
    return rest if any(word not in _OF_ADDRESSEES for word in re.findall(r"[a-z]+", rest.casefold())) else ""


def _stands_above(heading: Line, last: Entry, names: Names) -> bool:
    """True if what may be the heading of a column is a body as well, and no body follows the last recommendation."""
    if not names.named(heading.full.strip("*_: ")):
        return False
    cells = last.cells()
    return len(cells) < 2 or shape(cells[-1]) is None


def _start(page: Page, names: Names) -> tuple[int, int, bool] | None:
    """Where the head of the page ends, where the recommendations start, and whether a heading row says so."""
    lines = page.lines
    for i, line in enumerate(lines):
        words = line.full.split()
        if len(words) <= 9 and line.text[-1:] not in ".?!" and _HEADER.match(line.full.strip("*_ ")):
            if _heads_chapters(lines, i, names):
                return None
            return i, i + 1, True
        if height := _heading_of_cells(lines[i : i + 6]):
            return i, i + height, True
    count = next((i for i, line in enumerate(lines) if COUNT.match(line.text)), None)
    if count is None or not any(is_recommendations_heading(line.text) for line in lines[: count + 1]):
        return None
    return count, count + 1, False


def _heads_chapters(lines: Sequence[Line], at: int, names: Names) -> bool:
    """True if a line is no heading row but a heading over chapters, in each of which a body stands above its own.

    It says so in words ("Recommendations for individual agencies"), or a body alone is what comes first: no row of a
    table begins with its addressee.
    """
    if _OVER_CHAPTERS.search(lines[at].full):
        return True
    first = next(iter(lines[at + 1 : at + 2]), None)
    return first is not None and (first.heading or (not first.item and Actors(names).is_name(first.full.strip("*_: "))))


def _heading_of_cells(lines: Sequence[Line]) -> int:
    """How many lines make up a heading row whose cells are lines; 0 where there is none."""
    if not begins_heading(lines[0].full) or lines[0].full[:1].isdigit():
        return 0
    for n in range(2, len(lines) + 1):
        cells = [line.full for line in lines[:n]]
        last = cells[-1]
        if lines[n - 1].heading or heads_group(last) or _OF_CHAPTER.match(last):  # and not of a column
            return 0
        first_words = SHORTENED.sub("", cells[0])
        if max(len(first_words.split()), len(last.split())) > 3 or last[-1] in ".;?!" or first_words[-1] in ".;?!":
            return 0
        if last in cells[:-1] or _OF_ALL.match(last) or ": " in last:  # headings are said once, and give no value
            return 0
        found = recognise(cells)
        first = found and (found.text if found.number is None else found.number)
        if found and first == 0 and len(found.others) < 2 and found.addressed_to == n - 1 and found.text < n - 1:
            return 0 if any(is_planned(line.full) for line in lines[n : n + 1]) else n  # a further column
    return 0


class _Reading:
    """The entries of a page, taken apart one after the other.

    Args:
        entries: The lines of each recommendation.
        names: The register.
        metadata: What the page says of the review.
        whole: Whether a footer follows the recommendations.
    """

    def __init__(self, entries: Sequence[Entry], names: Names, metadata: Metadata, *, whole: bool) -> None:
        self._whole = whole
        self._cells = in_cells(entries)
        self._metadata = metadata
        self._addressees = Addressees([e.line(every=self._cells) for e in entries], names, metadata.csp)
        self._warnings: list[str] = []
        self.beside = False  # whether cells were taken from the ends of lines in the middle of texts
        self._entries = [e for entry in entries for e in self._rows(entry)] if self._cells else self._regrouped(entries)
        self._lost = self._run_together() if self._cells else ()

    def found(self, *, cut: bool, hanging: bool) -> Found:
        """The review.

        Args:
            cut: Whether the file is known to break off.
            hanging: Whether its last line has no end.
        """
        parted = self._told_apart([self._part(entry) for entry in self._entries])
        rows = [Row(p.text, p.addressed_to, e.number) for p, e in zip(parted, self._entries, strict=True)]
        if parted and (cut or (not self._whole and self._incomplete(parted, hanging=hanging))):
            which = self._entries[-1].number
            about = f"recommendation {which}" if which else "the last recommendation"
            self._warnings.append(f"the page breaks off in the middle of {about}, which was kept as far as it goes")
            rows[-1] = replace(rows[-1], incomplete=True)
        return Found("flat", self._metadata, tuple(rows), (*self._warnings, *self._lost), self._lost)

    def _told_apart(self, parted: list[Parted]) -> list[Parted]:
        """The rows, their cells taken from the ends of their lines where too few stand at the ends of their texts."""
        without = [i for i, part in enumerate(parted) if not part.addressed_to]
        if self._cells or 2 * len(without) < len(parted):
            return parted
        rows = [[line.full for line in entry.lines] for entry in self._entries]
        bodies = Bodies(self._addressees.knows, self._addressees.is_body, _looks_like_body)
        if beside := side_cells(rows, bodies):
            self.beside = True
            parted = [
                Parted(each.text, each.name, sure=True) if each else part
                for each, part in zip(beside, parted, strict=True)
            ]
        for i in without:
            name = "" if parted[i].addressed_to else names_inside(rows[i], bodies)
            if name:
                which = self._entries[i].number or i + 1
                told = f"the addressee of recommendation {which} may stand in the middle of its text: “{name[:60]}”"
                self._lost = (*self._lost, told)
        return parted

    def _rows(self, entry: Entry) -> Iterator[Entry]:
        """The rows in an entry whose cells are lines: more than one where a number is missing, or of another form."""
        number, lines = entry.number, entry.lines
        start = 0
        for i in range(1, len(lines) - 1):
            after = lines[i + 1]
            if i == start or lines[i].wrapped or after.wrapped or not self._addressees.knows(lines[i].full):
                continue
            printed = after.full if _is_odd_number(after.full) else None
            text = i + 1 + (printed is not None)
            if (
                text + 1 < len(lines)
                and len(lines[text].full.split()) >= _FEWEST
                and not self._addressees.knows(lines[text].full)
            ):
                yield replace(entry, number=number, lines=lines[start : i + 1])
                number, start = printed, i + 1 + (printed is not None)
        yield replace(entry, number=number, lines=lines[start:])

    def _run_together(self) -> tuple[str, ...]:
        """What to tell of entries after which a number is skipped and that have the lines of several."""
        usual = median(len(entry.unwrapped()) for entry in self._entries)
        return tuple(
            f"rows ran together in recommendation {a.number}, which has the lines of several; next comes {b.number}"
            for a, b in pairwise(self._entries)
            if a.number and b.number and len(a.unwrapped()) >= 2 * usual and _skips(a.number, b.number)
        )

    def _part(self, entry: Entry) -> Parted:
        if not self._cells:
            return self._addressees.part(entry.line())
        lines = entry.cells()
        if len(lines) > 1 and (self._addressees.knows(lines[-1]) or shape(lines[-1]) is not None):
            return Parted("\n".join(lines[:-1]), lines[-1], sure=self._addressees.knows(lines[-1]))
        if len(entry.lines) == 1:
            return Parted(lines[0], "")
        return self._addressees.part(entry.line(every=True))

    def _incomplete(self, parted: Sequence[Parted], *, hanging: bool) -> bool:
        """True if the last entry of a page without a footer is only the beginning of one."""
        last, others = parted[-1], parted[:-1]
        if not last.text or self._addressees.begins(last.addressed_to):
            return True
        if not last.addressed_to:
            addressed = sum(bool(p.addressed_to) for p in others)
            return not last.text.endswith((".", "?", "!")) or addressed >= 0.9 * max(1, len(others))
        return hanging and not (last.sure or self._addressees.confirms(last.addressed_to))

    def _regrouped(self, entries: Sequence[Entry]) -> list[Entry]:
        """Sets apart what follows a whole row without a number: a row whose number is missing, or the page's end."""
        single = sum(len(entry.unwrapped()) == 1 for entry in entries) > len(entries) / 2
        numbered = any(entry.number for entry in entries)
        sure, likely = (0, 0) if numbered or self._whole else self._last_rows(entries)
        stated = self._metadata.stated_count or 0
        result: list[Entry] = []
        for i, entry in enumerate(entries):
            rest: Entry | None = entry
            while rest is not None:
                first, rest = self._first_row(rest) if single else (rest, None)
                within = not numbered and (self._whole or sure > i or (i < stated and likely > i))
                if first.number is None and result and not within and not self._is_row(first, len(result)):
                    self._warnings.append(f"left out what follows the recommendations: “{first.lines[0].full[:60]}”")
                else:
                    result.append(first)
        return result

    def _last_rows(self, entries: Sequence[Entry]) -> tuple[int, int]:
        """The places of the last lines that surely, and that likely, are recommendations although none has a number."""
        parted = [self._addressees.part(entry.line()) for entry in entries]
        sure = max((i for i, part in enumerate(parted) if part.sure), default=0)
        return sure, max((i for i, part in enumerate(parted) if _is_likely(part)), default=0)

    def _is_row(self, entry: Entry, before: int) -> bool:
        """True if lines without a number are a recommendation, as they end with an addressee."""
        parted, stated = self._addressees.part(entry.line()), self._metadata.stated_count
        return parted.sure or (stated is not None and before < stated and _is_likely(parted))

    def _first_row(self, entry: Entry) -> tuple[Entry, Entry | None]:
        for i in range(1, min(len(entry.lines), _MOST_LINES)):
            if entry.lines[i].wrapped or entry.lines[i].text[:1].islower() or entry.lines[i].item:
                continue
            before, after = Entry(entry.number, entry.lines[:i]), Entry(None, entry.lines[i:])
            if self._addressees.heard_of(self._addressees.part(before.line()).addressed_to):
                return before, after
        return entry, None


def _looks_like_body(name: str) -> bool:
    """True if words are set as a name and one of them is of a body: "Police", "Board"."""
    return (shape(name) or 0.0) >= _NAMED


def _is_odd_number(text: str) -> bool:
    """True if a line can only be the number of a recommendation, in whatever form."""
    return len(text.split()) < _FEWEST and any(char.isdigit() for char in text) and text[-1] not in ";?!,"


def _skips(number: str, following: str) -> bool:
    """True if a number between two is missing."""
    (_, before), (_, after) = natural_key(number)[-1], natural_key(following)[-1]
    return isinstance(before, int) and isinstance(after, int) and after > before + 1


def _is_likely(parted: Parted) -> bool:
    return bool(parted.addressed_to) and len(parted.text.split()) > 3
