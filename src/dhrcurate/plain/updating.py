"""What a later extraction brought: told, read with the three sides, and decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from dhrcurate.curation.folder_names import folder_named
from dhrcurate.curation.operations import facts
from dhrcurate.curation.updating.brought import Newest, newest_of
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import at_start, full_stop, plural
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.actions.correct import value_of
from dhrcurate.review.actions.steps import record_refusal
from dhrcurate.review.actions.update import keep_ours, take_theirs, why_not_edited, write_own
from dhrcurate.review.brought import (
    KINDS,
    BroughtRow,
    Side,
    came_told,
    counts_told,
    nothing_told,
    rows_of,
    sides_of,
)
from dhrcurate.review.history_text import quoted, said
from dhrcurate.review.word_differences import marked
from dhrcurate.trail.log import Trail, read_events

_TYPED = re.compile(
    r"(?P<rows>all|\d+(?:[\s,]+\d+)*)(?:[\s,]+(?P<verb>[a-z]+)(?:\s+(?P<rest>.*))?)?", re.DOTALL | re.IGNORECASE
)
_NO_ROW = "Name a number of the list, several with a blank between, or all: update 1 2 theirs. update lists them."
_MANY = 6
"""A number of more digits is none."""


def update(reviewer: Reviewer, rest: str) -> None:
    """Tell what the newest extraction brought, read some of it, or decide about that."""
    cursor = reviewer.cursor
    if not cursor.state.readable:
        reviewer.fail("This record cannot be read.")
        return
    newest = _newest(reviewer)
    rows = rows_of(newest, cursor.state.data)
    typed = _TYPED.fullmatch(rest)
    if not rows:
        reviewer.say(nothing_told(newest, folder_named(reviewer.library.root)))
    elif not rest:
        _list(reviewer, newest, rows)
    elif typed is None:
        reviewer.fail(f"{quoted(rest)} names no row. {_NO_ROW}")
    elif (chosen := _chosen(reviewer, rows, typed["rows"])) is not None:
        _act(reviewer, chosen, (typed["verb"] or "").casefold(), typed["rest"] or "")


def _newest(reviewer: Reviewer) -> Newest | None:
    path = reviewer.library.folder.trail_path(reviewer.cursor.state.id)
    return newest_of(read_events(path.read_bytes(), path.name) if path.is_file() else Trail())


def _list(reviewer: Reviewer, newest: Newest | None, rows: Sequence[BroughtRow]) -> None:
    came = f"The newest extraction, {came_told(newest, reviewer.cursor.state.data)}: " if newest is not None else ""
    reviewer.say(f"{came}{counts_told(rows)}.")
    reviewer.say("update and its number reads one; theirs, ours or edit behind it decides: update 1 theirs.")
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        lines.append(f"{number}. {_told(row)}")
        lines += [f"   {line}" for line in _sides(row)] if row.open else []
    reviewer.console.list(lines, called="the update")


def _told(row: BroughtRow) -> str:
    """A row in a sentence."""
    who = f" by {row.decided.by}, {said(row.decided.at)}" if row.decided is not None else ""
    return f"{at_start(row.about)}: {KINDS[row.what]}, {row.became}{who}."


def _sides(row: BroughtRow) -> Iterator[str]:
    """What each side says, a line each, with what differs in brackets."""
    for side in sides_of(row):
        yield f"{at_start(side.name)}: {_words(side)}"


def _words(side: Side) -> str:
    return side.words if side.against is None else marked(side.against, side.words)


def _chosen(reviewer: Reviewer, rows: Sequence[BroughtRow], numbers: str) -> list[BroughtRow] | None:
    """The rows that some numbers mean, with `all` all that are to decide; `None` where there is no such row."""
    if numbers.casefold() == "all":
        return [row for row in rows if row.open]
    wanted = re.findall(r"\d+", numbers)
    for number in wanted:
        if len(number) > _MANY or not 0 < int(number) <= len(rows):
            reviewer.fail(f"There is no {number} in what was brought; update lists it.")
            return None
    return [rows[int(number) - 1] for number in dict.fromkeys(wanted)]


def _act(reviewer: Reviewer, rows: Sequence[BroughtRow], verb: str, words: str) -> None:
    if too_much := _too_much(rows, verb, words):
        reviewer.fail(too_much)
        return
    if len(rows) == 1 and rows[0].key and not rows[0].removed:
        reviewer.cursor.go(rows[0].key)  # so that what is told of it is told where it is
    match verb:
        case "":
            _read(reviewer, rows)
        case "theirs" | "ours":
            reviewer.may_change(record=True)
            action = take_theirs if verb == "theirs" else keep_ours
            reviewer.act(partial(action, rows=rows), words, repeats="reason" if verb == "ours" else "")
        case "edit" if len(rows) == 1:
            reviewer.may_change(record=True)
            _edit(reviewer, rows[0], words)
        case "edit":
            reviewer.fail("One field is edited at a time: name one number.")
        case _:
            reviewer.fail(f"{verb} is nothing to do with it: theirs, ours or edit is.")


def _too_much(rows: Sequence[BroughtRow], verb: str, words: str) -> str:
    """Why words behind a verb are nothing to it, so that none is passed over; empty where they are."""
    if words and verb == "theirs":
        return f"{quoted(words)} is nothing to theirs: a value of your own is update 1 edit, and the value."
    if words and verb == "ours" and not any(row.open and row.what is What.GONE for row in rows):
        return "A reason is kept only of what the later extraction does not have: ours alone keeps yours here."
    return ""


def _read(reviewer: Reviewer, rows: Sequence[BroughtRow]) -> None:
    if not rows:
        reviewer.say("Nothing is left to decide.")
    for row in rows:
        reviewer.say(_told(row))
        for line in _sides(row):
            reviewer.say(line)
    if any(side.against for row in rows for side in sides_of(row)):
        reviewer.say("[- -] stands around words that were before, [+ +] around those in their place.")
    if waiting := sum(row.open for row in rows):
        reviewer.say(f"{plural(waiting, 'row')} to decide: theirs, ours or edit behind the number.")


def _edit(reviewer: Reviewer, row: BroughtRow, words: str) -> None:
    """Write another value, which decides a conflict about it."""
    if reviewer.refuse(record_refusal(reviewer.cursor.state) or why_not_edited(row)):
        return
    if not words:
        reviewer.say(f"{at_start(row.about)} now: {quoted(row.yours)}.")
        words = reviewer.console.ask("What is it to be? An empty line leaves it:")
    if not words:
        reviewer.leave()
        return
    try:
        value = value_of(row.name, words) if row.key else facts.fact(row.name, words)
    except RefusedError as error:
        reviewer.fail(f"{at_start(full_stop(str(error)))} Left as it was.")
        return
    reviewer.act(partial(write_own, row=row, value=value))


HANDLERS: Mapping[str, Handler] = {"update": update}
"""The handler of each command, by its id."""
