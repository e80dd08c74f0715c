"""A trail that is kept in memory while lines are added: the same is known of it as of one that is read anew."""

from pathlib import Path

import pytest

import dhrcurate.trail.growing as growing_module
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.growing import GrowingTrail
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.redactions import refuse_undone
from faulty import Unsynced
from redacting import ONE, empty_library, note, write_record
from trails import Writer, mixed, redacted, sample

NAME = "Jane Roe"


def with_a_name() -> Writer:
    writer = sample()
    writer.edit("/recommendations/r001/note", None, f"{NAME} said so")
    writer.edit("/recommendations/r001/note", f"{NAME} said so", "the panel said so")
    return writer


CLEAR = with_a_name()
REDACTED = read_events(redacted(CLEAR.raw(), NAME)).events
TRAILS = {
    "plain": tuple(sample().events),
    "of two versions": tuple(mixed().events),
    "redacted": REDACTED,
    "with a line twice": (*CLEAR.events, *CLEAR.events[2:3]),
    "with a redaction undone": (*CLEAR.events, REDACTED[-1]),
    "with a line in clear after its redaction": (*REDACTED, CLEAR.events[7]),
    "with a parent after its child": (*REDACTED[:3], *REDACTED[4:], REDACTED[3]),
}


def known(events: tuple[Event, ...]) -> tuple[object, ...]:
    """What a writer asks of a whole trail: its heads, its lines folded, and whether a redaction in it was undone."""
    try:
        refuse_undone(events)
        undone = None
    except RefusedError as error:
        undone = str(error)
    folded = fold_events(events)
    return Trail(events).heads, None if folded is events else folded, undone


def known_of(trail: GrowingTrail) -> tuple[object, ...]:
    folded = trail.folded()
    try:
        trail.refuse_undone()
        undone = None
    except RefusedError as error:
        undone = str(error)
    return tuple(head.id for head in trail.heads), folded, undone


@pytest.mark.parametrize("name", TRAILS)
@pytest.mark.parametrize("step", [1, 3])
def test_after_every_line_the_same_is_known_as_of_a_trail_that_is_read_anew(name: str, step: int) -> None:
    events = TRAILS[name]
    trail = GrowingTrail(Trail(events[:1]))
    for end in range(1 + step, len(events) + step, step):
        trail.add(events[end - step : end])
        here = events[: min(end, len(events))]
        assert trail.trail(len(trail)).events == here
        assert known_of(trail) == known(here), end


def test_what_was_read_before_is_as_it_was_when_lines_follow() -> None:
    events = tuple(sample().events)
    trail = GrowingTrail(Trail(events[:2]))
    before = len(trail)
    trail.add(events[2:])
    assert trail.trail(before).events == events[:2]


def test_the_decisions_after_the_first_look_at_no_event_before_even_where_one_is_a_redaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = empty_library(tmp_path, monkeypatch)
    write_record(root, ONE, {})
    for text in (f"{NAME} said so", "the panel said so"):
        note(root, ONE, text)
    trail = root / f"{ONE}.trail.jsonl"
    trail.write_bytes(redacted(trail.read_bytes(), NAME))
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    session.apply(ONE, decide.accept(session.library.load(ONE).data, "r001"))

    def looked(*_: object) -> None:
        raise AssertionError("all events were looked at")

    monkeypatch.setattr(growing_module, "fold_events", looked)
    monkeypatch.setattr(growing_module, "refuse_undone", looked)
    monkeypatch.setattr(GrowingTrail, "trail", looked)
    session.apply(ONE, decide.to_pending(session.library.load(ONE).data, "r001"))
    assert len(trail.read_bytes().splitlines()) == 6
