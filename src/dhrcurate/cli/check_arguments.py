"""The arguments of `dhrcurate check`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.cli.arguments import cores, not_empty, positive
from dhrcurate.cli.streams import unfiltered
from dhrcurate.domain.errors import UnusableError
from dhrcurate.reporting.formats import FORMATS

if TYPE_CHECKING:  # loaded when a check runs, not for --help
    from dhrcurate.curation.checking.options import Options
    from dhrcurate.curation.configuration.selection import Choice

SEVERITIES = ("error", "warning", "info", "never")
STDIN = "-"

_EPILOG = """\
exit codes: 0 nothing at or above --fail-on; 1 findings; 2 unusable arguments, configuration or files.
RULE is a code (DHR201), the start of one (DHR2), a name (missing-addressee) or ALL; separate several by commas.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=not_empty,
        help="record, folder, or - for one record on standard input (default: records, else the current folder)",
    )
    _add_rules(parser.add_argument_group("which rules"))
    _add_findings(parser.add_argument_group("which findings"))
    _add_output(parser.add_argument_group("output"))
    _add_fixes(parser.add_argument_group("fixes"))
    other = parser.add_argument_group("how to run")
    other.add_argument("--register", metavar="FILE", type=Path, help="use only this register of agencies")
    other.add_argument(
        "--stdin-filename", metavar="FILE", type=Path, help="the file name of the record on standard input"
    )
    other.add_argument(
        "--documents",
        choices=("cached", "read", "off"),
        default="cached",
        help="compare records with their documents: those whose text is cached, all of them, or none (default: cached)",
    )
    other.add_argument("--jobs", metavar="N", type=positive, default=None, help="processes (default: one per core)")
    other.add_argument("--no-cache", action="store_true", help="neither read nor write the cache of earlier findings")
    other.add_argument("--show-settings", action="store_true", help="print every setting with its origin, and exit")


def _add_rules(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--select", metavar="RULE", action="append", help="run only these rules")
    group.add_argument("--extend-select", metavar="RULE", action="append", default=[], help="run these rules too")
    group.add_argument("--ignore", metavar="RULE", action="append", default=[], help="do not run these rules")
    group.add_argument("--fail-on", choices=SEVERITIES, help="lowest severity that fails the check (default: error)")


def _add_findings(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--since", metavar="REV", help="only records changed since a git revision")
    group.add_argument("--changed", action="store_true", help="only records changed since the last commit")
    group.add_argument("--filter", metavar="EXPR", help="only what matches: words, field:value, OR; --filter=-NOT")
    group.add_argument("--baseline", metavar="FILE", type=Path, help="only findings that are not in this file")
    group.add_argument("--write-baseline", metavar="FILE", type=Path, help="write all findings to this file, and exit")


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--output-format", metavar="FORMAT", choices=FORMATS, help=f"{', '.join(FORMATS)} (default: text)"
    )
    group.add_argument(
        "--output",
        metavar="FORMAT:FILE",
        action="append",
        default=[],
        help="write another report to a file; repeatable",
    )
    group.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    group.add_argument(
        "--reveal", action="store_true", help="show personal data that rules found instead of masking it"
    )
    group.add_argument(
        "--excerpts",
        choices=("auto", "always", "never"),
        default="auto",
        help="show lines of the files in the text format (auto: on a terminal)",
    )
    group.add_argument("--quiet", action="store_true", help="print no summary on standard error")


def _add_fixes(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--fix", action="store_true", help="make the safe fixes, with entries in the audit trail")
    group.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe fixes too")
    group.add_argument("--diff", action="store_true", help="show what the fixes would change, and change nothing")
    group.add_argument("--show-fixes", action="store_true", help="list the fixes that were made")
    group.add_argument("--as", dest="curator", metavar="NAME", help="who signs the fixes")


def options_of(arguments: argparse.Namespace) -> Options:
    """The options of a check from the command's arguments.

    Raises:
        UnusableError: If options exclude each other, or a rule or the filter is invalid.
    """
    from dhrcurate.curation.checking.options import Options  # noqa: PLC0415  # not needed for --help
    from dhrcurate.domain.clock import local_day  # noqa: PLC0415  # the same
    from dhrcurate.domain.finding import Severity  # noqa: PLC0415  # the same

    if arguments.fix and arguments.diff:
        raise UnusableError("--fix and --diff exclude each other: --diff changes nothing")
    if arguments.since and arguments.changed:
        raise UnusableError("--since and --changed exclude each other: --changed is --since HEAD")
    if arguments.filter is not None:
        from dhrcurate.curation.filter import parse_filter  # noqa: PLC0415  # costs pydantic

        parse_filter(arguments.filter)
    fail_on = arguments.fail_on
    return Options(
        today=local_day(),
        choice=_choice(arguments),
        register=arguments.register,
        fail_on=None if fail_on in (None, "never") else Severity(fail_on),
        configured=fail_on is None,
        since="HEAD" if arguments.changed else arguments.since,
        filter=arguments.filter,
        baseline=arguments.baseline,
        ignore_baseline=arguments.write_baseline is not None,
        jobs=arguments.jobs or cores(),
        cache=not arguments.no_cache,
        fixing=arguments.fix or arguments.diff,
        reveal=arguments.reveal,
        documents=arguments.documents,
        progress=_progress if sys.stderr.isatty() and not os.environ.get("CI") and not arguments.quiet else None,
    )


def _choice(arguments: argparse.Namespace) -> Choice:
    from dhrcurate.curation.configuration.selection import Choice  # noqa: PLC0415  # not needed for --help

    return Choice(
        select=None if arguments.select is None else _selectors("--select", arguments.select),
        extend=_selectors("--extend-select", arguments.extend_select),
        ignore=_selectors("--ignore", arguments.ignore),
    )


def _selectors(option: str, given: Iterable[str]) -> tuple[str, ...]:
    from dhrcurate.curation.configuration.selection import not_a_selector  # noqa: PLC0415  # not needed for --help

    selectors = tuple(part.strip() for text in given for part in text.split(",") if part.strip())
    if given and not selectors:
        raise UnusableError(f"{option}: no rule is named; `dhrcurate rule` lists all")
    for selector in selectors:
        if complaint := not_a_selector(selector):
            raise UnusableError(f"{option}: {complaint}")
    return selectors


def _progress(done: int, total: int) -> None:
    end = "\r" if done < total else "\r\x1b[K"
    print(f"checking: {done:,} of {total:,}", end=end, file=unfiltered(sys.stderr), flush=True)
