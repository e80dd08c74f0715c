"""What stands above and below a list of recommendations and is none of them."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
FORMS = ("1. {}\n2. {}\n", "- {}\n- {}\n", "Recommendation 1: {}\n\nRecommendation 2: {}\n")


def read(above: str, form: str, below: str = "") -> Imported:
    (found,) = read_source(f"{HEAD}{above}{form.format(LOG, STAFF)}{below}".encode(), "p.txt", NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    return [row["text"] for row in found.data["recommendations"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "above",
    [
        "Those below were welcomed by every service that was asked.",
        "All of these had been put to the bodies concerned before this text went to print.",
        "It took the panel two meetings to settle what follows.",
    ],
)
def test_a_plain_paragraph_above_a_list_that_asks_for_nothing_is_no_recommendation(above: str, form: str) -> None:
    found = read(f"{above}\n\n", form)
    assert texts(found) == [LOG, STAFF]
    assert found.whole
    assert not found.warnings


@pytest.mark.parametrize("form", FORMS)
def test_one_that_asks_for_something_is_told(form: str) -> None:
    asked = "Every service should report on these in a year."
    found = read(f"{asked}\n\n", form)
    assert texts(found) == [LOG, STAFF]
    assert not found.whole
    assert asked in "".join(found.lost)


def test_a_paragraph_above_a_list_below_a_theme_of_its_own_stays() -> None:
    listed = f"<ul><li>{LOG}</li><li>{STAFF}</li></ul>"
    page = f"<h2>Recommendations</h2><h3>Homes</h3><p>Better locks.</p><h3>Calls</h3>{listed}"
    (found,) = read_source(f"<h1>Domestic Homicide Review</h1><p>CSP: Wold</p>{page}".encode(), "p.html", NOTHING)
    assert "Better locks." in "".join((*texts(found), *found.lost))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "below",
    [
        "Sources\n\nHeron, K. (2018) A street at night. Quay Books.\n",
        "Selected reading\n\nHeron, K. (2018) A street at night. Quay Books.\n",
        "In summary\n\nNobody saw the whole of what went on.\n",
        "How to contact us\n\nBy letter to the Safety Team, Wold Hall.\n",
        "This report is the copyright of Wold Council.\n",
        "The board has agreed all of the above, and a digest will be printed.\n",
    ],
)
def test_what_stands_below_a_list_is_none_of_it(below: str, form: str) -> None:
    found = read("", form, f"\n{below}")
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_date_below_a_label_is_no_recommendation() -> None:
    dated = "\nTo be done by: May 2022\n"
    found = read("", "1. {}" + dated + "2. {}" + dated)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_list_that_a_further_heading_cuts_in_two_is_read_once() -> None:
    parts = (
        f"Recommendations for Fen Police\n\ni. {LOG}\n\nRecommendations for Wold Council\n\nii. {STAFF}\n\n"
        "iii. More rooms to talk in.\n\nNotes by the writer\n\nThere were three drafts.\n\nTwo were read aloud.\n"
    )
    (found,) = read_source(f"{HEAD}{parts}".encode(), "p.txt", NOTHING)
    assert [row["number"] for row in found.data["recommendations"]] == ["i.", "ii.", "iii."]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "below",
    [
        "Annex B: Letter from the ministry\n\n1. The readers thought the text to be fair.\n\n2. They saw two slips.\n",
        "How to get in touch\n\nWrite to: Safety Team, Wold Hall, Wold.\n",
    ],
)
def test_what_an_annex_or_an_address_says_is_not_told(below: str, form: str) -> None:
    found = read("", form, f"\n{below}")
    assert texts(found) == [LOG, STAFF]
    assert found.whole


@pytest.mark.parametrize(
    "end",
    ["All of these will be completed by May 2024.", "Published under section 9 of the Act.", "Both reports are kept."],
)
def test_what_becomes_of_a_list_and_of_reports_is_not_told_as_left_out(end: str) -> None:
    page = "DHR Wold 2019\n\nCSP: Wold\n\nThis page shows the recommendations of the review and what was done.\n\n"
    items = "– The force should log calls.\n\n– The ward should ask who is at home."
    (found,) = read_source(f"{page}Recommendations\n\n{items}\n\n{end}\n".encode(), "p.txt", NOTHING)
    assert (found.count, found.whole, found.lost) == (2, True, ())


def test_what_a_part_of_a_page_says_of_itself_is_no_recommendation() -> None:
    page = (
        "DHR Wold 2019\n\nCSP: Wold\n\nRecommendations\n\nThis section lists the recommendations and what was done.\n\n"
    )
    items = "1. The force should log calls.\n2. The ward should ask who is at home.\n"
    (found,) = read_source((page + items).encode(), "p.txt", NOTHING)
    assert (found.count, found.lost) == (2, ())


@pytest.mark.parametrize("lead", ["- ", "* ", "• "])
@pytest.mark.parametrize("inset", ["  ", ""])
def test_a_further_sentence_right_below_an_item_is_of_the_item(lead: str, inset: str) -> None:
    below = f"{inset}All of its officers should see it."
    page = f"{HEAD}{lead}{LOG}\n{below}\n{lead}{STAFF}\n"
    (found,) = read_source(page.encode(), "p.txt", NOTHING)
    assert texts(found) == [f"{LOG} {below.strip()}", STAFF]
