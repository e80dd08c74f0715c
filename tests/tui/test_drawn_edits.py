"""Edits drawn for a preview say what changes in words: no braces, no digests, no lists of keys."""

from __future__ import annotations

from dhrcurate.domain.edit import Edit
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.action_runner import difference_block, named_difference

STATE = RecordState("exampleton", {"recommendations": [{"key": "r001", "number": "7", "text": "One."}]})
NEW = {"key": "r002", "number": "8", "text": "Two.", "addressed_to": "The Board", "agencies": [], "status": "pending"}


def words(edit: Edit) -> list[str]:
    return [block.content.plain for block in named_difference(STATE, edit)]


def test_a_recommendation_that_is_added_is_drawn_field_by_field() -> None:
    assert words(Edit("/recommendations/r002", None, NEW)) == [
        "number 8, added",
        "number  nothing → 8",
        "text  nothing → Two.",
        "addressed to  nothing → The Board",
        "status  nothing → pending",
    ]


def test_one_that_is_removed_is_drawn_so_too() -> None:
    old = {"key": "r001", "number": "7", "text": "One."}
    assert words(Edit("/recommendations/r001", old, None)) == [
        "number 7, removed",
        "number  7 → nothing",
        "text  One. → nothing",
    ]


def test_the_order_is_not_drawn_as_keys() -> None:
    assert words(Edit("/recommendations/@order", ["r001"], ["r002", "r001"])) == ["the order of the recommendations"]


def test_a_field_is_named_with_its_recommendation() -> None:
    edit = Edit("/recommendations/r001/addressed_to", "The Board", "The Trust")
    assert words(edit)[0].startswith("number 7, addressed to  ")
    assert difference_block(edit)[0].content.plain.startswith("addressed to  ")
