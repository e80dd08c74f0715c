"""Bytes to text, strictly: UTF-8, what a page in HTML declares, or a clear error that names the byte and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhrcurate.domain.charsets import by_declaration
from dhrcurate.domain.errors import UnusableError

MAX_BYTES = 16 * 1024 * 1024
"""A page or table larger than this is refused."""

_SIGNATURES = (
    (b"%PDF", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a zip archive or an Office document; save it as text, HTML or CSV first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text, HTML or CSV first"),
    (b"\x1f\x8b", "compressed; unpack it first"),
    (b"\xff\xfe\0\0", "UTF-32; save it as UTF-8 first (iconv -f UTF-32 -t UTF-8)"),
    (b"{\\rtf", "an RTF document; save it as text, HTML or CSV first"),
    (b"\xff\xfe", "UTF-16; save it as UTF-8 first (iconv -f UTF-16 -t UTF-8)"),
    (b"\xfe\xff", "UTF-16; save it as UTF-8 first (iconv -f UTF-16 -t UTF-8)"),
)

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: The text, without byte order marks, with LF line ends.
        cut: Whether the bytes end in the middle of a character.
    """

    text: str
    cut: bool = False


def decode(raw: bytes, name: str) -> Decoded:
    """Decodes a page or table.

    Args:
        raw: The file's bytes.
        name: The file's name, for messages.

    Raises:
        UnusableError: If it is too large, binary, or neither UTF-8 nor a page that declares another character set.
    """
    if len(raw) > MAX_BYTES:
        raise UnusableError(f"{name}: {len(raw) // 1024**2} MiB is more than the {MAX_BYTES // 1024**2} MiB allowed")
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise UnusableError(f"{name}: is {what}")
    if (at := raw.find(b"\0")) >= 0:
        raise UnusableError(
            f"{name}:{_place(raw, at)}: has a NUL byte, so it is no text (perhaps UTF-16); save it as UTF-8 first"
        )
    cut = False
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        ends = error.reason == "unexpected end of data" and error.start > 0
        if not ends and (declared := by_declaration(raw)) is not None:
            return Decoded(_LINE_END.sub("\n", declared))
        if not ends:
            raise UnusableError(
                f"{name}:{_place(raw, error.start)}: byte 0x{raw[error.start]:02x} is not UTF-8; "
                "save it as UTF-8 first (for Windows text: iconv -f WINDOWS-1252 -t UTF-8)"
            ) from None
        text, cut = raw[: error.start].decode("utf-8-sig"), True
    return Decoded(_LINE_END.sub("\n", text.lstrip("\ufeff")), cut)


def _place(raw: bytes, at: int) -> str:
    before = raw[:at].decode("utf-8-sig", "replace")
    lines = _LINE_END.split(before)
    return f"{len(lines)}:{len(lines[-1]) + 1}"
