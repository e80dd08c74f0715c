"""The rules that run and their severities: selectors, choices, and what applies to which path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.nearest import did_you_mean

if TYPE_CHECKING:  # the rules take long to load, and a check that finds everything in its cache does without
    from dhrcurate.rules.registry import Rule, Scope

ALL = "ALL"
"""The selector of every rule, including those that are off by default."""


def _all_rules() -> tuple[Rule, ...]:
    from dhrcurate.rules.catalogue import all_rules  # noqa: PLC0415  # see above

    return all_rules()


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of rules.

    Attributes:
        select: Exactly these run; `None` keeps the result of earlier choices.
        extend: These run too.
        ignore: These do not run.
        severity: Severity by selector.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True)
class Selection:
    """The rules that run for one path, and the changed severities.

    Attributes:
        codes: Codes of the rules that run.
        severities: Severity by code, if it is not the rule's own.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, by code."""
        return tuple(rule for rule in _all_rules() if rule.code in self.codes)

    @cached_property
    def of_scope(self) -> Mapping[Scope, tuple[Rule, ...]]:
        """The rules that run, by what they see."""
        found: dict[Scope, tuple[Rule, ...]] = {"file": (), "record": (), "decision": (), "library": ()}
        for rule in self.rules:
            found[rule.scope] += (rule,)
        return found

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
    """The error of a selector that is neither a code, the start of one, nor a name; `None` if it is valid."""
    if _matching(selector):
        return None
    known = [name for rule in _all_rules() for name in (rule.name, rule.code)]
    return f"no rule is called '{selector}'{did_you_mean(selector, known) or '; `dhrcurate rule` lists all'}"


def resolve(choices: Iterable[Choice]) -> Selection:
    """The result of several choices; later ones override earlier ones.

    Within one choice the longer selector wins (`--select DHR2 --ignore DHR204`, `--ignore DHR2 --select DHR204`); if
    both are equally long, ignoring wins.
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
        for selector, severity in sorted(choice.severity.items(), key=lambda item: _specificity(item[0])):
            severities.update(dict.fromkeys(_matching(selector), severity))
    return Selection(frozenset(codes), severities)


def _decided(wanted: int, unwanted: int, *, otherwise: bool) -> bool:
    if wanted == unwanted == -1:
        return otherwise
    return wanted > unwanted


def _ranked(selectors: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for selector in selectors:
        for code in _matching(selector):
            ranks[code] = max(ranks.get(code, -1), _specificity(selector))
    return ranks


def _specificity(selector: str) -> int:
    """The specificity of a selector; a name is as specific as a code."""
    if selector.upper() == ALL:
        return 0
    return len(selector) if re.fullmatch(r"DHR\d*", selector.upper()) else len("DHR000")


def _matching(selector: str) -> list[str]:
    """Codes of the rules that a selector matches."""
    if selector.upper() == ALL:
        return [rule.code for rule in _all_rules()]
    if re.fullmatch(r"DHR\d{0,2}", selector.upper()):
        return [rule.code for rule in _all_rules() if rule.code.startswith(selector.upper())]
    wanted = selector.casefold()
    return [rule.code for rule in _all_rules() if wanted in (rule.code.casefold(), rule.name)]


@dataclass(frozen=True)
class Selector:
    """The selection of rules for each path of a library.

    Attributes:
        library: The choice in the library's configuration.
        per_path: Further choices by pattern of a path relative to the library (`2012/*.toml`), in order.
        call: The choice of the call, which overrides the others.
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
    """True if a pattern matches a path.

    `*` and `?` match within a name, `**` matches any folders, a folder everything in it. A pattern without `/` matches
    files of that name in every folder.
    """
    wanted = pattern.strip("/").split("/")
    if wanted == [""]:
        return False
    if "/" not in pattern.rstrip("/"):
        wanted.insert(0, "**")
    names = path.parts
    ends = {0}  # behind so many of the names may what was looked at of the pattern end
    for part in wanted:
        if part == "**":
            ends = set(range(min(ends), len(names) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(names) and _expression(part).fullmatch(names[end])}
        if not ends:
            return False
    return True


@lru_cache(256)
def _expression(part: str) -> re.Pattern[str]:
    """The names that a part of a pattern matches, each tried once: the shortest that a `*` can match will do."""
    first, *others = (re.escape(text).replace(r"\?", ".") for text in re.split(r"\*+", part))
    between = "".join(f"(?>.*?{text})" for text in others[:-1])
    return re.compile(first + between + "".join(f".*{text}" for text in others[-1:]), re.DOTALL)
