"""What became of the rows of an extraction: divided, joined, removed, as the trail tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapidfuzz.fuzz import partial_ratio

from dhrcurate.domain.edit import RECOMMENDATIONS, parts
from dhrcurate.domain.wording import Letters, words_of, words_of_row
from dhrcurate.trail.event import Event

_ENTRY = 2
_FIELD = 3
_WITHIN = 85
"""How much of one text, in hundredths, stands in another one that it was taken out of or put into."""


class Fates:
    """The recommendations in which each row stands, as events go by.

    Args:
        rows: Those at the beginning, by the key of the row.
    """

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        self._keys: dict[str, list[str]] = {row: list(keys) for row, keys in rows.items()}
        self._once: dict[str, frozenset[str]] = {row: frozenset(keys) for row, keys in self._keys.items()}

    def of(self, row: str) -> tuple[str, ...]:
        """The keys of the recommendations in which a row stands; none if it was removed."""
        return tuple(self._keys[row])

    def follow(self, event: Event) -> None:
        """Takes in what an event did to the structure of the record."""
        because = event.because or {}
        taken, made = ([str(key) for key in because.get(side) or ()] for side in ("from", "to"))
        match because.get("operation") if taken or made else None:
            case "divide":
                self._divide(taken, made)
            case "join":
                self._join(taken, made)
            case "remove":
                self._remove(taken)
            case "add" | "lift" | "move":
                pass
            case _:
                self._infer(event)

    def _divide(self, taken: Iterable[str], made: Iterable[str]) -> None:
        for keys in self._keys.values():
            for key in taken:
                if key in keys:
                    at = keys.index(key)
                    keys[at : at + 1] = [*made] if key in made else [key, *made]
        self._remember()

    def _join(self, taken: Iterable[str], made: Iterable[str]) -> None:
        for row, keys in self._keys.items():
            if not set(taken).isdisjoint(keys):
                self._keys[row] = list(dict.fromkeys([*(k for k in keys if k not in taken), *made]))
        self._remember()

    def _remove(self, taken: Iterable[str]) -> None:
        for row, keys in self._keys.items():
            self._keys[row] = [key for key in keys if key not in taken]

    def _remember(self) -> None:
        for row, keys in self._keys.items():
            self._once[row] |= frozenset(keys)

    def _infer(self, event: Event) -> None:
        """Tells by the texts what an event did that does not say it: of an older version, or a fix."""
        come, gone = _whole(event, "new"), _whole(event, "old")
        if not come and not gone:
            return
        letters = Letters()
        before = {key: letters.of(words_of(text)) for key, text in _texts(event, "old")}
        after = {key: letters.of(words_of(text)) for key, text in _texts(event, "new")}
        for key, row in gone.items():
            if into := _where(letters.of(words_of_row(row)), after, before):
                self._join([key, into], [into])
            else:
                self._remove([key])
        for key, row in come.items():
            if self._came_back(key):
                continue
            if out_of := _where(letters.of(words_of_row(row)), before, after):
                self._divide([out_of], [out_of, key])

    def _came_back(self, key: str) -> bool:
        """Gives a recommendation that was taken back from the trail to the rows that it was of; tells if there are."""
        rows = [row for row, keys in self._once.items() if key in keys]
        own = [row for row in rows if row == key] or rows
        for row in own:
            if key not in self._keys[row]:
                self._keys[row] = [*self._keys[row], key] if row != key else [key]
        return bool(rows)


def _where(text: str, texts: Mapping[str, str], others: Mapping[str, str]) -> str | None:
    """The recommendation whose text holds another one on one side of an event, and does not on the other side."""
    return next((k for k, one in texts.items() if _holds(one, text) and not _holds(others.get(k, ""), text)), None)


def _holds(whole: str, part: str) -> bool:
    return bool(part) and len(part) <= len(whole) and partial_ratio(part, whole) >= _WITHIN


def _whole(event: Event, side: str) -> dict[str, Mapping[str, Any]]:
    """The recommendations that an event adds (`new`) or takes out (`old`) as a whole."""
    found = {}
    for change in event.of_record:
        if change.path.count("/") != _ENTRY:
            continue
        where, old, new = parts(change.path), change.old, change.new
        row, other = (new, old) if side == "new" else (old, new)
        if where[0] == RECOMMENDATIONS and other is None and isinstance(row, Mapping):
            found[where[1]] = row
    return found


def _texts(event: Event, side: str) -> Iterator[tuple[str, str]]:
    """The texts of recommendations that an event changes, before it (`old`) or after it (`new`)."""
    for change in event.of_record:
        where, text = parts(change.path), change.new if side == "new" else change.old
        if len(where) == _FIELD and where[0] == RECOMMENDATIONS and where[2] == "text" and isinstance(text, str):
            yield where[1], text
