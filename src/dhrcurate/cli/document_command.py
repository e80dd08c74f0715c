"""`dhrcurate document`: the documents of a review beside its record: attach, list, locate, remove."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.cli.arguments import add_record, add_signer, library_path, subcommands
from dhrcurate.cli.streams import say
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import DOCUMENT
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

if TYPE_CHECKING:  # loaded when a subcommand runs, not for --help
    from dhrcurate.curation.auditing.trails import AuditTarget
    from dhrcurate.curation.documents.attaching import Attached
    from dhrcurate.curation.documents.opening import Shelf
    from dhrcurate.curation.documents.showing import Counts
    from dhrcurate.curation.library import Library, Loaded
    from dhrcurate.domain.evidence import Evidence, Located, Mode
    from dhrcurate.domain.record import Record
    from dhrcurate.domain.standing import Standing

_KINDS = DOCUMENT.field("kind").choices
_LIBRARY = "the library's folder (default: records, else the current folder)"
_QUOTED = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds every subcommand."""
    command = subcommands(parser, "document")

    add = command("add", "attach documents to a record as evidence: PDF, DOCX or XLSX", _add)
    add_record(add)
    add.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a document of the review")
    add.add_argument("--kind", choices=_KINDS, help="what it is (default: as its name or title tells)")
    add.add_argument("--url", help="where it was published")
    add.add_argument("--no-copy", action="store_true", help="keep only its digest, no copy beside the record")
    add_signer(add)
    listed = command("list", "list the documents of every record, and how its recommendations stand in them", _list)
    listed.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, help=_LIBRARY)
    listed.add_argument("--library", dest="named", metavar="DIR", type=Path, help="the same")
    listed.add_argument("--output-format", choices=("text", "json"), default="text")
    locate = command("locate", "say where the documents print each recommendation, and what was not extracted", _locate)
    add_record(locate)
    locate.add_argument("--output-format", choices=("text", "json"), default="text")
    locate.add_argument("--reveal", action="store_true", help="do not mask personal data in texts")
    remove = command("remove", "remove a document from a record, and its copy", _remove)
    add_record(remove)
    remove.add_argument("name", metavar="NAME", help="its name, its file, or the beginning of its digest")
    add_signer(remove)


def run(arguments: argparse.Namespace) -> int:
    """Runs the subcommand."""
    return int(arguments.act(arguments))


def _opened(arguments: argparse.Namespace) -> tuple[Library, AuditTarget]:
    from dhrcurate.curation.auditing.trails import find_target  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.library import Library  # noqa: PLC0415  # the same
    from dhrcurate.storage.folder import OWN_FILES, REGISTER_ID  # noqa: PLC0415  # the same

    target = find_target(arguments.record, arguments.library)
    library = Library.open(target.path.parent)
    if target.name in OWN_FILES:
        what = "register has" if target.name == REGISTER_ID else "samples have"
        raise UnusableError(f"{target.path}: the {what} no documents; name a record")
    if library.folder.record_path(target.name) != target.path:
        raise UnusableError(f"{target.name}: another file of the library has this id too; give one of them another")
    return library, target


def _add(arguments: argparse.Namespace) -> int:
    from dhrcurate.curation.configuration.curator import who_signs  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.documents.attaching import attach  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.given import looked_at, read_given  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same
    from dhrcurate.curation.saving.session import Session  # noqa: PLC0415  # the same

    _check_url(arguments)
    library, target = _opened(arguments)
    session = Session(library, who_signs(arguments.curator, where=library.root))
    code = 0
    with Shelf(library.folder) as shelf:
        for file in arguments.files:
            try:
                given = looked_at(file, read_given(file), shelf.texts, arguments.kind)
                done = attach(session, shelf, target.name, given, url=arguments.url, copy=not arguments.no_copy)
            except RefusedError as error:
                say(str(error))
                code = max(code, 1)
            except UnusableError as error:
                say(str(error))
                code = 2
            else:
                _tell(target, done)
                if not done.file:
                    _kept_elsewhere(shelf, target, done)
                _doubt(library, shelf, target, done)
    session.must_stand()
    return code


def _kept_elsewhere(shelf: Shelf, target: AuditTarget, done: Attached) -> None:
    """Says that a document of which no copy is kept will not be found again."""
    from dhrcurate.curation.documents.opening import Named  # noqa: PLC0415  # not needed for --help

    found = shelf.find(target.path, Named(done.given.sha256, done.given.kind, done.given.name))
    if found.path is None:
        say(f"{done.given.name}: it will not be found here again: {found.missing}")


def _doubt(library: Library, shelf: Shelf, target: AuditTarget, done: Attached) -> None:
    """Says that a document which was just attached seems to be of another review."""
    from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.documents.showing import doubts  # noqa: PLC0415  # the same

    loaded = library.load(target.name)
    found = evidence_of_record(shelf, loaded.document, "cached")
    if found is not None and loaded.record is not None:
        for doubt in doubts(loaded.record, loaded.data or {}, library.names, found.evidence):
            if doubt.startswith(done.given.name):
                say(doubt)


def _check_url(arguments: argparse.Namespace) -> None:
    if arguments.url is None:
        return
    if len(arguments.files) > 1:
        raise UnusableError(f"--url is about a single document, and {len(arguments.files)} are named")
    if not arguments.url.lower().startswith(("https://", "http://")):
        raise UnusableError("--url: give the whole address, from https:// on")


def _tell(target: AuditTarget, done: Attached) -> None:
    given = done.given
    for notice in done.saved.notices if done.saved else ():
        say(notice)
    if given.warning:
        say(f"{given.name}: {given.warning}")
    pages = f", {plural(given.report.pages, 'page')}" if given.report and given.report.pages else ""
    copy = f", copy in {done.file}" if done.file else f", no copy; its digest is {given.sha256}"
    verb = "attached as" if done.saved else "put back:"
    print(visible(f"{target.name}: {given.name} {verb} {given.kind}{pages}{copy}", one_line=True))
    if given.kind == "other" and given.report is None and done.saved:
        say(f"{given.name}: its name does not tell what it is, and it was not read; remove it and add it with --kind")


def _remove(arguments: argparse.Namespace) -> int:
    from dhrcurate.curation.configuration.curator import who_signs  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.documents.attaching import remove  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same
    from dhrcurate.curation.saving.session import Session  # noqa: PLC0415  # the same

    library, target = _opened(arguments)
    session = Session(library, who_signs(arguments.curator, where=library.root))
    done = remove(session, Shelf(library.folder), target.name, arguments.name)
    for notice in (*(done.saved.notices if done.saved else ()), *done.notices, *done.stays):
        say(notice)
    if done.saved or not done.stays:
        what = f"{done.name} removed" if done.saved else f"what was left of {done.name} removed"
        print(visible(f"{target.name}: {what}", one_line=True))
    session.must_stand()
    return 1 if done.stays else 0


def _locate(arguments: argparse.Namespace) -> int:
    from dhrcurate.cli.printing import print_json  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.showing import as_json, doubts, standings_of  # noqa: PLC0415  # the same

    library, target = _opened(arguments)
    with Shelf(library.folder) as shelf:
        loaded, record, evidence = _evidence(library, shelf, target.name)
    if arguments.output_format == "json":
        print_json(as_json(record, evidence, reveal=arguments.reveal), indent=1)
        return 0
    about = record, loaded.data or {}, library.names, evidence
    for line in _located_lines(record, evidence, standings_of(*about), reveal=arguments.reveal):
        print(visible(line, one_line=True))
    for doubt in doubts(*about):
        say(doubt)
    return 0


def _evidence(library: Library, shelf: Shelf, record_id: str) -> tuple[Loaded, Record, Evidence]:
    from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # not needed for --help

    loaded = library.load(record_id)
    if loaded.record is None:
        why = loaded.problems[0].message if loaded.problems else "it is no record"
        raise UnusableError(f"{loaded.document.path}: cannot be read: {why}")
    found = evidence_of_record(shelf, loaded.document, "read")
    if found is None:
        raise UnusableError(f"{record_id}: it has no documents; {_adding(library, record_id)}")
    return loaded, loaded.record, found.evidence


def _adding(library: Library, record_id: str) -> str:
    from dhrcurate.curation.folder_names import in_library  # noqa: PLC0415  # not needed for --help

    return f"`dhrcurate document add {record_id} FILE{in_library(library.root)}` attaches one"


def _located_lines(
    record: Record, evidence: Evidence, standing: Mapping[str, Standing], *, reveal: bool
) -> Iterator[str]:
    from dhrcurate.curation.documents.showing import (  # noqa: PLC0415  # not needed for --help
        differences_shown,
        passage_shown,
    )
    from dhrcurate.domain.number import natural_key  # noqa: PLC0415  # the same
    from dhrcurate.domain.printed_place import document_in_words, page_in_words  # noqa: PLC0415  # the same
    from dhrcurate.domain.standing import Standing  # noqa: PLC0415  # the same
    from dhrcurate.rules.disclosure.masking import mask  # noqa: PLC0415  # the same

    yield from _document_lines(evidence)
    places = {
        one.key: ", ".join(filter(None, (page_in_words(one.main), document_in_words(one.main, evidence.documents))))
        if one.main
        else ""
        for one in evidence.recommendations
    }
    width = max([12, *map(len, places.values())]) + 2
    numbers = {r.key: r.number for r in record.recommendations}
    for one in sorted(evidence.recommendations, key=lambda one: natural_key(numbers.get(one.key) or "")):
        about = record.by_key(one.key)
        text, number = (about.text, about.number) if about else ("", None)
        differing = standing.get(one.key, Standing(one)).otherwise(number)
        told = _how(one, evidence, differing if reveal else mask(differing))
        yield f"  {one.key}  {number or '-':<8}{places[one.key]:<{width}}{told}"
        for mine, theirs in differences_shown(one, text, reveal=reveal):
            yield f"      record: {_quoted(mine)}  document: {_quoted(theirs)}"
    for passage in evidence.not_extracted:
        doubt = "" if passage.sure else "perhaps "
        place = ", ".join(filter(None, (page_in_words(passage), document_in_words(passage, evidence.documents))))
        number = f" {passage.number}" if passage.number else ""
        yield f"  {doubt}not extracted{number}  {place}  {_quoted(passage_shown(passage, reveal=reveal))}"


def _document_lines(evidence: Evidence) -> Iterator[str]:
    from dhrcurate.curation.documents.showing import problem_of  # noqa: PLC0415  # not needed for --help

    for facts in evidence.documents:
        pages = f"  {plural(facts.pages, 'page')}" if facts.pages else ""
        state = problem_of(facts) or "readable"
        if facts.unreadable_pages and not facts.problem:
            state += f", but for {plural(len(facts.unreadable_pages), 'page')} without text"
        if facts.partly and not facts.problem:
            state += ", but not its comments, form fields, hidden or inserted parts"
        yield f"  {facts.kind}  {facts.name}  {facts.sha256[:12]}{pages}  {state}"


def _how(one: Located, evidence: Evidence, differing: str) -> str:
    match one.status.value:
        case "exact" | "same-words" if one.taken:
            told = "taken from this document"
        case "exact":
            told = "text as in the document" if differing else "as in the document"
        case "same-words":
            told = "the words of the document"
        case "differs":
            told = f"differs in {plural(len(one.differences), 'place')}"
        case "absent":
            told = "in no document"
        case _:
            other = evidence.strange and all(each.read for each in evidence.documents)
            told = "not known, as " + ("the report seems to be another" if other else "not every page could be read")
    return f"{told}, {differing}" if differing else told


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + '…'}”" if plain else "nothing"


def _list(arguments: argparse.Namespace) -> int:
    from dhrcurate.cli.printing import print_json  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.documents.leftovers import leftovers  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.opening import Shelf  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.showing import Counts, listed_as_json, standings_of  # noqa: PLC0415  # the same
    from dhrcurate.curation.documents.unnamed import unnamed  # noqa: PLC0415  # the same
    from dhrcurate.curation.library import Library  # noqa: PLC0415  # the same

    if arguments.library is not None and arguments.named is not None:
        raise UnusableError("--library: the library is named already; name it once")
    library = Library.open(library_path(arguments.named or arguments.library))
    as_json, forms = arguments.output_format == "json", []
    with Shelf(library.folder) as shelf:
        for loaded, evidence in _of_library(library, shelf):
            record = loaded.record
            standing = standings_of(record, loaded.data or {}, library.names, evidence) if record else {}
            counts = Counts.of(record, evidence, standing)
            forms.append(listed_as_json(loaded.id, evidence, counts))
            for line in () if as_json else _listed_lines(loaded, library, evidence, counts):
                print(visible(line, one_line=True), flush=True)
        left = list(leftovers(library, shelf))
        for one in left:
            what = f"{one.document.file} is left" if one.copy else "its text is left in the cache"
            say(
                f"{one.record_id}: no record names {one.document.name} any more, and {what}; `{one.command}` removes it"
            )
        copies = {one.copy for one in left}
        for path in unnamed(library):
            if library.root / path not in copies:
                say(f"{path}: no record names this file")
    if as_json:
        print_json(forms, indent=1)
    if not forms:
        say(f"no record here has a document; {_adding(library, 'RECORD')}")
    return 0


def _of_library(library: Library, shelf: Shelf) -> Iterator[tuple[Loaded, Evidence]]:
    """The records of a library that have documents; where none can be read, with what is known without that."""
    from dhrcurate.curation.documents.evidence import evidence_of_record  # noqa: PLC0415  # not needed for --help
    from dhrcurate.documents.process import MissingLibraryError  # noqa: PLC0415  # the same

    mode: Mode = "read"
    for record_id in library.ids():
        loaded = library.load(record_id)
        try:
            found = evidence_of_record(shelf, loaded.document, mode)
        except MissingLibraryError as error:
            say(str(error))
            mode = "cached"
            found = evidence_of_record(shelf, loaded.document, mode)
        if found is not None:
            yield loaded, found.evidence


def _listed_lines(loaded: Loaded, library: Library, evidence: Evidence, counts: Counts) -> Iterator[str]:
    from dhrcurate.curation.documents.showing import doubts  # noqa: PLC0415  # not needed for --help

    yield loaded.id
    yield from _document_lines(evidence)
    yield f"  {counts.in_words()}"
    if loaded.record is not None:
        yield from (f"  {doubt}" for doubt in doubts(loaded.record, loaded.data or {}, library.names, evidence))
