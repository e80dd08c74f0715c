"""Which of the lists that reports print is the one in which the review recommends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dhrcurate.documents.printed import Paper, Printed, by_run

_KINDS = ("overview-report", "executive-summary", "action-plan", "letter", "other")
"""Documents in the order in which their wording is that of the review."""
_SCATTERED = 12
"""With so many blocks from one to the next, recommendations stand within the text and not in a list."""
_FEW = 0.6
"""A run that lists a smaller share of what another lists is no list of the recommendations."""


def set_ranks(papers: Sequence[Paper], groups: Sequence[Sequence[Printed]]) -> None:
    """Set `rank` of all printings: the less, the more its list is the one in which it is recommended."""
    runs = by_run(groups)
    sizes = {run: len(members) for run, members in runs.items()}
    largest: dict[int, int] = defaultdict(int)
    for (paper, _), size in sizes.items():
        largest[paper] = max(largest[paper], size)
    for run, members in runs.items():
        kind = papers[run[0]].facts.kind
        first = members[0]
        rank = (
            float(_KINDS.index(kind) if kind in _KINDS else len(_KINDS)),
            float(first.listed.summary),
            float(sizes[run] < _FEW * largest[run[0]]),
            float(_spread(members) > _SCATTERED),
            float(first.listed.where == "table"),
            float(-run[1]),
        )
        # One that is doubtful by itself is in the list of the others all the same.
        doubtful = 2 * sum(not member.listed.sure for member in members) > len(members)
        for member in members:
            member.rank = (float(not member.listed.sure and doubtful), float(member.brief), *rank)


def _spread(members: Sequence[Printed]) -> float:
    """How many blocks there are from one recommendation of a run to the next."""
    blocks = [member.listed.parts[0].block for member in members]
    return (max(blocks) - min(blocks)) / max(len(blocks) - 1, 1)
