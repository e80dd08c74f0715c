"""What is looked for in the reports of a record, and what is found of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dhrcurate.documents.listing import ITEM, LABEL
from dhrcurate.documents.listing.paragraph_numbers import number_end
from dhrcurate.documents.printed import Paper, Printed, Span
from dhrcurate.documents.stream import letters
from dhrcurate.domain.evidence import Role


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that a curator chose.

    Attributes:
        document: The SHA-256 of the document, hexadecimal.
        pages: Its pages, from 1.
        quote: Its words.
    """

    document: str
    pages: tuple[int, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recommendation of the record that is looked for.

    Attributes:
        key: Its key.
        number: Its number.
        title: Its title, empty if it has none.
        text: Its text.
        pinned: Where a curator found it.
        addressed: Whom it asks, as written.
    """

    key: str
    number: str = ""
    title: str = ""
    text: str = ""
    pinned: Pin | None = None
    addressed: str = ""


@dataclass(slots=True, eq=False)
class Spot:
    """A place of a report that has a text, or nearly.

    Attributes:
        paper: The report.
        spans: The words.
        printed: The recommendation that the report prints there.
        role: What it is to the text.
        exact: Whether it has the words of the text and no others.
        pinned: Whether a curator chose it.
    """

    paper: Paper
    spans: tuple[Span, ...]
    printed: Printed | None = None
    role: Role = Role.MAIN
    exact: bool = False
    pinned: bool = False

    @property
    def text(self) -> str:
        """Its words, the paragraphs as lines."""
        if self.printed is not None and self.spans == self.printed.spans:
            return self.printed.text
        return "\n".join(self.paper.stream.text(first, last) for first, last in self.spans)

    def numbered(self, *, numbers: bool) -> str:
        """Its words with the numbers in front of its paragraphs, or without them."""
        blocks = self.paper.report.blocks
        parts = [part for span in self.spans for part in self.paper.stream.parts(*span)]
        begins = [number_end(blocks, block) for block, *_ in parts]
        if not any(begins):
            return self.text
        lines = []
        for (block, start, end), begin in zip(parts, begins, strict=True):
            text = blocks[block].text
            at_front = not any(map(str.isalnum, text[begin:start]))
            lines.append(text[0 if numbers and at_front else max(start, begin if at_front else 0) : end])
        return "\n".join(lines)


@dataclass(slots=True)
class Found:
    """Where one text stands.

    Attributes:
        wanted: The text.
        spots: Its places, the main one first.
        alike: How near the nearest passage is, if none is the text's.
    """

    wanted: Wanted
    spots: list[Spot] = field(default_factory=list)
    alike: float = 0.0

    def with_role(self, *roles: Role) -> list[Spot]:
        """Return the places of some roles."""
        return [spot for spot in self.spots if spot.role in roles]


def wordings_of(wanted: Wanted) -> Iterable[str]:
    """The text as it may be printed, what is likeliest first."""
    plain = without_number(wanted.text)
    if wanted.title:
        yield f"{wanted.title} {plain}"
    yield wanted.text
    if plain != wanted.text:
        yield plain


def titles_of(wanted: Wanted) -> set[str]:
    """Return what may stand in front of a text in the same paragraph and is no part of it."""
    return {letters(wanted.title), letters(wanted.number + wanted.title), letters(wanted.number)} - {""}


def without_number(text: str) -> str:
    """The text without a printed number in front of it."""
    mark = LABEL.match(text) or ITEM.match(text)
    return text[mark.end() :] if mark and len(text) - mark.end() > 12 else text
