"""Runs rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dhrcurate.domain.finding import Finding
from dhrcurate.rules.context import DecisionContext, FileContext, LibraryContext, RuleContext
from dhrcurate.rules.documents.addressees import without_printed_agencies
from dhrcurate.rules.documents.as_printed import without_changes_of_print
from dhrcurate.rules.registry import LibraryFinding, Rule


def check_file(context: FileContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    """The findings of the file rules among `rules`, rule by rule."""
    return chain.from_iterable(r.check(context) for r in rules if r.scope == "file")


def check_record(context: RuleContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    """The findings of the record rules among `rules`, rule by rule."""
    found = chain.from_iterable(r.check(context) for r in rules if r.scope == "record")
    if context.evidence is None:
        return found
    return without_printed_agencies(context, without_changes_of_print(context, found))


def check_decisions(context: DecisionContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    """The findings of the decision rules among `rules`, rule by rule; they run after the others."""
    return chain.from_iterable(r.check(context) for r in rules if r.scope == "decision")


def check_library(context: LibraryContext, rules: Iterable[Rule]) -> Iterator[LibraryFinding]:
    """The findings of the library rules among `rules`, rule by rule."""
    for rule in rules:
        if rule.scope == "library":
            yield from rule.check(context)


def in_order(findings: Iterable[Finding], keys: Sequence[str]) -> list[Finding]:
    """A record's findings, sorted: the whole record first, then by recommendation in file order, path, span, code."""
    position = {key: i for i, key in enumerate(keys)}
    return sorted(
        findings,
        key=lambda f: (
            -1 if f.key is None else position.get(f.key, len(position)),
            f.path,
            f.span.start if f.span else -1,
            f.rule,
            f.message,
        ),
    )
