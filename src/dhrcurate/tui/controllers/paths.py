"""Paths that are typed: whether a document can be read there, and how a path that was begun goes on."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from dhrcurate.curation.documents.opening import HEAD, SUFFIXES, wrong_form
from dhrcurate.domain.words import sentence

_SHOWN = 6


def document_at(typed: str) -> str:
    """Return why no document can be attached by a typed path, a sentence; empty if one perhaps can."""
    path = Path(typed).expanduser()
    if path.is_dir():
        return "That is a folder; one file at a time. Tab names what is in it."
    if not path.is_file():
        return "There is no such file."
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        return sentence(f"{path.name} cannot be read: {error.strerror or error}")
    why = wrong_form(path.name, head) if path.suffix.lower() in SUFFIXES else ""  # else by its bytes
    return sentence(f"{path.name}: {why}") if why else ""


def completed(typed: str, suffixes: Collection[str] = SUFFIXES) -> tuple[str, str]:
    """Return a path as far as the names of files and folders say how it goes on, and what it may be if that is more.

    Args:
        typed: The path as far as it is typed; `~` is the user's folder.
        suffixes: What the names of files end in; others are left out.
    """
    folder, _, begun = typed.rpartition("/")
    above = Path(f"{folder}/" if folder or typed.startswith("/") else ".").expanduser()
    try:
        with os.scandir(above) as entries:
            found = sorted(
                entry.name + "/" * entry.is_dir()
                for entry in entries
                if entry.name.startswith(begun)
                and (begun or not entry.name.startswith("."))
                and (entry.is_dir() or entry.name.lower().endswith(tuple(suffixes)))
            )
    except OSError:
        return typed, "There is no such folder."
    if not found:
        return typed, "Nothing there begins so."
    first, last = found[0], found[-1]
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return typed[: len(typed) - len(begun)] + first[:same], ", ".join(found[:_SHOWN]) + more if len(found) > 1 else ""
