"""The sections of recommendations of one page, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.lists.section import Section
from dhrcurate.importers.model import Row


def without_cut_lists(found: Sequence[tuple[int, Section]]) -> list[tuple[int, Section]]:
    """The sections without those that begin in the middle of a list whose numbers another section has read.

    Such a section takes "iii." for a word, as its list does not begin there, and so cannot see where it ends.

    Args:
        found: The sections, each with the place of its heading, in the page's order.
    """
    kept: list[tuple[int, Section]] = []
    numbered: set[str] = set()  # the texts of rows with a number
    for at, section in found:
        if numbered.isdisjoint(_plain(row).partition(" ")[2] for row in section.rows if not row.number):
            kept.append((at, section))
        numbered |= {_plain(row) for row in section.rows if row.number}
    return kept


def put_together(found: Sequence[tuple[int, Section]], best: Section) -> Iterator[Row]:
    """The rows of the longest section, and those of other plain sections that are not in it, in the page's order.

    A section that begins inside the longest one has fewer of its items, and may not see where the list ends.
    """
    behind = " ".join(best.left.casefold().split())
    said = {_plain(row) for row in best.rows}
    last = max((natural_key(row.number) for row in best.rows if row.number), default=())
    for _, section in found:
        if section is best:
            yield from section.rows
        elif section.plain:
            for row in section.rows:
                text, key = _plain(row), natural_key(row.number or "")
                if behind and text == behind:
                    break
                further = last < key and len(last) == len(key)  # the same words again, for another body
                if further or said.isdisjoint(
                    {text, text.partition(" ")[2]}
                ):  # without "iii.", which is no number here
                    said.add(text)
                    last = key if further else last
                    yield row


def unread_headings(sections: Sequence[Section], best: Section, above: Sequence[str] = ()) -> list[str]:
    """What to tell of headings beside those that name a body, which say whose recommendations are below in other words.

    Where no heading names a body, they are of themes, or of those who made the recommendations.

    Args:
        sections: The sections that were taken.
        best: The longest of them.
        above: What stands above such headings and may name a body.
    """
    said = {_plain(row) for row in best.rows}
    further = [one for one in sections if one is best or any(_plain(row) not in said for row in one.rows)]
    named = any(section.over for section in further)
    unread = [*above, *(section.unread for section in further if named and section.unread)]
    return [f"left out who recommendations may be for: “{text[:90]}”" for text in unread]


def _plain(row: Row) -> str:
    return " ".join(row.text.casefold().split())
