"""What is added from a report stands where the report prints it, in formats without pages too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.edit import apply
from dhrcurate.domain.evidence import DocumentFacts
from dhrcurate.domain.record import Record
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.left_out import not_extracted, several_passages
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


ASKS = (
    "The panel asks the Partnership to publish what each agency has done.",
    "The panel asks the Partnership to train those who answer the telephone.",
    "The panel asks the Partnership to hold an event for staff in the spring about leaving home at short notice.",
    "The panel asks the Partnership to write to each landlord, so that every tenant has a number to call at night.",
)
TITLES = ("Reporting", "Training of staff", "A learning event", "Landlords")


@pytest.mark.parametrize("between", [" ", "\n"])
def test_what_is_added_or_divided_has_its_title_apart_as_its_neighbours_have(between: str) -> None:
    rows = [
        {"number": "1", "title": TITLES[0], "text": ASKS[0]},
        {"number": "2", "title": TITLES[1], "text": ASKS[1]},
        {"number": "3", "title": "Learning", "text": f"{ASKS[2]} {ASKS[3]}"},
    ]
    found = fixed(rows, between, upto=4)
    assert [(r["number"], r["title"], r["text"]) for r in found] == [
        (str(at), title, text) for at, (title, text) in enumerate(zip(TITLES, ASKS, strict=True), 1)
    ]
    assert [r["title"] for r in fixed(rows[:2], between, upto=3)] == [*TITLES[:3]]


def test_a_text_without_a_title_keeps_all_its_words() -> None:
    rows = [{"number": str(at), "text": text} for at, text in enumerate(ASKS[:2], 1)]
    added = fixed(rows, " ", upto=3)[-1]
    assert ("title" in added, added["text"]) == (False, f"{TITLES[2]} {ASKS[2]}")


def fixed(rows: list[dict[str, Any]], between: str, *, upto: int) -> list[dict[str, Any]]:
    """The recommendations after what the report has besides was added, and what it has as several divided."""
    blocks = [Block("heading", "Recommendations", bold=True, size=14)]
    for at, (title, text) in enumerate(list(zip(TITLES, ASKS, strict=True))[:upto], 1):
        parts = [f"{at}. {title} {text}"] if between == " " else [f"{at}. {title}", text]
        blocks += [Block("paragraph", words, size=11) for words in parts]
    data = record_data({"recommendations": rows})
    for _ in range(2):
        record = Record.model_validate(data)
        facts = DocumentFacts("d" * 64, "overview-report", "report.docx")
        wanted = [Wanted(r.key, r.number or "", r.title or "", r.text) for r in record.recommendations]
        evidence = evidence_of([(facts, Report(tuple(blocks)))], wanted)
        context = RuleContext(record, FakeNames(), date(2026, 12, 1), data, evidence=evidence)
        for finding in [*not_extracted.check(context), *several_passages.check(context)][:1]:
            assert finding.fix is not None
            data = apply(data, finding.fix.edits)
    found: list[dict[str, Any]] = data["recommendations"]
    return found


def test_of_hundreds_that_were_left_out_the_first_are_told_and_the_others_counted() -> None:
    printed = [Block("heading", "Recommendations", bold=True, size=14)]
    printed += [
        Block(
            "paragraph", f"{at}. The Trust should review ward {at} and tell the Board of it.", place=f"paragraph {at}"
        )
        for at in range(1, 261)
    ]
    data = record_data({"recommendations": [{"text": printed[1].text[3:], "number": "1"}]})
    evidence = evidence_of([(DocumentFacts("d" * 64, "other", "report.docx"), Report(tuple(printed)))], [])
    waived = evidence.not_extracted[-1]
    data["waivers"] = [
        {
            "rule": "DHR805",
            "reason": "it is an example",
            "by": "A",
            "at": "2026-12-01T10:00:00Z",
            "about": f"sha256:{waived.digest}",
        }
    ]
    record = Record.model_validate(data)
    context = RuleContext(record, FakeNames(), date(2026, 12, 1), data, evidence=evidence)
    found = list(not_extracted.check(context))

    assert [one.about for one in found].count(None) == 1
    assert len(found) == 202
    assert "59 further recommendations" in found[0].message
    assert found[-1].about == f"sha256:{waived.digest}"
