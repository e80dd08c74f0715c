"""Bulk changes: planned on disk before they begin, so that the next writer finishes one that was interrupted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.commit import discard
from dhrcurate.storage.files import Operations, UnreadableError, create_synced, in_words, own_folder, read_file
from dhrcurate.storage.folder import PRIVATE

_FOLDER = "batches"
_LARGEST = 16 * MAX_BYTES


@dataclass(frozen=True, slots=True)
class Plan:
    """A bulk change to be made.

    Attributes:
        id: The `batch` of its events.
        by: Who signs.
        proposals: What to change, by record id.
    """

    id: str
    by: str
    proposals: Mapping[str, Proposal]

    @classmethod
    def new(cls, by: str, proposals: Mapping[str, Proposal]) -> Plan:
        """A plan with a new id; proposals that change nothing are left out."""
        batch = secrets.token_hex(8)
        return cls(batch, by, {i: replace(p, batch=batch) for i, p in proposals.items() if p.edits})

    def equals(self, other: Plan) -> bool:
        """True if it makes the same changes by the same curator, whatever its id."""
        return _content(self) == _content(other)

    def only(self, action: str) -> bool:
        """True if every change in it is of one kind, such as `undo`."""
        return all(p.action == action for p in self.proposals.values())


class Plans:
    """The plans of unfinished bulk changes in a library. The caller holds the library's lock.

    Args:
        ops: The system calls.
        root: The library's folder.
    """

    def __init__(self, ops: Operations, root: Path) -> None:
        self._ops = ops
        self._folder = root / PRIVATE / _FOLDER

    def begin(self, plan: Plan) -> None:
        """Writes a plan to disk.

        Raises:
            NotSavedError: If it cannot be written.
        """
        path = self._path(plan)
        try:
            own_folder(self._ops, self._folder)
            create_synced(self._ops, path, json.dumps(_as_json(plan)).encode())
            self._ops.fsync_dir(self._folder)
        except OSError as error:
            raise NotSavedError(f"{path}: the bulk change was not started: {in_words(error)}") from error

    def end(self, plan: Plan) -> None:
        """Removes a plan that was carried out; to carry it out again would change nothing."""
        try:
            discard(self._ops, self._path(plan))
            self._ops.fsync_dir(self._folder)
        except OSError as error:
            raise NotSavedError(f"{self._path(plan)}: could not be removed: {in_words(error)}") from error

    def pending(self) -> Iterator[Plan]:
        """Plans that were begun and not ended; one that was not written whole had not begun and is removed."""
        if not self._folder.is_dir() or self._folder.is_symlink():
            return
        for path in sorted(self._folder.glob("*.json")):
            try:
                yield _from_json(json.loads(read_file(path, _LARGEST)))
            except (ValueError, KeyError, TypeError, UnreadableError, FileNotFoundError):
                discard(self._ops, path)

    def _path(self, plan: Plan) -> Path:
        return self._folder / f"{plan.id}.json"


def _as_json(plan: Plan) -> dict[str, Any]:
    return {"id": plan.id, "by": plan.by, "proposals": {i: to_json(asdict(p)) for i, p in plan.proposals.items()}}


def _content(plan: Plan) -> dict[str, Any]:
    return {"by": plan.by, "proposals": [(i, {**p, "batch": None}) for i, p in _as_json(plan)["proposals"].items()]}


def _from_json(form: Mapping[str, Any]) -> Plan:
    proposals = {
        record_id: Proposal(**{**p, "edits": tuple(Edit(**e) for e in p["edits"])})
        for record_id, p in form["proposals"].items()
    }
    return Plan(str(form["id"]), str(form["by"]), proposals)
