"""Every field is read out and edited line by line as the table of fields says."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dhrcurate.curation.operations.facts import FACTS
from dhrcurate.curation.operations.fields import EDITABLE
from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, SOURCE, Kind
from plain_help import converse
from tui_help import RECORD, on_disk, write_record


def test_every_field_that_a_curator_may_set_is_edited_by_its_label(library: Path) -> None:
    converse(library, *(f"e {field.label} 2012" for field in EDITABLE.values()), "quit")
    stored = on_disk(library)["r001"]
    for name, field in EDITABLE.items():
        assert stored[name] == (["2012"] if field.kind is Kind.LIST else "2012")


def test_every_fact_that_a_curator_may_set_is_edited_by_its_label(library: Path) -> None:
    converse(library, "first", *(f"e {field.label} 2012" for field in FACTS.values()), "quit")
    stored = tomllib.loads((library / "exampleton-2023-06.toml").read_text(encoding="utf-8"))
    together = {**stored["review"], **stored["source"]}
    assert {str(together[name]) for name in FACTS} == {"2012"}


def test_what_is_listed_of_a_recommendation_is_read_out(library: Path) -> None:
    of_kind = {
        Kind.LIST: (["A", "B"], "A, B"),
        Kind.MAP: ({"A": "B", "C": "D"}, "A: B; C: D"),
        Kind.TABLE: ({"by": "x-3f9a01c2", "confidence": 0.5, "page": 3}, "confidence 0.5, page 3"),
    }
    listed = {field: of_kind.get(field.kind, ("A", "A")) for field in RECOMMENDATION if field.listed}
    values = {field.name: value for field, (value, _) in listed.items()}
    write_record(library, "exampleton-2023-06", [{**RECORD[0], **values}])
    talk = converse(library, "quit")
    assert {f"{field.label.capitalize()}: {words}" for field, (_, words) in listed.items()} <= set(talk.lines)


def test_what_is_known_of_the_review_has_the_labels_that_edit_takes(library: Path) -> None:
    facts = [field for field in FACTS.values() if field.listed]
    talk = converse(library, "first", *(f"e {field.label} 2012" for field in facts), "first", "d", "quit")
    for field in facts:
        assert f"{field.label[:1].upper()}{field.label[1:]}: 2012." in talk.lines
    assert all(field.listed for table in (REVIEW, SOURCE) for field in table if field.heading)
