"""A register that knows some names and guesses nothing, for tests of importers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dhrcurate.domain.agency import Agency, Context, Decision, Part, Split, Suggestion

_ANYWHERE = Context()


class Known:
    """Knows the names that it is given with their kinds, and no others."""

    def __init__(self, kinds: Mapping[str, str] | None = None, areas: Mapping[str, str] | None = None) -> None:
        areas = areas or {}
        self._entries = {
            name.casefold(): Agency(name, name, kind, areas=(areas[name],) if name in areas else ())
            for name, kind in (kinds or {}).items()
        }

    def suggest(self, name: str, context: Context = _ANYWHERE, limit: int = 5) -> Suggestion:  # noqa: ARG002  # the protocol's
        return Suggestion(name, Decision.NONE)

    def classify(self, name: str, context: Context = _ANYWHERE) -> Suggestion:
        return self.suggest(name, context)

    def split(self, cell: str, context: Context = _ANYWHERE) -> Split:  # noqa: ARG002  # the protocol's
        return Split((Part(cell, 0, len(cell)),))

    def entry(self, name: str) -> Agency | None:
        return self._entries.get(name.casefold())

    def entries(self) -> Sequence[Agency]:
        return list(self._entries.values())

    def serving(self, context: Context) -> Sequence[Agency]:
        return [a for a in self._entries.values() if context.csp in a.areas]

    def area_names(self) -> Sequence[str]:
        return ()

    def named(self, name: str) -> Sequence[Agency]:
        found = self._entries.get(name.casefold())
        return [found] if found else []

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:  # noqa: ARG002  # the protocol's
        return ()

    def fingerprint(self) -> str:
        return "known"


NOTHING = Known()
"""A register without any entry."""
