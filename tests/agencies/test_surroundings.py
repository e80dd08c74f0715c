from __future__ import annotations

import pytest

from dhrcurate.agencies.surroundings import other_spellings, without_legal_form, without_surroundings


def _names_body(text: str) -> bool:
    return any(word in text for word in ("Police", "Council", "Office"))


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ("1. Exampleshire Police", "Exampleshire Police"),
        ("(2) Exampleshire Police", "Exampleshire Police"),
        ("R7 - Exampleshire Police", "Exampleshire Police"),
        ("4.2 – Exampleshire Police", "Exampleshire Police"),
        ("Exampleshire Police [REDACTED]", "Exampleshire Police"),
        ("Ms [redacted], Exampleshire Police", "Exampleshire Police"),
        ("Exampleshire Police (XXXX)", "Exampleshire Police"),
        ("Exampleshire Police, 12 Oak Road, Exampleton EX1 2MP", "Exampleshire Police"),
        ("Exampleshire Police, Oak House, Exampleton, EX1 2MP", "Exampleshire Police"),
        ("Exampleshire Police, 12-14 Oak Road", "Exampleshire Police"),
        ("Exampleshire Police EX1 2MP", "Exampleshire Police"),
        ("Chief Executive, Exampleshire Council, Oak House, EX1 2MP", "Chief Executive, Exampleshire Council"),
        ("The Chief Officer c/o Exampleshire Police", "Exampleshire Police"),
        ("Victim Care c/o Exampleshire Police", "Victim Care c/o Exampleshire Police"),
        ("Victim Care c/o 12 Otter Road, Exampleton", "Victim Care"),
        ("Examples, Ministry of", "Ministry of Examples"),
        ("Work and Examples, Department for", "Department for Work and Examples"),
        ("Examples Council, The", "The Examples Council"),
    ],
)
def test_what_stands_around_a_name_is_cut(written: str, rest: str) -> None:
    assert without_surroundings(written, _names_body) == rest


@pytest.mark.parametrize(
    "written",
    [
        "Exampleshire Police",
        "2gether Trust",
        "42nd Street",
        "999 Club",
        "Home Office, Exampleshire Police",
        "Examples, Families and Young People",
        "Redacted Records Service",
    ],
)
def test_a_name_alone_stays_as_it_is(written: str) -> None:
    assert without_surroundings(written, _names_body) == written


def test_a_body_after_an_address_is_never_cut() -> None:
    written = "Home Office, 2 Oak Street, Exampleton EX1 2MP, Exampleshire Police"
    assert without_surroundings(written, _names_body) == "Home Office, Exampleshire Police"


def test_other_spellings_are_offered() -> None:
    assert "HM Prison Service" in [each.strip() for each in other_spellings("Prison Service, HM")]
    assert "College for Examples" in list(other_spellings("College of Examples"))
    assert "Exampleshire Police" in list(other_spellings("7 Exampleshire Police"))


@pytest.mark.parametrize(
    ("written", "rest"),
    [("Examples Ltd", "Examples"), ("Examples C.I.C.", "Examples"), ("Examples, plc", "Examples"), ("Limited", None)],
)
def test_a_legal_form_is_no_part_of_the_name(written: str, rest: str | None) -> None:
    assert without_legal_form(written) == rest
