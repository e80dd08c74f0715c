"""The printings of one recommendation, put together: in the chapter, the summary and the action plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dhrcurate.documents.likeness import Weights
from dhrcurate.documents.plans import join_plans
from dhrcurate.documents.printed import SHORTER, Paper, Printed, bodies
from dhrcurate.documents.ranking import set_ranks

_SAME = 0.72
"""So alike are two printings of one recommendation."""
_SAME_NUMBER = 0.5
"""The same, where both bear one number."""
_MOST_COMPARED = 30_000_000
"""Where all printings together have more different words, times the printings, only those with the same words are put
together: reports of one review have a tenth of that, and comparing more would take minutes."""


def group(papers: Sequence[Paper], weights: Weights) -> list[list[Printed]]:
    """Put the printings of one recommendation together, the one of the list in front.

    Sets `group` and `rank` of each, and whether it is `brief` or `doubtful`.
    """
    everything = [one for paper in papers for one in paper.printed]
    made = _Groups(weights, everything)
    for one in everything:
        made.add(one)
    groups = join_plans(made.members, weights)
    _tell_apart(groups)
    set_ranks(papers, groups)
    for at, members in enumerate(groups):
        members.sort(key=lambda member: member.rank)
        for member in members:
            member.group = at
    return groups


class _Groups:
    """Groups of printings as they are found, with what tells soon whether a further one may belong to them.

    Attributes:
        members: The printings of each group.
    """

    def __init__(self, weights: Weights, everything: Sequence[Printed]) -> None:
        self.members: list[list[Printed]] = []
        self._weights = weights
        self._words = {one: frozenset(one.bag) for one in everything}
        self._in_run: list[dict[tuple[int, int], list[Printed]]] = []
        self._saying: dict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
        self._compares = len(everything) * sum(map(len, self._words.values())) <= _MOST_COMPARED

    def add(self, one: Printed) -> None:
        """Put a printing to the group that it is of, or in one of its own."""
        saying = self._saying[tuple(one.said)]
        best = max(((1.0, *_tie(one, self.members[at]), -at) for at in saying if self._may_have(at, one)), default=None)
        if best is None and self._compares:
            best = max(self._alike(one), default=None)
        if best is None:
            at = len(self.members)
            self.members.append([])
            self._in_run.append({})
        else:
            at = -best[-1]
        self.members[at].append(one)
        self._in_run[at].setdefault(one.run, []).append(one)
        saying[at] = None

    def _alike(self, one: Printed) -> Iterator[tuple[float, bool, bool, int]]:
        """The groups that are alike enough, each with how much it is, and what else speaks for it."""
        for at, members in enumerate(self.members):
            if self._may_have(at, one) and (alike := max(self._likeness(one, member) for member in members)):
                yield alike, *_tie(one, members), -at

    def _may_have(self, at: int, one: Printed) -> bool:
        """Whether a group has no printing of the same list that is another recommendation."""
        return all(_are_one(member, one) for member in self._in_run[at].get(one.run, ()))

    def _likeness(self, a: Printed, b: Printed) -> float:
        """How alike two printings are, 0 where they are two recommendations."""
        if a.said == b.said:
            return 1.0
        own, other = self._words[a], self._words[b]
        numbered = bool(a.number) and a.number == b.number
        least = _SAME_NUMBER if numbered else _SAME
        if not numbered and 2 * len(own & other) < (least - 0.25) * (len(own) + len(other)):
            return 0.0
        alike = self._weights.alike(a.bag, b.bag)
        if numbered and a.is_summary != b.is_summary and self._weights.inside(a.bag, b.bag) >= SHORTER:
            alike = max(alike, least)  # the summary says the same in fewer words
        if a.number and b.number and not numbered:
            least += 0.12
        return alike if alike >= least else 0.0


def _tie(one: Printed, members: Sequence[Printed]) -> tuple[bool, bool]:
    """What tells to which of several with one text a further printing belongs: its number, then whom it asks."""
    return (
        any(one.number and one.number == member.number for member in members),
        any(one.listed.addressed and bodies(one) == bodies(member) for member in members),
    )


def _are_one(a: Printed, b: Printed) -> bool:
    """Whether two printings of one text in one list are one recommendation: for the same body, or not numbered.

    A table may repeat a recommendation, with its number, for each body that has an action.
    """
    if a.number and b.number and a.number != b.number:
        return False
    if a.words != b.words:
        return False
    if a.number and a.number == b.number and a.listed.where == "table":
        return True
    named, other = bodies(a), bodies(b)
    return not named or not other or named == other


def _tell_apart(groups: Sequence[Sequence[Printed]]) -> None:
    """Set what the digests of further recommendations with a text that was there before have besides it."""
    seen: Counter[str] = Counter()
    for members in groups:
        said = " ".join(members[0].said)
        for member in members if seen[said] else ():
            member.twin = seen[said]
        seen[said] += 1
