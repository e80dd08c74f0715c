"""What a page says below its first recommendation that may be one as well and is in none that was read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.page_marks import goes_on
from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.leftovers.behind_list import BehindList
from dhrcurate.importers.leftovers.held_words import FEWEST, HeldWords, runs
from dhrcurate.importers.lists.asides import begins_finding
from dhrcurate.importers.lists.chapters import Chapter
from dhrcurate.importers.lists.closing import is_closing
from dhrcurate.importers.lists.footnotes import FOOTNOTES
from dhrcurate.importers.lists.learning_points import heads_list
from dhrcurate.importers.lists.next_parts import begins_another_part
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.pages.chrome import is_chrome
from dhrcurate.importers.pages.page import Line, Page, Table, grouped, settled, together
from dhrcurate.importers.wording.announcing import announced, only_leads_in
from dhrcurate.importers.wording.asking import asks, says_should, wishes
from dhrcurate.importers.wording.numbers import is_number, printed_number
from dhrcurate.importers.wording.paragraphs import says_none
from dhrcurate.importers.wording.telling import Telling, telling
from dhrcurate.importers.words import ACTS

_CLAUSE = 6
"""A sentence that asks for something mostly has so many words."""
_SHOWN = 3
_LONGEST_END = 20
"""No sentence has more marks at its end."""
_SENTENCE_END = re.compile(r"[.;!?][”’\"')\]]*\Z")
_WORDS = re.compile(r"\w\s+\w+\s+\w")

_PARAGRAPH = re.compile(r"\d{1,2}\.\d{1,3}\.?")
_NOTE = re.compile(r"\[\^[^\]\s]{1,20}\]:\s*\S")
_STEM = re.compile(r"\W*(?P<whom>[^.:;]{2,120}?)\s+(?:should|must|shall)\s*:\W*", re.IGNORECASE)
_COPYRIGHT = re.compile("©")
_UNITS = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_HELP = re.compile(
    r"\b(?:help|support|contacts?|links?|information|advice|downloads?|cookies?|privacy|enquiries|in touch)\b",
    re.IGNORECASE,
)
"""What offers something to the reader of a page speaks of what to do too."""
_AIMS = re.compile(r"\b(?:terms of reference|purpose|aims?|objectives?|scope)\b", re.IGNORECASE)
"""What a review was to do is written as what is asked for: "To establish ..."."""
_READER = re.compile(r"\b(?:you|your|us|our|we|cookies?|website|browser)\b", re.IGNORECASE)
_OFFERED = frozenset(
    {"to", "offers", "provides", "gives", "supports", "works", "holds", "operates", "publishes", "keeps"}
)
"""Verbs that tell what a service does for people."""
_ACTS = re.compile(
    rf"(?:That\s+)?(?:[Tt]he\s+)?(?:[A-Z][\w’'&/-]*\s+(?:(?:of|and|the|for|in|&)\s+)*){{1,9}}"
    rf"(?:(?:staff|officers|services|practices|agencies|teams?)\s+)?(?P<verb>should|must|shall|to|{'|'.join(sorted(ACTS))})\b(?!:)"
    r"|(?P<to>To) (?!find\b|see\b|read\b|view\b|report\b|contact\b)[a-z]"
)
"""How a sentence begins that says who is to act, or what."""

_TASK = re.compile(
    r"(?:A |An |The |Better |Further |Regular |Improved |More )?(?:[A-Za-z]+ )?"
    r"(?:training|development|introduction|provision|establishment|creation|review|audit|implementation|appointment"
    r"|revision|production|inclusion|improvement|promotion|delivery|monitoring|evaluation|adoption|commissioning"
    r"|dissemination|recruitment|expansion|extension|refresh|update|roll-?out) (?:for|of|on|in|to|by) \w",
    re.IGNORECASE,
)
"""How a phrase begins that names what is to be done, without a verb."""


def left_out(page: Page, rows: Sequence[Row], stated: int | None = None, beside: Sequence[str] = ()) -> tuple[str, ...]:
    """The passages that may be recommendations and are in no row.

    What stands above the first row is the story, and is not looked at. Below a footer, a notice or the heading of
    another part only what is plainly a recommendation counts: a number that goes on with theirs, or an item or a
    sentence that asks somebody to act. Where the page states more recommendations, or one has no text, any sentence
    may be one.

    Args:
        page: The page.
        rows: What was read of it.
        stated: How many recommendations the page says that it has.
        beside: Lines beside the recommendations that are plainly none.
    """
    words = HeldWords(rows, beside)
    short = sum(bool(row.text) for row in rows) < (stated or len(rows))
    passages = _passages(page, words, BehindList(None if short else len(rows)), short=short)
    said = (
        words.hold,
        says_none,
        is_closing,
        _only_tells,
        _NOTE.match,
        _COPYRIGHT.match,
        lambda text: _is_stem(text, words),
    )
    kept = (text for text in passages if not any(says(text) for says in said))
    return tuple(dict.fromkeys(text for text in kept if not ((whom := announced(text)) and words.hold(whom))))


def _only_tells(text: str) -> bool:
    """True if a paragraph with a number of its chapter ("8.2") surely tells what was, or closes the report."""
    found = printed_number(text)
    plain = found is not None and _PARAGRAPH.fullmatch(found[0]) is not None
    return found is not None and plain and (is_closing(found[1]) or telling(found[1]) is Telling.SURELY)


def _is_stem(text: str, words: HeldWords) -> bool:
    """True if a line only says that the body of rows should do what stands below it: "Wold Council should:"."""
    found = _STEM.fullmatch(text)
    return found is not None and words.hold(found["whom"])


def in_words(passages: Sequence[str]) -> str:
    """What to tell of passages that were left out."""
    more = f" and {len(passages) - _SHOWN} more" if len(passages) > _SHOWN else ""
    said = ", ".join(f"“{text[:60]}”" for text in passages[:_SHOWN])
    return f"left out what may be recommendations too: {said}{more}"


def with_notes(page: Page, found: Found) -> Found:
    """A review of a page, with the label of its notes (`[^1]: ...`) as that of other footnotes; one that asks is told.

    Args:
        page: The page.
        found: The review.
    """
    words = HeldWords(found.rows)
    notes = [line.text for line in page.lines if _NOTE.match(line.text) and not words.hold(line.text)]
    if not notes:
        return found
    asking = [text for text in notes if asks(text.split("]:", 1)[1].strip())]
    more = f" and {len(asking) - _SHOWN} more" if len(asking) > _SHOWN else ""
    told = [f"left out notes: {', '.join(f'“{text[:60]}”' for text in asking[:_SHOWN])}{more}"] if asking else []
    others, lost = (
        [warning for warning in warnings if not any(text[:60] in warning for text in notes[:_SHOWN])]
        for warnings in (found.warnings, found.lost)
    )
    labels = tuple(dict.fromkeys((*found.labels, FOOTNOTES)))
    return replace(found, warnings=(*others, *told), lost=(*lost, *told), labels=labels)


def _passages(page: Page, words: HeldWords, behind: BehindList, *, short: bool) -> Iterator[str]:
    """The passages below the first row that may be recommendations, in order."""
    begun = reading = under = False
    helping = aims = False  # whether the part speaks of help, and of what the review was to do
    again = False  # whether the numbers start again below another part, as those of another list
    counted = False  # whether a number that goes on with theirs stands alone above
    broken = text = ""  # the words above the line that ended the reading, perhaps in the middle of a sentence
    widths: set[int] = set()  # of the tables of recommendations
    chapter = Chapter()
    since: list[str] | None = None  # the sentences below the last table of recommendations
    for part in _parts(page):
        if isinstance(part, Table):
            taken = recognise(part.header) is not None
            if taken:
                yield from since or ()
                since, under = [], False  # a sentence below it is none of its rows
                widths.add(len(part.header))
            elif begun:
                yield from _of_another_table(part, widths, reading=reading)
            reading = reading or taken
            begun = begun or reading
            continue
        above, text = text, part.text
        if since is not None and not is_chrome(text) and not part.heading and _is_sentence(text):
            since.append(text)
        if begun and text.startswith("|"):
            yield from _cells(text)
        elif (begun or words.none) and heads_list(part) and not says_should(text):
            begun = reading = under = True
        elif (ended := chapter.ends_at(part)) or is_chrome(text) or begins_another_part(part) or begins_finding(part):
            broken, again = above if reading else broken, ended  # the next chapter's numbers are not theirs
            reading, helping, aims = False, helping or bool(_HELP.search(text)), bool(_AIMS.search(text))
        elif words.share(text) == 1 and (begun or words.hold_whole(text) or _is_sentence(text) or _asks(text)):
            begun = reading = under = True  # but not at a name on the cover with which a recommendation begins
            helping = False
            yield from behind.at_row(part, numbered=is_number(above))
        elif reading:
            under = under and not part.heading
            if not behind.takes(part, under=under) and (
                (_asks(text) and not only_leads_in(text))
                or (under and text.endswith(".") and runs(text))
                or _is_task(part)
                or (short and len(text.split()) >= _CLAUSE)
            ):
                yield text
        elif begun:
            found = printed_number(part.full)
            again = again or (found is not None and words.is_taken(found[0]))
            counts = counted or (
                found is not None and not again and words.count_on(found[0]) and not _UNITS.match(found[1])
            )
            counted = found is not None and not found[1] and counts
            said = found[1] if found else text
            plain = (_asks_plainly(part, helping=helping) and not (aims and said[:3].lower() == "to ")) or (
                short and len(said.split()) >= _CLAUSE
            )
            if len(said.split()) >= FEWEST and (counts or (plain and not _READER.search(text))):
                yield part.full
            elif broken and goes_on([broken], text):
                yield text
            broken = ""


def _is_number(cell: str) -> bool:
    """True if a cell is a number or empty, as the first of a row may be and a heading is not."""
    found = printed_number(cell.strip())
    return not cell.strip() or (found is not None and len(found[1]) < FEWEST)  # the letter of "9.1 b" may stand apart


def _of_another_table(table: Table, widths: set[int], *, reading: bool) -> Iterator[str]:
    more = bool(widths) and len(table.header) >= min(widths) and _is_number(table.header[0])
    cells = (cell for row in (table.header, *table.rows) for cell in row)
    yield from (cell for cell in cells if (reading and _asks(cell)) or (more and runs(cell)))


def _cells(row: str) -> Iterator[str]:
    """The passages in a line that is the row of a table."""
    cells = [cell.strip() for cell in row.split("|")]
    yield from (cell for cell in cells if runs(cell) and not is_chrome(cell))


def _parts(page: Page) -> Iterator[Line | Table]:
    """The lines of a page, wrapped ones put together, and its tables, in order."""
    tables = deque(page.tables)
    at = 0
    for group in grouped(settled(page.lines), lambda line: not line.wrapped):
        while tables and tables[0].at <= at:
            yield tables.popleft()
        yield together(group)
        at += len(group)
    yield from tables


def _is_sentence(text: str) -> bool:
    """True if a line ends as sentences do and has three words or more."""
    end = _SENTENCE_END.search(text, max(0, len(text) - _LONGEST_END))
    return end is not None and _WORDS.search(text, 0, end.start()) is not None


def _asks(text: str) -> bool:
    return bool(runs(text)) and asks(text)


def _is_task(line: Line) -> bool:
    """True if an item of a list names what is to be done: "Training for all practice nurses"."""
    found = printed_number(line.text)
    text = found[1] if found else line.text
    return (line.item or found is not None) and bool(runs(text)) and _TASK.match(text) is not None


def _asks_plainly(line: Line, *, helping: bool) -> bool:
    """True if a line below a footer or another part's heading can hardly be anything but a recommendation."""
    found = printed_number(line.text)
    text = found[1] if found else line.text
    if line.heading or not text:
        return False
    listed = found is not None or line.item
    if listed and (text.split()[0].lower() in ACTS or (not helping and wishes(text))):
        return True
    acts = _ACTS.match(text)
    return acts is not None and not (helping and acts["verb"] in _OFFERED)
