"""What a crash left beside a file, as those see it who only read: told in the same words by every command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import is_there
from dhrcurate.storage.folder import TRAIL_SUFFIX, abandoned, in_the_way, leftovers, staged_beside, trail_beside
from dhrcurate.storage.signed_pair import is_of_heads, is_unfinished
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import came_from

UNFINISHED = "a write was interrupted; the next opening or change finishes it"
NEEDLESS = "a write was interrupted and left a file that nothing needs; the next opening or change removes it"
HALF_SIGNED = "signing the heads was interrupted, and their signature counts as it is; the next opening finishes it"
OVERTAKEN = (
    "a write was interrupted and the record was changed outside since; `dhrcurate audit adopt`, which records that"
    " change, removes the file that it left"
)

_PAUSES = (0.0, 0.02, 0.1)
"""Seconds before each look at what may be a write that is under way."""

T = TypeVar("T")


def leftover_beside(path: Path, trail: Trail) -> str | None:
    """What a write that was interrupted left beside a file, in words; `None` where it left nothing.

    Args:
        path: The file.
        trail: Its trail.
    """
    staged, of_trail = staged_beside(path), staged_beside(trail_beside(path))
    if (why := in_the_way(staged) or in_the_way(of_trail)) is not None:
        return why
    if not is_there(staged):
        return NEEDLESS if is_there(of_trail) else None
    heads = set(trail.heads)
    head = head_of_staged(staged, tuple(event for event in trail.events if event.id in heads))
    if head is None:
        return NEEDLESS
    document = Document.read(path)
    if is_as_before(document, head, trail):
        return UNFINISHED
    return NEEDLESS if head.leads_to(document.digest) else OVERTAKEN


def head_of_staged(staged: Path, heads: tuple[Event, ...]) -> Event | None:
    """The head whose state a staged file holds; `None` where none leads to it or it cannot be read."""
    if not staged.is_file() or staged.is_symlink():
        return None
    digest = Document.read(staged).digest
    return next((head for head in heads if head.leads_to(digest)), None)


def is_as_before(document: Document, event: Event, trail: Trail) -> bool:
    """True if a file is missing, or holds what it held before an event."""
    try:
        return document.missing or came_from(trail, event, document.data or {})
    except RefusedError:  # the trail cannot be replayed
        return False


def ownerless(root: Path, known: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """What a crash left beside no known file, such as the beginning of a new record: the file, and words for it.

    Args:
        root: The library's folder.
        known: The files beside which it is told already.
    """
    told = set(known)
    for file in abandoned(root):
        yield file, NEEDLESS
    for path in leftovers(root):
        owner = path
        if path.name.endswith(TRAIL_SUFFIX):
            owner = path.with_name(path.name.removesuffix(TRAIL_SUFFIX) + ".toml")
        if owner not in told:
            told.add(owner)
            unfinished = is_of_heads(root, path) and is_unfinished(root)
            yield owner, in_the_way(staged_beside(path)) or (HALF_SIGNED if unfinished else NEEDLESS)


def looked_again(read: Callable[[], T], is_wrong: Callable[[T], bool], may_pass: Callable[[T], bool]) -> T:
    """A reading, repeated while what is wrong with it may be a write that is under way.

    Args:
        read: Reads.
        is_wrong: Tells if anything is wrong, so that it is read once more.
        may_pass: Tells if it may pass in a moment, so that it is worth waiting for.
    """
    found = read()
    for number, pause in enumerate(_PAUSES):
        if not is_wrong(found) or (number and not may_pass(found)):
            break
        time.sleep(pause)
        found = read()
    return found
