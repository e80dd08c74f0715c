"""Recommendations in a plain list, under a plain heading, of a page that tells nothing of the case."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

FIRST = "The school should name a lead for safety."
SECOND = "The practice should ask about home at each visit."


def read(text: str, name: str = "page.txt", given: Metadata | None = None) -> Imported:
    (imported,) = read_source(text.encode(), name, NOTHING, given=given)
    return imported


def rows(imported: Imported) -> list[tuple[str | None, str]]:
    return [(r.get("number"), r["text"]) for r in imported.data["recommendations"]]


@pytest.mark.parametrize("title", ["Domestic Homicide Review: Northby", "DHR Northby 2014", "Northby DARDR, overview"])
@pytest.mark.parametrize("heading", ["Recommendations", "8. RECOMMENDATIONS", "Overview report recommendations"])
@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("1. {}", "2. {}", ["1.", "2."]),
        ("R1 {}", "R2 {}", ["R1", "R2"]),
        ("a) {}", "b) {}", ["a)", "b)"]),
        ("8.1 {}", "8.2 {}", ["8.1", "8.2"]),
        ("Rec 1: {}", "Rec 2: {}", ["Rec 1", "Rec 2"]),
        ("Recommendation 1 – {}", "Recommendation 2 – {}", ["Recommendation 1", "Recommendation 2"]),
        ("Recommendation One\n{}", "Recommendation Two\n{}", ["Recommendation One", "Recommendation Two"]),
        ("• {}", "• {}", [None, None]),
        ("{}\n", "{}", [None, None]),
    ],
)
def test_a_plain_list_under_a_heading_comes_in(
    title: str, heading: str, first: str, second: str, numbers: list[str | None]
) -> None:
    found = read(f"{title}\n\n{heading}\n\n{first.format(FIRST)}\n{second.format(SECOND)}\n")
    assert rows(found) == list(zip(numbers, [FIRST, SECOND], strict=True))


@pytest.mark.parametrize(
    ("head", "line", "name"),
    [
        ("# Domestic Homicide Review, Northby\n\n## Recommendations\n\n", "### Recommendation {}\n\n{}\n\n", "x.md"),
        ("# DHR Northby\n\n## Recommendations\n\n", "**Recommendation {}:** {}\n\n", "x.md"),
        ("<h1>DHR Northby</h1><h2>Recommendations</h2>", "<h3>Recommendation {}</h3><p>{}</p>", "x.html"),
        ("", "Recommendation {}\n{}\n", "x.txt"),
    ],
)
def test_recommendations_that_are_counted_as_such_come_in(head: str, line: str, name: str) -> None:
    found = read(head + line.format(1, FIRST) + line.format(2, SECOND), name)
    assert [(number or "").rstrip(":") for number, _ in rows(found)] == ["Recommendation 1", "Recommendation 2"]
    assert [text for _, text in rows(found)] == [FIRST, SECOND]
    assert any("name it with --csp" in warning for warning in found.warnings)


def test_numbered_phrases_of_a_named_review_come_in() -> None:
    found = read("DHR Northby\n\nRecommendations\n\n1. Training for practice nurses.\n2. A lead in each school.\n")
    assert [text for _, text in rows(found)] == ["Training for practice nurses.", "A lead in each school."]


def test_a_list_of_which_nobody_says_what_it_is_of_is_refused_and_taken_once_it_is_said() -> None:
    text = f"Annual report\n\nRecommendations\n\n1. {FIRST}\n2. {SECOND}\n"
    with pytest.raises(RefusedError, match=r"does not say which review its recommendations are of.*--csp"):
        read(text)
    assert read(text, given=Metadata(csp="Northby")).data["id"] == "northby"


@pytest.mark.parametrize(
    "title", ["Domestic homicide reviews", "What is a Domestic Homicide Review?", "The DHR process"]
)
def test_a_page_about_reviews_in_general_is_still_refused(title: str) -> None:
    with pytest.raises(RefusedError):
        read(f"{title}\n\nRecommendations\n\n- Panels should meet at once.\n- Chairs should be independent.\n")


@pytest.mark.parametrize("text", ["a\n" * 300_000, "word " * 600_000])
def test_a_page_beyond_reason_is_refused(text: str) -> None:
    with pytest.raises(UnusableError, match="are allowed of a page"):
        read(text)


def test_a_recommendation_whose_other_cells_are_empty_is_no_heading() -> None:
    table = f"| Recommendation | Agency |\n|---|---|\n| {FIRST} | |\n| Housing | |\n| {SECOND} | Refuge |\n"
    found = read(f"# DHR Northby\n\n{table}", "x.md")
    assert [text for _, text in rows(found)] == [FIRST, SECOND]
    assert not found.whole
    assert "left out a row that holds one cell only: “Housing”" in found.warnings


def test_numbers_need_no_heading_and_other_words_without_one_are_told() -> None:
    table = f"| | Recommendation | Agency | |\n|---|---|---|---|\n| 1 | {FIRST} | A | |\n| 2 | {SECOND} | B | late |\n"
    found = read(f"# DHR Northby\n\n{table}", "x.md")
    assert rows(found) == [("1", FIRST), ("2", SECOND)]
    assert "left out words that stand under no heading: “late”" in found.warnings
    assert not found.whole


@pytest.mark.parametrize(
    "line",
    [
        "(c) The school should ask each year what pupils know of safety.",
        "Terms of reference should be agreed with the family.",
        "Accessibility of refuges should be looked at by the board.",
        "Privacy notices should say what is shared in a crisis.",
        "Related reviews should be read by each new chair.",
    ],
)
def test_what_begins_like_a_notice_may_be_a_recommendation(line: str) -> None:
    texts = [f"(a) {FIRST}", f"(b) {SECOND}", line] if line[0] == "(" else [f"- {FIRST}", f"- {line}", f"- {SECOND}"]
    found = read("DHR Northby\n\nRecommendations\n\n" + "\n".join(texts) + "\n")
    assert {text for _, text in rows(found)} == {FIRST, SECOND, line.removeprefix("(c) ")}


@pytest.mark.parametrize(
    "line",
    ["(c) Northby Council 2021", "(C) Crown copyright", "Cookies should be switched on.", "Terms and conditions",
     "For further information you should write to the council."],
)  # fmt: skip
def test_a_notice_below_a_list_is_none(line: str) -> None:
    found = read(f"DHR Northby\n\nRecommendations\n\n1. {FIRST}\n2. {SECOND}\n\n{line}\n")
    assert rows(found) == [("1.", FIRST), ("2.", SECOND)]
    assert found.whole


IN_HTML = f"<li>The school should:<ul><li>ask;</li><li>act.</li></ul></li><li>{SECOND}</li>"
IN_TEXT = f"- The school should:\n  - ask;\n  - act.\n- {SECOND}\n"


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"<h1>DHR Northby</h1><h2>Recommendations</h2><ul>{IN_HTML}</ul>", "x.html"),
        (f"DHR Northby\n\nRecommendations\n\n{IN_TEXT}", "x.txt"),
    ],
)
def test_a_list_in_an_item_belongs_to_it(page: str, name: str) -> None:
    first, second = [text for _, text in rows(read(page, name))]
    assert first.replace("- ", "").split("\n") == ["The school should:", "ask;", "act."]
    assert second == SECOND


PLAN = "Domestic Homicide Review: Northby\n\nPublished: May 2018\n\n{}\n\n"


@pytest.mark.parametrize(
    "heading", ["Single Agency Action Plan", "Appendix B: Multi-agency action plan", "Action plan:"]
)
@pytest.mark.parametrize("lines", ["1. {}\n2. {}\n", "- {}\n- {}\n", "{}\n\n{}\n", "1. {}\n\n2. {}\n"])
def test_a_plan_of_nothing_but_what_is_asked_for_comes_in(heading: str, lines: str) -> None:
    found = rows(read(PLAN.format(heading) + lines.format(FIRST, SECOND)))
    assert [text for _, text in found] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "plan",
    [
        "Action: {}\nLead: The school\nDate: May 2018\n\nAction: {}\nLead: The practice\nDate: June 2018\n",
        "Action Lead Date\n{} The school May 2018\n{} The practice June 2018\n",
        "1. {}\n2. {}\n3. A lead was named in May and all of the staff know who it is.\n",
    ],
)
def test_a_plan_in_another_form_is_refused_with_the_true_reason(plan: str) -> None:
    page = PLAN.format("Single Agency Action Plan") + plan.format(FIRST, SECOND)
    with pytest.raises(
        RefusedError, match="no recommendation in a form that is read under “Single Agency Action Plan”"
    ):
        read(page)


@pytest.mark.parametrize("heading", ["Recommendations and action plan", "Action plan\n\nRecommendation 1"])
def test_recommendations_that_a_plan_is_named_with_come_in_as_others_do(heading: str) -> None:
    page = f"A woman was killed in 2013.\n\n{heading}\n\n{FIRST}\n\n2. Training for all of the staff\n"
    assert rows(read(page, given=Metadata(csp="Northby")))[0][1] == FIRST


def test_a_plan_beside_recommendations_is_none() -> None:
    page = PLAN.format("Recommendations") + f"1. {FIRST}\n\nAction plan\n\n1. {SECOND}\n"
    assert rows(read(page)) == [("1.", FIRST)]
