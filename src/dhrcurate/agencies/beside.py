"""Names beside that of a matched agency, told by how a text is written and not by what is left of it.

A name that begins with an article, a side of a join that only repeats words, a join where the agency's name has "in".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Comparison, abbreviates
from dhrcurate.agencies.joins import Strength, sides
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS
from dhrcurate.agencies.mentions import spans
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import Query, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import NO_BODIES, OWNERS
from dhrcurate.domain.word_sets import word_set

ORGANISED = word_set(
    "team unit department directorate division section branch office headquarters hall station region area regional "
    "local district county group"
)
"""Words for the parts that any agency has."""

STARTS_WITH_ARTICLE = re.compile(r"the\s", re.IGNORECASE)

_KIND_AT = re.compile(r"the\s+(?P<kind>\S+(?:\s\S+)?)\s+(?:at|of|for|in)\s+(?:the\s+)?", re.IGNORECASE)
"""An article and a kind before a name: "the Service at" a body is not the body."""

_GOES_ON = re.compile(r"(?:of|for|in|at|covering|serving)\b", re.IGNORECASE)
"""What begins the rest of a name after a bracket."""

_OF_IT = re.compile(r"\b(?:of|for|in|at|within|from|to|by)\s+(?:the\s+)?$", re.IGNORECASE)
"""What joins a department to the agency that follows: "the housing team of", "the office for"."""

_ARTICLE = re.compile(r"(?<!\S)The\s+(?=\S)")
"""The article with a capital, which only the first word of a name has."""

_PEOPLE = word_set("community public people resident family member staff practise partner agency association board")
"""Words for those whom "the" may mean without a name, as `normalise.words` returns them."""

_LINKS = frozenset({"in", "for", "of", "from", "at", "on", "against", "to", "by"})
"""Words within a name that no join stands for."""

_JOINING = " \t\r\n,;:/&+-–—"


def repeats_itself(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if one side of a join has only such words of the agency as another side has too: it names something else.

    In "Care Standards Agency/Care Agency", the second name has no word that the first one needs.
    """
    row = words(query.text)
    if len({*row}) == len(row):
        return False  # no word is said twice
    owning = owns(best, reference)
    all_sides = sides(query.text)
    if len(all_sides) < 2:
        return False
    rows = [words(text) for text, _ in all_sides]
    for at, (text, strength) in enumerate(all_sides):
        if owning and strength is Strength.APPOSITION:
            continue  # a department, which may have a word of its owner's name
        told = [token for token in rows[at] if token in known]
        others = {token for other, row in enumerate(rows) if other != at for token in row}
        if text.isupper() and len(text.split()) == 1:
            continue  # its kind once more, in short: "(CRC)"
        if not told or not others.issuperset(told) or abbreviated(rows[at], query, best):
            continue
        places = place_words(rows[at], reference)
        rest = [token for token in rows[at] if token not in places and token not in DIRECTIONS]
        added = [token for token in rest if token not in known]
        if not rest or (added and ORGANISED.issuperset(added)):
            continue  # its place, or a team of it
        if all(map(known.issuperset, rows)) and any(row == rows[at] for other, row in enumerate(rows) if other != at):
            continue  # the same name twice
        if best.form.position not in {position for _, position, _ in reference.exact.find(fold(text))}:
            return True
    return False


def begins_with_another(query: Query, known: frozenset[str], reference: Reference) -> bool:
    """True if an article and words that are not the agency's stand before its name: "the family Borset Council"."""
    text = query.text
    if not STARTS_WITH_ARTICLE.match(text):
        return False
    if (match := _KIND_AT.match(text)) and _is_body(text[match.end() :], reference):
        tokens = words(match["kind"])
        if all(_is_common(token, reference) for token in tokens) and ORGANISED.isdisjoint(tokens):
            return not any(map(is_role, tokens))
    row = spans(text)
    own = next((start for start, end, _ in row[1:] if not known.isdisjoint(words(text[start:end]))), len(text))
    before = text[row[0][1] : own]
    tokens = words(before)
    places = place_words(tokens, reference)
    rest = [
        token for token in tokens if token not in places and token not in QUALIFIERS and token not in query.kind_words
    ]
    if tokens and _OF_IT.search(before):
        # "The Service at" a university is another's; "the housing team of" a council is its own.
        return all(token in QUALIFIERS or token in kinds.WORDS for token in tokens) and ORGANISED.isdisjoint(tokens)
    return bool(rest) and own < len(text) and not all(map(is_role, rest))


def is_joined_otherwise(query: Query, best: Comparison) -> bool:
    """True if a join stands where the agency's name has "in": "children - prisons" are no "Children in Prison"."""
    row = best.form.label.lower().split()
    linked = {
        (*words(before)[-1:], *words(after)[:1])
        for before, link, after in zip(row, row[1:], row[2:], strict=False)
        if link in _LINKS
    }
    rows = [words(text) for text, _ in sides(query.text)] if linked else []
    return any((*before[-1:], *after[:1]) in linked for before, after in pairwise(rows))


def names_relative_beside(text: str, reference: Reference) -> bool:
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


def has_definite_side(text: str, reference: Reference) -> bool:
    """True if one side of a join is an article and only words for a kind: "Exampleshire Police, the Board"."""
    all_sides = sides(text)
    if len(all_sides) < 2:
        return False
    for at, (side, _) in enumerate(all_sides):
        tokens = words(side)
        if not STARTS_WITH_ARTICLE.match(side) or not tokens:
            continue
        if all(map(is_role, tokens)) and "commissioner" not in tokens:
            continue  # an office in the body beside it; a commissioner is a body
        following = [text for text, _ in all_sides[at + 1 :]]
        if any(_GOES_ON.match(text) for text in following):
            continue  # "The Board (EB) for Exampleshire"
        rows = (words(text) for text in following[:1])
        if any(start < len(tokens) < end for row in rows for start, end, _ in kinds.find_phrases([*tokens, *row])):
            continue  # "the Police and Crime Commissioner"
        if all(_is_common(token, reference) for token in tokens):
            return True
    return False


def _is_common(token: str, reference: Reference) -> bool:
    """True if a word is no place's and tells a kind of agency, a department or an office."""
    if token in reference.place_tokens:
        return False
    return token in kinds.WORDS or token in QUALIFIERS or is_part_or_role(token) or token in _PEOPLE


def _has_kind(text: str, kind: str, reference: Reference) -> bool:
    return any(reference.agencies[at].kind == kind for _, at, _ in reference.exact.find(fold(text)))


def _is_body(text: str, reference: Reference) -> bool:
    return any(reference.agencies[at].kind not in NO_BODIES for _, at, _ in reference.exact.find(fold(text)))


def place_words(tokens: list[str], reference: Reference) -> set[str]:
    """Return the words of whole names of places: one word of such a name may be that of anything."""
    return {token for start, end, _ in reference.places.named_in(tokens) for token in tokens[start:end]}


def abbreviated(tokens: Iterable[str], query: Query, best: Comparison) -> bool:
    """Return whether every word is a short form of the agency's name."""
    return all(abbreviates(token, query, best.form.label) for token in tokens)


def owns(best: Comparison, reference: Reference) -> bool:
    """Return whether an agency has departments such as adult social care."""
    return reference.agencies[best.form.position].kind in OWNERS
