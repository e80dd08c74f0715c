"""How a rule is made: the decorators, and `Rule`. `catalogue.py` lists all rules.

A rule is a generator of findings with a docstring and a decorator:

    @record_rule("DHR201", "missing-addressee", Severity.ERROR)
    def missing_addressee(context: RuleContext) -> Iterator[Finding]:
        '''The addressed-to cell is empty.

        Why: ...

        Before: ...

        After: ...
        '''
        for r in context.recommendations:
            if not r.addressed_to.strip():
                yield missing_addressee.finding("the addressee is missing", path=..., about=r)

The decorator replaces the function with a `Rule`, so a rule makes its findings by its own name.

The docstring's first line is the summary; its parts `Why:`, `Before:` and `After:` are required, `Note:` is optional.
`dhrcurate rule CODE` and the reference pages show them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dhrcurate.domain.finding import ONCE, Finding, Fix, Place, Safety, Severity, Span, Telling
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import DecisionContext, FileContext, LibraryContext, RuleContext

Need = Literal["page", "documents"]
"""Evidence beside the record without which a rule finds nothing, and so says nothing."""

Scope = Literal["record", "decision", "library", "file"]
"""The input of a rule: one record, one record with its findings, all records of a library, or a file that may not be a
record."""

_SECTION = re.compile(r"^(Why|Before|After|Note):", re.MULTILINE)


class RuleDefinitionError(Exception):
    """A rule is defined wrongly: its code or name is taken, or its explanation is incomplete."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its identity, its explanation, and its function.

    Attributes:
        code: Permanent code, `DHR` and three digits; never reused.
        name: Kebab-case name that states the fault.
        severity: Default severity.
        scope: What it sees.
        fix: The safest fix that it may offer, `None` if it never offers one. A finding's own fix may be less safe.
        summary: First line of its docstring.
        sections: `why`, `before`, `after` and perhaps `note`, from its docstring.
        default: Whether it runs without being selected.
        check: The function.
        telling: How its findings in one record are told.
        needs: The evidence that it compares the record with. Where that is not at hand, the rule did not run: it
            finds nothing, and nothing is known of its waivers.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    summary: str
    sections: dict[str, str] = field(hash=False)
    check: Callable[..., Iterator[Any]] = field(compare=False, repr=False)
    fix: Safety | None = None
    default: bool = True
    telling: Telling = ONCE
    needs: Need | None = None

    def finding(
        self,
        message: str,
        *,
        path: str = "",
        span: Span | None = None,
        about: Recommendation | None = None,
        fix: Fix | None = None,
        related: tuple[str, ...] = (),
        place: Place | None = None,
        key: str | None = None,
        number: str | None = None,
        marks: tuple[Span, ...] = (),
    ) -> Finding:
        """Makes a finding of this rule; `about` gives its key and number unless there is no typed record."""
        return Finding(
            rule=self.code,
            name=self.name,
            severity=self.severity,
            message=message,
            path=path,
            span=span,
            key=about.key if about else key,
            number=about.number if about else number,
            fix=fix,
            place=place,
            related=related,
            marks=marks,
            telling=self.telling,
        )


RecordCheck = Callable[[RuleContext], Iterator[Finding]]
LibraryCheck = Callable[[LibraryContext], Iterator["LibraryFinding"]]
FileCheck = Callable[[FileContext], Iterator[Finding]]
DecisionCheck = Callable[[DecisionContext], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class LibraryFinding:
    """A finding of a library rule, with the record (its id, or a file's name) in which it is reported."""

    record: str
    finding: Finding


_taken: set[str] = set()
"""Codes and names of the rules defined so far."""


def record_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    fix: Safety | None = None,
    default: bool = True,
    telling: Telling = ONCE,
    needs: Need | None = None,
) -> Callable[[RecordCheck], Rule]:
    """Makes a rule that sees one record at a time."""
    return _decorator(code, name, severity, "record", fix=fix, default=default, telling=telling, needs=needs)


def decision_rule(
    code: str, name: str, severity: Severity, *, fix: Safety | None = None, default: bool = True
) -> Callable[[DecisionCheck], Rule]:
    """Makes a rule about decisions and waivers, which sees a record and the findings of other rules."""
    return _decorator(code, name, severity, "decision", fix=fix, default=default)


def library_rule(code: str, name: str, severity: Severity, *, default: bool = True) -> Callable[[LibraryCheck], Rule]:
    """Makes a rule that sees all records of a library at once."""
    return _decorator(code, name, severity, "library", fix=None, default=default)


def file_rule(
    code: str, name: str, severity: Severity, *, fix: Safety | None = None, default: bool = True
) -> Callable[[FileCheck], Rule]:
    """Makes a rule that sees a file as it was read, which may not be a record."""
    return _decorator(code, name, severity, "file", fix=fix, default=default)


def _decorator(
    code: str,
    name: str,
    severity: Severity,
    scope: Scope,
    *,
    fix: Safety | None,
    default: bool,
    telling: Telling = ONCE,
    needs: Need | None = None,
) -> Callable[[Callable[..., Iterator[Any]]], Rule]:
    def decorate(check: Callable[..., Iterator[Any]]) -> Rule:
        if not re.fullmatch(r"DHR\d{3}", code):
            raise RuleDefinitionError(f"{code} is not a code: DHR and three digits")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise RuleDefinitionError(f"{name} is not a kebab-case name")
        if {code, name} & _taken:
            raise RuleDefinitionError(f"the code {code} or the name {name} is already taken")
        summary, _, rest = inspect.cleandoc(check.__doc__ or "").partition("\n")
        pieces = _SECTION.split(rest)
        sections = {k.lower(): v.strip() for k, v in zip(pieces[1::2], pieces[2::2], strict=True)}
        if missing := {"why", "before", "after"} - sections.keys():
            raise RuleDefinitionError(f"{code} {name}: the explanation lacks {', '.join(sorted(missing))}")
        rule = Rule(code, name, severity, scope, summary.strip(), sections, check, fix, default, telling, needs)
        _taken.update((code, name))
        return rule

    return decorate
