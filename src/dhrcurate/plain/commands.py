"""Parsing a typed line: the letters of the screen's keys, and words for each command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dhrcurate.plain.elsewhere import instead_of
from dhrcurate.review.commands import BY_ID, Command, Keymap, by_group, commands_in, shown_key, takes_by_number

_COMMANDS = tuple(commands_in("plain"))
_BY_WORD: Mapping[str, Command] = {word: command for command in _COMMANDS for word in command.words}
_PHRASES = sorted(_BY_WORD, key=len, reverse=True)
_TAKE, _SHOW = BY_ID["take"], BY_ID["show"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that was understood: the command, and its argument."""

    command: Command
    rest: str = ""


class Letters:
    """The letters that can be typed for a command.

    Args:
        keys: The screen's keys, with the configuration's changes.
    """

    def __init__(self, keys: Keymap) -> None:
        self._keymap = keys
        self._keys = {
            command.id: [k for k in map(shown_key, keys.of(command)) if len(k) == 1 and k.isascii()]
            for command in _COMMANDS
        }
        self._commands = {letter: command for command in _COMMANDS for letter in self._keys[command.id]}

    def of(self, command_id: str) -> str:
        """Return what is shown for a command: its letter, else its words; for `take-1` the number."""
        if takes_by_number(command_id):
            return command_id.removeprefix("take-")
        return next(iter(self._keys[command_id]), BY_ID[command_id].words[0])

    def read(self, line: str) -> Typed | None:
        """Return the meaning of a line; `None` where it has none, such as with an unexpected argument."""
        line = line.strip()
        typed = self._read(line)
        if typed is None or (typed.rest and not typed.command.argument):
            return None
        return typed

    def instead_of(self, line: str) -> str:
        """Return what stands in the place of a command that only the screen has, as a sentence; empty for others."""
        return instead_of(line.strip(), self._keymap)

    def _read(self, line: str) -> Typed | None:
        if not line:
            return Typed(_SHOW)
        if re.fullmatch(r"[1-9](?:[ ,]+[1-9])*", line):
            return Typed(_TAKE, line)
        if phrase := next((p for p in _PHRASES if re.match(rf"{p}(?!\S)", line, re.IGNORECASE)), None):
            return Typed(_BY_WORD[phrase], line[len(phrase) :].strip())
        command = self._commands.get(line[0])
        if command is not None and (len(line) == 1 or line[1].isspace() or not line[0].isalnum()):
            return Typed(command, line[1:].strip())
        return None

    def headings(self) -> Iterator[str]:
        """Yield a line for each group of commands: what is typed for each of them."""
        for heading, commands in by_group(_COMMANDS):
            yield f"{heading}: {', '.join(map(self._typed, commands))}."

    def help(self, words: str) -> Iterator[str]:
        """Yield a line for each command that some words mean, or those of a heading, or with `all` each.

        A command is meant by its letter, and by words with which what is typed for it begins.
        """
        wanted, exact = words.casefold(), self.read(words)
        told: list[tuple[bool, str]] = []
        for heading, commands in by_group(_COMMANDS):
            whole = wanted in {"all", heading.casefold()}
            for command in commands:
                begins = any(phrase == wanted or phrase.startswith(f"{wanted} ") for phrase in command.words)
                if whole or begins or (exact is not None and exact.command is command):
                    argument = f" {command.argument}" if command.argument else ""
                    meant = not whole and wanted in command.words
                    told.append((not meant, f"{self._typed(command, ' or ')}{argument}: {command.plain_help}"))
        yield from (line for _, line in sorted(told, key=lambda each: each[0]))  # the very one asked for comes first

    def _typed(self, command: Command, between: str = " ") -> str:
        return between.join([*self._keys[command.id], command.words[0]])
