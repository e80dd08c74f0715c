"""The free text of a record, joined."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.record import Record
from dhrcurate.rules.digit_runs import digit_runs
from dhrcurate.rules.free_text import FreeText
from rule_cases import record_data


@settings(deadline=None)
@given(st.text(max_size=80))
def test_digit_runs_are_what_a_regular_expression_finds(text: str) -> None:
    assert digit_runs(text) == [m.span() for m in re.finditer("[0-9]+", text)]


def test_every_place_leads_back_to_its_value() -> None:
    data = record_data(
        {
            "recommendations": [
                {"title": "First", "text": "One.", "note": "Seen."},
                {
                    "text": "Two.",
                    "addressed_to": "",
                    "waivers": [{"rule": "DHR201", "reason": "r", "by": "B", "at": "2026"}],
                },
            ]
        }
    )
    free_text = FreeText(Record.model_validate(data))
    at = 0
    for passage in free_text.passages:
        at = free_text.joined.index(passage.text, at)
        assert free_text.spot(at, at + len(passage.text)).words == passage.text
        at += len(passage.text)
    assert [p.path for p in free_text.passages][-4:] == [
        "/recommendations/r001/addressed_to",
        "/recommendations/r001/note",
        "/recommendations/r002/text",
        "/recommendations/r002/waivers/0/reason",
    ]


def test_a_curators_name_is_no_free_text() -> None:
    waiver = {"rule": "DHR110", "reason": "counted", "by": "Dr Curator", "at": "2026"}
    data = record_data({"waivers": [waiver], "curation": {"by": "Dr Curator"}})
    assert "Curator" not in FreeText(Record.model_validate(data)).joined
