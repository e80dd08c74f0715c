"""A register of invented bodies with a simple matcher: rule tests depend on neither the real one nor its data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.domain.agency import Agency, Alias, Candidate, Context, Decision, Part, Split, Suggestion

_ANYWHERE = Context()
_DROPPED = {"nhs", "the", "trust"}


def entry(name: str, kind: str, **more: Any) -> Agency:
    """Makes an entry; aliases are strings or tables with `name`, `since` and `until`."""
    more["aliases"] = tuple(Alias(a) if isinstance(a, str) else Alias(**a) for a in more.get("aliases", ()))
    for field in ("acronyms", "areas", "successors"):
        more[field] = tuple(more.get(field, ()))
    return Agency(id=name.lower().replace(" ", "-"), name=name, kind=kind, **more)


REGISTER: tuple[Agency, ...] = (
    entry("Exampleshire Police", "police", aliases=["Exampleshire Constabulary"], areas=["Exampleton"]),
    entry("Borderland Police", "police", areas=["Borderton"]),
    entry(
        "Exampleton Borough Council", "council", aliases=["Exampleton Council"], acronyms=["EBC"], areas=["Exampleton"]
    ),
    entry("Exampleshire Health and Care NHS Trust", "nhs-trust", acronyms=["EHCT"], areas=["Exampleton"]),
    entry(
        "Safer Exampleton Partnership", "csp", aliases=["Exampleton Community Safety Partnership"], areas=["Exampleton"]
    ),
    entry("Exampleton Refuge", "charity"),
    entry(
        "Exampleshire Probation Trust",
        "probation-trust",
        areas=["Exampleton"],
        valid_from="2010-04-01",
        valid_to="2014-05-31",
        successors=["Exampleshire Probation Company"],
    ),
    entry(
        "Exampleshire Probation Company",
        "probation",
        areas=["Exampleton"],
        valid_from="2014-06-01",
        valid_to="2021-06-25",
    ),
    entry("All agencies", "collective", aliases=["All partner agencies"]),
    entry("GP practices", "collective"),
    entry("Police", "relative", aliases=["The police"]),
    entry("Community Safety Partnership", "relative"),
    entry("Home Secretary", "role"),
    entry("MARAC", "meeting", aliases=["Multi-Agency Risk Assessment Conference"]),
    entry("Medical Centre", "anonymised"),
)
"""The bodies that every case knows."""


class FakeNames:
    """Answers as `domain.agency.Names` promises: exact names and such as differ in case or small words.

    A relative name stands, by inference, for the one body of its kind that serves the context's area.
    """

    def __init__(
        self, entries: Iterable[Agency] = REGISTER, resolved: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._entries = tuple(entries)
        self._resolved = {name.casefold(): means for name, means in (resolved or {}).items()}
        self._named: dict[str, list[Agency]] = {}
        self._loose: dict[tuple[str, ...], Agency] = {}
        for agency in self._entries:
            for name in (agency.name, *(a.name for a in agency.aliases), *agency.acronyms):
                self._named.setdefault(name.casefold(), []).append(agency)
                self._loose.setdefault(self._words(name), agency)

    def suggest(self, name: str, context: Context = _ANYWHERE, limit: int = 5) -> Suggestion:
        if means := self._resolved.get(name.casefold()):
            return Suggestion(name, Decision.MATCH, tuple(Candidate(m, 1.0, "decided before") for m in means))
        found = self.named(name)
        if found and found[0].kind in {"relative", "anonymised"}:
            near = [a for a in self._entries if self._stands_for(found[0], a) and context.csp in a.areas]
            decision = Decision.MATCH if len(near) == 1 else Decision.CANDIDATES if near else Decision.NONE
            return Suggestion(
                name, decision, tuple(Candidate(a.name, 0.9, "serves the area", inferred=True) for a in near)
            )
        if len(found) == 1:
            return Suggestion(name, Decision.MATCH, (Candidate(found[0].name, 0.99, "the same name"),))
        if loose := self._loose.get(self._words(name)):
            if loose.existed(context.on):
                return Suggestion(name, Decision.MATCH, (Candidate(loose.name, 0.97, "small words differ"),))
            return Suggestion(name, Decision.CANDIDATES, (Candidate(loose.name, 0.7, "did not exist then"),))
        if found:
            return Suggestion(name, Decision.CANDIDATES, tuple(Candidate(a.name, 0.5, "") for a in found[:limit]))
        return Suggestion(name, Decision.NONE)

    def classify(self, name: str, context: Context = _ANYWHERE) -> Suggestion:
        return self.suggest(name, context)

    def split(self, cell: str, context: Context = _ANYWHERE) -> Split:  # noqa: ARG002  # the protocol gives one
        if "|" in cell:
            return self._split_at(cell, r"\|", "|")
        if self.named(cell.strip()):
            return self._split_at(cell, r"(?!)", None)
        for pattern, name in ((";", ";"), ("/", "/"), (r"\n", "newline"), (",", ","), (r"\band\b", "and"), ("&", "&")):
            split = self._split_at(cell, pattern, name)
            if len(split.parts) > 1 and all(self.named(p.text) for p in split.parts):
                return split
        for gap in re.finditer(" +", cell):
            if self.named(cell[: gap.start()].strip()) and self.named(cell[gap.end() :].strip()):
                return self._split_at(cell, rf"(?<=^.{{{gap.start()}}})\s+", "space")
        return self._split_at(cell, r"(?!)", None)

    def entry(self, name: str) -> Agency | None:
        return next((a for a in self._entries if a.name == name), None)

    def entries(self) -> Sequence[Agency]:
        return self._entries

    def named(self, name: str) -> Sequence[Agency]:
        return self._named.get(name.casefold(), [])

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        found: list[tuple[int, int, Agency]] = []
        for name, agencies in self._named.items():
            hits = re.finditer(rf"\b{re.escape(name)}\b", text.casefold())
            found.extend((hit.start(), hit.end(), agencies[0]) for hit in hits)
        found.sort(key=lambda m: (m[0], -m[1]))
        kept: list[tuple[int, int, Agency]] = []
        for mention in found:
            if not kept or mention[0] >= kept[-1][1]:
                kept.append(mention)
        return kept

    def serving(self, context: Context) -> Sequence[Agency]:
        return [a for a in self._entries if context.csp in a.areas and a.existed(context.on)]

    def area_names(self) -> Iterable[str]:
        return {area for agency in self._entries for area in agency.areas}

    def fingerprint(self) -> str:
        return "fake"

    def _stands_for(self, relative: Agency, agency: Agency) -> bool:
        wanted = {"Police": "police", "Community Safety Partnership": "csp"}.get(relative.name)
        return agency.kind == wanted

    def _words(self, name: str) -> tuple[str, ...]:
        words = re.findall(r"\w+", name.casefold().replace("&", " and "))
        return tuple(w for w in words if w not in _DROPPED)

    def _split_at(self, cell: str, pattern: str, joined_by: str | None) -> Split:
        parts, empty, start = [], 0, 0
        gaps = [m.span() for m in re.finditer(pattern, cell)]
        for end, after in [*gaps, (len(cell), len(cell))]:
            text = cell[start:end]
            left = start + len(text) - len(text.lstrip())
            if text.strip():
                parts.append(Part(text.strip(), left, left + len(text.strip())))
            elif gaps:
                empty += 1
            start = after
        return Split(tuple(parts), joined_by if gaps else None, empty)
