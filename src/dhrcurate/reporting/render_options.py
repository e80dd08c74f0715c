"""How a report is rendered, and text from outside made safe to show in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.domain.finding import Finding, Place
from dhrcurate.domain.visible import visible

COVER = "█"

Mask = Callable[[str], str]
"""Replaces personal data by other characters of the same number."""


@dataclass(frozen=True)
class RenderOptions:
    """Options and files for rendering a report.

    Attributes:
        mask: Masks personal data in excerpts; the identity to reveal it. In messages the check has masked it already.
        excerpts: Whether lines of the files are shown (in `text`).
        colour: Whether to colour the text, for a terminal.
        width: Columns of the terminal.
        directory: The working directory, to which the report's file names are relative.
        text_of: Content that was not read from a file, by its name in the report.
        reveal: Whether personal data may be shown.
    """

    mask: Mask
    excerpts: bool = False
    colour: bool = False
    width: int = 100
    directory: Path = field(default_factory=Path)
    text_of: dict[str, bytes] = field(default_factory=dict)
    reveal: bool = False
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _roots: dict[Path, Path | None] = field(default_factory=dict, repr=False)

    def words(self, text: str) -> str:
        """A text on one line, without terminal controls."""
        return visible(text, one_line=True)

    def message(self, finding: Finding) -> str:
        """A finding's message, safe to show."""
        return self.words(finding.message)

    def line(self, file: str, number: int) -> str:
        """A line of a file (from 1) as it is, empty if it cannot be read."""
        lines = self._lines.get(file)
        if lines is None:
            self._lines.clear()  # findings come file by file: one file is kept
            lines = self._lines[file] = self._read(file).split("\n")
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else ""

    def _read(self, file: str) -> str:
        try:
            raw = self.text_of[file] if file in self.text_of else (self.directory / file).read_bytes()
        except OSError:
            return ""
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")

    def excerpt(self, file: str, number: int, covered: Iterable[Place] = ()) -> str:
        """A line of a file with its personal data masked, character by character.

        Args:
            file: The file.
            number: The line's number, from 1.
            covered: Places in the file that are never shown.
        """
        key = f"\0{file}"  # no file's name contains NUL
        lines = self._lines.get(key)
        if lines is None:
            self.line(file, 1)
            lines = self._lines[key] = self.mask("\n".join(self._lines[file])).split("\n")
        line = lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else ""
        for place in covered:
            if place.line <= number <= place.end_line:
                start = place.column - 1 if number == place.line else 0
                end = place.end_column - 1 if number == place.end_line else len(line)
                line = line[:start] + COVER * len(line[start:end]) + line[end:]
        return line

    def in_repository(self, file: str) -> str:
        """A file's name relative to the root of its repository; without one, to the working directory."""
        path = self.directory.absolute() / file
        root = self._repository(path.parent)
        if root is None:
            return file
        return path.parent.resolve().joinpath(path.name).relative_to(root).as_posix()

    def _repository(self, folder: Path) -> Path | None:
        if folder not in self._roots:
            inside = folder.resolve()
            self._roots[folder] = next((f for f in (inside, *inside.parents) if (f / ".git").exists()), None)
        return self._roots[folder]
