"""The nearest partnership is named only where it is one."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.metadata.origin import unknown_csp
from fake_names import FakeNames
from rule_cases import record_data

ANYWHERE = Context()


class NearNames(FakeNames):
    """Answers every name with the same candidates."""

    def __init__(self, *candidates: Candidate) -> None:
        super().__init__()
        self.candidates = candidates

    def suggest(self, name: str, context: Context = ANYWHERE, limit: int = 5) -> Suggestion:  # noqa: ARG002  # the protocol has them
        return Suggestion(name, Decision.CANDIDATES, self.candidates)


@pytest.mark.parametrize(
    ("candidates", "hint"),
    [
        ([Candidate("Safer Exampleton Partnership", 0.8, "")], "; the nearest is Safer Exampleton Partnership"),
        ([Candidate("Safer Exampleton Partnership", 0.1, "")], ""),
        ([Candidate("Exampleshire Police", 0.9, "")], ""),
        ([], ""),
    ],
)
def test_hint(candidates: list[Candidate], hint: str) -> None:
    data = record_data({"review": {"csp": "Exampelton"}})
    record = Record.model_validate(data)
    (finding,) = unknown_csp.check(RuleContext(record, NearNames(*candidates), date(2026, 11, 22), data))
    assert finding.message == f"the register has no partnership of this name{hint}"
