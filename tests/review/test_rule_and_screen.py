"""What was cut within a word, lost the sign of a figure or a paragraph: rule and screen tell it alike."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_text import page_text
from dhrcurate.domain.record import Record
from dhrcurate.review.passage import passage_of
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.source import differs_from_source, not_in_source
from fake_names import FakeNames
from rule_cases import record_data

WITHIN = "The force should hear of each matter within 30 days."
OFFICERS = "120 officers should ask about safety at home."
KEPT = "The council should tell tenants where the list is kept."
HALF = "The council should visit 50% of the homes in each year."
SPENT = "The council should spend £1,500 on each of the homes."
COLD = "The council should heat rooms from -5 to 20 degrees."
AGED = "Schools should ask all pupils of 16+ what they need."
LAST = "The council should raise what it spends by 50%"
FIRST = "£50 should be kept for each of the homes."
HOURS = "The team should take calls between 9-5 on each day."

CELLS = ["Kent Police", "Kent Council", "Kent Trust"]
LAYOUTS = {
    "page.csv": 'No,Recommendation,Addressed to\n1,"{}",Kent Police\n',
    "page.md": "| No | Recommendation | Addressed to |\n|---|---|---|\n| 1 | {} | Kent Police |\n",
    "page.txt": "1. {}\n\nKent Police\n",
    "page.html": "<table><tr><td>1</td><td><p>{}</p></td><td>Kent Police</td></tr></table>",
}


def verdicts(page: str, name: str, text: str) -> tuple[list[str], bool]:
    """What the rules say of the one text of a record, and whether the screen shows a difference."""
    return verdicts_of(page, name, text)[0]


def verdicts_of(page: str, name: str, *texts: str) -> list[tuple[list[str], bool]]:
    """What the rules say of each text of a record, and whether the screen shows a difference."""
    recs = [
        {"key": f"r{n:03d}", "number": str(n), "text": text, "addressed_to": CELLS[n - 1]}
        for n, text in enumerate(texts, 1)
    ]
    data = record_data({"review": {"wording": "verbatim"}, "source": {"page": name}, "recommendations": recs})
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=page)
    found = [f for rule in (not_in_source, differs_from_source) for f in rule.check(context)]
    said = []
    for rec in data["recommendations"]:
        passage, _ = passage_of(rec, page_text(page, name), data["recommendations"], cells_of(page, name))
        assert passage is not None
        shown = passage.differences > 0 or bool(passage.printed_under)
        said.append(([f.message for f in found if f.key == rec["key"]], shown))
    return said


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (WITHIN, WITHIN.removesuffix("0 days.")),
        (OFFICERS, OFFICERS[1:]),
        (KEPT, KEPT.removesuffix("ept.")),
        (KEPT, KEPT[1:]),
        (HALF, HALF.replace("%", "")),
        (HALF.replace("%", ""), HALF),
        (SPENT, SPENT.replace("£", "")),
        (SPENT, SPENT.replace("£", "$")),
        (COLD, COLD.replace("-", "")),
        (AGED, AGED.replace("+", "")),
        (LAST, LAST.replace("%", "")),
        (FIRST, FIRST.replace("£", "")),
        (HOURS, HOURS.replace("-", " ")),
    ],
)
def test_it_differs_from_the_page(name: str, printed: str, kept: str) -> None:
    assert kept != printed
    ruled, shown = verdicts(LAYOUTS[name].format(printed), name, kept)
    assert ruled
    assert shown


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (HALF, HALF.replace("%", " %")),
        (SPENT, SPENT.replace(",", "")),
        (COLD, COLD.replace("-", "−")),
        (WITHIN, WITHIN.removesuffix(".")),
        (HALF.replace("50%", "**50**%"), HALF),
        (AGED, AGED),
        (LAST, LAST),
        (FIRST, FIRST),
    ],
)
def test_how_a_print_sets_signs_does_not_count(name: str, printed: str, kept: str) -> None:
    assert verdicts(LAYOUTS[name].format(printed), name, kept) == ([], False)


@pytest.mark.parametrize(
    ("printed", "kept", "said"),
    [
        (WITHIN, WITHIN.removesuffix("0 days."), "it has “3” where the page has “30”"),
        (KEPT, KEPT[1:], "it has “he” where the page has “The”"),
        (HALF, HALF.replace("%", ""), "it has “50” where the page has “50%”"),
        (LAST, LAST.replace("%", ""), "it has “50” where the page has “50%”"),
        (FIRST, FIRST.replace("£", ""), "it has “50” where the page has “£50”"),
    ],
)
def test_the_rule_says_which_word_differs(printed: str, kept: str, said: str) -> None:
    ruled, _ = verdicts(LAYOUTS["page.csv"].format(printed), "page.csv", kept)
    assert ruled == [f"the text differs from the source page: {said}"]


STEM = "The council should:"
LISTED = ["train all of its wardens;", "keep a list of safe rooms; and", "tell tenants where it is kept."]
PARTS = ["The force should keep a log of its calls.", "Its officers should read it.", "The board should hear of it."]
NEXT = "The council should train each of its wardens."
ITEMS = {
    "heads.md": "### Recommendation 1\n\n{}\n\n{}\n\n{}\n\n### Recommendation 2\n\n" + NEXT + "\n",
    "titled.md": NEXT
    + "\n\n### Recommendation 1: Kent Police\n\n{}\n\n{}\n\n{}\n\n## Conclusion\n\nThe panel thanks all.\n",
    "heads.html": "<h3>Recommendation 1</h3><p>{}</p><p>{}</p><p>{}</p><h3>Recommendation 2</h3><p>" + NEXT + "</p>",
    "cells.md": "| No | Text | Lead |\n|---|---|---|\n| 1 | {}<br>{}<br>{} | Kent Police |\n| 2 | "
    + NEXT
    + " | Kent |\n",
    "lists.md": "1. {}\n\n   {}\n\n   {}\n\n2. " + NEXT + "\n",
}


@pytest.mark.parametrize("name", ITEMS)
def test_a_paragraph_that_was_left_out_is_told(name: str) -> None:
    page = ITEMS[name].format(*PARTS)
    assert verdicts_of(page, name, "\n".join(PARTS), NEXT)[0] == ([], False)
    for kept in (PARTS[:1], PARTS[:2], PARTS[1:], PARTS[2:]):
        ruled, shown = verdicts_of(page, name, "\n".join(kept), NEXT)[0]
        assert [message.startswith("the text is not the whole passage") for message in ruled] == [True]
        assert shown


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("cells.md", "| No | Text | Lead |\n|---|---|---|\n| 1 | {} | Kent Council |\n"),
        ("cells.csv", "No,Text,Lead\n1,{},Kent Council\n"),
        ("cells.csv", "No;Text;Lead\n1;{};Kent Council\n"),
        ("lists.md", "1. {}\n"),
    ],
)
def test_an_introduction_that_was_left_out_is_told(name: str, page: str) -> None:
    between = {"cells.md": "<br>", "lists.md": "\n\n   "}.get(name, " ")
    listed = [item.rstrip(";") for item in LISTED] if ";" in page else LISTED
    whole = page.format(between.join([STEM, *listed]))
    assert verdicts(whole, name, "\n".join([STEM, *listed])) == ([], False)
    ruled, shown = verdicts(whole, name, "\n".join(listed))
    assert ruled == ["the text is not the whole passage: the page begins earlier: 3 more words before it"]
    assert shown


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("struck.html", "<ol><li>The force should <del>may</del> keep a log of <s>some</s> all its calls.</li></ol>"),
        (
            "struck.html",
            "<ol><li>The force should <DEL class='x'>may</DEL> keep a lo<del>n</del>g of all its calls.</li></ol>",
        ),
    ],
)
def test_what_is_struck_out_is_no_part_of_the_page(name: str, page: str) -> None:
    kept = "The force should keep a log of all its calls."
    assert verdicts(page, name, kept) == ([], False)
    ruled, shown = verdicts(page, name, kept.replace("keep", "may keep"))
    assert ruled
    assert shown


def test_a_heading_ends_an_item_though_others_follow_below_it() -> None:
    page = f"1. {PARTS[0]}\n\nConclusion\n\nThe panel thanks the family.\n\nFurther recommendations\n\n2. {NEXT}\n"
    assert verdicts_of(page, "page.txt", PARTS[0], NEXT) == [([], False), ([], False)]


ROWS = [PARTS[0], NEXT, "The trust should ask each patient."]
TABLES = {
    "rows.csv": "No,Text,Lead\n1,{},Kent Police\n2,{},Kent Council\n3,{},Kent Trust\n",
    "rows.md": "| No | Text | Lead |\n|---|---|---|\n| 1 | {} | Kent Police |\n| 2 | {} | Kent Council |\n| 3 | {} |\n",
    "rows.html": "<table><tr><td>1<td>{}<td>Kent Police<tr><td>2<td>{}<td>Kent Council<tr><td>3<td>{}</table>",
    "rows.txt": "1. {}\n\n2. {}\n\n3. {}\n",
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("words", [5, 8])
def test_a_text_that_runs_over_into_a_row_that_has_its_own_is_told(name: str, words: int) -> None:
    page = TABLES[name].format(*ROWS)
    more = f"{ROWS[0]} {' '.join(NEXT.split()[:words])}"
    ruled, shown = verdicts_of(page, name, more, *ROWS[1:])[0]
    assert any(message.startswith("the text differs from the source page: the page has ") for message in ruled)
    assert shown
    # where rows were joined, the other one is no more
    assert verdicts_of(page, name, f"{ROWS[0]}\n{ROWS[1]}", ROWS[2]) == [([], False)] * 2


def test_a_joined_row_may_say_what_another_says_once_more() -> None:
    page = TABLES["rows.csv"].format(*ROWS[:2], NEXT)
    assert verdicts_of(page, "rows.csv", "\n".join(ROWS[:2]), NEXT) == [([], False)] * 2


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("rows.csv", "No;Text;Lead\n1;{};Kent Police\n2;{};Kent Council\n"),
        ("rows.md", "### Recommendation 1\n\n{}\n\n### Recommendation 2\n\n{}\n"),
    ],
)
def test_the_text_of_another_number_is_told(name: str, page: str) -> None:
    kept = page.format(*ROWS)
    assert verdicts_of(kept, name, *ROWS[:2]) == [([], False)] * 2
    assert verdicts_of(kept, name, NEXT, NEXT)[0] == (["the source page has this text under number 2"], True)


VISITS = "The council should visit each tenant who has asked for a repair twice."
CALLS = "The force should ask each caller whether it is safe to talk."
NOTHING_MISSING: list[tuple[list[str], bool]] = [([], False), ([], False)]
LABELLED = {
    "page.txt": "Recommendations\n\nRecommendation 1\n\n{}\n\n{}\n\nRecommendation 2\n\n{}\n",
    "page.html": "<h2>Recommendations</h2><h3>Recommendation 1</h3><p>{}</p><p>{}</p>"
    "<h3>Recommendation 2</h3><p>{}</p>",
}


@pytest.mark.parametrize("name", sorted(LABELLED))
@pytest.mark.parametrize(
    "beside",
    [
        "Owner: the head of housing, with two of her team",
        "Timescale: by the end of the summer of that year",
        "Progress: The new form went to all officers in May, and most of them have been trained.",
        "Rationale: nobody had seen that the same lock was broken\nthree times in one winter.",
        "Learning point 4: Neighbours knew more than any service had asked them for.",
        "Learning Point 12: Neighbours must know whom they\ncan ring.",
        "OWNER: HEAD OF HOUSING AND REPAIRS\nTIMESCALE: END OF THE YEAR",
    ],
)
def test_what_the_page_labels_beside_a_text_is_not_its_rest(name: str, beside: str) -> None:
    page = LABELLED[name].format(VISITS, beside, CALLS)
    assert verdicts_of(page, name, VISITS, CALLS) == NOTHING_MISSING


@pytest.mark.parametrize(
    "more",
    [
        "It should also write to those who did not answer at the door.",
        "Note: the council should also write to those who did not answer.",
        "Progress: The form is out.\nThe letter to those who did not answer comes next to it.",
    ],
)
def test_what_else_a_page_says_below_a_text_still_is(more: str) -> None:
    page = f"1. {VISITS}\n{more}\n2. {CALLS}\n"
    (first, shown), second = verdicts_of(page, "page.txt", VISITS, CALLS)
    assert len(first) == 1
    assert shown
    assert second == ([], False)
