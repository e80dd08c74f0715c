"""What a crash left beside a file, as those see it who only read: told in the same words by every command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import is_there
from dhrcurate.storage.folder import TRAIL_SUFFIX, leftovers, staged_beside, trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import came_from

UNFINISHED = "a write was interrupted; the next opening or change finishes it"
NEEDLESS = "a write was interrupted and left a file that nothing needs; the next opening or change removes it"

_PAUSES = (0.0, 0.02, 0.1)
"""Seconds before each look at what may be a write that is under way."""

T = TypeVar("T")


def leftover_beside(path: Path, trail: Trail) -> str | None:
    """What a write that was interrupted left beside a file, in words; `None` where it left nothing.

    Args:
        path: The file.
        trail: Its trail.
    """
    staged = staged_beside(path)
    if not is_there(staged):
        return NEEDLESS if is_there(staged_beside(trail_beside(path))) else None
    heads = set(trail.heads)
    head = head_of_staged(staged, tuple(event for event in trail.events if event.id in heads))
    return UNFINISHED if head is not None and is_as_before(Document.read(path), head, trail) else NEEDLESS


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
    for path in leftovers(root):
        owner = path
        if path.name.endswith(TRAIL_SUFFIX):
            owner = path.with_name(path.name.removesuffix(TRAIL_SUFFIX) + ".toml")
        if owner not in told:
            told.add(owner)
            yield owner, NEEDLESS


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
