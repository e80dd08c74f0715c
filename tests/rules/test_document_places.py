"""What is added from a report stands where the report prints it, in formats without pages too."""

from __future__ import annotations

from datetime import date

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.edit import apply
from dhrcurate.domain.evidence import DocumentFacts
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.left_out import not_extracted
from fake_names import FakeNames
from rule_cases import TEXTS, record_data


@pytest.mark.parametrize("place", ["paragraph {}", "Plan!B{}"])
def test_what_was_left_out_is_added_in_its_place(place: str) -> None:
    printed = [Block("heading", "Recommendations", place=place.format(8), bold=True, size=14)]
    printed += [
        Block("paragraph", f"{at}. {text}", place=place.format(at + 8), size=11) for at, text in enumerate(TEXTS, 1)
    ]
    data = record_data({"recommendations": [{"text": TEXTS[at], "number": str(at + 1)} for at in (0, 1, 3, 5)]})
    for _ in range(2):
        record = Record.model_validate(data)
        facts = DocumentFacts("d" * 64, "overview-report", "report.docx")
        wanted = [Wanted(r.key, r.number or "", "", r.text) for r in record.recommendations]
        evidence = evidence_of([(facts, Report(tuple(printed)))], wanted)
        context = RuleContext(record, FakeNames(), date(2026, 12, 1), data, evidence=evidence)
        found = next(not_extracted.check(context))
        assert found.fix is not None
        data = apply(data, found.fix.edits)
    assert [r["number"] for r in data["recommendations"]] == ["1", "2", "3", "4", "5", "6"]
