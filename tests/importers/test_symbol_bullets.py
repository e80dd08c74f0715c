"""Bullets of Word's symbol fonts, which leave characters of the private use area on a page."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import Known
from one_page import read, texts

HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
DENSE = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n6 RECOMMENDATIONS\n"
RING = "Ring the caller back within the hour whatever the log says of the caller."
KEEPS = "Keep one note of all the visits that were made to a house in the two years before."
ASK = "Ask who else is at home."
FEN_AND_WOLD = Known({"Fen Police": "force", "Wold District Council": "council"})


@pytest.mark.parametrize("bullet", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc", "\uf076", "\uf0a8", "●", "■", "➢"])
def test_a_bullet_of_a_symbol_font_begins_an_item(bullet: str) -> None:
    found = read(f"{HEAD}{bullet} {RING}\n{bullet} {KEEPS}\n{bullet} {ASK}\n")
    assert texts(found) == [RING, KEEPS, ASK]
    assert found.whole


@pytest.mark.parametrize("bullet", ["\uf0b7", "•", "-"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_names_over_items_stand_apart_on_a_page_without_blank_lines(bullet: str, gap: str) -> None:
    page = (
        f"{DENSE}{gap}Fen Police\n{bullet} {RING}\n{bullet} {KEEPS}\n{gap}Wold District Council\n{bullet} {ASK}\n"
        f"{bullet} {RING[:-1]} twice.\n"
    )
    (found,) = read_source(page.encode(), "p.txt", FEN_AND_WOLD)
    rows = [(row["addressed_to"], row["text"]) for row in found.data["recommendations"]]
    assert rows == [
        ("Fen Police", RING),
        ("Fen Police", KEEPS),
        ("Wold District Council", ASK),
        ("Wold District Council", f"{RING[:-1]} twice."),
    ]
    assert found.whole


def test_a_name_in_the_middle_of_an_item_stays_in_it() -> None:
    page = (
        f"{HEAD}\uf0b7 Share the register of the homes that are let to those who were moved there with\nFen Police\n"
        f"\uf0b7 {ASK}\n"
    )
    (found,) = read_source(page.encode(), "p.txt", FEN_AND_WOLD)
    assert texts(found)[0].endswith("moved there with Fen Police")


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0fc", "•"])
def test_a_line_that_ends_with_an_article_goes_on(sign: str) -> None:
    page = f"{HEAD}{sign} {ASK[:-1]}, and of whom the children there are afraid. The\nWold helpline may tell.\n"
    assert texts(read(page)) == [f"{ASK[:-1]}, and of whom the children there are afraid. The Wold helpline may tell."]
