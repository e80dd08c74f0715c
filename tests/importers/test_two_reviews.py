"""Two reviews on one page: what was read as one is told to be two."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
VISIT = "Wardens should see each tenant alone."
TABLE = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | {} | Fen Police |\n"


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def review(who: str, date: str, text: str, mark: str = "") -> str:
    head = f"{mark}Domestic Homicide Review: {who}\n\nWold Community Safety Partnership\n\nPublished {date}\n\n"
    return f"{head}{mark and '#'}{mark}Recommendations\n\n1. {text}\n\n"


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize("date", ["May 2018", "June 2019"])
def test_what_stands_below_a_second_title_is_a_review_of_its_own(mark: str, date: str) -> None:
    page = review("Alder", "May 2018", LOG, mark) + review("Birch", date, STAFF, mark)
    first, second = read_source(page.encode(), "p.md" if mark else "p.txt", NOTHING)
    assert [one.data["recommendations"][0]["text"] for one in (first, second)] == [LOG, STAFF]
    assert [one.data["review"]["csp"] for one in (first, second)] == ["Wold", "Wold"]
    assert first.whole
    assert second.whole


def test_numbers_that_go_on_below_the_title_of_another_review_are_told_and_not_divided() -> None:
    page = review("Alder", "May 2018", LOG) + "Learning from Domestic Homicide Review: Birch\n\nRecommendations\n\n"
    found = read(f"{page}2. {STAFF}\n")
    assert len(found.data["recommendations"]) == 2
    assert any("two reviews" in warning for warning in found.lost)


@pytest.mark.parametrize("name", ["p.txt", "p.html"])
def test_each_table_below_the_title_of_a_review_is_of_that_one(name: str) -> None:
    titles = ("Domestic Homicide Review: Alder (died 2013)", "Domestic Homicide Review: Birch (died 2016)")
    rows = [[("1", LOG, "Fen Police"), ("2", STAFF, "Wold Council")], [("1", VISIT, "Wold Council")]]
    if name == "p.txt":
        parts = [
            f"{title}\n\nNo\tRecommendation\tAgency\n" + "".join("\t".join(row) + "\n" for row in table)
            for title, table in zip(titles, rows, strict=True)
        ]
        page = "Wold Community Safety Partnership\nPublished reviews\n\n" + "\n".join(parts)
    else:
        head = "<tr><th>No</th><th>Recommendation</th><th>Agency</th></tr>"
        parts = [
            f"<h2>{title}</h2><table>{head}"
            + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
            + "</table>"
            for title, table in zip(titles, rows, strict=True)
        ]
        page = f"<h1>Published reviews</h1><p>Wold Community Safety Partnership</p>{''.join(parts)}"
    found = read_source(page.encode(), name, NOTHING)
    assert [len(one.data["recommendations"]) for one in found] == [2, 1]
    assert [one.data["review"].get("year_of_death") for one in found] == [2013, 2016]
    assert all(one.whole for one in found)


def test_tables_below_headings_with_dates_of_their_own_are_told() -> None:
    first = f"## Alder, published May 2018\n\n{TABLE.format(LOG)}\n"
    second = f"## Birch, published June 2019\n\n{TABLE.format(STAFF)}\n"
    found = read(f"# Domestic Homicide Reviews\n\nWold Community Safety Partnership\n\n{first}{second}", "p.md")
    assert any("two reviews" in warning for warning in found.lost)


@pytest.mark.parametrize(
    "between",
    [
        "Domestic Homicide Review: Alder",
        "Action plan published June 2019",
        "Update published June 2019",
        "Published May 2018",
    ],
)
def test_a_page_that_names_its_own_review_again_holds_one(between: str) -> None:
    again = f"{between}\n\nRecommendations of the panel\n\n2. {STAFF}\n"
    assert not any("two reviews" in warning for warning in read(review("Alder", "May 2018", LOG) + again).warnings)


def test_other_reviews_that_a_page_links_to_below_its_list_are_none_of_its_own() -> None:
    page = review("Alder", "May 2018", f"{LOG}\n2. {STAFF}") + "Related reviews\n\nDomestic Homicide Review: Birch\n"
    assert not any("two reviews" in warning for warning in read(page).warnings)


def alike(title: str, fact: str, mark: str, text: str) -> str:
    return f"{mark}{title}\n\n{fact}\n\n{mark and '#'}{mark}Recommendations\n\n1. {text}\n\n"


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Domestic Homicide Review", "Death in 2015"), ("Domestic Homicide Review", "Death in 2017")),
        (("Adult C", "Died in 2015"), ("Adult D", "Died in 2018")),
        (("Adult C", "A woman who lived alone"), ("Adult D", "A man who lived alone")),
        (("Overview report: case 14", "Published May 2018"), ("Overview report: case 15", "Published May 2018")),
    ],
)
def test_two_reviews_that_differ_in_a_year_or_a_letter_only_are_told(
    first: tuple[str, str], second: tuple[str, str], mark: str
) -> None:
    head = f"{mark[:-2]}{mark and ' '}Domestic Homicide Review: Wold\n\nWold Community Safety Partnership\n\n"
    found = read(head + alike(*first, mark, LOG) + alike(*second, mark, STAFF), "p.md" if mark else "p.txt")
    assert any("two reviews" in warning for warning in found.lost)


@pytest.mark.parametrize(
    "between",
    [
        "About Adult D",
        "Recommendations about Adult D",
        "Table 2",
        "Case 15",
        "3. The board should count each death since 2011",
    ],
)
def test_a_part_of_a_list_that_tells_of_another_person_begins_no_review(between: str) -> None:
    page = review("Alder", "May 2018", f"{LOG}\n\n{between}\n\n2. {STAFF}")
    assert not any(
        "two reviews" in warning for warning in read(page.replace("Wold Comm", "Adult C\n\nWold Comm")).warnings
    )


def test_tables_below_headings_with_deaths_of_their_own_are_told() -> None:
    tables = "".join(f"## DHR{i}, death in {2015 + i}\n\n{TABLE.format(t)}\n" for i, t in enumerate((LOG, STAFF), 1))
    found = read(f"# Domestic Homicide Reviews\n\nWold Community Safety Partnership\n\n{tables}", "p.md")
    assert any("two reviews" in warning for warning in found.lost)


def test_reviews_on_a_page_without_blank_lines_are_told_apart_by_their_chapters() -> None:
    page = (
        "Agenda item 4\nREPORT TO THE SAFETY COMMITTEE\nTitle: Two Domestic Homicide Reviews\n1. Purpose\n"
        "1.1 Two reviews of the Wold Community Safety Partnership are set out here.\n"
        "2. Domestic Homicide Review – Alder\n2.1 Alder was killed in 2017. The review made these recommendations.\n"
        "Recommendation 1. Wold Council should ring the caller back.\n"
        "Recommendation 2. Fen Police should log each call.\n"
        "3. Domestic Homicide Review – Rowan\n3.1 Rowan was killed in 2018. The review made these recommendations.\n"
        "Recommendation 1. Wold Council should see each tenant alone.\nPage 1 of 2\nAgenda item 4\n"
        "Recommendation 2. Fen Police should name a lead.\n4. Legal duties\n"
        "4.1 The duty to carry out a review is in the Act of that year.\nPage 2 of 2\n"
    )
    found = read_source(page.encode(), "p.txt", NOTHING)
    assert [[row["text"] for row in one.data["recommendations"]] for one in found] == [
        ["Wold Council should ring the caller back.", "Fen Police should log each call."],
        ["Wold Council should see each tenant alone.", "Fen Police should name a lead."],
    ]
    assert [one.data["review"]["year_of_death"] for one in found] == [2017, 2018]
