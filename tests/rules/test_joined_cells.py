"""A cell to which a curator joined a second body makes no slip of the rows around it."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.rules.addressees.slip import row_slip
from dhrcurate.rules.context import RuleContext
from rule_cases import record_data

_ROWS = (
    ("GP Practice", "To adopt the template for domestic abuse in the electronic patient record and audit its use."),
    ("GP Practice", "A lead clinician for safeguarding should attend the practice meeting every month."),
    ("Dorset Police", "Dorset Police to dip-sample risk assessments that were downgraded from high to medium."),
    ("Dorset Police", "To revise the guidance about body-worn video at incidents between relatives."),
    ("Dorset HealthCare University NHS Foundation Trust", "Community mental health teams to include carers in care."),
    ("Dorset HealthCare University NHS Foundation Trust", "To discuss a patient who misses two appointments."),
    ("Dorset Council", "The council should review how its housing register treats applicants with adult children."),
    ("Dorset Community Safety Partnership", "The CSP to commission a needs assessment about older victims."),
)


def slips(cells: list[str]) -> list[Finding]:
    rows = [{"addressed_to": cell, "text": text, "agencies": []} for cell, (_, text) in zip(cells, _ROWS, strict=True)]
    data = record_data({"recommendations": rows})
    context = RuleContext(
        record=Record.model_validate(data), names=Matcher(load()), today=date(2026, 11, 22), data=data
    )
    return list(row_slip.check(context))


@pytest.mark.parametrize("joined", ["Dorset Police and GP Practice", "GP Practice and Dorset Police"])
def test_a_second_body_joined_to_a_cell_makes_no_slip(joined: str) -> None:
    cells = [cell for cell, _ in _ROWS]
    cells[2] = joined
    assert slips(cells) == []
