"""The one table of commands, from which keys, foot, palette, help and documentation are made."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from unittest.mock import MagicMock

import pytest

from dhrcurate.review.commands import COMMANDS, Command, commands_in, keymap
from dhrcurate.tui.controllers.handlers import joined
from dhrcurate.tui.screens.agencies import AgenciesScreen
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.history import HistoryScreen
from dhrcurate.tui.screens.library import LibraryScreen
from dhrcurate.tui.screens.review import ReviewScreen
from dhrcurate.tui.screens.update import UpdateScreen
from dhrcurate.tui.screens.welcome import WelcomeScreen

SCREENS: tuple[type[CommandScreen], ...] = (
    ReviewScreen,
    LibraryScreen,
    AgenciesScreen,
    HistoryScreen,
    UpdateScreen,
    WelcomeScreen,
)


def test_ids_are_used_once() -> None:
    assert [i for i, n in Counter(c.id for c in COMMANDS).items() if n > 1] == []


def made(screen: type[CommandScreen]) -> CommandScreen:
    of_record = dict.fromkeys((ReviewScreen, HistoryScreen, UpdateScreen), ("t-2020", ""))
    places = {LibraryScreen: ("t-2020",), **of_record}
    return screen(MagicMock(), *places.get(screen, ()))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda s: s.__name__)
def test_every_command_of_a_screen_has_one_handler_and_every_handler_a_command(screen: type[CommandScreen]) -> None:
    assert sorted(made(screen).handlers) == sorted(c.id for c in commands_in(screen.WHERE))


def test_two_handlers_for_one_command_are_refused() -> None:
    with pytest.raises(ValueError, match="two handlers for accept"):
        joined({"accept": print, "query": print}, {"accept": print})


@pytest.mark.parametrize("screen", SCREENS, ids=lambda s: s.__name__)
def test_a_key_does_one_thing_in_a_screen(screen: type[CommandScreen]) -> None:
    keys = Counter(key for c in commands_in(screen.WHERE) for key in c.keys)
    assert [k for k, n in keys.items() if n > 1] == []


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    assert [c.id for c in COMMANDS if not c.help.endswith(".") or not c.title] == []


def test_the_keys_of_the_contract() -> None:
    wanted = {
        "a": "accept", "x": "reject", "y": "query", "backspace": "pending", "e": "edit", "E": "edit-outside",
        "j": "next", "down": "next", "k": "previous", "up": "previous", "u": "undo", "ctrl+r": "redo",
        "slash": "filter", "h": "history", "S": "sign-off", "1": "take-1", "9": "take-9", "s": "split-cell",
        "f": "fix", "w": "waive", "g": "resolve", "n": "next-finding", "N": "previous-finding", "v": "source",
        "m": "mark", "question_mark": "help", "ctrl+p": "palette", "ctrl+q": "quit",
    }  # fmt: skip
    keys = {key: c.id for c in commands_in("review") for key in c.keys}
    assert {key: keys.get(key) for key in wanted} == wanted


def test_a_remapped_key_takes_the_place_of_the_old_one() -> None:
    keys = keymap({"accept": "space, A", "scroll-down": "pagedown"})
    assert keys.keys["accept"] == ("space", "A")
    assert keys.first("accept") == "space"
    assert keys.conflicts == ()


def test_two_commands_can_change_places() -> None:
    keys = keymap({"accept": "x", "reject": "a"})
    assert (keys.keys["accept"], keys.keys["reject"], keys.conflicts) == (("x",), ("a",), ())


def test_a_key_that_is_taken_is_reported_and_left_as_it_was() -> None:
    keys = keymap({"accept": "x"})
    assert keys.keys["accept"] == ("a",)
    assert keys.conflicts == (
        "keymap.accept: x is already the key of reject, so accept keeps its own; give reject another key too.",
    )


def test_an_unknown_command_is_reported() -> None:
    conflicts = keymap({"acept": "a", "qqqqqq": "a"}).conflicts
    assert conflicts == (
        "keymap.acept: there is no such command; did you mean 'accept'?",
        "keymap.qqqqqq: there is no such command.",
    )


def test_destructive_keys_are_not_beside_safe_ones() -> None:
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    beside = {frozenset(pair) for row in rows for pair in pairwise(row)}
    by_key = {key: c for c in commands_in("review") for key in c.keys}
    removing = [key for key, c in by_key.items() if c.id == "remove"]
    assert not [k for k in removing if len(k) == 1]
    assert frozenset("ax") not in beside


def test_commands_in_a_place_do_not_hide_each_other() -> None:
    def meet(one: Command, other: Command) -> bool:
        return "everywhere" in one.where or bool(set(one.where) & set(other.where) - {"plain"})

    doubled = [(a.id, b.id) for a, b in combinations(COMMANDS, 2) if meet(a, b) and set(a.keys) & set(b.keys)]
    assert doubled == []


def test_a_word_means_one_command() -> None:
    words = Counter(word for command in COMMANDS for word in command.words)
    assert [word for word, n in words.items() if n > 1] == []


def test_a_command_has_words_where_it_works_line_by_line() -> None:
    assert [c.id for c in COMMANDS if bool(c.words) != c.works_in("plain")] == []
    assert [c.id for c in COMMANDS if c.keys and not c.on_screen] == []


def test_a_command_without_a_screen_cannot_be_given_a_key() -> None:
    assert keymap({"go": "z"}).conflicts == ("keymap.go: there is no such command.",)
