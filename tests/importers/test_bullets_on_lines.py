"""Bullets that a print sets on lines of their own, or of which only the number of the glyph is left."""

from __future__ import annotations

import pytest

from one_page import read, texts

HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\n4 Recommendations\n"
RING = "Wold Police to ring each caller back before the end of the same"
KEYS = "Fen Homes to change a lock within a day of being asked for it"


@pytest.mark.parametrize("bullet", ["\uf0b7", "•", "➢", "(cid:127)", "  (cid:120)"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_bullet_alone_on_a_line_belongs_to_the_words_below(bullet: str, gap: str) -> None:
    found = read(f"{HEAD}{bullet}\n{gap}{RING}\nshift\n{gap}{bullet}\n{gap}{KEYS}\n")
    assert texts(found) == [f"{RING} shift", KEYS]


def test_the_number_of_a_glyph_is_a_bullet() -> None:
    found = read(f"{HEAD}(cid:127) {RING}\nshift.\n(cid:127) {KEYS}.\n")
    assert texts(found) == [f"{RING} shift.", f"{KEYS}."]


def test_a_bullet_below_which_nothing_stands_is_no_recommendation() -> None:
    found = read(f"{HEAD}•\n{RING} shift.\n•\n{KEYS}.\n•\n")
    assert texts(found) == [f"{RING} shift.", f"{KEYS}."]
