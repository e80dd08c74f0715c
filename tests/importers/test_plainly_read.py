"""Pages that a plain reader has no doubt about, though a list beside theirs or a word for them is another."""

from __future__ import annotations

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Fen Council": "council", "Wold NHS Trust": "nhs-trust"})


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def pairs(imported: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


def test_names_head_their_items_whatever_list_the_next_chapter_has() -> None:
    found = read(
        "# Learning from the death of Mrs Y\n\n## Recommendations\n\n"
        "* **Fen Police**\n    * Officers should log calls.\n"
        "* **Fen Council**\n    * The council should name a lead.\n    * The council should write a guide.\n\n"
        "## Where to get support\n\n* Hillside Helpline\n* Wold Advice, for carers\n",
        "page.md",
    )
    assert pairs(found) == [
        ("Officers should log calls.", "Fen Police"),
        ("The council should name a lead.", "Fen Council"),
        ("The council should write a guide.", "Fen Council"),
    ]


def test_the_actions_of_a_plan_are_left_out_below_a_subject_that_is_to_act_as_below_others() -> None:
    first = "Fen Police to offer all victims the same referral."
    second = "Commissioned services to ask clients whether they are afraid."
    found = read(
        "DHR Ash – Action Plan\n\n"
        f"Recommendation 1: {first}\nOwner: Fen Police\nTarget date: May 2020\nAction: Training to cover this.\n\n"
        f"Recommendation 2: {second}\nOwner: Fen Council\nTarget date: June 2020\nAction: Variation to contract.\n"
    )
    assert pairs(found) == [(first, "Fen Police"), (second, "Fen Council")]
    assert found.whole


def test_proposals_are_recommendations_and_a_sentence_about_them_is_none() -> None:
    found = read(
        "Domestic Homicide Review, Adult R, Fen\n\nProposals for improvement\n\n"
        "My proposals are few. I would rather see two things done than twenty noted.\n\n"
        "(1) Fen Police: publish a plain guide to what happens after an arrest.\n\n"
        "(2) Fen Council: arrange places in two other towns.\n"
    )
    assert pairs(found) == [
        ("publish a plain guide to what happens after an arrest.", "Fen Police"),
        ("arrange places in two other towns.", "Fen Council"),
    ]
    assert found.whole


def test_a_last_name_of_which_the_page_says_that_it_has_none_is_not_told() -> None:
    found = read(
        "Domestic Homicide Review: Fen\n\nRecommendations\n\nFen Police\n\n1. To log each call.\n\n"
        "Wold NHS Trust\n\n2. To name a lead for carers.\n\n"
        "Hillside Women Shelter\n\nNo recommendations were made for this agency, which has done its own work.\n"
    )
    assert pairs(found) == [("To log each call.", "Fen Police"), ("To name a lead for carers.", "Wold NHS Trust")]
    assert found.whole
