"""Commands that change nothing but where the curator is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dhrcurate.curation.filter import parse_filter
from dhrcurate.curation.filter_values import FilterError
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.number import normalised
from dhrcurate.domain.printed_place import is_at_hand
from dhrcurate.domain.words import full_stop, plural
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.phrases import about_record
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.record_state import RecordState, state_of, title_of
from dhrcurate.review.row import Row

_MANY = 200
"""More records than this take a moment to read."""

_DIGITS = 6
"""A number of more digits is none."""


def show(reviewer: Reviewer, _rest: str) -> None:
    """Read all of this again."""
    reviewer.reader.read(anew=True)


def step(reviewer: Reviewer, _rest: str, *, by: int) -> None:
    """Go to the next row, or with -1 to the row before."""
    if (key := reviewer.cursor.step(by)) is not None:
        reviewer.go(key)
    elif by > 0:
        reviewer.fail(
            f"{_at_the_end(reviewer.cursor)} {reviewer.letters.of('next-record')} opens the next record, "
            f"{reviewer.letters.of('next-undecided')} goes to what is undecided."
        )
    else:
        reviewer.fail("This is the beginning of the record.")


def _at_the_end(cursor: Cursor) -> str:
    """Return why nothing follows in the record; under a filter with what fits before, else one takes that for all."""
    if cursor.filter is None:
        return "This is the last one of the record."
    others = sum(row.key != cursor.key for row in cursor.fitting(cursor.state))
    if not others:
        here = any(row.key == cursor.key for row in cursor.fitting(cursor.state))
        return "Nothing else in this record fits the filter." if here else "Nothing in this record fits the filter."
    fit = "1 before this one fits" if others == 1 else f"{others} before this one fit"
    return f"Nothing that fits the filter follows in this record; {fit}."


def first(reviewer: Reviewer, _rest: str) -> None:
    """Go to the record as a whole."""
    reviewer.go("")


def last(reviewer: Reviewer, _rest: str) -> None:
    """Go to the last row."""
    rows = reviewer.cursor.rows
    reviewer.go(rows[-1].key if rows else "")


def next_undecided(reviewer: Reviewer, _rest: str) -> None:
    """Go to the next undecided recommendation."""
    if why := to_undecided(reviewer):
        reviewer.fail(why)


def to_undecided(reviewer: Reviewer) -> str:
    """Go to the next undecided recommendation: below, above, then in the records after this one and before it.

    Returns:
        Why not, where there is none; else nothing.
    """
    cursor = reviewer.cursor
    if key := next_in_record(cursor):
        if key != cursor.step(+1, lambda row: row.undecided):
            reviewer.say("Nothing undecided follows; back up to what was passed over:")
        reviewer.go(key)
    elif later := next_record(cursor):
        _to_another(reviewer, later)
    elif cursor.rec is not None and cursor.rec.get("status") == "pending" and not cursor.state.signed_off:
        return f"This is the only one left to decide{'' if cursor.filter is None else ' of what fits the filter'}."
    elif cursor.filter is not None:
        return "Everything that fits the filter is decided."
    else:
        signed = "This record is signed off."
        signs = signed if cursor.state.signed_off else f"{reviewer.letters.of('sign-off')} signs the record off."
        return f"Everything in the library is decided. {signs}"
    return ""


def next_in_record(cursor: Cursor) -> str | None:
    """Return the next undecided row of the record, below or else above; `None` where there is no other one."""
    if cursor.state.signed_off:
        return None
    below = cursor.step(+1, lambda row: row.undecided)
    return below or next((row.key for row in cursor.rows if row.undecided and row.key != cursor.key), None)


def next_record(cursor: Cursor) -> str | None:
    """Return the record after this one, or else before it, that has something undecided; `None` for none."""
    others = [*cursor.after(+1), *cursor.after(-1)[::-1]]
    return cursor.later(_waits(cursor), others, examined=cursor.filter is not None)


def _waits(cursor: Cursor) -> Callable[[RecordState], bool]:
    """Return whether something that fits the filter is undecided in a record that is open."""
    return lambda state: not state.signed_off and any(row.undecided for row in cursor.fitting(state))


def _to_another(reviewer: Reviewer, record_id: str, key: str | None = None, stay: str = "") -> None:
    """Open a record that nobody named, so that it is told apart from the one before.

    Args:
        reviewer: The curator.
        record_id: The record.
        key: Which recommendation, empty for the record as a whole; `None` for the first undecided one.
        stay: What is left in the one before, a sentence.
    """
    reviewer.console.pause()
    reviewer.say(stay, "Another record:")
    reviewer.go_to_record(record_id, key)


def step_finding(reviewer: Reviewer, _rest: str, *, by: int) -> None:
    """Go to the next finding, or with -1 to the one before: first round the record, then into another one."""
    cursor = reviewer.cursor
    to = cursor.at_finding + (0 if cursor.slid and by > 0 else by)
    if 0 <= to < len(cursor.findings):
        cursor.at_finding, cursor.slid = to, False
        reviewer.reader.read_finding()
        return
    has_finding = partial(_has_finding, filtered=cursor.filter is not None)
    cursor.walked.add(cursor.key)
    rounding = cursor.rounding
    key = cursor.step(by, lambda row: has_finding(row) and not (rounding and row.key in cursor.walked))
    if key is None:
        key, rounding = _round_again(cursor, by, has_finding), True
        if key is None:
            _finding_elsewhere(reviewer, by, has_finding)
            return
        reviewer.say(f"Round again, from the {'beginning' if by > 0 else 'end'} of the record:")
    if not key:
        reviewer.say("The record itself:")
    cursor.go(key)
    cursor.rounding = rounding
    cursor.at_finding = 0 if by > 0 else max(0, len(cursor.findings) - 1)
    reviewer.reader.read()


def _round_again(cursor: Cursor, by: int, has_finding: Callable[[Row], bool]) -> str | None:
    """Return the key of the first row from the other end of the record to whose findings nobody went yet."""
    waiting = [row.key for row in cursor.rows if has_finding(row) and row.key not in cursor.walked]
    return next(iter(waiting[::by]), None)


def _finding_elsewhere(reviewer: Reviewer, by: int, has_finding: Callable[[Row], bool]) -> None:
    """Go to the nearest record that has a finding, and say how many are left in this one."""
    cursor = reviewer.cursor
    left = len(cursor.state.listed or ())
    stay = f"{plural(left, 'finding')} {'is' if left == 1 else 'are'} left in {cursor.state.id}." if left else ""
    keys: list[str] = []

    def with_finding(state: RecordState) -> bool:
        keys[:] = [row.key for row in cursor.rows_of(state) if has_finding(row)]
        return bool(keys)

    found = cursor.later(with_finding, cursor.after(by), examined=True)
    if found is None:
        cursor.walked.clear()
        if cursor.filter is None:
            reviewer.fail(*filter(None, ("There are no more findings this way.", stay)))
        else:
            reviewer.fail("There are no more findings this way in what fits the filter.")
        return
    _to_another(reviewer, found, keys[0] if by > 0 else keys[-1], stay)
    cursor.at_finding = 0 if by > 0 else max(0, len(cursor.findings) - 1)


def _has_finding(row: Row, *, filtered: bool) -> bool:
    """True if a row has a finding to go to; a filter lets recommendations through, but no record's own row."""
    return row.worst is not None and not (filtered and row.is_heading)


def go(reviewer: Reviewer, rest: str) -> None:
    """Go to a recommendation by number or key."""
    if rest.casefold() in {"record", "0"}:
        reviewer.go("")
        return
    recs = reviewer.cursor.state.recommendations
    wanted = normalised(rest)
    found = [r for r in recs if r.get("key") == rest] or [
        r for r in recs if r.get("number") and normalised(str(r["number"])) == wanted
    ]
    keys = [str(r.get("key")) for r in found] or _left_out_under(reviewer.cursor.state, wanted)
    if not rest or not keys:
        reviewer.fail(f"No recommendation of this record bears the number {rest}." if rest else "Go to which number?")
    elif len(keys) > 1:
        reviewer.fail(f"{len(keys)} recommendations bear the number {rest}: give one of the keys {', '.join(keys)}.")
    else:
        reviewer.decide_here()
        reviewer.go(keys[0])


def _left_out_under(state: RecordState, number: str) -> list[str]:
    """The first passage that no recommendation holds and that bears a number, if there is one."""
    return [key for key, one in state.left_out.items() if one.number and normalised(one.number) == number][:1]


# Records


def step_record(reviewer: Reviewer, _rest: str, *, by: int) -> None:
    """Open the next record, or with -1 the record before."""
    cursor = reviewer.cursor
    ids = cursor.after(by)
    if cursor.filter is not None:
        fits = cursor.later(lambda state: any(cursor.fitting(state)), ids, examined=True)
        ids = [fits] if fits else []
    if ids:
        reviewer.go_to_record(ids[0])
    else:
        end = "last" if by > 0 else "first"
        reviewer.fail(f"This is the {end} record{' that fits the filter' if cursor.filter else ''}.")


def list_records(reviewer: Reviewer, rest: str) -> None:
    """List the records."""
    words = rest.casefold().split()
    ids = reviewer.cursor.ids
    if len(ids) > _MANY:
        reviewer.say(f"Reading {len(ids)} records.")
    lines = []
    for number, record_id in enumerate(ids, 1):
        state = state_of(record_id, reviewer.library.load(record_id))
        line = about_record(state) if state.readable else f"Record {record_id} cannot be read."
        if all(word in line.casefold() for word in words):
            lines.append(f"{number}. {line}")
    if not lines:
        reviewer.say(f"No record has {rest} in what is told of it; records lists all {len(ids)}.")
        return
    opens = f"open {lines[0].partition('.')[0]} opens it" if len(lines) == 1 else "open and its number opens one"
    reviewer.say(f"{plural(len(lines), 'record')}: {opens}.")
    reviewer.console.list(lines, called="the records")


def open_record(reviewer: Reviewer, rest: str) -> None:
    """Open a record by its number in the list, by its id, or by any part of its id or title that no other has."""
    ids = reviewer.cursor.ids
    if rest not in ids and rest.isascii() and rest.isdecimal():  # a number is no part of a date
        found = [ids[int(rest) - 1]] if len(rest) <= _DIGITS and 0 < int(rest) <= len(ids) else []
    else:
        found = _records_called(reviewer, rest) if rest else []
    if len(found) == 1:
        reviewer.go_to_record(found[0])
    elif found:
        reviewer.say(f"{len(found)} records are called so; open and a number opens one.")
        lines = (f"{ids.index(one) + 1}. {_called(reviewer, one)}" for one in found)
        reviewer.console.list(lines, called="the records")
        reviewer.stop_script(f"{len(found)} records are called {rest}.")
    else:
        reviewer.fail(full_stop(f"There is no record {rest}{did_you_mean(rest, ids) or '; records lists them'}"))


def _records_called(reviewer: Reviewer, words: str) -> list[str]:
    """Return the records whose id or title is, else begins with, else holds some words, whatever their case."""
    ids, wanted = reviewer.cursor.ids, words.casefold()
    if words in ids:
        return [words]
    if len(ids) > _MANY:
        reviewer.say(f"Reading {len(ids)} records.")
    names = [(one, one.casefold(), _title(reviewer, one).casefold()) for one in ids]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        if found := [one for one, *called in names if any(fits(name, wanted) for name in called)]:
            return found
    return []


def _title(reviewer: Reviewer, record_id: str) -> str:
    return title_of(state_of(record_id, reviewer.library.load(record_id)))


def _called(reviewer: Reviewer, record_id: str) -> str:
    title = _title(reviewer, record_id)
    return record_id if title == record_id else f"{record_id}: {title}"


# The filter


def put_in_order(reviewer: Reviewer) -> None:
    """Puts the records in the order of the filter; that of a queue by risk asks what is found in each."""
    cursor = reviewer.cursor
    if cursor.filter is not None and cursor.filter.order is not None and len(cursor.ids) > _MANY:
        reviewer.say(f"Reading {len(cursor.ids)} records.")
    cursor.put_in_order()


def set_filter(reviewer: Reviewer, rest: str) -> None:
    """Go only to what fits from now on."""
    cursor, had = reviewer.cursor, reviewer.cursor.filter
    try:
        cursor.filter = parse_filter(rest, cursor.library.waiting) if rest else None
    except FilterError as error:
        reviewer.fail(full_stop(str(error)), "The filter was left as it was.")
        return
    put_in_order(reviewer)
    if cursor.filter is None:
        all_of_it = plural(len(cursor.state.recommendations), "recommendation")
        gone = f"The filter is gone; everything is listed again, here {all_of_it}."
        reviewer.say(gone if had is not None else "There is no filter; everything counts.")
        return
    fits = list(cursor.fitting(cursor.state))
    total, passages = len(cursor.state.recommendations), sum(row.is_left_out for row in fits)
    reviewer.say(f"{len(fits) - passages} of the {plural(total, 'recommendation')} of this record fit.")
    if passages:
        one = passages == 1
        reviewer.say(
            f"{plural(passages, 'passage')} that {'was' if one else 'were'} not extracted {'fits' if one else 'fit'}."
        )
    if cursor.filter.asks_documents and not is_at_hand(cursor.state.evidence):
        reviewer.say("What a report says of this record is not known, as none was read.")
    if fits and all(row.key != cursor.key for row in fits):
        reviewer.go(fits[0].key)
    elif fits:
        at, total = cursor.place_among_fitting()
        if at:
            reviewer.say(f"This is {at} of {total}: {reviewer.name}.")
    else:
        reviewer.say(f"{reviewer.letters.of('next-record')} looks through the records after this one.")
        reviewer.decide_elsewhere(f"Nothing in this record fits the filter {rest}.")


def begin_queue(reviewer: Reviewer, queue: str) -> None:
    """Begins with the first recommendation of a queue, and goes only through that."""
    cursor = reviewer.cursor
    cursor.filter = parse_filter(f"queue:{queue}", cursor.library.waiting)
    put_in_order(reviewer)
    reviewer.say(f"The filter is {cursor.filter.source}; {reviewer.letters.of('filter')} alone clears it.")
    first = cursor.later(_waits(cursor), cursor.ids, examined=True)
    first = first or cursor.later(lambda state: any(cursor.fitting(state)), cursor.ids, examined=True)
    if first is None:
        reviewer.say("Nothing is in this queue.")
    reviewer.go_to_record(first or cursor.ids[0])


HANDLERS: Mapping[str, Handler] = {
    "show": show,
    "next": partial(step, by=+1),
    "previous": partial(step, by=-1),
    "first": first,
    "last": last,
    "next-undecided": next_undecided,
    "next-finding": partial(step_finding, by=+1),
    "previous-finding": partial(step_finding, by=-1),
    "go": go,
    "next-record": partial(step_record, by=+1),
    "previous-record": partial(step_record, by=-1),
    "library": list_records,
    "open": open_record,
    "filter": set_filter,
}
"""The handler of each command, by its id."""
