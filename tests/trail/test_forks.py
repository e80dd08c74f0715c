"""Trails that fork often: what is asked of them costs what their length costs, and is answered as for any other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, apply
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail import every_state as every
from dhrcurate.trail import graph
from dhrcurate.trail.event import Event, Redacted
from dhrcurate.trail.every_state import every_state
from dhrcurate.trail.fold import lines_of_events
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.graph import ancestors, counted, marks_above
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.redactions import Redactions
from dhrcurate.trail.replay import apply_event, lineage, rebuild
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import RECORD, Writer

NOTE = "/recommendations/r001/note"


@dataclass(frozen=True)
class Node:
    parents: tuple[str, ...]
    action: str = "edit"


def some_graph(seed: int, size: int) -> dict[str, Node]:
    """Events that follow some before them: long lines, forks, joins, several beginnings."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    nodes: dict[str, Node] = {}
    for at in range(size):
        known = list(nodes)
        many = min(len(known), chance.choice((0, 1, 1, 2, 3)))
        nodes[str(at)] = Node(tuple(known[-1:] if chance.random() < 0.5 else chance.sample(known, many)))
    return nodes


@pytest.mark.parametrize("seed", range(30))
def test_marks_say_what_ancestors_say(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "_AT_ONCE", 7)
    nodes = some_graph(seed, 40)
    chance = random.Random(seed)  # noqa: S311  # no secret
    marked, asked = chance.sample(list(nodes), 25), set(chance.sample(list(nodes), 25))
    found = {event_id: set[str]() for event_id in asked}
    for bits, above in marks_above(nodes, marked, asked):
        assert len(bits) <= 7
        for event_id, mask in above.items():
            found[event_id] |= {one for one, bit in bits.items() if mask & bit}
    assert found == {i: (ancestors(nodes, i) - {i}) & set(marked) for i in asked}


@pytest.mark.parametrize("seed", range(30))
def test_events_that_lead_to_heads_are_counted_as_ancestors_are(seed: int) -> None:
    nodes = some_graph(seed, 40)
    assert counted(nodes, nodes) == {i: len(ancestors(nodes, i)) for i in nodes}


def test_events_in_a_circle_are_counted_too() -> None:
    nodes = {"a": Node(("b",)), "b": Node(("a",)), "c": Node(("a",))}
    assert counted(nodes, ["c"])["c"] > 0


def edit(parents: list[Event], data: dict[str, Any], old: str | None, new: str) -> tuple[Event, dict[str, Any]]:
    edits = [Edit(NOTE, old, new)]
    changed = apply(data, edits)
    made = Event.make(
        parents=[e.id for e in parents], by="A", tool="t", action="edit", state=digest(changed), edits=edits
    )
    return made, changed


def comb(teeth: int) -> Trail:
    """A line with a branch of one event at each of its events, joined at its end."""
    writer = Writer()
    (head,), data, note = writer.events, dict(RECORD), None
    events, sides = [head], []
    for at in range(teeth):
        head, data = edit([head], data, note, f"{at}")
        note = f"{at}"
        side, _ = edit([head], data, note, "aside")
        events += [head, side]
        sides.append(side)
    joined = [head, *sides]
    merge = Event.make(parents=[e.id for e in joined], by="A", tool="t", action="merge", state=digest(data), edits=())
    return Trail((*events, merge))


def test_every_event_is_applied_once_however_often_the_trail_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    applied: list[str] = []
    real = apply_event

    def counting(working: Any, event: Event, gone: Gone) -> Any:
        applied.append(event.id)
        return real(working, event, gone)

    monkeypatch.setattr(every, "apply_event", counting)
    trail = comb(50)
    assert rebuild_digest(lines_of_events(trail.events)) is not None
    assert sorted(applied) == sorted(e.id for e in trail.events)


def test_every_state_is_the_one_that_its_own_line_of_events_leads_to() -> None:
    trail = comb(6)
    seen = {event.id: digest(data) for event, data, _ in every_state(trail)}
    assert seen == {e.id: digest(rebuild(lineage(trail, e)).data) for e in trail.events}


def test_a_state_of_a_side_branch_that_is_false_is_found() -> None:
    trail = comb(6)
    side = trail.events[4]
    assert side.state_salt is not None
    raw = lines_of_events(trail.events).replace(side.state_salt.encode(), b"0" * 32)
    with pytest.raises(RefusedError, match=f"after the event {side.id[:12]}"):
        rebuild_digest(raw)


def test_a_trail_whose_parents_are_missing_is_refused() -> None:
    trail = comb(3)
    with pytest.raises(RefusedError, match="is missing from the trail"):
        list(every_state(Trail(trail.events[1:])))


def redactions(count: int) -> Iterator[Event]:
    """A fork that is joined, and then so many values written and each taken out."""
    writer = Writer()
    (head,), data = writer.events, dict(RECORD)
    one, kept = edit([head], data, None, "kept")
    other, _ = edit([head], data, None, "kept")
    merge = Event.make(parents=[one.id, other.id], by="A", tool="t", action="merge", state=digest(kept), edits=())
    for event in (head, one, other, merge):
        yield replace(event, state_salt=None)
    head = merge
    for at in range(count):
        written, data = edit([head], kept, "kept", "secret")
        back, _ = edit([written], data, "secret", "kept")
        first, second = written.changes[0].without(["/new"]), back.changes[0].without(["/old"])
        made = Event.make(
            parents=[back.id], by="A", tool="t", action="redact", state=digest(kept), edits=(),
            redacts=(Redacted(written.id, 0, first.left), Redacted(back.id, 0, second.left)),
        )  # fmt: skip
        yield replace(written, changes=(first,), state_salt=None)
        yield replace(back, changes=(second,), state_salt=None)
        yield made if at == count - 1 else replace(made, state_salt=None)
        head = made


def test_many_redactions_of_a_trail_that_forked_verify_without_a_set_of_ancestors_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walked: list[int] = []
    real = graph._carried

    def counting(nodes: Any, *more: Any) -> Any:
        walked.append(len(nodes))
        return real(nodes, *more)

    monkeypatch.setattr(graph, "_carried", counting)
    events = tuple(redactions(40))
    found = verify_bytes(lines_of_events(events))
    assert found.broken is None
    assert walked == [len(events)]  # one walk, whatever the number of redactions


def test_a_redaction_beside_what_it_names_is_still_found() -> None:
    *events, last = redactions(3)
    beside = Event.make(
        parents=[events[0].id], by="A", tool="t", action="redact", state=digest(RECORD), edits=(), redacts=last.redacts
    )
    found = Redactions()
    for line, event in enumerate((*events, beside), 1):
        assert found.add(event, line) is None
    problem = found.problem({event.id: event for event in (*events, beside)}, one_head=False)
    assert problem is not None
    assert problem[1].endswith("was taken out by a redaction that does not follow it")


def test_what_was_taken_out_twice_in_a_row_is_still_found() -> None:
    events = list(redactions(3))
    again = Event.make(
        parents=[events[-1].id], by="A", tool="t", action="redact", state=digest(RECORD), edits=(),
        redacts=events[6].redacts,
    )  # fmt: skip
    for nodes in ({event.id: event for event in (*events, again)}, None):
        found = Redactions()
        for line, event in enumerate((*events, again), 1):
            assert found.add(event, line) is None
        problem = found.problem(nodes, one_head=True)
        assert problem is not None
        assert problem[1].endswith("was taken out by more than one redaction")


def test_a_clock_that_goes_back_at_each_line_is_told_line_by_line() -> None:
    writer = Writer()
    for at in range(20):
        writer.edit(NOTE, None if not at else f"{at - 1}", f"{at}")
    times = iter(range(59, 0, -1))
    events: list[Event] = []
    for event in writer.events:
        moved = replace(
            event, at=f"2026-12-01T09:{next(times):02d}:00.000Z", parents=(events[-1].id,) if events else ()
        )
        events.append(replace(moved, id=moved.computed_id()))
    found = verify_bytes(lines_of_events(events))
    assert found.broken is None
    assert found.clock_went_back == tuple(range(2, 22))
    assert read_events(lines_of_events(events)).head is not None
