"""Sentences above a list that speak of its recommendations, and pages that have no more than such a sentence."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold County Council": "council"})
HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n{}Recommendations\n\n"
VISIT = "A note of each visit should be kept."
STAFF = "Wardens should be taught what to ask."
POLICE, COUNCIL = "Fen Police", "Wold County Council"
SENTENCES = (
    "The recommendations stand under the name of each agency. Each has a lead officer.",
    "The recommendations below were accepted by everyone on the panel.",
    "The panel's recommendations follow, one for each body.",
    "There was wide agreement on the recommendations of this review.",
)


def read(below: str, name: str = "p.txt") -> Imported:
    head = HEAD.format("## " if name.endswith("md") else "")
    if name.endswith("html"):
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
    (imported,) = read_source((head + below).encode(), name, KNOWN)
    return imported


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.txt", "{}\n\n{}\n\n1. {}\n\n{}\n\n2. {}\n"),
        ("p.md", "{}\n\n### {}\n\n{}\n\n### {}\n\n{}\n"),
        ("p.html", "<p>{}</p><h3>{}</h3><ul><li>{}</li></ul><h3>{}</h3><ul><li>{}</li></ul>"),
    ],
)
def test_an_introduction_above_the_names_over_recommendations_is_none(sentence: str, name: str, page: str) -> None:
    found = read(page.format(sentence, POLICE, VISIT, COUNCIL, STAFF), name)
    assert rows(found) == [(VISIT, POLICE), (STAFF, COUNCIL)]
    assert (found.whole, found.warnings) == (True, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "The following recommendations were accepted by the panel.",
        "The recommendations below were accepted by each agency.",
    ],
)
def test_an_introduction_with_a_number_of_its_own_is_none(sentence: str) -> None:
    head = HEAD.replace("Recommendations", "9. Recommendations").format("")
    page = f"{head}9.1 {sentence}\n\n9.2 {VISIT}\n\n9.3 {STAFF}\n"
    (found,) = read_source(page.encode(), "p.txt", KNOWN)
    assert rows(found) == [(VISIT, ""), (STAFF, "")]
    assert (found.whole, found.warnings) == (True, ())


@pytest.mark.parametrize(
    "first", ["Publication of these recommendations to all who took part.", "The recommendations should be printed."]
)
def test_a_numbered_recommendation_about_the_recommendations_is_one(first: str) -> None:
    assert [text for text, _ in rows(read(f"1. {first}\n2. {STAFF}\n"))] == [first, STAFF]


@pytest.mark.parametrize(
    "sentence",
    [
        "The recommendations of each review are kept in its plan of action.",
        "The panel made nine recommendations. Read them in the overview.",
        "All recommendations of our reviews are listed in the plans below.",
    ],
)
@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
def test_a_page_that_only_says_where_recommendations_are_is_refused(sentence: str, name: str) -> None:
    with pytest.raises(RefusedError):
        read(f"<p>{sentence}</p>" if name.endswith("html") else f"{sentence}\n", name)


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize(
    "titled", [("8.1 How these came about", "8.2 Wold Police"), ("8.1 Introduction", "8.2 Fen Trust")]
)
def test_a_part_that_only_introduces_the_list_is_none_of_it(form: str, titled: tuple[str, str]) -> None:
    told = "The recommendations below were drawn up by the panel. Those of the agencies are in Appendix C."
    said = ["Each call should be logged.", "Officers should ask about guns."]
    if form == "html":
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>8 Recommendations</h2>"
        parts = [f"<h3>{titled[0]}</h3><p>{told}</p><h3>{titled[1]}</h3>"]
        page = head + "".join([*parts, *(f"<p>8.2.{i} {text}</p>" for i, text in enumerate(said, 1))])
    else:
        head = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
        mark = "## " if form == "md" else ""
        deep = "### " if form == "md" else ""
        parts = [f"{mark}8 Recommendations", deep + titled[0], told, deep + titled[1]]
        page = head + "\n\n".join([*parts, *(f"8.2.{i} {text}" for i, text in enumerate(said, 1))]) + "\n"
    known = Known({"Wold Police": "police", "Fen Trust": "trust"})
    (found,) = read_source(page.encode(), f"p.{form}", known)
    assert [(r["addressed_to"], r["text"]) for r in found.data["recommendations"]] == [
        (titled[1].partition(" ")[2], text) for text in said
    ]
    assert found.whole


def test_a_first_part_whose_recommendations_have_no_usual_verb_is_kept() -> None:
    page = f"<h1>Domestic Homicide Review</h1><p>{HEAD.format('')}</p><h2>Recommendations</h2>"
    said = ["Bring carers into each talk.", "To log each call.", "To name a lead."]
    parts = [f"<p>Recommendation {i}: {text}</p>" for i, text in enumerate(said, 1)]
    heads = [f"<h3>Recommendations for {name}</h3>" for name in ("GP surgeries", "Fen Police")]
    (found,) = read_source("".join([page, heads[0], *parts[:2], heads[1], parts[2]]).encode(), "p.html", KNOWN)
    assert [r["text"] for r in found.data["recommendations"]] == said
