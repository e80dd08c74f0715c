"""What a page says below its list of recommendations: no recommendation, and told only where it may be one."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
KNOWN = Known({"Wold Safety Partnership": "csp", "Fenwick Trust": "trust"})


def read(items: str, below: str, names: Known = NOTHING) -> Imported:
    (imported,) = read_source(f"{HEAD}Recommendations\n\n{items}\n{below}\n".encode(), "p.txt", names)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("- ", "- "), ("Recommendation 1: ", "Recommendation 2: ")])
@pytest.mark.parametrize(
    "below",
    [
        "The Wold Safety Partnership will publish progress each spring.",
        "The Partnership will monitor this plan, and the board receives updates.",
        "The action plan will be reviewed by the board in May.",
        "All of these recommendations were accepted.",
        "This report was finished in June 2020.",
        "Copies of the report can be had from the council.",
        "Progress on these recommendations will be overseen by the board.",
        "Delivery of the plan will be closely monitored by the Wold Partnership.",
        "A joint plan of action has been put together and is read by the board each spring.",
        "The recommendations were put to the council in May.",
        "Progress was last looked at in June.",
        "The panel thanks the family for its help.\n\nThe report has been shared with them.",
        "Was this page helpful?\n\nYes No",
    ],
)
def test_a_closing_sentence_is_neither_a_recommendation_nor_told(marks: tuple[str, str], below: str) -> None:
    found = read(f"{marks[0]}{LOG}\n{marks[1]}{STAFF}\n", below, KNOWN)
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == ()


THANKS = [
    "The author thanks her sisters for what they told him.",
    "The independent chair is very grateful to everyone who wrote to her.",
    "The review panel wishes to thank his employer.",
    "The overview report writer and the board express their gratitude to the neighbours.",
    "Our thanks go to the two charities.",
]


@pytest.mark.parametrize("thanks", THANKS)
def test_thanks_below_paragraphs_without_numbers_are_no_recommendation(thanks: str) -> None:
    page = f"Recommendations\n\nFenwick Trust\n\n{LOG}\n\n{STAFF}\n\n{thanks}\n"
    (found,) = read_source(f"{HEAD}{page}".encode(), "p.txt", KNOWN)
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == ()


def test_thanks_that_ask_for_something_are_in_or_told() -> None:
    thanks = "The author thanks the ward, which should also keep a book of calls."
    found = read(f"1. {LOG}\n2. {STAFF}\n", thanks)
    assert thanks in texts(found) or found.lost


@pytest.mark.parametrize(
    "below",
    [
        "The Partnership should publish its progress each spring.",
        "The action plan must be reviewed by the board in May.",
        "Fenwick Trust will monitor how its wards ask about abuse.",
        "A third matter is that nobody rang the school.",
        "This report was agreed in May. Fenwick Trust will teach each ward how to ask.",
        "training for the staff of schools",
        "Training for the staff of all schools and colleges in Wold",
    ],
)
def test_what_may_be_a_recommendation_below_a_list_is_in_or_told(below: str) -> None:
    found = read(f"1. {LOG}\n2. {STAFF}\n", below, KNOWN)
    assert texts(found)[:2] == [LOG, STAFF]
    assert below in texts(found) or below[:58] in "".join(found.lost)


def test_the_same_words_above_the_end_of_a_list_stay() -> None:
    said = "The board will monitor progress."
    assert texts(read(f"1. {LOG}\n\n{said}\n\n2. {STAFF}\n", "")) == [f"{LOG}\n{said}", STAFF]
    assert texts(read(f"1. {LOG}\n2. {said}\n", "")) == [LOG, said]


@pytest.mark.parametrize("heading", ["Appendix A: Terms of reference", "Annex 2 - Aims of the review"])
def test_what_a_review_was_to_do_is_no_recommendation_that_was_left_out(heading: str) -> None:
    found = read(
        f"1. {LOG}\n2. {STAFF}\n", f"{heading}\n\n1. To set out what was known.\n2. To look at how it was used."
    )
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == ()


def test_a_closing_sentence_below_a_table_is_not_told() -> None:
    table = f"| No | Recommendation |\n|---|---|\n| 1 | {LOG} |\n| 2 | {STAFF} |\n"
    found = read(table, "The board will monitor progress on this plan.\n\nThis report was agreed in May.")
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == ()


@pytest.mark.parametrize(
    "heading", ["Bibliography", "References and bibliography", "List of abbreviations", "Endnotes"]
)
def test_what_stands_below_the_heading_of_sources_is_not_told(heading: str) -> None:
    below = "Wold, C. (2011) To hear what is not said.\n\nFenwick, D. (2012) Training of those who ask."
    found = read(f"- {LOG}\n- {STAFF}\n", f"{heading}\n\n{below}")
    assert texts(found) == [LOG, STAFF]
    assert found.lost == ()
