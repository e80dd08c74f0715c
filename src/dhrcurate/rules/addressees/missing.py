"""Cells without an addressee."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.addressees.shared import cell_path, undecided
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR201", "missing-addressee", Severity.ERROR)
def missing_addressee(context: RuleContext) -> Iterator[Finding]:
    """The addressed-to cell is empty, or says that there is no addressee.

    Why: nobody acts on a recommendation to nobody, and no search by agency finds it. The page often names the addressee
    elsewhere: in a heading above, in the text itself, or at the end of a line that was cut off.

    Before: `addressed_to = ""` and `agencies = []`

    After: `addressed_to = ""` and `agencies = ["Exampleshire Police"]`, read from the heading above.
    """
    for r, cell in undecided(context):
        if not cell.names:
            yield missing_addressee.finding("the addressee is missing", path=cell_path(r), about=r)
