"""The kept source page that a record was imported from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.registry import file_rule


def _leads_outside(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root or "\\" in name or "\0" in name or ".." in PurePosixPath(name).parts)


@file_rule("DHR007", "missing-source-page", Severity.WARNING)
def missing_source_page(context: FileContext) -> Iterator[Finding]:
    """The source page of the record does not exist.

    Why: the page is the evidence for every word of the record. Without it nobody can compare the two, and rules that
    search the source for a text find nothing.

    Before: `page = "sources/exampleton-2023-06.txt"` and no such file beside the record.

    After: the page put back, or `page` removed from the record while `sha256` stays.
    """
    name = context.page_name
    if name and context.page_digest is None and not _leads_outside(name):
        yield missing_source_page.finding(
            f"the source page {visible(name, one_line=True)} is not there; put it back or take 'page' out",
            path="/source/page",
        )


@file_rule("DHR008", "source-page-differs", Severity.ERROR)
def source_page_differs(context: FileContext) -> Iterator[Finding]:
    """The kept source page is not the one that the record was imported from.

    Why: the digest in the record was computed from the page's bytes at import. If they no longer agree, the evidence
    was changed or replaced, and texts would be compared with something else.

    Before: `sha256` of the imported page, and a page that an editor has since saved with other line ends.

    After: the page as it was imported, byte for byte.
    """
    if context.record is None or context.page_digest is None:
        return
    stated = context.record.source.sha256
    if stated is not None and stated.lower() != context.page_digest.lower():
        yield source_page_differs.finding(
            f"the source page {visible(context.page_name or '', one_line=True)} is not the one that was imported:"
            f" its SHA-256 is {context.page_digest[:12]}... and not {visible(stated[:12], one_line=True)}...",
            path="/source/sha256",
        )


@file_rule("DHR015", "source-page-outside", Severity.ERROR)
def source_page_outside(context: FileContext) -> Iterator[Finding]:
    """The source page's path leads out of the library.

    Why: a record moves with its library and is opened by people who did not write it. A path to somewhere else leads
    nowhere on another machine, or to a file that has nothing to do with the library; it is never followed.

    Before: `page = "../../downloads/report.txt"`

    After: `page = "sources/exampleton-2023-06.txt"`
    """
    name = context.page_name
    if name and _leads_outside(name):
        yield source_page_outside.finding(
            f"the source page's path {visible(name, one_line=True)} leads out of the library; name a file beneath it",
            path="/source/page",
        )
