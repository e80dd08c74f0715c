"""Plans of bulk changes: what tells, after a crash, that one was cut short. No plan is ever carried out."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import orjson

from dhrcurate.curation.saving.plan import Plan
from dhrcurate.curation.saving.recovery import SET_ASIDE
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.commit import discard, write_staged
from dhrcurate.storage.files import Operations, UnreadableError, in_words, is_there, own_folder, read_file
from dhrcurate.storage.folder import PRIVATE, STAGED, plan_files, plans_folder, staged_beside

_BATCH = re.compile(r"[0-9a-f]{16}")


class Plans:
    """The plans of unfinished bulk changes in a library. The caller holds the library's lock.

    Args:
        ops: The system calls.
        root: The library's folder.
    """

    def __init__(self, ops: Operations, root: Path) -> None:
        self._ops = ops
        self._root = root
        self._folder = plans_folder(root)

    def begin(self, plan: Plan) -> None:
        """Writes a plan to disk.

        Raises:
            NotSavedError: If it cannot be written; then the bulk change has not begun.
        """
        path = self._path(plan)
        form = {"id": plan.id, "by": plan.by, "records": list(plan.records)}
        try:
            own_folder(self._ops, self._folder)
            write_staged(self._ops, path, orjson.dumps(form))
        except OSError as error:
            for left in (path, staged_beside(path)):
                with suppress(OSError):  # what stays would only be told as a bulk change of which nothing was made
                    discard(self._ops, left)
            raise NotSavedError(f"{path}: the bulk change was not begun: {in_words(error)}") from error

    def end(self, plan: Plan) -> None:
        """Removes the plan of a bulk change that was made, or of one that was cut short and is told.

        Raises:
            NotSavedError: If it cannot be removed; all changes are on disk.
        """
        try:
            discard(self._ops, self._path(plan))
            self._ops.fsync_dir(self._folder)
        except OSError as error:
            raise NotSavedError(
                f"{self._path(plan)}: all changes are saved, but their plan could not be removed: {in_words(error)}"
            ) from error

    def is_begun(self, plan: Plan) -> bool:
        """True if its plan is on disk."""
        return is_there(self._path(plan))

    def unfinished(self, is_of_here: Callable[[Plan], bool], tell: Callable[[str], object]) -> Iterator[Plan]:
        """Plans that were begun and not ended. What is no plan of this library is set aside, and told.

        Args:
            is_of_here: Tells if a plan is one of this library.
            tell: Called with a notice for the curator.
        """
        for path in plan_files(self._root):
            if path.name.endswith(STAGED):  # it was not written whole, so nothing began
                with suppress(OSError):
                    discard(self._ops, path)
                continue
            plan, why = _read(path)
            if plan is not None and not is_of_here(plan):
                plan, why = None, "it names no record of this library"
            if plan is None:
                tell(self._set_aside(path, why))
            else:
                yield plan

    def _set_aside(self, path: Path, why: str) -> str:
        name = visible(path.name, one_line=True)
        what = f"{name}: this plan of a bulk change cannot be used ({why})"
        try:
            folder = own_folder(self._ops, self._root / PRIVATE / SET_ASIDE)
            aside = folder / f"{path.name[:200]}.{secrets.token_hex(3)}"
            self._ops.replace(path, aside)
        except OSError as error:
            return f"{what}, nor set aside: {in_words(error)}; nobody is kept from working"
        return f"{what} and was set aside in {visible(str(aside.relative_to(self._root)), one_line=True)}"

    def _path(self, plan: Plan) -> Path:
        return self._folder / f"{plan.id}.json"


def _read(path: Path) -> tuple[Plan | None, str]:
    """Reads a plan; `None` and why, for what is none."""
    try:
        if path.is_symlink():
            return None, "it is a symbolic link"
        form = orjson.loads(read_file(path, MAX_BYTES))
    except FileNotFoundError:
        return None, "it is gone"
    except UnreadableError as error:
        return None, error.reason
    except orjson.JSONDecodeError:
        return None, "it is not JSON"
    if not isinstance(form, dict) or form.keys() != {"id", "by", "records"}:
        return None, "it has not the members of a plan"
    batch, by, records = form["id"], form["by"], form["records"]
    if not (isinstance(batch, str) and _BATCH.fullmatch(batch) and path.name == f"{batch}.json"):
        return None, "its id is not that of its file"
    if not (isinstance(by, str) and isinstance(records, list) and all(isinstance(r, str) for r in records)):
        return None, "its members have the wrong types"
    return Plan(batch, by, tuple(records)), ""
