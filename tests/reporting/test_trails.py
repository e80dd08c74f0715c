from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.edit import Edit
from dhrcurate.reporting.trails import edit_lines


def order(old: str, new: str, path: str = "/recommendations/@order") -> str:
    (line,) = edit_lines(Edit(path, list(old), list(new)))
    return line


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("bacde", "b moved to the beginning"),
        ("acdeb", "b moved after e"),
        ("bcdea", "a moved after e"),
        ("cabed", "c moved to the beginning, e moved after b"),
        ("edcba", "4 of 5 moved"),
    ],
)
def test_an_order_is_told_by_what_moved(new: str, said: str) -> None:
    assert order("abcde", new) == f"order of the recommendations: {said}"
    assert order("abcde", new, "/agencies/@order") == f"order of the register: {said}"


@given(st.permutations("abcdefgh"))
def test_no_more_is_told_to_have_moved_than_did(new: list[str]) -> None:
    said = order("abcdefgh", "".join(new))
    moved = int(said.split()[4]) if " of 8 moved" in said else said.count("moved")
    assert (moved == 0) == (new == list("abcdefgh"))
    assert moved <= 7


WAIVER = {"rule": "DHR203", "reason": "as it was printed", "seen": "sha256:0", "by": "A. Curator"}


def test_waivers_are_told_in_words_and_only_what_differs() -> None:
    other = {**WAIVER, "rule": "DHR301"}
    assert list(edit_lines(Edit("/recommendations/r014/waivers", None, [WAIVER]))) == [
        "r014 waivers:",
        '  + rule "DHR203", reason "as it was printed", by "A. Curator"',
    ]
    assert list(edit_lines(Edit("/waivers", [WAIVER, other], [other]))) == [
        "waivers:",
        '  - rule "DHR203", reason "as it was printed", by "A. Curator"',
    ]


def test_lists_and_whole_recommendations_are_told_without_brackets() -> None:
    agencies = Edit("/recommendations/r001/agencies", [], ["Kent Police", "Refuge"])
    assert list(edit_lines(agencies)) == ['r001 agencies: (none) -> "Kent Police", "Refuge"']
    added = Edit("/recommendations/r002", None, {"key": "r002", "text": "Train\nstaff.", "agencies": []})
    assert list(edit_lines(added)) == ['r002: (absent) -> key "r002", text "Train\\nstaff.", agencies (none)']
