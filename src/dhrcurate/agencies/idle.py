"""Stage 7, continued: what stands beyond a join and adds nothing to the name of the matched agency.

In: a query, and its comparison with the agency that it is matched to. Out: whether one side of a join tells nothing
that the rest does not: in "Exampleshire Police and Exampleshire County", the second side has no word that the name of
the force needs. It is the beginning of another name.
"""

from __future__ import annotations

from itertools import accumulate

from dhrcurate.agencies import kinds
from dhrcurate.agencies.beside import abbreviated, place_words
from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.joins import Strength, sides
from dhrcurate.agencies.lexicon import DIRECTIONS, RANKS
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.reference import Reference


def has_idle_side(query: Query, best: Comparison, known: frozenset[str], reference: Reference) -> bool:
    """True if one side of a join has words of the agency's name and needs none of them.

    Behind a comma, a dash or a bracket it may be the place of the agency, and counts only where it begins the name of
    another.

    Args:
        query: The whole name as written.
        best: The comparison with the matched agency.
        known: The words of it that the agency accounts for.
        reference: The register.
    """
    all_sides = sides(query.text)
    if len(all_sides) < 2:
        return False
    rows = [words(text) for text, _ in all_sides]
    needed = {*best.form.tokens, *(written for written, _, _ in best.similar)}
    whole = [token for row in rows for token in row]
    ends = [*accumulate(map(len, rows))]
    phrases = [(start, end) for start, end, _ in kinds.find_phrases(whole)]
    for at, ((text, strength), row, end) in enumerate(zip(all_sides, rows, ends, strict=True)):
        start = end - len(row)
        rest = [token for other, row in enumerate(rows) if other != at for token in row]
        others = {*rest}
        if known.isdisjoint(row) or not needed.intersection(row) <= others or needed.isdisjoint(others):
            continue
        if needed.isdisjoint(row) and not _families(row) <= _families(rest):
            continue  # only this side tells the kind
        if any(first < bound < last for first, last in phrases for bound in (start, end)):
            continue  # "Police and Crime Commissioner for" a place is one name
        if abbreviated(row, query, best):
            continue
        if strength > Strength.APPOSITION or _is_cut(text, row, best, reference):
            return True
    return False


def _families(row: list[str]) -> set[str]:
    return {family for _, _, family in kinds.find_phrases(row)}


def _is_cut(text: str, row: list[str], best: Comparison, reference: Reference) -> bool:
    """True if a text is more than a place, and begins the name of another body."""
    rest = {*row} - place_words(row, reference) - DIRECTIONS
    return (bool(rest) or row[-1] in RANKS) and reference.begins_another(text, best.form.position)
