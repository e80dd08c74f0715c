"""Names that say somebody's office in an agency: the agency is proposed, and nowhere taken without a curator."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.curation.naming.agencies import Scope, names_of, resolve
from dhrcurate.curation.naming.meanings import decide
from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import Context, Decision
from dhrcurate.domain.finding import Safety
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from registers import matcher
from rule_cases import record_data

RULES = [rule for rule in all_rules() if rule.code.startswith("DHR2") and rule.scope == "record"]
POLICE, COUNCIL = "Exampleshire Police", "Exampleton Borough Council"
FORMS = (
    "{0}, {1}", "{1}, {0}", "{0} - {1}", "{0} – {1}", "{1} - {0}", "{0} ({1})", "{1} ({0})", "{0} {1}", "{0}: {1}",
    "{1} of {0}", "{1} at {0}", "{1}s, {0}", "{0}; {1}", "{0} / {1}", "{0}\n{1}",
)  # fmt: skip
OFFICES = ("Superintendent", "Chief Superintendent", "Sergeant", "Chief Executive", "Director of Housing", "Manager",
           "Assistant Chief Constable", "Service Manager", "Head of Safeguarding", "Safeguarding Lead", "Team Leader",
           "Detective Inspector", "Officer", "Designated Nurse", "Chair")  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher()


def record_of(cell: str) -> Record:
    return Record.model_validate(record_data({"recommendations": [{"addressed_to": cell, "agencies": []}]}))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", [POLICE, COUNCIL])
def test_an_office_beside_a_body_is_nowhere_taken_for_the_body_unseen(form: str, body: str, names: Matcher) -> None:
    for office in OFFICES:
        cell = form.format(body, office)
        record = record_of(cell)
        context = RuleContext(record=record, names=names, today=date(2026, 11, 22), data=record.model_dump())
        fixes = [found.fix for found in check_record(context, RULES) if found.fix]
        assert not [fix for fix in fixes if fix.safety is Safety.SAFE], cell
        assert not resolve([record], names, inferred=True).changes, cell
        assert not [offer for offer in offers_for(cell, names, Context()) if offer.safe and office in offer.written]
        assert not [name.written for name in names_of([record], names) if name.sure and office in name.written], cell


def test_it_is_said_that_an_office_is_meant_and_the_body_stays_the_first_offer(names: Matcher) -> None:
    cell = f"{POLICE}, Superintendent"
    assert "is an office in" in "".join(resolve([record_of(cell)], names).skipped.values())
    assert names.suggest(cell).told.decision is Decision.CANDIDATES
    assert offers_for(cell, names, Context())[0].name == POLICE


def test_an_office_beside_another_name_that_is_decided_stays_open(names: Matcher) -> None:
    cell = f"Refuge | {POLICE}, Superintendent"
    changed = decide([record_of(cell)], names, "Refuge", ["Refuge"], Scope.LIBRARY)
    assert not changed.changes
    assert changed.skipped


@pytest.mark.parametrize(
    "cell",
    [
        POLICE,
        "Police and Crime Commissioner for Exampleshire",
        "The Police & Crime Commissioner for Exampleshire",
        f"{POLICE} (lead)",
        f"{POLICE} (lead agency)",
        f"Lead: {POLICE}",
        f"{POLICE} Headquarters",
        f"{COUNCIL}, Housing Department",
        "Home Secretary",
        "Secretary of State for Justice",
        "Minister of Justice",
    ],
)
def test_what_is_a_name_of_the_body_or_says_that_it_leads_is_no_office(cell: str, names: Matcher) -> None:
    assert resolve([record_of(cell)], names).changes


@pytest.mark.parametrize(
    "cell",
    [
        "Secretary of State, Home Office",
        "Minister, MoJ",
        f"Secretary, {POLICE}",
        "Deputy Police and Crime Commissioner for Exampleshire",
    ],
)
def test_a_deputy_and_a_minister_beside_the_department_are_offices(cell: str, names: Matcher) -> None:
    assert not resolve([record_of(cell)], names).changes
