"""Splitting addressed-to cells into names.

A cell ends a name at `|`, `;`, a stroke between blanks and the marks of a list. At other joins it does so where the
parts are names on their own, into as many as there are: whatever is joined is split before it is asked what the whole
may mean, so that no name hides another. A text is one name where it is exactly a name in the register, or every word of
it is accounted for by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Protocol

from dhrcurate.agencies.gaps import gaps, is_person
from dhrcurate.agencies.joins import Join, Strength, joins, without_joining_brackets, without_labels
from dhrcurate.agencies.mentions import Mentions, spans
from dhrcurate.agencies.told import listed_names, told_several
from dhrcurate.domain.agency import Part, Split
from dhrcurate.domain.plural_name import plural_head

MOST_SEPARATORS = 14
"""What stands between separators and has more joins than this is a list of names, or prose, and tried no other way."""

_BLANK = " \t\u00a0\u200b\ufeff"
_IN_NAMES = frozenset({"and", "&", ","})
"""Joins that stand inside names as well."""

_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORT = re.compile(r"[A-Z]{2,8}")
_MOST_WORDS_SHARED = 4
_PERSON = re.compile(
    r"(?:the\s+)?(?:\w+\s+){0,2}(?:ministers?|secretary\s+of\s+state|directors?|heads?|leads?|chair|managers?)\s+(?:for|of)\s",
    re.IGNORECASE,
)
_MINISTRY = re.compile(r"(?:the\s+)?(?:department|dept\.?|ministry)\s+(?:for|of)\s", re.IGNORECASE)


_JOINED = re.compile(r"(?:and|&|or|with|plus)\||[^|]*\|(?:and|&|or|with|plus)\Z", re.IGNORECASE)
"""The words on both sides of a cut, one of which only joins."""
_PREPOSITION = re.compile(r"(?:by|for|of|on|in|to|at|from)\||[^|]*\|(?:by|for|of|on|in|to|at|from)\Z", re.IGNORECASE)
_ACTS_FOR = re.compile(r"\bon behalf of\b|\bc/o\b", re.IGNORECASE)
_DOES = re.compile(r"[a-z]+\s+(?:by|for|of|on|in|to|at|from|with)\s")
"""What begins a text about somebody who is named in it: "acting for"."""


class Standing(Enum):
    """What a part of a cell is on its own."""

    OWNER = auto()
    """A body that has departments such as adult social care: a council, a trust, a health board."""
    BODY = auto()
    """Another body."""
    DEPARTMENT = auto()
    """A department of a council or the like, without the name of its body."""
    ROLE = auto()
    """An office that somebody holds, without the name of the body."""
    OTHER = auto()
    """A collective, a meeting, or a kind of agency such as "Police"."""


class NameTests(Protocol):
    """Questions that the splitter asks the matcher."""

    def standing(self, text: str) -> Standing | None:
        """Return what a text is on its own, `None` if it is no name."""

    def is_exact(self, text: str) -> bool:
        """True if a text is a name in the register as it is written."""

    def is_one(self, text: str) -> bool:
        """True if a text is a name in the register, or every word of it belongs to the one that it matches."""

    def is_sure(self, text: str) -> bool:
        """True if a text tells one body for certain."""

    def is_match(self, text: str) -> bool:
        """True if a text as a whole is matched to one body."""

    def tells_kind(self, text: str) -> bool:
        """True if every word of a text only tells a kind of agency, as in "County Council"."""

    def may_share(self, text: str) -> bool:
        """True if a text has no word for an office, and so may share the kind of another name."""

    def is_same_kind(self, borrower: str, name: str, lender: str) -> bool:
        """True if a name made of words of two parts tells a body of the lender's kind, with the borrower in its name.

        Args:
            borrower: The part that has no kind of its own, such as "Essex".
            name: The part with the kind that it shares.
            lender: The whole name of the other part.
        """

    def is_place(self, text: str) -> bool:
        """True if every word of a text is the name of a place, or a direction."""

    def is_within_place(self, before: str, after: str) -> bool:
        """True if the name of one place, such as "Exampleton and Borset", begins in one text and ends in the next."""

    def is_only_within_place(self, before: str, after: str) -> bool:
        """The same where what the next text begins with is no place by itself: "Wrekin" in "Telford and Wrekin"."""

    def may_be_several(self, text: str) -> bool:
        """True if the plural of a name may mean more bodies: "Exampleshire Councils" those of its districts too."""

    def names_department(self, text: str) -> bool:
        """True if a text ends with the department of a body: "Exampleshire County Council Housing"."""

    def is_department(self, text: str) -> bool:
        """True if every word of a text only names what a department does."""

    def is_direction(self, text: str) -> bool:
        """True if a text is only a word such as "North", which tells one place from another."""

    def is_within_kind(self, before: str, after: str) -> bool:
        """True if a phrase for a kind, such as "fire and rescue", begins in one text and ends in the next."""

    def is_within_likely(self, whole: str, before: str, after: str) -> bool:
        """True if the likeliest name for a whole text has the words on both sides of a join next to each other."""

    def continues_portfolio(self, text: str) -> bool:
        """True if a text has only words for tasks and places, as what follows "Minister for Health and" has."""

    def is_body(self, position: int) -> bool:
        """True if an agency, by its position, is a body of its own."""

    def may_be_listed(self, position: int, text: str) -> bool:
        """True if an agency, by its position, may be one of several names with only a blank between them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A part with its standing, and the join before it."""

    part: Part
    standing: Standing | None
    join: Join | None = None


def split(cell: str, tests: NameTests, mentions: Callable[[], Mentions]) -> Split:
    """Split a cell; every character is in a part or between two, as a join or a blank."""
    splitter = _Splitter(cell, tests, mentions)
    parts: list[Part] = []
    empty = 0
    names: list[str] = []
    start = 0
    pieces = cell.split("|")
    for piece in pieces:
        found, name = splitter.split_piece(start, start + len(piece))
        empty += not found and len(pieces) > 1
        empty += splitter.empty
        parts.extend(found)
        if name:
            names.append(name)
        start += len(piece) + 1
    return Split(tuple(parts), "|" if len(pieces) > 1 else names[0] if names else None, empty)


class _Splitter:
    def __init__(self, cell: str, tests: NameTests, mentions: Callable[[], Mentions]) -> None:
        self._cell = cell
        self._shown = without_labels(without_joining_brackets(cell))
        self._tests = tests
        self._mentions = mentions
        self._within: list[tuple[int, int]] | None = None
        self.empty = 0
        """How many joins of the last piece have no name beside them."""

    def split_piece(self, start: int, end: int) -> tuple[list[Part], str | None]:
        """Return the names between two bounds of the cell, and what joins them."""
        self.empty = 0
        whole = self._part(start, end)
        if whole is None:
            return [], None
        if len(whole.text.split()) < 2 and not any(char in whole.text for char in ";/,&•"):
            return [whole], None
        missing = gaps(self._shown[whole.start : whole.end])
        self.empty = len(missing)
        if self._tests.is_exact(whole.text) and not missing:
            return [whole], None
        all_joins = joins(self._shown[whole.start : whole.end])
        always = [each for each in all_joins if each.strength is Strength.ALWAYS]
        if missing:
            always = [
                each for each in always if not any(each.start < end and start < each.end for start, end in missing)
            ]
            always += [_gap(whole.text, start, end) for start, end in missing]
            always.sort(key=lambda each: each.start)
        parts: list[Part] = []
        soft: str | None = None
        for left, right in _between(always, len(whole.text)):
            inner = self._part(whole.start + left, whole.start + right)
            if inner is not None:
                found, name = self._split_softly(inner)
                parts.extend(found)
                soft = soft or name
        if not parts:
            return [whole], None
        if missing:  # what each of them means, a curator has to see who knows what is missing
            parts = [replace(each, open=True) for each in parts]
        return parts, always[0].name if always and len(parts) > 1 else soft

    def _part(self, start: int, end: int, *, text: str | None = None) -> Part | None:
        shown = self._shown
        while start < end and (shown[start].isspace() or shown[start] in _BLANK):
            start += 1
        while end > start and (shown[end - 1].isspace() or shown[end - 1] in _BLANK):
            end -= 1
        if "(" in self._cell[start:end] and self._cell.count("(", start, end) > self._cell.count(")", start, end):
            end += self._cell[end : end + 1] == ")"  # a joining bracket that ends no name of its own
        return Part(text or self._cell[start:end], start, end) if start < end else None

    def _split_softly(self, whole: Part) -> tuple[list[Part], str | None]:
        """Split a piece without joins that always end a name."""
        self._within = None
        if self._tests.is_exact(whole.text):
            return [whole], None
        found = joins(self._shown[whole.start : whole.end])
        if len(found) > MOST_SEPARATORS:
            certain = listed_names(whole, self._mentions().by_word(whole.text), self._tests.is_body)
            return ([*certain.parts], certain.joined_by) if certain else self._told(whole)
        if found:
            parts = self._split_at(whole, found)
            if parts:
                # Who acts for another, or has its letters, may be the only one that is meant.
                acts = any(_ACTS_FOR.search(whole.text[each.start : each.end]) for each in found)
                named = [replace(each.part, open=True) if acts else each.part for each in parts]
                return named, next(each.join.name for each in parts if each.join)
            if short := self._acronyms(whole, found):
                return short, "/"
        if len(whole.text.split()) > 2:
            listed = self._names_only(whole)
            if len(listed) > 1:
                return listed, "space"
            if glued := self._glued(whole):
                return glued, "space"
        if found and (self._tests.is_one(whole.text) or self._tests.is_match(whole.text)):
            return [whole], None
        return self._told(whole)

    def _told(self, whole: Part) -> tuple[list[Part], str | None]:
        """Return the names that stand in a text for a curator to see, or the text."""
        told = told_several(whole, self._mentions().by_word(whole.text), self._tests.is_body)
        if told is None or (told.bodies < 2 and self._may_be_one(whole, told.parts)):
            return [whole], None
        return [*told.parts], told.joined_by

    def _may_be_one(self, whole: Part, parts: Sequence[Part]) -> bool:
        """True if "Otterford and Borset Trust" may be one name, though "Borset Trust" is one as well."""
        return any(
            not self._tests.is_exact(one.text)
            and (self._tests.is_place(one.text) or self._tests.is_within_likely(whole.text, one.text, other.text))
            for one, other in pairwise(parts)
        )

    def _split_at(self, whole: Part, found: list[Join]) -> list[_Found]:
        """Return the most parts that are all names; none where the piece is one name, or a part is none."""
        found = self._real(whole, found)
        if not found:
            return []
        segments = [
            segment
            for left, right in _between(found, len(whole.text))
            if (segment := self._part(whole.start + left, whole.start + right)) is not None
        ]
        if len(segments) != len(found) + 1:
            return []
        shared = self._shared_words(segments)
        best: list[list[_Found] | None] = [None] * len(segments) + [[]]
        for first in range(len(segments) - 1, -1, -1):
            for last in range(first, len(segments)):
                rest = best[last + 1]
                most = best[first]
                if rest is None or (most is not None and len(most) >= len(rest) + 1):
                    continue
                if (first, last) == (0, len(segments) - 1):
                    continue  # one part is no split, whatever it is
                join = found[first - 1] if first else None
                part = self._standing_part(segments, first, last, shared)
                if part is not None:
                    best[first] = [_Found(part[0], part[1], join), *rest]
        parts = self._with_owners(best[0] or [])
        return parts if len(parts) > 1 and not self._tears(whole, parts) else []

    def _tears(self, whole: Part, parts: Sequence[_Found]) -> bool:
        """True if two parts that are not written as names of their own stand together in the likeliest name."""
        return any(
            one.join is not None
            and one.join.name in _IN_NAMES
            and not self._tests.is_exact(before.part.text)
            and self._tests.is_within_likely(
                whole.text, self._cell[before.part.start : before.part.end], self._cell[one.part.start : one.part.end]
            )
            for before, one in pairwise(parts)
        )

    def _standing_part(
        self, segments: Sequence[Part], first: int, last: int, shared: Sequence[str | None]
    ) -> tuple[Part, Standing] | None:
        one = segments[first]
        if first == last and (text := shared[first]):
            return Part(text, one.start, one.end, self._is_open(text, segments)), Standing.BODY
        part = self._part(one.start, segments[last].end)
        standing = self._tests.standing(part.text) if part else None
        return (part, standing) if part and standing else None

    def _is_open(self, name: str, segments: Sequence[Part]) -> bool:
        """True if a name made of a word shared by several may stand for more bodies than the one that it is."""
        if not any(plural_head(each.text) for each in segments):
            return False
        one_place = any(
            self._tests.is_within_place(before.text, " ".join(each.text for each in segments[at:]))
            for at, before in enumerate(segments[:-1], 1)
        )
        return one_place or self._tests.may_be_several(name)

    def _real(self, whole: Part, found: list[Join]) -> list[Join]:
        """Return the joins that are not within one name: an exact one, the phrase for a kind, or a portfolio."""
        text = whole.text
        kept: list[Join] = []
        found = [each for each in found if not is_person(text[: each.start], each)]
        found = [each for each in found if each.name not in _IN_NAMES or not self._is_within_entry(whole, each)]
        found = [
            each
            for each, ((start, _), (_, end)) in zip(found, pairwise(_between(found, len(text))), strict=True)
            if each.name not in _IN_NAMES
            or not self._tests.is_only_within_place(text[start : each.start], text[each.end : end])
        ]
        at = 0
        starts = [0, *(each.end for each in found)]
        ends = [*(each.start for each in found), len(text)]
        while at < len(found):
            last = next(
                (last for last in range(len(found), at, -1) if self._tests.is_one(text[starts[at] : ends[last]])), at
            )
            if last == at:
                if not self._is_within_name(text, kept[-1].end if kept else 0, found[at], ends[at + 1]):
                    kept.append(found[at])
                at += 1
            else:
                if last < len(found):
                    kept.append(found[last])
                at = last + 1
        return kept

    def _is_within_entry(self, whole: Part, join: Join) -> bool:
        """True if a name of the register begins before a join and ends after it: "Drug and Alcohol Services"."""
        if self._within is None:
            names_at = self._mentions().by_word(whole.text)
            self._within = [(start, end) for row in names_at for start, end, _ in row if start or end < len(whole.text)]
        return any(start < join.start and join.end < end for start, end in self._within)

    def _is_within_name(self, text: str, start: int, join: Join, end: int) -> bool:
        before, after = text[start : join.start], text[join.end : end]
        if join.name in {"and", "&", "/"} and self._tests.is_within_kind(before, after):
            return True  # "Fire and Rescue Service", "HMP/YOI"
        if not (join.name in {"and", "&", ","} and self._tests.continues_portfolio(after)):
            return False
        return bool(_PERSON.match(before) or (_MINISTRY.match(before) and not self._tests.is_exact(after)))

    def _shared_words(self, segments: Sequence[Part]) -> list[str | None]:
        """Return, for segments that share words with another, the whole name: "Essex" in "Essex and Kent Police"."""
        found: list[str | None] = [None] * len(segments)
        for at, segment in enumerate(segments):
            words = segment.text.split()
            if len(words) > _MOST_WORDS_SHARED or not self._tests.may_share(segment.text):
                continue
            if self._tests.standing(segment.text) is not None or self._is_in_place(segments, at):
                continue
            for other in range(at + 1, min(len(segments), at + _MOST_WORDS_SHARED)):
                if names := self._with_last_words(segment.text, segments[other].text):
                    found[at], found[other] = names
                    break
            else:
                for other in range(at - 1, max(-1, at - _MOST_WORDS_SHARED), -1):
                    if name := self._with_first_words(segment.text, segments[other].text):
                        found[at] = name
                        break
        return found

    def _is_in_place(self, segments: Sequence[Part], at: int) -> bool:
        """True if a segment is within the name of one place, of which one body is named."""
        if any(plural_head(each.text) for each in segments):
            return False
        after = " ".join(each.text for each in segments[at + 1 :])
        return bool(after) and self._tests.is_within_place(segments[at].text, after)

    def _with_last_words(self, text: str, other: str) -> tuple[str, str] | None:
        words = other.split()
        directed = self._tests.is_direction(text) and self._tests.is_direction(words[0])
        for count in range(min(_MOST_WORDS_SHARED, len(words) - 1), 0, -1):
            head = " ".join(words[-count:])
            for each in _one_of(head) if directed or any(map(self._tests.tells_kind, _one_of(head))) else ():
                names = f"{text} {each}", " ".join([*words[:-count], each])
                if self._tests.is_same_kind(text, *names):
                    return names
        return None

    def _with_first_words(self, text: str, other: str) -> str | None:
        words = other.split()
        for count in range(1, min(_MOST_WORDS_SHARED, len(words) - 1) + 1):
            head = " ".join(words[:count])
            if self._tests.tells_kind(head) and self._tests.is_same_kind(text, f"{head} {text}", other):
                return f"{head} {text}"
        return None

    def _with_owners(self, parts: Sequence[_Found]) -> list[_Found]:
        """Return the parts with each department joined to the body beside it, and each office."""
        found: list[_Found] = []
        for each in parts:
            before = found[-1] if found else None
            if before is not None and each.join is not None and each.join.strength is Strength.APPOSITION:
                owner = _owner(before, each)
                part = self._part(before.part.start, each.part.end) if owner else None
                if owner and part:
                    found[-1] = _Found(part, owner, before.join)
                    continue
            if before is not None and each.join is not None and self._goes_on(before, each):
                part = self._part(before.part.start, each.part.end)
                if part:
                    found[-1] = _Found(part, before.standing, before.join)
                    continue
            found.append(each)
        return found

    def _goes_on(self, before: _Found, after: _Found) -> bool:
        """True if a part is the next department of the body whose department was named before it."""
        return (
            after.join is not None
            and after.join.name in _IN_NAMES
            and before.standing is Standing.OWNER
            and after.standing in {Standing.DEPARTMENT, Standing.OTHER}
            and self._tests.names_department(before.part.text)
            and self._tests.is_department(after.part.text)
        )

    def _glued(self, whole: Part) -> list[Part]:
        """Return two bodies between which even the blank is lost: "Exampleshire PoliceExampleton Council"."""
        for match in _GLUED.finditer(whole.text):
            left = self._part(whole.start, whole.start + match.start())
            right = self._part(whole.start + match.start(), whole.end)
            if left and right and all(map(self._tests.is_sure, (left.text, right.text))):
                return [] if self._tests.is_match(whole.text) else [left, right]
        return []

    def _acronyms(self, whole: Part, found: Sequence[Join]) -> list[Part]:
        """Return the parts of a list of short forms of which at least one is known: "EP/EBC/ZZT"."""
        if any(each.name != "/" for each in found):
            return []
        parts = [self._part(whole.start + start, whole.start + end) for start, end in _between(found, len(whole.text))]
        listed = [each for each in parts if each and _SHORT.fullmatch(each.text)]
        if len(listed) < len(parts) or not any(self._tests.standing(each.text) for each in listed):
            return []
        return listed

    def _names_only(self, whole: Part) -> list[Part]:
        """Return the names in a text that consists of names and blanks; none if there is anything else in it."""
        mentions = self._mentions()
        parts = _tiles(whole, self._tests, mentions) or self._halves(whole, mentions)
        if not parts or self._tests.is_one(whole.text):
            return []
        space = Join(0, 0, "space", Strength.APPOSITION)
        listed = [_Found(part, self._tests.standing(part.text), space if at else None) for at, part in enumerate(parts)]
        return [each.part for each in self._with_owners(listed)]

    def _halves(self, whole: Part, mentions: Mentions) -> list[Part]:
        """Return two names of which one is exactly in the register and the other matches."""
        row = spans(whole.text)
        names_at = mentions.by_word(whole.text)
        bounds = [whole.text[:end].rstrip() for start, end, _ in names_at[0] if start == 0] if names_at else []
        cuts = [len(each) for each in bounds]
        cuts += [
            row[at - 1][1] for at in range(1, len(row)) for _, end, _ in names_at[at] if end == len(whole.text.rstrip())
        ]
        for cut in dict.fromkeys(cuts):
            left, right = self._part(whole.start, whole.start + cut), self._part(whole.start + cut, whole.end)
            if left is None or right is None or not right.text[0].isalnum():
                continue
            if len(left.text.split()) < 2 or len(right.text.split()) < 2:
                continue
            if self._is_in_longer_name(whole.text, cut, names_at):
                continue
            if _PREPOSITION.match(f"{left.text.split()[-1]}|{right.text.split()[0]}") or _DOES.match(right.text):
                continue  # "A for B", "A in B": one of them only may be meant
            if _JOINED.match(f"{left.text.split()[-1]}|{right.text.split()[0]}"):
                continue  # the join between two names is no part of one
            if not all(self._is_undivided(each.text) for each in (left, right)):
                continue  # what is joined to a half is a part that stands by itself, or not at all
            if self._tests.is_sure(left.text) and self._tests.is_sure(right.text):
                return [] if self._tests.is_match(whole.text) else [left, right]
        return []

    def _is_in_longer_name(
        self, text: str, cut: int, names_at: Sequence[Sequence[tuple[int, int, tuple[int, ...]]]]
    ) -> bool:
        """True if a place in a text is within the name of a body, though a shorter name ends there."""
        return any(
            self._tests.may_be_listed(position, text[start:end])
            for row in names_at
            for start, end, positions in row
            if start < cut < end and end - start < len(text)
            for position in positions
        )

    def _is_undivided(self, text: str) -> bool:
        """True if a text has no joins, or only such as stand in names, and each of its words belongs to one name."""
        found = joins(text)
        if not found or self._tests.is_exact(text):
            return True
        return all(each.name in _IN_NAMES for each in found) and self._tests.is_one(text)


def _owner(before: _Found, after: _Found) -> Standing | None:
    """Return the standing of the body if one of two parts is its department, or an office in it."""
    for one, other in ((before.standing, after.standing), (after.standing, before.standing)):
        if one is Standing.DEPARTMENT and other is Standing.OWNER:
            return other
        if one is Standing.ROLE and other in {Standing.OWNER, Standing.BODY}:
            return other
    return None


def _gap(text: str, start: int, end: int) -> Join:
    """Return a place where a name is missing as a join, called by what is written there first."""
    inner = joins(f"- {text[start:end]} -")
    return Join(start, end, inner[0].name if inner else ",", Strength.ALWAYS)


def _between(found: Sequence[Join], length: int) -> list[tuple[int, int]]:
    return list(zip([0, *(each.end for each in found)], [*(each.start for each in found), length], strict=True))


def _one_of(plural: str) -> list[str]:
    """Return words for several bodies of a kind as those for one, then as they are."""
    if plural.endswith("ies"):
        return [plural[:-3] + "y", plural]
    return [plural[:-1], plural] if plural.endswith("s") and not plural.endswith("ss") else [plural]


def _tiles(whole: Part, tests: NameTests, mentions: Mentions) -> list[Part]:
    """Return the exact names that a text consists of, each of another agency."""
    row = spans(whole.text)
    names_at = mentions.by_word(whole.text)
    word_at = {start: at for at, (start, _, _) in enumerate(row)}
    rests: list[list[tuple[int, int, frozenset[int]]] | None] = [None] * len(row) + [[]]
    for at in range(len(row) - 1, -1, -1):
        for start, end, agencies in names_at[at]:
            written = whole.text[start:end]
            listed = frozenset(position for position in agencies if tests.may_be_listed(position, written))
            after = next((word_at[other] for other, _, _ in row[at:] if other >= end), len(row))
            rest = rests[after]
            between = whole.text[end : row[after][0]] if after < len(row) else whole.text[end:]
            if not listed or rest is None or between.strip():
                continue
            if any(listed & others for _, _, others in rest):
                continue
            rests[at] = [(start, end, listed), *rest]
            break
    found = rests[0] if row else None
    if not found or len(found) < 2 or row[0][0] != 0:
        return []
    return [Part(whole.text[start:end], whole.start + start, whole.start + end) for start, end, _ in found]
