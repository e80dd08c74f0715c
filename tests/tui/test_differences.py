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


def test_what_is_left_out_begins_and_ends_between_words() -> None:
    same = "The council should write to every tenant who has missed "
    assert difference_of(f"{same}two visits.", f"{same}any visit.").plain == (
        "… write to every tenant who has missed [−two visits−][+any visit+]."
    )
    assert difference_of(f"Two visits {same}", f"Any visit {same}").plain == (
        "[−Two visits−][+Any visit+] The council should write to every …"
    )
