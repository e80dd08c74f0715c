"""The addressed-to cell split into agencies."""

from __future__ import annotations

from dhrcurate.curation.operations.common import changed, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.edit import Data
from dhrcurate.rules.addressees.several import several_agencies
from dhrcurate.rules.cells import read_cell


def split_cell(data: Data, key: str, names: Names, context: Context) -> Proposal:
    """Splits a cell: each name in its canonical form if the register is sure of it, else as written.

    Args:
        data: The record's content.
        key: The recommendation.
        names: The register.
        context: The record's area and time.
    """
    cell = read_cell(row(data, key)["addressed_to"], names, context)
    agencies = list(dict.fromkeys(n.canonical or n.part.text for n in cell.names))
    return Proposal("edit", changed(data, key, {"agencies": agencies}), because={"rule": several_agencies.code})
