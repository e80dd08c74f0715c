"""A record whose trail is gone: it is not written until a curator says so."""

from __future__ import annotations

import shlex

from dhrcurate.curation.saving.on_disk import OnDisk
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.traces import trace_of_work


def refuse_lost_trail(on_disk: OnDisk) -> None:
    """Refuses a record that has no trail although it bears decisions: a new trail would hide that the old one is gone.

    Raises:
        RefusedError: With what shows that there was one.
    """
    if trace := trace_of_work(on_disk.document.data or {}):
        name = shlex.quote(str(on_disk.path))
        raise RefusedError(
            f"{on_disk.path}: {trace}, and its trail is gone: `dhrcurate audit restore {name} --lost` brings it back"
            f" from git, `dhrcurate audit adopt {name} --reason WHY` begins a new one"
        )
