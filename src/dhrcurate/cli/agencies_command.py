"""`dhrcurate agencies`: suggests agencies for written names, and gives each one canonical name across a library."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.cli.arguments import library_path, not_empty
from dhrcurate.cli.printing import print_objects
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible

if TYPE_CHECKING:  # loaded when names are matched, not for --help
    from dhrcurate.domain.agency import Context, Names, Suggestion

    _Actions = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse has no public name for it

FORMATS = ("text", "json", "jsonl")
STDIN = "-"
MAX_LIMIT = 1000
_LIBRARY = "the library's folder (default: records, else the current folder)"

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_suggest(_action(actions, "suggest", "suggest the agencies that written names stand for"))
    listing = _library_action(actions, "list", "list every name in a library's cells, with its meaning if decided")
    listing.add_argument("--open", action="store_true", help="only names that are undecided somewhere")
    _add_format(listing)
    resolving = _library_action(actions, "resolve", "give open cells canonical names where the matcher is sure")
    resolving.add_argument(
        "--written", metavar="NAME", type=not_empty, help="decide one written name, in the whole library"
    )
    resolving.add_argument("--means", metavar="NAME", action="append", default=[], help="what it means; repeatable")
    resolving.add_argument("--csp", help="with --written: only in the reviews of this partnership")
    resolving.add_argument(
        "--min-score",
        metavar="SCORE",
        type=_score,
        default=0.0,
        help="only suggestions of this score, from 0 to 1, or more",
    )
    resolving.add_argument(
        "--inferred", action="store_true", help="also take agencies that only the review's place or time tells"
    )
    _add_writing(resolving)
    clusters = _library_action(actions, "cluster", "group undecided names by what they probably mean")
    clusters.add_argument(
        "--cutoff", metavar="0..100", type=_likeness, help="how alike two names must be (default: 84)"
    )
    _add_format(clusters)
    _add_entry(_action(actions, "add", "add an agency to the library's register"))
    renaming = _action(actions, "rename", "give an agency another canonical name, in the register and all records")
    renaming.add_argument("old", metavar="OLD", type=not_empty, help="its current canonical name")
    renaming.add_argument("new", metavar="NEW", type=not_empty, help="its new name; the old one becomes an alias")
    _add_library(renaming)
    _add_writing(renaming)
    apart = _action(actions, "distinct", "remember that names do not mean the same agency")
    apart.add_argument("names", metavar="NAME", nargs="+", type=not_empty, help="two names or more")
    _add_library(apart)
    _add_writing(apart)
    _add_import(_action(actions, "import", "add agencies from an official list: an ODS file, or a table"))


def _action(actions: _Actions, name: str, line: str) -> argparse.ArgumentParser:
    return actions.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")


def _library_action(actions: _Actions, name: str, line: str) -> argparse.ArgumentParser:
    parser = _action(actions, name, line)
    parser.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, help=_LIBRARY)
    parser.add_argument("--register", metavar="FILE", type=Path, help="use only this register of agencies")
    parser.add_argument("--reveal", action="store_true", help="do not mask personal data in cells")
    return parser


def _add_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="LIBRARY", type=Path, help=_LIBRARY)


def _add_writing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    parser.add_argument("--as", dest="curator", metavar="NAME", help="who signs (default: as configured)")
    parser.add_argument("--note", metavar="TEXT", default="", help="why, for the audit trail")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output-format", choices=FORMATS, default="text", help=f"{', '.join(FORMATS)} (default: text)"
    )


def _add_suggest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", metavar="NAME", nargs="*", help="a name as it is written")
    parser.add_argument("--from", dest="source", metavar="FILE", help="read names, one per line; - is standard input")
    parser.add_argument("--csp", help="the review's partnership or area")
    parser.add_argument("--on", metavar="DATE", help="the time in question: a date, or an interval such as 2012..2014")
    parser.add_argument("--limit", metavar="N", type=_limit, default=5, help="candidates at most (default: 5)")
    parser.add_argument("--register", metavar="FILE", type=Path, help="use only this register of agencies")
    _add_library(parser)
    _add_format(parser)


def _add_entry(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", type=not_empty, help="the official spelling")
    parser.add_argument("--kind", type=not_empty, required=True, help="police, nhs-trust, council, charity, ...")
    parser.add_argument("--id", help="permanent id (default: made from the name)")
    parser.add_argument("--class", dest="class_", metavar="CLASS", help="the Home Office library's class of addressee")
    for option, meaning in (
        ("alias", "another name"),
        ("acronym", "a short form"),
        ("area", "a place that it serves"),
        ("site", "a place whose name is used for it, such as a hospital"),
        ("successor", "an agency that took over from it"),
    ):
        parser.add_argument(f"--{option}", metavar="NAME", action="append", default=[], help=f"{meaning}; repeatable")
    parser.add_argument(
        "--valid-from", metavar="DATE", type=_date, help="its first day, month or year: 2013, 2013-04, 2013-04-01"
    )
    parser.add_argument("--valid-to", metavar="DATE", type=_date, help="its last day, month or year")
    _add_library(parser)
    _add_writing(parser)


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="an ODS file as published, or a CSV table")
    parser.add_argument("--kind", type=not_empty, required=True, help="the kind of the agencies")
    parser.add_argument(
        "--column",
        metavar="FIELD=HEADER",
        action="append",
        default=[],
        help="the column of name, alias, acronym, area, valid_from, valid_to, successor, code:SCHEME; repeatable",
    )
    parser.add_argument(
        "--separator",
        metavar="CHARACTER",
        type=_separator,
        default=",",
        help="what stands between the columns: comma, semicolon, tab, pipe, or a character (default: comma)",
    )
    _add_library(parser)
    _add_writing(parser)


def _separator(text: str) -> str:
    from dhrcurate.agencies.official import SEPARATORS  # noqa: PLC0415  # not needed for other actions

    found = SEPARATORS.get(text.lower(), "\t" if text == "\\t" else text)
    if len(found) != 1 or found in '"\r\n':
        raise argparse.ArgumentTypeError(f"'{text}' is neither a character nor {', '.join(SEPARATORS)}")
    return found


def _date(text: str) -> str:
    if not _is_date(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2013, 2013-04 or 2013-04-01")
    return text


def _is_date(text: str) -> bool:
    if len(text) == 10:
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
    return _DATE.match(text) is not None


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_LIMIT:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MAX_LIMIT}")
    return int(text)


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a score from 0 to 1")
    return score


def _likeness(text: str) -> float:
    try:
        likeness = float(text)
    except ValueError:
        likeness = -1.0
    if not 0 <= likeness <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a likeness from 0 to 100")
    return likeness


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the call, a register or a file cannot be used.
    """
    if arguments.action == "suggest":
        return _suggest(arguments)
    from dhrcurate.cli import agencies_library  # noqa: PLC0415  # suggest does not need a library
    from dhrcurate.curation.garbage import rare_garbage_collection  # noqa: PLC0415  # the same

    actions = {
        "list": agencies_library.list_names,
        "resolve": agencies_library.resolve,
        "cluster": agencies_library.cluster,
        "add": agencies_library.add,
        "rename": agencies_library.rename,
        "distinct": agencies_library.distinct,
        "import": agencies_library.import_list,
    }
    with rare_garbage_collection():
        return actions[arguments.action](arguments)


def _suggest(arguments: argparse.Namespace) -> int:
    asked = _asked(arguments)
    context = _context(arguments.csp, arguments.on)
    names = _names(arguments)
    answers = (names.suggest(name, context, arguments.limit).told for name in asked)
    if arguments.output_format == "text":
        sys.stdout.writelines(line + "\n" for answer in answers for line in _in_words(answer))
    else:
        print_objects((_as_object(answer) for answer in answers), arguments.output_format)
    return 0


def _asked(arguments: argparse.Namespace) -> list[str]:
    if arguments.names and arguments.source:
        raise UnusableError("give names or --from FILE, not both")
    if arguments.source:
        return _lines(arguments.source)
    if not arguments.names:
        raise UnusableError("give the names to match: agencies suggest NAME..., or --from FILE")
    return list(arguments.names)


def _lines(source: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except OSError as error:
        raise UnusableError(f"{source}: cannot be read: {error.strerror or error}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnusableError(f"{source}:{line}: not UTF-8; save it as UTF-8") from None
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _context(csp: str | None, on: str | None) -> Context:
    from dhrcurate.domain.agency import Context, Interval  # noqa: PLC0415  # not needed for --help

    if on is None:
        return Context(csp=csp)
    start, dots, end = on.partition("..")
    end = end if dots else start
    if not (_is_date(start) and _is_date(end)) or end < start[: len(end)]:
        raise UnusableError(f"--on {on}: give a date (2012, 2012-05 or 2012-05-03) or an interval such as 2012..2014")
    return Context(csp=csp, on=Interval(start, end))


def _names(arguments: argparse.Namespace) -> Names:
    from dhrcurate.agencies.matcher import Matcher  # noqa: PLC0415  # not needed for --help
    from dhrcurate.agencies.register import load  # noqa: PLC0415  # the same
    from dhrcurate.storage.folder import LibraryFolder, find_root  # noqa: PLC0415  # the same

    if arguments.register is not None:
        return Matcher(load([arguments.register], builtin=False))
    own = LibraryFolder(find_root(library_path(arguments.library))).register_path
    return Matcher(load([own] if own.is_file() else []))


def _as_object(answer: Suggestion) -> dict[str, object]:
    return {
        "query": answer.query,
        "decision": answer.decision.value,
        "candidates": [
            {"name": each.name, "score": round(each.score, 4), "why": each.why} for each in answer.candidates
        ],
        "why": answer.why,
    }


def _in_words(answer: Suggestion) -> Iterator[str]:
    from dhrcurate.curation.naming.suggestions import worth_showing  # noqa: PLC0415  # not needed for --help

    why = f" ({visible(answer.why, one_line=True)})" if answer.why else ""
    yield f"{visible(answer.query, one_line=True)}: {answer.decision.value}{why}"
    for each in worth_showing(answer):
        yield f"  {each.score:4.2f}  {visible(each.name, one_line=True)}  ({visible(each.why, one_line=True)})"
