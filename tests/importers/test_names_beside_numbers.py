"""Bodies beside the number of a recommendation whose text is below, and numbered bodies over lists."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold County Council": "council"})
HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n{}Recommendations\n\n"
VISIT = "A note of each visit should be kept."
RING = "Whoever rings should be rung back."
STAFF = "Wardens should be taught what to ask."
POLICE, COUNCIL = "Fen Police", "Wold County Council"


def read(below: str, name: str) -> Imported:
    head = HEAD.format("## " if name.endswith("md") else "")
    if name.endswith("html"):
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
    (imported,) = read_source((head + below).encode(), name, KNOWN)
    return imported


def rows(found: Imported) -> list[tuple[str, str, str]]:
    return [(r.get("number", ""), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["({})", "for {}", "for the {}", "[{}]", "– {}", "- {}", "{}", "to {}:"])
@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.txt", "Recommendation 1 {}\n{}\n\nRecommendation 2 {}\n{}\n"),
        ("p.txt", "Recommendation 1 {}\n\n{}\n\nRecommendation 2 {}\n\n{}\n"),
        ("p.md", "**Recommendation 1 {}**\n\n{}\n\n**Recommendation 2 {}**\n\n{}\n"),
        ("p.html", "<h3>Recommendation 1 {}</h3><p>{}</p><h3>Recommendation 2 {}</h3><p>{}</p>"),
    ],
)
def test_a_name_beside_a_number_above_the_text_is_the_addressee(form: str, name: str, page: str) -> None:
    found = read(page.format(form.format(POLICE), VISIT, form.format(COUNCIL), STAFF), name)
    assert rows(found) == [("Recommendation 1", VISIT, POLICE), ("Recommendation 2", STAFF, COUNCIL)]
    assert (found.whole, found.warnings) == (True, ())


@pytest.mark.parametrize("form", ["({})", "[{}]", "for {}"])
@pytest.mark.parametrize("whom", ["all agencies", "every service", "local colleges"])
@pytest.mark.parametrize("page", ["Recommendation {} {}\n{}\n\n", "Recommendation {} {}\n\n{}\n\n"])
def test_bodies_at_large_beside_one_number_need_no_capital(form: str, whom: str, page: str) -> None:
    said = [(POLICE, VISIT), (whom, STAFF), (COUNCIL, RING)]
    found = read("".join(page.format(i, form.format(cell), text) for i, (cell, text) in enumerate(said, 1)), "p.txt")
    assert rows(found) == [(f"Recommendation {i}", text, cell) for i, (cell, text) in enumerate(said, 1)]
    assert found.whole


def test_what_recommendations_are_about_is_no_addressee() -> None:
    below = f"Recommendation 1 (Record keeping)\n{VISIT}\n\nRecommendation 2 (Training)\n{STAFF}\n"
    found = read(below, "p.txt")
    assert [row[1:] for row in rows(found)] == [(VISIT, ""), (STAFF, "")]
    assert [r["title"] for r in found.data["recommendations"]] == ["Record keeping", "Training"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.md", "1. **{}**\n   - {}\n   - {}\n2. **{}**\n   - {}\n"),
        ("p.txt", "1. {}\n- {}\n- {}\n\n2. {}\n- {}\n"),
        ("p.txt", "1. {}:\n   • {}\n   • {}\n2. {}:\n   • {}\n"),
        (
            "p.html",
            "<ol><li><b>{}</b><ul><li>{}</li><li>{}</li></ul></li><li><b>{}</b><ul><li>{}</li></ul></li></ol>",
        ),
    ],
)
def test_each_item_below_a_numbered_body_is_a_recommendation_for_it(name: str, page: str) -> None:
    found = read(page.format(POLICE, VISIT, RING, COUNCIL, STAFF), name)
    assert [row[1:] for row in rows(found)] == [(VISIT, POLICE), (RING, POLICE), (STAFF, COUNCIL)]
    assert (found.whole, found.warnings) == (True, ())
