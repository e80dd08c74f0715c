"""A fast way to the places in a file with a plain layout, as nearly all have.

Parsing a file by its grammar costs as much as reading and checking it; a few searches find what a finding needs.
Any other layout (dotted or quoted keys, arrays within arrays, a value within an inline table) is left to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dhrcurate.domain import edit
from dhrcurate.domain.edit import ORDER

NAMES = tuple(name.encode() for name in edit.NAMES)
"""The keys by which a path names an element, the first one that it has."""

_COMMENT = rb"[ \t]*+(?:#[^\n]*+)?+\r?\n"
_BASIC = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_LITERAL = rb"'[^'\n]*+'"
_LONG_BASIC = rb'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""(?!")'
_LONG_LITERAL = rb"'''[^']*+(?:'(?!'')[^']*+)*+'''(?!')"
_ARRAY = rb"\[[^\[\]\"'#{]*+(?:(?:" + _BASIC + rb"|" + _LITERAL + rb"|#[^\n]*+)[^\[\]\"'#{]*+)*+\]"
_INLINE = rb"\{[^{}\n\"'#]*+(?:(?:" + _BASIC + rb"|" + _LITERAL + rb")[^{}\n\"'#]*+)*+\}"
_SCALAR = rb"[^\s\"'\[{#][^\s#]*+(?:[ ][0-9][^\s#]*+)?+"
_VALUE = b"|".join([_LONG_BASIC, _LONG_LITERAL, _BASIC + rb'(?!")', _LITERAL + rb"(?!')", _ARRAY, _INLINE, _SCALAR])
_PAIR_SOURCE = rb"[ \t]*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+(" + _VALUE + rb")" + _COMMENT
_PAIR = re.compile(_PAIR_SOURCE, re.DOTALL)
_BLANK = re.compile(_COMMENT)
_HEADER = rb"[ \t]*+(\[\[?)[ \t]*+([A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+)[ \t]*+(\]\]?)" + _COMMENT
_PLAIN_PAIR = _PAIR_SOURCE.replace(b"([A-Za", b"(?:[A-Za").replace(b"(" + _VALUE + b")", b"(?:" + _VALUE + b")")
_AFTER = re.compile(rb"[ \t]*+\[|\Z")
"""What follows a whole block: a header, or the end."""
_BLOCK = re.compile(rb"(?:" + _HEADER + rb")?+(?:" + _PLAIN_PAIR + rb"|" + _COMMENT + rb")*+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A range of bytes.

    Attributes:
        start: Offset of the first byte.
        end: Offset after the last byte.
        is_value: Whether it holds a value, and not a header.
    """

    start: int
    end: int
    is_value: bool


@dataclass(eq=False)
class _Block:
    """A header and its pairs, or the part above the first header.

    Attributes:
        spot: The header.
        body: Offset of the line after the header.
        end: Offset after the block.
        inner: Tables and arrays of tables within it.
        known: Bounds of the values of its pairs read so far, by key.
        unread: The pairs not read yet, once the first one was asked for.
    """

    spot: Spot
    body: int
    end: int
    inner: dict[str, _Block | list[_Block]]
    known: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    unread: Iterator[bytes] | None = None


@dataclass(slots=True)
class _Named:
    """The elements of an array of tables by name, the first one of each name, as far as they were read.

    Attributes:
        first: The elements.
        count: How many of the array were read.
    """

    first: dict[bytes, _Block] = field(default_factory=dict)
    count: int = 0


class Scan:
    """The blocks of a file with a plain layout, taken apart as far as the places that were asked for.

    Args:
        raw: Its bytes, without a BOM.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw if raw.endswith(b"\n") else raw + b"\n"
        self._names: dict[int, _Named] = {}
        self._root = _Block(Spot(0, 0, is_value=False), 0, 0, {})
        self._at = 0
        self._is_plain = True
        self._take_next()

    def find(self, path: list[str]) -> Spot | None:
        """The place of a value, or of what would contain it; `None` if only the grammar can tell."""
        here, rest = self._root, list(path)
        while rest:
            name = rest.pop(0)
            value = self._value(here, name)
            if value is not None:
                inside = rest and self._raw[value.start : value.start + 1] in (b"{", b"[")
                return None if inside else value
            while name not in here.inner and self._take_next():
                pass
            inner = here.inner.get(name)
            if inner is None:
                break
            if isinstance(inner, list):
                if not rest:
                    return inner[0].spot
                found = self._element(inner, rest.pop(0))
                if found is None:
                    return None
                inner = found
            here = inner
        return here.spot if self._is_plain else None

    def _take_next(self) -> bool:
        """Takes one more block off the file; `False` at its end, and where it is not plain."""
        at, raw = self._at, self._raw
        if at >= len(raw) or not self._is_plain:
            return False
        found = _BLOCK.match(raw, at)
        self._is_plain = bool(found and found.end() > at and _AFTER.match(raw, found.end()) and self._put(found))
        self._at = found.end() if found else at
        return self._is_plain

    def _put(self, found: re.Match[bytes]) -> bool:
        """Puts a block into its table; `False` if that is not plain."""
        opening, header, closing = found.groups()
        if not opening:
            self._root.end = found.end()
            return found.start() == 0
        spot = Spot(found.start(1), found.end(3), is_value=False)
        block = _Block(spot, self._raw.index(b"\n", found.end(3)) + 1, found.end(), {})
        path = header.decode().split(".")
        return len(opening) == len(closing) and _hang(self._root, path, block, is_element=len(opening) > 1)

    def _value(self, block: _Block, name: str) -> Spot | None:
        # Each pair is read once, however many findings ask for one: a block may hold a hundred thousand.
        bounds = self._bounds(block, name.encode())
        return Spot(*bounds, is_value=True) if bounds else None

    def _bounds(self, block: _Block, wanted: bytes) -> tuple[int, int] | None:
        found = block.known.get(wanted)
        if found is None:
            block.unread = block.unread or self._read(block)
            if wanted in block.unread:  # reads as far as that
                found = block.known[wanted]
        return found

    def _read(self, block: _Block) -> Iterator[bytes]:
        """The keys of a block, each once its value is known."""
        at = block.body
        while at < block.end:
            found = _PAIR.match(self._raw, at)
            if found is not None:
                key = found.group(1)
                block.known[key] = found.span(2)
                yield key
            else:
                found = _BLANK.match(self._raw, at)
                if found is None:
                    return
            at = found.end()

    def _element(self, elements: list[_Block], wanted: str) -> _Block | None:
        named = self._names.setdefault(id(elements), _Named())
        name = wanted.encode()
        while name not in named.first:
            if named.count < len(elements):
                element = elements[named.count]
                named.count += 1
                if (own := self._name(element)) is not None:
                    named.first.setdefault(own, element)
            elif not self._take_next():
                break
        if (found := named.first.get(name)) is not None:
            return found
        if not self._is_plain or wanted == ORDER or not wanted.isdecimal() or int(wanted) >= len(elements):
            return None
        return elements[int(wanted)]

    def _name(self, element: _Block) -> bytes | None:
        """The name of an element in a path: the first of `NAMES` that it has."""
        for key in NAMES:
            if bounds := self._bounds(element, key):
                return self._raw[bounds[0] + 1 : bounds[1] - 1]
        return None


def _hang(root: _Block, path: list[str], block: _Block, *, is_element: bool) -> bool:
    """Puts a block where its header says; `False` if that is not plain."""
    here = root
    for name in path[:-1]:
        inner = here.inner.get(name)
        if inner is None:
            return False
        here = inner[-1] if isinstance(inner, list) else inner
    last = path[-1]
    if not is_element:
        return here.inner.setdefault(last, block) is block
    array = here.inner.setdefault(last, [])
    if isinstance(array, list):
        array.append(block)
    return isinstance(array, list)
