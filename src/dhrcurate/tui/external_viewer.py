"""A document opened in the system's viewer, at its page where it is known how the viewer is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from dhrcurate.storage.programs import program, search_path

_PATIENCE = 2.0
"""Seconds in which a viewer that cannot start says so."""

_AT_PAGE: Mapping[str, tuple[str, ...]] = {
    "org.gnome.evince.desktop": ("evince", "--page-index={page}"),
    "org.gnome.papers.desktop": ("papers", "--page-index={page}"),
    "atril.desktop": ("atril", "--page-index={page}"),
    "xreader.desktop": ("xreader", "--page-index={page}"),
    "org.kde.okular.desktop": ("okular", "--page", "{page}"),
    "okularapplication_pdf.desktop": ("okular", "--page", "{page}"),
    "org.pwmt.zathura.desktop": ("zathura", "--page={page}"),
    "org.pwmt.zathura-pdf-mupdf.desktop": ("zathura", "--page={page}"),
    "mupdf.desktop": ("mupdf", "{file}", "{page}"),
    "xpdf.desktop": ("xpdf", "{file}", "{page}"),
    "qpdfview.desktop": ("qpdfview", "{file}#{page}"),
}
"""Viewers by what the desktop calls them, with what opens a file at a page; without `{file}` it comes last."""


def open_file(path: Path, page: int) -> tuple[str, bool]:
    """Open a file; return what was done in words, and whether it failed.

    The viewer is a process of its own, which stays when this program ends.

    Args:
        path: The file, which was found to be the document.
        page: The sheet, from 1; 0 for the beginning.
    """
    where = f"{path}, p. {page}" if page else str(path)
    if not _has_display():
        return f"There is no screen here to open a viewer on. The file is {where}.", True
    for command in filter(None, (_at_page(path, page), _plainly(path))):
        if _started(command):
            at = f" at p. {page}" if page and command[0] not in _PLAIN else ""
            return f"Opened {path.name}{at}{'' if at or not page else f'; it is on p. {page}'}.", False
    return f"No viewer could be started. The file is {where}.", True


_PLAIN = ("xdg-open", "open")


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _plainly(path: Path) -> list[str]:
    """What opens a file with whatever the system opens it."""
    return ["open" if sys.platform == "darwin" else "xdg-open", str(path)]


def _at_page(path: Path, page: int) -> list[str] | None:
    """What opens a file at a page, if the system's own viewer is one that is known."""
    if not page or sys.platform == "darwin" or path.suffix.lower() != ".pdf":
        return None
    words = _AT_PAGE.get(_own_viewer().lower())
    if words is None:
        return None
    named = [word.format(page=page, file=path) for word in words]
    return named if any("{file}" in word for word in words) else [*named, str(path)]


def _own_viewer() -> str:
    try:
        asked = [program("xdg-mime"), "query", "default", "application/pdf"]
        answer = subprocess.run(  # noqa: S603  # a program of the system, by its full path
            asked, capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode("utf-8", "replace").strip()


def _started(command: list[str]) -> bool:
    """Start a viewer; return whether it is running, or has ended well, after a moment."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the system's own viewer, by its full path
            [program(command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PATH": search_path()},
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
