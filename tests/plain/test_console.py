from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.visible import visible
from dhrcurate.plain.console import PAGE, Console, InputEnded, Misread, cells, wrapped
from plain_help import converse, converse_raw
from tui_help import on_disk, write_record

HOSTILE = "\x1b[2J\x1b]0;owned\x07 [bold]x[/] \u202egnorw\u200b \x9b31m [@click=app.quit]now[/]"


class Terminal(io.StringIO):
    """A sink that is a terminal of unknown size."""

    def isatty(self) -> bool:
        return True


def test_hostile_text_is_visible_in_every_field_and_reaches_no_terminal(tmp_path: Path) -> None:
    root = tmp_path / "r"
    write_record(root, "hostile-2020", [
        {"key": "r001", "number": f"1{HOSTILE}", "title": HOSTILE, "text": f"{HOSTILE}\nAccepted R9. Saved.\r",
         "addressed_to": f"Police {HOSTILE}", "agencies": [HOSTILE], "note": HOSTILE},
    ], title=f"Hostile {HOSTILE}")  # fmt: skip
    lines = (
        "d",
        "records",
        "x reason",
        "h",
        "go record",
        "d",
        "u",
        "e title Other",
        "u",
        "why",
        "g",
        "",
        HOSTILE,
        "quit",
    )
    talk = converse(root, *lines)
    assert not {c for c in talk.text if c != "\n" and visible(c) != c}
    assert "[bold]x[/]" in talk.text
    assert "␛[2J" in talk.text
    assert "Accepted R9. Saved." not in talk.lines, "a record's text must not pass for the program's own words"


def test_nothing_colours_moves_or_rings(library: Path) -> None:
    talk = converse(library, "a", "x no", "n", "records", "help", "h", "v", "quit")
    assert "\x1b" not in talk.text
    assert "\x07" not in talk.text
    assert "\r" not in talk.text


def test_the_end_of_the_input_is_a_good_end(library: Path) -> None:
    talk = converse(library, "a")
    assert talk.code == 0
    assert talk.lines[-1] == "Left at R2. All is saved."
    assert on_disk(library)["r001"]["status"] == "accepted"


@pytest.mark.parametrize("typed", ["x\n", "e text\n", "e text\nhalf a line \\\n", "S\n", "g\n", "remove\n"])
def test_the_end_of_the_input_within_a_question_leaves_nothing_half(library: Path, typed: str) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    for on_terminal in (False, True):
        talk = converse_raw(library, typed.encode(), typed=on_terminal)
        assert "The input ended before the answer. Left as it was." in talk.text
        assert (library / "exampleton-2023-06.toml").read_bytes() == before
        assert talk.code == (0 if on_terminal else 1)


def test_a_last_line_without_an_end_counts(library: Path) -> None:
    assert "Accepted R1, 1 agency open." in converse_raw(library, b"a").text


def test_line_ends_of_other_systems_are_taken_off(library: Path) -> None:
    converse_raw(library, b"e title\r\nOther words\r\nquit\r\n")
    assert on_disk(library)["r001"]["title"] == "Other words"


@pytest.mark.parametrize("bad", [b"x caf\xe9", b"x a\x1b[Ab", b"x a\x00b", "x a\u200bb".encode()])
def test_a_line_with_bytes_that_cannot_be_meant_is_not_taken(library: Path, bad: bytes) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    talk = converse_raw(library, bad + b"\nquit\n")
    assert "so it was not taken" in talk.text
    assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_a_line_that_a_terminal_cut_is_not_taken() -> None:
    class Typed(io.BytesIO):
        def isatty(self) -> bool:
            return True

    voice = Console(Typed(b"x" * 4094 + b"\n"), io.StringIO())
    with pytest.raises(Misread, match="backslash"):
        voice.ask("?")


def test_a_closed_input_is_an_ended_one() -> None:
    with pytest.raises(InputEnded):
        Console(None, io.StringIO()).ask("?")


def test_long_lists_pause_on_a_terminal_and_go_on_with_more() -> None:
    sink = Terminal()
    voice = Console(io.BytesIO(), sink)
    voice.list(str(n) for n in range(PAGE + 5))
    assert sink.getvalue().splitlines()[-1] == "5 more of the list: more goes on."
    voice.list(["a short one"])  # which takes nothing from the one that was begun
    assert voice.more()
    assert sink.getvalue().splitlines()[-1] == str(PAGE + 4)
    assert not voice.more()


@given(st.text(alphabet="ab cdé\u0301日本 ", max_size=120), st.integers(4, 40))
def test_wrapping_loses_no_word_and_no_part_is_too_wide(text: str, width: int) -> None:
    parts = list(wrapped(text, width))
    assert " ".join(parts).split() == text.split()
    assert all(cells(part) <= width or " " not in part.strip() for part in parts)


def test_on_a_wide_enough_terminal_a_line_stays_whole() -> None:
    assert list(wrapped("one  two", 8)) == ["one  two"]
    assert list(wrapped("one two three", 7)) == ["one two", "three"]
    assert list(wrapped("日本語 日本", 6)) == ["日本語", "日本"]


def test_a_prompt_is_cut_between_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = Terminal()
    monkeypatch.setattr(Terminal, "fileno", lambda _: 1)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((32, 24)))
    Console(io.BytesIO(b"a\n"), sink).ask("Which field? number, publisher:")
    assert sink.getvalue().splitlines()[:2] == ["Which field? number,", "publisher: a"]
