"""Which rules run, and how much each matters: selectors, severities and what applies to which path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.nearest import did_you_mean

if TYPE_CHECKING:  # the rules take long to load, and a check that finds everything in its cache does without
    from dhrcurate.rules.registry import Rule

ALL = "ALL"
"""The selector that takes every rule, also those that are off unless they are asked for."""


def _all_rules() -> tuple[Rule, ...]:
    from dhrcurate.rules.catalogue import all_rules  # noqa: PLC0415  # see above

    return all_rules()


@dataclass(frozen=True, slots=True)
class Choice:
    """One say in which rules run.

    Attributes:
        select: Exactly these run; `None` leaves what earlier choices gave.
        extend: These run too.
        ignore: These do not.
        severity: Severity by selector.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True)
class Selection:
    """The rules that run for one path, and the severities that were changed.

    Attributes:
        codes: Codes of the rules that run.
        severities: Severity by code, where it is not the rule's own.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, by code."""
        return tuple(rule for rule in _all_rules() if rule.code in self.codes)

    def __getstate__(self) -> dict[str, object]:
        """Without the rules themselves, which another process finds by their codes."""
        return {"codes": self.codes, "severities": self.severities}

    def with_severity(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings with the severities that are set here.

        A finding may be milder or graver than its rule; a configured severity holds for all of them.
        """
        for finding in findings:
            level = self.severities.get(finding.rule, finding.severity)
            yield finding if level is finding.severity else replace(finding, severity=level)


def not_a_selector(selector: str) -> str | None:
    """What to say of a selector that is neither a code, the start of one, nor a name; `None` where it is one."""
    if _takes(selector):
        return None
    known = [name for rule in _all_rules() for name in (rule.name, rule.code)]
    return f"no rule is called '{selector}'{did_you_mean(selector, known) or '; `dhrcurate rule` lists all'}"


def resolve(choices: Iterable[Choice]) -> Selection:
    """What several choices come to, the later ones having the last word.

    Within one choice the longer selector wins (`--select DHR2 --ignore DHR204`, `--ignore DHR2 --select DHR204`);
    between equals, to ignore wins.
    """
    codes = {rule.code for rule in _all_rules() if rule.default}
    severities: dict[str, Severity] = {}
    for choice in choices:
        wanted = _ranked((*(choice.select or ()), *choice.extend))
        unwanted = _ranked(choice.ignore)
        kept = codes if choice.select is None else set()
        codes = {
            rule.code
            for rule in _all_rules()
            if _decided(wanted.get(rule.code, -1), unwanted.get(rule.code, -1), otherwise=rule.code in kept)
        }
        for selector, severity in sorted(choice.severity.items(), key=lambda item: _length(item[0])):
            severities.update(dict.fromkeys(_takes(selector), severity))
    return Selection(frozenset(codes), severities)


def _decided(wanted: int, unwanted: int, *, otherwise: bool) -> bool:
    if wanted == unwanted == -1:
        return otherwise
    return wanted > unwanted


def _ranked(selectors: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for selector in selectors:
        for code in _takes(selector):
            ranks[code] = max(ranks.get(code, -1), _length(selector))
    return ranks


def _length(selector: str) -> int:
    """How narrow a selector is; a name is as narrow as a code."""
    if selector.upper() == ALL:
        return 0
    return len(selector) if re.fullmatch(r"DHR\d*", selector.upper()) else len("DHR000")


def _takes(selector: str) -> list[str]:
    """Codes of the rules that a selector takes."""
    if selector.upper() == ALL:
        return [rule.code for rule in _all_rules()]
    if re.fullmatch(r"DHR\d{0,2}", selector.upper()):
        return [rule.code for rule in _all_rules() if rule.code.startswith(selector.upper())]
    wanted = selector.casefold()
    return [rule.code for rule in _all_rules() if wanted in (rule.code.casefold(), rule.name)]


@dataclass(frozen=True)
class Selector:
    """Gives the selection for each path of a library.

    Attributes:
        library: What the library's configuration says.
        per_path: Further choices by pattern of a path relative to the library (`2012/*.toml`), in order.
        call: What the call says; it has the last word.
    """

    library: Choice = Choice()
    per_path: tuple[tuple[str, Choice], ...] = ()
    call: Choice = Choice()
    _known: dict[tuple[str, ...], Selection] = field(default_factory=dict, compare=False, repr=False)

    def of(self, path: PurePosixPath) -> Selection:
        """The selection for a path relative to the library."""
        matching = tuple(pattern for pattern, _ in self.per_path if matches(path, pattern))
        if matching not in self._known:
            extra = (choice for pattern, choice in self.per_path if pattern in matching)
            self._known[matching] = resolve((self.library, *extra, self.call))
        return self._known[matching]

    @property
    def everywhere(self) -> Selection:
        """The selection for a path that no pattern names."""
        return replace(self, per_path=()).of(PurePosixPath())


def matches(path: PurePosixPath, pattern: str) -> bool:
    """Whether a pattern names a path.

    `*` and `?` stay within a name, `**` stands for any folders, a folder for all in it. A pattern without `/` names
    files of that name in every folder.
    """
    if "/" not in pattern.rstrip("/"):
        pattern = f"**/{pattern}"
    return re.fullmatch(_expression(pattern.strip("/")), path.as_posix()) is not None


def _expression(pattern: str) -> str:
    parts = []
    for part in pattern.split("/"):
        if part == "**":
            parts.append(r"(?:[^/]+/)*")
        else:
            parts.append(re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]") + "/")
    return "".join(parts).removesuffix("/") + r"(?:/.*)?"
