"""The last line of a dialog: its keys, which can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Static

DialogKey = tuple[str, str, str]
"""A key as it is shown, what it does, and the dialog's action for it, empty where a click does nothing.

Without a key the words say what is so whatever is pressed.
"""

_INKS = {"warning": "$ink-doubt", "error": "$ink-bad"}


class KeysLine(Static):
    """The keys of a dialog, each in the ink that it has at the foot of a screen."""

    def __init__(self, *keys: DialogKey) -> None:
        self._keys = keys_content(*keys)
        self._fading: Timer | None = None
        super().__init__(self._keys, classes="dialog-keys")
        self.auto_links = False  # one colour for all that can be clicked would hide which part is the key

    def say(self, words: str, ink: str, seconds: float) -> bool:
        """Show a notice in place of the keys for a while; return whether there is room for it."""
        notice = Content.styled(words, _INKS.get(ink, "$ink"))
        if notice.cell_length > self.size.width:
            return False
        if self._fading is not None:
            self._fading.stop()
        self.update(notice)
        self._fading = self.set_timer(seconds, lambda: self.update(self._keys))
        return True


def keys_content(*keys: DialogKey) -> Content:
    """Return keys and what they do, in a line."""
    return Content("   ").join(_one(*key) for key in keys)


def _one(key: str, words: str, action: str) -> Content:
    content = Content.assemble(Content.styled(key, "$ink-key bold"), f" {words}") if key else Content(words)
    return content.stylize(Style.from_meta({"@click": f"screen.{action}"})) if action else content
