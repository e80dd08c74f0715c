"""Whom the words of a printed recommendation ask, though no register has the name."""

from __future__ import annotations

import pytest

from dhrcurate.rules.documents.own_words import unknown_asked_by


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Harbour Lights should call back each person who was turned away.", "Harbour Lights"),
        ("The panel recommends that Brightwater Homes apply for accreditation.", "Brightwater Homes"),
        (
            "The review asks that the Westmere Project for Women publish its waiting times.",
            "Westmere Project for Women",
        ),
        ("Change Grow Westmere must review its policy on missed appointments.", "Change Grow Westmere"),
        ("Police Officers should record what was said.", None),
        ("Domestic Abuse Champions should meet twice a year.", None),
        ("Brightwater should record what was said.", None),
        ("Harbour Lights should be invited to each meeting.", None),
        ("Harbour Lights told the panel that it should record what was said.", None),
        ("Staff at Harbour Lights should record what was said.", None),
    ],
)
def test_a_name_that_nobody_knows_is_known_by_its_capitals_and_its_task(text: str, asked: str | None) -> None:
    assert unknown_asked_by(text) == asked
