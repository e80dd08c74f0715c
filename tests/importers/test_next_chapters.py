"""The chapter below the recommendations, whose title does not tell that they have ended: none of its words is one."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold Council": "council"})
HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
LOG = "Each call should be logged on one form."
STAFF = "Supervisors should meet each month."
AFTER = "All who read this should carry it into their work."


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(f"{HEAD}{page}\n".encode(), name, KNOWN)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("listed", [f"- {LOG}\n- {STAFF}", f"1. {LOG}\n\n2. {STAFF}"], ids=["bullets", "numbers"])
@pytest.mark.parametrize(("name", "mark"), [("p.txt", ""), ("p.md", "## ")])
@pytest.mark.parametrize("title", ["10. Words at the end", "12. What we saw"])
def test_a_number_that_counts_on_from_none_is_that_of_a_chapter(listed: str, name: str, mark: str, title: str) -> None:
    found = read(f"{mark}Recommendations\n\n{listed}\n\n{mark}{title}\n\n{AFTER}", name)
    assert texts(found) == [LOG, STAFF]
    assert not found.whole  # what asks for something there is told


@pytest.mark.parametrize("below", ["3.1 Much was done well.\n\n3.2 The panel met often.", "Much was done well by all."])
@pytest.mark.parametrize("name", ["p.txt", "p.md"])
def test_a_chapter_that_counts_on_from_the_list_too_is_told_apart_by_what_is_below_it(below: str, name: str) -> None:
    mark = "## " if name == "p.md" else ""
    page = f"{mark}2. Recommendations\n\n1. {LOG}\n2. {STAFF}\n\n3. Words at the end\n\n{below}"
    assert texts(read(page, name)) == [LOG, STAFF]


def test_a_theme_that_counts_on_from_the_one_above_is_no_chapter() -> None:
    page = f"## Recommendations\n\n### 1. Supervision\n\n- {STAFF}\n\n### 2. Record keeping\n\n- {LOG}"
    assert texts(read(page, "p.md")) == [STAFF, LOG]


def test_a_recommendation_without_a_full_stop_is_no_chapter() -> None:
    page = f"2. Recommendations\n\n1. {LOG}\n\n2. {STAFF}\n\n3. Wards should keep a list\n\nIt should name leads."
    assert texts(read(page))[2].startswith("Wards should keep a list")


BODIES = "{0} Fen Police\n\n{1}\n\n{0} Wold Council\n\n{2}\n\n"


@pytest.mark.parametrize("title", ["The way forward", "Final thoughts of the panel", "Moving on", "After this review"])
@pytest.mark.parametrize("item", ["", "- "], ids=["paragraphs", "bullets"])
@pytest.mark.parametrize(("name", "marks"), [("p.txt", ("", "", "")), ("p.md", ("##", "###", "###"))])
def test_a_chapter_that_closes_the_report_is_no_part_of_the_list(
    title: str, item: str, name: str, marks: tuple[str, str, str]
) -> None:
    chapter, part, closing = marks
    parts = BODIES.format(part, item + LOG, item + STAFF)
    found = read(f"{chapter} Recommendations\n\n{parts}{closing} {title}\n\n{AFTER}".replace("\n ", "\n"), name)
    assert [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]] == [
        (LOG, "Fen Police"),
        (STAFF, "Wold Council"),
    ]
    assert "All who read this" in " ".join(found.lost)


@pytest.mark.parametrize("title", ["Our debt to families", "Embedding the learning"])
@pytest.mark.parametrize(("name", "marks"), [("p.md", ("##", "###")), ("p.html", ("h2", "h3"))])
def test_a_heading_of_the_list_s_own_level_ends_it_below_parts(title: str, name: str, marks: tuple[str, str]) -> None:
    chapter, part = marks
    texts_of = [(chapter, "Recommendations"), (part, "Fen Police"), ("", LOG), (part, "Wold Council"), ("", STAFF)]
    texts_of += [(chapter, title), ("", AFTER)]
    if name.endswith("md"):
        page = "\n\n".join(f"{mark} {text}".strip() for mark, text in texts_of)
    else:
        page = "".join(f"<{mark or 'p'}>{text}</{mark or 'p'}>\n" for mark, text in texts_of)
    found = read(page, name)
    assert texts(found) == [LOG, STAFF]
    assert "All who read this" in " ".join(found.lost)


def test_a_body_at_the_list_s_own_level_goes_on_with_it() -> None:
    page = f"## Recommendations\n\n### Fen Police\n\n- {LOG}\n\n## Wold Council\n\n- {STAFF}"
    assert texts(read(page, "p.md")) == [LOG, STAFF]


def test_a_short_line_over_a_paragraph_below_a_list_is_no_item_of_it() -> None:
    found = read(f"Recommendations\n\n- {LOG}\n- {STAFF}\n\nOur debt to families\n\n{AFTER}")
    assert texts(found) == [LOG, STAFF]
    assert not found.whole


def test_a_theme_over_a_paragraph_below_those_of_bodies_is_told() -> None:
    parts = BODIES.format("", LOG, STAFF).replace("\n ", "\n").strip()
    found = read(f"Recommendations\n\n{parts}\n\nEmbedding the learning\n\n{AFTER}")
    assert "Embedding the learning" in " ".join(found.lost)


def test_a_theme_that_begins_as_a_command_does_is_no_recommendation() -> None:
    found = read(f"Recommendations\n\nSupervision\n\n{STAFF}\n\nRecord keeping\n\n{LOG}")
    assert [(r["text"], r.get("title")) for r in found.data["recommendations"]] == [
        (STAFF, "Supervision"),
        (LOG, "Record keeping"),
    ]


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
@pytest.mark.parametrize("title", ["9. Annexe: who sat on the panel", "9. Those who took part"])
@pytest.mark.parametrize("theme", ["8.1 Theme: Supervision", "8.1 Supervision"])
def test_a_chapter_ends_recommendations_that_are_counted_as_such(name: str, title: str, theme: str) -> None:
    lines = ["8. Recommendations", theme, "Recommendation 1", LOG, "Recommendation 2", STAFF, title, "A lay member"]
    page = "".join(f"<p>{line}</p>" for line in lines) if name == "p.html" else "\n\n".join(lines)
    head = HEAD.replace("\n", "<br>") if name == "p.html" else HEAD
    (found,) = read_source(f"{head}{page}\n".encode(), name, KNOWN)
    assert texts(found) == [LOG, STAFF]
    assert found.whole
