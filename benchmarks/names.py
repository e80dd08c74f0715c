"""The matcher with the built-in register, on names of the project's own.

`names.csv` was written without looking at the register, as authors of reviews address agencies, with the record's area
and time where those are needed. The label `kind:role` (or `collective`, `meeting`, `relative`, `anonymised`) asks for
an entry of that kind; an empty label means that no register has the agency. The stratum `near-miss` has such names that
contain a real agency's name or place; it was written later, before any of it was tried. The strata
`form:...` were written before the matcher knew those forms, and half of them were looked at while it learned them; so
were those of `table:...`, names as cells of review tables have them. No name leaves the list because it is hard.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import table
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context, Decision, Interval, Suggestion

NAMES = Path(__file__).with_name("names.csv")
ANY_KIND = "kind:"


@dataclass(frozen=True)
class Labelled:
    """A written name, what it means, and the record's context."""

    raw: str
    canonical: str
    stratum: str
    context: Context

    def place_in(self, found: Sequence[tuple[str, str]]) -> int | None:
        """Return the rank of the right entry among names and kinds, from 0; `None` if it is not there."""
        for at, (name, kind) in enumerate(found):
            if self.canonical == name or self.canonical == ANY_KIND + kind:
                return at
        return None


@dataclass(frozen=True)
class Outcome:
    """A labelled name and the matcher's answer."""

    name: Labelled
    suggestion: Suggestion
    place: int | None

    @property
    def accepted(self) -> bool:
        """True if the matcher would apply its first candidate."""
        return self.suggestion.decision is Decision.MATCH


def labelled() -> list[Labelled]:
    """Return the names of the list."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(
                row["raw"],
                row["canonical"],
                row["stratum"],
                Context(row["csp"] or None, Interval(row["on"], row["on"]) if row["on"] else None),
            )
            for row in csv.DictReader(file)
        ]


def outcomes() -> list[Outcome]:
    """Return the matcher's answer for each name."""
    register = load()
    kinds = {agency.name: agency.kind for agency in register.agencies}
    matcher = Matcher(register)
    found = []
    for name in labelled():
        suggestion = matcher.suggest(name.raw, name.context)
        answers = [(each.name, kinds[each.name]) for each in suggestion.candidates]
        found.append(Outcome(name, suggestion, name.place_in(answers)))
    return found


def row(stratum: str, part: Sequence[Outcome]) -> list[str]:
    """Return a line of the table: how often right, how often accepted, how much of that is right."""
    accepted = [each for each in part if each.accepted]
    right = sum(each.place == 0 for each in accepted)
    return [
        stratum,
        str(len(part)),
        f"{sum(each.place == 0 for each in part) / len(part):.3f}",
        f"{sum(each.place is not None for each in part) / len(part):.3f}",
        f"{len(accepted) / len(part):.3f}",
        f"{right / len(accepted):.3f}" if accepted else "-",
    ]


def main() -> None:
    """Print the table by stratum, and the wrong answers that would have been applied."""
    found = outcomes()
    matchable = [each for each in found if each.name.canonical]
    strata = list(dict.fromkeys(each.name.stratum for each in matchable))
    rows = [row(stratum, [each for each in matchable if each.name.stratum == stratum]) for stratum in strata]
    header = ["stratum", "names", "first", "among five", "accepted", "precision of accepted"]
    table(header, [*rows, row("all of them", matchable)])
    print("\nFalse matches on names in no register:\n")
    others = [each for each in found if not each.name.canonical]
    for stratum in dict.fromkeys(each.name.stratum for each in others):
        part = [each for each in others if each.name.stratum == stratum]
        print(f"  {stratum}: {sum(each.accepted for each in part)} of {len(part)}")
    print()
    for each in found:
        if each.accepted and each.place != 0 and each.suggestion.best:
            wanted = each.name.canonical or "no agency"
            print(f"  wrong: {each.name.raw!r} taken for {each.suggestion.best.name!r}, not {wanted!r}")


if __name__ == "__main__":
    main()
