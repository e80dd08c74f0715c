"""What the recommendations of the record have in common, told with numbers; a number narrows the filter by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dhrcurate.curation.filter import parse_filter
from dhrcurate.domain.words import plural
from dhrcurate.plain.moving import set_filter
from dhrcurate.plain.reviewer import FacetsTold, Handler, Reviewer
from dhrcurate.review.facets import FACETS, Facet, Narrowing, Tally, Value, chosen_terms
from dhrcurate.review.summaries import filter_rows_of, written_in

_NUMBERS = re.compile(r"\d+(?:[\s,]+\d+)*")


def facets(reviewer: Reviewer, rest: str) -> None:
    """Tell what the recommendations that fit have in common, or narrow the filter by some numbers of what was told."""
    wanted = [facet for facet in FACETS if rest in {"", facet}]
    if _NUMBERS.fullmatch(rest):
        _narrow(reviewer, list(dict.fromkeys(re.findall(r"\d+", rest))))
    elif wanted:
        _tell(reviewer, wanted)
    else:
        reviewer.fail(f"Recommendations are counted by {', '.join(FACETS)}.")


def _tell(reviewer: Reviewer, wanted: Sequence[Facet]) -> None:
    cursor, words = reviewer.cursor, _words(reviewer)
    tally = Tally()
    seen = filter_rows_of(cursor.state) if cursor.state.readable else {}
    narrowed = cursor.filter or parse_filter("")
    tally.add_fitting(seen.values(), narrowed, written_in(cursor.state) if seen else (), within=narrowed)
    values = [value for facet in wanted for value in tally.of(facet)]
    reviewer.facets_told = FacetsTold(cursor.state.id, words, values)
    which = "of this record" if cursor.filter is None else "of this record that fit the filter"
    reviewer.say(f"{plural(tally.total, 'recommendation')} {which}, counted by {', '.join(wanted)}.")
    if values:
        reviewer.say("facets and a number narrows by one, several numbers of a kind by any of them.")
    reviewer.console.list(_lines(words, values), called="the facets")


def _lines(words: str, values: Sequence[Value]) -> Iterator[str]:
    for number, value in enumerate(values, 1):
        chosen = ", chosen" if value.term in chosen_terms(words, value.facet) else ""
        yield f"{number}. {value.facet} {value.told}: {value.count}{chosen}."


def _narrow(reviewer: Reviewer, numbers: Sequence[str]) -> None:
    """Narrow the filter by values that were told, or take those away from it that it has."""
    told, words = reviewer.facets_told, _words(reviewer)
    if (told.record, told.words) != (reviewer.cursor.state.id, words):
        reviewer.fail("They were not counted here yet, or with another filter; facets counts them.")
        return
    known = {str(at): value for at, value in enumerate(told.values, 1)}
    if unknown := next((number for number in numbers if number not in known), None):
        reviewer.fail(f"There is no {unknown} among what was counted. The filter was left as it was.")
        return
    narrowing = Narrowing(words)
    for number in numbers:
        words = narrowing.toggle(known[number])
    if words:
        reviewer.say(f"The filter is now {words}.")
    set_filter(reviewer, words)


def _words(reviewer: Reviewer) -> str:
    return reviewer.cursor.filter.source if reviewer.cursor.filter is not None else ""


HANDLERS: Mapping[str, Handler] = {"facets": facets}
"""The handler of each command, by its id."""
