"""Findings made ready to be reported: masked, and with their places in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dhrcurate.curation.checking.results import by_place
from dhrcurate.domain.fields import REVIEW, Kind
from dhrcurate.domain.finding import Finding, Place
from dhrcurate.rules.disclosure.masking import masked_by_text

if TYPE_CHECKING:
    from dhrcurate.storage.places import Places


_NOT_TEXT = frozenset(f"/review/{field.name}" for field in REVIEW if field.kind in {Kind.YEAR, Kind.DATE})
"""Values of which a message quotes nothing but a year or a date of the review, beside words and dates of its own."""
_MOST_KNOWN = 8192
_known: dict[str, str] = {}
"""Messages as they are shown: many findings say the same."""


def masked(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without personal data in their messages: a message may quote what no rule about disclosure finds."""
    every = list(findings)
    shown = _all_masked(text for finding in every for text in _texts(finding))
    for finding in every:
        if finding.path in _NOT_TEXT:
            yield finding
            continue
        message = shown[finding.message]
        fix = finding.fix
        if fix and (description := shown[fix.description]) != fix.description:
            fix = replace(fix, description=description)
        same = message == finding.message and fix is finding.fix
        yield finding if same else replace(finding, message=message, fix=fix)


def _texts(finding: Finding) -> tuple[str, ...]:
    """What is masked of a finding."""
    if finding.path in _NOT_TEXT:
        return ()
    return (finding.message, finding.fix.description) if finding.fix else (finding.message,)


def _all_masked(texts: Iterable[str]) -> Mapping[str, str]:
    """Texts as they are shown; those that are not known yet are searched together, which costs far less."""
    wanted = dict.fromkeys(texts)
    new = masked_by_text(text for text in wanted if text not in _known)
    shown = {text: _known[text] for text in wanted if text in _known} | new
    if len(_known) + len(new) > _MOST_KNOWN:
        _known.clear()
    if len(new) <= _MOST_KNOWN:
        _known.update(new)
    return shown


def placed(findings: Iterable[Finding], raw: bytes) -> tuple[Finding, ...]:
    """Findings with their places in a file, sorted by place.

    Args:
        findings: The findings.
        raw: The file's bytes.
    """
    places: Places | None = None
    result = []
    for finding in findings:
        if finding.place is None and finding.path:
            if places is None:
                from dhrcurate.storage.places import Places  # noqa: PLC0415  # most files have no findings

                places = Places(raw)
            finding = finding.placed(places.of(finding.path, finding.span))  # noqa: PLW2901
        result.append(finding if finding.place else finding.placed(Place()))
    return tuple(sorted(result, key=by_place))
