"""A real trail of a small record, for tests of everything that reads trails."""

from dataclasses import replace
from typing import Any

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, apply, invert
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.redact import Secret, blanked, with_digests
from dhrcurate.trail.replay import replay
from dhrcurate.trail.roots import root_edits

RECORD = {
    "format": 1,
    "id": "exampleton-2023-06",
    "review": {"title": "Exampleton review", "csp": "Exampleton"},
    "curation": {"state": "open"},
    "recommendations": [
        {"key": "r001", "text": "Review it.", "addressed_to": "Police", "agencies": [], "status": "pending"},
        {"key": "r002", "text": "Train staff.", "addressed_to": "", "agencies": [], "status": "pending"},
    ],
}


class Writer:
    """Makes a trail as the program does, event by event."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.events: list[Event] = []
        self._add("import", list(root_edits(RECORD)))

    def _add(self, action: str, edits: list[Edit], **more: object) -> Event:
        self.data = apply(self.data, edits) if self.events else RECORD
        self.events.append(
            Event.make(
                parents=[self.events[-1].id] if self.events else [],
                by="A. Curator",
                tool="dhrcurate 0.1.0",
                action=action,
                state=digest(self.data),
                edits=edits,
                **more,  # type: ignore[arg-type]  # a test's shorthand
            )
        )
        return self.events[-1]

    def edit(self, path: str, old: object, new: object, **more: object) -> Event:
        return self._add("edit", [Edit(path, old, new)], **more)

    def undo(self, event: Event) -> Event:
        return self._add("undo", list(invert(event.edits)), reverses=event.id)

    def raw(self) -> bytes:
        return b"".join(e.to_line() for e in self.events)


def sample() -> Writer:
    """A trail of seven events: an import, edits, an undo, an order and an added recommendation."""
    writer = Writer()
    writer.edit("/recommendations/r001/status", "pending", "accepted")
    named = writer.edit("/recommendations/r001/agencies", [], ["Exampleshire Police"], because={"rule": "DHR203"})
    writer.undo(named)
    writer.edit("/recommendations/@order", ["r001", "r002"], ["r002", "r001"])
    added = {"key": "r003", "text": "Report.", "addressed_to": "", "agencies": [], "status": "pending"}
    writer.edit("/recommendations/r003", None, added)
    writer.edit("/recommendations/r002/note", None, "asked the panel, “twice”")
    return writer


def first_version(events: list[Event], states: list[str]) -> list[Event]:
    """The same events in the first version of their form, whose states have no salt.

    Args:
        events: Events of one line, each the parent of the next.
        states: The digests of the record after each.
    """
    made: list[Event] = []
    for event, state in zip(events, states, strict=True):
        changes = (Change("", None, RECORD, "5a17" * 8),) if event.is_root else event.changes
        old = replace(
            event,
            v=1,
            parents=(made[-1].id,) if made else (),
            before=made[-1].after if made else None,
            after=state,
            changes=changes,
            state_salt=None,
            note_salt="",
        )
        made.append(replace(old, id=old.computed_id()))
    return made


def mixed() -> Writer:
    """A trail that the first version began and the second continues."""
    writer = sample()
    states = [digest(replay(Trail(tuple(writer.events)), event).data) for event in writer.events]
    writer.events = first_version(writer.events, states)
    writer.edit("/recommendations/r001/note", None, "as agreed")
    writer.edit("/review/csp", "Exampleton", "Exampleton and Otherton")
    return writer


def redacted(raw: bytes, *texts: str, note: str = "") -> bytes:
    """A trail without some texts, with the event that says so; the record is as it was."""
    trail = read_events(raw)
    assert trail.head is not None
    blank = blanked(trail, with_digests(Secret.of(texts), trail, page=None))
    event = Event.make(
        parents=[trail.head.id],
        by="A. Curator",
        tool="dhrcurate 0.1.0",
        action="redact",
        state=digest(replay(trail).data),
        edits=(),
        note=note,
        redacts=blank.redacts,
    )
    return lines_of_events(fold_events((*blank.events, event)))
