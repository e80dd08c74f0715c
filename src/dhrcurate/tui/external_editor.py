"""Editing in the curator's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from textual.app import SuspendNotSupported

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.programs import search_path
from dhrcurate.tui.editable import Editable, FieldChanges
from dhrcurate.tui.widgets.typing import to_edit

_MARK = "%% "
HELP = (
    "% A line that begins with two percent signs and a blank opens a field; agencies stand a line each.\n"
    "% Lines that begin with a single percent sign before the first field are not kept.\n"
)


def written(editable: Editable) -> str:
    """Return the fields as a text file: a line that names each field, and its text below it."""
    return HELP + "".join(f"{_MARK}{field}\n{to_edit(editable.text(field))}\n" for field in editable.fields)


def read(editable: Editable, text: str) -> dict[str, str]:
    """Return the fields of such a file.

    Raises:
        ValueError: Where a field is unknown or given twice, or words come before the first one.
    """
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines(keepends=True):
        if line.startswith(_MARK):
            field = line.removeprefix(_MARK).strip()
            if field not in editable.fields or field in fields:
                raise ValueError(f"'{_MARK}{field}' is no field, or stands there twice")
            current = fields[field] = []
        elif current is not None:
            current.append(line)
        elif line.strip() and not line.startswith("%"):
            raise ValueError("words stand before the first field")
    return {field: "".join(lines).removesuffix("\n") for field, lines in fields.items()}


def edit_outside(
    editable: Editable, suspend: Callable[[], AbstractContextManager[None]], edit_key: str
) -> tuple[FieldChanges | None, str]:
    """Open the editor; return the changes, and a sentence about what went wrong.

    Args:
        editable: The fields to edit.
        suspend: Gives the terminal to the editor for a while.
        edit_key: The key that edits in place, for the message where there is no terminal to give.
    """
    named = "VISUAL" if os.environ.get("VISUAL", "").strip() else "EDITOR"
    try:
        command = shlex.split(os.environ.get(named) or "") or ["vi"]
    except ValueError as error:
        return None, f"${named} cannot be read as a command ({error}); {edit_key} edits in place."
    before = written(editable)
    descriptor, name = tempfile.mkstemp(prefix="dhrcurate-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(before)
        with suspend():
            code = _run([*command, name])
        if isinstance(code, OSError):
            why = code.strerror or code
            return None, f"The editor {command[0]} could not be started: {why}; {edit_key} edits in place."
        after = path.read_bytes().decode("utf-8")
    except SuspendNotSupported:
        return None, f"An editor cannot be opened here; {edit_key} edits in place."
    except (OSError, ValueError) as error:
        return None, f"The editor could not be used: {error}"
    finally:
        path.unlink(missing_ok=True)
    if code:
        return None, f"{command[0]} ended with {code}; nothing was changed."
    if after == before:
        return None, ""
    try:
        return editable.changes(read(editable, after)), ""
    except (RefusedError, ValueError) as error:
        return None, f"Nothing was changed: {error}"


def _run(command: list[str]) -> int | OSError:
    """Run a command; return its exit code, or why it did not start.

    That is not raised, as an error that passes through the suspended screen would leave the terminal without it.
    """
    try:
        environment = {**os.environ, "PATH": search_path()}  # the editor is looked for there, too
        return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603  # the user's own editor
    except OSError as error:
        return error
