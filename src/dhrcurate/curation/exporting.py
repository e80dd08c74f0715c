"""Exporting recommendations: filtered, masked, and with facts from the register and the trails."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel

from dhrcurate import __version__
from dhrcurate.curation.checking.documents import Documents
from dhrcurate.curation.checking.results import MAX_TRAIL
from dhrcurate.curation.documents.opening import named_in
from dhrcurate.curation.exported import decisions, entries
from dhrcurate.curation.filter import parse_filter, row_of
from dhrcurate.curation.folder_names import in_library
from dhrcurate.curation.library import Library, Loaded
from dhrcurate.domain.canonical import rfc3339
from dhrcurate.domain.clock import Clock, local_day
from dhrcurate.domain.columns import columns_as_texts, columns_from_texts
from dhrcurate.domain.errors import DhrcurateError, NotSavedError, UnusableError
from dhrcurate.domain.evidence import Located
from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, Table
from dhrcurate.domain.finding import Finding, by_key
from dhrcurate.domain.printed_place import located_by_key
from dhrcurate.domain.record import Recommendation, Record, Status
from dhrcurate.exporters.model import Decided, Export, Review
from dhrcurate.rules.disclosure.masking import mask_all
from dhrcurate.storage.files import in_words, is_there, read_file, write_atomically
from dhrcurate.storage.folder import trail_beside
from dhrcurate.storage.links import refuse_planted_link
from dhrcurate.trail.log import read_events

if TYPE_CHECKING:
    from dhrcurate.curation.checking.checker import Checker

ALL = tuple(status.value for status in Status)
"""Every status that a recommendation can have."""

_BY_FINDINGS = frozenset({"rule", "severity"})
_BY_DECISIONS = frozenset({"status", "queue"})
"""Fields of a filter that selects by decisions itself: a queue holds what is open."""


def statuses_of(wanted: str) -> Collection[str]:
    """The statuses of what is exported where none are named: accepted, unless the filter itself asks for some.

    Raises:
        UnusableError: If the filter cannot be used.
    """
    return ("accepted",) if parse_filter(wanted).asks.isdisjoint(_BY_DECISIONS) else ALL


def gather(
    library: Library,
    *,
    wanted: str = "",
    statuses: Collection[str] = ALL,
    reveal: bool = False,
    per_agency: bool = False,
    extra: bool = False,
    for_excel: bool = False,
    today: Clock = local_day,
    tell: Callable[[str], object] = lambda _words: None,
    notice: Callable[[str], object] = lambda _words: None,
) -> Export:
    """The export of a library.

    Args:
        library: The library.
        wanted: A filter; all recommendations if it is empty.
        statuses: The statuses of those that are in it.
        reveal: Whether personal data in free text stays as it is.
        per_agency: Whether tables get a row for each agency.
        extra: Whether the columns that came beside recommendations are in it.
        for_excel: Whether a table of separated values is to be opened in Excel.
        today: The clock that tells the day of a check, if the filter asks about findings.
        tell: Called with a line for each record that cannot be read and is skipped.
        notice: Called with a line for each trail that cannot be read, so that its facts are lacking.

    Raises:
        UnusableError: If the filter, the configuration or a register cannot be used.
    """
    filtered = _Filter(library, wanted, today)
    if library.has_own_register:
        library.names.entry("")  # a register that cannot be used is told before anything is written
    now = rfc3339(datetime.now(UTC).replace(microsecond=0))
    reviews = Reviews(library, filtered, frozenset(statuses), tell, notice, reveal)
    return Export(
        reviews,
        f"dhrcurate {__version__}",
        now,
        masked=not reveal,
        extra=extra,
        per_agency=per_agency,
        for_excel=for_excel,
        stayed=reviews.stayed,
    )


@dataclass(frozen=True)
class Reviews:
    """The reviews of a library to export, each read when it is asked for.

    Attributes:
        library: The library.
        filtered: Selects the wanted recommendations.
        statuses: The statuses of those that are in them.
        tell: Called with a line for each record that cannot be read and is skipped.
        notice: Called with a line for each of which something is lacking.
        reveal: Whether personal data in free text stays as it is.
        only: The ids of the records that are read; `None` for all of the library.
        stayed: How many have another status, of those that were read so far.
    """

    library: Library
    filtered: _Filter
    statuses: frozenset[str]
    tell: Callable[[str], object]
    notice: Callable[[str], object]
    reveal: bool
    only: Sequence[str] | None = None
    stayed: Counter[str] = field(default_factory=Counter)

    def ids(self) -> list[str]:
        """The ids of the library's records; what has none is told."""
        ids = self.library.ids()
        for left_out in self.library.folder.unnamed():
            self.tell(left_out)
        return ids

    def __iter__(self) -> Iterator[Review]:
        for record_id in self.ids() if self.only is None else self.only:
            loaded = self.library.load(record_id)
            if loaded.record is None:
                first = loaded.problems[0].message if loaded.problems else "it is not a record"
                self.tell(f"{loaded.document.path}: skipped: {first}")
                continue
            if loaded.digest is None:
                self.tell(f"{loaded.document.path}: skipped: it contains a number or a time without an exact form")
                continue
            kept = []
            for r in self.filtered.recommendations(loaded, loaded.record, self.notice):
                if r.status.value in self.statuses:
                    kept.append(r)
                else:
                    self.stayed[r.status.value] += 1
            if kept:
                printed = self.filtered.printed(loaded, self.notice)
                yield _review(self.library, loaded, loaded.record, kept, printed, self.notice, reveal=self.reveal)


def write(pieces: Iterable[str | bytes], file: Path, *, force: bool = False) -> None:
    """Writes a file as a whole or not at all.

    Args:
        pieces: Its text, or its bytes.
        file: The file.
        force: Whether to replace an existing file.

    Raises:
        UnusableError: If it exists already, or its folder does not.
        NotSavedError: If it cannot be written.
        RefusedError: If it is a link that lies in a repository, or behind one.
    """
    refuse_planted_link(file)
    file = Path(os.path.realpath(file))  # any other link is one that the user meant
    if is_there(file) and (not force or not file.is_file()):
        hint = "; --force replaces it" if file.is_file() else ""
        raise UnusableError(f"{file}: already exists{hint}")
    if not file.parent.is_dir():
        raise UnusableError(f"{file}: its folder does not exist")
    try:
        write_atomically(
            file, (piece.encode() if isinstance(piece, str) else piece for piece in pieces), overwrite=force
        )
    except FileExistsError:
        raise UnusableError(f"{file}: already exists; --force replaces it") from None
    except OSError as error:
        raise NotSavedError(f"{file}: not written: {in_words(error)}") from error


class _Filter:
    """Selects the wanted recommendations of a record."""

    def __init__(self, library: Library, wanted: str, today: Clock) -> None:
        self._library, self._today = library, today
        self._documents = Documents(library.folder, "cached")
        self._filter = parse_filter(wanted, library.waiting) if wanted.strip() else None
        self._needs_findings = self._filter is not None and not self._filter.asks.isdisjoint(_BY_FINDINGS)

    def recommendations(
        self, loaded: Loaded, record: Record, notice: Callable[[str], object]
    ) -> Iterator[Recommendation]:
        if self._filter is None:
            yield from record.recommendations
            return
        found = self._found(loaded) if self._needs_findings else {}
        printed = self._checker.standings(loaded.document) if self._filter.asks_documents else None
        if self._filter.asks_documents and not printed:
            notice(f"{loaded.document.path}: nothing matches the filter, as no document of it was read")
        left = self._checker.left_open(loaded.document) if self._filter.asks_open_names else {}
        for r in record.recommendations:
            row = row_of(record, r, found.get(r.key, ()), (printed or {}).get(r.key), left.get(r.key))
            if self._filter.matches(row):
                yield r

    def printed(self, loaded: Loaded, notice: Callable[[str], object]) -> Mapping[str, Located]:
        """Where the documents of a record that is written print its recommendations, by key; tells if none was read."""
        found = located_by_key(self._documents.evidence(loaded.document))
        if not found and loaded.record is not None and loaded.record.documents:
            shelf = self._documents.shelf
            there = any(shelf.find(loaded.document.path, one).path for one in named_in(loaded.record))
            reads = f"`dhrcurate document locate {loaded.id}{in_library(self._library.root)}` reads them"
            why = f"none of them was read: {reads}" if there else "none of their files is here"
            notice(f"{loaded.document.path}: nothing is written of its documents, as {why}")
        return found

    @cached_property
    def _checker(self) -> Checker:
        from dhrcurate.curation.checking.checker import Checker  # noqa: PLC0415  # loads all rules, which few filters need

        return Checker(self._library, self._library.settings.selector(), self._today)

    def _found(self, loaded: Loaded) -> Mapping[str | None, list[Finding]]:
        return by_key(self._checker.document(loaded.document).active)


def _review(
    library: Library,
    loaded: Loaded,
    record: Record,
    kept: Sequence[Recommendation],
    printed: Mapping[str, Located],
    notice: Callable[[str], object],
    *,
    reveal: bool,
) -> Review:
    head, decided = _facts_from_trail(loaded, notice)
    if not reveal:
        record, kept = masked(record, kept)
    names = library.names if any(r.agencies for r in kept) else None
    return Review(record, loaded.digest or "", head, tuple(entries(kept, names, decided, printed)))


def _masked_names(table: Table) -> list[str]:
    return [field.name for field in table if field.masked]


_MASKED_OF_REVIEW, _MASKED_OF_RECOMMENDATION = _masked_names(REVIEW), _masked_names(RECOMMENDATION)
"""The free text of the models, by the names of its fields."""


def masked(record: Record, kept: Sequence[Recommendation]) -> tuple[Record, list[Recommendation]]:
    """A record and some of its recommendations with the personal data in their free text masked."""
    models: list[tuple[BaseModel, Sequence[str]]] = [
        (record.review, _MASKED_OF_REVIEW),
        *((r, _MASKED_OF_RECOMMENDATION) for r in kept),
    ]
    values = [{name: value for name in names if (value := getattr(model, name))} for model, names in models]
    texts = [text for own in values for value in own.values() for text in _texts_of(value)]
    shown = mask_all(texts)
    if shown is texts:  # there is nothing to mask in most records
        return record, list(map(_without_quote, kept))
    found = iter(shown)
    review, *recommendations = [
        model.model_copy(update={name: _masked_value(value, found) for name, value in own.items()})
        for (model, _), own in zip(models, values, strict=True)
    ]
    hidden = [_without_quote(each) for each in cast("list[Recommendation]", recommendations)]
    return record.model_copy(update={"review": review}), hidden


def _texts_of(value: str | Sequence[str] | Mapping[str, str]) -> Sequence[str]:
    if isinstance(value, Mapping):
        return columns_as_texts(value)
    return [value] if isinstance(value, str) else value


def _masked_value(value: str | Sequence[str] | Mapping[str, str], found: Iterator[str]) -> Any:
    """A value of the same kind, of the next texts that were masked."""
    if isinstance(value, str):
        return next(found)
    texts = list(islice(found, len(value)))
    return columns_from_texts(value, texts) if isinstance(value, Mapping) else tuple(texts)


def _without_quote(recommendation: Recommendation) -> Recommendation:
    """A recommendation with the personal data in the words of its pinned passage masked."""
    passage = recommendation.passage
    if passage is None:
        return recommendation
    return recommendation.model_copy(
        update={"passage": passage.model_copy(update={"quote": mask_all([passage.quote])[0]})}
    )


def _facts_from_trail(loaded: Loaded, notice: Callable[[str], object]) -> tuple[str | None, dict[str, Decided]]:
    """The trail's head, and the last decision about each recommendation; empty if there is no valid trail."""
    path = trail_beside(loaded.document.path)
    try:
        trail = read_events(read_file(path, MAX_TRAIL))
        head = trail.head
        decided = decisions(trail, loaded.data)
    except FileNotFoundError:
        return None, {}
    except (OSError, DhrcurateError, KeyError):
        notice(
            f"{path}: cannot be read, so who decided, when, and the trail's head are lacking; "
            "`dhrcurate audit verify` says why"
        )
        return None, {}
    return head.id if head else None, decided
