"""How a check is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dhrcurate.curation.configuration.selection import Choice
from dhrcurate.domain.evidence import Mode
from dhrcurate.domain.finding import Severity

Progress = Callable[[int, int], None]
"""Called with the number of files that are checked, and of all."""


@dataclass(frozen=True)
class Options:
    """How to check.

    Attributes:
        today: The date of the check.
        choice: The call's choice of rules, which overrides the configuration.
        register: A register file to use instead of the built-in register and the library's own.
        fail_on: The lowest severity that makes the check fail, `None` for never.
        configured: Whether `fail_on` comes from the configuration instead.
        since: Only records changed since this revision are reported.
        filter: Only what this filter matches is reported.
        baseline: A file of known findings; as configured if it is `None`.
        ignore_baseline: Whether to use no baseline at all.
        jobs: How many processes check files.
        cache: Whether to use and keep a cache.
        fixing: Whether the fixes of the findings will be made, for which the cache does not keep enough.
        reveal: Whether messages may hold personal data.
        documents: Whether documents whose text is not cached are left out and counted, read, or all are left out.
        progress: Called as the check proceeds.
    """

    today: date
    choice: Choice = field(default_factory=Choice)
    register: Path | None = None
    fail_on: Severity | None = None
    configured: bool = True
    since: str | None = None
    filter: str | None = None
    baseline: Path | None = None
    ignore_baseline: bool = False
    jobs: int = 1
    cache: bool = True
    fixing: bool = False
    reveal: bool = False
    documents: Mode = "cached"
    progress: Progress | None = None
