"""Which record of a library a review is of that was extracted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.updating.base import IMPORT
from dhrcurate.curation.updating.pairing import paired
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.wording import words_of
from dhrcurate.rules.library.reviews import link_of
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import UnreadableError, open_file, read_or_none
from dhrcurate.storage.folder import MAX_TRAIL_BYTES
from dhrcurate.trail.log import events_in
from dhrcurate.trail.roots import whole_record

_MENTIONED = 6
"""The shortest piece of a title by which a record is looked for; shorter ones stand in many."""
_TELLING = 16
"""The shortest piece of a text by which one is."""
_FEWEST = 4
"""Of a review that may be that of a record one in so many of its texts has a piece in it as it is."""
_MANY = 8
"""Of so many reviews at once each is looked for in every record."""


class _By(IntEnum):
    """What tells that a review and a record are of one, the surest last."""

    NAMES = 1
    """The partnership, the title and the date, and half of the texts."""
    LINK = 2
    LIBRARY_ID = 3


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    by: _By
    texts: bool
    """Whether half of the texts are paired too."""


class Fitting:
    """The records of a library that reviews are of.

    Args:
        library: The library.
        thorough: Whether a record is known by what it held when it was imported, too: each trail begins with it.
    """

    def __init__(self, library: Library, *, thorough: bool) -> None:
        self.library = library
        self._thorough = thorough
        self._heads: dict[Path, tuple[tuple[int, int], bytes]] = {}

    def records(self, reviews: Sequence[Data]) -> list[Loaded | RefusedError | None]:
        """For each review of a file its record, `None` if there is none.

        A record is that of one review only: where several fit it, of the one that fits best.

        Returns:
            In place of a record the refusal, where several fit equally.
        """
        loaded = {one.id: one for one in self._candidates(reviews)}
        states = {record_id: list(self._states(one)) for record_id, one in loaded.items()}
        fits = [dict(_fits(review, states)) for review in reviews]
        claims = defaultdict(list)
        for fitting in fits:
            for record_id, fit in fitting.items():
                claims[record_id].append(fit)
        best = {record_id: max(claimed) for record_id, claimed in claims.items()}
        taken = {record_id: claimed.count(best[record_id]) == 1 for record_id, claimed in claims.items()}
        equal = [{i: fit for i, fit in fitting.items() if fit == best[i]} for fitting in fits]
        return [
            self._chosen({i: fit for i, fit in fitting.items() if taken[i]}, loaded) or self._disputed(fitting)
            for fitting in equal
        ]

    def _disputed(self, fits: Mapping[str, _Fit]) -> RefusedError | None:
        """The refusal of a review that fits a record as well as another one of the same file does."""
        if not (fits and self._thorough):
            return None
        return RefusedError(
            f"several of its reviews are of {next(iter(fits))} equally: put the one that is meant into a file of its"
            " own and name the record with --update --record ID; --as-new makes new records of them"
        )

    def alike(self, reviews: Sequence[Data], taken: Collection[str] = ()) -> list[tuple[str, int, int] | None]:
        """For each of some reviews that are of no record the one that has half of their texts all the same.

        Args:
            reviews: The reviews.
            taken: Records that are those of others.

        Returns:
            The record that has the most, with how many these are, of how many; `None` where there is none.
        """
        sought = [_pieces(review) for review in reviews]
        found: list[tuple[str, int, int] | None] = [None] * len(reviews)
        for record_id in self.library.ids():
            path = self.library.folder.record_path(record_id)
            # Of a table of many reviews those are looked for only where a record is of their partnership.
            about = self._head(path) if len(reviews) > _MANY else b""
            left = [at for at, pieces in enumerate(sought) if pieces and (not about or _is_of(reviews[at], about))]
            raw = read_or_none(path, MAX_BYTES) or b"" if left and record_id not in taken else b""
            for at in left if raw else ():
                hits = sum(piece in raw for piece in sought[at])
                if hits and _FEWEST * hits >= len(sought[at]):
                    found[at] = self._better(found[at], reviews[at], record_id)
        return found

    def _better(self, before: tuple[str, int, int] | None, review: Data, record_id: str) -> tuple[str, int, int] | None:
        """A record with how many texts of a review it has, if these are half of them and more than another one has."""
        loaded = self.library.load(record_id)
        count = _shared_texts(review, loaded.data) if loaded.record is not None else 0
        if not count or (before is not None and before[1] >= count):
            return before
        return record_id, count, len(review[RECOMMENDATIONS])

    @staticmethod
    def _chosen(fits: Mapping[str, _Fit], loaded: Mapping[str, Loaded]) -> Loaded | RefusedError | None:
        best = max(fits.values(), default=None)
        found = [record_id for record_id, fit in fits.items() if fit == best]
        if len(found) > 1:
            named = ", ".join(found[:-1]) + f" and {found[-1]}"
            return RefusedError(
                f"{named} are both of this review: name the one that is meant with --update --record ID"
            )
        return loaded[found[0]] if found else None

    def _candidates(self, reviews: Sequence[Data]) -> Iterator[Loaded]:
        """The records whose files mention what a review is known by; reading them all would take long."""
        sought = {mention for review in reviews for mention in _mentions(review)}
        folder = self.library.folder
        for record_id in self.library.ids() if sought else ():
            raw = self._head(folder.record_path(record_id))
            if self._thorough:
                raw += _first_line(folder.trail_path(record_id)).lower()
            if any(mention in raw for mention in sought):
                loaded = self.library.load(record_id)
                if loaded.record is not None:
                    yield loaded

    def _head(self, path: Path) -> bytes:
        """What a record's file says before its recommendations, in small letters; kept for the next page."""
        try:
            about = path.stat()
        except OSError:
            return b""
        stamp = about.st_mtime_ns, about.st_size
        known = self._heads.get(path)
        if known is None or known[0] != stamp:
            known = self._heads[path] = stamp, _before_rows(read_or_none(path, MAX_BYTES) or b"").lower()
        return known[1]

    def _states(self, loaded: Loaded) -> Iterator[Data]:
        """A record as it is, and as it was imported: a curator may have corrected what it is known by."""
        yield loaded.data
        if self._thorough:
            for begun in events_in([_first_line(self.library.folder.trail_path(loaded.id))]):
                if begun.action == IMPORT and (imported := whole_record(begun)):
                    yield {**imported, RECOMMENDATIONS: loaded.data.get(RECOMMENDATIONS, ())}


def _before_rows(raw: bytes) -> bytes:
    """The part of a record that says which review it is of; all of it, where a table of that stands elsewhere."""
    head = raw.partition(b"[[recommendations]]")[0]
    return head if all(table in head or table not in raw for table in (b"[review]", b"[source]")) else raw


def _first_line(trail: Path) -> bytes:
    """The line of a trail that says what was imported, without its end; the others are of what became of that."""
    with suppress(FileNotFoundError, UnreadableError), open_file(trail, MAX_TRAIL_BYTES) as file:
        return file.readline().rstrip(b"\n")
    return b""


def _mentions(review: Data) -> Iterator[bytes]:
    """What stands in the file of a record of the review, but for capitals."""
    for value in (_library_id(review), link_of(get(review, "/source/url"))):
        if value:
            yield value.encode()
    longest = _plain_piece(_title(review))
    if len(longest) >= _MENTIONED:
        yield longest.lower().encode()


def _title(review: Data) -> str:
    return str(get(review, "/review/title") or "")


def _fits(review: Data, states: Mapping[str, Sequence[Data]]) -> Iterator[tuple[str, _Fit]]:
    """The records that a review may be of, each with how well it fits."""
    for record_id, known in states.items():
        if fits := [fit for state in known if (fit := _fit(review, state)) is not None]:
            yield record_id, max(fits)


def _fit(review: Data, record: Data) -> _Fit | None:
    """By what a review and a record are one; `None` if they are not."""
    theirs, ours = (_library_id(data) for data in (review, record))
    if theirs and theirs == ours:
        return _Fit(_By.LIBRARY_ID, texts=True)
    if theirs and ours:
        return None
    same = all(_is_same(get(review, path), get(record, path)) for path in ("/review/title", "/review/csp"))
    linked = link_of(get(review, "/source/url"))
    if linked and linked == link_of(get(record, "/source/url")) and not _are_of_two_places(review, record):
        return _Fit(_By.LINK, texts=_shares_texts(review, record))
    if same and _is_of_one_date(review, record) and _shares_texts(review, record):
        return _Fit(_By.NAMES, texts=True)
    return None


def _library_id(data: Data) -> str:
    return str(get(data, "/source/library_id") or "").strip().casefold()


def _is_same(one: Any, other: Any) -> bool:
    return words_of(str(one or "")) == words_of(str(other or "")) != ()


def _are_of_two_places(review: Data, record: Data) -> bool:
    """True if two reviews of one page are of two partnerships, as where a page lists those of a region."""
    one, other = (words_of(str(get(data, "/review/csp") or "")) for data in (review, record))
    return bool(one and other) and one != other and not _shares_texts(review, record)


def _is_of_one_date(review: Data, record: Data) -> bool:
    """True if no date is another one, and one that both state is the same."""
    pairs = [
        (get(review, path), get(record, path))
        for path in ("/review/published", "/review/report_date", "/review/year_of_death")
    ]
    stated = [(one, other) for one, other in pairs if one is not None and other is not None]
    return all(one == other for one, other in stated) and bool(stated or not any(one or other for one, other in pairs))


def _shares_texts(review: Data, record: Data) -> bool:
    return _shared_texts(review, record) > 0


def _shared_texts(review: Data, record: Data) -> int:
    """How many texts are in both, if these are half of the texts of the shorter one; else 0."""
    new, old = (list(data.get(RECOMMENDATIONS, ())) for data in (review, record))
    shared = sum(bool(group.base and group.new) for group in paired(old, new))
    return shared if 2 * shared >= min(len(new), len(old)) else 0


def _pieces(review: Data) -> list[bytes]:
    """The longest piece of each text that stands in the file of a record as it is, where it is long enough to tell."""
    texts = (str(row.get("text") or "") for row in review.get(RECOMMENDATIONS, ()))
    return [piece for text in texts if len(piece := _plain_piece(text).encode()) >= _TELLING]


def _plain_piece(text: str) -> str:
    """The longest piece of a text that is written in a file as it is."""
    pieces = "".join(char if char.isascii() and (char.isalnum() or char == " ") else "\n" for char in text)
    return max((piece.strip() for piece in pieces.split("\n")), key=len)


def _is_of(review: Data, about: bytes) -> bool:
    piece = _plain_piece(str(get(review, "/review/csp") or ""))
    return not piece or piece.lower().encode() in about
