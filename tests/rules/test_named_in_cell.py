"""A printed name within the longer name of another body is not that of the cell."""

from __future__ import annotations

import pytest

from dhrcurate.rules.documents.named_in_cell import is_said
from rule_cases import record_context, record_data

COMMISSIONER = "Exampleshire Police and Crime Commissioner"


@pytest.mark.parametrize(
    ("cell", "printed", "said"),
    [
        (COMMISSIONER, "Exampleshire Police", False),
        (f"{COMMISSIONER} | Exampleshire Police", "Exampleshire Police", True),
        ("Exampleshire  Police", "exampleshire police", True),
        ("Exampleshire Police Family Unit", "Exampleshire Police", True),
        ("Exampleshire Police, Exampleton Refuge", "Exampleshire Police", True),
        ("Exampleshire Police", "Exampleshire Police and Crime Commissioner", False),
        ("Borderland Police", "Exampleshire Police", False),
    ],
)
def test_a_name_is_said_where_no_other_body_is_meant_by_its_words(cell: str, printed: str, *, said: bool) -> None:
    register = [{"name": COMMISSIONER, "kind": "police-commissioner"}]
    table = {"register": register, "recommendations": [{"addressed_to": cell}]}
    context = record_context(table, record_data(table))
    (r,) = context.recommendations
    assert is_said(printed, cell, context.cell(r), [printed]) is said
