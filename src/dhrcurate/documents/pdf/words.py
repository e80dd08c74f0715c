"""The words of a PDF page with their places, as it is displayed."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_WORD = re.compile(r"[^\s\ufffe]+(?P<hyphen>\ufffe)?")
_MARK = re.compile(r"(?<=[^\W\d]|[.,;:)”’\"'?!])\d{1,3}\Z")
"""A number fused to the end of a word: a footnote's mark, where it is small."""
_SMALL = 0.8
_SAMPLES = 60
"""So many letters of a page tell how its text runs."""
_SURE = 10
WHITE = 252
"""From here on each of red, green and blue makes a colour that is called white."""
_FILLED = raw.FPDF_TEXTRENDERMODE_FILL
_BOLD = 600
"""A weight of letters from which they are called bold."""
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)


@dataclass(slots=True)
class Word:
    """One word.

    Attributes:
        text: Its letters.
        x0: Its left side, in points from the left of the displayed page.
        x1: Its right side.
        base: Its baseline, in points from the top.
        size: The size of its letters in points.
        bold: Whether they are bold.
        breaks: Whether a line of the file's text ends behind it.
        hyphen: Whether it is broken by a hyphen that the file says it does not own.
        small: Whether its letters are much smaller than those of the word that it is fused to: a footnote's mark.
        white: Whether it is painted white.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    breaks: bool = False
    hyphen: bool = False
    small: bool = False
    white: bool = False


class Sheet:
    """Reads one page; the coordinates are those of the page as its text is upright.

    Attributes:
        width: Its width in points.
        height: Its height.
        turned: By how much it has to be turned clockwise to be as it is displayed; 0 but for text that runs up or down.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._text = page.get_textpage()
        self._box = page.get_bbox()  # what is displayed, also where the file says it for all pages
        displayed = page.get_rotation()
        self._turn = self._upright_turn(displayed)
        self.turned = (displayed - self._turn) % 360
        width, height = page.get_size()
        self.width, self.height = (height, width) if self.turned in {90, 270} else (width, height)
        self._matrix = raw.FS_MATRIX()
        self._rect = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))

    def _upright_turn(self, displayed: int) -> int:
        """By how much the page has to be turned clockwise so that most of its text is upright."""
        count = self._text.count_chars()
        angles = Counter(
            -round(math.degrees(raw.FPDFText_GetCharAngle(self._text, at)) / 90) * 90 % 360
            for at in range(0, count, max(1, count // _SAMPLES))
            if not chr(raw.FPDFText_GetUnicode(self._text, at)).isspace()
        )
        return angles.most_common(1)[0][0] if angles.total() >= _SURE else displayed

    def upright(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return a rectangle of the file's own coordinates as left, top, right and bottom on the upright page."""
        x0, y0, x1, y1 = self._box
        left, right, bottom, top = left - x0, right - x0, bottom - y0, top - y0
        wide, high = x1 - x0, y1 - y0
        if self._turn == 90:
            return bottom, left, top, right
        if self._turn == 180:
            return wide - right, bottom, wide - left, top
        if self._turn == 270:
            return high - top, wide - right, high - bottom, wide - left
        return left, high - top, right, high - bottom

    @property
    def upright_size(self) -> tuple[float, float]:
        """The width and height of the upright page."""
        x0, y0, x1, y1 = self._box
        return (y1 - y0, x1 - x0) if self._turn in {90, 270} else (x1 - x0, y1 - y0)

    def words(self) -> Iterator[Word]:
        """Yield the words of the page, in the order of the file."""
        count = self._text.count_chars()
        text = self._text.get_text_range() if count else ""
        if len(text) != count:
            text = "".join(chr(raw.FPDFText_GetUnicode(self._text, at) or 32) for at in range(count))
        style, before = (0.0, False), None
        for match in _WORD.finditer(text):
            word = match.group().removesuffix("\ufffe")
            start, end = match.start(), match.start() + len(word)
            first = self._origin(start)
            if before is None or before.breaks or before.hyphen or abs(before.base - first[1]) > 1:
                style = self._type(start)  # asked once a line: it is the slowest question
            mark = _MARK.search(word)
            cut = start + mark.start() if mark else end
            if mark and self._type(cut)[0] < _SMALL * self._type(start)[0]:
                yield self._word(text, start, cut, first, style)
                before = self._word(text, cut, end, self._origin(cut), style)
                before.small = True
            else:
                before = self._word(text, start, end, first, style)
            before.hyphen = match["hyphen"] is not None
            before.breaks = _breaks(text, match.end())
            yield before

    def _word(self, text: str, start: int, end: int, origin: tuple[float, float], style: tuple[float, bool]) -> Word:
        x0, base = origin
        letters = text[start:end]
        if not letters.isascii():
            letters = _LIGATURES.sub(lambda one: unicodedata.normalize("NFKC", one[0]), letters)
        right = self._right(end - 1)
        return Word(letters, x0, max(x0, right), base, *style, white=self._is_white(start))

    def _is_white(self, at: int) -> bool:
        """Whether a character is painted, and in white; words that are painted in no way may be those of a scan."""
        red, green, blue, alpha = self._colour
        if not raw.FPDFText_GetFillColor(self._text, at, red, green, blue, alpha):
            return False
        if min(red.value, green.value, blue.value) < WHITE:
            return False
        return bool(raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._text, at)) == _FILLED)

    def _origin(self, at: int) -> tuple[float, float]:
        """Where a character begins on its baseline."""
        raw.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        x, y = self._x.value, self._y.value
        if not self._turn:
            return x - self._box[0], self._box[3] - y
        return self.upright(x, y, x, y)[:2]

    def _right(self, at: int) -> float:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._text, at, rect)
        if not self._turn:
            return float(rect.right - self._box[0])
        return self.upright(rect.left, rect.bottom, rect.right, rect.top)[2]

    def _type(self, at: int) -> tuple[float, bool]:
        matrix = self._matrix
        size = raw.FPDFText_GetFontSize(self._text, at)
        if raw.FPDFText_GetMatrix(self._text, at, matrix):
            size *= (matrix.b**2 + matrix.d**2) ** 0.5
        return size, raw.FPDFText_GetFontWeight(self._text, at) >= _BOLD or self._named_bold(at)

    def _named_bold(self, at: int) -> bool:
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(96)
        length = raw.FPDFText_GetFontInfo(self._text, at, name, 96, flags)
        return bool(length) and _BOLD_NAME.search(name.value) is not None


def _breaks(text: str, end: int) -> bool:
    return end >= len(text) or text[end] in "\r\n"
