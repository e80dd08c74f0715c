"""Lines over parts of a list, judged together: names of bodies, themes, and what may be either."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known(
    {
        "Fen Police": "police",
        "Wold Council": "council",
        "Housing": "collective",
        "Health": "collective",
        "Primary care": "collective",
        "Mental health": "relative",
        "Schools": "collective",
        "Early help": "collective",
    }
)
HEAD = "Domestic Homicide Review\n\nWold Community Safety Partnership\n\nDeath in 2016. Published May 2018\n\n"
ASKED = (
    "How each call is answered should be looked at again.",
    "Two more rooms should be found in a refuge.",
    "Notes should say who was asked about home.",
)
FORMS = {
    "plain": ("p.txt", "{1}\n\n{2}. {0}\n\n"),
    "tight": ("p.txt", "{1}\n{2}. {0}\n\n"),
    "items": ("p.txt", "{1}\n\n- {0}\n\n"),
    "marked": ("p.md", "### {1}\n\n{2}. {0}\n\n"),
    "bold": ("p.md", "**{1}**\n\n- {0}\n\n"),
    "counted": ("p.html", "<h3>{1}</h3><p>Recommendation {2}: {0}</p>"),
    "listed": ("p.html", "<h3>{1}</h3><ul><li>{0}</li></ul>"),
    "paragraphs": ("p.html", "<h3>{1}</h3><p>{0}</p>"),
    "unmarked": ("p.html", "<p>{1}</p><p>{0}</p>"),
}
forms = pytest.mark.parametrize(("name", "form"), FORMS.values(), ids=FORMS)


def read(name: str, form: str, heads: tuple[str, ...]) -> Imported:
    parts = "".join(form.format(text, head, i) for i, (text, head) in enumerate(zip(ASKED, heads, strict=False), 1))
    if name.endswith(".html"):
        above = "".join(f"<p>{line}</p>" for line in HEAD.split("\n\n"))
        page = f"{above}<h2>Recommendations</h2>{parts}"
    else:
        page = f"{HEAD}{'## ' if name.endswith('.md') else ''}Recommendations\n\n{parts}"
    (imported,) = read_source(page.encode(), name, KNOWN)
    return imported


def rows(found: Imported) -> list[tuple[str, str, str]]:
    return [(r["text"], r.get("title", ""), r["addressed_to"]) for r in found.data["recommendations"]]


@forms
@pytest.mark.parametrize(
    "themes",
    [
        ("Housing", "Information sharing", "Training"),
        ("Children", "Primary care", "Perpetrators of abuse"),
        ("Risk Assessment", "Mental health", "Health"),
        ("Early help", "Learning from others", "Domestic Abuse"),
    ],
)
def test_an_area_of_work_beside_themes_is_a_theme(name: str, form: str, themes: tuple[str, ...]) -> None:
    found = read(name, form, themes)
    assert rows(found) == [(text, theme, "") for text, theme in zip(ASKED, themes, strict=True)]
    assert found.whole


@forms
@pytest.mark.parametrize("areas", [("Health", "Housing"), ("Fen Police", "Housing", "Health")])
def test_areas_of_work_alone_and_beside_bodies_say_whose_recommendations_they_are(
    name: str, form: str, areas: tuple[str, ...]
) -> None:
    found = read(name, form, areas)
    assert rows(found) == [(text, "", area) for text, area in zip(ASKED, areas, strict=False)]
    assert found.whole


@forms
@pytest.mark.parametrize("at", [0, 1, 2])
def test_words_that_stand_as_the_name_of_an_unknown_body_does_are_one_too(name: str, form: str, at: int) -> None:
    heads = ["Moor NHS Trust", "Dale Refuge Service"]
    heads.insert(at, "Gate House")
    found = read(name, form, tuple(heads))
    assert rows(found) == [(text, "", head) for text, head in zip(ASKED, heads, strict=True)]
    assert found.whole


@forms
@pytest.mark.parametrize("heads", [("Gate House", "Open Arms"), ("GHT", "WCC"), ("Schools", "Training")])
def test_what_may_be_a_name_or_a_theme_is_told(name: str, form: str, heads: tuple[str, ...]) -> None:
    found = read(name, form, heads)
    assert rows(found) == [(text, head, "") for text, head in zip(ASKED, heads, strict=False)]
    assert any(heads[0] in told for told in found.lost)


def test_words_that_the_texts_use_as_a_name_are_one() -> None:
    page = f"{HEAD}Recommendations\n\nGate House\n\n1. Staff of Gate House should ask.\n\nOpen Arms\n\n2. {ASKED[0]}\n"
    (found,) = read_source(page.encode(), "p.txt", KNOWN)
    assert [cell for _, _, cell in rows(found)] == ["Gate House", "Open Arms"]
    assert found.whole


def test_an_area_over_what_another_body_is_to_do_is_a_theme() -> None:
    page = f"{HEAD}Recommendations\n\nHousing\n\n1. Fen Police should log each call.\n"
    (found,) = read_source(page.encode(), "p.txt", KNOWN)
    assert rows(found) == [("Fen Police should log each call.", "Housing", "Fen Police")]


@pytest.mark.parametrize("mark", ["", "#"])
def test_a_body_over_themes_has_all_of_them(mark: str) -> None:
    body, theme = (f"{mark * 3} ", f"{mark * 4} ") if mark else ("", "")
    page = (
        f"{HEAD}{mark * 2} Recommendations\n\n{body}Fen Police\n\n{theme}Training\n\n1. {ASKED[0]}\n\n"
        f"{theme}Records\n\n2. {ASKED[1]}\n\n{body}Wold Council\n\n{theme}Housing\n\n3. {ASKED[2]}\n"
    )
    (found,) = read_source(page.encode(), "p.md" if mark else "p.txt", KNOWN)
    cells = [("Training", "Fen Police"), ("Records", "Fen Police"), ("Housing", "Wold Council")]
    assert rows(found) == [(text, *cell) for text, cell in zip(ASKED, cells, strict=True)]
    assert found.whole


def test_a_name_that_a_heading_says_recommendations_are_for_need_not_be_known() -> None:
    form = "### Recommendation for {1}\n\n{2}. {0}\n\n"
    found = read("p.md", form, ("Fen Police", "Gate House", "Training"))
    assert [cell for _, _, cell in rows(found)] == ["Fen Police", "Gate House", ""]


def test_titles_are_no_names_as_one_of_them_is_an_area_of_work() -> None:
    found = read("p.md", "### {1}\n\n{2}. {0}\n\n", ("Mental Health", "Information Sharing"))
    assert [cell for _, _, cell in rows(found)] == ["", ""]


def test_a_name_below_paragraphs_is_no_heading_of_what_follows() -> None:
    signed = f"{HEAD}Recommendations\n\n{ASKED[0]}\n\n{ASKED[1]}\n\nIndependent Chair\n\n{ASKED[2]}\n"
    (found,) = read_source(signed.encode(), "p.txt", KNOWN)
    assert "Independent Chair" not in [r["addressed_to"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("last", ["Housing and health", "Notes of the school"])
def test_the_end_of_a_sentence_after_a_list_is_no_name(last: str) -> None:
    page = f"{HEAD}Recommendations\n\n1. {ASKED[0]}\n2. The board should hear from:\n\n{last}\n"
    (found,) = read_source(page.encode(), "p.txt", KNOWN)
    assert not any("name" in told for told in found.lost)


@forms
@pytest.mark.parametrize("at", [0, 1])
def test_bodies_at_large_beside_themes_alone_may_be_one_and_are_told(name: str, form: str, at: int) -> None:
    themes = ["Risk", "Information sharing"]
    themes.insert(at, "Housing providers")
    found = read(name, form, tuple(themes))
    assert {cell for _, _, cell in rows(found)} == {""}
    assert any("Housing providers" in told for told in found.lost)


@forms
def test_all_agencies_beside_themes_are_asked(name: str, form: str) -> None:
    assert rows(read(name, form, ("All agencies", "Risk", "Information sharing")))[0][2] == "All agencies"


@forms
def test_a_name_may_hold_a_small_word_that_no_sentence_ends_with(name: str, form: str) -> None:
    found = read(name, form, ("Fen Police", "Away from Harm Wold", "Wold Council"))
    told = any("Away from Harm Wold" in each for each in found.lost)
    assert rows(found)[1][2] == "Away from Harm Wold" or told


def test_what_belongs_to_a_body_is_not_asked_in_its_place() -> None:
    texts = ("Each agency’s yearly return should list:\n   - calls;\n   - visits.", "{0}")
    page = f"{HEAD}Recommendations\n\n1. {texts[0]}\n\n2. {texts[1].format(ASKED[1])}\n"
    (found,) = read_source(page.encode(), "p.txt", KNOWN)
    assert found.data["recommendations"][0]["addressed_to"] == ""


@forms
def test_a_body_at_large_beside_one_theme_does_not_make_a_name_of_it(name: str, form: str) -> None:
    found = read(name, form, ("Housing providers", "Risk"))
    assert "Risk" not in {cell for _, _, cell in rows(found)}
    assert not found.whole
