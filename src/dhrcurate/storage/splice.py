"""Edits written into a file so that all bytes that they do not concern stay.

The content after the edits is compared with the content before. Where they differ, new source replaces the spans of
the old: comments, order, blank lines, quotes and line ends of the rest stay. The outcome is read again and must be
exactly what was wanted, or it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import NotCanonicalError, canonical, digest_of
from dhrcurate.domain.edit import Edit, apply
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.codec import BOM, TomlError, parse
from dhrcurate.storage.patch_tables import TablePatcher
from dhrcurate.storage.patches import patched
from dhrcurate.storage.syntax import Outline, OutlineError


class SpliceError(RefusedError):
    """An edit cannot be written into a file of this layout; nothing was written."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """A file after some edits.

    Attributes:
        raw: Its bytes.
        data: Its content, read again from the bytes.
        digest: The content's digest.
        fine: Whether what the edits do not concern was kept within strings and arrays too.
    """

    raw: bytes
    data: dict[str, Any]
    digest: str
    fine: bool = True


def splice(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """The file's bytes after some edits.

    Args:
        raw: The bytes before.
        edits: The edits, in order.

    Raises:
        EditError: If an edit does not fit.
        SpliceError: If the outcome, read again, is not what was wanted.
        TomlError: If `raw` is not TOML.
    """
    return spliced(raw, parse(raw), edits).raw


def spliced(raw: bytes, data: Mapping[str, Any], edits: Iterable[Edit]) -> Spliced:
    """Like `splice`, for known content of `raw`; also returns the content of the outcome."""
    wanted = apply(data, edits)
    bom = BOM if raw.startswith(BOM) else b""
    body = raw.removeprefix(BOM)
    try:
        form = canonical(wanted)
        outline = Outline(body)
        # Fine patches keep parts of strings and arrays; coarse ones replace the whole value.
        for fine in (True, False):
            patcher = TablePatcher(outline, fine=fine)
            patcher.table(outline.root, data, wanted)
            after = bom + patched(body, patcher.patches)
            found = _parsed(after)
            if found is not None and canonical(found) == form:
                return Spliced(after, found, digest_of(form), fine)
    except (OutlineError, NotCanonicalError) as error:
        raise SpliceError(f"{error}; nothing was written") from error
    raise SpliceError(
        "the edit could not be written into the file without changing something else; nothing was written"
    )


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        return parse(raw)
    except TomlError:
        return None
