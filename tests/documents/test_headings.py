"""Which headings name a body that recommendations are addressed to."""

from __future__ import annotations

import pytest

from dhrcurate.documents.listing.addressees import named_in


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Central Referral Unit", "Central Referral Unit"),
        ("National Probation Service", "National Probation Service"),
        ("Recommendations for the Learning Disability Team", "Learning Disability Team"),
        ("Exampleton Multi-Agency Training Partnership", "Exampleton Multi-Agency Training Partnership"),
        ("Action for Children", "Action for Children"),
        ("Recommendations for Exampleshire Police", "Exampleshire Police"),
    ],
)
def test_a_body_is_named_though_a_word_of_a_theme_is_in_its_name(heading: str, named: str) -> None:
    assert named_in(heading) == (named,)


@pytest.mark.parametrize(
    "heading",
    [
        "Recommendations for Executive Action",
        "Recommendations for Immediate Action",
        "Matters for Congressional Consideration",
        "Recommendations for Future Practice",
        "Recommendations for Further Research",
        "Training and Awareness",
        "Information Sharing",
        "Referral Pathways",
        "Response to Police",
        "Training for the Police Service",
        "National recommendations",
        "Support for the Partnership",
    ],
)
def test_what_is_to_be_done_and_a_theme_name_nobody(heading: str) -> None:
    assert named_in(heading) == ()
