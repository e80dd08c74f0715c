"""How a published text is laid out for reading, and where it has the words that are sought."""

from __future__ import annotations

import pytest

from dhrcurate.review.shown_text import lines_of, places_of


def laid_out(text: str) -> list[str]:
    return [f"{text[line.mark : line.start].strip()}|{text[line.start : line.end]}" for line in lines_of(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The council should act.", ["|The council should act."]),
        ("Agencies should: • ask • record; • share", ["|Agencies should:", "•|ask", "•|record;", "•|share"]),
        ("They should: - ask - record - share", ["|They should:", "-|ask", "-|record", "-|share"]),
        ("First:\n- ask\n- record\n\nLast.", ["|First:", "-|ask", "-|record", "|", "|Last."]),
        ("•Ask •• record", ["•|Ask", "••|record"]),
        ("The plan - which is due - is read", ["|The plan - which is due - is read"]),
        ("", ["|"]),
    ],
)
def test_each_item_of_a_list_is_a_line(text: str, lines: list[str]) -> None:
    assert laid_out(text) == lines


@pytest.mark.parametrize("text", ["One •two\r\n• three ", "  a\n\n b • ", "• x\u202e • y", "o one\no two"])
def test_nothing_of_a_text_is_left_out_but_blanks(text: str) -> None:
    shown = "".join(text[line.mark : line.end] for line in lines_of(text))
    assert "".join(shown.split()) == "".join(text.split())


def test_words_are_found_in_any_case_and_over_any_blanks() -> None:
    text = "The Safer\nExampleton board (SAFER) and the a.b"
    found = [text[p.start : p.end] for p in places_of(text, ("safer exampleton", "safer", "a.b", " "))]
    assert found == ["Safer\nExampleton", "SAFER", "a.b"]
    assert places_of(text, ()) == []
