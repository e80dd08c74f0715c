"""`dhrcurate import`: makes records from published pages and extraction tables."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhrcurate.cli.streams import say
from dhrcurate.domain.errors import NotSavedError, RefusedError, UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

if TYPE_CHECKING:  # loaded when pages are read, not for --help
    from dhrcurate.curation.importing import ImportedReview, Importer
    from dhrcurate.curation.returning.returner import Returned
    from dhrcurate.curation.updating.updater import Updated
    from dhrcurate.curation.updating.way import Way

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


_EPILOG = """\
exit codes: 0 every row and word of the files is in the library; 1 a file was refused, or something that is named is not
in the library, now or from an earlier import, or an update raised a conflict, met an open one or met a record that is
signed off; 2 unusable arguments or files. Lines that a record has no place for, and of pages what stands above the
recommendations and around the content, are not missed; nor are columns that --drop-columns leaves out.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "pages", nargs="+", metavar="PAGE", type=Path, help="text, Markdown, HTML, CSV, JSON, JSONL, PDF, DOCX or XLSX"
    )
    parser.add_argument("--into", metavar="LIBRARY", type=Path, help="the library's folder; created if missing")
    parser.add_argument("--as", dest="curator", metavar="NAME", help="who signs the import")
    parser.add_argument("--dry-run", action="store_true", help="print the records and write nothing")
    parser.add_argument("--no-source", action="store_true", help="keep only the digests of the pages, no copies")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="for tables: the column of a field, such as text=Wording; repeatable, also for a field of several columns",
    )
    parser.add_argument(
        "--drop-columns", action="store_true", help="leave out columns of tables that a record has no field for"
    )
    parser.add_argument(
        "--extraction",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="what made the table, if it does not say so: tool, model, run or prompt; repeatable",
    )
    parser.add_argument(
        "--strict", action="store_true", help="write nothing if a row, a word or a member of a file cannot be kept"
    )
    later = parser.add_argument_group(
        "a later extraction of a review that is in the library, or an export that was edited"
    )
    later.add_argument("--update", action="store_true", help="update the records: what curators changed stays")
    later.add_argument("--record", metavar="ID", help="with --update: the record, if the file does not tell")
    later.add_argument("--reopen", action="store_true", help="with --update: reopen records that are signed off")
    later.add_argument("--as-new", action="store_true", help="make another record, even if the review is there")
    later.add_argument("--output-format", choices=("text", "json"), default="text", help="what is told of updates")
    later.add_argument("--reveal", action="store_true", help="do not mask personal data in what is told of updates")
    given = parser.add_argument_group("facts of the review, if the page does not give them")
    given.add_argument("--csp", metavar="NAME", help="the community safety partnership or its area")
    given.add_argument("--title", help="the review's title")
    given.add_argument("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD")
    given.add_argument("--year-of-death", metavar="YEAR", type=int)
    given.add_argument("--url", help="the address of the page or its report")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the call cannot be used.
        NotSavedError: If a record cannot be written.
    """
    importer = _importer(arguments)
    if arguments.strict and (code := _lost(importer, arguments.pages)):
        say("nothing was written, as --strict is given")
        return code
    code = 0
    told: list[tuple[Path, ImportedReview | Updated]] = []
    came_back: list[tuple[Path, Returned]] = []
    for page in arguments.pages:
        try:
            if (returned := importer.take_back(page)) is not None:
                came_back.append((page, returned))
                code = max(code, _tell_returned(page, returned, arguments))
                continue
            for imported in importer.import_page(page):
                told.append((page, imported))
                code = max(code, _tell(page, imported, arguments))
        except (RefusedError, UnusableError) as error:
            code = max(code, _not_read(error))
        except NotSavedError as error:
            say(str(error))
            return 2
    if arguments.output_format == "json":
        _print_objects(told, came_back, arguments)
    importer.must_stand()
    return code


def _lost(importer: Importer, pages: Sequence[Path]) -> int:
    """Tells what of some files cannot be kept; returns the exit code, 0 if all of them can be kept whole."""
    code = 0
    for page in pages:
        try:
            for words in _masked(importer.would_lose(page)):
                say(f"{page}: {words}")
                code = max(code, 1)
        except (RefusedError, UnusableError) as error:
            code = max(code, _not_read(error))
    return code


def _not_read(error: RefusedError | UnusableError) -> int:
    """Tells why nothing came of a file; returns the exit code that it asks for."""
    say(str(error))
    return 1 if isinstance(error, RefusedError) else 2


def _importer(arguments: argparse.Namespace) -> Importer:
    from dhrcurate.curation.configuration.curator import UNATTENDED_IMPORT, known_curator  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.importing import Importer  # noqa: PLC0415  # the same
    from dhrcurate.importers import Metadata, given_facts  # noqa: PLC0415  # the same

    if arguments.into is None and not arguments.dry_run:
        raise UnusableError("--into is missing: name the folder of the library to import into, such as --into records")
    single = {"--title": arguments.title, "--url": arguments.url, "--published": arguments.published}
    given = [option for option, value in {**single, "--year-of-death": arguments.year_of_death}.items() if value]
    if given and len(arguments.pages) > 1:
        raise UnusableError(f"{given[0]} is about a single page, and {len(arguments.pages)} are named")
    if arguments.published and not _DATE.fullmatch(arguments.published):
        raise UnusableError(f"--published {arguments.published}: write YYYY, YYYY-MM or YYYY-MM-DD")
    into = arguments.into or Path("records")
    return Importer(
        into,
        known_curator(arguments.curator, where=into if into.is_dir() else None) or UNATTENDED_IMPORT,
        keep_source=not arguments.no_source,
        dry_run=arguments.dry_run,
        mapping=_mapping(arguments.map),
        way=_way(arguments),
        given=Metadata(
            title=arguments.title,
            csp=arguments.csp,
            published=arguments.published,
            year_of_death=arguments.year_of_death,
            url=arguments.url,
        ),
        extraction=given_facts(arguments.extraction),
        drop_columns=arguments.drop_columns,
    )


def _mapping(pairs: Sequence[str]) -> dict[str, list[str]]:
    mapping: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UnusableError(f"--map {pair}: write FIELD=COLUMN, such as text=Wording")
        mapping.setdefault(field, []).append(column)
    return mapping


def _way(arguments: argparse.Namespace) -> Way:
    from dhrcurate.curation.updating.way import Way  # noqa: PLC0415  # not needed for --help

    if arguments.update and arguments.as_new:
        raise UnusableError(
            "--update changes the record that is there, and --as-new makes another one: name one of them"
        )
    for option, value in (("--record", arguments.record), ("--reopen", arguments.reopen)):
        if value and not arguments.update:
            raise UnusableError(f"{option} is about an update: name --update too")
    if arguments.record and len(arguments.pages) > 1:
        raise UnusableError(f"--record is about a single page, and {len(arguments.pages)} are named")
    return Way(arguments.update, arguments.record, arguments.as_new, arguments.reopen)


def _tell(page: Path, imported: ImportedReview | Updated, arguments: argparse.Namespace) -> int:
    """Tells what became of a review; returns the exit code that it asks for."""
    from dhrcurate.curation.importing import ImportedReview  # noqa: PLC0415  # loaded by now

    for warning in _masked(imported.warnings):
        say(f"{page}: {warning}")
    if imported.known:
        say(f"{page}: already in the library, as {imported.record_id}; nothing was written")
    if isinstance(imported, ImportedReview):
        if not imported.known and arguments.output_format == "text":
            _tell_new(page, imported, dry_run=arguments.dry_run)
        return 0 if imported.whole else 1
    if imported.signed_off:
        say(f"{page}: skipped: {imported.record_id} is signed off; --reopen reopens and updates it")
    elif arguments.output_format == "text":
        _tell_updated(page, imported, arguments)
    return 0 if imported.settled else 1


def _tell_updated(page: Path, updated: Updated, arguments: argparse.Namespace) -> None:
    from dhrcurate.cli.printing import masking  # noqa: PLC0415  # only of updates
    from dhrcurate.curation.folder_names import folder_named  # noqa: PLC0415  # the same
    from dhrcurate.reporting.updates import summary, texts_of, update_lines  # noqa: PLC0415  # the same

    told = tuple(one for one in updated.told if arguments.dry_run or not one.followed)
    if not updated.known or told:  # the lines below name no record
        what = f"{summary(updated)}, from {page}"
        nothing = "; nothing was written" if arguments.dry_run else ""
        print(visible(f"{_from_here(updated.path)}: {what}{nothing}", one_line=True), flush=True)
    if told:
        shown = replace(updated, told=told)
        for line in update_lines(shown, masking(arguments, texts_of(shown))):
            print(line, flush=True)
    if not arguments.dry_run and any(one.disputed for one in updated.told):
        say(f"`dhrcurate review {folder_named(arguments.into)}` shows the sides of each with U, where it is decided")


def _tell_returned(page: Path, returned: Returned, arguments: argparse.Namespace) -> int:
    """Tells what an export changed that came back; returns the exit code that it asks for."""
    from dhrcurate.reporting.updates import returned_summary  # noqa: PLC0415  # only of exports

    for warning in _masked(returned.warnings):
        say(f"{page}: {warning}")
    for one in returned.outcomes:
        _tell(page, one, arguments)
    nothing = "; nothing was written" if arguments.dry_run else ""
    say(f"{page}: {returned_summary(returned)}{nothing}")
    return 0 if returned.settled else 1


def _print_objects(
    told: Sequence[tuple[Path, ImportedReview | Updated]],
    came_back: Sequence[tuple[Path, Returned]],
    arguments: argparse.Namespace,
) -> None:
    from dhrcurate.cli.printing import masking, print_json  # noqa: PLC0415  # only for programs
    from dhrcurate.curation.importing import ImportedReview  # noqa: PLC0415  # loaded by now
    from dhrcurate.reporting import updates  # noqa: PLC0415  # only of updates

    within = [*told, *((page, outcome) for page, one in came_back for outcome in one.outcomes)]
    texts = [text for _, one in within if not isinstance(one, ImportedReview) for text in updates.texts_of(one)]
    words = [words for _, one in (*within, *came_back) for words in one.warnings]
    masked = masking(arguments, [*texts, *words])
    objects = [
        updates.imported_object(
            str(page), one.record_id, masked, known=one.known, warnings=one.warnings, dry_run=arguments.dry_run
        )
        if isinstance(one, ImportedReview)
        else updates.update_object(str(page), one, masked, dry_run=arguments.dry_run)
        for page, one in told
    ]
    for page, returned in came_back:
        objects += updates.returned_objects(str(page), returned, masked, dry_run=arguments.dry_run)
    print_json(objects, indent=2)


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _tell_new(page: Path, imported: ImportedReview, *, dry_run: bool) -> None:
    from dhrcurate.importers import layout_in_words  # noqa: PLC0415  # loaded when pages are read, not for --help

    words = f"{plural(imported.count, 'recommendation')} from {page}, {layout_in_words(imported.layout)}"
    if not dry_run:
        print(visible(f"{_from_here(imported.path)}: {words}", one_line=True), flush=True)
        return
    from dhrcurate.storage.codec import dump  # noqa: PLC0415  # only with --dry-run

    say(f"{imported.record_id}: {words}; nothing was written")
    print(visible(dump(_with_columns_masked(imported.data)).decode()), flush=True)


def _masked(words: Sequence[str]) -> Sequence[str]:
    """What is told without personal data: it quotes cells and the names of columns."""
    if not words:
        return ()
    from dhrcurate.rules.disclosure.masking import mask_all  # noqa: PLC0415  # slow to load

    return mask_all(words)


def _with_columns_masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what is kept beside its recommendations without personal data."""
    from dhrcurate.rules.disclosure.masking import masked_columns  # noqa: PLC0415  # slow to load

    rows = [
        row | ({"extra": masked_columns(row["extra"])} if "extra" in row else {}) for row in data["recommendations"]
    ]
    return {**data, "recommendations": rows}
