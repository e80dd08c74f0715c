"""What stands in front of a recommendation: a label, a number, a letter or a bullet."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import Literal, NamedTuple

from dhrcurate.documents.model import Block
from dhrcurate.documents.numerals import ONES, TENS, roman
from dhrcurate.domain.item_marks import OF_SYMBOL_FONTS

_WORDS = (*ONES[1:], TENS[0])
FIGURES = {word: str(at) for at, word in enumerate(_WORDS, start=1)}
"""Numbers in words, as figures."""
_NUMBER = r"(?:(?:R|Rec|REC)\.?\s?)?\d{1,3}(?:\.\d{1,3}){0,3}\s?(?:\(?[a-z]\)?(?![a-z]))?|[A-Z]{1,4}-?\d{1,3}[a-z]?"
_LABEL_NUMBER = rf"{_NUMBER}|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|(?-i:[A-Z])(?=\W|\Z)|[A-Z](?=[).:])"
LABEL = re.compile(
    r"(?:(?:national|local|overview(?:\s+report)?|key|single[- ]agency|multi[- ]agency|panel|imr|dhr|dhor"
    r"|strategic|final)\s+)?"
    rf"(?:recommendations?|argymhell(?:iad|ion)|rec\.?)\s+(?:no\.?\s*|number\s+|#\s*)?\(?(?P<number>{_LABEL_NUMBER})\s*"
    r"(?:[\[(](?P<scope>[^)\]]{2,60})[)\]]\s*)?(?:[.:)–—-]+\s*|\Z|\s+(?=[A-Z‘“\"]))",
    re.IGNORECASE,
)
"""A printed heading of one recommendation, before its text or above it."""
BARE_LABEL = re.compile(
    r"(?:(?:national|local|panel|key)\s+)?(?:recommendation|argymhelliad)\s*(?::\s*|\Z)", re.IGNORECASE
)
ITEM = re.compile(rf"\(?#?(?P<number>{_NUMBER})(?:[.):]+\s*|\s+)(?=\S)")
"""A number at the start of a text."""
BULLET = re.compile(rf"(?:[•◦▪‣·●○■□➢➤✓✔✗☐☑☒►▶❖{OF_SYMBOL_FONTS}]|[-–*o§](?=\s))\s*")
BARE_LETTER = re.compile(r"(?P<number>[a-z])\s+(?=[a-z‘“(])")
"""A letter without a sign, as designed reports set it before an item; `a` is an article unless others follow it."""
_CAPITAL = re.compile(r"[(\[]?(?P<number>[A-Z]|[IVX]{2,5})[.):\]]+\s+(?=\S)")
"""A capital letter or a Roman numeral with a sign, which may also be an initial unless others follow it."""
LETTERED = re.compile(r"\(?(?P<number>[a-z]|[ivx]{1,4})[.)]\s+")
UNITS = re.compile(
    r"\A\W*(?:st|nd|rd|th|per\s?cent|%|years?|months?|weeks?|days?|hours?|minutes?|january|february|march"
    r"|april|may\s+\d|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""What stands behind a number that counts or dates, and does not number."""


_LETTERS = 3
"""So many letters in order are those of a list."""


class Mark(NamedTuple):
    """What a block begins with.

    Attributes:
        kind: What it is.
        number: The number that it tells.
        end: Where the text begins behind it.
    """

    kind: Literal["label", "number", "letter", "bullet"]
    number: str | None
    end: int


def mark_of(block: Block) -> Mark | None:
    """Return what a block begins with, whether its format keeps that apart from the text or not."""
    if block.number.strip():
        mark = _mark(f"{block.number.strip()} ", alone=True)
        label = _mark(block.text)
        if label is not None and label.kind == "label":
            return label
        return Mark(mark.kind, mark.number, 0) if mark else Mark("bullet", None, 0)
    return _mark(block.text)


def _mark(text: str, *, alone: bool = False) -> Mark | None:
    if label := LABEL.match(text):
        return Mark("label", tidy(label["number"]), label.end())
    if label := BARE_LABEL.match(text):
        return Mark("label", None, label.end())
    if alone:
        text += "x"
    if (letter := LETTERED.match(text)) is not None:
        return Mark("letter", letter["number"], letter.end())
    item = ITEM.match(text)
    if item and (label := LABEL.match(text, item.end())):  # the number of a paragraph, then the label
        return Mark("label", tidy(label["number"]), label.end())
    if item and not UNITS.match(text[item.end() :]):
        return Mark("number", tidy(item["number"]), item.end())
    if bullet := BULLET.match(text):
        return Mark("bullet", None, bullet.end())
    return None


def series(blocks: Sequence[Block], inside: Sequence[int]) -> dict[int, Mark]:
    """Return what blocks begin with that shows only by its order that it is a mark.

    These are letters without any sign (`a set out …`, `b publish …`), capital letters (`A. The Trust …`) and Roman
    numerals in capitals (`IV. The Trust …`).

    Args:
        blocks: The report.
        inside: The blocks of a chapter; others may stand between those with letters.
    """
    found = (_in_order(blocks, inside, mark, names) for mark, names in _SERIES)
    best = max(found, key=len)
    return best if len({mark.number for mark in best.values()}) >= _LETTERS else {}


def _in_order(
    blocks: Sequence[Block], inside: Sequence[int], pattern: re.Pattern[str], names: Sequence[str]
) -> dict[int, Mark]:
    """The blocks that begin with the names of a series one after the other; it may begin again."""
    found: dict[int, Mark] = {}
    expected = 0
    for at in inside:
        letter = pattern.match(blocks[at].text)
        if letter is not None and letter["number"] in {names[0], *names[expected : expected + 1]}:
            found[at] = Mark("letter", letter["number"], letter.end())
            expected = names.index(letter["number"]) + 1
    return found


_SERIES = (
    (BARE_LETTER, string.ascii_lowercase),
    (_CAPITAL, string.ascii_uppercase),
    (_CAPITAL, tuple(roman(number).upper() for number in range(1, 40))),
)


def is_in_series(text: str) -> bool:
    """Whether a text begins as one of a series of letters does: see `series`."""
    return BARE_LETTER.match(text) is not None or _CAPITAL.match(text) is not None


def tidy(number: str) -> str:
    """Return a number without blanks and the marks around it; a word as figures."""
    plain = re.sub(r"\s+", "", number).strip(".:()")
    return FIGURES.get(plain.casefold(), plain)
