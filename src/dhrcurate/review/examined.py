"""What was found in a record, as it crosses from the thread that looked to the one that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dhrcurate.domain.evidence import Addressing
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.open_names import OpenNames

if TYPE_CHECKING:
    from dhrcurate.curation.checking.findings import RecordFindings


class Examined(NamedTuple):
    """What was found in a record; see `curation.checking.findings.RecordFindings`."""

    active: Sequence[Finding]
    waived: Sequence[Finding]
    addressings: Mapping[str, Addressing]
    left: Mapping[str, OpenNames]
    compared: Mapping[str, str]


def examined(found: RecordFindings, active: Sequence[Finding]) -> Examined:
    """Return what was found in a record, with its active findings as they are told."""
    return Examined(active, [one.finding for one in found.waived], found.addressings, found.left, found.compared)
