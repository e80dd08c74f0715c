"""Where the task of another recommendation follows without the full stop, or the blank, that parted the two."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ACTIONS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.printed_numbers import Number, parse_number
from dhrcurate.rules.text.words import NUMBERED_ACRONYMS, NUMBERED_THINGS
from dhrcurate.rules.vocabulary import is_word

MODAL = r"(?:should|must|shall|needs? to|ought to|(?:is|are) to)\b"
"""What gives somebody a task."""
_SUBJECT_AND_TASK = rf"[‘“]?[A-Z][\w’'-]*(?:,? [\w’'&-]+){{0,9}}? {MODAL}"
_TASK = rare(rf"\s+(?:[-–—]\s+)?(?:{_SUBJECT_AND_TASK}|[A-Z]{{2,}}s? to [a-z]|To [a-z]+ [a-z])")
_LOOSE = rare(
    r"(?<![\w’'./-])(?P<before>[^\W\d_A-Z][^\W\d_]*(?:[-’'][^\W\d_]+)*)[)”’\"']{0,2}(?P<stop>\.?)\s+"
    r"(?P<label>[(\[]?(?P<number>(?:[A-Z]{1,3}[-. ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)[)\]]?[.):]?)(?=\s)"
)
_GLUED = re.compile(r"(?P<label>(?P<number>\d(?<=[a-z]\d)\d?(?:\.\d{1,3}){1,3})[.):]?)(?=\s)")
"""A number that sticks to the word before it; one without a dot is that of a footnote."""
_AFTER_SEMICOLON = re.compile(rf";\s+(?:and )?(?P<label>(?P<number>\d{{1,2}})[.)])\s+(?:\w[\w’'&-]* ){{1,9}}?{MODAL}")
QUANTIFYING = word_set(
    "over under about around after before until since during per least most next last every each all any both only some"
    " just nearly aged age ages approximately roughly number numbers no nos paragraphs recommendations sections"
    " articles parts see than"
)
"""Words that a bare number belongs to."""
LEADING_ON = QUANTIFYING | word_set(
    "the a an of and or by to with for from in at on as between via within across through into"
    " is are was were be has have had that which these those where when if whether its their our your his her this"
)
"""Words that a number belongs to, where it ends the sentence."""
_MOST_AHEAD = 3


def loose_number(r: Recommendation) -> Span | None:
    """The number of another recommendation and its task, behind a sentence that has no full stop.

    Only one that follows the text's own number, or that hardly anything but a recommendation bears, counts.
    """
    own = parse_number(r.number) if r.number else None
    for match in _LOOSE.finditer(r.text):
        bracketed = match["label"][0] in "(["
        if (match["stop"] and not bracketed) or not _TASK.match(r.text, match.end()):
            continue
        word = match["before"].casefold()
        if word in LEADING_ON or word.removesuffix("s") in NUMBERED_THINGS or word.upper() in NUMBERED_ACRONYMS:
            continue
        number = parse_number(match["number"])
        if number is not None and (_follows(own, number) or (not bracketed and _is_dotted(number))):
            return Span(*match.span("label"))
    for match in _GLUED.finditer(r.text):
        word = r.text[: match.start()].rpartition(" ")[2].casefold()
        number = parse_number(match["number"])
        if word not in NUMBERED_THINGS and number and _is_dotted(number) and _TASK.match(r.text, match.end()):
            return Span(*match.span("label"))
    if own is not None and ";" in r.text:
        for match in _AFTER_SEMICOLON.finditer(r.text):
            number = parse_number(match["number"])
            if number is not None and _follows(own, number) and not _is_item(r.text[: match.start()], number):
                return Span(*match.span("label"))
    return None


def _is_dotted(number: Number) -> bool:
    """True for 4.2, which hardly anything but a recommendation or a paragraph bears, and not for 10.30 or 2.50."""
    return len(number.groups) > 1 and all(0 < each < _MOST_IN_A_PART for each in number.groups)


_MOST_IN_A_PART = 30


def _follows(own: Number | None, number: Number) -> bool:
    if own is None or own.label != number.label or len(own.groups) != len(number.groups):
        return False
    *over, last = own.groups
    *number_over, number_last = number.groups
    return over == number_over and 0 < number_last - last <= _MOST_AHEAD


def _is_item(before: str, number: Number) -> bool:
    """True if the number before stands in the text as well, so that both count a list."""
    return re.search(rf"(?<!\d){number.groups[-1] - 1}[).]", before) is not None


_STOP_LOST = re.compile(rf"(?<=[a-z]) (?P<task>(?:The|All|Each|Every)(?: [\w’'&-]+){{1,8}}? {MODAL}|To [a-z]+ )")
_BLANK_LOST = re.compile(rf"(?<=[a-z]{{3}})(?P<task>(?P<first>[A-Z][a-z]+)(?: [\w’'&-]+){{0,8}}? {MODAL}|To [a-z]+ )")
_STOP_MAY_BE_LOST = re.compile(r"[TAE](?<=[a-z] [TAE])(?:he|ll|ach|very|o) [A-Za-z]")
_BLANK_MAY_BE_LOST = re.compile(r"[a-z][A-Z][a-z]+ [A-Za-z]")
"""Every place at which a join may be, found by one search of all texts."""
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\Z")
_CLAUSES = word_set(
    "ensure ensures ensuring say says said state states stated clear think decide decides know believe believes so"
    " recommend recommends recommended suggest suggests suggested agree agrees agreed note notes noted require"
    " requires required consider considers means mean such how why what who whom whose than although though while"
    " whilst because unless once therefore also then but yet nor cannot not titled entitled called named headed"
    " step steps action actions measure measures information way ways things thing support role time reason help"
    " process point points question questions circumstances circumstance work part extent changes change training"
    " standards standard duties duty expectations expectation responsibilities tasks task"
)
"""Words that a clause follows without a sign: "make clear The Trust must", "the steps The Trust should take"."""
_CONDITION = re.compile(r"\b(?:if|when|where|wherever|whenever|unless|once|because|while|whilst|although)\b[^,;:.]*\Z")
_HAS_TASK = re.compile(rf"\b{MODAL}|\A(?:To|That) [a-z]")
_LONGEST_WORD = 25


def with_seam(free_text: FreeText) -> set[str]:
    """The keys of the recommendations in which a full stop or a blank may have been lost between two tasks."""
    patterns = [_STOP_MAY_BE_LOST] + [_BLANK_MAY_BE_LOST] * bool(free_text.inner_capitals)
    spots = (free_text.spot(*m.span())[0] for pattern in patterns for m in pattern.finditer(free_text.joined))
    return {passage.about.key for passage in spots if passage.kind == "text" and passage.about}


def joined_task(text: str) -> Span | None:
    """The subject with its task that follows a whole task without a full stop between them, or without a blank."""
    for match in _STOP_LOST.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        word = before.rpartition(" ")[2]
        if match["task"].startswith("To ") and not word.islower():
            continue  # "Time To Talk"
        word = word.casefold()
        leads_on = word in LEADING_ON or word in _CLAUSES or _CONDITION.search(before)
        if not leads_on and _is_task(text, match):
            return Span(*match.span("task"))
    for match in _BLANK_LOST.finditer(text):
        if _is_glued(text, match.start(), match["first"] or "To") and _is_task(text, match):
            return Span(*match.span("task"))
    return None


_REACH = 300


def _is_task(text: str, match: re.Match[str]) -> bool:
    """True if a task stands before another one, in the same form where that has no subject."""
    if match["task"].startswith("To "):
        return text.startswith("To ")
    return _HAS_TASK.search(text, 0, match.start()) is not None or text.split(None, 1)[0].casefold() in ACTIONS


def _is_glued(text: str, at: int, first: str) -> bool:
    """True if a capital within a word is where another sentence begins, and no name such as "SafeLives" or "YouTube".

    Args:
        text: The text.
        at: The place of the capital.
        first: The word from there on.
    """
    head = _LAST_WORD.search(text, max(0, at - _LONGEST_WORD), at)
    if head is None or not is_word(head.group().lower()):
        return False
    return first in _OPENING_WORDS or (head.group().islower() and len(head.group()) > _MIN and is_word(first.lower()))


_MIN = 3
_OPENING_WORDS = word_set("The These This They There All Each Every To That")
_OPENING = re.compile(r"(?<=[a-z]{3})(?P<first>The|These|This|They|There|All|Each|Every)(?= [a-z])")


def glued_openings(text: str) -> list[Span]:
    """The words that are glued to the opening of a sentence which gives nobody a task."""
    if joined_task(text):
        return []
    found = []
    for match in _OPENING.finditer(text):
        head = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if head and _is_glued(text, match.start(), match["first"]):
            found.append(Span(head.start(), match.end()))
    return found
