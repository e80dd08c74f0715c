"""Detects personal data in a text: each function yields the start and end (exclusive) of each match, in order.

Addresses, numbers and dates are here; names, plates and streets in the modules beside. A function looks only around
characters that its kind of data must contain (an `@`, a digit, a title), so that clean text costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.events import is_named_day, is_of_event
from dhrcurate.rules.telling_words import TellingWords

Runs = Sequence[tuple[int, int]]
"""The runs of digits in a text, from `dhrcurate.rules.digit_runs.digit_runs`."""

_EMAIL = re.compile(r"[\w.+%'’-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,}")

_TELEPHONE = re.compile(
    r"(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0(?=[127]))"  # the country's code, or the national 0
    r"(?=[127])(?:\d\)?[ -]?(?:\([0 ]\) ?)?){8,9}\d(?!\w)"
    r"|0[127]\d{1,4}\.\d{3,6}(?:\.\d{3,4})?(?![\w.])"
)

_POSTCODE = re.compile(r"([A-Z]{1,2})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)")
_AREA_LETTERS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN
NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW
UB W WA WC WD WF WN WR WS WV YO ZE
"""
_POSTCODE_AREAS = frozenset(_AREA_LETTERS.split())
"""The letters that UK postcodes begin with (Royal Mail, Programmer's Guide to the Postcode Address File)."""

_SMALL_POSTCODE = re.compile(
    r"([A-Z]{1,2})\d[A-Z\d]? \d(?!st|nd|rd|th|hr|yr|ft|lb|gb|tb|pt|px)[ABD-HJLNP-UW-Z]{2}(?!\w)", re.IGNORECASE
)
"""One with small letters, which a blank has to part: and no ordinal or measure ("2nd", "4hr")."""
_CODE_BEFORE = re.compile(
    r"\b(?:class|code|form|item|key|level|part|ref(?:erence)?|room|section|step|table|unit|version) \Z", re.IGNORECASE
)
"""What stands before other codes that are written so."""
_LONGEST_CODE_WORD = 12

_NHS_NUMBER = re.compile(r"(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w-])")

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}\b\.?(?:,?[ -]\d{{4}}\b)?"
    r"|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})\b"
    r"|\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?\b")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH} (?:the )?$", re.IGNORECASE)
_LIFE_NOUN = (
    r"\b(?:births?|deaths?|deceased)\b(?! (?:overview |notification |prevention )?(?:reviews?|panels?|protocols?"
    r"|policy|policies|forums?|register|registrars?|registration|pathways?|strategy)\b)"
)
"""A birth or a death, and not what agencies set up for them."""
_LIFE_EVENT = rare(
    r"\b(?:born|birthda(?:y|te)|d\.?o\.?b\b|died|dies|killed|murdered|stabbed|strangled|fatally|passed away"
    r"|(?:his|her|their) own life)|" + _LIFE_NOUN,
    re.IGNORECASE,
)
_NOTHING_BUT_NOUN = re.compile(_LIFE_NOUN, re.IGNORECASE)
_DUE = re.compile(r"\b(?:by|no later than)(?: the)? \Z", re.IGNORECASE)
"""Words before a date by which something is to be done."""
_NEAR = 40
"""The largest distance, in code points, between a date and a word for a birth or a death."""
_SENTENCE_END = re.compile(r"[a-z0-9)]{2}[.!?]\s+[A-Z]|\n\s*\n|\0")


def email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses."""
    at = text.find("@")
    end = 0
    while at >= 0:
        start = max(end, at - 64)
        match = next((m for m in _EMAIL.finditer(text, start, at + 256) if m.start() < at < m.end()), None)
        if match:
            yield match.span()
            end = match.end()
        at = text.find("@", max(end, at + 1))


def telephone_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """Telephone numbers of the United Kingdom, geographic (01, 02) and mobile (07).

    Numbers that begin with 03, 08 or 09 and short ones (101, 111, 999) belong to services and are skipped.
    """
    last = 0
    for run_start, _ in runs:
        start = run_start
        if start and text[start - 1] in "+(":
            start -= 1
        if (
            start < last
            or text[run_start] not in "04"
            or (start and (text[start - 1].isalnum() or text[start - 1] in "/.-"))
        ):
            continue
        if match := _TELEPHONE.match(text, start):
            yield match.span()
            last = match.end()


def postcodes(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """Whole postcodes of the United Kingdom with an area that exists."""
    last = 0
    for run, _ in runs:
        if run < 1 or not _is_letter(text[run - 1]):
            continue
        start = run - 1
        if start and _is_letter(text[start - 1]):
            start -= 1
        if start < last or is_inside(text, start, "_-/"):
            continue
        match = _POSTCODE.match(text, start)
        if not match and not _CODE_BEFORE.search(text, max(0, start - _LONGEST_CODE_WORD), start):
            match = _SMALL_POSTCODE.match(text, start)
        if match and match[1].upper() in _POSTCODE_AREAS:
            yield match.span()
            last = match.end()


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


_CALLED_NHS_NUMBER = re.compile(r"\b(?:NHS|patient|hospital) (?:number|no\.?)(?: (?:is|was))?[\s:]*\Z", re.IGNORECASE)
_LONGEST_CALL = 30


def nhs_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """NHS numbers: ten digits, as 3-3-4 or together, with the right check digit (modulus 11), or called so."""
    for start, end in runs:
        if end - start not in {3, 10} or is_inside(text, start, "_-.+/"):
            continue
        match = _NHS_NUMBER.match(text, start)
        if match and (
            _has_valid_check_digit(match[1] + match[3] + match[4])
            or _CALLED_NHS_NUMBER.search(text, max(0, start - _LONGEST_CALL), start)
        ):
            yield match.span()


def is_inside(text: str, at: int, joiners: str) -> bool:
    """True if a letter, a digit or a joiner precedes a position, so that it is inside something longer."""
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in joiners)


def _has_valid_check_digit(digits: str) -> bool:
    """True if the tenth digit is 11 less the sum of the first nine, weighted 10 to 2, modulo 11."""
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check % 11 == int(digits[9]) and check != 10


class Signs:
    """Words and signs to look for in a text, of which its words tell which it can hold: a look that costs less.

    Args:
        signs: Parts of words; a blank at either end is where the word begins or ends.
    """

    def __init__(self, signs: Iterable[str]) -> None:
        self._signs = tuple(signs)
        self._words = TellingWords(lambda word: [sign for sign in self._signs if sign in f" {word} "])

    def among(self, words: AbstractSet[str]) -> Sequence[str]:
        """Those that stand in some words with their punctuation, in their own order."""
        held = set(chain.from_iterable(self._words.among(words)))
        return [sign for sign in self._signs if sign in held]


def joined(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, each run of those that overlap or touch as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def life_dates(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """Exact dates (at least a day and a month) near a word for a birth or a death."""
    last = 0
    for run, run_end in runs:
        if run < last or run_end - run > 4:
            continue
        span = _date_at(text, run)
        if span and _is_of_life_event(text, *span):
            yield span
            last = span[1]


def _date_at(text: str, run: int) -> tuple[int, int] | None:
    if is_inside(text, run, "/.-"):
        return None
    if match := _DATE.match(text, run):
        return match.span()
    month = _MONTH_BEFORE.search(text, max(0, run - 16), run)
    after = month and _AFTER_MONTH.match(text, run)
    return (month.start(), after.end()) if month and after else None


def _is_of_life_event(text: str, start: int, end: int) -> bool:
    before, after = _sentence_around(text, start, end)
    found = [m[0] for words in (before, after) for m in _LIFE_EVENT.finditer(words)]
    if is_named_day(before):
        return False
    if _DUE.search(before):
        return not all(map(_NOTHING_BUT_NOUN.match, found))
    return bool(found)


def incident_dates(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """Exact dates (at least a day and a month) of something that happened to somebody; deadlines are skipped."""
    last = 0
    for run, run_end in runs:
        if run < last or run_end - run > 4:
            continue
        span = _date_at(text, run)
        if not span or _is_of_life_event(text, *span):
            continue
        start, end = span
        if is_of_event(*_sentence_around(text, start, end)):
            yield span
            last = end


def _sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words near a date, in its own sentence."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if ends := list(_SENTENCE_END.finditer(before)):
        before = before[ends[-1].end() - 1 :]
    if first := _SENTENCE_END.search(after):
        after = after[: first.start() + 2]
    return before, after
