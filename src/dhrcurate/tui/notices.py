"""What the program says over or under a screen: the answers to keys, and notices that must not be overlooked."""

from __future__ import annotations

import time
from collections import deque

from textual.notifications import Notification

from dhrcurate.curation.folder_names import as_typed
from dhrcurate.domain.visible import clean
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.widgets.bars import Foot
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.windows import Windows

_INKS = {"information": "plain", "warning": "warning", "error": "error"}

_SEEN = 0.3
"""Seconds after which the answer to a key was seen; a key before that was not pressed because of it."""

_ANSWER = 5.0
"""Seconds for which the answer to a key is shown; what must not be overlooked is shown for longer."""


class Notices(Windows, inherit_bindings=False):
    """A program that says what came of a key.

    Attributes:
        said: What was said last, the newest at the end.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: deque[str] = deque(maxlen=50)

    @property
    def foot(self) -> Foot | None:
        """The line of keys of what is on the screen, `None` where a dialog is."""
        return self.screen.foot if isinstance(self.screen, CommandScreen) else None

    def say(self, words: str, *, severity: str = "information", timeout: float = _ANSWER) -> None:
        """Shows a notice for a while: in the line of keys if it fits, else over the screen; never as markup."""
        words = clean(as_typed(words))
        self.said.append(words)
        ink = _INKS.get(severity, "plain")
        lines = [foot] if (foot := self.foot) is not None else self.screen.query(KeysLine)
        if any(line.say(words, ink, timeout) for line in lines):
            return
        screen = self.screen
        if severity != "error" and isinstance(screen, CommandScreen) and screen.tell(words, ink):
            return
        self.notify(words, severity=severity, timeout=timeout, markup=False)  # type: ignore[arg-type]  # Textual names the three words

    def unsay(self) -> None:
        """Takes the notice in the line of keys away, and the answers over the screen; warnings and notices stay."""
        if (foot := self.foot) is not None:
            foot.unsay()
        for each in self._answers():
            self._unnotify(each)

    def take_answers_away(self, since: float) -> None:
        """Takes the answers over the screen away, as far as they could be read before a key was pressed.

        Args:
            since: Seconds since the key was pressed: keys that were typed ahead take away nothing that they brought.
        """
        pressed = time.time() - since
        for each in [each for each in self._answers() if pressed - each.raised_at > _SEEN]:
            self._unnotify(each)

    def _answers(self) -> list[Notification]:
        """What lies over the screen and only answers a key; what must not be overlooked stays for its time."""
        return [each for each in self._notifications if each.severity == "information" and each.timeout <= _ANSWER]
