"""What stands in the place of the commands that only the screen has."""

from __future__ import annotations

from collections.abc import Mapping

from dhrcurate.review.commands import Command, Keymap, Where, commands_in, shown_key

_MANY = (
    "a filter with waive all REASON waives at several, take all sure takes the agencies that are sure, "
    "and agency decides a name for the record or the library"
)
_AGENCIES = (
    "agency and a name decides one name, also for the whole library, take all sure of the library takes what is sure, "
    "and in a shell `dhrcurate agencies list` tells every name and `dhrcurate agencies resolve` takes what is sure"
)

INSTEAD: Mapping[str, str] = {
    "agencies": _AGENCIES,
    "mark": _MANY,
    "mark-range": _MANY,
    "mark-shown": _MANY,
    "mark-finding": _MANY,
    "new-agency": "in a shell `dhrcurate agencies add NAME --kind KIND` enters it, then reload",
    "not-same": "in a shell `dhrcurate agencies distinct` remembers it, then reload",
    "show-clusters": "in a shell `dhrcurate agencies cluster` groups the names that are undecided",
    "edit-outside": "edit text writes the text anew, and replace text some words of it",
    "scroll-down": "text reads the text, more goes on with a list",
    "scroll-up": "text reads the text",
    "scope": "filter narrows all that one goes through, also into other records, and filter alone ends that",
    "source-down": "source all reads what stands before and behind the passage, page and a number another page",
    "source-up": "source all reads what stands before and behind the passage, page and a number another page",
    "open-document": "page and a number reads a page of it",
    "attach-document": "in a shell `dhrcurate document add RECORD FILE` attaches it, then reload",
    "remove-document": "in a shell `dhrcurate document remove` takes it out, then reload",
    "restore": "undo takes back the last change, in a shell `dhrcurate audit restore RECORD` an earlier one",
    "next-needed": "next undecided goes there",
    "other-pane": "records tells how far each record is, facets counts what this one has in common",
    "sort": "records lists them by id, and filter queue:risk goes through what is likely wrong first",
    "import-page": "in a shell `dhrcurate import PAGE` makes a record of a page",
    "suspend": "quit leaves, and the next start begins here",
    "back": "filter alone clears the filter, and an empty line leaves a question",
    "theme": "there are no colours here",
    "tour": "help tells what you can type",
    "palette": "help and a word finds a command",
}
"""By the id of each command of the screens that cannot be typed, a clause that names what can be typed instead."""

_SCREENS: tuple[Where, ...] = ("review", "everywhere", "library", "agencies", "history")


def instead_of(line: str, keys: Keymap) -> str:
    """Return what stands in the place of a command that only the screen has, as a sentence; empty for other lines.

    Args:
        line: What was typed: its key with anything behind it, its name, or the first word of that.
        keys: The screen's keys, with the configuration's changes.
    """
    words, typed = line.casefold(), line.partition(" ")[0]
    for screen in _SCREENS:
        for command in commands_in(screen):
            instead = INSTEAD.get(command.id, "")
            if instead and (typed in map(shown_key, keys.of(command)) or _is_called(command, words)):
                return f"{command.title} is a command of the screen alone; here {instead}."
    return ""


def _is_called(command: Command, words: str) -> bool:
    """True if words are the name of a command or the first of its words, also in the plural."""
    title = command.title.casefold()
    return words.removesuffix("s") in {title.removesuffix("s"), command.id, title.split()[0]}
