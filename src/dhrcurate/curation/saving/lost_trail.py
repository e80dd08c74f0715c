"""A file whose trail is gone or empty: it is not written until a curator says so."""

from __future__ import annotations

import shlex

from dhrcurate.curation.saving.on_disk import OnDisk
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.traces import trace_of_work


def refuse_lost_trail(on_disk: OnDisk) -> None:
    """Refuses a file without a trail that shows that there was one: a new trail would hide that the old one is gone.

    A record shows it by the decisions that it bears, and any file by a trail that is there and empty.

    Raises:
        RefusedError: With what shows it.
    """
    trace = trace_of_work(on_disk.document.data or {})
    empty = on_disk.trail_file.size is not None
    if not trace and not empty:
        return
    name = shlex.quote(str(on_disk.path))
    because = f"{trace}, and its trail" if trace else "its trail"
    raise RefusedError(
        f"{on_disk.path}: {because} is {'empty' if empty else 'gone'}: `dhrcurate audit restore {name} --lost` brings"
        f" it back from git, `dhrcurate audit adopt {name} --reason WHY` begins a new one"
    )
