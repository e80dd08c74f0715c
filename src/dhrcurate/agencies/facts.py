"""What a register given alone may learn: facts of the built-in register about bodies that bear the same name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.agencies.normalise import fold
from dhrcurate.domain.agency import Agency, Alias


def facts_for(own: Sequence[Agency], known: Sequence[Agency]) -> list[tuple[Agency, ...]]:
    """For each body of a register, what is known elsewhere of a body of that name: other names, sites, short forms.

    A known body is linked by its canonical name; where no body bears that, by one of its aliases. Names that are the
    canonical name of a body of the register are left out: they already stand for that one.
    """
    if not known:
        return []
    taken = {fold(agency.name): at for at, agency in enumerate(own)}
    linked: list[list[Agency]] = [[] for _ in own]
    for facts in known:
        names = [facts.name, *(alias.name for alias in facts.aliases)]
        at = next((taken[key] for key in map(fold, names) if key in taken), None)
        if at is None:
            continue
        linked[at].append(
            replace(
                facts,
                name=own[at].name,
                aliases=tuple(Alias(name) for name in names if fold(name) not in taken),
                acronyms=tuple(name for name in facts.acronyms if fold(name) not in taken),
                sites=tuple(name for name in facts.sites if fold(name) not in taken),
            )
        )
    return [tuple(facts) for facts in linked]
