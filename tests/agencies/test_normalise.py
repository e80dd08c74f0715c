from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.agencies.normalise import acronyms, fold, slug, words


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Guy’s & St Thomas'", "Guys and St Thomas"),
        ("Ynys Môn", "YNYS MON"),
        ("Stoke-on-Trent", "stoke on trent"),
        ("NHS\u00a0England", "NHS  England"),
    ],
)
def test_names_that_differ_only_in_form_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The Exampleton MBC", "exampleton metropolitan borough council"),
        ("N.H.S. Kent & Medway ICB", "nhs kent medway integrated care board"),
        ("Her Majesty's Prison Service", "prison service"),
        ("Children's Services", "children service"),
        ("Notts Healthcare", "nottinghamshire health care"),
        ("CC", "cc"),
    ],
)
def test_abbreviations_are_expanded_and_fillers_left_out(written: str, expected: str) -> None:
    assert " ".join(words(written)) == expected


def test_acronyms_are_told_by_their_capitals() -> None:
    assert acronyms("KCC Adult Social Care") == {"kcc"}
    assert acronyms("Ministry of Justice (MoJ)") == {"moj"}
    assert acronyms("KCC's staff") == {"kcc"}
    assert acronyms("EXAMPLETON HOUSE (CRC)") == {"crc"}, "in a name all in capitals a word of capitals tells nothing"


@given(st.text(max_size=60))
def test_any_text_can_be_folded_and_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert slug(text)
