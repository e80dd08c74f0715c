"""The list of written names, each with how often it is undecided and what it means or may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dhrcurate.domain.agency import Decision
from dhrcurate.domain.visible import clean
from dhrcurate.tui.glyphs import CURSOR, SURE, UNREGISTERED
from dhrcurate.tui.widgets.cursor_list import CursorList, cell

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Name
    from dhrcurate.curation.naming.clustering import Cluster


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row: a name, or a group of names (then `name` is `None`).

    Attributes:
        name: The name.
        cluster: The group that the name belongs to, or that the row is.
        left_out: Whether the name is left out of its group.
        waiting: For a group, in how many recommendations its names are undecided; those left out do not count.
    """

    name: Name | None
    cluster: Cluster | None = None
    left_out: bool = False
    waiting: int = 0


def grouped(clusters: Sequence[Cluster], left_out: frozenset[str], words: Sequence[str] = ()) -> Iterator[NameRow]:
    """Yield the rows of some groups: each group, then its names.

    Args:
        clusters: The groups.
        left_out: Keys of the names that are left out of their group.
        words: Words that the group's agency or the name must have; a group without such a name is not shown.
    """
    for cluster in clusters:
        whole = has_words(words, cluster.proposed or "")
        shown = [name for name in cluster.members if whole or has_words(words, name.written, *name.decided)]
        if not shown:
            continue
        yield NameRow(None, cluster, waiting=waiting_in(n for n in cluster.members if n.key not in left_out))
        for name in shown:
            yield NameRow(name, cluster, name.key in left_out)


def waiting_in(names: Iterable[Name]) -> int:
    """Return in how many recommendations some names are undecided."""
    return len({(use.record_id, use.key) for name in names for use in name.uses if use.open})


def has_words(words: Sequence[str], *texts: str) -> bool:
    """Return whether texts have every word, in whatever case."""
    folded = " ".join(texts).casefold()
    return all(word in folded for word in words)


_WIDE = 60
"""Cells above which there is room for a second column."""
_GUTTER, _COUNTS = 4, 9


def _columns(width: int) -> tuple[int, int]:
    """Return the cells of a name, and of what it means: none where that would hide the name."""
    room = width - _GUTTER - _COUNTS - 1
    return (room // 2, room - room // 2 - 2) if room > _WIDE else (room, 0)


class NameList(CursorList[NameRow]):
    """Names, or groups with their names below them."""

    def heads(self, width: int) -> Content:
        """Draw the heads: the name, what it means, in how many recommendations it is undecided."""
        written, meaning = _columns(width)
        means = Content.assemble("  ", cell(Content("what it means"), meaning)) if meaning else Content("")
        counts = cell(Content("open/all"), _COUNTS, right=True)
        return Content.assemble(" " * _GUTTER, cell(Content("as written"), written), means, counts, " ")

    def row_ink(self, row: NameRow, *, at_cursor: bool) -> str:
        """Return the ink of the cursor or of a group."""
        return "cursor" if at_cursor else "rule" if row.name is None else ""

    def line(self, row: NameRow, width: int, *, at_cursor: bool) -> Content:
        """Draw symbol, name, counts, and what it means."""
        edge = Content.styled(CURSOR, "key") if at_cursor else Content(" ")
        name = row.name
        if name is None:
            assert row.cluster is not None
            words = clean(row.cluster.proposed or "alike, but no agency is proposed")
            uses = cell(Content.styled(f"{row.waiting} open", "muted"), _COUNTS, right=True)
            return Content.assemble(edge, " ", cell(Content.styled(words, "strong"), width - 3 - _COUNTS), uses, " ")
        glyph, ink = _glyph(name, left_out=row.left_out)
        counts = cell(Content.styled(f"{name.open}/{len(name.uses)}", "muted"), _COUNTS, right=True)
        indent = "  " if row.cluster is not None else ""
        written, meaning = _columns(width)
        label = Content.styled(clean(name.written), "faint" if row.left_out else "plain")
        means = Content.assemble("  ", cell(_meaning(name), meaning)) if meaning else Content("")
        return Content.assemble(
            edge, " ", indent, Content.styled(glyph, ink), " ", cell(label, written - len(indent)), means, counts, " "
        )


def _glyph(name: Name, *, left_out: bool) -> tuple[str, str]:
    if left_out:
        return "✗", "faint"
    if not name.open:
        return (UNREGISTERED, "warning") if name.unregistered else ("✓", "accepted")
    if name.sure:
        return SURE, "key"
    return ("·", "pending") if name.suggestion.decision is Decision.NONE else ("?", "queried")


def _meaning(name: Name) -> Content:
    if name.decided:
        unknown = Content.styled("  in no register" if name.unregistered else "", "warning")
        return Content.assemble(", ".join(clean(n) for n in name.decided), unknown)
    best = name.suggestion.best
    if best is None or name.suggestion.decision is Decision.NONE:
        return Content.styled("—", "faint")
    if name.what:
        return Content.styled(clean(name.what), "muted")
    if best.name == name.written and not name.sure:
        return Content.styled("in the register as written", "muted")
    mark = "→ " if name.sure else "perhaps "
    return Content.assemble(Content.styled(mark, "muted"), Content.styled(clean(best.name), "muted"))
