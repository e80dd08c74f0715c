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
from itertools import pairwise

from dhrcurate.agencies.fused import Fused
from dhrcurate.agencies.gaps import gaps, is_person
from dhrcurate.agencies.joins import Join, Strength, joins, without_joining_brackets, without_labels
from dhrcurate.agencies.mentions import Mentions
from dhrcurate.agencies.notes import without_notes
from dhrcurate.agencies.parts import JOINS_IN_NAMES, NameTests, Standing
from dhrcurate.agencies.sharing import shared_words
from dhrcurate.agencies.told import Told, listed_names, told_several
from dhrcurate.agencies.two_of_a_kind import names_two_of_a_kind
from dhrcurate.agencies.unknown_beside import is_two
from dhrcurate.domain.agency import Part, Split
from dhrcurate.domain.plural_name import plural_head

MOST_SEPARATORS = 14
"""What stands between separators and has more joins than this is a list of names, or prose, and tried no other way."""

_BLANK = " \t\u00a0\u200b\ufeff"
_SHORT = re.compile(r"[A-Z]{2,8}")
_PERSON = re.compile(
    r"(?:the\s+)?(?:\w+\s+){0,2}(?:ministers?|secretary\s+of\s+state|directors?|heads?|leads?|chair|managers?)\s+(?:for|of)\s",
    re.IGNORECASE,
)
_MINISTRY = re.compile(r"(?:the\s+)?(?:department|dept\.?|ministry)\s+(?:for|of)\s", re.IGNORECASE)
_ACTS_FOR = re.compile(r"\bon behalf of\b|\bc/o\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A part with its standing, and the join before it."""

    part: Part
    standing: Standing | None
    join: Join | None = None


def split(cell: str, tests: NameTests, mentions: Callable[[], Mentions]) -> Split:
    """Split a cell; every character is in a part or between two: a join, blank, mark, or words beside an open one."""
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
        parts.extend(replace(each, text=" ".join(each.text.split())) if splitter.has_marks else each for each in found)
        if name:
            names.append(name)
        start += len(piece) + 1
    return Split(tuple(parts), "|" if len(pieces) > 1 else names[0] if names else None, empty)


class _Cutter:
    """Makes parts of a cell. It knows nothing of who uses it, so that a split cell is no garbage to be collected."""

    def __init__(self, cell: str, shown: str) -> None:
        self._cell = cell
        self._shown = shown

    def part(self, start: int, end: int) -> Part | None:
        """Return the part between two bounds, without the blanks around it; `None` if there is nothing else."""
        shown = self._shown
        while start < end and (shown[start].isspace() or shown[start] in _BLANK):
            start += 1
        while end > start and (shown[end - 1].isspace() or shown[end - 1] in _BLANK):
            end -= 1
        if "(" in self._cell[start:end] and self._cell.count("(", start, end) > self._cell.count(")", start, end):
            end += self._cell[end : end + 1] == ")"  # a joining bracket that ends no name of its own
        return Part(self._cell[start:end], start, end) if start < end else None


class _Splitter:
    def __init__(self, cell: str, tests: NameTests, mentions: Callable[[], Mentions]) -> None:
        # The marks of notes are no part of a name: nothing below sees them.
        self._cell = without_notes(cell, lambda text: mentions().bodies(text))
        self.has_marks = self._cell != cell
        self._shown = without_labels(without_joining_brackets(self._cell))
        self._part = _Cutter(self._cell, self._shown).part
        self._tests = tests
        self._mentions = mentions
        self._fused = Fused(self._part, tests, mentions)
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

    def _split_softly(self, whole: Part) -> tuple[list[Part], str | None]:
        """Split a piece without joins that always end a name."""
        self._within = None
        if self._tests.is_exact(whole.text):
            return [whole], None
        found = joins(self._shown[whole.start : whole.end])
        if len(found) > MOST_SEPARATORS:
            certain = listed_names(whole, self._mentions().by_word(whole.text), self._tests.is_body)
            return ([*certain.parts], certain.joined_by) if certain else self._told(whole)
        kept = self._real(whole, found) if found else []
        if found:
            parts = self._split_at(whole, kept)
            if parts:
                # Who acts for another, or has its letters, may be the only one that is meant.
                acts = any(_ACTS_FOR.search(whole.text[each.start : each.end]) for each in found)
                named = [replace(each.part, open=True) if acts else each.part for each in parts]
                return named, next(each.join.name for each in parts if each.join)
            if short := self._acronyms(whole, found):
                return short, "/"
            if kept and names_two_of_a_kind(whole.text):
                return self._apart(whole, kept), kept[0].name
        if len(whole.text.split()) > 2:
            listed = self._names_only(whole)
            if len(listed) > 1:
                return listed, "space"
            if glued := self._fused.glued(whole):
                return glued, "space"
        return self._told(whole, found, kept)

    def _told(
        self, whole: Part, found: Sequence[Join] = (), kept: Sequence[Join] = ()
    ) -> tuple[list[Part], str | None]:
        """Return the names that stand in a text for a curator to see, or the text; one that is joined may be one."""
        within = [each for each in found if each not in kept]
        told = told_several(whole, self._mentions().by_word(whole.text), self._tests.is_body, within)
        told = told or self._told_beside(whole, kept)
        if told is None:
            return [whole], None
        if found and (self._tests.is_one(whole.text) or self._tests.is_match(whole.text)):
            return [whole], None
        if told.bodies < 2 and self._may_be_one(whole, told.parts):
            return [whole], None
        return [*told.parts], told.joined_by

    def _apart(self, whole: Part, found: Sequence[Join]) -> list[Part]:
        parts = [self._part(whole.start + start, whole.start + end) for start, end in _between(found, len(whole.text))]
        return [each for each in parts if each]

    def _told_beside(self, whole: Part, found: Sequence[Join]) -> Told | None:
        """Return what the joins of a text part if it is two names of which the register has one, or none."""
        parts = self._apart(whole, found) if found else []
        if not is_two([each.text for each in parts], found, self._tests):
            return None
        return Told(tuple(replace(each, open=True) for each in parts), found[0].name, 1)

    def _may_be_one(self, whole: Part, parts: Sequence[Part]) -> bool:
        """True if "Otterford and Borset Trust" may be one name, though "Borset Trust" is one as well."""
        return any(
            not self._tests.is_exact(one.text)
            and (self._tests.is_place(one.text) or self._tests.is_within_likely(whole.text, one.text, other.text))
            for one, other in pairwise(parts)
        )

    def _split_at(self, whole: Part, found: list[Join]) -> list[_Found]:
        """Return the most parts that are all names; none where the piece is one name, or a part is none.

        Args:
            whole: The piece.
            found: Its joins that are not within one name.
        """
        if not found:
            return []
        segments = self._apart(whole, found)
        if len(segments) != len(found) + 1:
            return []
        shared = shared_words(segments, self._tests)
        parts = self._with_owners(self._most_parts(segments, shared, found))
        return parts if len(parts) > 1 and not self._tears(whole, parts) else []

    def _most_parts(
        self, segments: Sequence[Part], shared: Sequence[str | None], found: Sequence[Join]
    ) -> list[_Found]:
        """Return the most names that the segments make, each of one or more of them; none if they make no names."""
        return self._from_segment(0, segments, shared, found, {len(segments): []}) or []

    def _from_segment(
        self,
        first: int,
        segments: Sequence[Part],
        shared: Sequence[str | None],
        found: Sequence[Join],
        known: dict[int, list[_Found] | None],
    ) -> list[_Found] | None:
        """Return the most names that the segments from one on make; `None` if they make no names.

        What several segments mean together costs far more to tell than what one does: what cannot be reached by names
        from the first one is not asked.
        """
        if first in known:
            return known[first]
        most: list[_Found] | None = None
        for last in range(first, len(segments)):
            if (first, last) == (0, len(segments) - 1):
                continue  # one part is no split, whatever it is
            part = self._standing_part(segments, first, last, shared) if first == last else None
            rest = self._from_segment(last + 1, segments, shared, found, known) if part or first < last else None
            if rest is None or (most is not None and len(most) >= len(rest) + 1):
                continue
            part = part or self._standing_part(segments, first, last, shared)
            if part is not None:
                most = [_Found(part[0], part[1], found[first - 1] if first else None), *rest]
        known[first] = most
        return most

    def _tears(self, whole: Part, parts: Sequence[_Found]) -> bool:
        """True if two parts that are not written as names of their own stand together in the likeliest name."""
        return any(
            one.join is not None
            and one.join.name in JOINS_IN_NAMES
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
        found = [each for each in found if each.name not in JOINS_IN_NAMES or not self._is_within_entry(whole, each)]
        found = [
            each
            for each, ((start, _), (_, end)) in zip(found, pairwise(_between(found, len(text))), strict=True)
            if each.name not in JOINS_IN_NAMES
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
            and after.join.name in JOINS_IN_NAMES
            and before.standing is Standing.OWNER
            and after.standing in {Standing.DEPARTMENT, Standing.OTHER}
            and self._tests.names_department(before.part.text)
            and self._tests.is_department(after.part.text)
        )

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
        parts = self._fused.listed(whole)
        space = Join(0, 0, "space", Strength.APPOSITION)
        listed = [_Found(part, self._tests.standing(part.text), space if at else None) for at, part in enumerate(parts)]
        return [each.part for each in self._with_owners(listed)]


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
