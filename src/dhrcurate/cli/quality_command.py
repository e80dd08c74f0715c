"""`dhrcurate quality`: how good the extractions were."""

from __future__ import annotations

import argparse
import os
import sys
from functools import cache
from pathlib import Path

from dhrcurate.cli.arguments import library_path, positive
from dhrcurate.cli.printing import print_json
from dhrcurate.domain.visible import visible

BY = ("extraction", "model", "csp", "year")
FORMATS = ("text", "json", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "library", metavar="LIBRARY", nargs="?", type=Path, help="default: records, else the current folder"
    )
    parser.add_argument("--by", choices=BY, help="one row for each of these (default: one of all)")
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="the format (default: text)")
    parser.add_argument("--jobs", metavar="N", type=positive, help="processes (default: one per core)")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the library cannot be used.
    """
    from dhrcurate.curation.library import Library  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.quality.measuring import measured  # noqa: PLC0415  # the same
    from dhrcurate.reporting.quality import markdown_lines, quality_object, text_lines  # noqa: PLC0415  # the same

    library = Library.open(library_path(arguments.library))
    quality = measured(library, arguments.by, jobs=arguments.jobs or os.cpu_count() or 1)
    if arguments.output_format == "json":
        print_json(quality_object(quality, _name_of), indent=2)
    elif arguments.output_format == "markdown":
        sys.stdout.writelines(f"{line}\n" for line in markdown_lines(quality, arguments.by or "of", _name_of))
    else:
        sys.stdout.writelines(f"{line}\n" for line in text_lines(quality, _name_of))
    sys.stdout.flush()
    for line in quality.unreadable:
        print(f"dhrcurate: {visible(line, one_line=True)}", file=sys.stderr)
    return 1 if quality.unreadable else 0


@cache
def _name_of(code: str) -> str:
    """The name of a rule, empty if there is none with this code."""
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # only where a rule was followed

    rule = find_rule(code)
    return rule.name if rule else ""
