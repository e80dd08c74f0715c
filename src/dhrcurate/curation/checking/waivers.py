"""Waivers: which findings they silence, and which of them silence nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.edit import RECOMMENDATIONS, get, parts, pointer
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record, Waiver
from dhrcurate.rules.context import WaiverUse
from dhrcurate.rules.registry import Rule, find_rule

_PUBLISHED = tuple(field.name for field in RECOMMENDATION if field.published)
"""What was published of a recommendation. A decision about it does not make a waiver lapse."""


def seen_digest(data: Mapping[str, Any], path: str) -> str | None:
    """The digest that a waiver keeps of what was waived, so that it lapses when that changes.

    Args:
        data: The record's content.
        path: The path of the finding.

    Returns:
        A digest of the value there; of a whole recommendation, of what was published of it. `None` where the finding is
        about the record as a whole or about something that is not there: such a waiver does not lapse.
    """
    where = parts(path)
    if not where:
        return None
    value = get(data, path)
    if value is None:
        return None
    if len(where) == len((RECOMMENDATIONS, "key")) and where[0] == RECOMMENDATIONS and isinstance(value, Mapping):
        value = {name: value[name] for name in _PUBLISHED if name in value}
    try:
        return digest(value)
    except NotCanonicalError:
        return None


class Waivers:
    """The waivers of one record.

    Attributes:
        uses: Each waiver and what it has done so far, in file order.
    """

    def __init__(self, record: Record, data: Mapping[str, Any]) -> None:
        """Takes the waivers of a record.

        Args:
            record: The record.
            data: Its content.
        """
        self._data = data
        self.uses: list[WaiverUse] = [
            WaiverUse(waiver, path, key, "unused") for waiver, path, key in _waivers_of(record)
        ]
        self._codes = [_code(use.waiver) for use in self.uses]

    def waiver_of(self, finding: Finding) -> Waiver | None:
        """The waiver that silences a finding, if one does; what the record's waivers did is kept in `uses`."""
        found = None
        for i, use in enumerate(self.uses):
            if self._codes[i] != finding.rule or use.key != finding.key:
                continue
            if use.waiver.seen is None or use.waiver.seen == seen_digest(self._data, finding.path):
                self._mark(i, "used")
                found = found or use.waiver
            elif use.use != "used":
                self._mark(i, "lapsed")
        return found

    def settle(self, rules: Iterable[Rule]) -> Sequence[WaiverUse]:
        """What each waiver did, after the findings of some rules went by.

        Args:
            rules: The rules that ran; of waivers of others nothing is known.
        """
        if not self.uses:
            return ()
        ran = {rule.code for rule in rules}
        for i, use in enumerate(self.uses):
            if use.use == "unused" and self._codes[i] not in ran:
                self._mark(i, "unknown" if find_rule(use.waiver.rule) else "unused")
        return self.uses

    def _mark(self, i: int, what: Literal["used", "unused", "lapsed", "unknown"]) -> None:
        use = self.uses[i]
        self.uses[i] = WaiverUse(use.waiver, use.path, use.key, what)


def _code(waiver: Waiver) -> str:
    rule = find_rule(waiver.rule)
    return rule.code if rule else waiver.rule


def _waivers_of(record: Record) -> Iterator[tuple[Waiver, str, str | None]]:
    for i, waiver in enumerate(record.waivers):
        yield waiver, pointer("waivers", str(i)), None
    for r in record.recommendations:
        for i, waiver in enumerate(r.waivers):
            yield waiver, pointer(RECOMMENDATIONS, r.key, "waivers", str(i)), r.key
