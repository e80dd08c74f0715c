"""Whether a text is all that its cell or paragraph of a page says, for rules, screens and lines alike.

A cell ends at a bar, a tab, a quotation mark that closes a value or a blank line; a line ends it too, unless the
sentence runs on. What other recommendations of the record hold is not missing, nor are numbers, headers, titles and
the words of the addressed-to cells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.asides import without_asides
from dhrcurate.domain.held import SHORT, Held, is_corrected, is_held
from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.domain.number import normalised
from dhrcurate.domain.page_items import Item, item_around
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verbatim import OPENING, Letters, Stretch, is_header, letters_of_page, made_of, places_of
from dhrcurate.domain.words import plural

_CELL_END = re.compile(r"[|\t]|\n[^\S\n]*\n|\"(?=\s*(?:[,}\]]|\r?\n|\Z))|,(?=[^\s\d,])")
_CELL_START = re.compile(r"[|\t]|\n[^\S\n]*\n|(?:[,:{\[]\s*|(?:\A|\n))\"|(?<=[\w\"]),(?=[^\s\d])")
_SENTENCE_END = rare(r"[.;:!?…][’”\"')\]*_]*\s*\Z")
_ENDS_HERE = re.compile(r"[’”\"')\]*_]*[.;:!?…]")
_RUNS_ON = re.compile(r"[^\w\n]*[a-z]")
_GOES_ON_BELOW = re.compile(r"[^\S\n]*\n[^\S\n]*(?!(?:[a-z]|[ivx]{1,5})[.)]\s)[a-z]")
_NEVER_LAST = re.compile(
    r"\b(?:the|an?|and|or|of|to|for|with|by|in|on|at|from|that|which|their|its|our|all|any|each)\Z"
)
"""Words that no heading or label before a text ends with."""
_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_OPENED = " \t\n‘“\"'(["
"""Blanks, and what is opened before the first word of a text."""
_GOES_ON = ")]’'”"
"""What a sentence may go on after in small letters, besides a word."""
_LISTED = re.compile(rf"(?:\A|\n)\s*(?:[{OF_LINES}]|\(?(?:[a-z]|[ivx]{{1,5}})[.)])\s")
_INTRODUCES = re.compile(r":\W*\Z")
_JOINING = frozenset({"and", "or", "andor", "but"})
"""What two parts of a cell are joined with, which neither needs after a division."""
_LINK = re.compile(r"\]\([^()\s]*\)")
_FEWEST = 4
"""The fewest words of a further sentence: fewer may be a mark, a label or the heading of a column."""
_REACH = 6000
"""How far from a text its cell is followed, in code points."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of a text's cell that nothing in the record holds.

    Attributes:
        start: Where they start in the page, in code points.
        end: Where they end, exclusive.
        words: How many they are.
        before: Whether they stand before the text.
    """

    start: int
    end: int
    words: int
    before: bool

    @property
    def told(self) -> str:
        """What a curator is told of them."""
        count = plural(self.words, "more word")
        return f"the page begins earlier: {count} before it" if self.before else f"the page goes on: {count}"


def placed(
    text: str,
    page: str,
    furniture: Collection[str],
    held: Held,
    *,
    number: str = "",
    cells: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[Stretch, ...], tuple[Rest, ...]]:
    """Return where a text stands on a page word for word, and the words of its cell that the record leaves out.

    Where the page has the text more than once, the place counts that has the fewest words more. Nothing and nothing
    if the text is not on the page.

    Args:
        text: The text.
        page: The page as it reads.
        furniture: Cells and titles that may stand between the parts of the text.
        held: What else the record holds.
        number: The number of the recommendation, as printed.
        cells: Where the page bounds cells and list items itself, from `cells_of`.
    """
    fewest: tuple[tuple[Stretch, ...], tuple[Rest, ...]] = (), ()
    for there in places_of(text, page, furniture, held.texts):
        rests = rests_around(page, there[0].page_start, there[-1].page_end, held, number=number, cells=cells)
        if not rests:
            return there, ()
        if not fewest[0] or sum(r.words for r in rests) < sum(r.words for r in fewest[1]):
            fewest = there, rests
    return fewest


def rests_around(
    page: str, start: int, end: int, held: Held, *, number: str = "", cells: Sequence[tuple[int, int]] = ()
) -> tuple[Rest, ...]:
    """Return what a cell or item says before and after a part of it, as far as the record does not hold it."""
    item = item_around(page, start, end, cells, normalised(number), held.numbers)
    if item is not None and item.end - item.start > _REACH:  # no recommendation is so long, so that it is a frame
        item = None
    before = _before_in(item, page, start, held) if item else None
    after = _after_in(item, page, end, held) if item else None
    if item is None or not item.sure:
        before = _longer(before, _before(page, start, end, held))
        after = _longer(after, _after(page, start, end, held))
    return tuple(rest for rest in (before, after) if rest is not None)


def _longer(one: Rest | None, other: Rest | None) -> Rest | None:
    return max((rest for rest in (other, one) if rest), key=lambda rest: rest.words, default=None)


def _after_in(item: Item, page: str, end: int, held: Held) -> Rest | None:
    """The words of an item after a text, up to where another recommendation goes on with it."""
    rest = Letters.of(without_asides(_without_headers(page, page[end : item.end])))
    last = len(rest.letters)
    if any(text.startswith(rest.letters) for text in held.texts):
        return None
    for text in held.texts:
        at = rest.letters.find(text[:OPENING]) if len(text) >= SHORT else -1
        last = at if 0 <= at < last and rest.starts_word(at) else last
    if last < len(rest.letters) and rest.letters[:last] in _JOINING:
        return None
    first, last = _unheld(rest.letters, 0, last, held, after=True)
    return _rest_of(rest, first, last, page, end, item, before=False)


def _before_in(item: Item, page: str, start: int, held: Held) -> Rest | None:
    """The words of an item before a text, down to where another recommendation ends."""
    if item.start >= start:
        return None
    rest = Letters.of(_without_headers(page, page[item.start : start]))
    runs_on = page[start : start + 1].islower()
    first = 0
    if any(text.endswith(rest.letters) for text in held.texts):
        return None
    for text in held.texts:
        at = rest.letters.rfind(text[-OPENING:]) if len(text) >= SHORT else -1
        first = max(first, at + len(text[-OPENING:])) if at >= 0 else first
    if first and rest.letters[first:] in _JOINING:
        return None
    adjoins = runs_on and page[item.start : start].rstrip(" ")[-1:].isalpha()
    first, last = (first, len(rest.letters)) if adjoins else _unheld(rest.letters, first, None, held, after=False)
    return _rest_of(rest, first, last, page, item.start, item, before=True, runs_on=runs_on)


def _unheld(letters: str, first: int, last: int | None, held: Held, *, after: bool) -> tuple[int, int]:
    """What is left of some letters without the cells, titles and numbers at their outer end, or held as a whole."""
    last = len(letters) if last is None else last
    if made_of(letters[first:last], held.cells.union(held.texts)) or is_corrected(letters[first:last], held.texts):
        return first, first
    while after:
        cell = next((c for c in held.cells if len(c) > 1 and letters.endswith(c, first, last)), None)
        if cell is None:
            break
        last -= len(cell)
    if after and any(cell.startswith(letters[first:last]) for cell in held.cells):
        return first, first  # a cell that the end of a line divides
    return first, last


def _rest_of(
    rest: Letters,
    first: int,
    last: int,
    page: str,
    offset: int,
    item: Item,
    *,
    before: bool,
    runs_on: bool = False,
) -> Rest | None:
    """The rest that some letters of it are, if they are words enough to be missed."""
    if first >= last or rest.letters[first:last].isdigit():
        return None
    words = rest.text[rest.places[first] : rest.places[last - 1] + 1]
    count = len(_WORD.findall(_LINK.sub(" ", words)))
    opens = "\n" not in rest.text[: rest.places[first]]
    line = opens if not before else "\n" not in rest.text[rest.places[last - 1] :]
    if count < _FEWEST and not line:
        # Under a heading "The council should:" became the cell of the items below it.
        stem = before and (item.sure or opens) and _INTRODUCES.search(rest.text) is not None
        listed = runs_on or _LISTED.search(rest.text) is not None
        if not (item.sure or listed) or (before and not stem):
            return None
    inner = page.find(words, offset) if words in page else -1
    start = inner if inner >= 0 else offset
    return Rest(start, start + len(words) if inner >= 0 else item.end, count, before)


def _after(page: str, start: int, end: int, held: Held) -> Rest | None:
    cell_end = _CELL_END.search(page, end, end + _REACH)
    last = cell_end.start() if cell_end else min(len(page), end + _REACH)
    first_line = page.find("\n", end, last)
    if first_line >= 0 and not _in_bars(page, end, last):
        last = _last_line(page, end, last)
    rest = without_asides(_without_headers(page, page[end:last]))
    words = _WORD.findall(_LINK.sub(" ", rest))
    if not words:
        return None
    within = not _ENDS_HERE.match(rest) and (
        _in_bars(page, end, last) or _RUNS_ON.match(rest) is not None or _GOES_ON_BELOW.match(rest) is not None
    )
    if not within and len(words) < _FEWEST:
        return None
    if _in_bars(page, end, last):
        held = replace(held, cells=held.cells & {Letters.of(rest).letters})  # other cells are beyond the bar
    if is_held(Letters.of(rest).letters, Letters.of(page[start:end]).letters, held, after=True):
        return None
    first = _WORD.search(page, end)
    at = first.start() if first else end
    return Rest(at, max(at, at + len(page[at:last].rstrip())), len(words), before=False)


def _last_line(page: str, end: int, last: int) -> int:
    """Return where the paragraph ends: at a line's end, unless the sentence runs on in the next one."""
    at = page.find("\n", end, last)
    while 0 <= at < last:
        if _SENTENCE_END.search(page[max(0, at - 12) : at]) or not _RUNS_ON.match(page, at + 1):
            return at
        at = page.find("\n", at + 1, last)
    return last


def _before(page: str, start: int, end: int, held: Held) -> Rest | None:
    floor = max(0, start - _REACH)
    first = max((m.end() for m in _CELL_START.finditer(page, floor, start)), default=floor)
    row = page[page.rfind("\n", floor, first) + 1 if first > floor else floor : first].lstrip()
    if "\n" in page[first:start] and not (row.startswith("|") and row.endswith("|")):
        first = _first_line(page, first, start)
    rest = page[first:start].rstrip(_OPENED)
    spaced = page[first + len(rest) - 1 : start]
    words = _WORD.findall(rest)
    label = _label(words, held) if page[max(0, first - 1) : first] in {"", "\n"} else 0
    del words[:label]
    while words and words[0][0].isdigit():
        del words[0]
    if not words:
        return None
    runs_on = page[start : start + 1].islower()
    in_bars = _in_bars(page, start, first - 1)
    open_ended = runs_on or label or _NEVER_LAST.search(words[-1]) or in_bars
    goes_on = _GOES_ON + ("-–—" if in_bars else "")
    said_on = rest[-1:].isalpha() or rest[-1:] == "&" or (runs_on and (rest[-1:] in goes_on or spaced == ", "))
    within = open_ended and said_on
    sentence = _SENTENCE_END.search(rest) is not None and not rest.endswith((":", ";"))
    if not within and not (sentence and len(words) >= _FEWEST):
        return None
    if runs_on and within:
        held = held.without_bodies()  # a name before it is the subject of its sentence
    if is_held(Letters.of(rest).letters, Letters.of(page[start:end]).letters, held, after=False):
        return None
    at = first + len(rest) - len(rest.lstrip())
    return Rest(at, first + len(rest), len(words), before=True)


def _label(words: Sequence[str], held: Held) -> int:
    """Return how many words at the beginning of a line are the number of a recommendation, such as "Rec 1"."""
    letters = ""
    for count, word in enumerate(words[:3], 1):
        letters += Letters.of(word).letters
        if letters in held.cells and any(char.isdigit() for char in letters):
            return count
    return 0


def _first_line(page: str, first: int, start: int) -> int:
    at = page.rfind("\n", first, start)
    while at > first and not _SENTENCE_END.search(page[first:at][-12:]) and _RUNS_ON.match(page, at + 1):
        at = page.rfind("\n", first, at)
    return first if at < first else at + 1


def _in_bars(page: str, place: int, edge: int) -> bool:
    """Return whether a cell lies between bars, of which one is its edge, so that lines do not end it."""
    if edge < 0 or page[edge : edge + 1] != "|":
        return False
    line_start = max(0, place - _REACH, page.rfind("\n", max(0, place - _REACH), place))
    line_end = page.find("\n", place, place + _REACH)
    return page.count("|", line_start, place + _REACH if line_end < 0 else line_end) > 1


def _without_headers(page: str, rest: str) -> str:
    if "\n" not in rest:
        return rest
    known = letters_of_page(page)
    return "\n".join(line for line in rest.split("\n") if not is_header(line, known))
