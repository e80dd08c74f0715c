from __future__ import annotations

import pytest

from dhrcurate.importers.flat.addressee import Addressees, Line
from known_names import NOTHING, Known

KNOWN = Known(
    {
        "Wold Police": "police",
        "West Wold Police": "police",
        "Wold Council": "council",
        "Refuge": "charity",
        "Police": "relative",
        "MARAC": "meeting",
        "All agencies": "collective",
        "Medical Centre": "anonymised",
        "Probation": "relative",
    }
)


def cell(line: str, *others: str, names: Known = KNOWN, csp: str | None = None) -> str:
    """The addressed-to cell found at the end of a line, others of the page given."""
    lines = [Line(text) for text in (line, *others)]
    return Addressees(lines, names, csp).part(lines[0]).addressed_to


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Record each report. Wold Police", "Wold Police"),
        ("Record each report Wold Police", "Wold Police"),
        ("Work with Wold Police on a plan Wold Police", "Wold Police"),
        ("To be agreed with Refuge and Wold Police. Wold Council", "Wold Council"),
        ("All repeat incidents come to MARAC All agencies", "All agencies"),
        ("Share what is known with surgeries. MARAC | Refuge", "MARAC | Refuge"),
        ("Meet twice a year. Police, Probation and Wold Council", "Police, Probation and Wold Council"),
        ("Meet twice a year Police; Wold Council", "Police; Wold Council"),
        ("Say who decides. Wold Police Wold Council", "Wold Police Wold Council"),
        ("Report under Clare’s Law Wold Police", "Wold Police"),
        ("See that it is done (see annex B) Wold Police", "Wold Police"),
        ("Keep the records for ten years; Wold Police", "Wold Police"),
        ("The file is kept.Wold Police", "Wold Police"),
    ],
)
def test_a_name_that_the_register_knows_is_cut_off_whole(line: str, expected: str) -> None:
    assert cell(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "To agree a plan with West Wold Police",
        "To be reviewed by Wold Police",
        "Ask all officers of Wold Council.",
        "Remind all agencies",
        "Staff should know how to reach the Medical Centre",
        "Say who decides and when.",
        "Publish the plan of the Police and Wold Council",
    ],
)
def test_a_name_that_the_last_sentence_speaks_of_is_no_cell(line: str) -> None:
    assert cell(line) == ""


def test_what_several_lines_end_with_is_a_name() -> None:
    others = ("Count the calls Northgate Circle", "Return the keys Northgate Circle")
    assert cell("Follow the Wold Safety Code Northgate Circle", *others, names=NOTHING) == "Northgate Circle"
    assert cell("Follow the Wold Safety Code Northgate Circle", names=NOTHING) == ""


def test_who_is_to_act_in_the_text_is_known_at_its_end() -> None:
    line = "Riverside Haven should publish its criteria for people in need Riverside Haven"
    assert cell(line, names=NOTHING) == "Riverside Haven"


def test_a_name_after_a_sentence_is_taken_though_nobody_knows_it() -> None:
    assert (
        cell("Say who decides. Safe in Wold (the Wold Partnership)", names=NOTHING)
        == "Safe in Wold (the Wold Partnership)"
    )
    assert cell("Say who decides. All staff who answer the telephone at night", names=NOTHING).startswith("All staff")


def test_a_sentence_is_never_taken_for_a_name() -> None:
    assert cell("Say who decides. This should be done by Easter", names=NOTHING) == ""
    assert cell("Say who decides. To be done together", names=NOTHING) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Refer each case to the MASH Housing Support Forum", ""),
        ("Refer each case to the MASH Wold Council", "Wold Council"),
        ("Say who was there on 1 January Northgate Support Team", "Northgate Support Team"),
        ("Train staff to level 3 Safeguarding Wold Police", "Wold Police"),
        ("Keep the file until 1 April 2016 Northgate Support Team", "Northgate Support Team"),
        ("Say how each complaint is acted upon Northgate Support Team", "Northgate Support Team"),
        ("Publish a policy that all officers adhere to Northgate Support Team", "Northgate Support Team"),
        ("Share what is known with Wold Council Refuge", "Refuge"),
        ("Share what is known with Wold Police Authority Forum", ""),
        ("Write the plan together Housing Team (Wold Council)", "Housing Team (Wold Council)"),
        ("Write the plan together. Wold Council, Housing", "Wold Council, Housing"),
        ("Use the Safer Living Programme Wold Council – Housing Team", "Wold Council – Housing Team"),
        ("Ask how it is done St Anne’s and St Giles’ Hospital Trust", "St Anne’s and St Giles’ Hospital Trust"),
        ("Say who decides Her Majesty’s Court Service", "Her Majesty’s Court Service"),
        ("Say who decides All agencies involved in this review", "All agencies involved in this review"),
        ("All agencies to report on the use of the plan Wold Police", "Wold Police"),
        ("Say who decides for those aged 16 and 17 Wold Police", "Wold Police"),
        ("Say who decides within 3 years", ""),
    ],
)
def test_dates_figures_acronyms_and_parts_of_bodies_are_told_from_names(line: str, expected: str) -> None:
    assert cell(line) == expected


def test_a_longer_name_is_not_cut_to_one_that_is_known() -> None:
    assert (
        cell("Say how often it is done North Wold Council Partnership Board") == "North Wold Council Partnership Board"
    )
    assert cell("Say how often it is done South Wold Council", csp="Wold") == "South Wold Council"


def test_the_panel_is_a_name_where_many_lines_end_with_it() -> None:
    others = ("Count the calls the Panel", "Return the keys the Panel", "Meet twice a year the Panel")
    assert cell("Say who decides when and how the Panel", *others) == "the Panel"
    assert cell("Say who decides and tell the Panel") == ""


def test_where_every_line_has_a_cell_less_is_asked_of_each() -> None:
    full = (
        "Meet. Wold Police",
        "Count the calls. Wold Council",
        "Return the keys. Refuge",
        "Write it down. Wold Police",
    )
    some = (*full, "Say it to all who come.")
    assert cell("Refer each case to the MASH Housing Support Forum", *full) == "Housing Support Forum"
    assert cell("Refer each case to the MASH Housing Support Forum", *some) == ""


def test_a_name_after_a_bar_is_known_elsewhere() -> None:
    other = "Say who decides. Wold Police | Northgate Circle"
    assert cell("Follow the Wold Safety Code Northgate Circle", other, names=NOTHING) == "Northgate Circle"
