"""What a curator quotes in a note or in the reason of a waiver is no evidence about the published words."""

from __future__ import annotations

import copy
from functools import partial
from typing import Any

import pytest

from dhrcurate.domain.edit import get
from dhrcurate.domain.finding import Finding
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.registry import Rule
from rule_cases import Case, cases_of, check_all, record_data, run


def _told(rule: Rule, case: Case, data: dict[str, Any]) -> list[Finding]:
    """The findings about anything but notes and reasons."""
    return [f for _, f in run(rule, case.table, data) if not f.path.endswith(("/note", "/reason"))]


def _quoted(found: list[Finding], data: dict[str, Any]) -> str:
    """The words that findings mark, or all texts if they mark none, with what a curator may say of them."""
    marked = [_marked(f, data) for f in found] or [row["text"] for row in data["recommendations"]]
    return ". ".join(f"“{words}” is right and a pseudonym; {words}: look at the page" for words in marked)


def _marked(found: Finding, data: dict[str, Any]) -> str:
    value = get(data, found.path)
    if not isinstance(value, str):
        return ""
    if found.span is None:
        return value
    # Whole words: a curator does not quote half of one.
    start, end = value.rfind(" ", 0, found.span.start) + 1, value.find(" ", found.span.end)
    return value[start : end if end >= 0 else len(value)]


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.scope == "record"], ids=lambda r: r.name)
def test_a_quotation_changes_no_finding(rule: Rule) -> None:
    rows = [case for case in cases_of(rule) if isinstance(case.table.get("recommendations", [{}]), list)]
    check_all(partial(_is_not_quoted, rule), rows)


def _is_not_quoted(rule: Rule, case: Case) -> None:
    data = record_data(case.table)
    before = _told(rule, case, data)
    said = copy.deepcopy(data)
    waiver = {"rule": rule.code, "reason": _quoted(before, data), "by": "A. Curator", "at": "2026"}
    for table in (said, *said["recommendations"]):
        table["waivers"] = [*table.get("waivers", ()), waiver]
    for row in said["recommendations"]:
        row.setdefault("note", waiver["reason"])
    assert _told(rule, case, said) == before
