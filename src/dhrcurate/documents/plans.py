"""Action plans that call recommendations by short titles: the rows belong to what a list prints under their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dhrcurate.documents.likeness import Weights
from dhrcurate.documents.listing.wishes import plainly_wishes
from dhrcurate.documents.printed import Printed, by_run

_SHORTER = 0.6
"""A row with no larger share of the words of what the list prints under its number is a title of it."""
_NEAR = 0.3
"""So much of a row, or of what the list prints, is in the other where one tells of the other."""
_SAME = 0.5
"""So much of it is plainly the same in other words."""
_NUMBERED = 0.8
"""Such a share of the numbers of a plan are those of the list that it plans for."""
_PLAINLY = 2
"""So many rows must be nearest to what the list prints under their numbers, and so many times those that are not."""
_FEW_WORDS = 9
"""A row of no more words that wishes nothing is perhaps a title."""

Run = Sequence[Printed]


def join_plans(groups: list[list[Printed]], weights: Weights) -> list[list[Printed]]:
    """Put the rows of action plans to what a list prints under their numbers, where they have other words.

    Sets `brief` of short ones that were put there, and `doubtful` of those of which it is not plain.

    Args:
        groups: The printings that are alike.
        weights: What their words weigh.

    Returns:
        The groups that are left.
    """
    runs = by_run(groups)
    home = {member: members for members in groups for member in members}
    for plan in (run for run in runs.values() if run[0].listed.where == "table"):
        alone = [row for row in plan if len({one.run for one in home[row]}) == 1]
        if not alone:
            continue
        for listed in _lists(plan, runs.values()):
            votes = _votes(plan, listed, weights)
            plainly = votes[True] >= _PLAINLY and votes[True] >= _PLAINLY * votes[False]
            for row in alone:
                _place(row, listed.get(row.number), home, weights, plainly=plainly)
            if plainly:
                break
    return [members for members in groups if members]


def _lists(plan: Run, runs: Iterable[Run]) -> Iterator[dict[str, Printed]]:
    """The lists that number what the rows of a table are numbered by, each by its numbers."""
    numbers = [row.number for row in plan if row.number]
    for run in runs:
        numbered = {one.number: one for one in run if one.number}
        if run[0].listed.where == "table" or len(numbered) < len(run) or not numbers:
            continue
        if sum(number in numbered for number in numbers) >= _NUMBERED * len(plan):
            yield numbered


def _votes(plan: Run, listed: Mapping[str, Printed], weights: Weights) -> Counter[bool]:
    """How many rows are nearest to what the list prints under their number, and how many to something else."""
    votes: Counter[bool] = Counter()
    for row in plan:
        near = [(weights.inside(row.bag, one.bag), number == row.number) for number, one in listed.items()]
        best, same = max(near)
        if best >= _NEAR:
            votes[same] += 1
    return votes


def _place(
    row: Printed, named: Printed | None, home: Mapping[Printed, list[Printed]], weights: Weights, *, plainly: bool
) -> None:
    """Put a row to what the list prints under its number, or note that it may be a title of it."""
    if named is None or home[row] is home[named]:
        return
    short = len(row.said) <= _SHORTER * len(named.said)
    if plainly and (short or weights.inside(row.bag, named.bag) >= _SAME):
        home[row].remove(row)
        home[named].append(row)
        row.brief = short
    elif plainly or (len(row.said) <= _FEW_WORDS and not plainly_wishes(row.text)):
        row.doubtful = True
