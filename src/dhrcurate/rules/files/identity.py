"""Ids of records, and keys of recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import RESERVED_IDS
from dhrcurate.domain.visible import visible
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.registry import file_rule


@file_rule("DHR005", "id-not-stem", Severity.ERROR)
def id_not_stem(context: FileContext) -> Iterator[Finding]:
    """The record's id is not the name of its file.

    Why: the trail, the source page and references from other records are found by the id. A renamed or copied file
    would be two reviews under one name, or one review under two.

    Before: `id = "dudley-2025-09"` in the file `dudley-2025-10.toml`.

    After: `id = "dudley-2025-10"` there, with its trail renamed too.
    """
    written = context.data.get("id") if context.data else None
    if isinstance(written, str) and written != context.stem:
        yield id_not_stem.finding(
            f"the id is {visible(written, one_line=True)!r} and the file is named"
            f" {visible(context.stem, one_line=True)!r}; make them agree",
            path="/id",
        )


@file_rule("DHR011", "reserved-id", Severity.ERROR)
def reserved_id(context: FileContext) -> Iterator[Finding]:
    """The id is reserved for one of the library's own files.

    Why: `agencies.toml` is the library's register, `dhrcurate.toml` its configuration, and `samples.toml` holds its
    samples. A record with one of these names would be read as one of them.

    Before: `id = "agencies"`

    After: `id = "exampleton-2023-06"`
    """
    written = context.data.get("id") if context.data else None
    if isinstance(written, str) and written in RESERVED_IDS:
        yield reserved_id.finding(f"the id {written!r} is kept for the library's own file; choose another", path="/id")


@file_rule("DHR014", "duplicate-key", Severity.ERROR)
def duplicate_key(context: FileContext) -> Iterator[Finding]:
    """Two recommendations have the same key.

    Why: the key is a recommendation's identity in the trail, in waivers and in links. If two share a key, nobody can
    tell which of them was accepted or changed. (Two may have the same printed number: another rule checks that.)

    Before: `key = "r004"` in two recommendations, after one was copied by hand.

    After: `key = "r021"` in the copy, the next key that was never used.
    """
    for at, row in context.rows:
        key, number = row.get("key"), row.get("number")
        if isinstance(key, str) and key != at:
            yield duplicate_key.finding(
                f"the key {visible(key, one_line=True)!r} is borne by another too; give this one the next free key",
                path=pointer(RECOMMENDATIONS, at, "key"),
                key=key,
                number=number if isinstance(number, str) else None,
            )
