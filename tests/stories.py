"""The story of a record, as pure values: imported, curated, extracted again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.updating.base import Base, base_of
from dhrcurate.curation.updating.later import Later
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.curation.updating.update import Update, update
from dhrcurate.domain.canonical import digest, to_json
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import apply, invert
from dhrcurate.storage.document import validated
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import used_keys
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import replay
from dhrcurate.trail.roots import root_edits

Row = dict[str, Any]
AT = "2026-11-22T10:00:00Z"


def row(text: str, number: str | None = None, cell: str = "", **more: Any) -> Row:
    """A row of an extraction."""
    return {**({"number": number} if number else {}), "text": text, "addressed_to": cell, **more}


class Story:
    """A record with its trail, in memory; whatever is done to it must leave it valid and be exactly reversible."""

    def __init__(self, rows: Sequence[Row], *, action: str = "import") -> None:
        self.events: list[Event] = []
        recommendations = [
            {"key": f"r{at:03d}", **one, "agencies": [], "status": "pending"} for at, one in enumerate(rows, 1)
        ]
        self.data: dict[str, Any] = {}
        data = {
            **_review(),
            "format": 1,
            "id": "exampleton-2023-06",
            "source": {"sha256": _sha(rows), "imported": AT},
            "curation": {"state": "open"},
            "recommendations": recommendations,
        }
        self._add(data, Proposal(action, root_edits(data)))

    def _add(self, data: dict[str, Any], proposal: Proposal) -> Event:
        assert validated(data)[0] is not None
        event = Event.make(
            parents=[self.events[-1].id] if self.events else [],
            by="A. Curator",
            tool="dhrcurate 0.1.0",
            action=proposal.action,
            state=digest(data),
            edits=(*proposal.edits, *proposal.rows),
            because=proposal.because,
            reverses=proposal.reverses,
            note=proposal.note,
        )
        self.data = data
        self.events.append(Event.from_line(event.to_line()))
        assert to_json(replay(self.trail).data) == to_json(data)
        return self.events[-1]

    @property
    def trail(self) -> Trail:
        return Trail(tuple(self.events))

    @property
    def base(self) -> Base:
        return base_of(self.trail, self.data)

    @property
    def keys(self) -> list[str]:
        return [one["key"] for one in self.data["recommendations"]]

    def of(self, key: str) -> Row:
        return next(dict(one) for one in self.data["recommendations"] if one["key"] == key)

    def texts(self) -> list[str]:
        return [one["text"] for one in self.data["recommendations"]]

    @property
    def used(self) -> frozenset[str]:
        return used_keys(self.trail)

    def do(self, proposal: Proposal) -> Event:
        """Does what a curator proposes."""
        after = apply(self.data, proposal.edits)
        assert to_json(apply(after, invert(proposal.edits))) == to_json(self.data)
        return self._add(after, proposal)

    def set(self, key: str, **fields: Any) -> Event:
        """A curator's edit."""
        new = [{**one, **fields} if one["key"] == key else one for one in self.data["recommendations"]]
        return self.do(Proposal("edit", difference(self.data, {**self.data, "recommendations": new})))

    def undo(self, event: Event) -> None:
        self.do(Proposal("undo", invert(event.edits), reverses=event.id))

    def seen(self, rows: Sequence[Row], *, unsaid: Sequence[str] = (), **review: Any) -> Update:
        """What a later extraction would do; it says nothing at all of the fields and facts that are unsaid."""
        sha = _sha(rows)
        recommendations = [{"key": f"r{at:03d}", **one} for at, one in enumerate(rows, 1)]
        theirs = {**_review(**review), "source": {"sha256": sha}, "recommendations": recommendations}
        entries = [_entry(self.data["source"]["sha256"]), _entry(sha)]
        later = Later(theirs, entries, {"sha256": sha, "imported": AT}, frozenset(unsaid))
        return update(self.data, self.base, later, used=self.used)

    def later(self, rows: Sequence[Row], *, unsaid: Sequence[str] = (), **review: Any) -> list[Told]:
        """A later extraction comes in; returns what is told of its recommendations."""
        found = self.seen(rows, unsaid=unsaid, **review)
        self.do(found.proposal)
        return list(found.told)


def _review(**facts: Any) -> dict[str, Any]:
    return {"review": {"title": "Exampleton review", "csp": "Exampleton", "published": "2023-06", **facts}}


def _sha(rows: Sequence[Row]) -> str:
    return hashlib.sha256(json.dumps(list(rows), sort_keys=True).encode()).hexdigest()


def _entry(sha: str) -> dict[str, Any]:
    return {"id": f"x-{sha[:8]}", "at": AT, "source": f"sha256:{sha}"}


def whats(told: Sequence[Told]) -> list[tuple[What, str, str]]:
    """What was told, in short."""
    return [(one.what, one.key, one.field) for one in told]
