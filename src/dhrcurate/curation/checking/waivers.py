"""The waivers of a record: which findings they silence, and which of them no longer silence any."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from dhrcurate.curation.operations.waive import seen_digest
from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record, Waiver
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import WaiverUse
from dhrcurate.rules.registry import Rule


class Waivers:
    """The waivers of one record.

    Args:
        record: The record.
        data: Its content.

    Attributes:
        uses: Each waiver and what it has done so far, in file order.
    """

    def __init__(self, record: Record, data: Mapping[str, Any]) -> None:
        self._data = data
        self._codes: list[str] = []
        self.uses: list[WaiverUse] = []
        for waiver, path, key in _waivers_of(record):
            rule = find_rule(waiver.rule)
            self._codes.append(rule.code if rule else waiver.rule)
            self.uses.append(WaiverUse(waiver, path, key, "unused", rule.name if rule else None))

    def waiver_of(self, finding: Finding) -> Waiver | None:
        """The waiver that silences a finding, if one does; what the waivers did is noted in `uses`."""
        found = None
        for i, use in enumerate(self.uses):
            if self._codes[i] != finding.rule or use.key != finding.key or use.waiver.about != finding.about:
                continue
            if use.waiver.seen is None or use.waiver.seen == seen_digest(self._data, finding.path):
                self._mark(i, "used")
                found = found or use.waiver
            elif use.use != "used":
                self._mark(i, "lapsed")
        return found

    def settle(self, rules: Iterable[Rule], doubtful: Collection[str] = ()) -> Sequence[WaiverUse]:
        """Each waiver and what it did, once all findings of some rules have been asked about.

        Args:
            rules: The rules that ran; nothing is known of waivers of other rules.
            doubtful: Digests of what only may be a finding, and is shown as that: a waiver about it does its job.
        """
        if not self.uses:
            return ()
        ran = {rule.code for rule in rules}
        for i, use in enumerate(self.uses):
            if use.use == "unused" and use.rule_name and use.waiver.about in doubtful:
                self._mark(i, "used")
            elif use.use == "unused" and self._codes[i] not in ran:
                self._mark(i, "unknown" if use.rule_name else "unused")
        return self.uses

    def _mark(self, i: int, use: Literal["used", "unused", "lapsed", "unknown"]) -> None:
        self.uses[i] = replace(self.uses[i], use=use)


def _waivers_of(record: Record) -> Iterator[tuple[Waiver, str, str | None]]:
    for i, waiver in enumerate(record.waivers):
        yield waiver, pointer("waivers", str(i)), None
    for r in record.recommendations:
        for i, waiver in enumerate(r.waivers):
            yield waiver, pointer(RECOMMENDATIONS, r.key, "waivers", str(i)), r.key
