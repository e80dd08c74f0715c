"""Names over the parts of a list that the register does not know, and over texts that ask in words of their own."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known(
    {
        "Fen Police": "police",
        "Wold Council": "council",
        "The Larch Trust": "charity",
        "All agencies": "collective",
        "Partner agencies": "collective",
        "Employers": "collective",
        "Housing": "collective",
    }
)
TITLE = ("Domestic Homicide Review", "Wold Community Safety Partnership", "Death in 2016. Published May 2018")
ASKED = (
    "How each call is answered should be looked at again.",
    "Where nobody opens the door, a second visit is made on the next day.",
    "Training for all who sit at a front desk.",
)
FORMS = {
    "plain": ("p.txt", "{1}\n\n{2}. {0}\n\n"),
    "again": ("p.txt", "{1}\n\n1) {0}\n\n"),
    "marked": ("p.md", "### {1}\n\n{2}. {0}\n\n"),
    "items": ("p.md", "### {1}\n\n- {0}\n\n"),
    "bold": ("p.md", "**{1}**\n\n{2}. {0}\n\n"),
    "listed": ("p.html", "<h3>{1}</h3><ul><li>{0}</li></ul>"),
    "counted": ("p.html", "<h3>{1}</h3><h4>R{2}</h4><p>{0}</p>"),
    "strong": ("p.html", "<p><strong>{1}</strong></p><p>{2}) {0}</p>"),
}
forms = pytest.mark.parametrize(("name", "form"), FORMS.values(), ids=FORMS)


def read(name: str, form: str, heads: tuple[str, ...], texts: tuple[str, ...] = ASKED) -> Imported:
    parts = "".join(form.format(text, head, i) for i, (text, head) in enumerate(zip(texts, heads, strict=False), 1))
    if name.endswith(".html"):
        page = "".join(f"<p>{line}</p>" for line in TITLE) + f"<h2>Recommendations</h2>{parts}"
    else:
        above = "\n\n".join(TITLE)
        page = f"{above}\n\n{'## ' if name.endswith('.md') else ''}Recommendations\n\n{parts}"
    (imported,) = read_source(page.encode(), name, KNOWN)
    return imported


def cells(found: Imported) -> list[tuple[str, str]]:
    return [(row["text"], row["addressed_to"]) for row in found.data["recommendations"]]


def expected(heads: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(ASKED, heads, strict=False))


UNKNOWN = (
    ("Fen Police", "Alder Gate Advocacy", "Quarry Hill College of Midwifery"),
    ("Hazel Night Shelter", "Alder Gate Tenants", "Fen Police"),
    ("Alder Gate Project", "Quarry Lane Visitors"),
    ("Employers", "Quarry Lane Visitors"),
)


@forms
@pytest.mark.parametrize("colon", ["", ":"])
@pytest.mark.parametrize("heads", UNKNOWN)
def test_a_name_that_nobody_knows_has_what_is_below_it(
    name: str, form: str, heads: tuple[str, ...], colon: str
) -> None:
    found = read(name, form, tuple(f"{head}{colon}" for head in heads))
    assert cells(found) == expected(heads)
    assert found.whole


@forms
@pytest.mark.parametrize(
    "heads", [*UNKNOWN, ("Alder Gate Visitors", "Quarry Lane Kitchen"), ("Employers", "Fen Police")]
)
def test_a_heading_says_for_whom_recommendations_are(name: str, form: str, heads: tuple[str, ...]) -> None:
    found = read(name, form, tuple(f"Recommendations for {head}" for head in heads))
    assert cells(found) == expected(heads)
    assert found.whole


@forms
@pytest.mark.parametrize("head", ["Recommendations for {}", "{}", "{}:"])
def test_a_name_keeps_the_article_that_belongs_to_it(name: str, form: str, head: str) -> None:
    found = read(name, form, (head.format("The Larch Trust"), head.format("Fen Police")))
    assert cells(found) == expected(("The Larch Trust", "Fen Police"))


@forms
@pytest.mark.parametrize("doubtful", ["Sure Crossing", "Recommendations for Sure Crossing", "Open Door:"])
def test_what_may_be_a_name_beside_one_is_told(name: str, form: str, doubtful: str) -> None:
    found = read(name, form, ("Fen Police", doubtful))
    assert [text for text, _ in cells(found)] == list(ASKED[:2])
    assert any(doubtful in told for told in found.lost)


@forms
def test_one_theme_that_is_set_as_a_name_among_names_is_told(name: str, form: str) -> None:
    heads, texts = ("Fen Police", "Steps to Safety", "Wold Council"), ("Calls should be logged.",) * 3
    found = read(name, form, heads, texts)
    assert [row["addressed_to"] for row in found.data["recommendations"]] == ["Fen Police", "", "Wold Council"]
    assert any("Steps to Safety" in told for told in found.lost)
    for plain in ("Steps to safety", "Record Keeping"):
        assert read(name, form, ("Fen Police", plain, "Wold Council"), texts).whole


@forms
@pytest.mark.parametrize("heads", [("Practice", "Policy"), ("Future Reviews", "Practice"), ("Training", "Practice")])
def test_what_recommendations_are_for_need_be_nobody(name: str, form: str, heads: tuple[str, ...]) -> None:
    texts = (ASKED[0], "Each letter must be read twice.")
    found = read(name, form, tuple(f"Recommendations for {head}" for head in heads), texts)
    assert cells(found) == [(text, "") for text in texts]
    assert found.whole


@forms
def test_a_part_for_something_goes_on_with_the_list_whatever_it_begins_with(name: str, form: str) -> None:
    found = read(name, form, ("Recommendations for Future Reviews", "Recommendations for Practice"))
    assert cells(found) == expected(("", ""))
    assert found.whole


BULLETS = ("p.txt", "{1}\n\n- {0}\n\n")


@pytest.mark.parametrize(("name", "form"), [*FORMS.values(), BULLETS])
@pytest.mark.parametrize("last", ["Local colleges", "Quarry Lane Visitors"])
def test_a_last_part_for_somebody_need_not_ask_in_so_many_words(name: str, form: str, last: str) -> None:
    texts = (ASKED[0], "Another room for talks at night.")
    found = read(name, form, ("Recommendations for Fen Police", f"Recommendations for {last}"), texts)
    assert cells(found) == list(zip(texts, ("Fen Police", last), strict=True))
    assert found.whole


def test_what_a_plain_line_says_recommendations_are_for_is_told_where_it_may_be_a_name() -> None:
    found = read(*BULLETS, ("Recommendations for Fen Police", "Recommendations for Sure Crossing"))
    assert [text for text, _ in cells(found)] == list(ASKED[:2])
    assert any("Sure Crossing" in told for told in found.lost)


def test_a_line_that_is_too_short_for_a_recommendation_is_the_theme_of_the_items_below_it() -> None:
    found = read(*BULLETS, ("Letters", "Rooms to talk"), (ASKED[0], "Another room for talks at night."))
    assert [(r.get("title"), r["text"]) for r in found.data["recommendations"]] == [
        ("Letters", ASKED[0]),
        ("Rooms to talk", "Another room for talks at night."),
    ]


@forms
def test_names_that_may_all_be_themes_are_told(name: str, form: str) -> None:
    found = read(name, form, ("Sure Crossing", "Alder Action for Children"))
    assert [row["title"] for row in found.data["recommendations"]] == ["Sure Crossing", "Alder Action for Children"]
    assert len(found.lost) == 2


@pytest.mark.parametrize("form", [FORMS["items"], FORMS["listed"]])
def test_a_last_part_that_asks_for_nothing_is_told(form: tuple[str, str]) -> None:
    found = read(
        *form, ("Record keeping", "Housing", "Children"), (ASKED[0], ASKED[0], "No letter is lost in the post.")
    )
    assert [row["title"] for row in found.data["recommendations"]] == ["Record keeping", "Housing"]
    assert any("No letter is lost" in told for told in found.lost)


@forms
def test_themes_are_none_whatever_the_texts_below_begin_with(name: str, form: str) -> None:
    heads = ("Record keeping", "Housing", "Staff Support")
    found = read(name, form, heads, (ASKED[1], ASKED[0], ASKED[0].replace("call", "letter")))
    rows = found.data["recommendations"]
    assert [(row["title"], row["addressed_to"]) for row in rows] == [(head, "") for head in heads]
    assert found.whole


@forms
@pytest.mark.parametrize("first", ["All agencies", "Partner agencies", "Partner agencies:"])
def test_bodies_at_large_over_the_first_part_are_no_heading_of_a_column(name: str, form: str, first: str) -> None:
    found = read(name, form, (first, "Fen Police", "Wold Council"))
    assert cells(found) == expected((first.rstrip(":"), "Fen Police", "Wold Council"))
    assert found.whole


def test_the_body_above_counts_before_the_one_that_a_sentence_begins_with() -> None:
    texts = ("Commissioners to fund two more beds.", "Schools must log each absence.")
    found = read(*FORMS["marked"], ("Wold Council:", "Alder Gate Visitors:"), texts)
    assert cells(found) == list(zip(texts, ("Wold Council", "Alder Gate Visitors"), strict=True))


@forms
@pytest.mark.parametrize("colon", ["", ":"])
def test_bodies_at_large_are_known_by_their_plural(name: str, form: str, colon: str) -> None:
    texts = ("Each call should be answered.", "A second visit should be made.")
    heads = ("Local housing providers", "All other colleges")
    found = read(name, form, tuple(f"{head}{colon}" for head in heads), texts)
    assert cells(found) == list(zip(texts, heads, strict=True))


@pytest.mark.parametrize("heading", ["Libraries recommendations", "Interpreters’ recommendations"])
@pytest.mark.parametrize("first", [True, False])
def test_a_heading_of_somebody_unknown_beside_that_of_a_body_is_told(heading: str, *, first: bool) -> None:
    heads = [heading, "Fen Police recommendations"][:: 1 if first else -1]
    parts = "\n\n".join(f"{head}\n\n{i}. Staff should meet in week {i}." for i, head in enumerate(heads, 1))
    (found,) = read_source("\n\n".join((*TITLE, "Recommendations", parts)).encode(), "p.txt", KNOWN)
    addressed = {r["text"]: r["addressed_to"] for r in found.data["recommendations"]}
    assert sorted(addressed.values()) == ["", "Fen Police"]
    assert any(heading in told for told in found.lost)


@pytest.mark.parametrize("heading", ["Overview report recommendations", "National recommendations"])
def test_recommendations_of_the_review_beside_those_of_a_body_are_read_whole(heading: str) -> None:
    parts = f"{heading}\n\n1. Staff should meet.\n\nFen Police recommendations\n\n2. Calls should be logged."
    (found,) = read_source("\n\n".join((*TITLE, "Recommendations", parts)).encode(), "p.txt", KNOWN)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["", "Fen Police"]
    assert found.whole
