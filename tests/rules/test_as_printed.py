"""What a report prints as the record has it is not told to be changed away from it."""

from __future__ import annotations

import pytest

from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.documents.as_printed import mends
from dhrcurate.rules.engine import check_record
from rule_cases import record_context, record_data

SECOND = "All custody sergeants are to be trained in assessing the risk that a released suspect poses to others."
HEAD = "# 10 Recommendations\nThe panel makes the following recommendations.\n"


def told(text: str, printed: str, wording: str = "verbatim") -> set[str]:
    """The names of the rules that find something in a text beside a report that prints another."""
    table = {
        "recommendations": [{"text": text}, {"text": SECOND}],
        "review": {"wording": wording},
        "report": f"{HEAD}# Recommendation 1\n{printed}\n# Recommendation 2\n{SECOND}",
    }
    return {finding.name for finding in check_record(record_context(table, record_data(table)), all_rules())}


FOOTNOTE = "Officers should use the DASH2 checklist whenever they visit somebody at home after a report."
TWICE = "The board should make sure that the the checklist is used in each visit to a family at home."
MISREAD = "The police rnust train each officer in the signs of controlling behaviour and record what they see."


@pytest.mark.parametrize(
    ("text", "rule"), [(FOOTNOTE, "stray-footnote-digit"), (TWICE, "doubled-word"), (MISREAD, "misread-word")]
)
def test_the_fault_is_told_where_the_report_has_other_words(text: str, rule: str) -> None:
    sound = {FOOTNOTE: "DASH checklist", TWICE: "that the checklist is", MISREAD: "must train"}[text]
    damaged = {FOOTNOTE: "DASH2 checklist", TWICE: "that the the checklist is", MISREAD: "rnust train"}
    assert rule in told(text, text.replace(damaged[text], sound))


@pytest.mark.parametrize(("text", "rule"), [(FOOTNOTE, "stray-footnote-digit"), (TWICE, "doubled-word")])
def test_what_the_report_prints_is_not_told_to_be_changed(text: str, rule: str) -> None:
    assert rule not in told(text, text)
    assert rule in told(text, text, "summarised"), "such a record does not claim to have the words"


def test_a_word_that_a_text_layer_misreads_is_told_and_once_mended_not_told_to_be_damaged_again() -> None:
    assert "misread-word" in told(MISREAD, MISREAD)
    assert told(MISREAD.replace("rnust", "must"), MISREAD) == told(
        MISREAD.replace("rnust", "must"), MISREAD.replace("rnust", "must")
    )


@pytest.mark.parametrize(
    ("damaged", "sound", "expected"),
    [
        ("It rnust end.", "It must end.", True),
        ("counci1 and", "council and", True),
        ("use DASH2 now", "use DASH now", False),
        ("that that end", "that end", False),
        ("they may end", "they must end", False),
        ("they must end", "they rnust end", False),
        ("the board", "the board of health", False),
        ("same", "same", False),
        ("the inforrnation of tbe", "the information of the", True),
        ("an assesment", "an assessment", True),
        ("Tbe clty council", "The city council", True),
        ("Fernbridge managers", "Council managers", False),
        ("the HRAM", "the police", False),
        ("form B", "form A", False),
        ("the IDVA", "the idea", False),
        ("in Kelt", "in felt", False),
        ("in Marl", "in Mark", False),
        ("1.5 hours", "15 hours", False),
        ("5% of", "5 of", False),
    ],
)
def test_a_text_is_mended_where_other_letters_make_words(damaged: str, sound: str, *, expected: bool) -> None:
    assert mends(damaged, sound) == expected


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("Exampleshire Police", {"addressee-differs-from-document"}),
        ("Exampleton Refuge", set()),
        ("Borderland Police", {"addressee-differs-from-document"}),
    ],
)
def test_an_agency_that_the_report_names_is_seen_there(lead: str, told: set[str]) -> None:
    rows = ("No | Recommendation | Lead agency", f"1 | {SECOND} | {lead}", f"2 | {TWICE} | Exampleton Refuge")
    printed = "\n".join(("# Action plan", *(f"| {row}" for row in rows)))
    cell = {"addressed_to": "Exampleshire Police", "agencies": ["Exampleton Refuge"]}
    table = {"recommendations": [{"text": SECOND, **cell}, {"text": TWICE}], "report": printed}
    found = [one for one in check_record(record_context(table, record_data(table)), all_rules()) if one.key == "r001"]
    assert {one.name for one in found} & {"agency-not-in-cell", "addressee-differs-from-document"} == told
