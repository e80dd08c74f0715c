from __future__ import annotations

from typing import Any

import pytest

from dhrcurate.importers import Metadata, read_page, read_source
from dhrcurate.importers.dates import read_date
from known_names import NOTHING

TABLE = """Extracted recommendations
| # | Recommendation | Addressed to |
|---|---|---|
| 1 | Ask who holds the keys. | Wold Homes |
"""


def review(head: str, name: str = "page.txt") -> dict[str, Any]:
    found: dict[str, Any] = read_page(f"{head}\n{TABLE}".encode(), name, NOTHING).data["review"]
    return found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("September 2025", "2025-09"),
        ("12 Sept 2025", "2025-09-12"),
        ("2nd of May, 2020", "2020-05-02"),
        ("May 3, 2014", "2014-05-03"),
        ("2014-02-03", "2014-02-03"),
        ("03/2014", "2014-03"),
        ("12/03/2014 (upload)", "2014-03-12"),
        ("July\u00a02019", "2019-07"),
        ("2019", "2019"),
        ("Autumn 2019", None),
        ("35 May 2019", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_given(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    "head",
    [
        "West Wold review\nCSP: West Wold\nPublished: June 2023\nYear of death: 2012\n",
        "West Wold review\n\nCSP: West Wold Published: June 2023 Year of death: 2012\n",
        "Source · Domestic Homicide Review West Wold review CSP: West Wold Published: June 2023 Year of death: 2012",
        "West Wold review\nCSP: West Wold | Published: June 2023 | Date of death: 4 May 2012",
        "West Wold review\nCSP\nWest Wold\nPublished\nJune 2023\nYear of death\n2012",
        "Title: West Wold review\nYear of death:\t2012\nPublished:\u00a0June 2023\nPartnership: West Wold",
    ],
)
def test_labels_may_stand_on_lines_of_their_own_or_together(head: str) -> None:
    assert review(head) == {
        "title": "West Wold review",
        "csp": "West Wold",
        "published": "2023-06",
        "year_of_death": 2012,
        "wording": "verbatim",
    }


def test_a_title_tells_the_area_where_no_label_does() -> None:
    assert review("Source · Domestic Homicide Review\nWest Wold review\n")["csp"] == "West Wold"


def test_a_page_that_says_nothing_of_itself_is_named_by_its_file_and_says_so() -> None:
    imported = read_page(TABLE.encode(), "folder/Some Page.txt", NOTHING)
    assert imported.data["id"] == "some-page"
    assert imported.data["review"] == {"title": "Some Page", "csp": "", "wording": "verbatim"}
    assert "does not say which community safety partnership" in imported.warnings[0]


def test_what_the_caller_knows_fills_gaps_and_overrides_nothing() -> None:
    page = f"West Wold review\nCSP: West Wold\n{TABLE}".encode()
    (imported,) = read_source(page, "page.txt", NOTHING, given=Metadata(csp="Kent", published="2014"))
    assert imported.data["review"]["csp"] == "West Wold"
    assert imported.data["id"] == "west-wold-2014"


def test_a_summary_ends_at_the_next_heading() -> None:
    head = "West Wold review\nCSP: West Wold\nReview summary\nIt took long.\nNobody wrote.\n"
    assert review(head)["summary"] == "It took long.\n\nNobody wrote."


@pytest.mark.parametrize(
    "said",
    [
        "Published March 2021. The death occurred in 2018.",
        "The homicide took place on 3 May 2018. This review was published in March 2021.",
        "The death happened in May 2018; published 2021-03",
    ],
)
def test_a_paragraph_that_says_only_when_the_review_was_is_read(said: str) -> None:
    told = review(f"West Wold review\nCSP: West Wold\n{said}\n")
    assert (told["published"], told["year_of_death"]) == ("2021-03", 2018)


@pytest.mark.parametrize(
    "said",
    [
        "Her brother had left her. The death occurred in 2009.",
        "The death occurred in 2009 in another family.",
        "Published guidance of March 2021. The death occurred in 2009.",
        "The death was unexpected.",
        "The murder was of 2009 people.",
    ],
)
def test_a_sentence_among_others_tells_no_date(said: str) -> None:
    told = review(f"West Wold review\nCSP: West Wold\n{said}\n")
    assert "published" not in told
    assert "year_of_death" not in told


def test_front_matter_of_markdown_counts() -> None:
    head = "---\ncsp: West Wold\npublished: 2023-06\nurl: https://e.example/dhr/0a1b2c3d-wold/\n---\n\n# A review\n"
    imported = read_page(f"{head}\n{TABLE}".encode(), "page.md", NOTHING)
    assert imported.data["id"] == "west-wold-2023-06"
    assert imported.data["source"]["library_id"] == "0a1b2c3d"


def test_a_count_that_differs_is_told() -> None:
    imported = read_page(f"CSP: Wold\nExtracted: 3 recs\n{TABLE}".encode(), "page.txt", NOTHING)
    assert "the page states 3 recommendations and 1 were found" in imported.warnings


@pytest.mark.parametrize(
    ("csp", "record_id"), [("Brighton & Hove", "brighton-and-hove-2020"), ("Ynys Môn", "ynys-mon-2020")]
)
def test_an_id_is_made_of_plain_letters(csp: str, record_id: str) -> None:
    assert read_page(f"CSP: {csp}\nPublished: 2020\n{TABLE}".encode(), "p.txt", NOTHING).data["id"] == record_id


PLAN = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | To log calls. | Wold Police |\n"
SAID = "# Domestic Homicide Review\n\nFenwick Community Safety Partnership. Death in 2016.\n\n## Recommendations\n\n"


@pytest.mark.parametrize("below", [PLAN, f"### Wold Police\n\n{PLAN}", "1. To log calls.\n2. To name a lead.\n"])
def test_what_sentences_say_of_a_review_counts_above_a_table_as_above_a_list(below: str) -> None:
    (found,) = read_source((SAID + below).encode(), "page.md", NOTHING)
    review = found.data["review"]
    assert (review["csp"], review["year_of_death"]) == ("Fenwick", 2016)
    assert "Wold" not in review["title"]


def test_a_partnership_for_something_else_in_a_sentence_is_no_fact_of_a_review() -> None:
    page = f"# Anna\n\nThe Fenwick Recovery Partnership had known her.\n\nHomicide reviews of 2018.\n\n{PLAN}"
    (found,) = read_source(page.encode(), "page.md", NOTHING)
    assert (found.data["review"]["csp"], found.data["review"].get("year_of_death")) == ("", None)


@pytest.mark.parametrize(
    ("line", "csp"),
    [
        ("Wold and Fenwick Community Safety Partnership", "Wold and Fenwick"),
        ("The Stow-on-the-Wold Community Safety Partnership.", "Stow-on-the-Wold"),
        ("Members of the Wold Community Safety Partnership", None),
        ("Report of the Wold Community Safety Partnership. It was published in 2019.", None),
    ],
)
def test_a_line_that_is_only_the_name_of_a_partnership_says_whose_the_review_is(line: str, csp: str | None) -> None:
    assert review(f"Domestic Homicide Review\n\n{line}\n")["csp"] == (csp or "")
