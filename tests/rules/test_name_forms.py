"""Two forms of one body's name are one addressee beside the report, and two bodies are two."""

from __future__ import annotations

import pytest

from dhrcurate.rules.documents.addressees import addressee_differs_from_document
from rule_cases import record_context, record_data

FIRST = "All custody sergeants are to be trained in assessing the risk that a released suspect poses to others."
SECOND = "The checklist for domestic abuse should be used in each visit to a family at home after a report."
OWN = "Safer Stronger Westmere Partnership"
JOINT = "North Westmere and Harbourside Community Safety Partnership"
ICB = "NHS Alderton and North East Brookshire, Stowford and Westmere Integrated Care Board"
REGISTER = [
    {"name": ICB, "kind": "icb"},
    {"name": "Harbourside Community Safety Partnership", "kind": "csp"},
    {"name": "Westmere Health NHS Foundation Trust", "kind": "nhs-trust"},
    {"name": "Westmere Partnership NHS Foundation Trust", "kind": "nhs-trust"},
    {"name": "Westmere Health and Wellbeing Board", "kind": "wellbeing-board"},
    {"name": "Westmere Police and Crime Commissioner", "kind": "police-commissioner"},
]


def is_told(printed: str, cell: str, csp: str = OWN, agencies: tuple[str, ...] = ()) -> bool:
    """Whether a cell is told to differ from what the report prints, which is the cell of another recommendation."""
    rows = ("No | Recommendation | Lead agency", f"1 | {FIRST} | {printed}", f"2 | {SECOND} | {printed}")
    table = {
        "register": REGISTER,
        "review": {"csp": csp},
        "recommendations": [
            {"text": FIRST, "addressed_to": cell, "agencies": list(agencies)},
            {"text": SECOND, "addressed_to": printed, "agencies": []},
        ],
        "report": "\n".join(("# Action plan", *(f"| {row}" for row in rows))),
    }
    context = record_context(table, record_data(table))
    return "r001" in {finding.key for finding in addressee_differs_from_document.check(context)}


@pytest.mark.parametrize(
    ("printed", "cell", "csp"),
    [
        ("CSP", OWN, OWN),
        ("the Partnership", OWN, OWN),
        ("Community Safety Partnership", OWN, OWN),
        ("The Community Safety Partnership (CSP)", OWN, OWN),
        ("CSP", JOINT, JOINT),
        ("CSP", "Westmere Community Safety Partnership", "Westmere"),
        ("CSP", "Westmere Community Safety Partnership", "Westmere CSP"),
        ("CSP", "Westmere Community Safety Board", "Westmere Community Safety Board"),
        ("CSP", "Westmere Crime and Drugs Partnership", "Westmere Crime and Drugs Partnership"),
        (OWN, "CSP", OWN),
        ("Safer Exampleton Partnership", "CSP", "Safer Exampleton Partnership"),
        ("Exampleton Community Safety Partnership", "CSP", "Safer Exampleton Partnership"),
        ("CSP", "The Partnership", OWN),
        ("CSP", "Local Community Safety Partnership", OWN),
        ("ASW ICB", ICB, OWN),
        ("NHS ASW ICB", ICB, OWN),
        (ICB, "ASW ICB", OWN),
        ("ASW Integrated Care Board", ICB, OWN),
        ("AB ICB", "NHS Alderton and Brookshire Integrated Care Board", OWN),
        ("HSMB ICB", "NHS Harbourside, Stowford and Middle Brookshire Integrated Care Board", OWN),
        ("MB NHS FT", "Middle Brookshire NHS Foundation Trust", OWN),
        ("Westmere Health", "Westmere Health NHS Foundation Trust", OWN),
        ("Westmere Health NHS Foundation Trust", "Westmere Health", OWN),
        ("North Westmere", "North Westmere Borough Council", OWN),
        ("Brookshire Ambulance", "Brookshire Ambulance Service NHS Trust", OWN),
        ("Harbour Lights", "Harbour Lights Limited", OWN),
    ],
)
def test_a_form_of_the_same_name_is_not_told(printed: str, cell: str, csp: str) -> None:
    assert not is_told(printed, cell, csp)


@pytest.mark.parametrize(
    ("printed", "cell"),
    [
        ("CSP", "Safer Harbourside Partnership"),
        ("CSP", "Harbourside Community Safety Partnership"),
        ("Harbourside Community Safety Partnership", OWN),
        ("CSP", "Westmere Health NHS Foundation Trust"),
        ("the Partnership", "Westmere Partnership NHS Foundation Trust"),
        ("Westmere Safeguarding Adults Partnership", OWN),
        ("SWL ICB", "NHS Sandshire"),
        ("SWL ICB", "NHS Sandshire Integrated Care Board"),
        ("BSW ICB", ICB),
        ("WSA ICB", ICB),
        ("ASW CCG", ICB),
        ("ASW ICB", "Alderton, Stowford and Westmere Council"),
        ("NHS Alderton Integrated Care Board", ICB),
        ("Stowford City Council", "Stowfordshire Police"),
        ("Stowford Council", "Stowford Hospitals NHS Trust"),
        ("Westmere Health", "Westmere Health and Wellbeing Board"),
        ("Westmere Police", "Westmere Police and Crime Commissioner"),
        ("Exampleshire Police", "Exampleton Council"),
        ("Borderland Police", "Exampleshire Police"),
    ],
)
def test_another_body_is_told(printed: str, cell: str) -> None:
    assert is_told(printed, cell)


def test_a_partnership_that_stands_among_the_agencies_is_printed_as_the_partnership() -> None:
    assert not is_told("CSP", "", agencies=(OWN,))
    assert is_told("CSP", "", agencies=("Safer Harbourside Partnership",))


def test_no_other_body_of_its_place_is_the_partnership_of_a_record_that_has_the_place_alone() -> None:
    assert is_told("CSP", "Westmere Health NHS Foundation Trust", csp="Westmere")
    assert is_told("CSP", "Westmere Partnership NHS Foundation Trust", csp="Westmere")


def test_an_agency_beside_the_own_partnership_is_still_told() -> None:
    assert is_told("ASW ICB", f"{ICB} | Exampleshire Police")
    assert not is_told("ASW ICB", ICB)
