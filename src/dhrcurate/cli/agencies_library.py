"""The actions of `dhrcurate agencies` on a library: list, resolve, cluster, add, rename, distinct, import."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from dhrcurate.agencies import official
from dhrcurate.agencies.normalise import fold
from dhrcurate.cli.arguments import cores, library_path
from dhrcurate.cli.printing import Masking, masking, print_objects
from dhrcurate.cli.streams import unfiltered
from dhrcurate.curation.checking.workers import forks, spread
from dhrcurate.curation.configuration.curator import who_signs
from dhrcurate.curation.library import Library
from dhrcurate.curation.naming import agencies, register
from dhrcurate.curation.naming.agencies import Change, Name, Preview, Scope
from dhrcurate.curation.naming.clustering import clusters_of
from dhrcurate.curation.naming.deciding import NameDecision
from dhrcurate.curation.naming.reading_ahead import read_ahead
from dhrcurate.curation.naming.suggestions import worth_showing
from dhrcurate.curation.proposal import Batch, Proposal
from dhrcurate.curation.saving.bulk import Progress
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.agency import KINDS, plain_kind
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.nearest import did_you_mean, nearest
from dhrcurate.domain.record import Record
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural
from dhrcurate.review.naming import warned
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.storage.paths import display_path

_NEAREST = 3
"""The most names that a message about an unknown one suggests."""


def list_names(arguments: argparse.Namespace) -> int:
    """Lists every name in a library's cells, with counts, suggestions and decisions."""
    library = _library_read(arguments)
    found = agencies.names_of(_records(library), library.names, reasons=arguments.output_format != "text")
    library.keep_read()
    if arguments.open:
        found = [name for name in found if name.open]
    masked = masking(arguments, (name.written for name in found))
    if arguments.output_format != "text":
        print_objects((_name_object(name, masked) for name in found), arguments.output_format)
        return 0
    rows = [
        (
            str(len(name.uses)),
            str(name.open or ""),
            masked(name.written),
            "; ".join(name.decided) or _proposed(name),
        )
        for name in found
    ]
    _table(("uses", "open", "written", "meaning, or suggestion"), rows)
    _say(f"{plural(len(found), 'name')}, {sum(1 for name in found if name.open)} of them open somewhere")
    return 0


def cluster(arguments: argparse.Namespace) -> int:
    """Groups undecided names by what they probably mean."""
    library = _library_read(arguments)
    names = agencies.names_of(_records(library), library.names, reasons=False)
    library.keep_read()
    options = {} if arguments.cutoff is None else {"cutoff": arguments.cutoff}
    found = clusters_of(names, **options)
    masked = masking(arguments, (name.written for group in found for name in group.members))
    if arguments.output_format != "text":
        rows: Iterator[dict[str, object]] = (
            {
                "proposed": group.proposed,
                "uses": group.uses,
                "members": [{"written": masked(name.written), "uses": len(name.uses)} for name in group.members],
            }
            for group in found
        )
        print_objects(rows, arguments.output_format)
        return 0
    for group in found:
        print(f"{group.uses:5}  {_shown(group.proposed or '(no agency is suggested)')}")
        for name in group.members:
            print(f"       {len(name.uses):5}  {_shown(masked(name.written))}")
    _say(f"{plural(len(found), 'group')} of {plural(sum(len(group.members) for group in found), 'name')}")
    return 0


def resolve(arguments: argparse.Namespace) -> int:
    """Gives open cells their canonical names, or decides one written name in the whole library."""
    library = _library(arguments)
    if bool(arguments.written) != bool(arguments.means):
        raise UnusableError("--written and --means go together: the written name, and its meaning")
    if arguments.csp is not None and not arguments.csp.strip():
        raise UnusableError("--csp is empty: name a partnership, or leave it out to decide for every record")
    if arguments.csp and not arguments.written:
        raise UnusableError("--csp goes with --written and --means: it limits them to one partnership")
    if arguments.written and (arguments.min_score or arguments.inferred):
        raise UnusableError("--min-score and --inferred are for suggestions: they do not go with --written")
    if not arguments.written:
        _read_ahead(library)
        preview = agencies.resolve(
            _records(library), library.names, min_score=arguments.min_score, inferred=arguments.inferred
        )
        library.keep_read()
        return _bulk(library, arguments, preview, {})
    for name in arguments.means:
        if library.names.entry(name) is None:
            raise UnusableError(f"{name}: no agency has this name; `dhrcurate agencies add` adds it")
    area = arguments.csp and fold(arguments.csp)
    records = [record for record in _records(library) if area in {None, fold(record.review.csp or "")}]
    _refuse_unwritten(library, records, arguments.written, arguments.csp)
    decision = NameDecision(
        (arguments.written,), tuple(arguments.means), Scope.LIBRARY, remembered=True, csp=arguments.csp
    )
    preview = decision.preview(records, library.names).beside()
    known = library.register_data()
    if warning := warned(decision, library.names, known):
        _say(f"warning: {warning}")
    return _bulk(library, arguments, preview, {REGISTER_ID: decision.remembering(known)})


def _refuse_unwritten(library: Library, records: Sequence[Record], written: str, csp: str | None) -> None:
    """Refuses a decision about a name that no record holds: a typing error would be remembered for ever."""
    if register.remembered(library.register_data(), written, csp):
        return
    found = dict.fromkeys(agencies.spellings(records, library.names))
    if any(fold(name) == fold(written) for name in found):
        return
    place = f"no record of {csp}" if csp else "no record of this library"
    near = ", ".join(f"“{name}”" for name in nearest(written, found, _NEAREST))
    hint = f"the nearest names are {near}" if near else "`dhrcurate agencies list` lists all names"
    raise UnusableError(f"“{written}” occurs in {place}, so nothing was remembered; {hint}")


def rename(arguments: argparse.Namespace) -> int:
    """Gives an agency another canonical name, in the register and in all records."""
    library = _library(arguments)
    agency = library.names.entry(arguments.old)
    if agency is None:
        raise UnusableError(
            f"{arguments.old}: no agency has this name; `dhrcurate agencies suggest` finds similar ones"
        )
    renamed = register.rename_agency(library.register_data(), agency, arguments.new, library.names)
    preview = agencies.rename(_records(library), arguments.old, arguments.new)
    return _bulk(library, arguments, preview, {REGISTER_ID: renamed})


def add(arguments: argparse.Namespace) -> int:
    """Adds an agency to the library's register."""
    library = _library(arguments)
    entry: dict[str, Any] = {"name": arguments.name, "kind": arguments.kind}
    given = {
        "id": arguments.id,
        "class": arguments.class_,
        "aliases": arguments.alias,
        "acronyms": arguments.acronym,
        "areas": arguments.area,
        "sites": arguments.site,
        "successors": arguments.successor,
        "valid_from": arguments.valid_from,
        "valid_to": arguments.valid_to,
    }
    entry.update({key: value for key, value in given.items() if value})
    if (
        arguments.valid_from
        and arguments.valid_to
        and arguments.valid_from[: len(arguments.valid_to)] > arguments.valid_to
    ):
        raise UnusableError("--valid-to is before --valid-from")
    proposal = register.add_agency(library.register_data(), entry, library.names)
    _warn_of_kind(arguments.kind)
    return _in_register(library, arguments, proposal, f"added {entry['name']}")


def distinct(arguments: argparse.Namespace) -> int:
    """Remembers that names do not mean the same agency."""
    library = _library(arguments)
    proposal = register.not_the_same(library.register_data(), arguments.names)
    return _in_register(library, arguments, proposal, f"remembered: not the same: {', '.join(arguments.names)}")


def import_list(arguments: argparse.Namespace) -> int:
    """Adds the agencies of an official list that the register does not have yet."""
    library = _library(arguments)
    columns = dict(_column(text) for text in arguments.column)
    try:
        raw = arguments.file.read_bytes()
    except OSError as error:
        raise UnusableError(f"{arguments.file}: cannot be read: {error.strerror or error}") from None
    listed = official.entries(raw, str(arguments.file), arguments.kind, columns or None, arguments.separator)
    compared = official.compare(listed, library.names.entries())
    new = compared.new
    proposal = register.add_agencies(library.register_data(), new)
    _warn_of_kind(arguments.kind)
    if compared.unknown_successors:
        codes = ", ".join(compared.unknown_successors)
        _say(f"warning: successors left out, because no agency in the list or the register has their codes: {codes}")
    for entry in new:
        print(_shown(entry["name"]))
    done = f"added {len(new)} of the {len(listed)} agencies in {arguments.file.name}; the register has the others"
    return _in_register(library, arguments, proposal, done)


def _warn_of_kind(kind: str) -> None:
    """Warns of an unknown kind: any kind is accepted, so a typing error would go unnoticed."""
    if plain_kind(kind) not in KINDS:
        _say(f"warning: {kind} is not a known kind of agency; it is used as given{did_you_mean(kind, KINDS)}")


def _column(text: str) -> tuple[str, str]:
    field, equals, header = text.partition("=")
    if not equals:
        raise UnusableError(f"--column {text}: write FIELD=HEADER, such as name=Organisation")
    return field, header


def _library(arguments: argparse.Namespace) -> Library:
    return Library.open(library_path(arguments.library), register=getattr(arguments, "register", None))


def _library_read(arguments: argparse.Namespace) -> Library:
    library = _library(arguments)
    _read_ahead(library)
    return library


def _read_ahead(library: Library) -> None:
    read_ahead(library, partial(spread, jobs=cores() if forks() else 1))


def _records(library: Library) -> Iterator[Record]:
    unread = 0
    for record_id in library.ids():
        record = library.load(record_id).record
        if record is None:
            unread += 1
        else:
            yield record
    for left_out in library.folder.unnamed():
        _say(left_out)
    if unread:
        _say(f"{plural(unread, 'record')} skipped that cannot be read; `dhrcurate check` says why")


def _in_register(library: Library, arguments: argparse.Namespace, proposal: Proposal, done: str) -> int:
    if not proposal.edits:
        _say("nothing to change: the register says so already")
        return 0
    if arguments.dry_run:
        _say(f"would have {done} in {library.folder.register_path}; nothing was changed")
        return 0
    created = not library.folder.register_path.exists()
    session = Session(library, who_signs(arguments.curator))
    batch = session.apply_many({REGISTER_ID: proposal}, arguments.note)
    session.must_stand()
    _tell(batch)
    if not batch.skipped:
        _say(done)
        _report_created(library, created=created)
    return 1 if batch.skipped else 0


def _report_created(library: Library, *, created: bool) -> None:
    """Reports where a register was created: nobody would look for it in a folder that was named by mistake."""
    path = library.folder.register_path
    if created and path.exists():
        alone = "" if library.ids() else ", in a folder without records"
        _say(f"created a register: {display_path(path)}{alone}")


def _bulk(library: Library, arguments: argparse.Namespace, preview: Preview, more: Mapping[str, Proposal]) -> int:
    """Shows or makes a bulk change; signed-off records are reported and skipped."""
    proposals = {**preview.proposals(arguments.note), **{key: each for key, each in more.items() if each.edits}}
    masked = masking(arguments, (*preview.skipped.values(), *(each.cell for each in preview.changes)))
    if arguments.dry_run:
        _show(preview, masked)
    for place, reason in preview.skipped.items():
        _say(f"{place}: skipped: {masked(reason)}")
    parts = [f"{plural(len(preview.changes), 'recommendation')} in {plural(preview.records, 'record')}"]
    if not preview.changes:
        parts.clear()
    if any(each.edits for each in more.values()):
        parts.append("the register")
    changed = " and ".join(parts)
    if not proposals:
        _say("nothing to change")
        return 0
    if arguments.dry_run:
        _say(f"would change {changed}; nothing was changed")
        return 0
    created = not library.folder.register_path.exists()
    session = Session(library, who_signs(arguments.curator))
    with _between_records() as progress:
        batch = session.apply_many(proposals, arguments.note, progress)
    session.must_stand()
    _tell(batch)
    if batch.saved:
        _say(f"changed {changed}, except what was skipped" if batch.skipped else f"changed {changed}")
        _report_created(library, created=created)
    return 0


@contextmanager
def _between_records() -> Iterator[Progress]:
    """While it lasts, an interrupt waits for the record that is being written, and how far the change came is said.

    A second interrupt does not wait.
    """
    asked = False

    def interrupted(_number: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    def progress(done: int, everything: int) -> None:
        _progress(done, everything)
        if asked and done < everything:
            _say(
                f"interrupted after {done} of {plural(everything, 'record')}: the same command makes the rest, and undo"
                " takes back what was made, as one step"
            )
            raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:  # ignored, or somebody else's
        yield progress
        return
    signal.signal(signal.SIGINT, interrupted)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _progress(done: int, everything: int) -> None:
    if sys.stderr.isatty() and (done == everything or done % 20 == 0):
        end = "\n" if done == everything else ""
        print(f"\r{done} of {everything} saved", end=end, file=unfiltered(sys.stderr), flush=True)


def _tell(batch: Batch) -> None:
    for notice in batch.notices:
        _say(notice)
    for saved in batch.saved:
        for notice in saved.notices:
            _say(notice)
    for record_id, reason in sorted(batch.skipped.items()):
        _say(f"{record_id}: skipped: {reason}")


def _show(preview: Preview, masked: Masking) -> None:
    rows = [(each.record_id, each.number or each.key, masked(each.cell), _change(each)) for each in preview.changes]
    _table(("record", "number", "addressed to", "agencies"), rows)


def _change(change: Change) -> str:
    new = "; ".join(change.new)
    return f"{'; '.join(change.old)} -> {new}" if change.old else new


def _proposed(name: Name) -> str:
    best = next(iter(worth_showing(name.suggestion)), None)
    if best is None:
        return ""
    place = "" if name.agreed else ", by place"
    return f"? {best.name} ({name.suggestion.told.decision.value} {best.score:.2f}{place})"


def _name_object(name: Name, masked: Masking) -> dict[str, object]:
    best = next(iter(worth_showing(name.suggestion)), None)
    return {
        "written": masked(name.written),
        "uses": len(name.uses),
        "records": name.records,
        "open": name.open,
        "decided": list(name.decided),
        "decision": name.suggestion.told.decision.value,
        "agreed": name.agreed,
        "suggestion": best and {"name": best.name, "score": round(best.score, 4), "why": best.why},
    }


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    shown = [tuple(map(_shown, row)) for row in [tuple(header), *rows]]
    widths = [min(60, max(len(row[at]) for row in shown)) for at in range(len(header))]
    for row in shown:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _shown(text: str) -> str:
    return visible(text, one_line=True)


def _say(text: str) -> None:
    print(_shown(text), file=sys.stderr)
