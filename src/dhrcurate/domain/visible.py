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


_UNSEEN = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\uf8ff\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U0010ffff"
)
"""All assigned characters that `visible` shows another way, as a class of a regular expression: to look is cheaper."""

_UNSEEN_CHARACTER = re.compile(f"[{_UNSEEN}]")
_UNSEEN_OR_ORDER = re.compile(f"##|[{_UNSEEN}]")


def visible_lines(text: str) -> str:
    """What `visible` makes of lines, at little cost for the many that have nothing to be shown another way."""
    if text.replace("\n", "").isprintable():
        return text  # what `visible` shows another way is not printable
    return visible(text) if _UNSEEN_CHARACTER.search(text) else text


def escaped_json(text: str) -> str:
    """JSON in which whatever a terminal or a CI service would take for a command is written as an escape.

    It can only occur in strings, where an escape means the same.

    Args:
        text: JSON.
    """
    if text.isascii() and "##" not in text and "\x7f" not in text:
        return text  # as nearly all is
    return _UNSEEN_OR_ORDER.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    text = found.group()
    if text == "##":
        return "#\\u0023"
    units = text.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


_UNSEEN_OR_ORDERED = re.compile(rf"(?<=#)#|^[^\S\n]*:(?=:)|[{_UNSEEN}]", re.MULTILINE)


def escaped_toml(text: str) -> str:
    """TOML in which whatever a terminal or a CI service would take for a command is written as an escape.

    Args:
        text: TOML whose texts are all basic strings, with line feeds only and without comments.
    """
    return _UNSEEN_OR_ORDERED.sub(lambda found: f"{found.group()[:-1]}\\U{ord(found.group()[-1]):08X}", text)


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
