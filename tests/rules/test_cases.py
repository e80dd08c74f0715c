"""Runs the case files of the rules; `rule_cases` explains their form."""

from __future__ import annotations

from functools import partial

import pytest

from dhrcurate.domain.edit import apply, get
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.registry import Rule
from rule_cases import ABSENT, CASES, Case, cases_of, check_all, errors, mismatches, record_data, run

MANY = 50


def rules_by_name() -> set[str]:
    return {rule.name for rule in all_rules()}


def test_each_rule_has_cases_that_pass_and_fail() -> None:
    check_all(_has_cases, all_rules())


def _has_cases(rule: Rule) -> None:
    of_rule = cases_of(rule)
    assert any(c.fails for c in of_rule), f"tests/rules/cases/{rule.name}.toml needs a [[fails]]"
    assert any(not c.fails for c in of_rule), f"tests/rules/cases/{rule.name}.toml needs a [[passes]]"
    if rule.fix:
        assert any("fixed" in c.table for c in of_rule), f"{rule.name} offers a fix; a case must show what it yields"


def test_each_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} <= rules_by_name()


def test_each_rule_is_explained_in_sentences() -> None:
    check_all(_is_explained, all_rules())


def _is_explained(rule: Rule) -> None:
    assert rule.summary.endswith("."), "the summary is a sentence"
    for part in ("why", "before", "after"):
        assert len(rule.sections[part]) > 10, f"{part} says too little"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.name)
def test_a_case_yields_exactly_its_findings(rule: Rule) -> None:
    check_all(partial(_yields_its_findings, rule), cases_of(rule))


def _yields_its_findings(rule: Rule, case: Case) -> None:
    data = record_data(case.table)
    found = run(rule, case.table, data)
    said = "\n".join(f"  {f.path} {f.span}: {f.message}" for _, f in found)
    assert not case.fails or case.expected, "a [[fails]] needs [[fails.findings]]"
    assert len(found) == len(case.expected), f"found {len(found)}, expected {len(case.expected)}:\n{said}"
    for (record, finding), expected in zip(found, case.expected, strict=True):
        assert not mismatches(expected, record, finding, data), said


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.scope != "library"], ids=lambda r: r.name)
def test_fixes_remove_the_findings_and_nothing_else(rule: Rule) -> None:
    check_all(partial(_is_fixed, rule), [case for case in cases_of(rule) if case.fails])


def _is_fixed(rule: Rule, case: Case) -> None:
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
        raise AssertionError("fixing never ends")
    if before or rule.scope == "record":
        assert errors(all_rules(), case.table, data) <= before, "a fix yields an error that was not there before"
    for path, wanted in case.table.get("fixed", {}).items():
        assert get(data, path) == (None if wanted == ABSENT else wanted)
