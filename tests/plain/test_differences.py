"""How differences from a source are heard."""

from __future__ import annotations

import pytest

from dhrcurate.plain.differences import differences_told
from dhrcurate.review.word_differences import Piece, compared


@pytest.mark.parametrize(
    ("source", "record", "told"),
    [
        ("Agree a form [-now-] and use it.", "Agree a form [-now-] and use it.", []),
        ("Agree a form [+soon+].", "Agree a list [+soon+].", ["It has “list” where the page has “form”."]),
        ("Agree a form and use it.", "Agree a form.", ["The page has “and use it” too, after “Agree a form”."]),
        ("Agree a form.", "Agree a form soon.", ["The page does not have “soon”, after “Agree a form”."]),
    ],
)
def test_words_that_look_like_marks_are_words(source: str, record: str, told: list[str]) -> None:
    assert [*differences_told(compared(source, record), "page")] == told


def test_of_many_differences_none_is_told() -> None:
    same, more = Piece("same", "and then "), Piece("added", "soon ")
    assert len(differences_told([same, more] * 4, "page")) == 4
    assert not differences_told([same, more] * 5, "page")
