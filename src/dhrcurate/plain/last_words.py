"""The reasons and notes that were given last, which `same` means."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.domain.errors import RefusedError
from dhrcurate.review.actions.steps import Given

SAME = "same"
"""The word for what was given last."""


class LastWords:
    """Keeps what was given last of each kind, such as `reason of a waiver`."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self.rule = ""
        """The rule that was waived last, whose reason may be none for another one."""

    def answered(self, given: Given, words: str, kind: str) -> Given:
        """Return answers with some words; `same` means those given last.

        Args:
            given: The answers.
            words: The words.
            kind: What they are; empty where they are taken as they are.

        Raises:
            RefusedError: Where none were given yet.
        """
        if not kind or words.casefold() != SAME:
            return replace(given, words=words)
        if last := self._last.get(kind):
            return replace(given, words=last, repeated=True)
        raise RefusedError(f"no {kind} was given yet that could be the same")

    def of(self, kind: str) -> str:
        """Return the words of a kind that were given last, empty for none."""
        return self._last.get(kind, "")

    def keep(self, words: str | None, kind: str) -> None:
        """Keep the words that `same` means from now on, where there are any."""
        if words and kind:
            self._last[kind] = words
