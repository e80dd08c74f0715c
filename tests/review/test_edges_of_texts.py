"""A text that was cut within a word or a figure, or lost the sign of a figure, differs for rule and screen alike."""

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

LAYOUTS = {
    "page.csv": 'No,Recommendation,Addressed to\n1,"{}",Kent Police\n',
    "page.md": "| No | Recommendation | Addressed to |\n|---|---|---|\n| 1 | {} | Kent Police |\n",
    "page.txt": "1. {}\n\nKent Police\n",
    "page.html": "<table><tr><td>1</td><td><p>{}</p></td><td>Kent Police</td></tr></table>",
}


def verdicts(page: str, name: str, text: str) -> tuple[list[str], bool]:
    """What the rules say of the one text of a record, and whether the screen shows a difference."""
    rec = {"key": "r001", "number": "1", "text": text, "addressed_to": "Kent Police"}
    data = record_data({"review": {"wording": "verbatim"}, "source": {"page": name}, "recommendations": [rec]})
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=page)
    ruled = [f.message for rule in (not_in_source, differs_from_source) for f in rule.check(context)]
    passage, _ = passage_of(rec, page_text(page, name), [rec], cells_of(page, name))
    assert passage is not None
    return ruled, passage.differences > 0


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
