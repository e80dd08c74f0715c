"""The kept page that a record was imported from."""

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
    """The source page that the record names is not there.

    Why: the page is the evidence for every word of the record. Without it nobody can compare, and rules that look a
    text up in its source say nothing.

    Before: `page = "sources/exampleton-2023-06.txt"` and no such file beside the record.

    After: the page put back, or `page` taken out of the record while `sha256` stays.
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

    Why: the digest in the record was taken from the page's bytes at import. Where they no longer agree, the evidence
    was changed or replaced, and a comparison of texts would be with something else.

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

    Why: a record travels with its library and is opened by people who did not write it. A path to somewhere else finds
    nothing on another machine, or finds a file that is none of the library's business; it is never followed.

    Before: `page = "../../downloads/report.txt"`

    After: `page = "sources/exampleton-2023-06.txt"`
    """
    name = context.page_name
    if name and _leads_outside(name):
        yield source_page_outside.finding(
            f"the source page's path {visible(name, one_line=True)} leads out of the library; name a file beneath it",
            path="/source/page",
        )
