"""`dhrcurate rule`: explains rules, and writes their reference pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.nearest import did_you_mean

if TYPE_CHECKING:  # loaded when the command runs, not for --help
    from dhrcurate.rules.registry import Rule

FORMATS = ("text", "json", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("rules", metavar="RULE", nargs="*", help="code, start of a code, or name (default: all)")
    parser.add_argument("--all", action="store_true", help="explain every rule")
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="the format (default: text)")
    parser.add_argument("--write", metavar="DIR", type=Path, help="write the reference pages into a folder")
    parser.add_argument("--check", metavar="DIR", type=Path, help="check that the pages in a folder are up to date")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If there is no such rule, or the pages cannot be written.
        RefusedError: If the pages in a folder are out of date.
    """
    if arguments.write:
        return _write(arguments.write)
    if arguments.check:
        return _check(arguments.check)
    from dhrcurate.reporting.rules import listing  # noqa: PLC0415  # not needed for --help
    from dhrcurate.rules.catalogue import all_rules  # noqa: PLC0415  # the same

    chosen = [rule for name in arguments.rules for rule in _find(name)]
    if not chosen and not arguments.all and arguments.output_format == "text":
        sys.stdout.writelines(f"{line}\n" for line in listing(all_rules()))
        return 0
    sys.stdout.write(_written(chosen or all_rules(), arguments.output_format))
    return 0


def _find(name: str) -> Sequence[Rule]:
    from dhrcurate.rules.catalogue import all_rules, find_rule  # noqa: PLC0415  # not needed for --help

    if rule := find_rule(name):
        return [rule]
    if name.upper().startswith("DHR") and (family := [r for r in all_rules() if r.code.startswith(name.upper())]):
        return family
    known = [known for rule in all_rules() for known in (rule.name, rule.code)]
    raise UnusableError(f"no rule is called '{name}'{did_you_mean(name, known) or '; `dhrcurate rule` lists all'}")


def _written(rules: Sequence[Rule], form: str) -> str:
    from dhrcurate.reporting.as_json import written  # noqa: PLC0415  # not needed for --help
    from dhrcurate.reporting.rules import as_object, explanation, page  # noqa: PLC0415  # the same

    if form == "json":
        return written([as_object(rule) for rule in rules], indent=1) + "\n"
    if form == "markdown":
        return "\n".join(page(rule) for rule in rules)
    return "\n\n".join("\n".join(explanation(rule)) + "\n" for rule in rules)


def _write(folder: Path) -> int:
    from dhrcurate.reporting.rules import pages  # noqa: PLC0415  # only for the reference
    from dhrcurate.storage.files import write_atomically  # noqa: PLC0415  # the same
    from dhrcurate.storage.links import refuse_planted_link  # noqa: PLC0415  # the same

    refuse_planted_link(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            write_atomically(folder / name, text.encode(), within=folder)
        for stale in _stale(folder):
            stale.unlink()
    except OSError as error:
        raise UnusableError(
            f"{folder}: the pages cannot be written: {(error.strerror or str(error)).lower()}"
        ) from error
    return 0


def _check(folder: Path) -> int:
    from dhrcurate.reporting.rules import pages  # noqa: PLC0415  # only for the reference

    wrong = [name for name, text in pages().items() if _text(folder / name) != text]
    wrong += [path.name for path in _stale(folder)]
    if wrong:
        raise RefusedError(
            f"{folder}: out of date: {', '.join(sorted(wrong))}; update them with `rule --write {folder}`"
        )
    return 0


def _stale(folder: Path) -> list[Path]:
    """Pages of rules that no longer exist."""
    from dhrcurate.reporting.rules import pages  # noqa: PLC0415  # only for the reference

    known = pages()
    return [path for path in folder.glob("DHR*.md") if path.name not in known]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
