"""What belongs to a recommendation beyond its first line: an introducing sentence, paragraphs, lists of its own."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "college": "relative"})
HEADS = {
    "page.txt": "Domestic Homicide Review: Fen\n\nRecommendations\n\n",
    "page.md": "# Domestic Homicide Review: Fen\n\n## Recommendations\n\n",
    "page.html": "<html><h1>Domestic Homicide Review: Fen</h1><h2>Recommendations</h2>",
}


def read(text: str, name: str) -> Imported:
    (imported,) = read_source((HEADS[name] + text).encode(), name, NAMES)
    return imported


def texts(imported: Imported) -> list[str]:
    return [" ".join(r["text"].replace("\n- ", "\n").split()) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("stem", ["The college should:", "It is recommended that the college should:"])
@pytest.mark.parametrize("last", [True, False], ids=["last", "first"])
@pytest.mark.parametrize(
    ("name", "form", "other"),
    [
        ("page.txt", "Recommendation {}\n{}\n{}\n{}\n\n", "Recommendation {}\n{}\n\n"),
        ("page.txt", "{}\n{}\n• {}\n• {}\n", "{}\n{}\n"),
        ("page.md", "### Recommendation {}\n\n{}\n\n- {}\n- {}\n\n", "### Recommendation {}\n\n{}\n\n"),
        ("page.html", "<h3>Recommendation {}</h3><p>{}</p><ul><li>{}</li><li>{}</li></ul>", "<h3>Rec {}</h3><p>{}</p>"),
    ],
)
def test_the_sentence_that_introduces_a_list_below_a_number_is_kept_with_it(
    name: str, form: str, other: str, stem: str, *, last: bool
) -> None:
    parts, single = ("ask its tutors; and", "keep a list of rooms."), "Fen Police should log each call."
    whole = f"{stem} {' '.join(parts)}"
    if last:
        page, expected = other.format(1, single) + form.format(2, stem, *parts), [single, whole]
    else:
        page, expected = form.format(1, stem, *parts) + other.format(2, single), [whole, single]
    found = read(page, name)
    assert [text.replace("• ", "") for text in texts(found)] == expected
    assert found.whole


ALONE = "Fen Police should log each call."
PART = "The log should be read each week."
OTHER = "The college should ask."


@pytest.mark.parametrize("last", [True, False], ids=["last", "first"])
@pytest.mark.parametrize(
    ("name", "form", "other"),
    [
        ("page.md", "{0}. {1}\n\n   {2}\n\n", "{}. {}\n\n"),
        ("page.md", "- {1}\n\n  {2}\n\n", "- {1}\n\n"),
        ("page.txt", "{0}. {1}\n\n   {2}\n\n", "{}. {}\n\n"),
        ("page.txt", "• {1}\n\n  {2}\n\n", "• {1}\n\n"),
        ("page.html", "<ol start={}><li><p>{}</p><p>{}</p></li></ol>", "<ol start={}><li><p>{}</p></li></ol>"),
        ("page.html", "<ul><li>{1}<br>{2}</li></ul>", "<ul><li>{1}</li></ul>"),
    ],
)
def test_a_further_paragraph_of_an_item_belongs_to_it(name: str, form: str, other: str, *, last: bool) -> None:
    whole = f"{ALONE} {PART}"
    if last:
        page, expected = other.format(1, OTHER) + form.format(2, ALONE, PART), [OTHER, whole]
    else:
        page, expected = form.format(1, ALONE, PART) + other.format(2, OTHER), [whole, OTHER]
    found = read(page, name)
    assert texts(found) == expected
    assert found.whole


def test_a_further_paragraph_of_the_last_item_belongs_to_it_where_others_have_one() -> None:
    found = read(f"1. {ALONE}\n\n{PART}\n\n2. {OTHER}\n\n{PART}\n", "page.txt")
    assert texts(found) == [f"{ALONE} {PART}", f"{OTHER} {PART}"]


def test_the_end_of_a_page_is_no_further_paragraph() -> None:
    end = "Jubilee House has since closed."
    found = read(f"1. {ALONE}\n\n{PART}\n\n2. {OTHER}\n\n{end}\n", "page.txt")
    assert texts(found) == [f"{ALONE} {PART}", OTHER]
    assert any(end in warning for warning in found.warnings)


@pytest.mark.parametrize("asked", ["Fen Police should log each call.", "The log of Fen Police should hold:"])
def test_a_numbered_list_in_an_item_belongs_to_it(asked: str) -> None:
    parts = ("calls; and", "visits.")
    for page, name in (
        (f"1. {asked}\n   1. {parts[0]}\n   2. {parts[1]}\n2. {OTHER}\n", "page.md"),
        (f"<ol><li>{asked}<ol><li>{parts[0]}</li><li>{parts[1]}</li></ol></li><li>{OTHER}</li></ol>", "page.html"),
    ):
        found = read(page, name)
        assert texts(found) == [f"{asked} 1. {parts[0]} 2. {parts[1]}", OTHER]
        assert [r["number"] for r in found.data["recommendations"]] == ["1.", "2."]


def test_numbers_below_a_body_in_a_list_are_those_of_its_recommendations() -> None:
    found = read(f"1. Fen Police\n   1. {ALONE}\n   2. {PART}\n", "page.md")
    assert texts(found)[-2:] == [ALONE, PART]


@pytest.mark.parametrize("rule", ["* * *", "=====", "-----", "_ _ _", "~~~~~", "– – –"])
def test_a_drawn_line_is_no_word_of_a_recommendation(rule: str) -> None:
    found = read(f"1. {ALONE}\n{rule}\n2. {OTHER}\n\n{rule}\n", "page.txt")
    assert texts(found) == [ALONE, OTHER]
    assert found.whole


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@pytest.mark.parametrize("form", ["- [ ] {}\n- [x] {}\n", "1. [ ] {}\n2. [x] {}\n"])
def test_a_box_to_be_ticked_is_no_word_of_a_recommendation(form: str, name: str) -> None:
    found = read(form.format(ALONE, "The college should ask."), name)
    assert texts(found) == [ALONE, "The college should ask."]
    assert found.data["recommendations"][0]["addressed_to"] == "Fen Police"


TABLE = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | The college should ask. | Fen Police |\n"


@pytest.mark.parametrize(
    "above", [TABLE, f"1. {ALONE}\n2. {OTHER}\n\n## Actions for colleges\n"], ids=["table", "list"]
)
@pytest.mark.parametrize(
    "phrase", ["Training for all tutors", "A review of how calls are logged", "Better joint training on carers"]
)
def test_a_phrase_that_names_what_is_to_be_done_is_told_where_it_found_no_place(above: str, phrase: str) -> None:
    found = read(f"{above}\n- {phrase}\n", "page.md")
    assert f"left out what may be recommendations too: “{phrase}”" in found.warnings
    assert not found.whole


@pytest.mark.parametrize("item", ["News and events for residents", "Planning and building", "Minutes of past meetings"])
@pytest.mark.parametrize("heading", ["", "## In this section\n\n", "## Useful links\n\n"])
def test_other_items_of_a_page_are_not_told(item: str, heading: str) -> None:
    assert read(f"{TABLE}\n{heading}- {item}\n", "page.md").whole
    assert read(
        f"1. {ALONE}\n2. {OTHER}\n\n## In this section\n\n- {item}\n- Training for councillors\n", "page.md"
    ).whole


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("Recommendation 1: ", "Recommendation 2: ")])
def test_a_list_below_a_further_line_of_a_recommendation_is_part_of_it(marks: tuple[str, str]) -> None:
    below = "Steps:\n- write a guide\n- tell the staff"
    page = f"{marks[0]}The force should log each call.\n{below}\n\n{marks[1]}The school should keep a log.\n{below}\n"
    found = read(page, "page.txt")
    lines = [r["text"].replace("\n- ", "\n").split("\n") for r in found.data["recommendations"]]
    assert [said[1:] for said in lines] == [["Steps:", "write a guide", "tell the staff"]] * 2
