"""What a match leaves out of a written name: no match may hide another agency that the name gives as well.

Words that only name a department, an office or a place of the matched agency may be left out. Another entry of the
register may not, nor what is joined to the agency by "and" or the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.beside import (
    ORGANISED,
    STARTS_WITH_ARTICLE,
    abbreviated,
    begins_with_another,
    has_definite_side,
    is_joined_otherwise,
    names_relative_beside,
    owns,
    place_words,
    repeats_itself,
)
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.decision import OPTIONAL
from dhrcurate.agencies.departments import is_own_work, may_have
from dhrcurate.agencies.idle import has_idle_side
from dhrcurate.agencies.joins import Strength, sides
from dhrcurate.agencies.lexicon import DIRECTIONS, FILLERS, QUALIFIERS
from dhrcurate.agencies.normalise import fold, singular, words
from dhrcurate.agencies.query import Query, is_function, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES, OWNERS
from dhrcurate.domain.word_sets import word_set

_WITHOUT_DEPARTMENTS = frozenset(
    {
        "police", "police-national", "police-authority", "pcc", "prison", "prison-service", "probation",
        "probation-trust", "crc", "fire", "fire-authority", "ambulance-trust", "gov", "devolved", "csp", "cjs",
        "gov-agency", "coroner", "ombudsman", "safeguarding-board", "wellbeing-board", "inspectorate", "regulator",
        "membership", "military",
    }
)  # fmt: skip
"""Kinds of agencies that have no departments for the care of people, such as a council's."""

_CRIME = ORGANISED | word_set(
    "crime criminal justice investigation investigations protection public professional standards custody control "
    "room firearms dog domestic abuse vulnerability vulnerable operations operational prevention complaints offending "
    "rural affairs contact policy strategy asylum immigration"
)
"""Words for the work of the police and of departments of state."""

_NHS = ORGANISED | word_set(
    "safeguarding commissioning specialised primary care health mental public nursing nurse medical patient safety "
    "quality improvement justice offender"
)
"""Words for the work of national bodies of the NHS."""

_WORK = {
    **dict.fromkeys(("police", "police-national", "gov", "gov-agency", "cjs", "prison-service", "probation"), _CRIME),
    "nhs-national": _NHS,
    "regulator": ORGANISED | word_set("fitness practise registration professional standards education"),
}
"""The words that a part of an agency of some kinds may have in its name."""

_WITHOUT_REGIONS = frozenset({"gov", "inspectorate", "regulator", "ombudsman"})
"""Kinds of agencies that have no regions named for a direction alone."""

_BETWEEN = re.compile(
    r"(?P<word>[,;/&+(:–—]|\s-|\b(?:and|with|plus)\b)\s*(?P<article>\b(?:the|its|their)\s+)?", re.IGNORECASE
)
_INNER_ARTICLE = re.compile(r"(?P<word>\b[^\W\d_]+)\s+(?:the|its|their)\s+", re.IGNORECASE)
_BEFORE_ARTICLE = word_set("of for in to by at on from under within across around and")
"""Words after which "the" goes on with the name."""

_CHARITABLE = frozenset({"charity", "housing", "housing-association", "support-service", "health-provider", "company"})
"""Kinds of agencies that may be charities themselves."""

_HAVE_AN_AREA = OWNERS | {"police"}

_NEVER_ANOTHER = frozenset({"relative", "anonymised", "role"})


def leaves_out_another(query: Query, best: Comparison, reference: Reference) -> bool:
    """True if a match leaves another agency out, or something that is joined to the agency.

    Args:
        query: The whole name as written.
        best: The comparison with the matched agency.
        reference: The register.
    """
    if names_relative_beside(query.text, reference) or has_definite_side(query.text, reference):
        return True
    known = known_words(query, best)
    if has_idle_side(query, best, known, reference):
        return True
    if repeats_itself(query, best, known, reference) or begins_with_another(query, known, reference):
        return True
    if all(token in known for token in query.tokens):
        return _begins_new_name(query, known) or _turns_on_direction(query, known) or is_joined_otherwise(query, best)
    if reference.agencies[best.form.position].kind in _WITHOUT_DEPARTMENTS and _names_department(query, known):
        return True
    if _begins_new_name(query, known) or _has_unknown_word(query, known, best, reference):
        return True
    left_out = [token for token in query.tokens if token not in known]
    kind = reference.agencies[best.form.position].kind
    if left_out == ["area"] and query.tokens[-1] == "area" and kind in _HAVE_AN_AREA:
        return True  # "in the Exampleton Council area" tells where somebody else does it
    if owns(best, reference) and not may_have(left_out, best.form.position, reference):
        return True
    if (kind in _WITHOUT_DEPARTMENTS or kind in _WORK) and not is_own_work(left_out, _WORK.get(kind, ORGANISED)):
        return True
    commissions = {*best.form.tokens, *best.form.kind_words, *_plural_commissioners(query.text)}
    if "commissioner" in left_out and "commissioner" not in commissions:
        return True  # a commissioner is a body, and no office in another one
    if "charity" in left_out and kind not in _CHARITABLE:
        return True  # the charity of a public body is another one
    return _leaves_out_entry(query, best, known, reference) or _leaves_out_joined(query, best, known, reference)


def _turns_on_direction(query: Query, known: frozenset[str]) -> bool:
    """True if one side of a join only is a word such as "West", which the agency has in its name elsewhere."""
    parts = sides(query.text)
    return len(parts) > 1 and any(
        tokens and DIRECTIONS.issuperset(tokens) and known.issuperset(tokens) for tokens in (words(t) for t, _ in parts)
    )


def _kinds_of(text: str, reference: Reference) -> set[str]:
    return {reference.agencies[at].kind for _, at, _ in reference.exact.find(fold(text))}


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


def _leaves_out_entry(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if some of the words left out are exactly a name of another agency."""
    owning = owns(best, reference)
    for row in reference.mentions.by_word(query.text):
        for start, end, positions in row:
            written = query.text[start:end]
            tokens = words(written)
            if not tokens or any(token in known for token in tokens) or query.kind_words.issuperset(tokens):
                continue
            if len(tokens) == 1 and tokens[0] in OPTIONAL:
                continue
            if best.form.position in positions or abbreviated(tokens, query, best):
                continue
            entry_kinds = {reference.agencies[position].kind for position in positions}
            if tokens_are_place(tokens, reference):
                continue
            if "role" in entry_kinds and _follows(query.text[:start], known):
                return True
            if entry_kinds <= _NEVER_ANOTHER:
                if (
                    "relative" in entry_kinds
                    and not owning
                    and len(tokens) > 1
                    and not _is_own_work(tokens, best, reference)
                ):
                    return True  # "Youth Justice Team" is no part of a probation trust
                continue
            if "collective" in entry_kinds and owning and all(map(is_function, tokens)):
                continue
            return True
    return False


def _is_own_work(tokens: Iterable[str], best: Comparison, reference: Reference) -> bool:
    """True if every word may be in the name of a part of an agency."""
    kind = reference.agencies[best.form.position].kind
    own = _WORK.get(kind, ORGANISED if kind in _WITHOUT_DEPARTMENTS else None)
    return own is None or all(token in own or is_role(token) for token in tokens)


def _leaves_out_joined(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if nothing of what stands on one side of a join is the agency's, and it is no part of the agency."""
    owning = owns(best, reference)
    all_sides = sides(query.text)
    for at, (text, strength) in enumerate(all_sides):
        tokens = words(text)
        if len(all_sides) > 1 and _is_another(text, best, reference):
            return True
        if not tokens or abbreviated(tokens, query, best):
            continue
        if any(token in known for token in tokens):
            if len(all_sides) > 1 and DIRECTIONS.issuperset(tokens):
                return True  # "Exampleshire Partnership, West" is a part of one, or another one
            continue
        if strength > Strength.APPOSITION:
            # "Adult and Community Services" of a council is one department; "Housing and" its council are two names.
            if not (owning and is_department(tokens) and _is_listed(all_sides, at, known)):
                return True
            if not _kinds_of(text, reference) <= _NEVER_ANOTHER:
                return True
            continue
        if not _may_be_part(text, tokens, best, reference):
            return True
    return False


def _is_listed(all_sides: Sequence[tuple[str, Strength]], at: int, known: frozenset[str]) -> bool:
    """True if a side of a join goes on with the department before it, or begins the one that follows."""
    before = words(all_sides[at - 1][0])[-1:] if at else []
    after = words(all_sides[at + 1][0])[:1] if at + 1 < len(all_sides) else []
    return any(is_function(token) and token not in known for token in (*before, *after))


def _may_be_part(text: str, tokens: list[str], best: Comparison, reference: Reference) -> bool:
    """True if what stands beside an agency may be a department, an office or a place of it."""
    places = place_words(tokens, reference)
    rest = [token for token in tokens if token not in places and token not in DIRECTIONS]
    kind = reference.agencies[best.form.position].kind
    if len(tokens) == 1 and not rest and tokens[0] in DIRECTIONS and (text.islower() or kind in _WITHOUT_REGIONS):
        return False
    offices = all(map(is_role, rest))
    if STARTS_WITH_ARTICLE.match(text) and not (offices and rest):
        return False  # "the family", "the refuge": a name of its own, which tells no one body
    if not all(map(is_part_or_role, rest)):
        return False
    if owns(best, reference):
        return True
    if "commissioner" in rest and "commissioner" not in {*best.form.tokens, *best.form.kind_words}:
        return False  # a commissioner is a body
    if offices:
        return not any(map(_is_plural_role, text.lower().split()))
    if _is_department_of_owner(tokens):
        return False
    if kind in _WORK and any(map(_is_plural_role, text.lower().split())):
        return False
    return _is_own_work(rest, best, reference)


def _plural_commissioners(text: str) -> list[str]:
    """Return "commissioner" if a text has its plural: those who commission services in a body."""
    return ["commissioner"] if "commissioners" in fold(text).split() else []


def _is_plural_role(word: str) -> bool:
    return word.endswith("s") and is_role(singular(word)) and not is_role(word.removesuffix("s") + "ss")


def _begins_new_name(query: Query, known: frozenset[str]) -> bool:
    """True if another name begins within the phrase for a kind, or with "the" after a name."""
    text = query.text
    for match in _BETWEEN.finditer(text):
        left, right = words(text[: match.start()]), words(text[match.end() :])
        if not left or not right:
            continue
        row = [*left, *right]
        plain = match["word"].lower() in {"and", "&"} and not match["article"]
        for start, end, _ in kinds.find_phrases(row):
            if not start < len(left) < end:
                continue
            # "Police and Crime Commissioner" is one name; "Police and Commissioner" are two.
            if not plain or (end == len(left) + 1 and (is_role(right[0]) or right[0] in QUALIFIERS)):
                return True
    for match in _INNER_ARTICLE.finditer(text):
        if match["word"].lower() in _BEFORE_ARTICLE:
            continue
        after = words(text[match.end() :])
        if known.isdisjoint(after) or {*words(text[: match.end("word")])}.issuperset(after):
            return True  # another name, or "the Board" after the name of one
    return False


def _has_unknown_word(query: Query, known: frozenset[str], best: Comparison, reference: Reference) -> bool:
    """True if a word is left out that names neither a department, an office nor a place, whatever it weighs."""
    rest = [token for token in query.tokens if token not in known]
    places = place_words(rest, reference)
    accounted = (query.kind_words, places, DIRECTIONS, QUALIFIERS, OPTIONAL, FILLERS)
    return any(
        not is_part_or_role(token)
        and not any(token in each for each in accounted)
        and not abbreviated((token,), query, best)
        for token in rest
    )


def _follows(before: str, known: frozenset[str]) -> bool:
    """True if what is written before an office is the agency's: an office of its own is written first, with "of"."""
    return not known.isdisjoint(words(before))


def _is_another(text: str, best: Comparison, reference: Reference) -> bool:
    """True if a text is exactly another body, or an office: whose it is, a curator has to see."""
    positions = {position for _, position, _ in reference.exact.find(fold(text))}
    others = {reference.agencies[position].kind for position in positions}
    return bool(positions) and best.form.position not in positions and others.isdisjoint(NO_BODIES - {"role"})


def tokens_are_place(tokens: Iterable[str], reference: Reference) -> bool:
    """True if every word belongs to the name of a place."""
    return all(token in reference.place_tokens for token in tokens)


def is_department(tokens: Iterable[str]) -> bool:
    """True if every word only names a department or an office."""
    return all(is_function(token) or is_role(token) for token in tokens)


def _is_department_of_owner(tokens: list[str]) -> bool:
    """True if a phrase for a service of councils is among the words."""
    return any(family == "council-service" for _, _, family in kinds.find_phrases(tokens))
