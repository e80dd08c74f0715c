"""A document around a passage, with differences from the record marked word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from dhrcurate.domain.visible import clean, visible
from dhrcurate.tui.widgets.source_view import HEADING, PASSAGE, TURNED_TO, WITHIN
from dhrcurate.tui.widgets.text_view import Block

if TYPE_CHECKING:
    from dhrcurate.review.paper import Shown  # only where a document is shown

_NEAR, _ROW = 5, 70
"""A heading is near within so many rows of about so many characters."""


Mark = Literal["✓", "▲", "◆", "◇", ""]
"""How a passage stands: as in the record; perhaps contradicting it; held by no recommendation; perhaps none itself;
what the record was made of."""


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """The content of the view.

    Attributes:
        name: What the document is called.
        part: What is shown of it; `None` where there is nothing.
        told: Where and how it prints the focused recommendation.
        found: Whether it prints it.
        why: Why nothing is shown.
        turned: Whether it was turned to another place than the passage.
        sought: Whether anything was looked for in it.
        mark: How it is printed.
    """

    name: str
    part: Shown | None = None
    told: str = ""
    found: bool = False
    why: str = ""
    turned: bool = False
    sought: bool = True
    mark: Mark = "✓"


def document_blocks(shown: DocumentShown) -> Iterator[Block]:
    """Draw a document: its lines with the heads of pages, and the passage under a line that says how it stands."""
    part = shown.part
    if part is None:
        yield Block(Content.styled(clean(shown.name), "strong"))
        yield Block(Content.styled(clean(shown.why), "muted"))
        return
    wanted = part.anchor if shown.turned else -1
    if shown.turned and not part.passage:
        yield from _lines(part, 0, len(part.text), wanted, muted=False)
        return
    start = part.text.rfind("\n", 0, part.passage[0][0] if shown.turned else part.anchor) + 1
    if start:
        yield from _lines(part, 0, start - 1, wanted, muted=bool(part.passage))
    if _lies_far(part, start):
        under = " ".join(part.text[slice(*part.heading)].split())
        yield Block(Content.assemble(("under ", "muted"), Content(clean(under))), wrap=False, choice=HEADING)
    yield Block(_verdict(shown), choice=PASSAGE, ink="rule")
    yield from _lines(part, start, len(part.text), wanted, muted=False)


def _lies_far(part: Shown, start: int) -> bool:
    """Return whether the heading of a passage is so far above it that a small window cannot show both."""
    end = part.heading[1]
    return bool(end) and sum(1 + len(line) // _ROW for line in part.text[end:start].strip().split("\n")) > _NEAR


def _verdict(shown: DocumentShown) -> Content:
    part = shown.part
    if not shown.sought:
        return Content.styled(clean(shown.name), "strong")
    told = clean(shown.told) or "not found"
    if part is None or not shown.found:
        return Content.assemble(
            Content.styled(f"■ {told}", "warning"), Content.styled(f"  {clean(shown.name)}", "muted")
        )
    if not part.passage:
        return Content.styled(f"▲ {told}: the passage is not shown here, as its words are parted there", "warning")
    if not part.differences:
        ink = {"✓": "accepted", "": "muted"}.get(shown.mark, "warning")
        return Content.styled(f"{shown.mark} {told}".lstrip(), ink)
    return Content.assemble(
        Content.styled(f"▲ {told}: ", "warning"),
        Content.styled("‹only in the report›", "removed"),
        " ",
        Content.styled("⟦only in the record⟧", "added"),
    )


def _lines(part: Shown, start: int, end: int, wanted: int, *, muted: bool) -> Iterator[Block]:
    """The lines of a stretch; what is no part of the passage is muted."""
    first, last = (part.passage[0][0], part.passage[-1][1]) if part.passage else (0, 0)
    at = start
    while at < end:
        stop = part.text.find("\n", at, end)
        stop = end if stop < 0 else stop
        within = not muted and bool(part.passage) and at < last and stop > first
        choice = TURNED_TO if at <= wanted <= stop else WITHIN if within else ""
        if any(head[0] == at for head in part.heads):
            # The line that was turned to is the first of its page, and its page's head is to be seen above it.
            choice = TURNED_TO if at < wanted == stop + 1 else ""
            yield Block(Content.styled(visible(part.text[at:stop]), "key"), wrap=False, choice=choice)
        else:
            beside = muted or (bool(part.passage) and not within)
            choice = HEADING if (at, stop) == part.heading and not choice and not _lies_far(part, first) else choice
            yield Block(_line(part, at, stop, "muted" if beside else ""), choice=choice)
        at = stop + 1


def _line(part: Shown, start: int, end: int, ink: str) -> Content:
    """A line with its differences: the report's words, and at their place the record's."""
    pieces: list[Content] = []
    at = start
    for one in part.differences:
        begins = start <= one.at[0] <= end
        a, b = max(one.at[0], at), min(one.at[1], end)
        if a > b or (a == b and not begins):
            continue
        pieces.append(Content(visible(part.text[at:a])))
        if b > a:
            pieces.append(Content.styled(f"‹{visible(part.text[a:b])}›", "removed"))
        if one.record and begins:
            before, behind = part.text[max(start, b - 1) : b], part.text[b : b + 1]
            pieces.append(Content("" if before.isspace() and b == a else " "))
            pieces.append(Content.styled(f"⟦{visible(' '.join(one.record.split()))}⟧", "added"))
            pieces.append(Content(" " if behind.isalnum() else ""))
        at = b
    pieces.append(Content(visible(part.text[at:end])))
    line = Content("").join(pieces)
    return line.stylize(ink) if ink else line
