"""Cells of very many names: what they cost grows with their length, and every name is there."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context, Decision, Suggestion

REGISTER = load()
COUNCILS = [agency.name for agency in REGISTER.agencies if agency.kind == "council"]


@pytest.mark.parametrize("join", [", ", "; ", " - "])
def test_the_work_grows_with_the_names_and_not_with_the_ways_to_leave_some_out(
    join: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = Matcher._find_answer

    def counted(self: Matcher, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        asked.append(name)
        return answer(self, name, context, limit, explained=explained)

    monkeypatch.setattr(Matcher, "_find_answer", counted)
    counts = []
    for count in (4, 10):
        asked.clear()
        matcher = Matcher(REGISTER)
        matcher.split(join.join(COUNCILS[:count]))
        matcher.suggest(join.join(COUNCILS[:count]))
        counts.append(len(asked))
    assert counts[1] <= 10 * counts[0]


def test_hundreds_of_names_between_semicolons_are_as_many_names() -> None:
    names = COUNCILS[:30] * 10
    assert [part.text for part in Matcher(REGISTER).split("; ".join(names)).parts] == names


def test_what_is_longer_than_a_name_is_none_and_says_so() -> None:
    found = Matcher(REGISTER).suggest("Kent " * 5000)
    assert (found.decision, found.candidates) == (Decision.NONE, ())
    assert found.why == "it is longer than a name is"
