"""What curators decided before about written names: what one means, and what it does not.

In: a written name and its folded key. Out: the agencies that it was taken for, or whether it was told from one.
"""

from __future__ import annotations

from functools import cached_property

from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.register import Register
from dhrcurate.domain.agency import DECIDED, Candidate, Context, Decision, Suggestion


class Decided:
    """The decisions that a library's register keeps.

    Args:
        register: The register.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    def suggest(self, name: str, key: str, context: Context) -> Suggestion | None:
        """Return what a curator decided before, for the record's partnership or everywhere."""
        if not self._meanings:
            return None
        here = self._meanings.get((key, fold(context.csp))) if context.csp else None
        agencies = here or self._meanings.get((key, None))
        if agencies is None:
            return None
        why = f"decided before in this library{f' for {context.csp}' if here else ''}"
        return Suggestion(name, Decision.MATCH, tuple(Candidate(agency, DECIDED, why) for agency in agencies))

    def knows(self, key: str) -> bool:
        """True if a curator decided before what a folded name means somewhere."""
        return key in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._meanings)

    @cached_property
    def _meanings(self) -> dict[tuple[str, str | None], tuple[str, ...]]:
        return {
            (fold(each.written), fold(each.csp) if each.csp else None): each.means
            for each in reversed(self._register.resolved)
        }

    def tells_apart(self, key: str, agency: str) -> bool:
        """True if a curator decided that a written name is not the agency of this name."""
        return any(
            agency in names and any(fold(name) == key for name in names if name != agency)
            for names in self._register.distinct
        )
