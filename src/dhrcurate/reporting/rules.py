"""Explanations of rules: for the terminal, as JSON, and as reference pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dhrcurate.rules.catalogue import FAMILIES, all_rules
from dhrcurate.rules.registry import Rule

_TITLES = {family.prefix: family.title for family in FAMILIES}
_LABELS = {"why": "Why", "before": "Before", "after": "After", "note": "Note"}
_WIDTH = 100
_WRITTEN_BY = "<!-- Written by `dhrcurate rule --write`; edit the rule's docstring instead. -->"

_HOW_TO_CHOOSE = (
    "Codes and names never change their meaning. Select rules by code, by name or by the start of codes; "
    "`dhrcurate rule CODE` explains a rule at the terminal."
)


def explanation(rule: Rule) -> Iterator[str]:
    """The explanation of a rule as lines of text."""
    yield f"{rule.code} {rule.name}"
    yield f"{rule.severity}; {_facts(rule)}"
    yield ""
    yield from textwrap.wrap(rule.summary, _WIDTH)
    for section, label in _LABELS.items():
        if section in rule.sections:
            yield ""
            yield from _indented(label, rule.sections[section])


def listing(rules: Iterable[Rule]) -> Iterator[str]:
    """A line for each rule, by family."""
    for family, members in groupby(rules, key=lambda rule: rule.code[:4]):
        yield f"{family}xx {_TITLES[family].lower()}"
        for rule in members:
            marks = ("" if rule.default else " (off)") + (f" [{rule.fix} fix]" if rule.fix else "")
            yield f"  {rule.code}  {rule.severity:<7}  {rule.name}: {rule.summary.rstrip('.')}{marks}"


def as_object(rule: Rule) -> dict[str, Any]:
    """A rule as a JSON object."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "scope": rule.scope,
        "fix": rule.fix.value if rule.fix else None,
        "default": rule.default,
        "summary": rule.summary,
        **{section: rule.sections.get(section) for section in _LABELS},
    }


def pages() -> dict[str, str]:
    """The reference: a Markdown page for each rule and an index, by file name."""
    rules = all_rules()
    return {"README.md": _index(rules), **{f"{rule.code}.md": page(rule) for rule in rules}}


def page(rule: Rule) -> str:
    """The reference page of a rule."""
    facts = _facts(rule)
    parts = [
        f"# {rule.code} {rule.name}",
        _WRITTEN_BY,
        f"**{str(rule.severity).capitalize()}.** {facts[0].upper()}{facts[1:]}.",
        rule.summary,
    ]
    for section, label in _LABELS.items():
        if section in rule.sections:
            text = rule.sections[section]
            parts += [f"## {label}", text[:1].upper() + text[1:]]
    return "\n\n".join(parts) + "\n"


def _index(rules: Iterable[Rule]) -> str:
    parts = ["# Rules", _WRITTEN_BY, _HOW_TO_CHOOSE]
    for family, members in groupby(rules, key=lambda rule: rule.code[:4]):
        lines = ["| code | name | severity | fix | what it finds |", "| --- | --- | --- | --- | --- |"]
        for rule in members:
            severity = f"{rule.severity}{'' if rule.default else ', off by default'}"
            summary = rule.summary.replace("|", "\\|")
            lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {severity} | {rule.fix or ''} | {summary} |")
        parts += [f"## {family}xx {_TITLES[family]}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    scopes = {
        "record": "a record",
        "decision": "a record's decisions",
        "library": "the whole library",
        "file": "a file",
    }
    fix = f"offers {'a safe' if rule.fix == 'safe' else 'an unsafe'} fix" if rule.fix else "offers no fix"
    return f"checks {scopes[rule.scope]}; {fix}{'' if rule.default else '; off unless it is selected'}"


def _indented(label: str, text: str) -> Iterator[str]:
    """A section with its label; indented lines stay as they are."""
    paragraphs = text.split("\n\n")
    for i, paragraph in enumerate(paragraphs):
        lead = f"{label}: " if i == 0 else ""
        if any(line.startswith((" ", "|", "-", "```")) for line in paragraph.splitlines()):
            yield from (lead + paragraph if i == 0 else paragraph).splitlines()
        else:
            yield from textwrap.wrap(lead + " ".join(paragraph.split()), _WIDTH)
        if i + 1 < len(paragraphs):
            yield ""
