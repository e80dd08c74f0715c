"""The menus, notices and panels of a web page around and over its recommendations."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Wold Police": "police", "Fen Homes": "housing", "Safer Wold": "csp"})
CALLS = "Wold Police should write down what a neighbour says who rings."
KEYS = "Fen Homes should change a lock within a day of being asked."
MENU = "<ul><li><a href='/w'>Who we are</a></li><li><a href='/b'>Burglary</a></li><li><a href='/e'>Events</a></li></ul>"
COOKIES = "<div id='cookie-notice'><p>This site stores small files.</p><button>Allow</button></div>"


def read(body: str) -> list[Imported]:
    page = f"<!doctype html><html><body>{body}</body></html>"
    return list(read_source(page.encode(), "page.html", NAMES))


def texts(found: list[Imported]) -> list[str]:
    return [r["text"] for each in found for r in each.data["recommendations"]]


LIST = f"<ol><li>{CALLS}</li><li>{KEYS}</li></ol>"
TITLE = "<h1>Domestic Homicide Review: Adult G</h1><p>She was killed in 2016.</p>"


@pytest.mark.parametrize(
    "menu",
    [
        f"<a href='#c'>Jump to the text</a><header><a href='/'>Safer Wold</a><nav>{MENU}</nav></header>",
        f"<header><h2>Safer Wold</h2>{MENU}</header>",
        f"<h2>Safer Wold</h2><div role='navigation'>{MENU}</div>",
        f"<h2>Safer Wold</h2>{MENU}",
    ],
)
def test_a_list_over_what_bodies_should_do_is_no_menu(menu: str) -> None:
    assert texts(read(f"{menu}<main>{TITLE}<h2>Our asks</h2>{LIST}</main>")) == [CALLS, KEYS]


@pytest.mark.parametrize("menu", [f"<nav>{MENU}</nav>", MENU, f"<footer><h2>Safer Wold</h2>{MENU}</footer>"])
def test_the_links_of_a_page_alone_are_no_recommendations(menu: str) -> None:
    with pytest.raises(RefusedError):
        read(f"<p>Safer Wold</p>{menu}{TITLE}<p>The panel met twice.</p>")


def test_what_a_button_opens_is_content() -> None:
    panel = f"<div id='p1' hidden><h3>Recommendations</h3>{LIST}</div>"
    found = read(f"<nav>{MENU}</nav>{TITLE}<button aria-controls='p1' aria-expanded='false'>More</button>{panel}")
    assert texts(found) == [CALLS, KEYS]
    assert found[0].whole


def test_what_is_hidden_and_asks_somebody_to_act_is_told() -> None:
    later = "Fen Homes should list its empty flats."
    (found,) = read(f"{TITLE}<h2>Recommendations</h2>{LIST}<div hidden><p>{later}</p></div>")
    assert not found.whole
    assert any("Fen Homes should list" in warning for warning in found.warnings)


def test_a_hidden_menu_is_not_told() -> None:
    (found,) = read(f"<div hidden>{MENU}</div>{TITLE}<h2>Recommendations</h2>{LIST}")
    assert found.whole


def test_a_notice_of_cookies_is_no_content() -> None:
    item = "<li>You should accept the files of Wold Police.</li>"
    notice = f"<div class='cookie-banner'><h2>Your choice</h2><ul>{item}</ul>"
    (found,) = read(f"{notice}</div>{TITLE}<h2>Recommendations</h2>{LIST}")
    assert (texts([found]), found.whole) == ([CALLS, KEYS], True)


def test_what_asks_in_another_list_than_the_one_that_was_taken_is_told() -> None:
    other = "<h2>For later</h2><ul><li>Each ward should have a lead.</li><li>Signs should be put up.</li></ul>"
    (found,) = read(f"{TITLE}<h2>Our asks</h2>{LIST}{other}")
    assert not found.whole
    assert any("Each ward should" in warning for warning in found.lost)
