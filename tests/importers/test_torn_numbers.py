"""Numbers that a program took from a print apart from the paragraphs beside which they stand."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read

HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
TEXTS = (
    "Wold Police should ring each caller back before the end\nof the same shift.",
    "Fen Homes should change a lock within a day of being\nasked for it.",
    "Wold Council should tell each parish clerk whom to ring\nwhen somebody asks for help.",
    "Wold Police should read the log of earlier calls before\nan officer is sent.",
)
END = "Family tribute\n\nShe was kind to all of us, and is missed.\n"


def rows(found: Imported) -> list[tuple[str | None, str]]:
    return [(row.get("number"), row["text"]) for row in found.data["recommendations"]]


def wanted(numbers: list[str]) -> list[tuple[str, str]]:
    plain = [" ".join(text.split()) for text in TEXTS]
    return list(zip(numbers, plain, strict=True))


def paragraphs(*parts: str) -> str:
    return "\n\n".join(parts)


@pytest.mark.parametrize("numbers", [["1.", "2.", "3.", "4."], ["7.1", "7.2", "7.3", "7.4"], ["R1", "R2", "R3", "R4"]])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("end", ["", END, "8 Conclusion\n\n8.1 The panel thanks the family.\n"])
def test_as_many_paragraphs_as_numbers_have_them_in_order(numbers: list[str], between: str, end: str) -> None:
    found = read(f"{HEAD}{between.join(numbers)}\n\n{paragraphs(*TEXTS)}\n\n{end}")
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == wanted(numbers)
    assert found.whole


def test_a_number_that_was_not_torn_ends_the_paragraphs_of_those_that_were() -> None:
    found = read(f"{HEAD}1.\n\n2.\n\n3.\n\n{paragraphs(*TEXTS[:3], '4.', TEXTS[3])}\n\n{END}")
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == wanted(["1.", "2.", "3.", "4."])


def test_each_page_of_a_print_may_have_numbers_of_its_own() -> None:
    found = read(f"{HEAD}{paragraphs('1.', '2.', *TEXTS[:2], '3.', '4.', *TEXTS[2:])}\n\n{END}")
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == wanted(["1.", "2.", "3.", "4."])


def test_a_sentence_that_goes_on_below_a_gap_is_one_paragraph() -> None:
    torn = TEXTS[1].replace("\n", "\n\n")
    found = read(f"{HEAD}{paragraphs('1.', '2.', '3.', '4.', TEXTS[0], torn, *TEXTS[2:])}\n\n{END}")
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == wanted(["1.", "2.", "3.", "4."])


@pytest.mark.parametrize("numbers", [["1.", "2.", "3."], ["1.", "2.", "3.", "4.", "5."]])
def test_numbers_that_are_not_as_many_as_paragraphs_are_told(numbers: list[str]) -> None:
    found = read(f"{HEAD}{paragraphs(*numbers, *TEXTS)}\n\n{END}")
    assert not found.whole
    assert any("numbers stand alone" in warning and "1, 2" in warning for warning in found.warnings)


@pytest.mark.parametrize("end", ["", END])
def test_numbers_each_above_their_own_paragraph_stay_there(end: str) -> None:
    found = read(f"{HEAD}{paragraphs('1.', TEXTS[0], '2.', TEXTS[1], '3.', TEXTS[2], '4.', TEXTS[3])}\n\n{end}")
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == wanted(["1.", "2.", "3.", "4."])
    assert found.whole


COLUMNS = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nAppendix A Action plan\n"
ASKING = (
    "Wold Police to ring each caller back before the end of the\nsame shift.",
    "Fen Homes to change a lock.",
    "Wold Council to tell each parish clerk whom to ring when\nsomebody asks for help.",
)
REST = "Progress\nDone\n\nDate\nMay 2021\n\nIn hand\n\nJune 2021\n"


def in_columns(numbers: list[str], heading: str = "Recommendation") -> str:
    count = "\n".join(numbers)
    texts = "\n".join(ASKING)
    return f"{COLUMNS}No.\n{count}\n\n{heading}\n{texts}\n\nPage 1\n\n{REST}"


@pytest.mark.parametrize("numbers", [["1", "2", "3"], ["1.", "2.", "3."], ["A1", "A2", "A3"]])
@pytest.mark.parametrize("heading", ["Recommendation", "Recommendations"])
def test_numbers_in_a_run_above_the_heading_of_as_many_are_theirs(numbers: list[str], heading: str) -> None:
    found = read(in_columns(numbers, heading))
    assert [(n, " ".join(t.split())) for n, t in rows(found)] == [
        (number, " ".join(text.split())) for number, text in zip(numbers, ASKING, strict=True)
    ]
    assert found.whole


@pytest.mark.parametrize("numbers", [["1", "2"], ["1", "2", "3", "4", "5"]])
def test_a_run_of_another_length_above_the_heading_is_told(numbers: list[str]) -> None:
    found = read(in_columns(numbers))
    assert [n for n, _ in rows(found)] == [None] * len(ASKING)
    assert not found.whole
    assert any("numbers stand apart" in warning for warning in found.warnings)


def test_the_numbers_of_chapters_are_none_of_theirs() -> None:
    contents = "Contents\n\n1\n2\n3\n\nIntroduction\nFindings\nRecommendations\n\nThe panel met four times.\n\n"
    listed = "\n".join(f"• {' '.join(text.split())}" for text in TEXTS)
    found = read(f"{HEAD.replace('Recommendations', contents)}Recommendations\n\n{listed}\n")
    assert [n for n, _ in rows(found)] == [None] * len(TEXTS)
    assert found.whole
