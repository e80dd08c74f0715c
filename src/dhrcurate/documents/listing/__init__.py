"""The recommendations that a report itself prints: rows of tables, items of the chapters that list them, and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.documents.listing.chapters import items_of, under_labels
from dhrcurate.documents.listing.held import NOTHING, Held
from dhrcurate.documents.listing.labels import ITEM, LABEL, mark_of
from dhrcurate.documents.listing.model import Listed, Part, text_of
from dhrcurate.documents.listing.other_reviews import names_another
from dhrcurate.documents.listing.run_ins import with_run_ins
from dhrcurate.documents.listing.sections import about_others, announced, introduces, is_label, sections, summaries
from dhrcurate.documents.listing.siblings import with_siblings
from dhrcurate.documents.listing.tables import tables_of
from dhrcurate.documents.listing.wishes import RECOMMENDS, wishes
from dhrcurate.documents.model import Block


def listed(blocks: Sequence[Block], held: Held = NOTHING) -> list[Listed]:
    """Return the recommendations that a report prints, in reading order; one that is printed twice comes twice.

    Args:
        blocks: The report.
        held: What the record holds, by which it shows what the columns of tables are that no heading names.
    """
    summary, others = summaries(blocks), about_others(blocks)
    found: list[Listed] = []
    taken = set(others)
    for run, items in enumerate(_runs(blocks, taken, held)):
        elsewhere = bool(items) and names_another(blocks, items[0].parts[0].block)
        found.extend(
            replace(item, run=run, summary=item.parts[0].block in summary, elsewhere=elsewhere)
            for item in with_run_ins(blocks, items)
            if item.parts[0].block not in others
        )
    return sorted(with_siblings(blocks, found, held, others, summary), key=lambda one: one.parts[0])


def _runs(blocks: Sequence[Block], taken: set[int], held: Held) -> Iterator[list[Listed]]:
    """The tables, chapters and labels in turn, each without what the ones before it have."""
    has_list = False
    for rows in tables_of(blocks, held):
        taken.update(part.block for row in rows for part in row.parts)
        has_list = has_list or bool(rows)
        yield rows
    for section in sections(blocks):
        items = [item for item in items_of(blocks, section) if not any(part.block in taken for part in item.parts)]
        taken.update(section.blocks)
        has_list = has_list or bool(items)
        yield items
    for section in announced(blocks, taken):
        taken.update(section.blocks)
        # Beside a chapter or a table, what a sentence announces is a summary of it.
        yield [replace(item, sure=item.sure and not has_list) for item in items_of(blocks, section)]
    labelled = list(_labelled(blocks, taken))
    yield labelled
    if not has_list and not labelled:
        yield list(_within_text(blocks, taken))


def _labelled(blocks: Sequence[Block], taken: set[int]) -> Iterator[Listed]:
    """Recommendations under a printed label outside of the chapters, as in a frame or a bold quotation."""
    free = [at for at in range(len(blocks)) if at not in taken and blocks[at].cell is None]
    starts = [place for place, at in enumerate(free) if _is_printed_label(blocks[at])]
    if len(starts) < 2:
        return
    for start, stop in zip(starts, [*starts[1:], len(free)], strict=True):
        yield from list(under_labels(blocks, free[start:stop]))[:1]


def _within_text(blocks: Sequence[Block], taken: set[int]) -> Iterator[Listed]:
    """The sentences of a report without a list in which it recommends something."""
    for at, block in enumerate(blocks):
        if at in taken or block.cell is not None:
            continue
        mark = RECOMMENDS.search(block.text)
        if mark and wishes(block.text) and not introduces(block.text):
            yield Listed(None, (Part(at, mark.start(), len(block.text)),), sure=mark.start() == 0, loose=True)


def _is_printed_label(block: Block) -> bool:
    """Whether a label stands out: in a heading, in bold letters, or before a colon."""
    if not is_label(block):
        return False
    mark = mark_of(block)
    assert mark is not None
    return block.kind == "heading" or block.bold or block.text[: mark.end].rstrip().endswith(":")


__all__ = ["ITEM", "LABEL", "NOTHING", "Held", "Listed", "Part", "listed", "text_of"]
