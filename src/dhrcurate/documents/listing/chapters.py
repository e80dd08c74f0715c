"""The recommendations of a chapter: under labels, behind numbers, letters or bullets, or in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.labels import BULLET, LETTERED, Mark, is_in_series, mark_of, series
from dhrcurate.documents.listing.model import Listed, Part, text_of
from dhrcurate.documents.listing.paragraph_numbers import number_end
from dhrcurate.documents.listing.sections import Section, introduces, is_label
from dhrcurate.documents.listing.wishes import (
    first_sentence,
    plainly_wishes,
    recommending,
    tells,
    tells_in_front,
    wishes,
)
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_REFERS = re.compile(r"(?:this|these|it|they|such)\b", re.IGNORECASE)
"""How a paragraph begins that goes on with what the one before it wishes."""
_MOST = 0.75
"""A list in which so many items wish something is one of recommendations, whatever the others say."""
_SHORT = 12
"""So few letters are no recommendation."""


@dataclass(slots=True)
class Item:
    """A recommendation that is being read.

    Attributes:
        number: Its number.
        parts: What is known of its text.
        addressed: Whom the heading above names.
        where: `label` or `list`.
        label: The block with its label.
        closed: Whether what follows is no longer its text.
        stemmed: Whether it ends a sentence that begins above it: `The Trust should:`.
    """

    number: str | None
    parts: list[Part]
    addressed: tuple[str, ...]
    where: str
    label: Block | None = None
    closed: bool = False
    stemmed: bool = False


def items_of(blocks: Sequence[Block], section: Section) -> list[Listed]:
    """Return the recommendations of a chapter, in reading order."""
    inside = [at for at in section.blocks if blocks[at].cell is None]
    marks = {at: mark for at in inside if (mark := mark_of(blocks[at])) is not None}
    heading = addressees.named_in(blocks[section.opening].text) if blocks[section.opening].kind == "heading" else ()
    if any(is_label(blocks[at]) for at in inside):
        return list(under_labels(blocks, inside, heading))
    kind = _kind(blocks, inside, marks)
    if kind != "number" and (ordered := series(blocks, inside)):
        kind, marks = "letter", marks | ordered
    if kind is None:
        return list(_paragraphs(blocks, inside, heading, pure=section.pure))
    return _judged(blocks, list(_marked(blocks, inside, marks, kind, heading)), pure=section.pure)


def _kind(blocks: Sequence[Block], inside: Sequence[int], marks: dict[int, Mark]) -> str | None:
    """By what the recommendations of a chapter are told from one another."""
    listed = {
        kind: [at for at in inside if at in marks and marks[at].kind == kind and _may_be_item(blocks[at], marks[at])]
        for kind in ("number", "letter", "bullet")
    }
    leads = [at for at in listed["number"] if blocks[at].text.endswith(":")]
    wishing = [at for at in listed["number"] if at not in leads and wishes(blocks[at].text)]
    is_list = wishing or len(leads) >= 2 or len(listed["letter"]) + len(listed["bullet"]) < 2
    if (len(listed["number"]) >= 2 or (listed["number"] and len(inside) <= 4)) and is_list:
        return "number"
    if len(listed["letter"]) >= 2 and marks[listed["letter"][0]].number in {"a", "i"}:
        return "letter"
    return "bullet" if listed["bullet"] else None


def _may_be_item(block: Block, mark: Mark) -> bool:
    """Whether a mark begins an item; in headings numbers number chapters."""
    if mark.kind == "letter" and is_in_series(block.text):
        return True  # it stands among others in order
    return block.kind != "heading" or mark.kind == "bullet" or (block.bold and len(block.text) - mark.end > 60)


def under_labels(blocks: Sequence[Block], inside: Sequence[int], heading: tuple[str, ...] = ()) -> Iterator[Listed]:
    """Yield the recommendations that stand behind or below their labels."""
    item: Item | None = None
    label = 0
    in_front = _named_in_front(blocks, inside, {at for at in inside if is_label(blocks[at])})
    for at in inside:
        block = blocks[at]
        if at in in_front:
            yield from finished(blocks, item)
            item, heading = None, in_front[at]
        elif is_label(block):
            yield from finished(blocks, item)
            mark = mark_of(block)
            assert mark is not None
            parts = [Part(at, mark.end, len(block.text))] if block.text[mark.end :].strip() else []
            item, label = Item(mark.number, parts, heading, "label", block), at
        elif block.kind == "heading" and not _belongs(blocks, item, block):
            yield from finished(blocks, item)
            item, heading = None, addressees.named_in(block.text)
        elif item and not item.closed:
            start = number_end(blocks, at, label)
            if _belongs(blocks, item, replace(block, text=block.text[start:]) if start else block):
                item.parts.append(Part(at, start, len(block.text)))
            else:
                item.closed = True
    yield from finished(blocks, item)


def _named_in_front(
    blocks: Sequence[Block], inside: Sequence[int], starts: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Return whom blocks name that say no more, as `Addressed to: the Trust`; none if they stand behind the texts.

    The first of them shows where they stand: in front of every text, or behind one.
    """
    found = {at: said for at in inside if (said := addressees.behind(blocks[at].text))}
    named: dict[int, tuple[str, ...]] = {
        at: (body,) for at, (start, body) in found.items() if start == 0 and at not in starts
    }
    return named if named and starts and min(named) < min(starts) else {}


def _belongs(blocks: Sequence[Block], item: Item | None, block: Block) -> bool:
    """Whether a block goes on with the text under a label."""
    if item is None or item.label is None or item.closed:
        return False
    label = item.label
    if label.box is not None:
        if block.box != label.box and block.box is not None and item.parts and _over_page(blocks, item, block):
            item.label = label = replace(label, box=block.box)  # a frame that goes on at the top of the next page
        if not item.parts and block.box is not None:
            item.label = label = replace(label, box=block.box)  # a card with the label in a row of its own
        return block.box == label.box or (block.box is not None and addressees.names_only(block.text))
    if not item.parts:
        return block.kind != "heading" or (block.bold and block.size <= label.size * 1.05)
    if block.box is not None:
        return False
    if block.kind == "item" or LETTERED.match(block.text):
        return True
    if addressees.behind(block.text):
        return True
    if block.kind == "heading":
        return False
    if _is_title(blocks, item):
        return True
    titled = item.parts[0].block != item.parts[-1].block and _is_title(blocks, replace(item, parts=item.parts[:1]))
    noted = not wishes(text_of(blocks, item.parts))
    if (titled or noted or _REFERS.match(block.text)) and plainly_wishes(block.text) and not tells(block.text):
        return True
    return _goes_on(blocks[item.parts[-1].block], block)


def _over_page(blocks: Sequence[Block], item: Item, block: Block) -> bool:
    """Whether a block on a later page goes on with a text, after its last words or with a further item."""
    last = blocks[item.parts[-1].block]
    later = bool(last.pages and block.pages) and last.pages[-1] < block.pages[0]
    return later and (_goes_on(last, block) or block.kind == "item")


def _is_title(blocks: Sequence[Block], item: Item) -> bool:
    """Whether all that is known of a text is a title, so that the text itself follows."""
    if len(item.parts) != 1:
        return False
    text = text_of(blocks, item.parts).strip()
    return len(text) < 100 and not text.endswith((".", ";")) and not wishes(text)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a block is the rest of a text: a list that it announces, an item, or words in mid-sentence."""
    end = before.text.rstrip()[-1:]
    return end in {":", ";", ",", "–"} or end.isalpha() or block.text[:1].islower()


def _marked(
    blocks: Sequence[Block], inside: Sequence[int], marks: dict[int, Mark], kind: str, heading: tuple[str, ...]
) -> Iterator[Listed]:
    """The recommendations behind marks of one kind."""
    item: Item | None = None
    stemmed = False
    tabled = any(blocks[at].kind == "heading" and addressees.HEAD.search(blocks[at].text) for at in inside[:4])
    in_front = _named_in_front(blocks, inside, marks)
    for place, at in enumerate(inside):
        block, mark = blocks[at], marks.get(at)
        if at in in_front:
            yield from finished(blocks, item)
            item, heading, stemmed = None, in_front[at], False
        elif mark is not None and mark.kind == kind and _may_be_item(block, mark):
            yield from finished(blocks, item)
            item = Item(mark.number, [Part(at, mark.end, len(block.text))], heading, "list", stemmed=stemmed)
        elif (stem := addressees.stem_of(block.text)) is not None and (
            kind == "letter" or block.kind == "heading" or _opens_items(inside[place + 1 :], marks, kind)
        ):
            yield from finished(blocks, item)
            item, heading, stemmed = None, stem, True
        elif block.kind == "heading" and not (mark and mark.kind == "letter") and not _is_in_text(blocks, item, block):
            yield from finished(blocks, item)
            item, heading, stemmed = None, addressees.named_in(block.text), False
        elif item and tabled and _is_beside(blocks[item.parts[0].block], block):
            item.addressed = item.addressed or addressees.named_in(block.text)
        elif item and not item.closed:
            if _is_rest(blocks, item, at, kind):
                item.parts.append(Part(at, number_end(blocks, at, item.parts[0].block), len(block.text)))
            else:
                item.closed = True
    yield from finished(blocks, item)


def _is_in_text(blocks: Sequence[Block], item: Item | None, block: Block) -> bool:
    """Whether what was read as a heading is a part of a text: its last words, or whom it asks."""
    if item is None or item.closed:
        return False
    if addressees.names_only(block.text):
        return True
    last = blocks[item.parts[-1].block]
    end = last.text.rstrip()[-1:]
    return not block.bold and not last.bold and (end.isalnum() or end == ",") and block.text[-1:] in {".", ";"}


def _opens_items(behind: Sequence[int], marks: dict[int, Mark], kind: str) -> bool:
    """Whether what follows is an item of the list."""
    return bool(behind) and (mark := marks.get(behind[0])) is not None and mark.kind == kind


def _is_rest(blocks: Sequence[Block], item: Item, at: int, kind: str) -> bool:
    """Whether a block without such a mark goes on with the item before it."""
    block, last, first = blocks[at], blocks[item.parts[-1].block], blocks[item.parts[0].block]
    if _is_beside(first, block):
        return False
    if (block.kind == "item" or BULLET.match(block.text)) and kind != "bullet":
        return True
    if LETTERED.match(block.text) or addressees.behind(block.text):
        return True
    if last.text.rstrip()[-1:] in {":", ",", ";", "–"} or last.text.rstrip()[-1:].isalnum():
        return True
    inner = [stretch.box.x0 for stretch in first.stretches[1:2]]
    here = [stretch.box.x0 for stretch in block.stretches[:1]]
    outer = [stretch.box.x0 for stretch in first.stretches[:1]]
    if inner and here and outer and inner[0] > outer[0] + 5:
        return here[0] > inner[0] - 4
    return False


def _is_beside(first: Block, block: Block) -> bool:
    """Whether a block stands to the right of another, as in the next column of a table without rules."""
    if not (first.stretches and block.stretches):
        return False
    here = block.stretches[0].box
    same = [one.box for one in first.stretches if one.box.page == here.page]
    return bool(same) and here.x0 >= max(box.x1 for box in same) - 2 and here.y1 > min(box.y0 for box in same)


def _judged(blocks: Sequence[Block], found: list[Listed], *, pure: bool) -> list[Listed]:
    """The items of a list; in one of recommendations alone an item is one though it does not wish in so many words."""
    texts = [text_of(blocks, one.parts) for one in found]
    wishing = sum(wishes(text) for text in texts)
    listed = pure and 2 * wishing >= len(found)
    whole = pure and wishing >= _MOST * len(found)
    return [
        replace(
            one,
            sure=_ends_stem(one, text)
            or plainly_wishes(text)
            or whole
            or (pure and wishes(text))
            or (listed and not tells(text)),
        )
        for one, text in zip(found, texts, strict=True)
    ]


def _ends_stem(item: Listed, text: str) -> bool:
    """Whether a text is what somebody named above it should do."""
    return item.stemmed and not tells_in_front(text)


def _paragraphs(
    blocks: Sequence[Block], inside: Sequence[int], heading: tuple[str, ...], *, pure: bool
) -> Iterator[Listed]:
    """The paragraphs of a chapter without marks that wish something."""
    for at in inside:
        block = blocks[at]
        if block.kind == "heading":
            heading = addressees.named_in(block.text)
            continue
        if wishes(block.text) and not introduces(block.text):
            for start, stop in recommending(block.text):
                item = Item(None, [Part(at, start, stop)], heading, "list")
                sure = pure and plainly_wishes(first_sentence(block.text[start:stop]))
                yield from (replace(one, sure=sure, loose=True) for one in finished(blocks, item))


def _take_title(blocks: Sequence[Block], item: Item) -> None:
    """Take a body that stands behind a label, above the text, for whom it asks: `Recommendation 4: the Trust`."""
    if item.where != "label" or len(item.parts) < 2 or not item.parts[0].start:
        return
    block, start, end = item.parts[0]
    title = blocks[block].text[start:end]
    if _is_title(blocks, Item(None, item.parts[:1], (), "label")) and (named := addressees.named_in(title)):
        item.addressed, item.parts = named, item.parts[1:]


def finished(blocks: Sequence[Block], item: Item | None) -> Iterator[Listed]:
    """Yield the item that was being read, its addressee set apart, if there is one and it is a recommendation."""
    if item is None or not item.parts:
        return
    _take_title(blocks, item)
    addressed = item.addressed
    for part in tuple(item.parts):
        said = blocks[part.block].text[part.start : part.end]
        if len(item.parts) > 1 and addressees.names_only(said):
            addressed = (addressees.behind(said) or (0, ""))[1:]
            item.parts.remove(part)
    last = item.parts[-1]
    behind = addressees.behind(blocks[last.block].text, last.start, last.end)
    if behind and (behind[0] > last.start or len(item.parts) > 1):
        addressed = (behind[1],)
        if behind[0] > last.start:
            item.parts[-1] = Part(last.block, last.start, behind[0])
        else:
            item.parts.pop()
    first, opening = item.parts[0], ""
    if before := addressees.before(blocks[first.block].text, first.start, first.end):
        addressed = (before[1],)
        item.parts[0] = Part(first.block, before[0], first.end)
        opening = ":" if blocks[first.block].text[: before[0]].rstrip().endswith(":") else ")"
    whole = text_of(blocks, item.parts)
    if len(letters(whole)) < _SHORT or (item.where != "label" and introduces(whole)):
        return
    sure = item.where == "label" or wishes(whole)
    yield Listed(item.number, tuple(item.parts), addressed, sure, item.where, opening=opening, stemmed=item.stemmed)
