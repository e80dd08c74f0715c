"""Decisions about names: what the records get, and what the register remembers."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.curation.naming.agencies import Scope
from dhrcurate.curation.naming.deciding import NameDecision, decide_group, decide_name
from dhrcurate.curation.naming.register import remember, remembered
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.record import Record
from dhrcurate.storage.folder import REGISTER_ID
from fake_names import FakeNames
from rule_cases import record_data

NAMES = FakeNames()


def record(*cells: str) -> Record:
    rows = [{"addressed_to": cell, "agencies": []} for cell in cells]
    return Record.model_validate(record_data({"recommendations": rows}))


def test_a_decision_for_the_library_is_remembered_and_a_narrower_one_is_not() -> None:
    everywhere = decide_name("GPs", "GP practices", Scope.LIBRARY)
    preview = everywhere.preview([record("GPs", "GPs")], NAMES)
    proposals = everywhere.proposals(preview, {})
    assert len(preview.changes) == 2
    row = {"written": "GPs", "means": ["GP practices"]}
    assert proposals[REGISTER_ID].edits == (Edit("/resolved", None, [row]),)
    assert REGISTER_ID not in everywhere.proposals(preview, {"resolved": [row]})
    here = decide_name("GPs", "GP practices", Scope.RECORD, ("exampleton-2023-06", "r001"))
    assert REGISTER_ID not in here.proposals(here.preview([record("GPs")], NAMES), {})


def test_a_name_that_stays_as_it_is_written_needs_no_remembering() -> None:
    decision = decide_name("GPs", "GPs", Scope.LIBRARY)
    assert REGISTER_ID not in decision.proposals(decision.preview([record("GPs")], NAMES), {})


def test_a_group_of_names_changes_each_recommendation_once_and_is_remembered_where_asked() -> None:
    group = decide_group(["GPs", "Doctors"], "GP practices")
    preview = group.preview([record("GPs", "Doctors")], NAMES)
    assert [change.new for change in preview.changes] == [("GP practices",)] * 2
    assert REGISTER_ID not in group.proposals(preview, {})
    kept = NameDecision(("GPs", "Doctors"), ("GP practices",), Scope.LIBRARY, remembered=True, csp="Exampleton")
    (edit,) = kept.remembering({}).edits
    assert [row["written"] for row in edit.new] == ["Doctors", "GPs"]
    assert {row["where"]["csp"] for row in edit.new} == {"Exampleton"}


def test_what_is_remembered_for_an_area_replaces_that_of_the_area_in_other_capitals() -> None:
    first = remember({}, "Police", ["Exampleshire Police"], "Safer Exampleton").edits[0].new
    (edit,) = remember({"resolved": first}, "Police", ["Borderland Police"], "SAFER EXAMPLETON").edits
    assert [row["means"] for row in edit.new] == [["Borderland Police"]]
    assert remembered({"resolved": edit.new}, "police", "Safer Exampleton")
    assert not remembered({"resolved": edit.new}, "Police", "Borderton")


def test_what_is_remembered_everywhere_replaces_what_was_for_areas_and_tells_what_that_was() -> None:
    first = remember({}, "Police", ["Exampleshire Police"], "Exampleton").edits[0].new
    rows = {"resolved": remember({"resolved": first}, "Police", ["Borderland Police"], "Borderton").edits[0].new}
    decision = decide_name("police", "Borderland Police", Scope.LIBRARY)
    assert decision.gives_up(rows) == {"Exampleton": ("Exampleshire Police",)}
    assert decision.remembering(rows).edits[0].new == [{"written": "police", "means": ["Borderland Police"]}]
    assert not replace(decision, csp="Exampleton").gives_up(rows)
