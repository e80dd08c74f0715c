"""Lists of recommendations above a table: they come in with its rows, and what the table takes up again stands once."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

LOG = "The force should log each call in full."
HOUSING = "The council should train its housing staff."
MIDWIVES = "The trust should ask about safety at home."
NAMES = Known({"Wold Council": "council", "Wold Police": "police", "Wold Trust": "nhs-trust"})
MD = "# Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n## Recommendations\n\n"
TXT = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
HTML = "<html><body><h1>Domestic Homicide Review</h1><p>CSP: Wold</p><h2>Recommendations</h2>"
TABLE = f"| No | Recommendation | Addressed to |\n|---|---|---|\n| 2 | {HOUSING} | Wold Council |\n"
TABBED = f"No\tRecommendation\tAddressed to\n2\t{HOUSING}\tWold Council\n"
CELLS = (
    "<table><tr><th>No<th>Recommendation<th>Addressed to</tr>"
    f"<tr><td>2<td>{HOUSING}<td>Wold Council</tr></table></body></html>"
)

Row = tuple[str | None, str, str]


def read(text: str, name: str) -> Imported:
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def rows(found: Imported) -> list[Row]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"{MD}1. {LOG}\n\n{TABLE}", "p.md"),
        (f"{MD}### Of the panel\n\n1. {LOG}\n\n### Of the agencies\n\n{TABLE}", "p.md"),
        (f"{MD}### Recommendation 1\n\n{LOG}\n\n{TABLE}", "p.md"),
        (f"{MD}### Wold Police\n\n- {LOG}\n\n### Others\n\n{TABLE}", "p.md"),
        (f"{MD}1. {LOG}\n\n## Action plan\n\n{TABLE}", "p.md"),
        (f"{HTML}<ol><li>{LOG}</ol>{CELLS}", "p.html"),
        (f"{HTML}<p>Recommendation 1: {LOG}</p>{CELLS}", "p.html"),
        (f"{TXT}1. {LOG}\n\n{TABBED}", "p.txt"),
    ],
)
def test_a_list_above_a_table_comes_in_before_its_rows(page: str, name: str) -> None:
    found = read(page, name)
    assert [text for _, text, _ in rows(found)] == [LOG, HOUSING]
    assert found.whole
    assert not any("states" in warning for warning in found.warnings)


def test_a_paragraph_above_a_table_that_asks_somebody_is_told() -> None:
    found = read(f"{MD}Wold Police should log each call in full.\n\n{TABLE}", "p.md")
    assert [text for _, text, _ in rows(found)] == [HOUSING]
    assert "Wold Police should log each call" in " ".join(found.lost)


@pytest.mark.parametrize(
    "above",
    [
        "The panel made one recommendation. The table below gives it.",
        "2. Recommendations\n\n3. Action plan of the partnership 14\n\n4. Glossary 17",
        "Each row gives:\n\n- its number;\n- whom it is addressed to.",
    ],
)
def test_what_introduces_a_table_is_no_recommendation(above: str) -> None:
    found = read(f"{TXT}{above}\n\n{TABBED}", "p.txt")
    assert rows(found) == [("2", HOUSING, "Wold Council")]
    assert found.whole


def test_a_plan_that_repeats_the_list_gives_the_addressees() -> None:
    plan = (
        "| No | Recommendation | Action | Lead agency |\n|---|---|---|---|\n"
        f"| 1 | {LOG} | Write a guide | Wold Police |\n| 2 | {HOUSING} | Book a course | Wold Council |\n"
    )
    found = read(f"{MD}1. {LOG}\n2. {HOUSING}\n3. {MIDWIVES}\n\n## Action plan\n\n{plan}", "p.md")
    assert [(text, cell) for _, text, cell in rows(found)] == [
        (LOG, "Wold Police"),
        (HOUSING, "Wold Council"),
        (MIDWIVES, ""),
    ]
    assert found.whole


def test_a_plan_in_fewer_words_leaves_the_list_its_own() -> None:
    plan = "| No | Recommendation | Lead agency |\n|---|---|---|\n| 1 | Log each call | Wold Police |\n"
    found = read(f"{MD}1. {LOG}\n\n## Action plan\n\n{plan}", "p.md")
    assert rows(found) == [("1", LOG, "Wold Police")]
    assert found.whole


@pytest.mark.parametrize("said", ["Log of each call", "Wold Police should log each call in full, and each visit."])
def test_what_a_plan_says_in_other_words_is_kept_or_told(said: str) -> None:
    plan = f"| No | Recommendation | Lead agency |\n|---|---|---|\n| 1 | {said} | Wold Police |\n"
    found = read(f"{MD}1. {LOG}\n\n## Action plan\n\n{plan}", "p.md")
    kept = " ".join(text for _, text, _ in rows(found))
    assert all(text in kept + " ".join(found.lost) for text in (LOG, said))


def test_a_wish_of_another_body_is_another_recommendation() -> None:
    other = LOG.replace("force", "council")
    table = f"| No | Recommendation | Agency |\n|---|---|---|\n| 1 | {other} | Wold Council |\n"
    found = read(f"{MD}1. {LOG}\n\n{table}", "p.md")
    assert [text for _, text, _ in rows(found)] == [LOG, other]


def test_a_plan_of_actions_by_number_gives_the_addressees() -> None:
    plan = (
        "| Rec | Action | Lead agency |\n|---|---|---|\n| 1 | Write a guide | Wold Police |\n"
        "| 1 | Print the guide | Wold Council |\n| 2 | Book a course | Wold Council |\n"
    )
    found = read(f"{MD}1. {LOG}\n2. {HOUSING}\n\n## Action plan\n\n{plan}", "p.md")
    assert [(text, cell) for _, text, cell in rows(found)] == [
        (LOG, "Wold Police | Wold Council"),
        (HOUSING, "Wold Council"),
    ]
    assert any("no place for: Action" in warning for warning in found.warnings)


def test_a_table_of_other_recommendations_with_the_same_numbers_is_another_list() -> None:
    table = f"| No | Recommendation | Agency |\n|---|---|---|\n| 1 | {MIDWIVES} | Wold Trust |\n"
    found = read(f"{MD}1. {LOG}\n2. {HOUSING}\n\n### Of the agencies\n\n{table}", "p.md")
    assert [text for _, text, _ in rows(found)] == [LOG, HOUSING, MIDWIVES]
    assert found.whole


def test_a_list_and_a_plan_that_name_different_bodies_are_both_kept() -> None:
    plan = f"## Action plan\n\n| Recommendation | Lead |\n|---|---|\n| {LOG} | Wold Council |\n"
    found = read(f"{MD}### Wold Police\n\n1. {LOG}\n\n{plan}", "p.md")
    assert rows(found) == [("1.", LOG, "Wold Police | Wold Council")]


def test_a_plan_by_number_adds_its_bodies_to_those_of_the_list() -> None:
    plan = "## Action plan\n\n| No | Action | Lead |\n|---|---|---|\n| 1 | Write a form | Wold Council |\n"
    found = read(f"{MD}### Wold Police\n\n1. {LOG}\n\n{plan}", "p.md")
    assert rows(found) == [("1.", LOG, "Wold Police | Wold Council")]


@pytest.mark.parametrize("lead", ["Wold Police", "Wold Police and Wold Council", "the Wold Police"])
def test_a_plan_that_names_the_body_of_the_list_again_is_not_added_to(lead: str) -> None:
    plan = f"## Action plan\n\n| No | Recommendation | Lead |\n|---|---|---|\n| 1 | {LOG} | {lead} |\n"
    found = read(f"{MD}### Wold Police\n\n1. {LOG}\n\n{plan}", "p.md")
    assert [cell for *_, cell in rows(found)] == [lead]


def test_whom_a_sentence_speaks_of_is_not_added_to_the_body_of_a_plan() -> None:
    plan = f"## Action plan\n\n| No | Recommendation | Lead |\n|---|---|---|\n| 1 | {LOG} | Wold Police |\n"
    assert rows(read(f"{MD}1. {LOG}\n\n{plan}", "p.md")) == [("1", LOG, "Wold Police")]
