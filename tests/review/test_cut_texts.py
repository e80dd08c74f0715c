"""Words that were cut off the beginning or the end of a text are told, whatever the page is set like."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.domain.record import Record
from dhrcurate.review.passage import passage_of
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.source import differs_from_source
from fake_names import FakeNames
from rule_cases import record_data

FLAT = """# Recommendation Addressed to
1 The panel invites ‘Safe and Well’ to ask each school how it teaches about safety. Kent Police
2 When a tenancy ends because of violence, the new address is withheld from all. Kent Council
3 That Lydmoor Haven is funded for three years Lydmoor Haven
4 The force should write down what each caller says and read it again
after a year at a meeting. Kent Police
Rec 5 The trust should ask each patient as the MARAC Operating Protocol asks it to do. MARAC
"""
BARS = """| # | Recommendation | Addressed to |
|---|---|---|
| 1 | The council should follow what is said in the MARAC Operating Protocol | Kent Council |
| 2 | The chair should be asked by the MARAC | MARAC |
| 3 | Staff at A & E should ask each patient (in private) what they need at home. | Kent Trust |
| 4 | System checks- ways to find out what is known of a holder of arms. | Kent Police |
"""
AGAIN = "The force should write down what each caller says and read it again after a year at a meeting."
ROWS = {
    FLAT: [
        ("1", "The panel invites ‘Safe and Well’ to ask each school how it teaches about safety.", "Kent Police"),
        ("2", "When a tenancy ends because of violence, the new address is withheld from all.", "Kent Council"),
        ("3", "That Lydmoor Haven is funded for three years", "Lydmoor Haven"),
        ("4", AGAIN, "Kent Police"),
        ("Rec 5", "The trust should ask each patient as the MARAC Operating Protocol asks it to do.", "MARAC"),
    ],
    BARS: [
        ("1", "The council should follow what is said in the MARAC Operating Protocol", "Kent Council"),
        ("2", "The chair should be asked by the MARAC", "MARAC"),
        ("3", "Staff at A & E should ask each patient (in private) what they need at home.", "Kent Trust"),
        ("4", "System checks- ways to find out what is known of a holder of arms.", "Kent Police"),
    ],
}


def verdicts(page: str, row: int, text: str) -> tuple[str, str]:
    """What screen and rule say of a row of a page if its text were this."""
    recs = [
        {"key": f"r{at:03d}", "number": number, "text": text if at == row else its, "addressed_to": cell}
        for at, (number, its, cell) in enumerate(ROWS[page], 1)
    ]
    data = record_data({"review": {"wording": "verbatim"}, "source": {"page": "page.txt"}, "recommendations": recs})
    context = RuleContext(Record.model_validate(data), FakeNames(), date(2026, 11, 22), data, page=page)
    ruled = [f"{f.key} {f.message.partition('passage: ')[2]}" for f in differs_from_source.check(context)]
    shown = []
    for rec in data["recommendations"]:
        passage, _ = passage_of(rec, page, data["recommendations"])
        assert passage is not None
        if passage.rests:
            shown.append(f"{rec['key']} {' and '.join(rest.told for rest in passage.rests)}")
    return "; ".join(shown), "; ".join(ruled)


@pytest.mark.parametrize("page", ROWS)
def test_nothing_is_told_of_whole_texts(page: str) -> None:
    assert verdicts(page, 0, "") == ("", "")


@pytest.mark.parametrize(
    ("page", "row", "text", "missing"),
    [
        (FLAT, 1, "‘Safe and Well’ to ask each school how it teaches about safety.", "begins earlier: 3"),
        (FLAT, 2, "ends because of violence, the new address is withheld from all.", "begins earlier: 3"),
        (FLAT, 2, "the new address is withheld from all.", "begins earlier: 7"),
        (FLAT, 3, "is funded for three years", "begins earlier: 3"),
        (FLAT, 4, "The force should write down what each caller says and read it again", "goes on: 8"),
        (FLAT, 5, "ask each patient as the MARAC Operating Protocol asks it to do.", "begins earlier: 3"),
        (BARS, 1, "The council should follow what is said in the", "goes on: 3"),
        (BARS, 3, "& E should ask each patient (in private) what they need at home.", "begins earlier: 3"),
        (BARS, 3, "what they need at home.", "begins earlier: 10"),
        (BARS, 4, "ways to find out what is known of a holder of arms.", "begins earlier: 2"),
    ],
)
def test_what_was_cut_off_is_told(page: str, row: int, text: str, missing: str) -> None:
    shown, ruled = verdicts(page, row, text)
    assert missing in shown
    assert shown == ruled
    assert shown.startswith(f"r00{row} the page")
    assert shown.endswith(("more words", "more words before it"))


@pytest.mark.parametrize(
    ("page", "row", "text"),
    [
        (FLAT, 3, "That Lydmoor Haven is funded for three years"),
        (BARS, 2, "The chair should be asked by the"),  # the rest is what a cell says
    ],
)
def test_what_a_cell_of_the_record_says_is_not_missing(page: str, row: int, text: str) -> None:
    assert verdicts(page, row, text) == ("", "")
