"""Messages are masked where they quote a record, and not where a rule speaks for itself."""

from __future__ import annotations

from datetime import date

from dhrcurate.curation.checking.presenting import masked
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.metadata.dates import death_before_duty
from fake_names import FakeNames
from rule_cases import record_data


def test_the_date_of_the_law_is_not_masked() -> None:
    data = record_data({"review": {"year_of_death": 2009}})
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data)
    (found,) = masked(death_before_duty.check(context))
    assert found.message == "the death, in 2009, lies before the duty of 13 April 2011"


def test_messages_that_are_masked_together_are_masked_as_each_is_by_itself() -> None:
    messages = [
        "“PC 1234 Bloggs” does not say which agency",
        "“Mrs Bloggs” is not decided yet",
        "the cell is empty",
        "“the panel” is no agency; call 020 7946 0018",
        "the cell is empty",
    ]
    findings = [
        Finding("DHR321", "unspecific-addressee", Severity.INFO, message, "/review/title") for message in messages
    ]
    together = [each.message for each in masked(findings)]
    assert together == [mask(message) for message in messages]
    assert "Bloggs" not in " ".join(together)
