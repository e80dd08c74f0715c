"""Reviews that are in the library more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from dhrcurate.domain.finding import Severity
from dhrcurate.rules.context import LibraryContext
from dhrcurate.rules.record_summary import RecordSummary
from dhrcurate.rules.registry import LibraryFinding, Rule, library_rule

SHARED = 0.5
"""The least share of one review's texts that must also be in the other, of the same area and year."""


@library_rule("DHR701", "source-imported-twice", Severity.WARNING)
def source_imported_twice(context: LibraryContext) -> Iterator[LibraryFinding]:
    """One source was imported twice.

    Why: Each of its recommendations counts twice, and a decision about one copy does not apply to the other.

    Before: two records whose `source.sha256` is the same

    After: one of them removed

    Note: A table of several reviews is one source of several records; only records of the same review are reported.
    """
    for group in _same_page(context.records.values()):
        yield from _reported(source_imported_twice, group, "/source/sha256", "the same page was imported as {}")


@library_rule("DHR702", "same-review-twice", Severity.WARNING)
def same_review_twice(context: LibraryContext) -> Iterator[LibraryFinding]:
    """One review has two records.

    Why: It was imported from two pages, or from one page that changed in between. Its recommendations count twice.

    Before: two records with the same link, or of one area and year of death with mostly the same texts

    After: one of them removed, or both kept with a waiver that says how they differ
    """
    copies = _pairs(_same_page(context.records.values()))
    for path, groups in _same_otherwise(context):
        for found in groups:
            group = [r for r in found if any(frozenset((r.id, o.id)) not in copies for o in found if o is not r)]
            copies |= _pairs([group])
            yield from _reported(same_review_twice, group, path, "this looks like the review of {}")


@library_rule("DHR708", "duplicate-id", Severity.ERROR)
def duplicate_id(context: LibraryContext) -> Iterator[LibraryFinding]:
    """Two records have the same id.

    Why: A command that is given the id means one of them, so that decisions about the other are never found.

    Before: `dudley-2025-09.toml`, and a copy of it in a folder below with the same `id`

    After: the copy removed, or its `id` and the names of its files changed
    """
    for record_id, files in context.copies.items():
        for file in files:
            others = [other for other in files if other != file]
            have = "has" if len(others) == 1 else "have"
            told = f"{' and '.join(others)} {have} this id too: only one of them can be the record"
            yield LibraryFinding(record_id if file == files[0] else file, duplicate_id.finding(told, path="/id"))


def records_of_one_review(context: LibraryContext) -> dict[str, set[str]]:
    """For each record that `source-imported-twice` or `same-review-twice` reports, the ids of the others."""
    others: dict[str, set[str]] = defaultdict(set)
    pages = _same_page(context.records.values())
    for group in (*pages, *(group for _, groups in _same_otherwise(context) for group in groups)):
        ids = {r.id for r in group}
        for record in group:
            others[record.id] |= ids - {record.id}
    return others


def _pairs(groups: Iterable[list[RecordSummary]]) -> set[frozenset[str]]:
    return {frozenset((a.id, b.id)) for group in groups for a in group for b in group if a is not b}


def _same_otherwise(context: LibraryContext) -> Iterator[tuple[str, Iterable[list[RecordSummary]]]]:
    """Groups of records of one review that are not from one page, by the path that shows it."""
    records = list(context.records.values())
    yield "/source/url", _grouped(records, _link)
    yield "/source/library_id", _grouped(records, _library_id)
    yield "/review", _same_texts(records)


def _reported(rule: Rule, group: list[RecordSummary], path: str, message: str) -> Iterator[LibraryFinding]:
    """A finding in each record of a group, so that a reader of one of them learns of the others."""
    for record in group:
        others = [r.id for r in group if r is not record]
        if others:
            shown = " and ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
            yield LibraryFinding(record.id, rule.finding(message.format(shown), path=path, related=tuple(others)))


def _grouped(records: Iterable[RecordSummary], key: Callable[[RecordSummary], Hashable]) -> list[list[RecordSummary]]:
    """The records that share a key, in groups of two or more; falsy keys are ignored."""
    groups: dict[Hashable, list[RecordSummary]] = defaultdict(list)
    for record in records:
        if shared := key(record):
            groups[shared].append(record)
    return [group for group in groups.values() if len(group) > 1]


def _same_page(records: Iterable[RecordSummary]) -> list[list[RecordSummary]]:
    return _grouped(records, lambda r: r.sha256 and (r.sha256, *_area_and_year(r), r.title.casefold()))


def _area_and_year(record: RecordSummary) -> tuple[str, int | None]:
    return " ".join(record.csp.casefold().split()), record.year_of_death


def _link(record: RecordSummary) -> str:
    return link_of(record.url)


def link_of(url: str | None) -> str:
    """A link without what does not change where it leads; that of a site's front page identifies no review."""
    link = (url or "").strip().casefold().partition("#")[0].removesuffix("/")
    link = link.partition("://")[2].removeprefix("www.")
    return link if "/" in link else ""


def _library_id(record: RecordSummary) -> tuple[str, str] | None:
    return ((record.publisher or "").casefold(), record.library_id) if record.library_id else None


def _same_texts(records: Iterable[RecordSummary]) -> Iterator[list[RecordSummary]]:
    """Pairs of records of one area and year that share most of the texts of the smaller one."""
    for group in _grouped(records, lambda r: r.year_of_death and _area_and_year(r)):
        openings = [set(r.beginnings) for r in group]
        for i, first in enumerate(group):
            for j in range(i + 1, len(group)):
                # Equal texts begin alike, which is quick to check.
                alike = sum(text in openings[j] for text in first.beginnings)
                if alike >= SHARED * min(len(openings[i]), len(openings[j])) and _share_most(first, group[j]):
                    yield [first, group[j]]


def _share_most(a: RecordSummary, b: RecordSummary) -> bool:
    texts, others = ({" ".join(text.casefold().split()) for text in r.texts} for r in (a, b))
    smaller = min(len(texts), len(others))
    return smaller > 0 and len(texts & others) >= SHARED * smaller
