"""Whom a recommendation is addressed to, where the page says it beside each: above, below, before or in brackets."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Fen Council": "council", "Wold NHS Trust": "nhs-trust", "Training": "relative"})
HEADS = {
    "page.txt": "Domestic Homicide Review: Fen\n\n{}\n\n",
    "page.md": "# Domestic Homicide Review: Fen\n\n## {}\n\n",
    "page.html": "<html><h1>Domestic Homicide Review: Fen</h1><h2>{}</h2>",
}
ASKED = ("To log each call.", "To name a lead for carers.", "To write down who was asked.")
BODIES = ("Fen Police", "Fen Council", "Fen Police")


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def pairs(imported: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize(
    "heading",
    [
        *("Recommendations by agency", "Recommendations for individual agencies", "Recommendations made by agencies"),
        *(
            "RECOMMENDATIONS BY ORGANISATION",
            "Recommendations to each agency",
            "Recommendations per body",
            "Recommendations",
        ),
        "Single agency recommendations",
    ],
)
def test_a_body_that_heads_a_chapter_is_not_given_to_the_text_above(name: str, heading: str) -> None:
    chapter = (
        "<h3>{}</h3><p>{}. {}</p>"
        if name == "page.html"
        else "### {}\n\n{}. {}\n\n"
        if name == "page.md"
        else "{}\n\n{}. {}\n\n"
    )
    page = HEADS[name].format(heading) + "".join(
        chapter.format(body, i, text) for i, (body, text) in enumerate(zip(BODIES, ASKED, strict=True), 1)
    )
    found = read(page, name)
    assert pairs(found) == list(zip(ASKED, BODIES, strict=True))
    assert found.whole


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize(
    "label",
    [
        *("Responsible agency", "Addressed to", "Agency", "Lead", "Lead agency", "Owner", "For", "Recommendation for"),
        *("Lead organisation", "By whom", "Responsible body"),
    ],
)
def test_a_labelled_line_below_a_recommendation_is_its_cell(name: str, label: str) -> None:
    block = "<p>{}. {}</p><p>{}: {}</p>" if name == "page.html" else "{}. {}\n\n{}: {}\n\n"
    page = HEADS[name].format("Recommendations") + "".join(
        block.format(i, text, label, body) for i, (body, text) in enumerate(zip(BODIES, ASKED, strict=True), 1)
    )
    found = read(page, name)
    assert pairs(found) == list(zip(ASKED, BODIES, strict=True))
    assert found.whole


@pytest.mark.parametrize(
    "form",
    [
        "Lead agency: {1}\n\n{2}. {0}\n\n",
        "Recommendation {2}\n\nLead agency: {1}\n\n{0}\n\n",
        "{2}. {0}\nResponsible agency:\n{1}\n\n",
        "{2}. {0} Lead agency: {1}\n\n",
        "Recommendation {2} – {1}: {0}\n\n",
        "{2}. {1}: {0}\n\n",
        "{2}. {1} – {0}\n\n",
        "{2}. {0} ({1})\n\n",
        "{2}. {0} [{1}]\n\n",
    ],
)
def test_who_stands_beside_each_recommendation_is_its_addressee(form: str) -> None:
    page = HEADS["page.txt"].format("Recommendations") + "".join(
        form.format(text, body, i) for i, (body, text) in enumerate(zip(BODIES, ASKED, strict=True), 1)
    )
    found = read(page)
    assert pairs(found) == list(zip(ASKED, BODIES, strict=True))
    assert found.whole


@pytest.mark.parametrize(
    "texts",
    [
        ["Training: The council should train staff.", "Records: The force should keep them."],
        ["The council should train staff (see above).", "The force should keep records (all of them)."],
        ["Fen Police: To log calls.", "To name a lead."],
    ],
)
def test_themes_and_explanations_are_no_addressees(texts: list[str]) -> None:
    page = HEADS["page.txt"].format("Recommendations") + "".join(f"{i}. {t}\n" for i, t in enumerate(texts, 1))
    assert [text for text, _ in pairs(read(page))] == texts


def test_another_body_in_a_sentence_does_not_hide_that_of_the_chapter() -> None:
    page = f"{HEADS['page.md']}### Fen Police\n\n1. To log calls.\n2. Wold NHS Trust should ask its staff.\n"
    found = read(page.format("Recommendations"), "page.md")
    assert [cell for _, cell in pairs(found)] == ["Fen Police", "Fen Police"]
    assert all("title" not in r for r in found.data["recommendations"])


BELOW = {
    "numbers": "{2}. {0}\n{1}\n",
    "numbers and gaps": "{2}. {0}\n\n{1}\n\n",
    "items": "- {0}\n\n{1}\n\n",
    "paragraphs": "{0}\n\n{1}\n\n",
    "numbers alone": "Recommendation {2}\n{0}\n{1}\n",
}


@pytest.mark.parametrize("form", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("last", ["Fen Council", "Jubilee House"])
def test_a_name_below_each_recommendation_is_its_cell(form: str, last: str) -> None:
    cells = ["Fen Police", "Wold NHS Trust", last]
    page = HEADS["page.txt"].format("Recommendations") + "".join(
        form.format(text, body, i) for i, (body, text) in enumerate(zip(cells, ASKED, strict=True), 1)
    )
    found = read(page)
    assert pairs(found) == list(zip(ASKED, cells, strict=True))
    assert found.whole


@pytest.mark.parametrize(
    ("page", "cells"),
    [
        ("1. {0}\n\nFen Police\n2. {1}\n\nFen Council\n3. {2}\n", ["", "Fen Police", "Fen Council"]),
        ("Fen Police\n1. {0}\nFen Council\n2. {1}\n3. {2}\n", ["Fen Police", "Fen Council", "Fen Council"]),
        ("1. {0}\n2. {1}\n3. {2}\n\nFen Council\n", ["", "", ""]),
    ],
)
def test_a_name_over_a_chapter_or_at_the_end_of_a_page_is_not_that_of_the_text_above(
    page: str, cells: list[str]
) -> None:
    found = read(HEADS["page.txt"].format("Recommendations") + page.format(*ASKED))
    assert pairs(found) == list(zip(ASKED, cells, strict=True))


LISTS = {
    "items": "{1}\n\n- {0}\n\n",
    "bullets": "{1}\n\n• {0}\n\n",
    "numbers": "{1}\n\n{2}. {0}\n\n",
    "close": "{1}\n- {0}\n\n",
}


@pytest.mark.parametrize("form", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_heading_that_stands_like_that_of_a_known_body_is_one(form: str, at: int) -> None:
    cells = ["Fen Police", "Wold NHS Trust"]
    cells.insert(at, "Jubilee House")
    page = HEADS["page.txt"].format("Recommendations") + "".join(
        form.format(text, body, i) for i, (body, text) in enumerate(zip(cells, ASKED, strict=True), 1)
    )
    found = read(page)
    assert pairs(found) == list(zip(ASKED, cells, strict=True))
    assert found.whole


@pytest.mark.parametrize("theme", ["Carers", "Sharing information", "Risk Training", "Record Keeping", "Carers Lead"])
def test_a_theme_between_bodies_is_kept_as_one(theme: str) -> None:
    page = f"## Fen Police\n\n- {ASKED[0]}\n\n## {theme}\n\n- {ASKED[1]}\n- The lead should know of training.\n"
    found = read(HEADS["page.md"].format("Recommendations") + page.replace("##", "###"), "page.md")
    first, second, third = found.data["recommendations"]
    assert (first["addressed_to"], second["addressed_to"]) == ("Fen Police", "")
    assert (second["title"], third["title"]) == (theme, theme)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("Fen Police\n\n1. {0}\n2. {1}\n3. {2}\n\nFen Council\n", "Fen Council"),
        ("Wold NHS Trust\n\nFen Police\n\n1. {0}\n2. {1}\n3. {2}\n", "Wold NHS Trust"),
    ],
)
def test_a_name_that_heads_nothing_is_told(page: str, name: str) -> None:
    found = read(HEADS["page.txt"].format("Recommendations") + page.format(*ASKED))
    assert [cell for _, cell in pairs(found)] == ["Fen Police"] * 3
    assert not found.whole
    assert f"left out a name below which no recommendation stands: “{name}”" in found.warnings


WHOSE = (
    *("Recommendations - {}", "Recommendations: {}", "Recommendations ({})", "Recommendations for {}"),
    *("{} recommendations", "{}’s recommendations", "{} – Recommendations", "8.2 Recommendations – {}"),
)


@pytest.mark.parametrize("heading", WHOSE)
@pytest.mark.parametrize("over", ["## Recommendations\n\n", ""], ids=["below a heading", "alone"])
def test_a_heading_says_whose_the_recommendations_are(heading: str, over: str) -> None:
    page = f"# Domestic Homicide Review: Fen\n\n{over}" + "".join(
        f"{'###' if over else '##'} {heading.format(body)}\n\n{i}. The staff should ask. {text}\n\n"
        for i, (body, text) in enumerate(zip(BODIES, ASKED, strict=True), 1)
    )
    found = read(page, "page.md")
    assert [cell for _, cell in pairs(found)] == list(BODIES)
    assert found.whole


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Panel recommendations",
            "Overview Report Recommendations",
            "Recommendations - National",
            "DHR Recommendations",
        ),
        *("Individual Agency Recommendations", "Fen Council Domestic Homicide Review Recommendations"),
    ],
)
def test_a_heading_that_names_nobody_gives_no_addressee(heading: str) -> None:
    found = read(f"# Domestic Homicide Review: Fen\n\n## {heading}\n\n1. {ASKED[0]}\n2. {ASKED[1]}\n", "page.md")
    assert [cell for _, cell in pairs(found)] == ["", ""]


@pytest.mark.parametrize("heading", ["{}", "Recommendations for {}", "{} recommendations"])
def test_a_heading_over_a_table_is_its_addressee_and_not_the_title_of_the_review(heading: str) -> None:
    table = "\n\n| No | Recommendation |\n|---|---|\n| {} | {} |\n\n"
    page = HEADS["page.md"].format("Recommendations") + "".join(
        f"### {heading.format(body)}" + table.format(i, text)
        for i, (body, text) in enumerate(zip(BODIES, ASKED, strict=True), 1)
    )
    found = read(page, "page.md")
    assert pairs(found) == list(zip(ASKED, BODIES, strict=True))
    assert "Police" not in found.data["review"]["title"]


def test_a_column_of_addressees_goes_before_the_heading_over_a_table() -> None:
    table = f"| Recommendation | Agency |\n|---|---|\n| {ASKED[0]} | Fen Council |\n| {ASKED[1]} | |\n"
    found = read(HEADS["page.md"].format("Recommendations") + f"### Fen Police\n\n{table}", "page.md")
    assert [cell for _, cell in pairs(found)] == ["Fen Council", ""]
    assert "left out a heading that names another body than the table does: “Fen Police”" in found.warnings
    assert not found.whole


@pytest.mark.parametrize("label", ["Support", "Supported by", "Supporting agencies"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_who_supports_is_below_who_leads_and_in_the_same_cell(label: str, gap: str) -> None:
    page = HEADS["page.txt"].format("Recommendations") + "".join(
        f"{i}. {text}{gap}Lead: Fen Police{gap}{label}: Wold NHS Trust{gap}" for i, text in enumerate(ASKED, 1)
    )
    found = read(page)
    assert pairs(found) == [(text, "Fen Police | Wold NHS Trust") for text in ASKED]
    assert found.whole


@pytest.mark.parametrize(
    "cell", ["Lead: Fen Police. Support: Wold NHS Trust", "Lead: Fen Police; Support: Fen Council"]
)
def test_who_leads_and_supports_in_one_line_is_the_cell_whole(cell: str) -> None:
    page = HEADS["page.txt"].format("Recommendations") + f"1. {ASKED[0]}\n{cell}\n2. {ASKED[1]}\n{cell}\n"
    found = read(page)
    assert pairs(found) == [(text, cell.removeprefix("Lead: ")) for text in ASKED[:2]]


def test_support_may_be_a_theme_too() -> None:
    page = (
        HEADS["page.txt"].format("Recommendations") + f"1. {ASKED[0]}\n\n2. {ASKED[1]}\n\nSupport: groups for carers.\n"
    )
    found = read(page)
    assert [cell for _, cell in pairs(found)][:2] == ["", ""]


@pytest.mark.parametrize("mark", ["", "### "])
@pytest.mark.parametrize("dot", ["", "."])
def test_a_numbered_name_over_the_numbers_in_it_is_the_addressee_of_them_all(mark: str, dot: str) -> None:
    page = HEADS["page.md"].format("Recommendations") + "".join(
        f"{mark}7.{i}{dot} {body}\n\n"
        + "".join(f"7.{i}.{n} The staff should {text[3:]}\n\n" for n, text in enumerate(ASKED, 1))
        for i, body in enumerate(("Fen Police", "Wold NHS Trust"), 1)
    )
    found = read(page, "page.md")
    assert [cell for _, cell in pairs(found)] == ["Fen Police"] * 3 + ["Wold NHS Trust"] * 3
    assert [r["number"] for r in found.data["recommendations"]] == [f"7.{i}.{n}" for i in (1, 2) for n in (1, 2, 3)]
    assert found.whole


def test_the_name_of_a_site_heads_no_table() -> None:
    for text in (
        f"| No | Recommendation |\n|---|---|\n| 1 | {ASKED[0]} |\n",
        f"| Recommendation | Agency |\n|---|---|\n| {ASKED[0]} | Fen Police |\n",
    ):
        found = read(f"# Fen Council\n\nDomestic Homicide Review\n\nCSP: Fen\n\n{text}", "page.md")
        assert found.data["review"]["csp"] == "Fen"
        assert "Fen Council" not in {cell for _, cell in pairs(found)}
        assert found.whole


def test_a_label_that_says_that_it_is_a_recommendation_is_no_part_of_who_is_to_act() -> None:
    texts = ["Fen Police should log each call.", "Fen Council should name a lead."]
    page = HEADS["page.txt"].format("Recommendations")
    for number in ("Recommendation {}\n", "{}. ", "- "):
        items = "\n".join(f"{number.format(i)}Recommendation: {text}\n" for i, text in enumerate(texts, 1))
        assert pairs(read(page + items)) == list(zip(texts, BODIES, strict=False))


@pytest.mark.parametrize("behind", ["Fen Police", "All wards"])
def test_a_name_in_brackets_behind_a_list_is_of_that_recommendation_alone(behind: str) -> None:
    listed = "The ward should:<ul><li>ask who holds the keys;</li><li>write it down.</li></ul>"
    items = (f"{ASKED[0]} (Fen Council)", f"{listed} ({behind})", f"{ASKED[1]} (Fen Council)")
    page = HEADS["page.html"].format("Recommendations") + "".join(
        f"<p>{n}. {item}</p>" for n, item in enumerate(items, 1)
    )
    found = read(page, "page.html")
    assert [cell for _, cell in pairs(found)] == ["Fen Council", behind, "Fen Council"]
    assert found.whole


def test_whom_all_brackets_name_goes_before_a_kind_of_body_that_a_sentence_asks() -> None:
    texts = ("Governors to meet those who wrote to them.", "To name a lead for carers.")
    names = Known({"Governors": "role"})
    page = HEADS["page.txt"].format("Recommendations") + "".join(
        f"{i}. {text} (Riverbank Listening Ear)\n" for i, text in enumerate(texts, 1)
    )
    (found,) = read_source(page.encode(), "page.txt", names)
    assert [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]] == [
        (f"{text} (Riverbank Listening Ear)", "") for text in texts
    ]
