"""The parts of a report: its chapters of recommendations, its summary, and what is about other reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dhrcurate.documents.listing.about_report import is_about_report
from dhrcurate.documents.listing.addressees import named_in
from dhrcurate.documents.listing.labels import mark_of
from dhrcurate.documents.listing.wishes import INTRODUCES, speaks_of_them, wishes
from dhrcurate.documents.model import Block

_HEADING = re.compile(r"\b(?:recommendations?|argymhell(?:iad|ion))\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:implement\w*|progress|previous|earlier|prior|other reviews?|past|response to|status of|about this"
    r"|national reviews?"
    r"|similar|published reviews?|serious case reviews?|how we)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:previous|earlier|prior|past|published|similar)\b|\bnational reviews?\b|\bother (?:reviews?"
    r"|inquiries|reports?)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\A(?:(?:\d[\d.]*|[A-Z]\.?|[IVX]+\.?)\s+)?(?:appendi|annex|glossary|references|bibliography|action plan"
    r"|abbreviation"
    r"|acknowledg|contents"
    r"|terms of reference|response\b|agency comments|matters for|conclusion|dissemination|concluding"
    r"|membership|postscript"
    r"|closing|background|methodology|statement|atodiad|cynllun gweithredu|geirfa|cydnabod|casgliad|cefndir)",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\b(?:conclusion|finding|lesson|learning|observation|analysis|discussion)", re.IGNORECASE)
"""A chapter whose heading names more than recommendations holds texts that are none."""
_SUMMARY = re.compile(
    r"\A(?:(?:\d[\d.]*|[A-Z]\.?|[IVX]+\.?)\s+)?(?:the\s+)?(?:executive\s+|short\s+|report\s+)?summary\b(?!.{40})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)")


_PLURAL = re.compile(r"\b(?:recommendations|argymhellion)\b", re.IGNORECASE)
_TOLD_OF = re.compile(
    r"(?:(?:to|and|or|&)\s+\d|(?:is|are|was|were|has|have|had|can|relates?|refers?|concerns?|appl(?:y|ies)|above|below)\b)"
)
"""What stands behind a number where a sentence is about that recommendation: `Recommendations 5 to 9 have been`."""


class Section(NamedTuple):
    """A chapter that lists recommendations, or what follows a sentence that announces some.

    Attributes:
        blocks: Its blocks, without the heading.
        pure: Whether its heading names recommendations and nothing else.
        opening: The heading or sentence that opens it.
    """

    blocks: range
    pure: bool
    opening: int


def is_label(block: Block) -> bool:
    """Whether a block begins with the label of one recommendation, and not with a sentence about some."""
    mark = mark_of(block)
    if mark is None or mark.kind != "label" or _TOLD_OF.match(block.text, mark.end):
        return False
    plural = _PLURAL.search(block.text, 0, mark.end) is not None
    return not plural or (mark.number is not None and not block.text[mark.end : mark.end + 1].isdigit())


def sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Yield the chapters under a heading that names recommendations, in reading order."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if not _opens(block):
            at += 1
            continue
        end = at + 1
        while end < len(blocks) and not _closes(blocks, at, end):
            end += 1
        if _ELSEWHERE.search(block.text) is None:
            yield Section(range(at + 1, end), _MIXED.search(block.text) is None, at)
        at = end


def announced(blocks: Sequence[Block], taken: set[int]) -> Iterator[Section]:
    """Yield the lists that a sentence outside of these chapters announces."""
    for at, block in enumerate(blocks):
        if at in taken or block.cell is not None or not INTRODUCES.search(block.text):
            continue
        if _ELSEWHERE.search(block.text):
            continue
        end = at + 1
        while end < len(blocks) and end not in taken and _is_listed(blocks[end]):
            end += 1
        if end - at > 2:
            yield Section(range(at + 1, end), True, at)


def _is_listed(block: Block) -> bool:
    return block.cell is None and block.kind != "heading" and (mark_of(block) is not None or block.kind == "item")


def _opens(block: Block) -> bool:
    return (
        block.kind == "heading"
        and len(block.text) < 120
        and _HEADING.search(block.text) is not None
        and not is_label(block)
        and not wishes(block.text)
    )


def _closes(blocks: Sequence[Block], opening: int, at: int) -> bool:
    """Whether a heading is no longer within the chapter that another one opens."""
    first, block = blocks[opening], blocks[at]
    if block.kind != "heading" or is_label(block):
        return False
    closing = _CLOSING.match(block.text) is not None
    if first.level and block.level:
        return block.level < first.level or (block.level == first.level and not _is_sub(first, block)) or closing
    if block.size > first.size * 1.03 or (block.size >= first.size * 0.97 and not _is_sub(first, block)):
        return not (block.size <= first.size * 1.03 and not closing and named_in(block.text))
    return closing


def _is_sub(opening: Block, block: Block) -> bool:
    """Whether a heading of the same rank is within the chapter: its number goes on from the chapter's."""
    numbers = [_NUMBER.match(f"{one.number} {one.text}".strip()) for one in (opening, block)]
    if numbers[0] and numbers[1]:
        return numbers[1][1].startswith(numbers[0][1] + ".")
    if _CLOSING.match(block.text):
        return False
    return _HEADING.search(block.text) is not None or not (opening.size or opening.level)


def summaries(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks of the chapters that sum up the report."""
    found: set[int] = set()
    rank: tuple[float, int] | None = None
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            if rank is not None and _ends(rank, block):
                rank = None
            if rank is None and _SUMMARY.match(block.text):
                rank = block.size, block.level
        if rank is not None:
            found.add(at)
    return found if len(found) < 0.5 * len(blocks) else set()


def _ends(rank: tuple[float, int], block: Block) -> bool:
    size, level = rank
    if level and block.level:
        return block.level <= level
    return block.size >= size * 0.97


def about_others(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks under a heading about the recommendations of other reviews."""
    found: set[int] = set()
    rank: tuple[float, int] | None = None
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            if rank is not None and _ends(rank, block):
                rank = None
            if rank is None and _is_about_others(block):
                rank = block.size, block.level
        if rank is not None:
            found.add(at)
    return found


def _is_about_others(block: Block) -> bool:
    text = block.text
    return (
        _HEADING.search(text) is not None
        and re.search(r"\b(?:reviews?|inquir|reports?|dhrs?|scrs?|previous|earlier)\b", text, re.IGNORECASE) is not None
        and _OTHERS.search(text) is not None
        and not is_label(block)
    )


def introduces(text: str) -> bool:
    """Whether a text announces recommendations, or speaks of them, and is none."""
    return speaks_of_them(text) or INTRODUCES.search(text) is not None or is_about_report(text)
