"""Pages as people publish them: several lists, headings of themes and bodies, tables that go on, closing words."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import UnusableError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

A = "The council should train its housing staff."
B = "The force should log each call."
C = "The trust should ask about safety at home."
TXT = "Domestic Homicide Review: Wold\n\n"
MD = "# Domestic Homicide Review: Wold\n\n"
HTML = "<html><body><h1>Domestic Homicide Review: Wold</h1>"
HEAD = "<tr><th>No<th>Recommendation<th>Agency</tr>"
NAMES = Known({"Wold Council": "council", "Wold Police": "police", "Refuge": "charity"})


def read(text: str, name: str) -> Imported:
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def texts(imported: Imported) -> list[str]:
    return [r["text"] for r in imported.data["recommendations"]]


WHOLE = {
    "two tables": (
        MD + "".join(f"## Part {i}\n\n| No | Recommendation | Agency |\n|---|---|---|\n| {i} | {text} | X |\n\n"
                     for i, text in enumerate((A, B, C), 1)),
        "p.md",
    ),
    "local and national, in text": (
        f"{TXT}Local recommendations\n\n1. {A}\n2. {B}\n\nNational recommendations\n\n1. {C}\n", "p.txt"
    ),
    "local and national": (
        f"{MD}## Local recommendations\n\n1. {A}\n\n## National recommendations\n\n1. {B}\n2. {C}\n", "p.md"
    ),
    "another part between": (
        (f"{MD}## Recommendations\n\n1. {A}\n2. {B}\n\n## Background\n\nA woman was killed in 2013.\n\n"
         f"## Recommendations for the trust\n\n3. {C}\n"), "p.md"
    ),
    "themes": (f"{MD}## Recommendations\n\n### Training\n\n1. {A}\n2. {B}\n\n### Safety\n\n3. {C}\n", "p.md"),
    "themes, in text": (f"{TXT}Recommendations\n\nTraining\n\n1. {A}\n2. {B}\n\nSafety\n\n3. {C}\n", "p.txt"),
    "a list of terms": (
        f"{HTML}<h2>Recommendations</h2><dl>"
        + "".join(f"<dt>Recommendation {i}<dd>{text}" for i, text in enumerate((A, B, C), 1)), "p.html"
    ),
    "boxes": (
        f"{HTML}<h2>Recommendations</h2>"
        + "".join(f"<div><div><b>Recommendation {i}</b></div><div>{text}</div></div>"
                  for i, text in enumerate((A, B, C), 1)), "p.html"
    ),
    "folded": (
        f"{HTML}<h2>Recommendations</h2>"
        + "".join(f"<details><summary>Recommendation {i}</summary><p>{text}</p></details>"
                  for i, text in enumerate((A, B, C), 1)), "p.html"
    ),
    "a table for the layout": (
        f"<table><tr><td>{HTML}<h2>Recommendations</h2><ol><li>{A}<li>{B}<li>{C}</ol></table>", "p.html"
    ),
    "broken lines": (f"{HTML}<h2>Recommendations</h2><p>1. {A}<br>2. {B}<br><br>3. {C}", "p.html"),
    "a cell over several rows": (
        f"{HTML}<table>{HEAD}<tr><td>1<td>{A}<td rowspan=3>X<tr><td>2<td>{B}<tr><td>3<td>{C}</table>", "p.html"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_each_recommendation_of_a_page_comes_in(kind: str) -> None:
    found = read(*WHOLE[kind])
    assert texts(found) == [A, B, C]
    assert found.whole


def test_a_theme_is_the_title_of_its_recommendations() -> None:
    found = read(*WHOLE["themes, in text"])
    assert [r["title"] for r in found.data["recommendations"]] == ["Training", "Training", "Safety"]


def test_a_body_that_heads_a_group_is_its_addressee_whoever_a_recommendation_names() -> None:
    page = (
        f"{MD}## Recommendations\n\n### Wold Council\n\n1. {A}\n2. Refuge should join.\n\n### Wold Police\n\n1. {B}\n"
    )
    found = [(r.get("title"), r["addressed_to"]) for r in read(page, "p.md").data["recommendations"]]
    assert found == [(None, "Wold Council"), (None, "Wold Council"), (None, "Wold Police")]


def test_the_heading_of_a_body_ends_a_theme() -> None:
    page = f"{MD}## Recommendations\n\n### Training\n\n1. {A}\n\n### Wold Police\n\n2. {B}\n3. {C}\n"
    found = [(r.get("title"), r["addressed_to"]) for r in read(page, "p.md").data["recommendations"]]
    assert found == [("Training", ""), (None, "Wold Police"), (None, "Wold Police")]


def test_a_list_that_says_the_same_twice_comes_in_once() -> None:
    page = f"{MD}## Key recommendations\n\n1. {A}\n\n## All recommendations\n\n1. {A}\n2. {B}\n"
    assert texts(read(page, "p.md")) == [A, B]


LACKING = {
    "a table goes on without headings, of another kind": (
        (f"{MD}| No | Recommendation | Agency |\n|---|---|---|\n| 1 | {A} | X |\n\nContinued\n\n"
         f"| 2 | {B} | Y | Z |\n|---|---|---|---|\n"), "p.md", B,
    ),
    "a table goes on without headings, of another kind, in HTML": (
        f"{HTML}<table>{HEAD}<tr><td>1<td>{A}<td>X</table><p>Continued<table><tr><td>Y<td>{B}<td>2</table>", "p.html", B
    ),
    "a list below a table": (
        f"{HTML}<table>{HEAD}<tr><td>1<td>{A}<td>X</table><h2>National recommendations</h2><ul><li>{B}</ul>", "p.html",
        B,
    ),
    "a closing sentence": (f"{TXT}Recommendations\n\n1. {A}\n2. {B}\n\nTraining for every nurse.\n", "p.txt",
                           "Training for every nurse."),
    "under a heading of its own": (
        f"{MD}## Recommendations\n\n1. {A}\n2. {B}\n\n## The wider system\n\nAll schools should name a lead.\n", "p.md",
        "All schools should name a lead.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LACKING)
def test_what_may_be_a_recommendation_and_is_not_taken_is_told(kind: str) -> None:
    text, name, passage = LACKING[kind]
    found = read(text, name)
    assert passage not in texts(found)
    assert found.lost == (f"left out what may be recommendations too: “{passage}”",)


@pytest.mark.parametrize(
    "after",
    [
        "Recommendations extracted from the published report.\n\nYou should call the police in an emergency.\n",
        "## Need help?\n\nYou should call the police in an emergency.\n",
        "Contact us\n\nHome\n\nA to Z\n",
        "## About the panel\n\nIt met four times in 2014.\n",
        "© Wold Council. All rights should be respected.\n",
        "References\n\n1. A (2016) Guidance on reviews.\n2. B (2014) What works.\n3. C (2012) A title of a book.\n",
        "Glossary\n\nMARAC: the conference at which agencies share what they know of victims at high risk.\n",
        "Progress\n\nWold Council has trained its staff.\n\n- A new policy was agreed in 2021\n",
        "Need help?\n\nRefuge offers support to women.\n\n- Call the helpline at any time of day\n",
    ],
)
def test_what_is_around_the_content_of_a_page_is_not_missed(after: str) -> None:
    assert read(f"{MD}## Recommendations\n\n1. {A}\n2. {B}\n\n{after}", "p.md").whole


def test_the_story_above_the_recommendations_is_not_missed() -> None:
    story = "The council should have asked. Staff must be trained to ask, the panel heard.\n"
    assert read(f"{MD}{story}\n## Recommendations\n\n1. {A}\n2. {B}\n", "p.md").whole


FLAT = (
    "Wold review\nCSP: Wold\nExtracted recommendations\n# Recommendation Addressed to\n"
    f"1 {A} Wold Council\n2 {B} Wold Police\n3 {C} Wold Council\n\n"
)


def test_what_follows_a_flattened_table_is_lost_only_if_it_may_be_a_recommendation() -> None:
    last = "The practice should also write a policy."
    lacking, furnished = read(f"{FLAT}{last}\n", "p.txt"), read(f"{FLAT}Home\nA to Z\n", "p.txt")
    assert texts(lacking) == texts(furnished) == [A, B, C]
    assert lacking.lost == (f"left out what may be recommendations too: “{last}”",)
    assert furnished.whole
    assert "left out what follows the recommendations: “Home”" in furnished.warnings


def test_a_sentence_between_two_tables_of_recommendations_is_told() -> None:
    row = "| {0} | The school should name a lead for safety in year {0}. | Wold Council |"
    table = "| No | Recommendation | Agency |\n|---|---|---|\n" + row
    page = f"# Wold review\n\n{table.format(1)}\n\nWritten in spring.\n\n## Second part\n\n{table.format(2)}\n"
    (found,) = read_source(page.encode(), "wold.md", NOTHING)
    assert found.count == 2
    assert found.lost == ("left out what may be recommendations too: “Written in spring.”",)


def flattened(numbers: list[str], *agencies: str) -> Imported:
    """A page whose table became lines, a cell on each; an empty number has no line."""
    cells = [
        cell
        for i, number in enumerate(numbers)
        for cell in (number, f"Staff should keep a list of the calls of year {i}.", agencies[i % len(agencies)])
        if cell
    ]
    page = "\n".join(["DHR Wold", "", "Number", "Recommendation", "Agency", *cells, ""])
    (found,) = read_source(page.encode(), "wold.txt", Known({"Wold Police": "police", "Fen Council": "council"}))
    return found


@pytest.mark.parametrize("third", ["R 3", "R3*", "[R3]", ""])
def test_a_number_of_another_form_or_none_begins_a_row_all_the_same(third: str) -> None:
    found = flattened(["R1", "R2", third, "R4"], "Wold Police", "Fen Council")
    rows = found.data["recommendations"]
    assert [row.get("number") for row in rows] == ["R1", "R2", third or None, "R4"]
    assert [row["addressed_to"] for row in rows] == ["Wold Police", "Fen Council"] * 2
    assert found.whole


def test_numbers_of_four_figures_after_letters_count_on() -> None:
    found = flattened(["R998", "R999", "R1000", "R1001"], "Wold Police", "Fen Council")
    assert [row["number"] for row in found.data["recommendations"]] == ["R998", "R999", "R1000", "R1001"]


def test_rows_that_ran_together_beyond_telling_are_told() -> None:
    found = flattened(["R1", "R2", "", "R4"], "All concerned", "Everyone involved")
    assert found.count < 4
    assert found.lost == ("rows ran together in recommendation R2, which has the lines of several; next comes R4",)


@pytest.mark.parametrize(
    "first",
    ["[Home](/) | [Safety](/safety)", "[Skip to content](#main)", "[1] A note of the council", "[![Crest](/c.png)](/)"],
)
def test_a_page_that_begins_with_a_link_is_no_json(first: str) -> None:
    top = f"{first}\n\n# Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
    assert texts(read(f"{top}## Recommendations\n\n1. {A}\n2. {B}\n", "p.txt")) == [A, B]


@pytest.mark.parametrize("text", ['[{"text": "Ask."', "{", '[ "Ask"', '{"text" "Ask."}', "[", "[[1, 2]"])
def test_what_begins_as_json_is_told_to_be_broken(text: str) -> None:
    with pytest.raises(UnusableError, match="not JSON"):
        read(text, "p.txt")
