"""Which review a page is of, by its labels, and what its title is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.reading import layout_in_words
from known_names import NOTHING

LIST = "1. To log each call.\n2. To name a lead for carers.\n"


def read(text: str, name: str = "page.txt") -> Imported:
    (imported,) = read_source(text.encode(), name, NOTHING)
    return imported


@pytest.mark.parametrize("title", ["Domestic Homicide Review", "Report of the panel"])
def test_a_page_that_states_its_partnership_and_the_year_of_death_is_of_a_review(title: str) -> None:
    found = read(f"{title}\n\nCSP: Wold\nPublished: May 2021\nYear of death: 2019\n\nRecommendations\n\n{LIST}")
    assert (found.data["review"]["csp"], found.count) == ("Wold", 2)


def test_a_partnership_alone_makes_no_review() -> None:
    with pytest.raises(RefusedError, match="name it with --csp"):
        read(f"Annual report\n\nArea: Wold\n\nRecommendations\n\n{LIST}")


@pytest.mark.parametrize("heading", ["Argymhellion", "7. Argymhellion", "Argymhelliad yr adolygiad"])
def test_a_heading_in_welsh_is_one_too(heading: str) -> None:
    assert read(f"DHR Wold 2019\n\n{heading}\n\n{LIST}").count == 2


@pytest.mark.parametrize("name", ["page.md", "page.html"])
def test_a_heading_of_recommendations_is_not_the_title(name: str) -> None:
    if name == "page.md":
        head = "# Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n"
        page = f"{head}## Recommendations of the review\n\n{LIST}"
    else:
        page = (
            "<html><h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p>"
            "<h2>Recommendations of the review</h2><ol><li>To log each call.<li>To name a lead.</ol>"
        )
    assert read(page, name).data["review"]["title"] == "Domestic Homicide Review"


def test_a_table_below_a_heading_of_recommendations_does_not_take_its_title() -> None:
    table = "| No | Recommendation | Agency |\n|---|---|---|\n| 1 | To log calls. | Wold Police |\n"
    found = read(f"# Domestic Homicide Review\n\nCSP: Wold\n\n## Recommendations for the force\n\n{table}", "page.md")
    assert found.data["review"]["title"] == "Wold review"


def test_a_list_is_not_called_learning_points() -> None:
    found = read(f"DHR Wold 2019\n\nRecommendations\n\n{LIST}")
    assert layout_in_words(found.layout) == "a text with recommendations under a heading"


HEADINGS = ("CSP", "Review title", "No", "Recommendation", "Addressed to")
OF_TWO = (
    ("Wold", "Review of Anna", "1", "The force should log each call.", "Wold Police"),
    ("Wold", "Review of Anna", "2", "The council should train its staff.", "Wold Council"),
    ("Fenwick", "Review of Beth", "1", "The trust should name a lead for carers.", "Fenwick Trust"),
)


def written(kind: str, rows: Sequence[Sequence[str]]) -> str:
    table = [HEADINGS, *rows]
    match kind:
        case "page.md":
            lines = [f"| {' | '.join(row)} |" for row in table]
            return "\n".join(["# Reviews", "", "## Recommendations", "", lines[0], "|---" * 5 + "|", *lines[1:], ""])
        case "page.html":
            cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
            return f"<html><body><h1>Reviews</h1><h2>Recommendations</h2><table>{cells}</table></body></html>"
        case _:
            return "\n".join(",".join(row) for row in table) + "\n"


@pytest.mark.parametrize("name", ["page.md", "page.html", "table.csv"])
def test_a_table_of_several_reviews_is_read_alike_in_every_form(name: str) -> None:
    found = read_source(written(name, OF_TWO).encode(), name, NOTHING)
    reviews = [(f.data["review"]["csp"], f.data["review"]["title"], f.count, f.whole, f.warnings) for f in found]
    assert reviews == [("Wold", "Review of Anna", 2, True, ()), ("Fenwick", "Review of Beth", 1, True, ())]


@pytest.mark.parametrize("name", ["page.md", "page.html", "table.csv"])
def test_a_table_of_one_review_says_in_its_columns_which(name: str) -> None:
    found = read(written(name, OF_TWO[:2]), name)
    assert (found.data["review"]["csp"], found.data["review"]["title"]) == ("Wold", "Review of Anna")
    assert not found.warnings


def test_a_list_beside_a_table_of_several_reviews_is_told() -> None:
    page = written("page.md", OF_TWO).replace("| CSP", "1. The force should keep a rota.\n\n| CSP", 1)
    first, _ = read_source(page.encode(), "page.md", NOTHING)
    assert "The force should keep a rota" in " ".join(first.lost)


def test_the_day_of_the_next_look_at_a_plan_is_no_title_of_a_review() -> None:
    page = "# DHR Wold 2019\n\nCSP: Wold\n\n| No | Recommendation | Lead agency | Review |\n|---|---|---|---|\n"
    found = read(
        f"{page}| 1 | To log calls. | Wold Police | May 2020 |\n| 2 | To train. | Wold Trust | June 2020 |\n", "p.md"
    )
    assert found.count == 2


@pytest.mark.parametrize("numbers", [("Argymhelliad 1\n", "Argymhelliad 2\n"), ("1. ", "2. ")])
def test_a_review_in_welsh_is_read(numbers: tuple[str, str]) -> None:
    page = "Adolygiad Dynladdiad Domestig\n\nPartneriaeth Diogelwch Cymunedol Dyffryn\n\nArgymhellion\n\n"
    said = ("Dylai'r heddlu gadw cofnod.", "Dylai'r cyngor hyfforddi ei staff.")
    below = "".join(number + text + "\n" for number, text in zip(numbers, said, strict=True))
    (found,) = read_source((page + below).encode(), "p.txt", NOTHING)
    assert [r["text"] for r in found.data["recommendations"]] == list(said)
    assert found.data["review"]["csp"] == "Dyffryn"


@pytest.mark.parametrize("name", ["page.md", "table.csv"])
def test_the_headings_of_a_table_may_be_in_welsh(name: str) -> None:
    rows = [("Rhif", "Argymhelliad", "Asiantaeth"), ("1", "Dylai'r heddlu gadw cofnod.", "Heddlu Dyffryn")]
    if name == "page.md":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        page = "\n".join(["# DHR Dyffryn", "", "CSP: Dyffryn", "", lines[0], "|---|---|---|", lines[1], ""])
    else:
        page = "\n".join(map(",".join, rows)) + "\n"
    (row,) = read(page, name).data["recommendations"]
    assert (row["number"], row["text"], row["addressed_to"]) == rows[1]


@pytest.mark.parametrize(
    "title",
    [
        "Overview report into the death of Safia",
        "Review into the murder of a man aged 41",
        "Inquiry into the deaths of A and B",
    ],
)
@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
def test_a_title_may_say_whose_death_was_looked_at(title: str, name: str) -> None:
    lines = [title, "Wold Partnership", "Recommendations", "1. The force should log calls.", "2. The ward should ask."]
    page = "".join(f"<p>{line}</p>" for line in lines) if name == "p.html" else "\n\n".join(lines) + "\n"
    assert read(page, name).count == 2


@pytest.mark.parametrize("line", ["A review into the death of somebody", "It is a review into the death of A."])
def test_words_about_reviews_of_deaths_in_general_are_no_title(line: str) -> None:
    with pytest.raises(RefusedError):
        read(f"Guidance\n\n{line}\n\nRecommendations\n\n1. The chair should log calls.\n", "p.txt")
