"""The one table of commands, for the keys of the screen and for what is typed line by line.

A command is an id, its keys, the words for it, a title, a sentence of help and the places where it works. Bindings, the
line of keys at the foot, the palette, the help of both interfaces and `docs/keys.md` are all made from this table, so
that none of them can say something that another does not.
"""

# ruff: noqa: E501  # a table reads best with a row a line
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dhrcurate.domain.nearest import did_you_mean

Where = Literal["everywhere", "review", "library", "agencies", "history", "update", "welcome", "plain"]
"""A screen, every screen, or the review line by line."""

Group = Literal["decide", "move", "correct", "structure", "agencies", "look", "many", "library", "program"]
"""The group of a command, under whose heading the help screen shows it."""

GROUPS: Mapping[Group, str] = {
    "decide": "Decide",
    "move": "Move",
    "correct": "Correct",
    "agencies": "Agencies",
    "structure": "Structure",
    "look": "Look closer",
    "many": "Many at once",
    "library": "The library",
    "program": "The program",
}

SHOWN: Mapping[str, str] = {
    "backspace": "⌫",
    "question_mark": "?",
    "slash": "/",
    "enter": "⏎",
    "escape": "esc",
    "down": "↓",
    "up": "↑",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "number_sign": "#",
    "asterisk": "*",
    "delete": "del",
    "space": "space",
    "minus": "-",
    "plus": "+",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ctrl+down": "ctrl+↓",
    "ctrl+up": "ctrl+↑",
}
"""How keys are shown where Textual's name is not what stands on the key."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the curator can do.

    Attributes:
        id: Permanent name, for the configuration: `accept`.
        keys: Keys in Textual's names, the first is the one shown; empty where it is reached from the palette only.
        title: Its name in the palette.
        help: One sentence for the help screen and the documentation.
        where: Where it works; `plain` if it can be typed line by line.
        group: Its heading in the help.
        foot: A word or two for the line of keys, empty where it is not shown there.
        words: Words that can be typed for it line by line; the first is the one shown.
        argument: What may follow the words, empty for nothing: `REASON`; in brackets if it is asked for when left out.
        plain_help: The sentence of help line by line.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: tuple[Where, ...]
    group: Group
    foot: str = ""
    words: tuple[str, ...] = ()
    argument: str = ""
    plain_help: str = ""

    @property
    def on_screen(self) -> bool:
        """True if a screen has it, so that it can be given a key."""
        return self.where != ("plain",)

    def works_in(self, where: Where) -> bool:
        """True if it works in a screen, or line by line."""
        return where in self.where or ("everywhere" in self.where and where != "plain")


def takes_by_number(command_id: str) -> bool:
    """Return whether a command takes the suggestion with its number, such as `take-1`."""
    return command_id.startswith("take-") and command_id.removeprefix("take-").isdecimal()


def shown_key(key: str) -> str:
    """A key as it is shown to people."""
    return SHOWN.get(key, key)


_R: tuple[Where, ...] = ("review",)
_L: tuple[Where, ...] = ("library",)
_A: tuple[Where, ...] = ("agencies",)
_U: tuple[Where, ...] = ("update",)
_LISTS: tuple[Where, ...] = ("review", "library", "agencies", "history", "update")
_ALL: tuple[Where, ...] = ("everywhere",)


def _c(
    id_: str,
    keys: str,
    title: str,
    help_: str,
    where: tuple[Where, ...],
    group: Group,
    foot: str = "",
    *,
    words: str = "",
    argument: str = "",
    plain_help: str = "",
) -> Command:  # a row of the table below
    spoken = tuple(words.split(" | ")) if words else ()
    places: tuple[Where, ...] = (*where, "plain") if spoken else where
    return Command(id_, tuple(keys.split()), title, help_, places, group, foot, spoken, argument, plain_help or help_)


COMMANDS: tuple[Command, ...] = (
    _c("accept", "a", "Accept", "Accept the recommendation and go to the next undecided one.", _R, "decide", "accept",
       words="accept"),
    _c("reject", "x", "Reject", "Reject it; asks for a reason, which is kept as the note.", _R, "decide", "reject",
       words="reject", argument="[REASON]", plain_help="Reject it; asks for a reason, which is kept as the note; same is the one given last. 1: before it is for no recommendation, 2: for a duplicate, 3: for out of scope."),
    _c("query", "y", "Query", "Set it aside with a question; asks for a note.", _R, "decide", "query",
       words="query", argument="[NOTE]", plain_help="Set it aside with a question; asks for a note; same is the one given last."),
    _c("pending", "backspace", "Back to pending", "Take the decision back, so that it is undecided again.", _R, "decide",
       words="back to pending | pending"),
    _c("undo", "u", "Undo", "Undo the last change, also one made before the program was last closed.", ("review", "library", "agencies", "update"), "decide", "undo",
       words="undo"),
    _c("redo", "ctrl+r", "Redo", "Redo the change that was undone.", ("review", "library", "agencies", "update"), "decide",
       words="redo"),
    _c("sign-off", "S", "Sign off, or reopen", "State that the whole record has been reviewed, or reopen one that was signed off.", ("review", "update"), "decide",
       words="sign off | reopen"),
    _c("next", "j down", "Next", "Go to the next row.", _LISTS, "move",
       words="next", plain_help="Go to the next recommendation and read it."),
    _c("previous", "k up", "Previous", "Go to the previous row.", _LISTS, "move",
       words="previous", plain_help="Go to the recommendation before and read it."),
    _c("first", "home", "First", "Go to the first row.", _LISTS, "move",
       words="first", plain_help="Go to the record as a whole, which stands before its recommendations."),
    _c("last", "end", "Last", "Go to the last row.", _LISTS, "move",
       words="last", plain_help="Go to the last recommendation."),
    _c("scroll-down", "space pagedown", "Read on", "Scroll the text down by a page, then the passage shown beside it; at their end go to the next row.", _LISTS, "move"),
    _c("scroll-up", "pageup", "Read back", "Scroll the passage shown beside the text up by a page, then the text.", _LISTS, "move"),
    _c("next-undecided", "tab", "Next undecided", "Go to the next recommendation without a decision: behind this one, before it, then in the next record.", _R, "move",
       words="next undecided"),
    _c("next-finding", "n", "Next finding", "Go to the next finding, in the next record if need be.", _R, "move", "finding",
       words="next finding"),
    _c("previous-finding", "N", "Previous finding", "Go to the previous finding, in the record before if need be.", _R, "move",
       words="previous finding"),
    _c("go", "", "Go to", "Go to a recommendation by number or key; go record goes to the record.", (), "move",
       words="go | go to", argument="NUMBER"),
    _c("show", "", "Read again", "Read this again; an empty line does the same.", (), "move",
       words="again | show"),
    _c("next-record", "right_square_bracket", "Next record", "Open the next record.", _R, "move",
       words="next record"),
    _c("previous-record", "left_square_bracket", "Previous record", "Open the record before.", _R, "move",
       words="previous record"),
    _c("filter", "slash", "Filter", 'Show only what fits: words, "phrases", field:value, -not, OR.', ("review", "library", "agencies"), "move", "filter",
       words="filter", argument="[FILTER]", plain_help="Go only to what fits: words, field:value, -not, OR. Without a filter: all."),
    _c("facets", "F", "Facets", "What the listed recommendations have in common, with counts: choose what to narrow the list by.", _R, "move", "facets",
       words="facets", argument="[FIELD or NUMBERS]", plain_help="Count what the recommendations of the record that fit have in common; numbers of what was told narrow the filter by it, or take it away again."),
    _c("scope", "t", "This record or the library", "List the recommendations of this record, or of every record.", _R, "move"),
    _c("edit", "e", "Edit in place", "Edit number, title, text, addressed-to, agencies and note; on the record's own row its title, partnership, dates and source; where a later extraction disagrees the field at hand.", ("review", "update"), "correct", "edit",
       words="edit", argument="FIELD [VALUE]", plain_help="Give a field a new value, which is asked for: number, text, ...; at the record itself title, published, ..."),
    _c("edit-outside", "E", "Edit in $EDITOR", "Edit the same in the editor that $EDITOR names.", _R, "correct"),
    _c("replace", "", "Replace words", "Replace some words of a field by others; both are asked for.", (), "correct",
       words="replace", argument="[FIELD]"),
    _c("fix", "f", "Make the fix", "Make the fix that the focused finding offers.", _R, "correct", "fix",
       words="fix", argument="[FINDING]", plain_help="Make the fix that a finding offers; without a number the one you are at."),
    _c("waive", "w", "Waive the finding", "Accept the focused finding as it is; asks for a reason.", _R, "correct", "waive",
       words="waive", argument="[FINDING] [REASON]", plain_help="Accept a finding as it is, with a reason; same is the reason given last, all before a reason waives what the rule found anywhere in the record, after a look: waive 2 all REASON."),
    _c("unwaive", "W", "Take a waiver back", "Take a waiver back, so that its finding counts again.", _R, "correct",
       words="unwaive", argument="[NUMBERS]", plain_help="Take a waiver back, so that its finding counts again; lists several, also those made with it elsewhere, to be taken back by their numbers or all."),
    _c("take-theirs", "", "Take what the later extraction says", "Where a later extraction and a curator disagree: take what the extraction says, after it was shown.", _R, "correct",
       words="theirs | take theirs", argument="[FIELD]"),
    _c("keep-ours", "", "Keep what the record says", "Where a later extraction and a curator disagree: keep what the record says.", _R, "correct",
       words="ours | keep ours", argument="[FIELD]"),
    _c("update-theirs", "1", "Take theirs", "Take what the later extraction says; what it does not have is removed, after a question.", _U, "decide", "theirs"),
    _c("update-ours", "2", "Keep yours", "Keep what the record says; asks why, where the later extraction does not have it.", _U, "decide", "yours"),
    _c("next-open", "n tab", "Next to decide", "Go to the next one about which nobody has decided.", _U, "move", "next open"),
    _c("update-open", "enter", "Go to the recommendation", "Show the recommendation in Review.", _U, "move", "go to it"),
    _c("note", "c", "Note", "Write or change the note without deciding.", _R, "correct",
       words="note", argument="[NOTE]", plain_help="Write or change the note without deciding; same is the one written last."),
    _c("take", "", "Take a suggestion", "Take a suggestion; its number alone does the same.", (), "agencies",
       words="take", argument="NUMBERS", plain_help="Take a suggestion, or several at once, by their numbers; the numbers alone do the same."),
    _c("split-cell", "s", "Split into agencies", "Split the addressed-to cell into the agencies it names.", _R, "agencies", "split",
       words="split"),
    *(
        _c(f"take-{n}", str(n), f"Take suggestion {n}", f"Take suggestion {n}.", ("review", "agencies"), "agencies")
        for n in range(1, 10)
    ),
    _c("take-sure", "", "Take all sure agencies of this record", "Take every suggestion of the record that is sure, after a look.", _R, "agencies",
       words="take all sure | take sure"),
    _c("take-sure-of-library", "", "Take all sure agencies of the library", "Take every suggestion of the library that is sure, after a look.", _R, "agencies",
       words="take all sure of the library"),
    _c("resolve", "g", "Resolve the agency", "Search the register for the agency that the cell means.", _R, "agencies", "resolve",
       words="agency | resolve", argument="[NAME]", plain_help="Search the register for the agency that the cell means."),
    _c("agencies", "G", "Agencies", "Every addressed-to name of the library, to decide once for all.", ("review", "library"), "agencies"),
    _c("take-name", "enter", "Give it a canonical name", "Choose the canonical agency for the name, and where it counts.", _A, "agencies", "resolve"),
    _c("not-same", "minus", "Not the same", "Remember that the name and the suggested agency are not the same.", _A, "agencies", "not the same"),
    _c("new-agency", "plus", "New agency", "Add the name to the library's register as a new agency.", _A, "agencies", "new"),
    _c("leave-out", "m", "Leave out", "Leave a name out of its group, or take it in again.", _A, "agencies"),
    _c("show-open", "o", "Open or all", "Show the names that are undecided somewhere, or all of them.", _A, "agencies", "open or all"),
    _c("show-clusters", "c", "Clusters", "Group the unresolved names by what they probably are.", _A, "agencies", "clusters"),
    _c("add", "o", "Add a recommendation", "Write a new recommendation after this one.", _R, "structure",
       words="add", argument="[TEXT]", plain_help="Add a recommendation after this one, with the given words as its text, else empty."),
    _c("divide", "D", "Divide in two", "Divide the text at a place that you choose into two recommendations.", _R, "structure",
       words="divide", argument="[WORDS]", plain_help="Divide the text in two; the second begins with the given words."),
    _c("join", "J", "Join with the next", "Join the recommendation with the one after it.", _R, "structure",
       words="join"),
    _c("move-down", "ctrl+down", "Move down", "Move the recommendation down in the record.", _R, "structure",
       words="move down"),
    _c("move-up", "ctrl+up", "Move up", "Move the recommendation up in the record.", _R, "structure",
       words="move up"),
    _c("renumber", "number_sign", "Change the number", "Change the number as printed.", _R, "structure",
       words="number", argument="[NUMBER]"),
    _c("lift-title", "T", "Lift the heading", "Lift a heading out of the text into the title.", _R, "structure",
       words="lift heading", plain_help="Lift a heading out of the text into the title: the words up to the first line end, full stop, colon or dash, if they ask for nothing. What follows stays as the text."),
    _c("remove", "delete", "Remove the recommendation", "Remove the recommendation from the record, after a question.", _R, "structure",
       words="remove"),
    _c("source", "v", "Source beside the text", "Show the report at the passage, else the source page, with differences marked; again changes between them.", _R, "look", "source",
       words="source", argument="[all]", plain_help="Tell how this stands in the report, else in the source page, and read the words where they differ; again the other one. all reads the words in any case."),
    _c("source-down", "greater_than_sign", "Scroll the report down", "Scroll the report or the source page down by a page, beyond the passage too.", _R, "look", "< report"),
    _c("source-up", "less_than_sign", "Scroll the report up", "Scroll the report or the source page up by a page, beyond the passage too.", _R, "look"),
    _c("go-to-page", "p", "Go to a page of the report", "Show a page of the report, by the number printed on it or by the sheet.", _R, "look", "page",
       words="page", argument="[PAGE]", plain_help="Read a page of the report, by the number printed on it or by the sheet; without a number that of the passage."),
    _c("open-document", "V", "Open the report", "Open the report's file at the page in the system's viewer.", _R, "look"),
    _c("attach-document", "", "Attach a document, such as the report", "Keep the report, its summary or an action plan beside the record, to compare it with: PDF, DOCX or XLSX.", _R, "look"),
    _c("remove-document", "", "Remove a document from the record", "Take an attached document out of the record, and delete its copy unless another record names it; asks first.", _R, "look"),
    _c("explain", "enter", "Explain", "Explain the focused finding, and show what its fix would do.", _R, "look", "why",
       words="why | explain", argument="[FINDING]", plain_help="Explain a finding, and tell what its fix would do."),
    _c("history", "h", "History", "What was changed here, when, by whom and why; restore from any point.", ("review", "update"), "look", "history",
       words="history", plain_help="Tell what was changed here, when, by whom and why, newest first."),
    _c("update", "U", "What a later extraction brought", "What the newest extraction brought: conflicts, what is new, changed and gone, with old, theirs and yours.", _R, "look",
       words="update", argument="[NUMBERS [theirs, ours or edit]]", plain_help="Tell what the newest extraction brought; with numbers read those, take theirs, keep ours or write one anew."),
    _c("review-details", "d", "About the review", "Show or fold away what is known of the review, with its summary.", _R, "look",
       words="details", plain_help="Tell what is known of the review, with its summary."),
    _c("read-text", "", "Read the text", "Read the text alone.", (), "look",
       words="text"),
    _c("read-cell", "", "Read the cell", "Read the addressed-to cell, the agencies and all that is suggested, also for names that are decided; a number then takes one instead.", (), "look",
       words="cell"),
    _c("read-findings", "", "Read the findings", "Read the findings alone.", (), "look",
       words="findings"),
    _c("list", "", "List the recommendations", "List the recommendations of the record that fit the filter, or those of them that fit WORDS as well, with what each is, in a line.", (), "look",
       words="list", argument="[WORDS]"),
    _c("brief", "", "Leave out what is always read", "Leave out, or read again, how many findings the record itself has, what can be typed, and that nothing was found. The choice is kept.", (), "program",
       words="brief"),
    _c("more", "", "More", "Go on with a long list.", (), "look",
       words="more"),
    _c("restore", "enter", "Restore", "Bring back what stood there at this point of the history.", ("history",), "look", "restore"),
    _c("only-this", "t", "This one or the record", "Show the history of the recommendation, or of the whole record.", ("history",), "look", "scope"),
    _c("mark", "m", "Mark", "Mark or unmark the row and go to the next; decisions then apply to all marked ones, after a count.", ("review", "update"), "many", "mark"),
    _c("mark-range", "M", "Mark up to here", "Mark everything from the last mark to here.", _R, "many"),
    _c("mark-shown", "ctrl+a", "Mark all shown", "Mark everything that the filter shows; of what a later extraction brought all that is to decide.", ("review", "update"), "many"),
    _c("mark-finding", "asterisk", "Mark all with this finding", "Mark every recommendation that the focused finding's rule found.", _R, "many"),
    _c("library", "l", "Library", "Every record, how far it is, and what needs someone.", ("review", "agencies"), "library", "library",
       words="records", argument="[WORDS]", plain_help="List the records, or those that hold some words, and how far they are."),
    _c("open", "enter", "Open the record", "Open the record in Review; from the overview, list what the line counts.", _L, "library", "open",
       words="open", argument="RECORD", plain_help="Open a record by its number in the list, or by a part of its id or title that no other one has."),
    _c("next-needed", "n", "Next that needs someone", "Go to the next record with something left to decide.", _L, "library", "next open"),
    _c("other-pane", "tab", "Records or overview", "Go from the records to the overview, then to the counts of the record where they are shown, then back.", _L, "library", "overview"),
    _c("sort", "o", "Sort", "Sort by name, by date, by what is left, by findings.", _L, "library", "sort"),
    _c("import-page", "i", "Import a page", "Import a published page or a table as a record.", ("welcome", "library"), "library", "import a page"),
    _c("sample", "s", "The sample", "Copy the sample library here and open it.", ("welcome",), "library", "the sample"),
    _c("suspend", "ctrl+z", "Suspend", "Leave the program asleep and go back to the shell; fg wakes it.", _ALL, "program"),
    _c("back", "escape", "Back", "Go back: close what is open, take the filter away, then the marks, or leave this screen.", _ALL, "program"),
    _c("retry", "ctrl+s", "Try to save again", "Try again to save what could not be saved.", _ALL, "program",
       words="retry"),
    _c("reload", "ctrl+l", "Read again from disk", "Read the record again from disk and paint the screen anew.", _ALL, "program",
       words="reload", plain_help="Read the record again from disk."),
    _c("theme", "", "Theme", "Choose the colours; the choice is kept.", _ALL, "program"),
    _c("tour", "", "Short tour", "A short tour of the screen, which can be left at any time.", _ALL, "program"),
    _c("palette", "ctrl+p", "Palette", "Find any command by its name.", _ALL, "program"),
    _c("help", "question_mark", "Help", "The keys that work here, and the rule behind the focused finding.", _ALL, "program", "help",
       words="help", argument="[COMMAND]", plain_help="Tell every command, or about one of them."),
    _c("quit", "ctrl+q", "Leave", "Leave. Nothing is ever unsaved.", _ALL, "program",
       words="quit | exit"),
)  # fmt: skip
"""Every command, in the order in which help and documentation show them.

A row that begins with `words` in its second line can be typed line by line too; one that names no screen only there.
"""

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def commands_in(where: Where) -> Iterator[Command]:
    """The commands that work in a screen, or line by line, in the table's order."""
    return (c for c in COMMANDS if c.works_in(where))


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys carry out which command, after the configuration's changes.

    Attributes:
        keys: Keys by command id.
        conflicts: What is wrong with the configuration's `[keymap]`, a sentence each; a line's change was not made.
    """

    keys: Mapping[str, tuple[str, ...]]
    conflicts: tuple[str, ...] = ()

    def of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command."""
        return self.keys.get(command.id, command.keys)

    def first(self, command_id: str) -> str:
        """Return the key to show for a command, empty where it has none."""
        keys = self.of(BY_ID[command_id])
        return shown_key(keys[0]) if keys else ""


def keymap(changes: Mapping[str, str] | None = None) -> Keymap:
    """Joins the table with the configuration's `[keymap]`: command id to keys, several separated by blanks.

    A change that names no command, or a key that another command already has in the same screen, is left out and
    reported: a key never does two things, and no command loses its key silently.
    """
    keys = {c.id: c.keys for c in COMMANDS if c.on_screen}
    conflicts: list[str] = []
    for command_id, wanted in (changes or {}).items():
        if command_id not in keys:
            conflicts.append(f"keymap.{command_id}: there is no such command{did_you_mean(command_id, keys) or '.'}")
            continue
        keys[command_id] = tuple(_textual_name(key) for key in wanted.replace(",", " ").split())
    for command_id in changes or {}:
        if command_id in keys and (clash := _clash(command_id, keys)):
            key, other = clash
            conflicts.append(
                f"keymap.{command_id}: {shown_key(key)} is already the key of {other.id}, so {command_id} keeps its own; "
                f"give {other.id} another key too."
            )
            keys[command_id] = BY_ID[command_id].keys
    return Keymap(keys, tuple(conflicts))


def _textual_name(key: str) -> str:
    names = {shown: name for name, shown in SHOWN.items()}
    return names.get(key, key)


def _clash(command_id: str, keys: Mapping[str, tuple[str, ...]]) -> tuple[str, Command] | None:
    mine = BY_ID[command_id]
    for other in COMMANDS:
        if other.id in keys and other.id != command_id and _meet(mine, other):
            for key in keys[command_id]:
                if key in keys[other.id]:
                    return key, other
    return None


def _meet(one: Command, other: Command) -> bool:
    shared = set(one.where) & set(other.where) - {"plain"}
    return "everywhere" in one.where or "everywhere" in other.where or bool(shared)


def by_group(commands: Iterable[Command]) -> Iterator[tuple[str, list[Command]]]:
    """Commands under the headings of the help screen; headings without commands are left out."""
    commands = list(commands)
    for group, heading in GROUPS.items():
        if members := [c for c in commands if c.group == group]:
            yield heading, members
