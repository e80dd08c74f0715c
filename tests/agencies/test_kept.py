"""What one matcher found, another one of the same register takes over, and answers the same."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.kept import KeptAnswers
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import Register
from dhrcurate.domain.agency import Context, Interval
from registers import AREAS, BODIES

REGISTER = Register(BODIES, areas=AREAS)
CELLS = (
    "Exampleshire Police",
    "exampleshire constabulary and Borsetshire Police",
    "CCG / Police; MARAC",
    "Exampleshire and Borsetshire Police",
    "Probation\tService",
    "The “Trust”\\n",
    "",
    "Oldname Trust, Home Office & nobody known",
    "All agencies | Medical Centre",
)
CONTEXTS = (Context(), Context("Exampleton"), Context("Borchester", Interval("2012", "2014-06")))


def answers(matcher: Matcher, cell: str) -> list[object]:
    """All that a matcher says of a cell in some contexts."""
    return [
        (matcher.split(cell, c), matcher.classify(cell, c), matcher.suggest(cell, c), matcher.suggest(cell, c, 1))
        for c in CONTEXTS
    ]


@pytest.mark.parametrize("cell", CELLS)
def test_what_was_found_before_is_answered_again(cell: str) -> None:
    kept = KeptAnswers(tuple)
    found = answers(Matcher(REGISTER, kept), cell)
    lines = kept.taken()
    later = KeptAnswers(lambda: [line + b"\n" for line in lines])
    assert answers(Matcher(REGISTER, later), cell) == found == answers(Matcher(REGISTER), cell)
    assert lines
    assert not later.taken(), "something was found anew"


def test_what_another_process_found_is_answered_too() -> None:
    there = KeptAnswers(tuple)
    found = answers(Matcher(REGISTER, there), CELLS[1])
    here = KeptAnswers(tuple)
    here.learn(there.taken())
    assert answers(Matcher(REGISTER, here), CELLS[1]) == found
    assert not here.taken()


def test_text_that_cannot_be_kept_is_answered_all_the_same() -> None:
    kept = KeptAnswers(tuple)
    assert answers(Matcher(REGISTER, kept), "Police \udcff") == answers(Matcher(REGISTER), "Police \udcff")
    assert not kept.taken()
