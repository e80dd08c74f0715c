"""Agencies: canonical bodies, what a matcher says of a written name, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

NO_BODIES = frozenset({"collective", "relative", "role", "meeting", "anonymised"})
"""Kinds of entries that name no body of their own, so that a curator has to look at whom they mean."""

KINDS = NO_BODIES | {
    "air-ambulance", "ambulance", "ambulance-trust", "care-home", "ccg", "charity", "childrens-trust", "cjs",
    "combined-authority", "company", "coroner", "council", "county-council", "court", "crc", "csp", "department",
    "devolved", "district-council", "employer", "fire", "fire-authority", "gov", "gov-agency", "gp",
    "health-authority", "health-board", "health-provider", "housing", "housing-association", "icb", "inspectorate",
    "membership", "military", "nhs-national", "nhs-trust", "ombudsman", "parish-council", "pcc", "pct", "pct-cluster",
    "police", "police-authority", "police-national", "prison", "prison-service", "probation", "probation-trust",
    "regulator", "religious", "safeguarding-board", "school", "sha", "support-service", "university",
    "wellbeing-board",
}  # fmt: skip
"""Kinds of entries that are known. A register may hold others, which say nothing to the matcher."""


def plain_kind(kind: str) -> str:
    """A kind as `KINDS` writes it, whatever the case and the blanks of a register."""
    return kind.strip().lower().replace(" ", "-").replace("_", "-")


class Decision(StrEnum):
    """What the matcher makes of a name."""

    MATCH = "match"
    """The first candidate is safe to apply without a look."""
    CANDIDATES = "candidates"
    """The first candidates are worth a look."""
    NONE = "none"
    """Nothing in the register is likely."""


DECIDED = 1.0
"""The score of what a curator decided before that a name means; a canonical name found as it is written scores less."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that a written name may stand for.

    Attributes:
        name: Its canonical name.
        score: How likely, from 0 to 1, calibrated.
        why: The reason in words a curator understands.
        inferred: Whether the record's place or date was needed to tell (so that applying it is not "safe").
    """

    name: str
    score: float
    why: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The matcher's answer to one written name: a decision, and candidates best first."""

    query: str
    decision: Decision
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The first candidate, where there is one."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of time, both ends inclusive, as ISO dates of any precision (`2012`, `2012-05`, `2012-05-03`)."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the record tells about a name: its area or partnership, and the time that counts."""

    csp: str | None = None
    on: Interval | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a body; one of a former time carries its dates."""

    name: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One entry of the register.

    Attributes:
        id: Permanent id, made from the name where the register gives none.
        name: Official spelling, unique in the register.
        kind: One of `KINDS`, or another of the register's own.
        aliases: Other names.
        acronyms: Short forms; local ones count only where the record's area agrees.
        areas: Places it serves.
        valid_from: ISO date of any precision from which it existed, `None` if unknown or always.
        valid_to: The last date on which it existed, `None` if it still does or that is unknown.
        successors: Canonical names of the bodies that took over.
        codes: Official codes by scheme (`ods`, `ons`).
        class_: One of the Home Office library's classes of addressee, or `None`.
        sites: Places that it runs and that stand for it in writing, such as a trust's hospitals.
        origin: `built-in` or the path of the register file it comes from.
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
    sites: tuple[str, ...] = ()
    origin: str = "built-in"


@dataclass(frozen=True, slots=True)
class Part:
    """One name in an addressed-to cell.

    Attributes:
        text: The name, without the blanks around it.
        start: Where it starts in the cell, in code points.
        end: Where it ends, exclusive.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """An addressed-to cell taken apart.

    Attributes:
        parts: The names in it, in order; empty parts are left out.
        joined_by: What stood between them: `|`, `;`, `/`, `,`, `and`, `&`, `newline` or `space`; `None` for one name.
        empty_parts: How many parts between separators were empty.
    """

    parts: tuple[Part, ...]
    joined_by: str | None = None
    empty_parts: int = 0


class Names(Protocol):
    """What rules, importers and screens may ask about agency names. `dhrcurate.agencies` answers.

    Answers are remembered, so asking twice about one name in one context costs nothing.
    """

    def suggest(self, name: str, context: Context = Context(), limit: int = 5) -> Suggestion:
        """What a written name stands for."""

    def split(self, cell: str, context: Context = Context()) -> Split:
        """Takes a cell apart: `|` always, other joins only where each part stands on its own."""

    def entry(self, name: str) -> Agency | None:
        """The register's entry with exactly this canonical name, if there is one."""

    def entries(self) -> Sequence[Agency]:
        """Every agency of the register."""

    def named(self, name: str) -> Sequence[Agency]:
        """The entries for which this is exactly a canonical name, an alias or a national acronym (case folded)."""

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        """Names of bodies in running text: start and end in code points, and the body; longest first at each place."""

    def fingerprint(self) -> str:
        """A digest of everything in the register that can change an answer."""
