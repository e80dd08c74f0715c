"""Changes of values as they are previewed."""

from __future__ import annotations

import pytest

from dhrcurate.tui.differences import difference_of


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "They should explore the growth of a form which helps both",
            "They should look into growing a form which helps both",
            "They should [−explore the growth of−][+look into growing+] a form which helps both",
        ),
        (
            "They should ask the victim, and write it down",
            "They should speak to each victim, and write it down",
            "They should [−ask the−][+speak to each+] victim, and write it down",
        ),
    ],
)
def test_a_reworded_text_is_shown_in_blocks(old: str, new: str, shown: str) -> None:
    assert difference_of(old, new).plain == shown


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Kent police and Sussex police will", "Kent Police and Sussex Police will", 2),
        ("a teh b and co- operation of all", "a the b and cooperation of all", 2),
        ("One, two, three", "One two three", 2),
    ],
)
def test_mended_words_are_shown_each(old: str, new: str, shown: int) -> None:
    assert difference_of(old, new).plain.count("[−") == shown
