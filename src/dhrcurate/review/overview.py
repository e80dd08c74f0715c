"""What a library looks like as a whole: how far it is, what waits, what the rules find, who decided how much when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dhrcurate.domain.words import plural
from dhrcurate.review.counting import Decisions
from dhrcurate.review.facets import Tally

Kind = Literal["heading", "bar", "count", "words"]

IN_PART = "agency:open -agency:none"
"""The filter that finds recommendations with an agency for some names of their cell and none for others."""

_RULES, _DAYS, _NAMES = 12, 7, 5
"""How many rules are told at least, and how many days and names at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the overview.

    Attributes:
        kind: Its form: a heading, a bar of progress, a number with a small bar, or words.
        words: Its words.
        count: Its number.
        of: The number that a full bar stands for.
        term: The filter that finds what it counts; empty where nothing is to be found by one.
        mark: What its symbol stands for: a status, or `left-out`; empty for none.
    """

    kind: Kind
    words: str
    count: int = 0
    of: int = 0
    term: str = ""
    mark: str = ""


def overview(tally: Tally, decisions: Decisions | None, *, read: int, records: int, room: int = 0) -> list[Line]:
    """Return the lines of the overview: more rules are told where there is room for them.

    Args:
        tally: What was counted.
        decisions: Who decided how much when; `None` while that is not known.
        read: How many records were counted.
        records: How many there are.
        room: How many lines there is room for.
    """
    among = plural(records, "record") if read >= records else f"{read} of {plural(records, 'record')}, reading …"
    heading = Line("heading", f"{plural(tally.total, 'recommendation')} in {among}")
    before, work = [heading, *_progress(tally), *_waiting(tally)], list(_work(decisions))
    return [*before, *_rules(tally, max(_RULES, room - len(before) - len(work) - 2)), *work]


def of_record(record_id: str, tally: Tally) -> list[Line]:
    """Return the lines for one record: how far it is, what waits, and every rule that found something in it."""
    lines = [*_progress(tally), *_waiting(tally), *_rules(tally, len(tally.of("rule")))]
    return [replace(line, term=f"record:={record_id} {line.term}") if line.term else line for line in lines]


def _progress(tally: Tally) -> Iterator[Line]:
    status = tally.values["status"]
    decided = tally.total - status["pending"]
    yield Line("bar", "decided", decided, tally.total)
    for name in ("accepted", "rejected"):
        yield Line("count", name, status[name], tally.total, f"status:{name}", name)


def _waiting(tally: Tally) -> Iterator[Line]:
    status = tally.values["status"]
    waits = (
        Line("count", "pending", status["pending"], tally.total, "status:pending", "pending"),
        Line("count", "queried", status["queried"], tally.total, "status:queried", "queried"),
        Line("count", "without an agency", tally.without_agency, tally.total, "agency:none", "pending"),
        Line("count", "with some of their agencies", tally.in_part, tally.total, IN_PART, "pending"),
        Line("count", "not extracted", tally.left_out, 0, "document:not-extracted", "left-out"),
    )
    yield Line("heading", "What waits")
    yield from (line for line in waits if line.count)
    if not any(line.count for line in waits):
        yield Line("words", "nothing")


def _rules(tally: Tally, most: int) -> Iterator[Line]:
    found = tally.of("rule")
    yield Line("heading", "Recommendations by what was found in them")
    for rule in found[:most]:
        yield Line("count", rule.told, rule.count, found[0].count, rule.term)
    if len(found) > most:
        yield Line("words", f"and {plural(len(found) - most, 'rule')} more")
    if not found:
        yield Line("words", "nothing")


def _work(decisions: Decisions | None) -> Iterator[Line]:
    yield Line("heading", "Every decision made, by day and by name")
    if not decisions:
        yield Line("words", "the trails are being read …" if decisions is None else "none yet")
        return
    days: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for (day, name), count in decisions.items():
        days[day] += count
        names[name] += count
    most = max(days.values())
    for day in sorted(days, reverse=True)[:_DAYS]:
        yield Line("count", day, days[day], most)
    yield Line("words", "")
    most = max(names.values())
    for name, count in names.most_common(_NAMES):
        yield Line("count", name, count, most)
