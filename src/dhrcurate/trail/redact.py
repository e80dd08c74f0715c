"""Redaction: a value taken out of a whole trail for good, while the chain still verifies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.edit import (
    AGENCIES,
    DOCUMENTS,
    EXTRACTIONS,
    KEYED,
    NAMES,
    ORDER,
    RECOMMENDATIONS,
    get,
    parts,
    pointer,
)
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import RECOMMENDATION, TABLES, Kind
from dhrcurate.trail.change import SIDES, Change, Redacted, below, leaves, leaves_below
from dhrcurate.trail.event import ROWS, Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.members import ACTIONS, MEMBERS
from dhrcurate.trail.readings import readings
from dhrcurate.trail.replay import lineage, states
from dhrcurate.trail.same_text import Read, Sought

_MAPS = frozenset(field.name for table in TABLES.values() for field in table if field.kind is Kind.MAP)
"""Tables whose members have names from outside, which may hold what is taken out: such a table goes as a whole."""
_PUBLISHED = tuple(field.name for field in RECOMMENDATION if field.published)
_PAGE = "/source/sha256"
_SHA256 = "sha256:"
_OWN_NAMES = frozenset(
    {
        RECOMMENDATIONS,
        AGENCIES,
        ORDER,
        ROWS,
        *TABLES,
        *MEMBERS[1],
        *MEMBERS[2],
        *(field.name for t in TABLES.values() for field in t),
    }
)
"""Names of the format itself, which stand in every record: that one is a word of a text says nothing."""

_BY_PROGRAM = ("at", "tool", "action", "batch", "reverses", "before", "after")
"""Members of an event that a program makes, and in which whoever writes one by hand can write what they like."""
_MADE = re.compile(r"dhrcurate \S+|[-\d:.TZ]+|(?:sha256:)?[0-9a-f]+")

_MEMBER = re.compile(r'^[ \t]*([a-z_]+)[ \t]*=|^[ \t]*\[\[?([a-z_]+)\]|"([@a-z_]+)"[ \t]*:', re.MULTILINE)


def without_own_names(text: str) -> str:
    """TOML or JSON as it is written, without the names of members that are the format's own."""
    return _MEMBER.sub(_unless_own, text)


def _unless_own(member: re.Match[str]) -> str:
    return "" if member[member.lastindex or 0] in _OWN_NAMES else member[0]


@dataclass(frozen=True)
class Secret:
    """Texts that are to be taken out, wherever they stand as whole words and as a reader sees them.

    Attributes:
        texts: The texts.
        digests: Digests of values that hold one of them, which would let it be guessed.
    """

    texts: frozenset[Sought]
    digests: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Secret:
        """A secret of texts as they were written.

        Raises:
            UnusableError: If there is no text, or one that shows nothing.
        """
        found = frozenset(map(Sought.of, texts))
        if not found or not all(text.signs for text in found):
            raise UnusableError("there is no text to look for")
        return cls(found)

    def stands_in(self, text: str, name: str = "") -> bool:
        """True if a text holds one of the texts as whole words, in whatever form it may be meant to be read.

        Args:
            text: The text.
            name: The name of the file that holds it, which tells its format; empty for a value.
        """
        read = map(Read, readings(text, name))
        return any(one.stands_in(reading) for reading in read for one in self.texts)

    def is_held_by(self, leaf: Any) -> bool:
        """True if a leaf holds one of the texts or one of the digests; a number if it is one of them."""
        if isinstance(leaf, str):
            return leaf in self.digests or self.stands_in(leaf)
        return not isinstance(leaf, bool) and any(one.is_all_of(Read(str(leaf))) for one in self.texts)

    def names(self, name: str) -> bool:
        """True if the name of a member holds one of the texts; the format's own names say nothing of anybody."""
        return name not in _OWN_NAMES and self.stands_in(name)

    def places(self, value: Any, where: str = "") -> Iterator[str]:
        """Where a value holds it: JSON Pointers, of a member too whose name is none of the format's and holds it."""
        if isinstance(value, Mapping):
            for name, inner in value.items():
                place = where + pointer(str(name))
                if self.names(str(name)):
                    yield place
                yield from self.places(inner, place)
        elif isinstance(value, list | tuple):
            for at, inner in enumerate(value):
                yield from self.places(inner, f"{where}/{at}")
        elif value is not None and self.is_held_by(value):
            yield where


def with_digests(secret: Secret, trail: Trail, *, page: str | None) -> Secret:
    """A secret together with the digests of all values of a trail that held it.

    Args:
        secret: The secret.
        trail: The trail.
        page: The digest of the source page that the record keeps now, which does not hold it; every other may.
    """
    found = set(secret.digests)
    for event in trail.events:
        for change in event.changes:
            for side in (change.old, change.new):
                found |= _digests(secret, side)
                found |= {named for named in _pages(change.path, side) if named.removeprefix(_SHA256) != page}
    for head in trail.heads:
        for event, data in states(lineage(trail, trail.by_id(head))):
            for path in {p for c in event.changes for p in _wholes(c.path)}:
                value = get(data, path)
                if isinstance(value, Mapping) and next(secret.places(value), None) is not None:
                    found |= _digest(value)
                    found |= _digest({name: value[name] for name in _PUBLISHED if name in value})
    return replace(secret, digests=frozenset(found))


def _pages(path: str, value: Any) -> Iterator[str]:
    """The digests of pages in a value: that of the record's own, and those of the extractions."""
    if path == _PAGE or _PAGE.startswith(f"{path}/"):
        named = below(value, parts(_PAGE[len(path) :]))
        yield from [named] if isinstance(named, str) else ()
    where = parts(path)
    if where[:1] == [EXTRACTIONS] or not where:
        entries = value.get(EXTRACTIONS) if not where and isinstance(value, Mapping) else value
        for leaf_path, leaf in leaves_below(entries, path):
            if parts(leaf_path)[-1] == "source" and isinstance(leaf, str):
                yield leaf


def _wholes(path: str) -> Iterator[str]:
    """The table that a path leads into, and the entry."""
    where = parts(path)
    if len(where) > 1:
        yield pointer(where[0]) if where[0] not in KEYED else pointer(*where[:2])


def _digests(secret: Secret, value: Any) -> set[str]:
    """The digests of a value, and of the values in it, as far as they hold a secret."""
    if next(secret.places(value), None) is None:
        return set()
    found = _digest(value)
    if isinstance(value, Mapping):
        found |= _digest({name: value[name] for name in _PUBLISHED if name in value})
        inner: Iterable[Any] = value.values()
    else:
        inner = value if isinstance(value, list) else ()
    return found.union(*(_digests(secret, each) for each in inner))


def _digest(value: Any) -> set[str]:
    try:
        return {digest(value)}
    except NotCanonicalError:
        return set()


@dataclass(frozen=True, slots=True)
class Blanked:
    """A trail without a secret.

    Attributes:
        events: Its events.
        redacts: What was taken out, for the event that says so.
        kept: Notes and reasons that still hold it, because version 1 wrote them in clear into the ids.
    """

    events: tuple[Event, ...]
    redacts: tuple[Redacted, ...]
    kept: tuple[str, ...] = ()


def blanked(trail: Trail, secret: Secret) -> Blanked:
    """Takes a secret out of every change and note of a trail.

    Raises:
        RefusedError: If it stands where it cannot be taken out, with each of these places.
    """
    stuck = list(dict.fromkeys(_stuck(trail.events, secret)))
    if stuck:
        raise RefusedError(f"it cannot be taken out where a name or an id is made of it: {'; '.join(stuck)}")
    events: list[Event] = []
    redacts: list[Redacted] = []
    for event in trail.events:
        changes = list(event.changes)
        for index, change in enumerate(changes):
            held = tuple(place for place, leaf in leaves(change) if secret.is_held_by(leaf))
            held += tuple(_maps_naming(change, secret))
            if held:
                changes[index] = change.without(held)
                redacts.append(Redacted(event.id, index, changes[index].left))
        made = replace(event, changes=tuple(changes))
        if event.v > 1 and event.note_redacted is None and secret.stands_in(event.note):
            made = made.without_note()
            redacts.append(Redacted(event.id))
        events.append(made)
    return Blanked(tuple(events), tuple(redacts), tuple(_in_clear(trail.events, secret)))


def _maps_naming(change: Change, secret: Secret) -> Iterator[str]:
    """The tables of a change of which a member's own name holds a secret, below `/old` or `/new`."""
    for side, value in zip(SIDES, (change.old, change.new), strict=True):
        for where, members in _maps(value, pointer(side), *parts(change.path)[-1:]):
            if any(map(secret.names, members)):
                yield where


def names_within(change: Change) -> Iterator[str]:
    """The names from outside that members of a change's values have."""
    for value in (change.old, change.new):
        yield from outside_names(value, *parts(change.path)[-1:])


def outside_names(value: Any, called: str = "") -> Iterator[str]:
    """The names from outside that members of a value have.

    Args:
        value: The value.
        called: The name under which it stands.
    """
    for _, members in _maps(value, "", called):
        yield from (name for name in map(str, members) if name not in _OWN_NAMES)


def _maps(value: Any, where: str, called: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables in a value whose members have names from outside, with their JSON Pointers.

    Args:
        value: The value.
        where: Its JSON Pointer.
        called: The name under which it stands; an entry of a list has none.
    """
    if isinstance(value, Mapping):
        if called in _MAPS:
            yield where, value
            return
        for name, inner in value.items():
            yield from _maps(inner, where + pointer(str(name)), str(name))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _maps(inner, f"{where}/{at}")


def _stuck(events: Sequence[Event], secret: Secret) -> Iterator[str]:
    """Where a secret stands in what the ids of events cover in clear, or in what names a value."""
    for event in events:
        here = f"of the event {event.id[:12]}"
        if secret.stands_in(event.by):
            yield f"the name of who signed ({here[3:]})"
        for name in _BY_PROGRAM:
            made = getattr(event, name)
            if made is not None and not _MADE.fullmatch(made) and made not in ACTIONS and secret.stands_in(made):
                yield f"the {name} {here}"
        if event.v > 1 and next(secret.places(event.because), None) is not None:
            yield f"the code {here}"
        for change in event.changes:
            names = [name for name in parts(change.path) if name not in _OWN_NAMES]
            if secret.stands_in(" ".join(names)) or any(map(secret.stands_in, names)):
                yield f"the path of a change {here}"
            elif _names_something(change, secret):
                yield f"the id or the name of an entry {here}"


def _in_clear(events: Sequence[Event], secret: Secret) -> Iterator[str]:
    for event in events:
        if event.v == 1 and (secret.stands_in(event.note) or next(secret.places(event.because), None) is not None):
            yield f"the reason of the event {event.id[:12]}, which version 1 wrote in clear"


def _names_something(change: Change, secret: Secret) -> bool:
    where = parts(change.path)
    for side in (change.old, change.new):
        for leaf_path, leaf in leaves_below(side, ""):
            below = [*where, *parts(leaf_path)]
            names = below[-1:] == ["id"] and len(below) == 1
            in_entry = len(below) == len((RECOMMENDATIONS, "key", "field")) and below[0] in KEYED
            if (names or ORDER in below or (in_entry and below[2] in _names(below[0]))) and secret.is_held_by(leaf):
                return True
        if any(map(secret.names, _member_names(side, *where[-1:]))):
            return True
    return False


def _names(entries: str) -> tuple[str, ...]:
    """The fields that name an entry in paths: what a document is called is no such name."""
    return ("sha256",) if entries == DOCUMENTS else NAMES


def _member_names(value: Any, called: str = "") -> Iterator[str]:
    """The names of all members in a value but for those of the tables that go as a whole."""
    if isinstance(value, Mapping):
        if called in _MAPS:
            return
        yield from map(str, value)
        for name, inner in value.items():
            yield from _member_names(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _member_names(inner)
