"""`dhrcurate import`: makes records from published pages and extraction tables."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.domain.errors import NotSavedError, RefusedError, UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

if TYPE_CHECKING:  # loaded when pages are read, not for --help
    from dhrcurate.curation.importing import ImportedReview, Importer

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


_EPILOG = """\
exit codes: 0 every row and word of the files is in the library; 1 a file was refused, or something that is named is not
in the library, now or from an earlier import; 2 unusable arguments or files. Columns and lines that a record has no
place for, and of pages what stands above the recommendations and around the content, are not missed.
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
    code = 0
    for page in arguments.pages:
        try:
            for imported in importer.import_page(page):
                _tell(page, imported, dry_run=arguments.dry_run)
                code = max(code, 0 if imported.whole else 1)
        except RefusedError as error:
            _say(str(error))
            code = max(code, 1)
        except UnusableError as error:
            _say(str(error))
            code = 2
        except NotSavedError as error:
            _say(str(error))
            return 2
    importer.must_stand()
    return code


def _importer(arguments: argparse.Namespace) -> Importer:
    from dhrcurate.curation.configuration.curator import UNATTENDED_IMPORT, known_curator  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.importing import Importer  # noqa: PLC0415  # the same
    from dhrcurate.importers import Metadata  # noqa: PLC0415  # the same

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
        given=Metadata(
            title=arguments.title,
            csp=arguments.csp,
            published=arguments.published,
            year_of_death=arguments.year_of_death,
            url=arguments.url,
        ),
    )


def _mapping(pairs: Sequence[str]) -> dict[str, list[str]]:
    mapping: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise UnusableError(f"--map {pair}: write FIELD=COLUMN, such as text=Wording")
        mapping.setdefault(field, []).append(column)
    return mapping


def _tell(page: Path, imported: ImportedReview, *, dry_run: bool) -> None:
    for warning in imported.warnings:
        _say(f"{page}: {warning}")
    if imported.known:
        _say(f"{page}: already in the library, as {imported.record_id}; nothing was written")
        return
    from dhrcurate.importers import layout_in_words  # noqa: PLC0415  # loaded when pages are read, not for --help

    words = f"{plural(imported.count, 'recommendation')} from {page}, {layout_in_words(imported.layout)}"
    if not dry_run:
        here = Path.cwd()
        path = imported.path.relative_to(here) if imported.path.is_relative_to(here) else imported.path
        print(visible(f"{path}: {words}", one_line=True), flush=True)
        return
    from dhrcurate.storage.codec import dump  # noqa: PLC0415  # only with --dry-run

    _say(f"{imported.record_id}: {words}; nothing was written")
    print(visible(dump(dict(imported.data)).decode()), flush=True)


def _say(words: str) -> None:
    print(f"dhrcurate: {visible(words, one_line=True)}", file=sys.stderr, flush=True)
