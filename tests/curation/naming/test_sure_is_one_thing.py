"""What a safe fix writes, what `agencies resolve` writes and what is shown as sure are the same."""

from __future__ import annotations

from functools import cache

import pytest
from benchmarks.cells import Made, Name, by_resolve, by_safe_fixes, record_of

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.naming.agencies import names_of, resolve
from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import NO_BODIES, Context, Decision
from dhrcurate.domain.record import Record

NOBODY = Name("", frozenset(), "")
REVIEW = {"csp": "Kent", "year_of_death": 2016, "published": "2020"}


@cache
def names() -> Matcher:
    return Matcher(load())


def _record(*cells: str) -> dict[str, object]:
    data = record_of(Made("", "", (NOBODY, NOBODY), 2, REVIEW))
    (row,) = data["recommendations"]
    data["recommendations"] = [
        {**row, "key": f"r{at:03d}", "number": str(at), "addressed_to": cell} for at, cell in enumerate(cells, 1)
    ]
    return data


@pytest.mark.parametrize("kind", sorted(NO_BODIES))
def test_an_entry_that_is_no_body_is_never_sure(kind: str) -> None:
    cells = [entry.name for entry in names().entries() if entry.kind == kind]
    data = _record(*cells)
    assert [r["agencies"] for r in by_safe_fixes(data, names())["recommendations"]] == [[]] * len(cells)
    assert [r["agencies"] for r in by_resolve(data, names())["recommendations"]] == [[]] * len(cells)
    for context in (Context(), Context(csp="Kent")):
        assert [cell for cell in cells if names().suggest(cell, context).decision is Decision.MATCH] == []
        assert [cell for cell in cells if any(offer.safe for offer in offers_for(cell, names(), context))] == []


CELLS = (
    "Kent Police", "Kent Constabulary", "KCC", "Kent CC", "Kent Councils", "MARAC Steering Group", "Steering group",
    "Kent Police | Home Office", "Kent Police | MARAC", "Kent Police; KCC", "Police", "The CCG", "SSP", "Women's Aid",
    "Kent Police | Kent Constabulary", "Kent Police | ", "Probation Service", "Kent Probation", "Somebody",
    "All agencies", "c/o MARAC", "Housing", "Home Secretary", "Kent Police and Essex Police",
)  # fmt: skip


def test_fixes_and_resolving_and_the_signs_of_the_interface_agree() -> None:
    data = _record(*CELLS)
    fixed = [r["agencies"] for r in by_safe_fixes(data, names())["recommendations"]]
    resolved = [r["agencies"] for r in by_resolve(data, names())["recommendations"]]
    assert dict(zip(CELLS, fixed, strict=True)) == dict(zip(CELLS, resolved, strict=True))
    assert sum(map(bool, fixed)) > 4
    records = [Record.model_validate(data)]
    context = next(use.context for name in names_of(records, names()) for use in name.uses)
    for cell, agencies in zip(CELLS, fixed, strict=True):
        if "|" in cell or ";" in cell or " and " in cell:
            continue
        assert [offer.name for offer in offers_for(cell, names(), context) if offer.safe] == agencies, cell
        (name,) = names_of([Record.model_validate(_record(cell))], names())
        assert name.sure == bool(agencies), cell


def test_cells_that_resolving_leaves_are_told_with_the_reason() -> None:
    rows = _record("Kent Police", "MARAC", "KCC", "Somebody | Kent Police")
    preview = resolve([Record.model_validate(rows)], names())
    assert {place.name: why for place, why in preview.skipped.items()} == {
        "2": "“MARAC” is no agency",
        "3": "only the review's place or time tells what “KCC” means",
        "4": "“Somebody” is not decided yet",
    }
