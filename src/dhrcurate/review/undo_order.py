"""The order in which undo and redo go through the records."""

from __future__ import annotations


class UndoOrder:
    """The records that were changed since the start, so that undo takes the changes back in their order."""

    def __init__(self) -> None:
        self._changed: list[str] = []
        self._undone: list[str] = []

    def changed(self, record_id: str) -> None:
        """Notes a change of a record; what was undone before it cannot be redone any more."""
        self._changed.append(record_id)
        self._undone.clear()

    def refused(self, record_id: str) -> None:
        """Forgets the last change of a record, which came to nothing."""
        if record_id in self._changed:
            self._changed.reverse()
            self._changed.remove(record_id)
            self._changed.reverse()

    def to_undo(self, otherwise: str) -> str:
        """Return the record whose change is undone now; another one if nothing was changed since the start."""
        return self._turn(self._changed, self._undone, otherwise)

    def to_redo(self, otherwise: str) -> str:
        """Return the record whose change is redone now; another one if nothing was undone since the start."""
        return self._turn(self._undone, self._changed, otherwise)

    @staticmethod
    def _turn(source: list[str], target: list[str], otherwise: str) -> str:
        record_id = source.pop() if source else otherwise
        target.append(record_id)
        return record_id
