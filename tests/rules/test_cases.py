"""Runs the case files of the rules; `rule_cases` explains their form."""

from __future__ import annotations

import pytest

from dhrcurate.domain.edit import apply, get
from dhrcurate.rules.catalogue import all_rules, find_rule
from dhrcurate.rules.registry import Rule
from rule_cases import ABSENT, CASES, Case, cases, errors, mismatches, record_data, run

MANY = 50


def rules_by_name() -> set[str]:
    return {rule.name for rule in all_rules()}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_each_rule_has_cases_that_pass_and_fail(rule: Rule) -> None:
    of_rule = [c for c in cases() if c.rule == rule.name]
    assert any(c.fails for c in of_rule), f"tests/rules/cases/{rule.name}.toml needs a [[fails]]"
    assert any(not c.fails for c in of_rule), f"tests/rules/cases/{rule.name}.toml needs a [[passes]]"
    if rule.fix:
        assert any("fixed" in c.table for c in of_rule), f"{rule.name} offers a fix; a case must show what it yields"


def test_each_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} <= rules_by_name()


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_each_rule_is_explained_in_sentences(rule: Rule) -> None:
    assert rule.summary.endswith("."), "the summary is a sentence"
    for part in ("why", "before", "after"):
        assert len(rule.sections[part]) > 10, f"{part} says too little"


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_a_case_yields_exactly_its_findings(case: Case) -> None:
    rule = find_rule(case.rule)
    assert rule, f"there is no rule {case.rule}"
    data = record_data(case.table)
    found = run(rule, case.table, data)
    said = "\n".join(f"  {f.path} {f.span}: {f.message}" for _, f in found)
    assert not case.fails or case.expected, "a [[fails]] needs [[fails.findings]]"
    assert len(found) == len(case.expected), f"found {len(found)}, expected {len(case.expected)}:\n{said}"
    for (record, finding), expected in zip(found, case.expected, strict=True):
        assert not mismatches(expected, record, finding, data), said


@pytest.mark.parametrize("case", [c for c in cases() if c.fails], ids=lambda c: c.name)
def test_fixes_remove_the_findings_and_nothing_else(case: Case) -> None:
    rule = find_rule(case.rule)
    assert rule
    if rule.scope == "library":
        return
    data = record_data(case.table)
    before = errors(all_rules(), case.table, data) if rule.scope == "record" else set()
    for _ in range(MANY):
        fixable = [f for _, f in run(rule, case.table, data) if f.fix]
        if not fixable:
            break
        fixed, allowed = fixable[0], rule.fix
        assert fixed.fix
        assert allowed, f"{rule.name} offers a fix that its decorator does not mention"
        assert (allowed, fixed.fix.safety) != ("unsafe", "safe"), f"{rule.name} is declared as never safe"
        data = apply(data, fixed.fix.edits)
        left = [(f.path, f.message, f.span) for _, f in run(rule, case.table, data)]
        assert (fixed.path, fixed.message, fixed.span) not in left, "the finding survives its own fix"
    else:
        pytest.fail("fixing never ends")
    if before or rule.scope == "record":
        assert errors(all_rules(), case.table, data) <= before, "a fix yields an error that was not there before"
    for path, wanted in case.table.get("fixed", {}).items():
        assert get(data, path) == (None if wanted == ABSENT else wanted)
