"""Parts of pages that look alike: cards with tabs, unknown bodies, tables of who and what, two reviews."""

from __future__ import annotations

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING, Known

CALLS, LEAD = "Fen Police should log each call.", "Wold Council should name a lead for carers."


def read(text: str, name: str = "page.txt", names: Known = NOTHING) -> Imported:
    (found,) = read_source(text.encode(), name, names)
    return found


def said(found: Imported) -> list[tuple[str, str]]:
    return [(row["text"], row.get("addressed_to") or "") for row in found.data["recommendations"]]


def test_lines_of_cards_with_tabs_belong_to_the_card_above() -> None:
    found = read(
        "DHR Wold 2016\n\nRECOMMENDATION 1:\tLog each call that comes in.\nOWNER:\tFen Police\n"
        "RECOMMENDATION 2:\tName a lead for all carers.\nOWNER:\tWold Council\n"
    )
    assert said(found) == [
        ("Log each call that comes in.", "Fen Police"),
        ("Name a lead for all carers.", "Wold Council"),
    ]


def test_a_body_that_nobody_knows_heads_its_part_as_the_known_one_beside_it_does() -> None:
    found = read(
        "DHR Wold 2016\n\nRecommendations\n\n"
        "Fen Police\nReview the log of calls.\n\nWold Council\nNumber all letters.\n",
        names=Known({"Fen Police": "police"}),
    )
    assert said(found) == [("Review the log of calls.", "Fen Police"), ("Number all letters.", "Wold Council")]


def test_a_table_of_who_and_what_is_one_of_recommendations() -> None:
    cells = [("Theme", "Who", "What", "By when"), ("Calls", "Fen Police", "Log each call.", "May 2020")]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    found = read(f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2><table>{rows}</table>", "page.html")
    assert said(found) == [("Log each call.", "Fen Police")]


def test_a_chronology_of_who_and_what_is_none() -> None:
    rows = "| Date | Who | What |\n|---|---|---|\n| May 2014 | Fen Police | A call was logged. |\n"
    found = read(f"# DHR Wold 2016\n\n{rows}\n## Recommendations\n\n1. {CALLS}\n2. {LEAD}\n", "page.md")
    assert [text for text, _ in said(found)] == [CALLS, LEAD]


def test_a_label_with_its_value_is_no_heading_of_a_column() -> None:
    found = read(
        "DHR Wold 2016\n\nRecommendation 1\nAgency: Fen Police\nLog each call that comes in.\n\n"
        "Recommendation 2\nAgency: Wold Council\nName a lead for all carers.\n"
    )
    assert said(found) == [
        ("Log each call that comes in.", "Fen Police"),
        ("Name a lead for all carers.", "Wold Council"),
    ]


def test_the_titles_of_two_reviews_are_no_bodies_and_are_told() -> None:
    parts = "".join(
        f"## DHR: {name} ({place} Community Safety Partnership)\n\n### Recommendations\n\n"
        f"1. {CALLS}\n2. {place} Trust should ask.\n\n"
        for name, place in (("Ash", "Wold"), ("Elm", "Fen"))
    )
    found = read(f"# Published this month\n\n{parts}", "page.md")
    assert {whom for _, whom in said(found)} == {"Fen Police", "Wold Trust", "Fen Trust"}
    assert any("holds two reviews" in told for told in found.lost)


def test_names_of_bodies_stand_beside_numbers_over_commands() -> None:
    cards = "<b>1. Wold Council</b><br>Review each letter.<br><b>2. Fen Council</b><br>Review each call."
    found = read(f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2><p>{cards}</p>", "page.html")
    assert said(found) == [("Review each letter.", "Wold Council"), ("Review each call.", "Fen Council")]


def test_a_name_that_may_be_a_title_heads_its_part_as_the_bodies_beside_it_do() -> None:
    found = read(
        "DHR Wold 2016\n\nRecommendations\n\nFen Trust:\n\nRec 1: Read each letter.\n\n"
        "Doors to Work:\n\nRec 2: Count each call.\n\nWold Council:\n\nRec 3: Log each visit.\n"
    )
    assert said(found) == [
        ("Read each letter.", "Fen Trust"),
        ("Count each call.", "Doors to Work"),
        ("Log each visit.", "Wold Council"),
    ]
