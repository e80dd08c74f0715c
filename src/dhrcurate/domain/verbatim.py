"""Where a text stands word for word on a page, for rules, screens and lines alike.

Letters and digits count, and hardly anything between them: not case, punctuation, the hyphens of broken lines,
ligatures or entities, and blanks only within a word; of a figure its point, its dash, its comma and its sign. What a
page has between the parts of one text does not count either where it is no part of any text: the cell and the number
between two rows that were joined, or the header of the page that the text ran over.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dhrcurate.domain.figures import begins_thousands, point, signs
from dhrcurate.domain.page_marks import MARKING, PAGE_NUMBER
from dhrcurate.domain.patterns import rare

_TOKEN = re.compile(
    r"\]\([^()\s]*\)|&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});|(?:[^\W_]|[\u0300-\u036f])+"
)
_BOUNDARY = re.compile(r"[\n\r|]")
_LABEL = re.compile(r"(?:recommendation|rec|r|no)?\d+")
_HEADER = rare(
    rf"{PAGE_NUMBER.pattern}|{MARKING.pattern}|\W*(?:official|restricted|protect|confidential)(?:\W+\w+)?\W*",
    re.IGNORECASE,
)
_MARKED_LABEL = re.compile(r"(?:\A|[\n|])\W*(\d[\w.]{0,9} ?\([^()\n]{1,20}\))\W*\Z")
"""A number that has somebody's initials with it."""
_HEADING = re.compile(r"\W*[A-Z][^|.;:!?]{2,70}\s*")
"""A heading over the next rows, which stands between two rows of a table that were joined."""
_SENTENCE_END = re.compile(r"[.;:!?…][^\w\s]*\Z|\n\Z")
OPENING = 24
"""The number of letters by which the start of a text is looked for."""
PROBE = 16
"""The number of letters by which its continuation is looked for."""
GAP = 600
"""The most letters that may lie between two parts of one text."""
_TRIES = 20
_NO_SIGN = frozenset('\n|\t",>')
_NO_SIGN_BEHIND = frozenset(["", *'\n|\t".,:;<'])
"""What shows that no sign of a figure stands before or behind it."""
_LONGEST_HEADER = 160


@dataclass(frozen=True)
class Letters:
    """A text by its letters and digits.

    Attributes:
        text: The text.
        letters: Its letters and digits, in lower case and with nothing between them.
        places: Where each of them stands in the text; those of an entity where it begins.
    """

    text: str
    letters: str
    places: list[int]

    @classmethod
    def of(cls, text: str) -> Letters:
        """Takes the letters and digits out of a text."""
        letters: list[str] = []
        places: list[int] = []
        for token in _TOKEN.finditer(text):
            word, start = token.group(), token.start()
            if word[0] == "]":
                continue  # where a link of Markdown leads
            if word.isascii() and word[0] != "&":
                letters.append(word.lower())
                places.extend(range(start, token.end()))
                continue
            for i, sign in enumerate([html.unescape(word)] if word[0] == "&" else word):
                plain = "".join(c for c in _plain(sign) if c.isalnum() or unicodedata.combining(c))
                letters.append(plain)
                places.extend([start + i] * len(plain))
        return cls(text, "".join(letters), places)

    def starts_word(self, at: int) -> bool:
        """True if a letter is the first of a word, or of a printed line that begins within one."""
        return at == 0 or _parted(self.text, self.places[at - 1], self.places[at])

    def ends_word(self, at: int) -> bool:
        """True if the letter before a place is the last of a word."""
        return at >= len(self.places) or _parted(self.text, self.places[at - 1], self.places[at])

    def between(self, at: int) -> str:
        """What stands between a letter and the one before it; before the first one, and after the last."""
        start = self.places[at - 1] + 1 if at else 0
        return self.text[start : self.places[at] if at < len(self.places) else len(self.text)]

    def within_line(self, start: int, length: int) -> int:
        """The end of some letters from a place on, or before it the end of the line, where texts were joined."""
        line_end = self.text.find("\n", self.places[start])
        end = min(start + length, len(self.places))
        return end if line_end < 0 else min(end, bisect_left(self.places, line_end))

    @cached_property
    def headers(self) -> frozenset[str]:
        """The letters, without digits, of short lines that the text has more than once, as a page's header is."""
        lines = Counter(_without_digits(line) for line in self.text.splitlines() if len(line) < _LONGEST_HEADER)
        return frozenset(line for line, times in lines.items() if times > 1 and line)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text and where it stands on the page, in code points, the ends exclusive."""

    start: int
    end: int
    page_start: int
    page_end: int


def word_for_word(
    text: str, page: str, furniture: Collection[str] = (), others: Collection[str] = ()
) -> tuple[Stretch, ...]:
    """The stretches in which a text stands on a page, word for word and in order; nothing if it does not.

    Args:
        text: The text.
        page: The page as it reads.
        furniture: What may stand between two parts of a text besides numbers and headers: cells and titles.
        others: The letters of the other texts of the record, to which the text does not go on over such a gap.
    """
    return next(places_of(text, page, furniture, others), ())


def places_of(
    text: str, page: str, furniture: Collection[str] = (), others: Collection[str] = ()
) -> Iterator[tuple[Stretch, ...]]:
    """Each place at which a text stands on a page, as `word_for_word` gives the first; in parts if nowhere in one."""
    ours, theirs = Letters.of(text), letters_of_page(page)
    wanted = ours.letters
    if not wanted:
        return
    whole = False
    for at in _occurrences(wanted, theirs):
        if theirs.ends_word(at + len(wanted)) and _parts_alike(ours, 0, len(wanted), theirs, at):
            whole = True
            yield (_stretch(ours, theirs, 0, len(wanted), at),)
    if whole:
        return
    known = frozenset(Letters.of(part).letters for cell in furniture for part in (cell, *cell.split("|"))) - {""}
    for at in _occurrences(wanted[: ours.within_line(0, OPENING)], theirs):
        if found := _followed(ours, theirs, at, known, others):
            yield tuple(found)


@lru_cache(maxsize=2)
def letters_of_page(page: str) -> Letters:
    """The letters of a page, which are asked for again and again."""
    return Letters.of(page)


def _occurrences(wanted: str, there: Letters) -> Iterator[int]:
    at, tries = there.letters.find(wanted), 0
    while at >= 0 and tries < _TRIES:
        if there.starts_word(at):
            tries += 1
            yield at
        at = there.letters.find(wanted, at + 1)


def _followed(ours: Letters, theirs: Letters, at: int, known: frozenset[str], others: Collection[str]) -> list[Stretch]:
    """The stretches of a text from a place of the page on, nothing if it does not go on there to its end."""
    found: list[Stretch] = []
    mine = 0
    while True:
        same = _in_common(ours.letters, mine, theirs.letters, at)
        if mine + same == len(ours.letters):
            whole = theirs.ends_word(at + same) and _parts_alike(ours, mine, mine + same, theirs, at)
            return [*found, _stretch(ours, theirs, mine, mine + same, at)] if whole else []
        step = _beyond_gap(ours, theirs, mine, same, at, known)
        if step is None or _is_held_there(theirs.letters, step[1], others):
            return []
        cut, further = step
        if not _parts_alike(ours, mine, cut, theirs, at):
            return []
        found.append(_stretch(ours, theirs, mine, cut, at))
        mine, at = cut, further


def _beyond_gap(
    ours: Letters, theirs: Letters, mine: int, same: int, at: int, known: frozenset[str]
) -> tuple[int, int] | None:
    """Where a text and a page go on together after something that stands on the page alone.

    The letters after the gap may begin as the gap does, so the words before are tried too.
    """
    starts = (cut for cut in range(mine + same, mine, -1) if ours.starts_word(cut))
    for cut, _ in zip(starts, range(3), strict=False):
        gap = at + cut - mine
        probe = ours.letters[cut : ours.within_line(cut, PROBE)]
        further = theirs.letters.find(probe, gap + 1, gap + GAP)
        while further >= 0:
            if theirs.starts_word(further) and _is_furniture(ours, cut, theirs, gap, further, known):
                return cut, further
            further = theirs.letters.find(probe, further + 1, gap + GAP)
    return None


def _is_held_there(page: str, at: int, others: Collection[str]) -> bool:
    """True if another text of the record begins at a place of the page, and stands nowhere else on it."""
    there = [other for other in others if len(other) > PROBE and page.startswith(other, at)]
    return any(page.count(other) <= sum(each == other for each in others) for other in there)


def _is_furniture(ours: Letters, cut: int, theirs: Letters, start: int, end: int, known: frozenset[str]) -> bool:
    """True if what a page has between two parts of a text is a cell, a number or a header."""
    raw = theirs.text[theirs.places[start - 1] + 1 : theirs.places[end]]
    lines = [line for line in _BOUNDARY.split(raw) if line.strip()]
    if len(lines) == 1 and _HEADER.fullmatch(lines[0]):
        return True
    if not _BOUNDARY.search(raw):
        return False
    own = {Letters.of(line).letters for line in lines if is_header(line, theirs)}
    words = theirs.letters[start:end]
    if words.isdigit() or _LABEL.fullmatch(words):  # a number within a sentence belongs to it
        before, after = ours.text[: ours.places[cut]].rstrip(" \t"), ours.text[ours.places[cut]]
        return after.isupper() or _SENTENCE_END.search(before[-4:]) is not None
    if label := _MARKED_LABEL.search(raw):
        own.add(Letters.of(label[1]).letters)
    if "\n" in ours.text[ours.places[cut - 1] : ours.places[cut]] and any(cell in words for cell in known):
        own |= {Letters.of(line).letters for line in raw.split("\n")[1:-1] if _HEADING.fullmatch(line)}
    return made_of(words, known | own)


def is_header(line: str, page: Letters) -> bool:
    """True if a line is the header or footer of a page: it says so, or the text has it more than once."""
    return _HEADER.fullmatch(line) is not None or _without_digits(line) in page.headers


def made_of(words: str, known: Collection[str]) -> bool:
    """True if letters are some known ones and numbers one after the other."""
    reached = {0}
    for at in range(len(words)):
        if at not in reached:
            continue
        reached |= {at + len(part) for part in known if words.startswith(part, at)}
        if label := _LABEL.match(words, at):
            reached |= {label.end(), label.end() + 1}
    return len(words) in reached


def _stretch(ours: Letters, theirs: Letters, start: int, end: int, at: int) -> Stretch:
    last, page_last = ours.places[end - 1], theirs.places[at + end - start - 1]
    return Stretch(ours.places[start], _end(ours.text, last), theirs.places[at], _end(theirs.text, page_last))


def _end(text: str, last: int) -> int:
    token = _TOKEN.match(text, last)
    return token.end() if token and text[last] == "&" else last + 1


def _in_common(one: str, start: int, other: str, at: int) -> int:
    """How many letters two texts have in common from a place of each on."""
    length, step = 0, 64
    while step:
        part = one[start + length : start + length + step]
        if part and len(part) == step and other.startswith(part, at + length):
            length += step
        else:
            step //= 2
    return length


def _parted(text: str, before: int, after: int) -> bool:
    """True if neighbouring letters belong to two words, or to a word and a number or heading glued to it."""
    one, other = text[before], text[after]
    return after - before > 1 or one.isdigit() != other.isdigit() or (one.islower() and other.isupper())


def stands_alone(page: str, start: int, end: int) -> bool:
    """Return whether a part of a page plainly begins and ends with whole words, and with all of a figure's signs."""
    whole = (start == 0 or _parted(page, start - 1, start)) and (end == len(page) or _parted(page, end - 1, end))
    bare = not page[start].isdigit() or start == 0 or page[start - 1] in _NO_SIGN
    return whole and bare and (not page[end - 1].isdigit() or page[end : end + 1] in _NO_SIGN_BEHIND)


def _parts_alike(ours: Letters, start: int, end: int, theirs: Letters, at: int) -> bool:
    """True if letters that are the same on the page are parted there as ours are: words into words, figures alike."""
    if not _bounded_alike(ours, start, theirs, at, first=True):
        return False
    if not _bounded_alike(ours, end, theirs, at + end - start, first=False):
        return False
    for i in range(start + 1, end):
        mine, there = ours.between(i), theirs.between(at + i - start)
        if mine == there:
            continue
        after_digit, before_digit = ours.letters[i - 1].isdigit(), ours.letters[i].isdigit()
        if after_digit and before_digit:
            thousands = begins_thousands(ours.letters, i)
            if point(mine, thousands=thousands) != point(there, thousands=thousands):
                return False
        if (after_digit or before_digit) and (
            signs(mine, after_digit=after_digit, before_digit=before_digit)
            != signs(there, after_digit=after_digit, before_digit=before_digit)
        ):
            return False
        if "\n" not in mine + there and "" in {mine, there} and (mine + there).isspace():
            return False
    return True


def _bounded_alike(ours: Letters, at: int, theirs: Letters, there: int, *, first: bool) -> bool:
    """True if a figure at the beginning or the end of a part of a text has the signs there that the page has."""
    digit = ours.letters[at] if first else ours.letters[at - 1]
    if not digit.isdigit():
        return True
    said = [
        signs(part.between(place), after_digit=not first, before_digit=first)
        for part, place in ((ours, at), (theirs, there))
    ]
    return said[0] == said[1]


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign).lower()


def _without_digits(line: str) -> str:
    return "".join(c for c in Letters.of(line).letters if not c.isdigit())
