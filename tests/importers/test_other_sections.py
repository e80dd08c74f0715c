"""Sections below a list that are no recommendations: the members of the panel, the next chapter, links to files."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
LIST = f"1. {LOG}\n2. {STAFF}\n"


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("heading", ["Review panel", "Panel members", "Members of the review panel"])
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "## ")])
def test_the_members_of_a_panel_are_no_recommendations(heading: str, name: str, mark: str) -> None:
    people = "- A. Member, Wold Police\n- B. Member, Fen Refuge\n"
    found = read(f"{HEAD}{mark}Recommendations\n\n{LIST}\n{mark}{heading}\n\n{people}", name)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


@pytest.mark.parametrize("heading", ["Appendix A: Terms of reference", "Annex 2 - Terms of reference"])
def test_an_appendix_is_no_theme_of_recommendations(heading: str) -> None:
    found = read(f"{HEAD}Recommendations\n\n{LIST}\n{heading}\n\n1. To learn what was known.\n2. To say so plainly.\n")
    assert texts(found) == [LOG, STAFF]


@pytest.mark.parametrize("heading", ["Conclusion", "Lessons learned", "What the family told us"])
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "## ")])
def test_the_next_numbered_chapter_ends_the_list(heading: str, name: str, mark: str) -> None:
    chapter = f"{mark}7. Recommendations\n\n7.1 {LOG}\n\n7.2 {STAFF}\n"
    found = read(f"{HEAD}{chapter}\n{mark}8. {heading}\n\n8.1 The panel thanks the family.\n", name)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_recommendation_that_counts_on_from_its_chapter_is_no_next_chapter() -> None:
    found = read(f"{HEAD}1. Recommendations\n\n1. {LOG}\n\n2. {STAFF}\n\n3. Shared records\n")
    assert texts(found) == [LOG, STAFF, "Shared records"]


@pytest.mark.parametrize(
    "below",
    [
        "What comes now\n\nThe board meets again in spring.",
        "Books and films\n\n- A guide\n- A film",
        "Reflect\n\n- Who asks?",
    ],
)
@pytest.mark.parametrize("listed", [LIST, f"- {LOG}\n- {STAFF}\n"])
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "## ")])
def test_the_next_chapter_goes_on_from_the_number_of_the_chapter(below: str, listed: str, name: str, mark: str) -> None:
    found = read(f"{HEAD}{mark}6. Recommendations\n\n{listed}\n{mark}7. {below}\n", name)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_a_chapter_ends_what_stands_under_a_part_of_the_one_before() -> None:
    parts = f"### 9.1 Local recommendations\n\n9.1.1 {LOG}\n\n### 9.2 National recommendations\n\n9.2.1 {STAFF}\n"
    found = read(f"{HEAD}## 9. Recommendations\n\n{parts}\n## 10. Short forms\n\n- GP: a doctor\n", "p.md")
    assert texts(found) == [LOG, STAFF]


def test_a_last_list_of_links_is_told_as_what_follows() -> None:
    linked = '<ul><li><a href="/a">Action plan</a></li><li><a href="/b">Letter of the ministry</a></li></ul>'
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n") if line)
    page = f"{head}<h2>Recommendations</h2><ul><li>{LOG}</li><li>{STAFF}</li></ul>{linked}"
    found = read(page, "p.html")
    assert texts(found) == [LOG, STAFF]
    assert any("Action plan" in warning for warning in found.warnings)


def test_recommendations_that_are_all_links_come_in() -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n") if line)
    page = f'{head}<h2>Recommendations</h2><ul><li><a href="/1">{LOG}</a></li><li><a href="/2">{STAFF}</a></li></ul>'
    assert texts(read(page, "p.html")) == [LOG, STAFF]
