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

    def to_undo(self) -> str | None:
        """Return the record whose change is undone now; where none is left, `None` for the last in the library."""
        if not self._changed:
            return None
        self._undone.append(self._changed.pop())
        return self._undone[-1]

    def undone(self, record_id: str) -> None:
        """Notes where the last change in the library was undone."""
        self._undone.append(record_id)

    def not_undone(self, record_id: str) -> None:
        """Notes that what was to be undone stands, as somebody has to be asked first."""
        if self._undone and self._undone[-1] == record_id:
            self._changed.append(self._undone.pop())

    def to_redo(self, otherwise: str) -> str:
        """Return the record whose change is redone now; another one if nothing was undone since the start."""
        self._changed.append(self._undone.pop() if self._undone else otherwise)
        return self._changed[-1]

    @property
    def knows_redo(self) -> bool:
        """True if something was undone since the start; what was undone before may be of any record."""
        return bool(self._undone)

    def redone(self, asked: str, record_id: str) -> None:
        """Notes that what was redone was not a change of the record that was asked, which had none."""
        for at in reversed(range(len(self._changed))):
            if asked != record_id and self._changed[at] == asked:
                self._changed[at] = record_id
                return
