"""The free text of a record, joined, so that a rule searches all of it once and not each value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter, eq
from typing import NamedTuple

from dhrcurate.domain.columns import EXTRA, columns_as_texts
from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, WAIVER
from dhrcurate.domain.finding import Span
from dhrcurate.domain.item_marks import BULLETS
from dhrcurate.domain.record import Recommendation, Record, Waiver
from dhrcurate.rules.digit_runs import digit_runs
from dhrcurate.rules.telling_words import TellingWords
from dhrcurate.rules.vocabulary import is_word

_OF_REVIEW = tuple(field for field in REVIEW if field.free_text)
_OF_RECOMMENDATION = tuple(field.name for field in RECOMMENDATION if field.free_text)
_values = attrgetter(*_OF_RECOMMENDATION)
_OF_WAIVER = tuple(field.name for field in WAIVER if field.free_text)
_PUBLISHED = frozenset(field.name for field in (*_OF_REVIEW, *RECOMMENDATION) if field.published)
_HEADING = "heading"


def occurrences(text: str, words: str) -> Iterator[int]:
    """The positions at which exactly some characters start in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


BOUNDARY = "\n\0\n"
"""The separator of passages: blank for `split`, and not part of any word, date or number."""


class Passage(NamedTuple):
    """One free-text value of a record.

    Attributes:
        kind: The name of its field; `heading` for the review's title or partnership.
        path: Its JSON Pointer.
        text: The value.
        about: The recommendation that it belongs to, `None` for the whole record.
    """

    kind: str
    path: str
    text: str
    about: Recommendation | None

    @property
    def is_value(self) -> bool:
        """True if the text is the value at the path: of columns that came beside a text, the path is of all of them."""
        return self.kind != EXTRA

    @property
    def published(self) -> bool:
        """True if it is the wording of the review or the page, and not the curator's."""
        return self.kind in _PUBLISHED


class Spot(NamedTuple):
    """A part of a passage."""

    passage: Passage
    span: Span

    @property
    def words(self) -> str:
        """Its words."""
        return self.passage.text[self.span.start : self.span.end]


class _Remarkable(NamedTuple):
    """The words of a text of which a rule may tell something, by what that is; `FreeText` says what each is."""

    odd: set[str]
    acronyms: set[str]
    with_signs: set[str]
    item_signs: set[str]
    inner_capitals: set[str]


class FreeText:
    """Free text of a record, joined.

    Attributes:
        passages: The values, in the order of the record.
        joined: All passages, separated by `BOUNDARY`.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.joined = BOUNDARY.join([p.text for p in self.passages])

    def published(self) -> FreeText:
        """The part that is the wording of the review, with its headings, and none of the curator's notes and reasons.

        Only this part may show that a word is right: a curator who quotes a doubtful word has not printed it.
        """
        kept = [p for p in self.passages if p.published or p.kind == _HEADING]
        return self if len(kept) == len(self.passages) else FreeText(kept)

    @property
    def vocabulary(self) -> AbstractSet[str]:
        """All words, with their punctuation, each once; maybe the separator of passages too."""
        return self._words[0]

    @property
    def repeated(self) -> AbstractSet[str]:
        """The words, with their punctuation, that stand twice in a row in a passage."""
        return self._words[1]

    @cached_property
    def _words(self) -> tuple[AbstractSet[str], AbstractSet[str]]:
        # Of a text that is far longer than a record's, the words are never there all at once.
        vocabulary: set[str] = set()
        repeated: set[str] = set()
        for text in (self.joined,) if len(self.joined) < _LONG else (p.text for p in self.passages):
            words = text.split()
            vocabulary.update(words)
            if any(map(eq, words, words[1:])):
                repeated.update(word for word, following in pairwise(words) if word == following)
        return vocabulary, repeated

    def count(self, word: str) -> int:
        """The number of times that a word with its punctuation occurs."""
        text = self.joined
        ends = ((at, at + len(word)) for at in self.occurrences(word))
        return sum(1 for a, b in ends if (not a or text[a - 1].isspace()) and (b == len(text) or text[b].isspace()))

    @property
    def odd_words(self) -> AbstractSet[str]:
        """The words in small letters, maybe with a capital first, that are no known ones, without their punctuation."""
        return self._remarkable.odd

    @property
    def odd_acronyms(self) -> AbstractSet[str]:
        """The words in capitals."""
        return self._remarkable.acronyms

    @property
    def item_signs(self) -> AbstractSet[str]:
        """The words, with their punctuation, in which a sign of a list item may be: a bullet, a dash, an "o"."""
        return self._remarkable.item_signs

    @property
    def inner_capitals(self) -> AbstractSet[str]:
        """The words, with their punctuation, in which capitals and small letters meet: "planThe", "GPstaff"."""
        return self._remarkable.inner_capitals

    @property
    def words_with_signs(self) -> AbstractSet[str]:
        """The words, with their punctuation, in which a sign may stand for another letter; see `may_hold_sign`."""
        return self._remarkable.with_signs

    @cached_property
    def _remarkable(self) -> _Remarkable:
        found = _Remarkable(set(), set(), set(), set(), set())
        for told in _REMARKABLE.among(self.vocabulary):
            if told.word is not None:
                (found.acronyms if told.word.isupper() else found.odd).add(told.word)
            if told.may_be_misread:
                found.with_signs.add(told.written)
            if told.may_mark_item:
                found.item_signs.add(told.written)
            if told.has_inner_capital:
                found.inner_capitals.add(told.written)
        return found

    def places_of(self, word: str) -> Iterable[int]:
        """The positions in `joined` of a word without punctuation, and maybe of longer ones that hold it."""
        return self._places.get(word, ()) if len(self.odd_words) > _FEW else self.occurrences(word)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for run in _RUN.finditer(self.joined):
            found[run[0]].append(run.start())
        return found

    @cached_property
    def digit_runs(self) -> list[tuple[int, int]]:
        """Start and end (exclusive) of every run of digits in `joined`."""
        return digit_runs(self.joined)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate([len(p.text) + len(BOUNDARY) for p in self.passages], initial=0))[:-1]

    def spot(self, start: int, end: int) -> Spot:
        """The part of a passage that is this part of `joined`."""
        index = bisect_right(self._starts, start) - 1
        offset = self._starts[index]
        return Spot(self.passages[index], Span(start - offset, end - offset))

    def occurrences(self, words: str) -> Iterator[int]:
        """The positions in `joined` at which exactly these characters start."""
        return occurrences(self.joined, words)


_FEW = 100
"""So many words are looked for one by one; for more, all words of the text are noted once."""
_RUN = re.compile(r"[^\W_]+")
_LONG = 500_000
"""The fewest characters of all texts whose words take too much room at once."""
_ODD = re.compile(r"[“‘\"'(\[]*([^\W_]+)(?:[’']s?)?[.,;:!?”’\"')\]]*")


AS_THE = frozenset({"tbe", "tlie", "tne"})
"""Readings of the commonest word, which is too short to be compared with others."""
_BEGIN_AS_THE = frozenset(word[:2] for word in AS_THE)


_LETTER = re.compile(r"[^\W\d_]")
_MAY_BEGIN_NUMBER = frozenset("123456789l(“‘")
_DIGIT_LETTER = re.compile(r"\dO|\bl\d")


def may_hold_sign(written: str) -> bool:
    """True for a word with a 1, a 0, an inner I or a letter like a digit, or that begins like a misread "the"."""
    if written[0] in _MAY_BEGIN_NUMBER and _DIGIT_LETTER.search(written):
        return True
    if "1" in written or "0" in written:
        return _LETTER.search(written) is not None
    return "I" in written[1:] or written[:2] in _BEGIN_AS_THE


_LONGEST_WORD = 60
"""The most letters of a word, or of two that were glued; what is longer would be compared at each letter."""


@lru_cache(maxsize=8192)
def _odd(written: str) -> str | None:
    """The word without its punctuation if it is no known one, `None` if it is, or is not simply a word."""
    match = _ODD.fullmatch(written)
    if not match:
        return None
    word = match[1]
    if word.isdecimal() or not word.isascii() or len(word) > _LONGEST_WORD:
        return None
    if word.isupper():
        return word if 2 < len(word) < 9 else None
    if not (word.islower() or word[1:].islower()) or is_word(word.lower()):
        return None
    return word


_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{5}")
_MARKS_ALONE = frozenset("o-–*·")
_MARKS_BEHIND = (".o", ".-")
_IS_BULLET = re.compile(f"[{BULLETS}]")


class _Remark(NamedTuple):
    """What a word tells by itself: it without its punctuation if it is no known one, and what else may be in it."""

    written: str
    word: str | None
    may_be_misread: bool
    may_mark_item: bool
    has_inner_capital: bool


def _remark(written: str) -> _Remark | None:
    may_mark_item = written in _MARKS_ALONE or written.endswith(_MARKS_BEHIND) or bool(_IS_BULLET.search(written))
    inner = not (written.islower() or written.istitle()) and _INNER_CAPITAL.search(written) is not None
    told = _Remark(written, _odd(written), may_hold_sign(written), may_mark_item, inner)
    return told if told.word is not None or any(told[2:]) else None


_REMARKABLE = TellingWords(_remark)


def passages_of(record: Record) -> Iterator[Passage]:
    """The non-empty values: titles, summary, recommendations, cells, notes and reasons, never a curator's name."""
    for field in _OF_REVIEW:
        kind = _HEADING if field.unmasked else field.name
        yield from _passages_of(kind, f"/review/{field.name}", getattr(record.review, field.name), None)
    yield from _reasons(record.waivers, "/", None)
    for r in record.recommendations:
        at = f"/recommendations/{r.key}/"
        for name, value in zip(_OF_RECOMMENDATION, _values(r), strict=True):
            if not value:
                continue
            if type(value) is str:  # the commonest case first: there are thousands
                yield Passage(name, at + name, value, r)
            elif type(value) is tuple:
                yield from _passages_of(name, at + name, value, r)
            else:
                yield from (Passage(name, at + name, text, r) for text in columns_as_texts(value))
        if r.waivers:
            yield from _reasons(r.waivers, at, r)


def _passages_of(
    kind: str, path: str, value: str | Sequence[str] | None, about: Recommendation | None
) -> Iterator[Passage]:
    if isinstance(value, str):
        if value:
            yield Passage(kind, path, value, about)
    else:
        for i, text in enumerate(value or ()):
            if text:
                yield Passage(kind, f"{path}/{i}", text, about)


def _reasons(waivers: Sequence[Waiver], at: str, about: Recommendation | None) -> Iterator[Passage]:
    for i, waiver in enumerate(waivers):
        for name in _OF_WAIVER:
            yield from _passages_of(name, f"{at}waivers/{i}/{name}", getattr(waiver, name), about)
