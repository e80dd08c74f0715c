"""Messages are masked where they quote a record, and not where a rule speaks for itself."""

from __future__ import annotations

from datetime import date

from dhrcurate.curation.checking.presenting import masked
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.metadata.dates import death_before_duty
from fake_names import FakeNames
from rule_cases import record_data


def test_the_date_of_the_law_is_not_masked() -> None:
    data = record_data({"review": {"year_of_death": 2009}})
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data)
    (found,) = masked(death_before_duty.check(context))
    assert found.message == "the death, in 2009, lies before the duty of 13 April 2011"
