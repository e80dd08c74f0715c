"""Conversations with the plain review."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.library import Library
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.plain.running import run
from dhrcurate.review.commands import keymap
from fake_names import FakeNames


@dataclass(frozen=True)
class Talk:
    """A conversation that is over.

    Attributes:
        text: What was printed.
        code: The exit code.
    """

    text: str
    code: int

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


class Keyboard(io.BytesIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        """True: they come from a terminal."""
        return True


def converse(root: Path, *lines: str, **options: Any) -> Talk:
    """Gives lines to the plain review as a script, or if `typed` as somebody types them, then ends the input."""
    return converse_raw(root, "".join(f"{line}\n" for line in lines).encode(), **options)


def converse_raw(
    root: Path,
    given: bytes,
    *,
    curator: str = "A. Curator",
    keys: Mapping[str, str] | None = None,
    typed: bool = False,
    queue: str = "",
    names: FakeNames | None = None,
    **more: Any,
) -> Talk:
    """The same with bytes as they come."""
    opened = Library.open(root)
    opened.__dict__["names"] = names or FakeNames()  # the register is not what these tests are about
    sink = io.StringIO()
    console = Console(Keyboard(given) if typed else io.BytesIO(given), sink)
    code = run(Reviewer(opened, console, Letters(keymap(keys)), curator=curator, **more), queue=queue)
    said = sink.getvalue()
    return Talk(said.replace("Command: ", "Command:\n") if typed else said, code)  # a terminal shows the line end
