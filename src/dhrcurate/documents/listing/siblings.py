"""What stands in a list among recommendations that the record holds, and is surely one, whatever words it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.columns import LEAST_LETTERS, opens_list
from dhrcurate.documents.listing.held import Held, same_number
from dhrcurate.documents.listing.labels import mark_of, tidy
from dhrcurate.documents.listing.model import Listed, Part, text_of
from dhrcurate.documents.listing.sections import introduces
from dhrcurate.documents.listing.wishes import may_order, tells_in_front, wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_WORDS = 4
"""A recommendation has at least so many words."""
_HELD = 3
"""So many recommendations of the record show how a list sets its own."""
_SHARE = 0.6
"""So many of what is set alike must be the record's; else other things are set in that way, too."""
_GAP = 3
"""So many in a row may be lacking."""
_COUNTED = 6
"""The same, where their numbers go on from one to the next."""
_WISHED = 0.8
"""Where so many of the record's wish in so many words, the others do as well."""
_AGAIN = 60.0
"""Two texts with one number that are so much alike, in per cent, are one recommendation."""
_AROUND = 60
"""A list that the record holds something of goes on for no more blocks before or behind that."""
_FIGURE = re.compile(r"(?P<before>.*?)(?P<figure>\d{1,9})[a-z]?\W*")
"""A cell of numbers may hold anything, even more digits than Python turns into an integer."""
_STATES = re.compile(
    r"\W*(?:the|an?|this|these|that|those|it|they|he|she|we|there|some|many|most|few|all|no|both|his|her|their|its|our)\b",
    re.IGNORECASE,
)
"""How no order begins."""
_ALONE = re.compile(
    r"\W*(?:recommendation\s+|rec\.?\s*|no\.?\s*)?(?P<number>R?\d{1,3}(?:\.\d{1,3})*)\W*", re.IGNORECASE
)

Shape = tuple[object, ...]


@dataclass(slots=True)
class _Place:
    """Where a recommendation may begin.

    Attributes:
        block: The block.
        start: Where its text begins in it.
        number: Its number.
        item: What is listed there, by its place among all that is; `None` for nothing.
        told: Whether the record holds it.
        numbered: Whether it has the number that the record gives it.
        heading: The heading that it stands under, -1 for none.
    """

    block: int
    start: int
    number: str | None
    item: int | None
    told: bool
    numbered: bool
    heading: int


class _Set(NamedTuple):
    """What is set alike, in reading order.

    Attributes:
        places: The places.
        weak: Whether any paragraph of prose is set so.
    """

    places: list[_Place]
    weak: bool


def with_siblings(
    blocks: Sequence[Block], found: Sequence[Listed], held: Held, out: set[int], summary: set[int]
) -> list[Listed]:
    """Return what is listed, with what is surely a recommendation as those are that stand beside it and look like it.

    A number that lies between those of two recommendations of the record is proof; so is a place between two that are
    set in the same way, if few things else are.

    Args:
        blocks: The report.
        found: What is listed by its words, its labels and its place in a chapter or table.
        held: What the record holds.
        out: The blocks that are about other reviews.
        summary: The blocks of a summary of the report, which may say in fewer words what the report recommends.
    """
    items = list(found)
    if len(held) < _HELD:
        return items
    places = list(_places(blocks, items, held, out))
    if any(place.told and place.block not in summary for place in places):
        places = [place for place in places if place.block not in summary]
    told = [(place, _text(blocks, items, place)) for place in places if place.told]
    for one in _sets(blocks, places):
        for run in _runs(blocks, one):
            for place in _meant(blocks, items, one, run):
                if _is_again(_text(blocks, items, place), place, told):
                    continue
                if place.item is not None:
                    items[place.item] = replace(items[place.item], sure=True)
                else:
                    items.append(_made(blocks, items, run, place))
                    place.item = len(items) - 1
    return items


# How things are set


def _sets(blocks: Sequence[Block], every: Iterable[_Place]) -> list[_Set]:
    """What is set alike, if the record holds some of it: within one table, in the same place of several, or outside."""
    by_shape: dict[Shape, list[_Place]] = {}
    weak: dict[Shape, bool] = {}
    for place in every:
        for shape in _shapes(blocks, place):
            by_shape.setdefault(shape, []).append(place)
            weak[shape] = shape[-1] == "prose"
    return [
        _Set(places, weak[shape])
        for shape, places in by_shape.items()
        if _HELD <= sum(place.told for place in places) < len(places)
    ]


def _places(blocks: Sequence[Block], items: Sequence[Listed], held: Held, out: set[int]) -> Iterator[_Place]:
    begun: dict[int, list[int]] = {}
    for at, item in enumerate(items):
        begun.setdefault(item.parts[0].block, []).append(at)
    rest = {part.block for item in items for part in item.parts[1:]}
    listed = (item.parts[0].block for item in items if held.find(text_of(blocks, item.parts[:1])) is not None)
    told = {*listed, *(at for at, block in enumerate(blocks) if at not in begun and held.find(block.text) is not None)}
    low, high = min(told, default=0) - _AROUND, max(told, default=-1) + _AROUND
    heading = -1
    for at, block in enumerate(blocks[: max(high, 0)]):
        if block.kind == "heading":
            heading = at
        if at < low:
            continue
        for place in begun.get(at, ()):
            part = items[place].parts[0]
            number = items[place].number or (_number_above(blocks, at) if not part.start else None)
            yield _place(block, part, number, place, held, heading)
        if at not in begun and at not in rest and at not in out and len(block.text) >= LEAST_LETTERS:
            mark = mark_of(block)
            start = mark.end if mark else 0
            number = mark.number if mark else _number_above(blocks, at)
            yield _place(block, Part(at, start, len(block.text)), number, None, held, heading)


def _number_above(blocks: Sequence[Block], at: int) -> str | None:
    """The number in a line of its own right above a text."""
    above = blocks[at - 1] if at and blocks[at - 1].cell is None and blocks[at].cell is None else None
    alone = _ALONE.fullmatch(above.text) if above is not None else None
    return tidy(alone["number"]) if alone else None


def _place(block: Block, part: Part, number: str | None, item: int | None, held: Held, heading: int) -> _Place:
    told = held.find(block.text[part.start : part.end])
    numbered = told is not None and number is not None and same_number(number, told.number)
    above = -1 if heading == part.block else heading
    return _Place(part.block, part.start, number, item, told is not None, numbered, above)


def _shapes(blocks: Sequence[Block], place: _Place) -> Iterator[Shape]:
    """How something is set; what stands in a cell, in its table and as the same cell of other tables."""
    block = blocks[place.block]
    counted = _figure(place.number)
    pattern = (counted is not None and counted[0].count("."), place.number is None)
    if cell := block.cell:
        yield ("table", cell.table, cell.column, cell.columns)
        yield ("card", cell.row, cell.column, cell.columns, block.bold)
        return
    marked = place.start > 0 or bool(block.number) or block.kind != "paragraph" or block.box is not None
    prose = "" if marked or block.bold else "prose"
    yield (
        block.kind,
        block.level,
        block.bold,
        round(block.size, 1),
        block.box is None,
        pattern,
        place.start > 0,
        prose,
    )


def _figure(number: str | None) -> tuple[str, int] | None:
    """A number as what stands in front of its last figure and that figure; a letter is a figure, too."""
    if number is None:
        return None
    if len(number) == 1 and number.isalpha():
        return "", ord(number.casefold()) - ord("a") + 1
    mark = _FIGURE.fullmatch(number)
    return (mark["before"], int(mark["figure"])) if mark else None


# Which are lists


def _runs(blocks: Sequence[Block], one: _Set) -> Iterator[list[_Place]]:
    """The stretches of what is set alike that begin and end with what the record holds or what goes on from that."""
    told = [at for at, place in enumerate(one.places) if place.told]
    begin = end = told[0]
    for at in [*told[1:], len(one.places)]:
        if at < len(one.places) and _is_joined(blocks, one.places[end : at + 1]):
            end = at
            continue
        stretch = _stretched(blocks, one.places, begin, end)
        if _is_list(stretch):
            yield stretch
        begin = end = at


def _is_joined(blocks: Sequence[Block], places: Sequence[_Place]) -> bool:
    """Whether what lies between two recommendations of the record may be of the same list."""
    lacking = len(places) - 2
    if all(_follows(a, b) for a, b in pairwise(places)):
        return lacking <= _COUNTED
    first, *between, last = places
    if lacking > _GAP or (first.number is None) is not (last.number is None):
        return False
    return all(_is_near(blocks, first, one) or _is_near(blocks, last, one) for one in between)


def _stretched(blocks: Sequence[Block], places: Sequence[_Place], begin: int, end: int) -> list[_Place]:
    """A stretch with what goes on from its ends: by the numbers, or right beside it under the same heading."""
    first, last = begin, end
    while first > 0 and begin - first < _GAP and _goes_on(blocks, places[first - 1], places[first]):
        first -= 1
    while last + 1 < len(places) and last - end < _GAP and _goes_on(blocks, places[last], places[last + 1]):
        last += 1
    return list(places[first : last + 1])


def _goes_on(blocks: Sequence[Block], a: _Place, b: _Place) -> bool:
    if a.number is not None or b.number is not None:
        return _follows(a, b) and _figure(b.number) != ("", 1) and _is_near(blocks, a, b)
    one, other = blocks[a.block].cell, blocks[b.block].cell
    if one and other and one.table == other.table:
        return other.row - one.row <= max(1, one.rows)
    if a.heading == b.heading:
        return b.block - a.block <= 1
    return _is_near(blocks, a, b) and all(addressees.named_in(blocks[place.heading].text) for place in (a, b))


def _follows(a: _Place, b: _Place) -> bool:
    """Whether a number is the next one, or the first of the next part."""
    one, other = _figure(a.number), _figure(b.number)
    if one is None or other is None:
        return False
    return (one[0] == other[0] and other[1] == one[1] + 1) or other[1] == 1


def _is_near(blocks: Sequence[Block], one: _Place, other: _Place) -> bool:
    """Whether two places are under one heading, or under two of the same rank of which neither opens a chapter."""
    if one.heading == other.heading:
        return True
    low, high = sorted((one.heading, other.heading))
    if low < 0:
        return False
    before = blocks[low].text
    if not (opens_list(before) or addressees.named_in(before)) and _opens_between(blocks, low, high):
        return False  # what stands in front of the chapter of recommendations is another one
    ranks = [_rank(blocks[at]) for at in range(low, high + 1) if blocks[at].kind == "heading"]
    if any(rank > ranks[0] for rank in ranks):
        return False
    higher = any(blocks[at].kind == "heading" and _rank(blocks[at]) > ranks[0] for at in range(low))
    return higher or bool(addressees.named_in(blocks[high].text) and addressees.named_in(blocks[low].text))


def _opens_between(blocks: Sequence[Block], low: int, high: int) -> bool:
    return any(blocks[at].kind == "heading" and opens_list(blocks[at].text) for at in range(low + 1, high + 1))


def _rank(heading: Block) -> tuple[float, float]:
    return -heading.level if heading.level else -99.0, heading.size


def _is_list(stretch: Sequence[_Place]) -> bool:
    told = sum(place.told for place in stretch)
    return _HELD <= told < len(stretch) and told >= _SHARE * len(stretch)


# What is meant


def _meant(blocks: Sequence[Block], items: Sequence[Listed], one: _Set, run: Sequence[_Place]) -> Iterator[_Place]:
    """The places of a list at which it recommends what the record does not hold."""
    told = [place for place in run if place.told]
    wished = sum(wishes(_text(blocks, items, place)) for place in told) / len(told)
    counted = all(_follows(a, b) for a, b in pairwise(run))
    proved = counted and 3 * sum(place.numbered for place in told) >= 2 * len(told)
    for place in run:
        if place.told:
            continue
        text = _text(blocks, items, place)
        if len(letters(text)) < LEAST_LETTERS or len(text.split()) < _WORDS or addressees.is_body(text):
            continue
        if introduces(text):
            continue
        pointed = "." in (place.number or "")
        if (proved and not (pointed and tells_in_front(text))) or (
            not tells_in_front(text)
            and (may_order(text) or (wished < _WISHED and not one.weak and _STATES.match(text) is None))
        ):
            yield place


def _is_again(text: str, place: _Place, told: Sequence[tuple[_Place, str]]) -> bool:
    """Whether a place says in other words what the record has from another one with the same number."""
    return place.number is not None and any(
        other.number == place.number and fuzz.token_set_ratio(text.casefold(), said.casefold()) >= _AGAIN
        for other, said in told
    )


def _text(blocks: Sequence[Block], items: Sequence[Listed], place: _Place) -> str:
    if place.item is not None:
        return text_of(blocks, items[place.item].parts)
    return blocks[place.block].text[place.start :]


def _made(blocks: Sequence[Block], items: Sequence[Listed], run: Iterable[_Place], place: _Place) -> Listed:
    """What is recommended where nothing was listed, as those beside it are."""
    beside = next((items[one.item] for one in run if one.item is not None), None)
    text = Part(place.block, place.start, len(blocks[place.block].text))
    named = addressees.named_in(blocks[place.heading].text) if place.heading >= 0 else ()
    if beside is None:
        where = "table" if blocks[place.block].cell else "list"
        return Listed(place.number, (text,), named, where=where, run=max((one.run for one in items), default=-1) + 1)
    return replace(beside, number=place.number, parts=(text,), addressed=named, sure=True, opening="", titled=0)
