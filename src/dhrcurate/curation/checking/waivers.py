"""Waivers: which findings they silence, and which of them silence nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from dhrcurate.curation.operations.waive import seen_digest
from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record, Waiver
from dhrcurate.rules.context import WaiverUse
from dhrcurate.rules.registry import Rule, find_rule


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
