"""Agencies: entries of the register, the matcher's suggestions for written names, and the protocol to ask for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

NO_BODIES = frozenset({"collective", "relative", "role", "meeting", "anonymised"})
"""Kinds of entries that are not an agency of their own: a curator has to decide whom they mean."""

CANDIDATES_THRESHOLD = 0.35
"""The probability from which agencies are worth a curator's attention."""

OWNERS = frozenset(
    {
        "council", "county-council", "district-council", "combined-authority", "childrens-trust", "nhs-trust",
        "health-board", "health-provider", "pct", "pct-cluster", "ccg", "icb",
    }
)  # fmt: skip
"""Kinds of agencies that have departments such as adult social care or housing."""

OTHER_KIND = "other"
"""The kind of an agency that is of none of the others."""

KINDS = NO_BODIES | {
    OTHER_KIND,
    "air-ambulance", "ambulance", "ambulance-trust", "care-home", "ccg", "charity", "childrens-trust", "cjs",
    "combined-authority", "company", "coroner", "council", "county-council", "court", "crc", "csp", "department",
    "devolved", "district-council", "employer", "fire", "fire-authority", "gov", "gov-agency", "gp",
    "health-authority", "health-board", "health-provider", "housing", "housing-association", "icb", "inspectorate",
    "membership", "military", "multi-agency-unit", "nhs-national", "nhs-trust", "ombudsman", "parish-council",
    "pcc", "pct", "pct-cluster", "police", "police-authority", "police-national", "prison", "prison-service",
    "probation", "probation-trust", "regulator", "religious", "safeguarding-board", "school", "sha",
    "support-service", "team", "university", "wellbeing-board",
}  # fmt: skip
"""Known kinds of entries. A register may hold others, which the matcher ignores."""


_KIND_WORDS = {
    "ccg": "clinical commissioning group", "childrens-trust": "children’s trust", "cjs": "criminal justice body",
    "crc": "community rehabilitation company", "csp": "community safety partnership",
    "devolved": "devolved government", "fire": "fire and rescue service", "gov": "government department",
    "gov-agency": "government agency", "gp": "general practice", "icb": "integrated care board",
    "membership": "membership body", "military": "armed forces", "multi-agency-unit": "multi-agency unit",
    "nhs-national": "national NHS body", "nhs-trust": "NHS trust", "pcc": "police and crime commissioner",
    "pct": "primary care trust", "pct-cluster": "cluster of primary care trusts",
    "police-national": "national police body", "religious": "religious body", "sha": "strategic health authority",
    "wellbeing-board": "health and wellbeing board",
}  # fmt: skip


def kind_in_words(kind: str) -> str:
    """Return a kind as people call it: "clinical commissioning group" for `ccg`."""
    return _KIND_WORDS.get(kind) or kind.replace("-", " ")


_NOUNS = {
    "ambulance": "ambulance service", "housing": "housing provider", "military": "part of the armed forces",
    OTHER_KIND: "agency of another kind", "police": "police force", "probation": "probation service",
}  # fmt: skip
"""Kinds that are called otherwise behind an article."""

_SPOKEN_VOWEL = ("a", "e", "i", "o", "NHS")


def a_kind(kind: str) -> str:
    """Return a body of a kind with its article: "a police force", "an NHS trust"."""
    noun = _NOUNS.get(kind) or kind_in_words(kind)
    if noun.startswith("part "):
        return noun
    return f"{'an' if noun.startswith(_SPOKEN_VOWEL) else 'a'} {noun}"


_NO_BODY_WORDS = {
    "meeting": "a meeting; not an agency", "role": "an office; not an agency",
    "collective": "many agencies at once; not one", "relative": "a kind of agency; it does not say which",
    "anonymised": "an anonymised body; it does not say which",
}  # fmt: skip


def no_body_in_words(entry: Agency | None) -> str:
    """Return what an entry is that is no agency of its own: "a meeting; not an agency"; empty for an agency."""
    return of_kind_in_words(entry.kind) if entry is not None else ""


def of_kind_in_words(kind: str) -> str:
    """Return what an entry of a kind is that is no agency of its own; empty for an agency."""
    return _NO_BODY_WORDS.get(kind, "")


def plain_kind(kind: str) -> str:
    """Return a kind as `KINDS` spells it, whatever its case and blanks."""
    return kind.strip().lower().replace(" ", "-").replace("_", "-")


class Decision(StrEnum):
    """The matcher's decision about a name."""

    MATCH = "match"
    """The first candidate is safe to apply without review."""
    CANDIDATES = "candidates"
    """A curator should choose among the first candidates."""
    NONE = "none"
    """Nothing in the register is likely."""


DECIDED = 1.0
"""The score of a curator's earlier decision about a name; an exact canonical name scores less."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that a written name may stand for.

    Attributes:
        name: Its canonical name.
        score: Calibrated probability, from 0 to 1.
        why: The reason in words for a curator.
        inferred: True if the record's place or time was needed to tell, so that applying it is not "safe".
        office: True if the name says somebody's office in it ("Superintendent"), so that applying it is not "safe".
    """

    name: str
    score: float
    why: str
    inferred: bool = False
    office: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The matcher's answer for one written name.

    Attributes:
        query: The name as written.
        decision: Whether it may be applied.
        candidates: The agencies that it may stand for, best first.
        why: Why there is no match, in words for a curator; empty for a match, or where nothing can be said.
    """

    query: str
    decision: Decision
    candidates: tuple[Candidate, ...] = ()
    why: str = ""

    @property
    def best(self) -> Candidate | None:
        """The first candidate, if any."""
        return self.candidates[0] if self.candidates else None

    @property
    def told(self) -> Suggestion:
        """The answer as it is told: a match may be applied unseen, so it is no office or told by place or time."""
        best = self.best
        if self.decision is not Decision.MATCH or best is None or not (best.inferred or best.office):
            return self
        unsure = "it names an office" if best.office else "only the area or the time tells which one it is"
        why = self.why or unsure
        return replace(self, decision=Decision.CANDIDATES, why=why)


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of time, both ends inclusive, as ISO dates of any precision (`2012`, `2012-05`, `2012-05-03`)."""

    start: str
    end: str

    def overlaps(self, since: str | None, until: str | None) -> bool:
        """True if a period, open where a date is `None`, has a day in common with the span."""
        if since is not None and self.end[: len(since)] < since[: len(self.end)]:
            return False
        return until is None or self.start[: len(until)] <= until[: len(self.start)]


@dataclass(frozen=True, slots=True)
class Context:
    """The area or partnership of a record and the time that counts, as evidence for the names in it."""

    csp: str | None = None
    on: Interval | None = None

    @property
    def has_area(self) -> bool:
        """True if an area is known; asked where it does not matter which one."""
        return bool(self.csp)

    @property
    def is_anywhere(self) -> bool:
        """True if neither area nor time is known."""
        return self.csp is None and self.on is None

    def at_any_time(self) -> Context:
        """Return the same area without a time."""
        return Context(csp=self.csp)

    def in_any_area(self) -> Context:
        """Return the same time without an area."""
        return Context(on=self.on)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an agency; a former name has dates."""

    name: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One entry of the register.

    Attributes:
        id: Permanent id, made from the name if the register gives none.
        name: Official spelling, unique in the register.
        kind: One of `KINDS`, or a kind of the register's own.
        aliases: Other names.
        acronyms: Short forms; a local one counts only where the record's area agrees.
        areas: Places it serves.
        valid_from: ISO date of any precision from which it existed; `None` if unknown or always.
        valid_to: The last date on which it existed; `None` if it still exists or that is unknown.
        successors: Canonical names of the agencies that took over.
        codes: Official codes by scheme (`ods`, `ons`).
        class_: One of the Home Office library's classes of addressee, or `None`.
        sites: Places that it runs and that are written for it, such as a trust's hospitals; one that passed to another
            agency has dates.
        origin: `built-in`, or the path of the register file that it comes from.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[Alias, ...] = ()
    acronyms: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    successors: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    class_: str | None = None
    sites: tuple[Alias, ...] = ()
    origin: str = "built-in"

    def existed(self, on: Interval | None) -> bool:
        """True if the agency existed at some time of a span; also true where no span or no dates are known."""
        return on is None or on.overlaps(self.valid_from, self.valid_to)

    def stood(self, on: Interval | None) -> bool:
        """True if the agency existed at some time of a span, or exists today where no span is known."""
        return self.valid_to is None if on is None else self.existed(on)

    def ended_before(self, on: Interval | None) -> bool:
        """True if the agency had ended when a span began."""
        return on is not None and not on.overlaps(None, self.valid_to)

    def began_after(self, on: Interval | None) -> bool:
        """True if the agency began only after a span had ended."""
        return on is not None and not on.overlaps(self.valid_from, None)


_Entry = TypeVar("_Entry", bound=Hashable)


def generations(first: _Entry, following: Callable[[_Entry], Iterable[_Entry]]) -> Iterator[list[_Entry]]:
    """Yield the agencies that directly follow one, then those that follow them, and so on, each agency once.

    Args:
        first: An agency, by name or whatever else identifies it; not yielded itself.
        following: Returns the direct successors of an agency, or its direct predecessors.
    """
    seen = {first}
    generation = [first]
    while generation := list(dict.fromkeys(each for one in generation for each in following(one) if each not in seen)):
        seen.update(generation)
        yield generation


@dataclass(frozen=True, slots=True)
class Part:
    """One name in an addressed-to cell.

    Attributes:
        text: The name, without surrounding blanks; the whole of it where names share words ("Essex and Kent Police").
        start: Its start in the cell, in code points.
        end: Its end, exclusive.
        open: True if it is made of a plural that may mean more bodies than those named ("Exampleshire and Borset
            Councils": those of the districts too), so that a curator has to see it.
    """

    text: str
    start: int
    end: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """An addressed-to cell split into names.

    Attributes:
        parts: The names in it, in order, without empty parts.
        joined_by: The join: `|`, `;`, `/`, `,`, `-`, `+`, `&`, `>`, `newline`, `list` (numbered or lettered), `space`,
            or the joining words, such as `and` and `in partnership with`; `None` for one name.
        empty_parts: The number of empty parts between separators.
    """

    parts: tuple[Part, ...]
    joined_by: str | None = None
    empty_parts: int = 0


class Names(Protocol):
    """Questions about agency names for rules, importers and screens; `dhrcurate.agencies.matcher` implements it.

    Answers are cached: asking again about one name in one context costs nothing.
    """

    def suggest(self, name: str, context: Context = Context(), limit: int = 5) -> Suggestion:
        """Return the agencies that a written name may stand for, at most `limit` of them."""

    def classify(self, name: str, context: Context = Context()) -> Suggestion:
        """Return what `suggest` does, but no reasons, and no more agencies that only look alike than the first.

        It costs less, for whoever reads the names of many records.
        """

    def split(self, cell: str, context: Context = Context()) -> Split:
        """Split a cell: always at `|`, `;`, ` / ` and the marks of a list, at other joins where each part is a name."""

    def entry(self, name: str) -> Agency | None:
        """Return the register's entry with exactly this canonical name, if any."""

    def entries(self) -> Sequence[Agency]:
        """Return every agency of the register."""

    def named(self, name: str) -> Sequence[Agency]:
        """Return the entries with exactly this canonical name, alias or national acronym, case folded."""

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        """Return agency names in running text: start and end in code points, agency; longest first at each place."""

    def serving(self, context: Context) -> Sequence[Agency]:
        """Return the agencies that serve the area of a context and existed then; none that serve the whole country."""

    def area_names(self) -> Iterable[str]:
        """Return the names of every area of the register, with their other names."""

    def fingerprint(self) -> str:
        """Return a digest of everything in the register that can change an answer."""
