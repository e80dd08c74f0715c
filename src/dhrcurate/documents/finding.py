"""Where the reports of a record print one of its recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from dhrcurate.documents.extents import left_out, snapped, stretched, without_front
from dhrcurate.documents.likeness import Bag, Weights, bag_of
from dhrcurate.documents.printed import SHORTER, Paper, Printed, Span, bodies, plain_number
from dhrcurate.documents.prose import is_prose, narrowed
from dhrcurate.documents.spots import is_one_place, lies_in, order, say_one
from dhrcurate.documents.stems import stem_of
from dhrcurate.documents.stream import letters, said_of
from dhrcurate.documents.twins import shared_out
from dhrcurate.documents.wanted import Found, Spot, Wanted, without_number, wordings_of
from dhrcurate.domain.evidence import Role

ALIKE = 0.5
"""From here a passage is the text's, worded otherwise, if no other one is as near."""
PERHAPS = 0.36
"""From here it is, if it is much nearer than every other one."""
_MARGIN = 0.12
_HINT = 0.08
"""What the same number tells, and a place right between those of the recommendations before and behind."""
_BOTH = 0.04
"""What these two tell together, besides."""
_TIE = 0.01
"""What the same addressee tells: which of two that say the same."""
_HELD = 0.2
"""What a passage loses that another text has word for word."""
_COVERED = 0.62
"""The share of a further passage that a text must have, to be said to cover that passage too."""
_WHOLE = 0.8
"""The share of one that is plainly in the text."""
_LEFT = 0.45
"""The share of it that the text must have beside what it has of the first passage."""
_BETTER = 0.04
"""How much more alike a text must be to both together."""


class Finder:
    """Finds the texts of a record in its reports."""

    def __init__(self, papers: Sequence[Paper], groups: Sequence[Sequence[Printed]], weights: Weights) -> None:
        self._papers, self._groups, self._weights = papers, groups, weights
        self._held: dict[tuple[int, int], list[Span]] = {}
        self._groups_held: set[int] = set()
        self._between: dict[str, set[tuple[tuple[int, int], int, int]]] = {}

    def all(self, texts: Sequence[Wanted]) -> list[Found]:
        """Return where each text stands: first those that stand there word for word, then what is left."""
        exact = {wanted.key: self._exact(wanted) for wanted in texts}
        exact = self._each_its_own(texts, exact)
        for spots in exact.values():
            for spot in spots:
                self._hold(spot)
        self._note_places(texts, exact)
        found = []
        for wanted in texts:
            spots = self._pinned(wanted) or self._whole(wanted, exact[wanted.key])
            one = Found(wanted, spots) if spots else self._nearest(wanted)
            found.append(replace(one, spots=self._with_others(one.spots)))
        return found

    def _each_its_own(self, texts: Sequence[Wanted], exact: Mapping[str, Sequence[Spot]]) -> dict[str, list[Spot]]:
        """The places without those that are another text's, where reports recommend the same several times."""
        held = {
            key: [(spot, self._held_by(spot.paper, *spot.spans[0])) for spot in spots] for key, spots in exact.items()
        }
        others = shared_out(texts, held)
        return {key: [spot for spot in spots if spot not in others] for key, spots in exact.items()}

    def _hold(self, spot: Spot) -> None:
        for printed in spot.paper.printed:
            for first, last in spot.spans:
                if printed.overlap(first, last):
                    self._held.setdefault((printed.paper, printed.first), []).append((first, last))
                    if 2 * printed.overlap(first, last) > len(printed.said):
                        self._groups_held.add(printed.group)

    def _note_places(self, texts: Sequence[Wanted], exact: Mapping[str, Sequence[Spot]]) -> None:
        """Note, of each text that is not there word for word, the passages between those of its neighbours."""
        places: list[dict[tuple[int, int], int]] = [
            {
                printed.run: spot.spans[0][0]
                for spot in exact[wanted.key]
                if (printed := self._held_by(spot.paper, *spot.spans[0])) is not None
            }
            for wanted in texts
        ]
        for at, wanted in enumerate(texts):
            if places[at]:
                continue
            before = places[at - 1] if at else {}
            after = places[at + 1] if at + 1 < len(texts) else {}
            self._between[wanted.key] = {
                (run, before.get(run, -1), after.get(run, 1 << 60)) for run in before.keys() | after.keys()
            }

    def _is_between(self, wanted: Wanted, printed: Printed) -> bool:
        """Whether a passage stands right between the passages of a text's neighbours in the record."""
        for run, low, high in self._between.get(wanted.key, ()):
            if printed.run != run or not low < printed.first < high:
                continue
            free = [
                one
                for one in self._papers[printed.paper].printed
                if one.run == run and low < one.first < high and one.group not in self._groups_held
            ]
            nearest = free and (free[0] if low >= 0 else free[-1])
            if nearest is printed or (len(free) > 1 and low >= 0 and high < 1 << 60 and free[-1] is printed):
                return True
        return False

    def _pinned(self, wanted: Wanted) -> list[Spot]:
        pin = wanted.pinned
        paper = next((one for one in self._papers if pin and one.facts.sha256 == pin.document), None)
        if pin is None or paper is None:
            return []
        matches = paper.locator.exact(pin.quote) or paper.locator.nearest(pin.quote)[:1]
        places = [((match.first, match.last), paper.stream.pages(match.first, match.last)) for match in matches]
        best = next((span for span, pages in places if set(pages) & set(pin.pages)), places[0][0] if places else None)
        if best is None:
            return []
        return [Spot(paper, (best,), self._held_by(paper, *best), pinned=True, exact=True)]

    def _exact(self, wanted: Wanted) -> list[Spot]:
        """The places that have the words of a text, with its title or without, or without its printed number."""
        for text in wordings_of(wanted):
            spots = [
                Spot(paper, ((match.first, match.last),), exact=True)
                for paper in self._papers
                for match in paper.locator.exact(text)
            ]
            if spots:
                return spots
        return []

    def _held_by(self, paper: Paper, first: int, last: int) -> Printed | None:
        """The printed recommendation that most of a stretch lies in, and that it has a good part of.

        In prose it may be what the stretch has most of, too: any number of sentences may stand in front.
        """
        return max(
            (
                one
                for one in paper.printed
                if (shared := 2 * one.overlap(first, last)) > last - first
                or (one.listed.loose and shared > len(one.said))
            ),
            key=lambda one: one.overlap(first, last),
            default=None,
        )

    def _whole(self, wanted: Wanted, spots: Sequence[Spot]) -> list[Spot]:
        """The places of a text that is there word for word, the main one first, each with what it lies on."""
        made = [self._set_on_printed(wanted, spot) for spot in spots]
        if not made:
            return []
        best = min(made, key=order)
        covered = self._covered(best)
        if len(covered) > 1:
            return [
                Spot(best.paper, one.spans, one, Role.SECOND if at else Role.MAIN, exact=True)
                for at, one in enumerate(covered)
            ]
        others = [replace(spot, role=Role.ALSO) for spot in made if spot is not best]
        lain_on = [one for one in best.paper.printed if one.overlap(*best.spans[0])]
        if len(best.spans) == 1 and (stem := stem_of(lain_on, best.paper.printed)) is not None:
            best = replace(best, printed=stem)
        if (listed := self._listed_otherwise(wanted, best)) is not None:
            also = replace(best, role=Role.ALSO)
            return [Spot(self._papers[listed.paper], listed.spans, listed), also, *others]
        return [best, *others]

    def _listed_otherwise(self, wanted: Wanted, spot: Spot) -> Printed | None:
        """The passage of the list itself that has a text's number, where its words stand in a summary alone."""
        if spot.printed is not None:
            listed = self._groups[spot.printed.group][0]
            return listed if spot.printed.is_summary and not listed.is_summary else None
        number, bag = plain_number(wanted.number), bag_of(said_of(wanted.text))
        fronts = (
            one
            for one, *_ in self._groups
            if number and one.number == number and one.listed.sure and one.group not in self._groups_held
        )
        return next((one for one in fronts if self._weights.inside(bag, one.bag) >= SHORTER), None)

    def _covered(self, spot: Spot) -> list[Printed]:
        """The numbered passages that a stretch holds whole."""
        if spot.exact and len(spot.spans) == 1:
            first, last = spot.spans[0]
            inside = [one for one in spot.paper.printed if one.overlap(first, last) >= max(0.9 * len(one.said), 1)]
            if len({one.run for one in inside}) == 1 and all(one.listed.sure for one in inside):
                return [] if _is_one(inside) or stem_of(inside, spot.paper.printed) else inside
        return []

    def _set_on_printed(self, wanted: Wanted, spot: Spot) -> Spot:
        """The place with the words of the printed recommendation around it that belong to it and that it leaves out."""
        first, last = spot.spans[0]
        printed = self._held_by(spot.paper, first, last)
        if printed is None:
            return spot
        left = left_out(wanted, printed, (first, last), self._others(printed, (first, last)), spot.paper.stream)
        if not left:
            inside = first <= printed.first and printed.last <= last
            return replace(
                spot, printed=printed, spans=printed.spans if inside and lies_in(spot, printed) else spot.spans
            )
        start = min(left[0], first)
        end = max(left[-1] + 1, last)
        spans = tuple((max(a, start), min(b, end)) for a, b in printed.spans if max(a, start) < min(b, end))
        if printed.listed.loose:
            spans = ((start, spans[0][1]), *spans[1:])  # with what the text has of the sentences in front
        return replace(spot, printed=printed, spans=spans, exact=False)

    def _others(self, printed: Printed, own: Span) -> list[Span]:
        """What other texts have of a printed recommendation."""
        return [span for span in self._held.get((printed.paper, printed.first), ()) if span != own]

    def _nearest(self, wanted: Wanted) -> Found:
        """The passage that says what a text says, if one is plainly nearer than all others."""
        text = without_number(wanted.text)
        said = said_of(text)
        bag = bag_of(said)
        ranked = sorted(self._candidates(wanted, text, bag), key=lambda one: -one[0])
        if not ranked:
            return Found(wanted)
        score, spot = ranked[0]
        spot = without_front(wanted, said, stretched(said, spot))
        if spot.printed is not None and is_prose(wanted, spot.printed):
            spot = narrowed(said, spot)
        covered = self._covers(said, spot)
        inside = [spot.printed, *covered] if spot.printed is not None else []
        if (stem := stem_of(inside, spot.paper.printed)) is not None:
            spans = sorted({*spot.spans, *(span for one in covered for span in one.spans)})
            spot, covered = replace(spot, spans=tuple(spans), printed=stem), []
        spots = [spot, *(Spot(spot.paper, one.spans, one) for one in covered)]
        if covered:
            together = sum((one.printed.bag for one in spots if one.printed is not None), Bag())
            score = max(score, self._weights.alike(bag, together))
        other = next(
            (s for s, one in ranked[1:] if not any(is_one_place(mine, one) or say_one(mine, one) for mine in spots)),
            0.0,
        )
        if not ((score >= ALIKE and score - other >= _MARGIN / 3) or (score >= PERHAPS and score - other >= _MARGIN)):
            return Found(wanted, alike=score)
        spots.sort(key=lambda one: one.spans[0])
        for one in spots[1:]:
            one.role = Role.SECOND
        return Found(wanted, spots)

    def _candidates(self, wanted: Wanted, text: str, bag: Bag) -> Iterator[tuple[float, Spot]]:
        best = 0.0
        for members in self._groups:
            top = max(members, key=lambda one: (round(self._score(wanted, bag, one), 2), [-r for r in one.rank]))
            score = self._score(wanted, bag, top)
            best = max(best, score)
            if score >= 0.2:
                yield score, Spot(self._papers[top.paper], top.spans, top)
        if best >= 0.8:
            return
        for paper in self._papers:
            for match in paper.locator.nearest(text)[:2]:
                span = snapped(paper, match.first, match.last, said_of(text))
                printed = self._held_by(paper, *span)
                if printed is None:
                    yield self._weights.alike(bag, bag_of(paper.stream.said[slice(*span)])) - 0.02, Spot(paper, (span,))

    def _score(self, wanted: Wanted, bag: Bag, printed: Printed) -> float:
        """How likely it is that a text is a printed recommendation, worded otherwise."""
        shared = self._weights.shared(bag, printed.bag)
        own, other = self._weights.size(bag), self._weights.size(printed.bag)
        alike = 2 * shared / max(own + other, 1e-9)
        inside = shared / max(min(own, other), 1e-9)
        score = max(alike, 0.8 * inside if min(own, other) > 2 else 0.0)
        numbered = bool(printed.number) and plain_number(wanted.number) == printed.number
        if numbered:
            score += _HINT
        if wanted.addressed and bodies(printed) == letters(wanted.addressed):
            score += _TIE
        if score >= 0.2 and self._is_between(wanted, printed):
            score += _HINT + (_BOTH if numbered else 0)
        return score - (_HELD if printed.group in self._groups_held else 0.0)

    def _covers(self, said: Sequence[str], main: Spot) -> list[Printed]:
        """The other passages of the same list that a text has, too."""
        if main.printed is None:
            return []
        bag, whole, left = bag_of(said), main.printed.bag, _beside(said, main.printed.said)
        covered: list[Printed] = []
        near = [
            one
            for one in main.paper.printed
            if (one.listed.where, one.listed.summary) == (main.printed.listed.where, main.printed.listed.summary)
            and one.group not in {main.printed.group, *self._groups_held}
        ]
        while near:
            best = max(near, key=lambda one: self._share(bag_of(left), one))
            better = self._weights.alike(bag, whole + best.bag) - self._weights.alike(bag, whole)
            beside, share = self._share(bag_of(left), best), self._share(bag, best)
            plainly = beside >= _COVERED and share >= _WHOLE and better >= 0
            if not plainly and (better < _BETTER or beside < _LEFT or share < _COVERED):
                break
            covered.append(best)
            near.remove(best)
            left, whole = _beside(left, best.said), whole + best.bag
        return covered

    def _share(self, bag: Bag, printed: Printed) -> float:
        """How much of a passage some words have."""
        return self._weights.shared(bag, printed.bag) / max(self._weights.size(printed.bag), 1e-9)

    def _with_others(self, spots: Sequence[Spot]) -> list[Spot]:
        """The places with the other printings of the same recommendation."""
        made = list(spots)
        for group in dict.fromkeys(spot.printed.group for spot in spots if spot.printed is not None):
            for member in self._groups[group]:
                paper = self._papers[member.paper]
                taken = (
                    spot.paper is paper and any(member.overlap(first, last) for first, last in spot.spans)
                    for spot in made
                )
                if not any(taken):
                    made.append(Spot(paper, member.spans, member, Role.ALSO))
        return made


def _is_one(inside: Sequence[Printed]) -> bool:
    """Whether what a stretch holds is a paragraph of prose, in which a review may recommend twice in one breath."""
    return all(one.listed.loose for one in inside) and len({one.listed.parts[0].block for one in inside}) == 1


def _beside(said: Sequence[str], passage: Sequence[str]) -> list[str]:
    """The words of a text that it does not have in common with a passage, in the same order."""
    return [
        word for op in Indel.opcodes(said, passage) if op.tag != "equal" for word in said[op.src_start : op.src_end]
    ]
