"""Cells and entries of the agencies that hold two names, or seem to, with the built-in register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.record import Record
from dhrcurate.rules.addressees.several import fused_agencies
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
    return list(row_slip.check(context_of(rows)))


def context_of(rows: list[dict[str, Any]]) -> RuleContext:
    data = record_data({"recommendations": rows})
    return RuleContext(record=Record.model_validate(data), names=Matcher(load()), today=date(2026, 11, 22), data=data)


@pytest.mark.parametrize("joined", ["Dorset Police and GP Practice", "GP Practice and Dorset Police"])
def test_a_second_body_joined_to_a_cell_makes_no_slip(joined: str) -> None:
    cells = [cell for cell, _ in _ROWS]
    cells[2] = joined
    assert slips(cells) == []


def test_an_entry_of_the_agencies_is_two_bodies_only_if_both_are_bodies() -> None:
    rows = [
        {"addressed_to": "", "agencies": [name]} for name in ("Kent Police Victim Support", "Refuge Housing Services")
    ]
    (found,) = fused_agencies.check(context_of(rows))
    assert "Kent Police; Victim Support" in found.message
