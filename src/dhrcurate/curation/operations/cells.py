"""The addressed-to cell split into agencies."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.curation.operations.common import changed, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.context import context_of
from dhrcurate.domain.edit import Data
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.domain.record import Record
from dhrcurate.rules.cells import odd_names, read_cell
from dhrcurate.rules.held import compared, is_spelt_out


def split_cell(data: Data, key: str, names: Names, context: Context) -> Proposal:
    """Splits a cell: each name in its canonical form if the register is sure of it, else as written.

    Args:
        data: The record's content.
        key: The recommendation.
        names: The register.
        context: The record's area and time.
    """
    from dhrcurate.rules.addressees.several import several_agencies  # noqa: PLC0415  # the first screen needs no rule

    cell = read_cell(row(data, key)["addressed_to"], names, context)
    agencies = list(dict.fromkeys(n.canonical or n.part.text for n in cell.names))
    return Proposal("edit", changed(data, key, {"agencies": agencies}), because={"rule": several_agencies.code})


def left_of_cell(data: Data, key: str, names: Names, context: Context) -> list[str]:
    """Return what a cell names and the agencies do not hold, as written; nothing where there are no agencies.

    Args:
        data: The record's content.
        key: The recommendation.
        names: The register.
        context: The record's area and time.
    """
    rec = row(data, key)
    return left_of(str(rec.get("addressed_to") or ""), rec.get("agencies") or (), names, context)


def left_of(cell: str, agencies: Sequence[str], names: Names, context: Context) -> list[str]:
    """Return what a cell names and some agencies do not hold, as written; nothing where there are no agencies."""
    if not agencies or not cell.strip() or is_spelt_out(cell, agencies):
        return []
    odd = odd_names(agencies, names, context)
    left, _ = compared(read_cell(cell, names, context), agencies, names, context, odd)
    return list(dict.fromkeys(name.text for name in left))


def open_in(cell: str, agencies: Sequence[str], *, names: Names, context: Context) -> list[str]:
    """Return the names of a cell that some agencies leave open, as written; all of them where there are none."""
    if agencies:
        return left_of(cell, agencies, names, context)
    return list(dict.fromkeys(part.text for part in names.split(cell, context).parts))


def left_in(record: Record, names: Names) -> dict[str, OpenNames]:
    """Return what the cells of a record name and its agencies do not hold, by key, where they hold anything."""
    context = context_of(record.review)
    found = {}
    for each in record.recommendations:
        if left := left_of(each.addressed_to, each.agencies, names, context):
            found[each.key] = OpenNames(each.addressed_to, each.agencies, tuple(left))
    return found
