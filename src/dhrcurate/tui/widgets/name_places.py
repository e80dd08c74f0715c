"""The places where a name is written, each with how its recommendation begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dhrcurate.domain.number import natural_key
from dhrcurate.domain.visible import clean
from dhrcurate.review.workspace import Workspace
from dhrcurate.tui.widgets.cursor_list import cell
from dhrcurate.tui.widgets.text_view import Block

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Use

_TITLE = 30
"""The most cells of a review's title beside how its recommendation begins."""


def places_of(uses: Sequence[Use], workspace: Workspace) -> Iterator[Block]:
    """Draw a line per place, in the order of records and numbers: the review, the number, how the text begins."""
    rows = {(r.record, r.key): r for record in {use.record_id for use in uses} for r in workspace.rows_of(record)}
    places = []
    for use in uses:
        row = rows.get((use.record_id, use.key))
        title = workspace.summary(use.record_id).title or use.record_id
        number, label = (row.number, row.label) if row is not None else ("", "")
        places.append((use, clean(title), clean(number or use.key), clean(label)))
    places.sort(key=lambda place: (place[0].record_id, natural_key(place[2])))
    titles = min(_TITLE, max((cell_len(title) for _, title, _, _ in places), default=0))
    numbers = max((cell_len(number) for _, _, number, _ in places), default=0)
    for use, title, number, label in places:
        numbered = cell(Content.styled(number, "muted"), numbers)
        yield Block(
            Content.assemble(cell(Content(title), titles), "  ", numbered, "  ", label),
            indent=2,
            hang=Content.styled("·", "pending") if use.open else Content.styled("✓", "accepted"),
            choice=f"open:{use.record_id}#{use.key}",
            wrap=False,
        )
