"""What a print has at the head and the foot of its pages, in the rows of tables and between the items of lists."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from dhrcurate.importers.columns.of_print import rows_of_print
from one_page import read, texts

SAID = ["Log each call.", "Train the staff.", "Ask each tenant.", "Name a lead."]
ROWS = [(str(at), said, "Wold Police") for at, said in enumerate(SAID, 1)]
HEADER = ("No", "Recommendation", "Agency")
MARKINGS = [
    "OFFICIAL - SENSITIVE",
    "OFFICIAL - SENSITIVE UNTIL PUBLICATION",
    "OFFICIAL-SENSITIVE [PERSONAL]",
    "Restricted when complete",
    "CONFIDENTIAL – not for publication or wider circulation",
    "Government Security Classification: OFFICIAL",
]


def table(form: str, rows: list[tuple[str, ...]]) -> Imported:
    if form == "values":
        return read("\n".join([",".join(row) for row in (HEADER, *rows)] + [""]), "p.csv")
    body = "".join(f"<tr><td>{'<td>'.join(row)}" for row in (HEADER, *rows))
    return read(f"<h1>DHR Ivy</h1><p>CSP: Wold</p><table>{body}</table>", "p.html")


@pytest.mark.parametrize("form", ["HTML", "values"])
@pytest.mark.parametrize("marking", MARKINGS)
@pytest.mark.parametrize(
    "foot", [[("44", "", ""), ("", "{}", "")], [("44", "{}", "")], [("{}", "", ""), ("", "", "44")]]
)
def test_a_number_of_a_page_and_a_marking_are_no_row(form: str, marking: str, foot: list[tuple[str, ...]]) -> None:
    rows = [tuple(cell.format(marking) for cell in row) for row in foot]
    found = table(form, [*ROWS[:2], *rows, *ROWS[2:]])
    assert texts(found) == SAID
    assert found.whole
    assert form == "HTML" or any("44" in told and "on each page" in told for told in found.warnings)


@pytest.mark.parametrize("marking", MARKINGS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_nor_are_they_an_item_of_a_list(marking: str, gap: str) -> None:
    first, second, third, last = (f"{at}. {said}" for at, said in enumerate(SAID, 1))
    page = f"{first}{gap}{second}\n\n44\n{marking}\n\n{third}\n\n45\n{marking}\n\n{last}\n"
    found = read(f"Domestic Homicide Review: Ivy\n\nCSP: Wold\n\nRecommendations\n\n{page}")
    assert texts(found) == SAID
    assert found.whole


def test_a_title_beside_the_number_of_a_page_stands_alone_but_for_a_marking() -> None:
    feet = (f"Wold CSP overview report                {page}\nOFFICIAL - SENSITIVE" for page in (21, 22))
    items = [f"{at}. {said}" for at, said in enumerate(SAID[:3], 1)]
    page = "\n\n".join([items[0], next(feet), items[1], next(feet), items[2]])
    found = read(f"Domestic Homicide Review: Ivy\n\nCSP: Wold\n\nRecommendations\n\n{page}\n")
    assert texts(found) == SAID[:3]
    assert {row["addressed_to"] for row in found.data["recommendations"]} == {""}


def test_a_running_title_with_rising_figures_is_of_the_print() -> None:
    feet = [("Wold report", "", "21"), ("Wold report", "", "22")]
    assert rows_of_print([ROWS[0], feet[0], *ROWS[1:3], feet[1], ROWS[3]]) == {1, 4}
    assert texts(table("values", [ROWS[0], feet[0], *ROWS[1:3], feet[1], ROWS[3]])) == SAID


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[0], ("2", "", ""), ("", "OFFICIAL", ""), ROWS[2]],  # the number of a recommendation without words
        [ROWS[0], ("44", "", ""), ROWS[1]],
        [("Train all staff", "1"), ("Train all staff", "4")],
        [("1", "Review the policy"), ("2", "Review the policy")],
        [("1", "Protect the public"), ("2", "Restricted access to files"), ("3", "Draft and share guidance")],
        [("", "Confidential sharing of what was said", ""), ("", "Official visitors", ""), ("", "Secret shoppers", "")],
        [("Wold Police", "Log each call.", ""), ("Wold Police", "12", ""), ("Wold Council", "3", "")],
    ],
)
def test_what_may_be_words_of_somebody_is_none_of_the_print(rows: list[tuple[str, ...]]) -> None:
    assert rows_of_print(rows) <= {at for at, row in enumerate(rows) if "OFFICIAL" in row}
