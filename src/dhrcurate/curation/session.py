"""A session: one curator's work on one library, and the only way to change a record."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.proposal import Proposal, Saved
from dhrcurate.curation.writing import Writer, is_record
from dhrcurate.storage.files import Operations
from dhrcurate.storage.lock import WAIT, library_lock


class Session:
    """One curator's work on one library. Calls block until what they did is durable; threads may share a session.

    Args:
        library: The library.
        curator: Who signs.
        ops: The system calls, for tests.
        wait: Seconds to wait for another writer.
    """

    def __init__(self, library: Library, curator: str, *, ops: Operations | None = None, wait: float = WAIT) -> None:
        self.library = library
        self.curator = curator
        self._wait = wait
        self._writer = Writer(ops or Operations(), library.root, curator)
        self._thread_lock = threading.RLock()
        self._probed = False

    def apply(self, record_id: str, proposal: Proposal, *, base: str | None = None, batch: str | None = None) -> Saved:
        """Makes a proposed change of a record durable.

        Args:
            record_id: Whose.
            proposal: What to change.
            base: Digest of the state that it was proposed for. What others changed since then is kept, where they
                changed other fields.
            batch: The bulk change that it is part of.

        Raises:
            ConflictError: Where another changed the same fields; nothing was changed.
            SignedOffError: Where the record is signed off.
            RefusedError: Where the record cannot be changed, or was changed outside.
            NotSavedError: Where the disk does not take it; nothing was changed.
        """
        if batch is not None:
            proposal = replace(proposal, batch=batch)
        with self.writing() as writer:
            written = writer.change(self.library.folder.record_path(record_id), proposal, base, is_record)
        return Saved(record_id, Loaded(record_id, written.document), written.event, written.merged, written.notices)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Holds the library's lock for what is more than one change of one record.

        Raises:
            NotSavedError: Where another writer holds it all the while.
        """
        with (
            self._thread_lock,
            library_lock(self.library.root, self.curator, timeout=self._wait, probe=not self._probed),
        ):
            self._probed = True
            yield self._writer
