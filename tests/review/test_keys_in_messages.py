"""Keys can be remapped, so no message names one: it asks the keymap."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dhrcurate
from dhrcurate.review.commands import COMMANDS, shown_key

SOURCES = sorted(
    path for part in ("tui", "review", "plain") for path in (Path(dhrcurate.__file__).parent / part).rglob("*.py")
)
FIXED = {"esc", "⏎", "ctrl+s"}
"""Keys of dialogs, which are no commands and cannot be remapped."""

KEYS = {shown_key(key) for command in COMMANDS for key in command.keys} - FIXED
NAMED = re.compile(rf"(?:^|[.;:(] )({'|'.join(map(re.escape, sorted(KEYS, key=len, reverse=True)))}) [a-z]+s\b")
"""A sentence, or a part of one, that says what a key does: "S signs the record off"."""


def messages(source: str) -> Iterator[str]:
    """The strings of a module, without docstrings; what is put into one is {}."""
    tree = ast.parse(source)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner | alone:
            yield node.value


def test_the_pattern_knows_a_message_that_names_a_key() -> None:
    assert NAMED.search("Everything is decided. S signs the record off.")
    assert NAMED.search("An editor cannot be opened here; e edits in place.")
    assert not NAMED.search("Everything is decided. {} signs the record off.")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_message_names_a_key(path: Path) -> None:
    assert [words for words in messages(path.read_text("utf-8")) if NAMED.search(words)] == []


def test_no_help_of_a_command_names_the_key_of_another() -> None:
    assert [c.id for c in COMMANDS for words in (c.help, c.plain_help) if NAMED.search(words)] == []
