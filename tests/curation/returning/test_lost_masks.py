"""Masks of an export that a program lost, told from words that a curator put in their place."""

from __future__ import annotations

import pytest

from dhrcurate.curation.returning.lost_masks import lost_masks

HIDDEN = "The police should tell ███████ “at once” on ████ of it."
PLAIN = "█████ should tell ██."


@pytest.mark.parametrize("hidden", [HIDDEN, PLAIN, "Tell █.", "███", "Ask ████"])
@pytest.mark.parametrize("errors", ["replace", "xmlcharrefreplace", "backslashreplace", "ignore"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_an_encoding_makes_of_marks_is_known(hidden: str, errors: str, encoding: str) -> None:
    assert lost_masks(hidden.encode(encoding, errors).decode(encoding), hidden)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize("hidden", [HIDDEN, PLAIN])
def test_marks_that_were_read_in_another_encoding_are_known(hidden: str, encoding: str) -> None:
    assert lost_masks(hidden.encode().decode(encoding, "replace"), hidden)
    assert lost_masks(hidden.replace("█", "▓"), hidden)
    assert lost_masks(hidden.replace("█", "_x2588_"), hidden)
    assert lost_masks("The police should tell Ann “at once” on ???? of it.", HIDDEN), "one of two was lost"


@pytest.mark.parametrize(
    "cell",
    [
        "The police should tell the family “at once” on the telephone of it.",
        "The police should tell [name] “at once” on [number] of it.",
        "The police should tell the family “at once” on of it.",
        "The police should tell the family “at once” of it.",
        "The police should tell *** “at once” on *** of it.",
        "The police should tell XXXXXXX “at once” on XXXX of it.",
        "The police should tell … “at once” on … of it.",
        "The police should tell her “at once” on the number of it?",
        "Police tell ??????? “at once” on ???? of it.",
        "The police should tell (who?) “at once” on (when?) of it.",
        "",
        "The police should tell her.",
    ],
)
def test_words_in_their_place_are_a_curators(cell: str) -> None:
    assert not lost_masks(cell, HIDDEN)
    assert not lost_masks(cell, "What holds no marks at all.")
