"""What was done with a record and what is left of it: told at its end, at its own row, before it is signed off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity, by_key
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import enumerated, name_of, plural
from dhrcurate.review.record_state import RecordState, title_of

_DECIDED = ("accepted", "rejected", "queried")

_END = re.compile(r"(.*?)([0-9]{1,6}|[A-Za-z])$", re.ASCII)

_RUN = 2
"""So many that follow each other are named each."""


def progress_told(state: RecordState) -> str:
    """Return how far a record is; a query is a decision, and asks somebody something."""
    decided, total = state.progress()
    queried = sum(rec.get("status") == "queried" for rec in state.recommendations)
    return f"{decided} of {total} decided{f', {queried} of them queried' if queried else ''}."


def now_at(state: RecordState) -> str:
    """Return the sentence for a record that was gone to, which nobody named."""
    return f"Now {clean(title_of(state))}: {progress_told(state)}"


def is_decided(state: RecordState) -> bool:
    """True if nothing of a record waits for a decision any more and it can be signed off.

    A passage of the report that surely was not extracted waits as well.
    """
    if not state.readable or state.signed_off or not state.recommendations:
        return False
    waits = any(rec.get("status") == "pending" for rec in state.recommendations)
    return not waits and not any(passage.sure for passage in state.left_out.values())


def outcome_told(state: RecordState) -> Iterator[str]:
    """Yield what was done with the recommendations of a record, and what is left of it, a sentence each."""
    statuses = Counter(str(rec.get("status")) for rec in state.recommendations)
    total, told = statuses.total(), [f"{statuses[each]:,} {each}" for each in _DECIDED if statuses[each]]
    decided = total - statuses["pending"]
    done = f"All {total:,}" if decided == total > 1 else f"{decided:,} of {total:,}"
    yield f"{done} decided{': ' if told else ''}{', '.join(told)}."
    yield from open_told(state)
    yield from found_told(state)


def open_told(state: RecordState) -> Iterator[str]:
    """Yield how many recommendations have no agency, or only some of those that their cells name."""
    without, in_part = state.agencies_open()
    if without:
        yield f"{plural(without, 'recommendation')} {'has' if without == 1 else 'have'} no agency."
    if in_part:
        lack, their = ("lacks", "its") if in_part == 1 else ("lack", "their")
        yield f"{plural(in_part, 'recommendation')} {lack} some of the agencies that {their} cell names."


def found_told(state: RecordState) -> Iterator[str]:
    """Yield how many errors and warnings a record has left, a sentence or two; nothing where that is not known."""
    found = [one for one in state.listed or () if one.severity in {Severity.ERROR, Severity.WARNING}]
    groups = [[one for one in found if one.severity is each] for each in (Severity.ERROR, Severity.WARNING)]
    told = [(own, _about_told(state, own)) for own in groups if own]
    if any(about for _, about in told):
        yield from (f"{faults_told(own)} left{about}." for own, about in told)
    elif told:
        key = found[0].key if len(found) == 1 else None
        rec = state.by_key(key) if key else None
        yield f"{faults_told(found)} left{f', at {name_of(rec)}' if rec else ''}."


def _about_told(state: RecordState, own: Sequence[Finding]) -> str:
    """What the findings of a severity are about, and what lists that; empty where each is about a row of its own.

    One finding may be at several recommendations, several at one, and some at none: what is heard has to be what is
    listed.
    """
    keys = {finding.about or None for finding in own if finding.about in state.left_out}
    of_rows = [finding for finding in own if finding.about not in state.left_out]
    keys |= by_key(of_rows).keys()
    whole = sum(all(one.key is None for one in finding.each) for finding in of_rows)
    rows = keys - {None}
    if not rows:
        return ", about the record as a whole"
    which = _rows_told(state, rows).removeprefix("1 ")
    lists = f"filter severity:{own[0].severity.value} lists the {which} with"  # as by ear
    if not whole:
        return "" if len(rows) == len(own) else f": {lists} {'it' if len(own) == 1 else 'them'}"
    others = "the other" if len(own) - whole == 1 else "the others"
    return f", {whole:,} about the record as a whole: {lists} {others}"


def named_in(state: RecordState, keys: Collection[str]) -> str:
    """Return what some recommendations are called in a sentence, those that follow each other as from one to another.

    Args:
        state: The record.
        keys: The recommendations, at least one.
    """
    runs: list[list[str]] = []
    before = ""
    for row in state.rows():
        if row.key in keys:
            name = name_of(state.by_key(row.key) or {"key": row.key})
            if before in keys and runs and _follows(runs[-1][-1], name):
                runs[-1].append(name)
            else:
                runs.append([name])
        before = row.key
    told = [name for run in runs for name in ([f"{run[0]} to {run[-1]}"] if len(run) > _RUN else run)]
    prefix = "number "
    if len(keys) > 1 and all(name.startswith(prefix) for name in told):
        bare = [name.replace(prefix, "") for name in told]
        return f"numbers {enumerated(bare)}"
    return enumerated(told)


def _follows(one: str, other: str) -> bool:
    """True if a number is the one right after another: `R4` after `R3`, `4b` after `4a`."""
    first, second = _END.match(one), _END.match(other)
    if not first or not second or first[1] != second[1] or first[2].isdecimal() != second[2].isdecimal():
        return False
    return (int(second[2]) - int(first[2]) if first[2].isdecimal() else ord(second[2]) - ord(first[2])) == 1


def _rows_told(state: RecordState, keys: Collection[str | None]) -> str:
    """Return how many recommendations some keys are of, and how many passages that none holds."""
    recommendations = sum(state.by_key(key) is not None for key in keys if key)
    passages = sum(key in state.left_out for key in keys if key)
    told = [plural(recommendations, "recommendation")] if recommendations else []
    told += [f"{plural(passages, 'passage')} not extracted"] if passages else []
    return enumerated(told)


def faults_told(findings: Iterable[Finding]) -> str:
    """Return how many errors and warnings there are among some findings: `1 error and 2 warnings`; empty for none."""
    counts = Counter(finding.severity for finding in findings)
    words = [plural(counts[each], each.value) for each in (Severity.ERROR, Severity.WARNING) if counts[each]]
    return " and ".join(words)


def next_steps(state: RecordState, sign_off: str, go_on: str, following: str) -> str:
    """Return what can be done at the end of a record, with what is typed for it.

    Args:
        state: The record.
        sign_off: What signs it off.
        go_on: What goes on to what is undecided elsewhere.
        following: The title of the record that this leads to, empty where nothing is undecided elsewhere.
    """
    queried = sum(rec.get("status") == "queried" for rec in state.recommendations)
    waits = f"{plural(queried, 'question')} {'waits' if queried == 1 else 'wait'} for an answer"
    asks = f"{waits} (filter status:queried lists {'it' if queried == 1 else 'them'}). " if queried else ""
    all_the_same = " all the same" if asks else ""
    first = "" if state.signed_off else f"{asks}{sign_off} signs the record off{all_the_same}"
    if following:
        then = f"{go_on} goes on to {following}"
    else:
        then = "nothing else is undecided in the library" if first else "Nothing else is undecided in the library"
    return f"{', '.join(filter(None, (first, then)))}."
