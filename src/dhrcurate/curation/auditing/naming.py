"""The name of a record that had several: its file's says which it has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dhrcurate.domain.edit import get

PLACES = ("/id", "/source/page")
"""Where a record names itself and its page, which is called after it."""


def as_the_file_says(state: Mapping[str, Any], path: Path, record: Mapping[str, Any]) -> dict[str, Any]:
    """A state of a record under the id that its file's name gives, and then with the page that is kept beside it.

    Args:
        state: The state, perhaps from under another id.
        path: The record's file.
        record: The record as it is there; its page counts where that of the state is not kept.
    """
    named = dict(state)
    if named.get("id") in (None, path.stem):
        return named
    named["id"] = path.stem
    page, here = get(state, "/source/page"), get(record, "/source/page")
    if page != here and _is_kept(path, here) and not _is_kept(path, page):
        named["source"] = {**state.get("source", {}), "page": here}
    return named


def _is_kept(path: Path, page: object) -> bool:
    return isinstance(page, str) and "\0" not in page and (path.parent / page).is_file()
