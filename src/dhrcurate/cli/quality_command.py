"""`dhrcurate quality`: how good the extractions were."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dhrcurate.cli.arguments import cores, library_path, positive
from dhrcurate.cli.printing import print_json
from dhrcurate.cli.quality_sample import SAMPLE, add_sample_arguments, refuse_sample_options, run_sample
from dhrcurate.cli.streams import say
from dhrcurate.domain.errors import UnusableError

BY = ("extraction", "model", "csp", "year")
FORMATS = ("text", "json", "markdown")
_EPILOG = """\
`quality sample --error 0.02 --confidence 0.95` draws a sample of the undecided recommendations; `quality sample`
tells how it stands, and once all of it is decided what it says of the others. A library of this name is ./sample.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.usage = "%(prog)s [sample] [LIBRARY] [options]"
    parser.add_argument("words", metavar="LIBRARY", nargs="*", help="default: records, else the current folder")
    parser.add_argument("--by", choices=BY, help="one row for each of these (default: one of all); a sample: csp alone")
    parser.add_argument("--output-format", choices=FORMATS, default="text", help="the format (default: text)")
    parser.add_argument("--jobs", metavar="N", type=positive, help="processes (default: one per core)")
    add_sample_arguments(parser.add_argument_group("samples"))


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the library cannot be used.
    """
    from dhrcurate.curation.library import Library  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.quality.measuring import measured  # noqa: PLC0415  # the same
    from dhrcurate.reporting.quality import markdown_lines, quality_object, text_lines  # noqa: PLC0415  # the same

    is_sample = arguments.words[:1] == [SAMPLE]
    library = Library.open(library_path(_folder(arguments.words[is_sample:])))
    if is_sample:
        return run_sample(library, arguments)
    refuse_sample_options(arguments)
    quality = measured(library, arguments.by, jobs=arguments.jobs or cores())
    if arguments.output_format == "json":
        print_json(quality_object(quality, _name_of), indent=2)
    elif arguments.output_format == "markdown":
        sys.stdout.writelines(f"{line}\n" for line in markdown_lines(quality, arguments.by or "of", _name_of))
    else:
        sys.stdout.writelines(f"{line}\n" for line in text_lines(quality, _name_of))
    sys.stdout.flush()
    for line in quality.unreadable:
        say(line)
    return 1 if quality.unreadable else 0


def _folder(words: Sequence[str]) -> Path | None:
    """The library that was named; `None` if none was.

    Raises:
        UnusableError: If several were.
    """
    if len(words) > 1:
        raise UnusableError(f"unexpected argument '{words[1]}': one library is told at a time")
    return Path(words[0]) if words else None


@cache
def _name_of(code: str) -> str:
    """The name of a rule, empty if there is none with this code."""
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # only where a rule was followed

    rule = find_rule(code)
    return rule.name if rule else ""
