"""What can be typed: the letters of the screen's commands, and words for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dhrcurate.review.commands import BY_ID, Keymap, shown_key


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command as it is typed.

    Attributes:
        id: The screen's command of that id where there is one, whose letters count here too.
        words: What may be typed in full; the first is what help says.
        takes: What stands after it, empty where nothing may: `REASON`; in brackets where it is asked for if left out.
        help: A sentence; the screen's own where it is empty.
    """

    id: str
    words: tuple[str, ...]
    takes: str = ""
    help: str = ""

    @property
    def sentence(self) -> str:
        """What help says of it."""
        return self.help or BY_ID[self.id].help


COMMANDS: tuple[Spoken, ...] = (
    Spoken("accept", ("accept",)),
    Spoken("reject", ("reject",), "[REASON]"),
    Spoken("query", ("query",), "[NOTE]"),
    Spoken("pending", ("back to pending", "pending")),
    Spoken("undo", ("undo",)),
    Spoken("redo", ("redo",)),
    Spoken("sign-off", ("sign off", "reopen")),
    Spoken("next", ("next",), help="Go to the next recommendation and read it."),
    Spoken("previous", ("previous",), help="Go to the recommendation before and read it."),
    Spoken("first", ("first",), help="Go to the record as a whole, which stands before its recommendations."),
    Spoken("last", ("last",), help="Go to the last recommendation."),
    Spoken("next-undecided", ("next undecided",)),
    Spoken("next-finding", ("next finding",)),
    Spoken("previous-finding", ("previous finding",)),
    Spoken("go", ("go", "go to"), "NUMBER", "Go to a recommendation by number or key; go record goes to the record."),
    Spoken("show", ("again", "show"), help="Read this again; an empty line does the same."),
    Spoken("next-record", ("next record",)),
    Spoken("previous-record", ("previous record",)),
    Spoken(
        "library", ("records",), "[WORDS]", "List the records, or those that hold some words, and how far they are."
    ),
    Spoken("open", ("open",), "RECORD", "Open a record by its id, or by its number in the list."),
    Spoken(
        "filter", ("filter",), "[FILTER]", "Go only to what fits: words, field:value, -not, OR. Without a filter: all."
    ),
    Spoken(
        "edit",
        ("edit",),
        "FIELD [VALUE]",
        "Give a field a new value, which is asked for: number, text, ...; at the record itself title, published, ...",
    ),
    Spoken("replace", ("replace",), "[FIELD]", "Replace some words of a field by others; both are asked for."),
    Spoken("note", ("note",), "[NOTE]"),
    Spoken("fix", ("fix",), "[FINDING]", "Make the fix that a finding offers; without a number the one you are at."),
    Spoken("waive", ("waive",), "[FINDING] [REASON]", "Accept a finding as it is, with a reason."),
    Spoken("explain", ("why", "explain"), "[FINDING]", "Explain a finding, and tell what its fix would do."),
    Spoken("take", ("take",), "NUMBER", "Take a suggestion; its number alone does the same."),
    Spoken("split-cell", ("split",)),
    Spoken("resolve", ("agency", "resolve"), "[NAME]", "Search the register for the agency that the cell means."),
    Spoken("add", ("add",)),
    Spoken("divide", ("divide",), "[WORDS]", "Divide the text in two; the second begins with the given words."),
    Spoken("join", ("join",)),
    Spoken("move-down", ("move down",)),
    Spoken("move-up", ("move up",)),
    Spoken("renumber", ("number",), "[NUMBER]"),
    Spoken("lift-title", ("lift heading",)),
    Spoken("remove", ("remove",)),
    Spoken("source", ("source",), help="Read the passage of the source page that this came from, differences marked."),
    Spoken("history", ("history",), help="Tell what was changed here, when, by whom and why, newest first."),
    Spoken("review-details", ("details",), help="Tell what is known of the review, with its summary."),
    Spoken("more", ("more",), help="Go on with a long list."),
    Spoken("retry", ("retry",)),
    Spoken("reload", ("reload",), help="Read the record again from disk."),
    Spoken("help", ("help",), "[COMMAND]", "Tell every command, or about one of them."),
    Spoken("quit", ("quit", "exit")),
)
"""Every command, in the order in which help tells them."""

_BY_WORD: Mapping[str, Spoken] = {word: command for command in COMMANDS for word in command.words}
_PHRASES = sorted(_BY_WORD, key=len, reverse=True)
_TAKE = next(c for c in COMMANDS if c.id == "take")
_SHOW = next(c for c in COMMANDS if c.id == "show")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that was understood: the command, and what stands after it."""

    command: Spoken
    rest: str = ""


class Letters:
    """Which letters stand for which command.

    Args:
        keys: The screen's keys, with the configuration's changes.
    """

    def __init__(self, keys: Keymap) -> None:
        self._keys = {
            command.id: [k for k in map(shown_key, keys.of(BY_ID[command.id])) if len(k) == 1 and k.isascii()]
            for command in COMMANDS
            if command.id in BY_ID
        }
        self._commands = {letter: c for c in COMMANDS for letter in self._keys.get(c.id, ())}

    def of(self, command_id: str) -> str:
        """What is shown for a command: its letter, else its word; for `take-1` the number."""
        if command_id.startswith("take-"):
            return command_id.removeprefix("take-")
        letters = self._keys.get(command_id)
        return letters[0] if letters else next(c.words[0] for c in COMMANDS if c.id == command_id)

    def read(self, line: str) -> Typed | None:
        """What a line means; `None` where it means nothing, as when more stands in it than the command takes."""
        line = line.strip()
        typed = self._read(line)
        if typed is None or (typed.rest and not typed.command.takes):
            return None
        return typed

    def _read(self, line: str) -> Typed | None:
        if not line:
            return Typed(_SHOW)
        if re.fullmatch(r"[1-9]", line):
            return Typed(_TAKE, line)
        if phrase := next((p for p in _PHRASES if re.match(rf"{p}(?!\S)", line, re.IGNORECASE)), None):
            return Typed(_BY_WORD[phrase], line[len(phrase) :].strip())
        command = self._commands.get(line[0])
        if command is not None and (len(line) == 1 or line[1].isspace() or not line[0].isalnum()):
            return Typed(command, line[1:].strip())
        return None

    def help(self, words: str = "") -> Iterator[str]:
        """A line for each command, or for those that some words name."""
        asked = self.read(words) if words else None
        for command in COMMANDS:
            if asked is None or command is asked.command:
                letters = self._keys.get(command.id, [])
                takes = f" {command.takes}" if command.takes else ""
                yield f"{' or '.join([*letters, command.words[0]])}{takes}: {command.sentence}"
