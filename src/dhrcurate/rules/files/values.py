"""Values that are valid TOML but do not belong in a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.files.reader_problems import problem_findings
from dhrcurate.rules.odd_values import CONTROL
from dhrcurate.rules.registry import file_rule

_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_BREAK = re.compile(rf"[{_BREAKS}]+")


@file_rule("DHR009", "control-character", Severity.WARNING, fix=Safety.SAFE)
def control_character(context: FileContext) -> Iterator[Finding]:
    r"""A text holds a control character.

    Why: copied text brings along page breaks of a PDF and escape sequences of a terminal. They are invisible, break
    searches and comparisons, and a terminal obeys them. A page break becomes a blank, which is safe; any other control
    character is removed, which is not, because its meaning is not known.

    Before: `text = "To review the\u000cpolicy."`

    After: `text = "To review the policy."`
    """
    for odd in context.odd_values:
        if odd.numeric:
            continue
        first = CONTROL.search(odd.value) if isinstance(odd.value, str) else None
        shown = f" ({visible(first.group(), one_line=True)})" if first else ""
        fix = None
        if context.record is not None and odd.path not in {"/id", "/format"}:
            safety = Safety.SAFE if _only_breaks(odd.value) else Safety.UNSAFE
            edit = Edit(odd.path, odd.value, _cleaned(odd.value))
            fix = Fix(safety, "put a blank for each page break, take the others out", (edit,))
        yield control_character.finding(
            f"{_count(odd.value)} in this text{shown}; nothing that is read should hold one",
            path=odd.path,
            span=Span(*first.span()) if first else None,
            fix=fix,
            key=odd.key,
            number=odd.number,
        )


@file_rule("DHR010", "not-canonical", Severity.ERROR)
def not_canonical(context: FileContext) -> Iterator[Finding]:
    """A number has no exact form that every program shares.

    Why: not-a-number, infinities and integers beyond 2^53 differ between readers, so no digest can be made that all of
    them agree on. The record is shown but cannot be edited until this is fixed.

    Before: `stated_count = inf`

    After: `stated_count = 54`
    """
    if any(p.rule == not_canonical.name for p in context.problems):
        yield from problem_findings(not_canonical, context)
        return
    for odd in context.odd_values:
        if odd.numeric:
            yield not_canonical.finding(
                "this number is not finite or lies beyond 2^53; write one that every program reads alike"
                if not isinstance(odd.value, datetime)
                else "this moment lies before the year 1 or after the year 9999 in UTC; write one within them",
                path=odd.path,
                key=odd.key,
                number=odd.number,
            )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _count(value: Any) -> str:
    count = sum(len(CONTROL.findall(text)) for text in _strings(value))
    return "there is a control character" if count == 1 else f"there are {count} control characters"


def _only_breaks(value: Any) -> bool:
    return all(char in _BREAKS for text in _strings(value) for char in CONTROL.findall(text))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub("", _BREAK.sub(_blank, value))
    if isinstance(value, Mapping):
        return {k: _cleaned(v) for k, v in value.items()}
    return [_cleaned(v) for v in value] if isinstance(value, list) else value


def _blank(found: re.Match[str]) -> str:
    """A blank if one is needed: not next to another one, and not at either end."""
    text, start, end = found.string, found.start(), found.end()
    inside = start > 0 and end < len(text)
    return " " if inside and not text[start - 1].isspace() and not text[end].isspace() else ""
