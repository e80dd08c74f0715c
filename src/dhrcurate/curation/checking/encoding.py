"""Findings as bytes: for another process, for the cache, and for a file on the side while a check runs.

Most findings of a check are only counted and written, so they are made into values again one file at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from dhrcurate.domain.finding import ONCE, Finding, Fix, Place, Safety, Severity, Span, Telling

DAMAGED = (ValueError, TypeError, KeyError, IndexError)
"""What `decoded` raises for bytes that `encoded` did not make."""

_SEVERITIES = {severity.value: severity for severity in Severity}
_SAFETIES = {safety.value: safety for safety in Safety}


def encoded(findings: Iterable[Finding]) -> bytes:
    """Findings as JSON on one line, without the edits of their fixes and the marks of their spans."""
    tellings: dict[str, Telling] = {}
    plain = []
    for finding in findings:
        plain.append(_plain(finding))
        if finding.telling != ONCE:
            tellings[finding.rule] = finding.telling
    if not plain:
        return b""
    return orjson.dumps([{rule: [t.at_each_place, t.cause] for rule, t in tellings.items()}, plain])


def decoded(raw: bytes) -> Iterator[Finding]:
    """The findings that were encoded; their fixes can be reported but not applied.

    Raises:
        ValueError, TypeError, KeyError, IndexError: If the bytes are damaged; these are `DAMAGED`.
    """
    if not raw:
        return
    tellings, plain = orjson.loads(raw)
    telling_of = {rule: Telling(*given) for rule, given in tellings.items()}
    for one in plain:
        yield _finding(one, telling_of.get(one[0], ONCE))


def _plain(finding: Finding) -> list[Any]:
    place, span, fix = finding.place or Place(), finding.span, finding.fix
    return [
        finding.rule,
        finding.name,
        finding.severity.value,
        finding.message,
        finding.path,
        [span.start, span.end] if span else None,
        finding.key,
        finding.number,
        [fix.safety.value, fix.description] if fix else None,
        [place.line, place.column, place.end_line, place.end_column],
        finding.related,
        [
            [one.key, one.number, one.path, [one.span.start, one.span.end] if one.span else None]
            for one in finding.spots
        ],
        finding.about,
    ]


def _finding(plain: list[Any], telling: Telling) -> Finding:
    rule, name, severity, message, path, span, key, number, fix, place, related, spots, about = plain
    told = _SEVERITIES[severity]
    repair = Fix(_SAFETIES[fix[0]], fix[1], ()) if fix else None
    where, linked = Place(*place), tuple(related)

    def at(
        key: str | None, number: str | None, path: str, span: list[int] | None, places: tuple[Finding, ...] = ()
    ) -> Finding:
        # A copy of the finding with other values would cost several times as much, and there are very many.
        reach = Span(*span) if span else None
        return Finding(
            rule, name, told, message, path, reach, key, number, repair, where, linked,
            telling=telling, about=about, spots=places,
        )  # fmt: skip

    return at(key, number, path, span, tuple(at(*one) for one in spots) if spots else ())
