"""Numbers and bullets with a tab behind them, as word processors write lists, are no columns of a table."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\nTarnside Community Safety Partnership\nPublished May 2019\n\n"
FIRST = "The trust should review its leaflets."
SECOND = "Housing staff should be told whom to ring."


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NOTHING)
    return imported


def rows(imported: Imported) -> list[tuple[str | None, str]]:
    return [(r.get("number"), r["text"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("heading", ["Recommendations", "9.\tRecommendations", "9\tRECOMMENDATIONS"])
@pytest.mark.parametrize(
    ("first", "second"),
    [("9.1", "9.2"), ("1.", "2."), ("R1", "R2"), ("a)", "b)"), ("Recommendation 1:", "Recommendation 2:")],
)
def test_a_tab_behind_a_number_is_a_blank(heading: str, first: str, second: str, between: str) -> None:
    found = read(f"{HEAD}{heading}\n\n{first}\t{FIRST}{between}{second}\t{SECOND}\n")
    assert rows(found) == [(first.rstrip(":"), FIRST), (second.rstrip(":"), SECOND)]
    assert found.whole


def test_the_next_chapter_gives_no_rows() -> None:
    chapter = "10.\tConclusion\n\n10.1\tThe panel thanks all who spoke to it.\n"
    found = read(f"{HEAD}9.\tRecommendations\n\n9.1\t{FIRST}\n\n9.2\t{SECOND}\n\n{chapter}")
    assert rows(found) == [("9.1", FIRST), ("9.2", SECOND)]


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@pytest.mark.parametrize("mark", ["•", "-"])
def test_a_tab_behind_a_bullet_is_a_blank(mark: str, name: str) -> None:
    heading = "## Recommendations" if name == "page.md" else "Recommendations"
    found = read(f"{HEAD}{heading}\n\n{mark}\t{FIRST}\n{mark}\t{SECOND}\n", name)
    assert rows(found) == [(None, FIRST), (None, SECOND)]


def test_numbered_headings_and_paragraphs_before_the_list_are_no_table() -> None:
    about = "Reference\tTarn 4\n\n1.\tIntroduction\n\n1.1\tThe panel met twice.\n\n2.\tRecommendations\n\n"
    found = read(f"{HEAD}{about}2.1\t{FIRST}\n\n2.2\t{SECOND}\n")
    assert rows(found) == [("2.1", FIRST), ("2.2", SECOND)]


@pytest.mark.parametrize(
    "table",
    [
        f"No\tRecommendation\n1\t{FIRST}\n2\t{SECOND}\n",
        f"No\tRecommendation\n\n1\t{FIRST}\n\n2\t{SECOND}\n",
        f"Number\tRecommendation\tLead agency\n1\t{FIRST}\tTarn Trust\n2\t{SECOND}\tTarnside Council\n",
        f"1\t{FIRST}\tTarnside Hospital Trust\n2\t{SECOND}\tTarnside Council\n",
    ],
)
def test_a_table_with_headings_or_more_columns_stays_one(table: str) -> None:
    found = read(f"{HEAD}Recommendations\n\n{table}")
    assert found.layout == "table"
    assert rows(found) == [("1", FIRST), ("2", SECOND)]
