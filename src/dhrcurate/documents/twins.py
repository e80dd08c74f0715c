"""One text that a report recommends more than once, as to several bodies: which is whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from dhrcurate.documents.comparing import same_words
from dhrcurate.documents.printed import Printed, bodies, plain_number
from dhrcurate.documents.stream import letters
from dhrcurate.documents.wanted import Spot, Wanted

_NUMBER, _FIGURES, _BODY, _LIKE_BODY, _PLACE = 8, 4, 4, 2, 1
"""What tells whose a printing is, in the order in which it is believed."""
_WHOLE = 0.9
"""A text that has such a share of a printed recommendation has it whole."""
_NAMED = 90.0
"""The likeness, in per cent, of two names whose words are the same in another order, or one within the other."""


def shared_out(texts: Sequence[Wanted], places: Mapping[str, Sequence[tuple[Spot, Printed | None]]]) -> set[Spot]:
    """Return the places that belong to another text, where a text stands in several recommendations word for word.

    Each text gets one of them: that with its number, its figures, its addressee, or the next between its neighbours.

    Args:
        texts: The texts of the record, in its order.
        places: Where each stands word for word, with what the report recommends there.
    """
    groups = {key: _groups(found) for key, found in places.items()}
    firsts = [groups[one.key] for one in texts]
    alike: dict[str, list[int]] = {}
    for at, one in enumerate(texts):
        if len(groups[one.key]) > 1:
            alike.setdefault(letters(one.text), []).append(at)
    others: set[Spot] = set()
    for rows in alike.values():
        owned = dict(_owned([(at, texts[at]) for at in rows], firsts))
        for at in rows:
            others |= {
                spot
                for spot, printed in places[texts[at].key]
                if printed is not None and printed.group in firsts[at] and printed.group != owned[at]
            }
    return others


def _groups(found: Sequence[tuple[Spot, Printed | None]]) -> dict[int, list[Printed]]:
    """The recommendations that a text is, whole."""
    groups: dict[int, list[Printed]] = {}
    for spot, printed in found:
        if printed is not None and printed.overlap(*spot.spans[0]) >= _WHOLE * len(printed.said):
            groups.setdefault(printed.group, []).append(printed)
    return groups


def _owned(
    rows: Sequence[tuple[int, Wanted]], firsts: Sequence[Mapping[int, Sequence[Printed]]]
) -> Iterator[tuple[int, int]]:
    """Each text with its recommendation; more texts than there are recommendations share the likeliest."""
    ranked = sorted(
        (-_score(at, one, members, firsts), at, members[0].first, group)
        for at, one in rows
        for group, members in firsts[at].items()
    )
    free, left = {group for *_, group in ranked}, {at for at, _ in rows}
    for only_free in (True, False):
        for _, at, _, group in ranked:
            if at in left and (group in free or not only_free):
                free.discard(group)
                left.discard(at)
                yield at, group


def _score(
    at: int, wanted: Wanted, members: Sequence[Printed], firsts: Sequence[Mapping[int, Sequence[Printed]]]
) -> int:
    number, named = plain_number(wanted.number), letters(wanted.addressed)
    score = _NUMBER * any(number and one.number == number for one in members)
    score += _FIGURES * any(same_words(wanted.text, one.text) for one in members)
    score += _PLACE * any(_is_between(at, one, firsts) for one in members)
    if named and any(bodies(one) == named for one in members):
        return score + _BODY
    like = (
        fuzz.token_set_ratio(wanted.addressed.lower(), name.lower()) for one in members for name in one.listed.addressed
    )
    return score + (_LIKE_BODY if named and any(ratio >= _NAMED for ratio in like) else 0)


def _is_between(at: int, printed: Printed, firsts: Sequence[Mapping[int, Sequence[Printed]]]) -> bool:
    """Whether a printing stands in its list between the next ones whose texts are there but once."""
    behind, before = _next(reversed(firsts[:at]), printed), _next(iter(firsts[at + 1 :]), printed)
    return (behind is None or behind < printed.first) and (before is None or printed.first < before)


def _next(firsts: Iterator[Mapping[int, Sequence[Printed]]], printed: Printed) -> int | None:
    for groups in firsts:
        if len(groups) == 1:
            for member in next(iter(groups.values())):
                if member.run == printed.run:
                    return member.first
    return None
