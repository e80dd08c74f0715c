"""Stage 8, explanation: the reason for a candidate in words for a curator.

In: a comparison and the two names. Out: one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import is_part_or_role
from dhrcurate.domain.agency import Interval

_SIMILAR = {
    "spelling": "'{written}' read as '{meant}'",
    "shire": "'{written}' is not '{meant}', though the names are alike",
    "form": "'{written}' for '{meant}'",
}


def explain(comparison: Comparison, name: str, written: str) -> str:
    """Return why an agency is suggested.

    Args:
        comparison: The comparison with the agency's name.
        name: The agency's canonical name.
        written: The name as written.
    """
    form = comparison.form
    reasons = [_name_reason(comparison, name)]
    for token, meant, difference in comparison.similar:
        spelt, meant_spelt = as_spelt([token], written), as_spelt([meant], form.label)
        reasons.append(_SIMILAR[difference].format(written=spelt, meant=meant_spelt))
    if comparison.relation in {Relation.DIFFERENT, Relation.SAME_SECTOR}:
        reasons.append("a different kind of agency")
    elif comparison.relation is Relation.UNKNOWN and form.families:
        reasons.append("the kind of agency is not given")
    parts = [token for token in comparison.unmatched if is_part_or_role(token)]
    rest = [token for token in comparison.unmatched if not is_part_or_role(token)]
    if parts:
        reasons.append(f"department, role or service left out: {as_spelt(parts, written)}")
    if rest:
        reasons.append(f"not in its name: {as_spelt(rest, written)}")
    if comparison.missing:
        reasons.append(f"not written: {as_spelt(comparison.missing, form.label)}")
    reasons += comparison.notes
    if comparison.absent is not None:
        reasons.append(f"did not exist in {_span(comparison.absent)}, when the review worked")
    return "; ".join(reason for reason in reasons if reason)


def _span(on: Interval) -> str:
    return on.start if on.start == on.end else f"{on.start} to {on.end}"


def as_spelt(tokens: Sequence[str], text: str) -> str:
    """Return words as a text spells them, for tokens that were made of it."""
    wanted = set(tokens)
    found = " ".join(word for word in text.split() if not wanted.isdisjoint(_tokens(word)))
    return found.strip(",;:()") or " ".join(tokens)


@lru_cache(maxsize=1 << 14)
def _tokens(word: str) -> tuple[str, ...]:
    return (*words(word), *fold(word).split())


def _name_reason(comparison: Comparison, name: str) -> str:
    form = comparison.form
    if form.source is Source.NAME or (form.source is Source.ALIAS and form.label.casefold() == name.casefold()):
        alike = not (comparison.unmatched or comparison.missing or comparison.similar)
        return "same words" if alike else "like its name"
    if form.source is Source.INITIALS:
        return "initials of its name" if form.label == name else f"initials of '{form.label}'"
    if form.source is Source.ACRONYM:
        return f"its short form {form.label}"
    if form.source is Source.SITE:
        return f"one of its sites: {form.label}"
    return f"also known as {form.label}"
