"""A real trail of a small record, for tests of everything that reads trails."""

from typing import Any

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, apply, invert
from dhrcurate.trail.event import Event
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
