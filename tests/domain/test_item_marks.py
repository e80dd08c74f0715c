"""Where a text is likely to be divided, and which mark goes with an item."""

from __future__ import annotations

import pytest

from dhrcurate.domain.item_marks import before_mark, marks_in_line, second_item


@pytest.mark.parametrize(
    "text",
    [
        "The force should: • train its staff; |• check its logs; • tell the board.",
        "• Train the staff |• check the logs",
        "The force trains its staff |▪ checks its logs",
        "Two things:\n- write to the tenant\n|- read the answer",
        "Two things:\n o Write to the tenant\n |o Read the answer",
        "The council should (a) write to the tenant, |(b) read the answer and (c) keep it.",
        "Train the staff by 31. March 2021 and say so. |Then report.",
        "Follow section 5. It holds, e.g. Kent and St. Albans. |Then report to Mr. X.",
        "Train all staff (see No. 5 of 2016). |Report in 2017.",
        "“Train the staff.” |“Report on it.”",
        "The force should: - train its staff |- check its logs - tell the board",
        "The force should o train its staff |o check its logs",
        "The force should - where it can - train its staff. |Then it should report.",
        "Act on what follows: keep a rota; ask each caller; tell the board. |Then report.",
        "|The form should include: the name of a lead; a place to sign; how it is sent",
        "Keep a rota; |ask each caller; tell the board. Then report.",
        "Keep a rota and publish it; |tell the board when it changes",
        "Keep a rota; tell the board. |Then report.",
        "Name the offices (of the force; of the trust) in the plan. |Then report.",
        "That the force keeps a rota |and that the board is told of each change.",
        "|Make sure that staff know what is asked and that which follows",
        "|Train the staff by 31. March 2021",
        "|Train the staff as section 5 (a) asks",
    ],
)
def test_a_second_recommendation_begins_at_an_item_or_a_sentence_and_never_within_a_date(text: str) -> None:
    assert second_item(text.replace("|", "")) == text.index("|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("train its staff; ", "• check"),
        ("train its staff;\n", "- check"),
        ("train its staff, ", "(b) check"),
        ("train its staff;", " o Check"),
        ("train its staff ", "check"),
        ("train its well-", "known staff"),
        ("train 2 o", "r 3"),
    ],
)
def test_the_mark_of_an_item_goes_with_it(before: str, after: str) -> None:
    mark, _, words = after.rpartition(" ") if after[:1] in "•-( " else ("", "", after)
    at = len(before) + len(after) - len(words)
    assert before_mark(before + after, at) == (len(before) if mark.strip() else at)


def test_the_mark_of_an_item_in_the_line_goes_with_it() -> None:
    text = "The force should: o train its staff o check its logs"
    at = text.index("check")
    assert before_mark(text, at) == at - 2
    assert before_mark(text, text.index("its logs")) == text.index("its logs")


def test_no_list_is_seen_in_an_aside_or_a_scale() -> None:
    for text in (
        "The force should - with its partners - hold a talk - a short one - each term.",
        "The scale should be: low - medium - high.",
        "The rota should run: Monday - Friday.",
        "The box marked o and the box marked x should be filled in.",
    ):
        assert marks_in_line(text) == []
