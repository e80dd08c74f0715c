"""Text from outside made safe to show: terminal controls are made visible."""

from __future__ import annotations

import re
import unicodedata

_NAMES = {0x1B: "␛", 0x7F: "␡", 0x0D: "␍", 0x0C: "␌", 0x08: "␈", 0x07: "␇", 0x00: "␀"}


def _shown(code: int) -> str | None:
    char = chr(code)
    if char in "\n\t":
        return None
    if code < 0x20:
        return _NAMES.get(code) or chr(0x2400 + code)
    if code in _NAMES:
        return _NAMES[code]
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"} and code != 0xAD:
        return f"‹U+{code:04X}›"
    return "‹U+00AD›" if code == 0xAD else None


class _Table(dict[int, str | int]):
    def __missing__(self, code: int) -> str | int:
        shown = _shown(code)
        self[code] = value = code if shown is None else shown
        return value


_TABLE = _Table()


def visible(text: str, *, one_line: bool = False) -> str:
    """The text with every control, format and bidirectional character shown as a symbol or as `‹U+202E›`.

    Args:
        text: Text from a record, a page, a file name or an error message.
        one_line: Whether line ends and tabs are shown too (`⏎`, `⇥`), for messages that must stay on one line.
    """
    if text.isascii() and text.isprintable():
        return text  # as nearly all are
    text = text.translate(_TABLE)
    if one_line:
        text = text.replace("\n", "⏎").replace("\t", "⇥")
    return text


_UNSEEN = re.compile("##|[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def escaped_json(text: str) -> str:
    """JSON in which whatever a terminal or a CI service would take for a command is written as an escape.

    It can only occur in strings, where an escape means the same.

    Args:
        text: JSON.
    """
    if text.isascii() and "##" not in text and "\x7f" not in text:
        return text  # as nearly all is
    return _UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    text = found.group()
    return "#\\u0023" if text == "##" else f"\\u{ord(text):04x}"


def clean(text: object, *, one_line: bool = True) -> str:
    """Text from outside made safe to show: controls visible, and by default on one line."""
    shown = visible(str(text))
    return " ".join(shown.split()) if one_line else shown


_ORDER = re.compile(r"##(?=\w*\[)")


def no_order_within(text: str) -> str:
    """Text in which no CI service sees an order (`##vso[...]`, `##[error]`), wherever it stands in a line."""
    return _ORDER.sub("# #", text)


def harmless(line: str) -> str:
    """A line of a log in which no CI service sees an order, at its start (`::error`, after blanks too) or within it."""
    line = no_order_within(line)
    return f"./{line}" if line.lstrip().startswith("::") else line
