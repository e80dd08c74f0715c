"""What the reports of a record print as recommendations: which are the same, and which of them is the list."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dhrcurate.documents.comparing import same_words
from dhrcurate.documents.likeness import Bag, Weights, bag_of
from dhrcurate.documents.listing import Listed, listed, text_of
from dhrcurate.documents.locating import Locator
from dhrcurate.documents.model import Report
from dhrcurate.documents.stream import Stream, letters, said_of
from dhrcurate.domain.evidence import DocumentFacts

_POINT = re.compile(r"(?<=\d)\.(?=\d)")

Span = tuple[int, int]
"""Words of a report: the first, and the one after the last."""

_KINDS = ("overview-report", "executive-summary", "action-plan", "letter", "other")
"""Documents in the order in which their wording is that of the review."""
_SUMMARY = "executive-summary"
_SAME = 0.72
"""So alike are two printings of one recommendation."""
_SAME_NUMBER = 0.5
"""The same, where both bear one number."""
SHORTER = 0.7
"""So much of the shorter wording of a summary is in the longer one with its number."""
_SCATTERED = 12
"""With so many blocks from one to the next, recommendations stand within the text and not in a list."""
_FEW = 0.6
"""A run that lists a smaller share of what another lists is no list of the recommendations."""


@dataclass(slots=True, eq=False)
class Printed:
    """A recommendation in one place.

    Attributes:
        paper: The report, by its place among those of the record.
        listed: What was found there.
        spans: The words that it consists of.
        text: Its text, the paragraphs as lines.
        said: Its words.
        bag: Its words without order.
        in_summary: Whether its report is an executive summary.
        group: What it shares with the other printings of the same recommendation.
        rank: The less, the more its list is the one in which it is recommended.
        twin: How many recommendations with the same text there are before it.
        first: Its first word.
        last: The word after its last one.
        number: Its number as numbers are compared.
    """

    paper: int
    listed: Listed
    spans: tuple[Span, ...]
    text: str
    said: list[str]
    bag: Bag
    in_summary: bool = False
    group: int = -1
    rank: tuple[float, ...] = ()
    twin: int = 0
    first: int = field(init=False)
    last: int = field(init=False)
    number: str = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.last = self.spans[0][0], self.spans[-1][1]
        self.number = plain_number(self.listed.number)

    def overlap(self, first: int, last: int) -> int:
        """How many of its words lie in a stretch of its report."""
        if last <= self.first or self.last <= first:
            return 0
        return sum(max(0, min(end, last) - max(start, first)) for start, end in self.spans)

    @property
    def is_summary(self) -> bool:
        """Whether it stands in what sums the report up."""
        return self.listed.summary or self.in_summary

    @property
    def run(self) -> tuple[int, int]:
        """The table or chapter that it stands in."""
        return self.paper, self.listed.run


_MOST = 1_000
"""A document that lists more is no report of one review; comparing all of them would take too long."""


class Paper:
    """A report made ready for searching.

    Attributes:
        facts: What the record says of it.
        report: What was read.
        stream: Its words.
        locator: Finds texts in it.
        printed: The recommendations that it prints.
    """

    def __init__(self, at: int, facts: DocumentFacts, report: Report) -> None:
        self.at, self.facts, self.report = at, facts, report
        self.stream = Stream(report.blocks)
        self.locator = Locator(self.stream)
        found = [made for one in listed(report.blocks) if (made := self._printed(one)) is not None]
        self.printed = found if len(found) <= _MOST else []

    def _printed(self, one: Listed) -> Printed | None:
        spans = tuple(
            span for part in one.parts if (span := self.stream.within(part.block, part.start, part.end))[0] < span[1]
        )
        if not spans:
            return None
        text = text_of(self.report.blocks, one.parts).strip()
        said = [word for first, last in spans for word in self.stream.said[first:last]]
        return Printed(self.at, one, spans, text, said, bag_of(said), self.facts.kind == _SUMMARY)


def plain_number(number: str | None) -> str:
    """Return a number as numbers are compared: `Recommendation 4 (a).` is `4a`, `1.10` is not `11.0`."""
    plain = ".".join(filter(None, map(letters, _POINT.split(number or ""))))
    for word in ("recommendation", "argymhelliad", "rec", "r"):
        if plain.startswith(word) and plain[len(word) :][:1].isdigit():
            return plain[len(word) :]
    return plain


def digest_of(text: str, twin: int = 0) -> str:
    """Return the digest by which a passage is known whatever its blanks, case and punctuation.

    Args:
        text: Its text.
        twin: How many recommendations with the same text there are before it, as to other bodies.
    """
    told_apart = f"\n{twin}" if twin else ""
    return hashlib.sha256(f"{' '.join(said_of(text))}{told_apart}".encode()).hexdigest()


def group(papers: Sequence[Paper], weights: Weights) -> list[list[Printed]]:
    """Put the printings of one recommendation together, the one of the list in front.

    Sets `group` and `rank` of each.
    """
    everything = [one for paper in papers for one in paper.printed]
    groups: list[list[Printed]] = []
    words = [frozenset(one.bag) for one in everything]
    known: dict[int, frozenset[str]] = {id(one): said for one, said in zip(everything, words, strict=True)}
    for one in everything:
        best = max(
            (
                (alike, *_tie(one, members), -at)
                for at, members in enumerate(groups)
                if all(member.run != one.run or _are_one(member, one) for member in members)
                and (alike := max(_alike(one, member, weights, known) for member in members))
            ),
            default=None,
        )
        if best is None:
            groups.append([one])
        else:
            groups[-best[-1]].append(one)
    _tell_apart(groups)
    _set_ranks(papers, groups)
    for at, members in enumerate(groups):
        members.sort(key=lambda member: member.rank)
        for member in members:
            member.group = at
    return groups


def _tie(one: Printed, members: Sequence[Printed]) -> tuple[bool, bool]:
    """What tells to which of several with one text a further printing belongs: its number, then whom it asks."""
    return (
        any(one.number and one.number == member.number for member in members),
        any(one.listed.addressed and bodies(one) == bodies(member) for member in members),
    )


def _tell_apart(groups: Sequence[Sequence[Printed]]) -> None:
    """Set what the digests of further recommendations with a text that was there before have besides it."""
    seen: Counter[str] = Counter()
    for members in groups:
        said = " ".join(members[0].said)
        for member in members if seen[said] else ():
            member.twin = seen[said]
        seen[said] += 1


def _are_one(a: Printed, b: Printed) -> bool:
    """Whether two printings of one text in one list are one recommendation: for the same body, or not numbered.

    A table may repeat a recommendation, with its number, for each body that has an action.
    """
    if not same_words(a.text, b.text):
        return False
    if a.number and b.number and a.number != b.number:
        return False
    if a.number and a.number == b.number and a.listed.where == "table":
        return True
    named, other = bodies(a), bodies(b)
    return not named or not other or named == other


def bodies(printed: Printed) -> str:
    """Return the letters of those whom a printing names."""
    return letters(" ".join(printed.listed.addressed))


def _alike(a: Printed, b: Printed, weights: Weights, known: dict[int, frozenset[str]]) -> float:
    """How alike two printings are, 0 where they are two recommendations."""
    if a.said == b.said:
        return 1.0
    own, other = known[id(a)], known[id(b)]
    numbered = bool(a.number) and a.number == b.number
    least = _SAME_NUMBER if numbered else _SAME
    if not numbered and 2 * len(own & other) < (least - 0.25) * (len(own) + len(other)):
        return 0.0
    alike = weights.alike(a.bag, b.bag)
    if numbered and a.is_summary != b.is_summary and weights.inside(a.bag, b.bag) >= SHORTER:
        alike = max(alike, least)  # the summary says the same in fewer words
    if a.number and b.number and not numbered:
        least += 0.12
    return alike if alike >= least else 0.0


def _set_ranks(papers: Sequence[Paper], groups: Sequence[Sequence[Printed]]) -> None:
    runs: dict[tuple[int, int], list[Printed]] = defaultdict(list)
    for members in groups:
        for member in members:
            runs[member.run].append(member)
    sizes = {run: len({id(one) for one in members}) for run, members in runs.items()}
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
        for member in members:
            member.rank = (float(not member.listed.sure), *rank)


def _spread(members: Sequence[Printed]) -> float:
    """How many blocks there are from one recommendation of a run to the next."""
    blocks = [member.listed.parts[0].block for member in members]
    return (max(blocks) - min(blocks)) / max(len(blocks) - 1, 1)
