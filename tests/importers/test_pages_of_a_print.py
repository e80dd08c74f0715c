"""Pages as they come out of a print: the foot of a page between recommendations, in them, and in their tables."""

from __future__ import annotations

import pytest

from dhrcurate.domain.page_marks import marks
from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Fen Council": "council"})
HEAD = "Domestic Homicide Review: Fen\n\nRecommendations\n\n"
MARKS = ("Page 12 of 40", "Page 3", "- 3 -", "12 | Page", "(c) Fen Council 2018", "Domestic Homicide Review: Fen")


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NAMES)
    return imported


def rows(imported: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("mark", MARKS)
def test_a_list_goes_on_over_the_foot_of_a_page(mark: str) -> None:
    found = read(
        f"{HEAD}Fen Police\n\n1. To write down each call.\n\n{mark}\n\n2. To agree a protocol before\n\n{mark}\n\n"
        f"a person is released.\n\n{mark}\n\nFen Council\n\n3. To name a lead.\n4. To write to carers.\n"
    )
    assert rows(found) == [
        ("1.", "To write down each call.", "Fen Police"),
        ("2.", "To agree a protocol before a person is released.", "Fen Police"),
        ("3.", "To name a lead.", "Fen Council"),
        ("4.", "To write to carers.", "Fen Council"),
    ]
    assert found.whole


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("again", ["", "| No | Recommendation | Agency |\n|---|---|---|\n"])
def test_a_table_goes_on_over_the_foot_of_a_page(mark: str, again: str) -> None:
    top = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | The council should ask at home. | Fen Council |\n"
    found = read(f"{HEAD}{top}\n{mark}\n\n{again}| 2 | The force should log calls. | Fen Police |\n", "page.md")
    assert rows(found) == [
        ("1", "The council should ask at home.", "Fen Council"),
        ("2", "The force should log calls.", "Fen Police"),
    ]
    assert found.whole


def test_a_page_of_blocks_goes_on_over_the_foot_of_a_print() -> None:
    found = read(
        "<h1>Domestic Homicide Review: Fen</h1><h2>Recommendations</h2><h3>Fen Police</h3>"
        "<p>1. To set a rule before</p><p>Page 3</p><p>anybody is released.</p><p>Page 4</p>"
        "<h3>Fen Council</h3><p>2. To name a lead.</p>",
        "page.html",
    )
    assert rows(found) == [
        ("1.", "To set a rule before anybody is released.", "Fen Police"),
        ("2.", "To name a lead.", "Fen Council"),
    ]


@pytest.mark.parametrize("part", ["Glossary", "Appendix A", "Conclusion", "Contact us", "Last updated 3 May 2018"])
def test_a_list_that_goes_on_below_another_part_is_told(part: str) -> None:
    found = read(f"{HEAD}Fen Police\n\n1. To log calls.\n\n{part}\n\nFen Council\n\n2. To name a lead for carers.\n")
    assert found.whole == (found.count == 2)
    assert found.count == 2 or "“2. To name a lead for carers.”" in found.lost[0]


def test_a_number_that_goes_on_below_a_table_is_told_although_its_words_are_like_those_in_it() -> None:
    row = "<tr><td>{0}<td>The council should carry out task {0}.<td>Fen Council</tr>"
    found = read(
        "<h1>Domestic Homicide Review: Fen</h1><table><tr><th>No<th>Recommendation<th>Agency</tr>"
        f"{row.format(1)}{row.format(2)}</table><h3>More</h3><p>3. The council should carry out task 3.</p>"
        "<p>4. The force should carry out task 4.</p>",
        "page.html",
    )
    assert found.count == 2
    assert "“3. The council should carry out task 3.”" in found.lost[0]
    assert "“4. The force should carry out task 4.”" in found.lost[0]


def test_a_page_that_states_more_than_was_found_tells_the_sentences_that_follow() -> None:
    found = read(
        "Fen review\nCSP: Fen\n3 recommendations\nRecommendations\n# Recommendation Addressed to\n"
        "1 The force should log each call. Fen Police\n2 The council should ask at home. Fen Council\n"
        "Contact us\nAll of it is looked at again after a year. Fen Council\n"
    )
    assert found.count == 3 or not found.whole


@pytest.mark.parametrize("title", ["Fen CSP - DHR Overview{}{}", "{1}{0}Fen Safety Board, case 4"])
@pytest.mark.parametrize("gap", [" " * 30, "\t", " | "])
@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_a_title_with_a_figure_at_the_other_end_of_the_line_is_no_name(title: str, gap: str, name: str) -> None:
    first, second = (title.format(gap, page) for page in (8, 9))
    found = read(
        f"{HEAD}1. To write down each call. [Fen Police]\n\n{first}\n\n2. To agree a protocol before\n\n{second}\n\n"
        "a person is released. [Fen Council]\n\n3. To name a lead. [Fen Council]\n",
        name,
    )
    assert rows(found) == [
        ("1.", "To write down each call.", "Fen Police"),
        ("2.", "To agree a protocol before a person is released.", "Fen Council"),
        ("3.", "To name a lead.", "Fen Council"),
    ]
    assert found.whole


def test_a_line_with_a_figure_that_stands_once_is_kept_unless_it_is_a_title() -> None:
    assert not marks(["", "of no more than        20", ""])
    assert not marks(["Calls answered        20", "Calls answered        31"])  # the rows of a table
    assert not marks(["", "4        The scope of the review", ""])  # the heading of a chapter
