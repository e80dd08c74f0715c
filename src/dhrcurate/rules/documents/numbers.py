"""The numbers of recommendations beside those that the report prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.evidence import Role
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import located, where
from dhrcurate.rules.registry import record_rule

_WORD = re.compile(r"^\W*(?:recommendation|rec|no|r)\b\W*", re.IGNORECASE)


@record_rule("DHR803", "number-differs-from-document", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def number_differs_from_document(context: RuleContext) -> Iterator[Finding]:
    """The report prints a recommendation under another number.

    Why: People find a recommendation in the report, and in the answers to it, by its number.

    Before: number = "4", and the report has the text under "12"

    After: number = "12"

    Note: Only what is before a number, such as "Recommendation" or "R", does not count.
    """
    for r, found in located(context):
        passage = found.main
        if passage is None or not passage.number or not r.number:
            continue
        if any(one.role is Role.SECOND for one in found.passages):
            continue  # it is several, of which none has its number
        printed = {one.number for one in found.passages if one.number}
        if any(same_number(r.number, number) for number in printed):
            continue
        path = pointer(RECOMMENDATIONS, r.key, "number")
        yield number_differs_from_document.finding(
            f"{where(passage, context)} has this text under number {passage.number}",
            path=path,
            about=r,
            fix=Fix(Safety.UNSAFE, f"take the number {passage.number}", (Edit(path, r.number, passage.number),)),
        )


def same_number(one: str, other: str) -> bool:
    """Return whether two printed numbers are one, whatever words and signs stand around them."""
    return _bare(one) == _bare(other)


_REMARK = re.compile(r"\s*\([^()]{2,}\)\Z")
"""What is said about a number behind it, as in `R21 (EXT)`."""
_ORDER = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers as words, as some reports print them."""


def _bare(number: str) -> str:
    bare = _REMARK.sub("", _WORD.sub("", number).strip())
    bare = re.sub(r"[\s.:()]+", ".", bare).strip(".").casefold()
    if bare in _ORDER:
        return str(_ORDER.index(bare) + 1)
    return bare[1:] if re.fullmatch(r"r\d[\w.]*", bare) else bare
