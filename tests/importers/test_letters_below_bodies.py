"""Recommendations that are counted with letters below each body, also over the pages of a print."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "DHR Wold 2016\n\nRecommendations\n\n"
CALLS, LOGS, ASK = (
    "Calls should be logged each day.",
    "Sergeants should check the log.",
    "Patients should be seen alone.",
)


def rows(text: str) -> tuple[list[tuple[str | None, str, str]], Imported]:
    (found,) = read_source((HEAD + text).encode(), "p.txt", NOTHING)
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]], found


@pytest.mark.parametrize("first", ["a", "i"])
@pytest.mark.parametrize("form", ["{})", "({})"])
@pytest.mark.parametrize("counts", [[2, 1], [1, 1], [1, 2], [2, 1, 1, 1]])
def test_letters_start_again_below_each_body(counts: list[int], form: str, first: str) -> None:
    bodies = ["Wold Police", "Fen Hospital", "Wold Council", "Fen College"]
    letters = [form.format(letter) for letter in (first, "b" if first == "a" else "ii")]
    page, expected = "", []
    for n, (body, count) in enumerate(zip(bodies, counts, strict=False), 1):
        page += f"{n}. {body}\n"
        for letter, text in list(zip(letters, (CALLS, LOGS), strict=True))[:count]:
            page += f"   {letter} {text}\n"
            expected.append((letter, text, body))
        page += "\n"
    said, found = rows(page)
    assert said == expected
    assert found.whole


@pytest.mark.parametrize(
    "marking", ["OFFICIAL – FOR PUBLICATION", "Official: not for publication", "OFFICIAL - SENSITIVE"]
)
def test_a_marking_between_pages_is_no_part_of_a_recommendation(marking: str) -> None:
    police = f"1. Wold Police\n   a) {CALLS}\n               Page 4\n\n{marking}\n\n   b) {LOGS}\n\n"
    page = f"{police}2. Fen Hospital\n   a) {ASK}\n"
    said, found = rows(page)
    assert said == [("a)", CALLS, "Wold Police"), ("b)", LOGS, "Wold Police"), ("a)", ASK, "Fen Hospital")]
    assert found.whole


def test_letters_in_a_recommendation_stay_in_it() -> None:
    police = "1. Wold Police should:\n   a) log calls;\n   b) check logs.\n\n"
    said, _ = rows(f"{police}2. Fen Hospital should:\n   a) ask each patient.\n")
    assert [row[0] for row in said] == ["1.", "2."]
