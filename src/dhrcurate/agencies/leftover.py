"""What a match leaves out of a written name: no match may hide another agency that the name gives as well.

Words that only name a department, an office or a place of the matched agency may be left out. Another entry of the
register may not, nor what is joined to the agency by "and" or the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Comparison, abbreviates
from dhrcurate.agencies.decision import OPTIONAL
from dhrcurate.agencies.joins import Strength, joins, without_joining_brackets
from dhrcurate.agencies.mentions import spans
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import Query, is_function, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES, OWNERS

_WITHOUT_DEPARTMENTS = frozenset(
    {
        "police", "police-national", "police-authority", "pcc", "prison", "prison-service", "probation",
        "probation-trust", "crc", "fire", "fire-authority", "ambulance-trust", "gov", "devolved", "csp",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"(?<!\S)The\s+(?=\S)")
"""The article with a capital, which only the first word of a name has."""

_JOINING = " \t\r\n,;:/&+-–—"

_NEVER_ANOTHER = frozenset({"relative", "anonymised", "role"})


def leaves_out_another(query: Query, best: Comparison, reference: Reference) -> bool:
    """True if a match leaves another agency out, or something that is joined to the agency.

    Args:
        query: The whole name as written.
        best: The comparison with the matched agency.
        reference: The register.
    """
    if _names_relative_beside(query.text, reference):
        return True
    known = known_words(query, best)
    if all(token in known for token in query.tokens):
        return False
    if reference.agencies[best.form.position].kind in _WITHOUT_DEPARTMENTS and _names_department(query, known):
        return True
    return _leaves_out_entry(query, best, known, reference) or _leaves_out_joined(query, best, known, reference)


def _names_relative_beside(text: str, reference: Reference) -> bool:
    """True if "the Hospital" or the like stands before or after a name: the article begins a name of its own."""
    for match in _ARTICLE.finditer(text):
        if match.start() and _has_kind(text[match.start() :], "relative", reference):
            return True
    if not _ARTICLE.match(text):
        return False
    row = spans(text)
    return any(
        _has_kind(text[: row[at][0]].rstrip(_JOINING), "relative", reference)
        and _is_body(text[row[at][0] :], reference)
        for at in range(2, len(row))
    )


def _has_kind(text: str, kind: str, reference: Reference) -> bool:
    return any(reference.agencies[at].kind == kind for _, at, _ in reference.exact.find(fold(text)))


def _kinds_of(text: str, reference: Reference) -> set[str]:
    return {reference.agencies[at].kind for _, at, _ in reference.exact.find(fold(text))}


def _is_body(text: str, reference: Reference) -> bool:
    return any(reference.agencies[at].kind not in NO_BODIES for _, at, _ in reference.exact.find(fold(text)))


def known_words(query: Query, best: Comparison) -> frozenset[str]:
    """Return the words of a written name that the matched agency accounts for."""
    found = {*best.form.tokens, *(written for written, _, _ in best.similar)}
    if best.relation >= kinds.Relation.RELATED and len(query.families) < 2:
        row = words(query.text)
        for start, end, family in kinds.find_phrases(row):
            if family in query.families:
                found.update(row[start:end])
    return frozenset(found)


def _names_department(query: Query, known: frozenset[str]) -> bool:
    """True if the words left out name a service of councils, such as trading standards."""
    row = words(query.text)
    return any(
        family == "council-service" and known.isdisjoint(row[start:end])
        for start, end, family in kinds.find_phrases(row)
    )


def _owns(best: Comparison, reference: Reference) -> bool:
    return reference.agencies[best.form.position].kind in OWNERS


def _leaves_out_entry(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if some of the words left out are exactly a name of another agency."""
    owns = _owns(best, reference)
    for row in reference.mentions.by_word(query.text):
        for start, end, positions in row:
            written = query.text[start:end]
            tokens = words(written)
            if not tokens or any(token in known for token in tokens) or query.kind_words.issuperset(tokens):
                continue
            if len(tokens) == 1 and tokens[0] in OPTIONAL:
                continue
            if best.form.position in positions or _abbreviated(tokens, query, best):
                continue
            entry_kinds = {reference.agencies[position].kind for position in positions}
            if tokens_are_place(tokens, reference):
                continue
            if "role" in entry_kinds and _follows(query.text[:start], known):
                return True
            if entry_kinds <= _NEVER_ANOTHER:
                continue
            if "collective" in entry_kinds and owns and all(map(is_function, tokens)):
                continue
            return True
    return False


def _leaves_out_joined(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if nothing of what stands on one side of a join is the agency's, and it is no part of the agency."""
    text = without_joining_brackets(query.text)
    owns = _owns(best, reference)
    found = joins(text)
    starts = [0, *(each.end for each in found)]
    ends = [*(each.start for each in found), len(text)]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        tokens = words(text[start:end])
        if found and _is_another(text[start:end], best, reference):
            return True
        if not tokens or any(token in known for token in tokens) or _abbreviated(tokens, query, best):
            continue
        around = [each.strength for each in found[max(0, at - 1) : at + 1]]
        if min(around, default=Strength.APPOSITION) > Strength.APPOSITION:
            # "Adult and Community Services" of a council is one department; "Housing and" its council are two names.
            before = words(text[: found[at - 1].start]) if at else []
            listed = bool(before) and is_function(before[-1])  # the next department after another of them
            allowed = _NEVER_ANOTHER if listed else frozenset()
            if not (owns and is_department(tokens)) or not _kinds_of(text[start:end], reference) <= allowed:
                return True
            continue
        if all(is_role(token) or token in reference.index.place_tokens for token in tokens):
            continue
        if not all(is_part_or_role(token) or token in reference.index.place_tokens for token in tokens):
            return True
        if not owns and _is_department_of_owner(tokens):
            return True
    return False


def _follows(before: str, known: frozenset[str]) -> bool:
    """True if what is written before an office is the agency's: an office of its own is written first, with "of"."""
    return not known.isdisjoint(words(before))


def _is_another(text: str, best: Comparison, reference: Reference) -> bool:
    """True if a text is exactly another body, or an office: whose it is, a curator has to see."""
    positions = {position for _, position, _ in reference.exact.find(fold(text))}
    others = {reference.agencies[position].kind for position in positions}
    return bool(positions) and best.form.position not in positions and others.isdisjoint(NO_BODIES - {"role"})


def _abbreviated(tokens: Iterable[str], query: Query, best: Comparison) -> bool:
    return all(abbreviates(token, query, best.form.label) for token in tokens)


def tokens_are_place(tokens: Iterable[str], reference: Reference) -> bool:
    """True if every word belongs to the name of a place."""
    return all(token in reference.index.place_tokens for token in tokens)


def is_department(tokens: Iterable[str]) -> bool:
    """True if every word only names a department or an office."""
    return all(is_function(token) or is_role(token) for token in tokens)


def _is_department_of_owner(tokens: list[str]) -> bool:
    """True if a phrase for a service of councils is among the words."""
    return any(family == "council-service" for _, _, family in kinds.find_phrases(tokens))
