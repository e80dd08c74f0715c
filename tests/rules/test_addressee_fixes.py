"""What must hold of every fix about addressees, whatever the cell says."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.edit import apply
from dhrcurate.domain.finding import Finding, Safety, Severity
from dhrcurate.domain.record import Record
from dhrcurate.rules.addressees.shared import shown
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from fake_names import REGISTER, FakeNames
from rule_cases import record_data

RULES = [r for r in all_rules() if r.code.startswith("DHR2")]
NAMES = FakeNames()
WRITTEN = [*(a.name for a in REGISTER), *(alias.name for a in REGISTER for alias in a.aliases), "EBC", "police"]
UNKNOWN = ["Exampleton Boxing Club", "the Trust", "Head of Housing", "", " ", "n/a", "Exampleshire Health & Care Trust"]

name = st.sampled_from(WRITTEN + UNKNOWN)
join = st.sampled_from([" | ", "|", "; ", "/", ", ", " and ", " & ", "\n", " ", "\u00a0|\u2003"])
cell = st.lists(st.tuples(name, join), min_size=1, max_size=4).map(
    lambda ps: "".join(n + j for n, j in ps).rstrip("/;&, ")
)
no_agencies: list[str] = []
agencies = st.one_of(st.just(no_agencies), st.lists(name.filter(str.strip), max_size=3))
row = st.fixed_dictionaries({"addressed_to": cell, "agencies": agencies})
review = st.sampled_from([{}, {"year_of_death": 2018, "published": "2021"}, {"csp": "Elsewhere"}])


def findings(data: dict[str, Any]) -> list[Finding]:
    context = RuleContext(record=Record.model_validate(data), names=NAMES, today=date(2026, 11, 22), data=data)
    return list(check_record(context, RULES))


@given(rows=st.lists(row, min_size=1, max_size=3), about=review)
@settings(max_examples=150, deadline=None)
def test_making_every_fix_ends_without_a_new_error_and_leaves_what_was_published(
    rows: list[dict[str, Any]], about: dict[str, Any]
) -> None:
    data = record_data({"recommendations": rows, "review": about})
    published = [r["addressed_to"] for r in data["recommendations"]]
    errors = {f.path for f in findings(data) if f.severity is Severity.ERROR}
    for _ in range(40):
        fixable = [f for f in findings(data) if f.fix]
        if not fixable:
            break
        assert fixable[0].fix
        data = apply(data, fixable[0].fix.edits)
    assert not [f for f in findings(data) if f.fix], "fixing never ends"
    assert {f.path for f in findings(data) if f.severity is Severity.ERROR} <= errors
    assert [r["addressed_to"] for r in data["recommendations"]] == published


@given(rows=st.lists(row, min_size=1, max_size=3), about=review)
@settings(max_examples=150, deadline=None)
def test_a_safe_fix_writes_only_names_of_the_register_that_existed_then(
    rows: list[dict[str, Any]], about: dict[str, Any]
) -> None:
    data = record_data({"recommendations": rows, "review": about})
    names = {a.name for a in REGISTER}
    for finding in findings(data):
        if finding.fix and finding.fix.safety is Safety.SAFE:
            for edit in finding.fix.edits:
                assert edit.path.endswith("/agencies")
                assert set(edit.new) - set(edit.old) <= names
                assert len(set(edit.new)) == len(edit.new)
                if about.get("year_of_death") == 2018:
                    assert "Exampleshire Probation Trust" not in set(edit.new) - set(edit.old)


@given(rows=st.lists(row, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_span_about_a_cell_marks_words_of_the_message(rows: list[dict[str, Any]]) -> None:
    data = record_data({"recommendations": rows})
    cells = {r["key"]: r["addressed_to"] for r in data["recommendations"]}
    for finding in findings(data):
        several = finding.name in {"empty-part", "several-agencies", "fused-agencies"}
        if finding.span and finding.key and finding.path.endswith("/addressed_to") and not several:
            marked = cells[finding.key][finding.span.start : finding.span.end]
            assert marked.strip() == marked
            assert shown(marked) in finding.message or finding.name == "unresolved-agency"
