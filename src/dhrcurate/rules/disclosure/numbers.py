"""Finds National Insurance numbers and the registration numbers of vehicles.

Formats: HM Revenue and Customs, National Insurance Manual NIM39110 (two letters, six digits, a letter A to D; D, F, I,
Q, U and V are in no prefix, O is not its second letter); DVLA, INF104, "Vehicle registration numbers and number plates"
(since September 2001 two letters, two digits and three letters). I, Q and Z are not among the first two letters there
and I and Q not among the last three; from 1983 to 2001 it was a letter, one to three digits and three letters.

The prefixes BG, GB, KN, NK, NT, TN and ZZ (NIM39110) and the year 01 (the format began with 51) were never given out.
They are found all the same: such a number is a provisional or misread one, and the examples in tests belong to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.disclosure.detect import Runs, is_inside
from dhrcurate.rules.vocabulary import is_word

_INSURANCE = re.compile(
    r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d\d(?P<gap>[ -]?)\d\d(?P=gap)\d\d[ -]?[A-D](?!\w)"
)
_SMALL_WORD_AFTER = re.compile(r" [a-z]")
_PLATE = re.compile(r"[A-HJ-PR-Y]{2}\d{2}(?P<gap>[ -]?)(?P<letters>[A-HJ-PR-Z]{3})(?![\w/])")
_OLD_PLATE = re.compile(r"[A-HJ-PR-Y]\d{1,3}(?P<gap>[ -]?)(?P<letters>[A-HJ-PR-Z]{3})(?![\w/])")
_VEHICLE = re.compile(
    r"\b(?:registrations?|registered|reg|plates?|vehicles?|cars?|vans?|motorcycles?|index|VRM|ANPR)\b[^.;]{0,30}\Z"
)
_NEAR = 50
"""The largest distance, in code points, between a word for a vehicle and a number that may be something else."""
_ACRONYMS = word_set(
    "ABE AND ASC BMA CCG CPN CPS CQC CRC CSC CSP DHR DVA DWP FGM FOR GMC GMP GPS HBV HMP ICB IMR LAC LAS LTD MHT MPS"
    " NHS NMC NPS OPG PCC PCT PLC PNC PND SAB SAR SPA THE TSB TTG YJS YOT"
)
"""Three capitals that mean something else after a code or a postcode's first half."""


def insurance_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """National Insurance numbers, together or in pairs, with their last letter."""
    for run, run_end in runs:
        if run_end - run not in {2, 6}:
            continue
        start = run - 2 if run >= 2 and text[run - 1].isalpha() else run - 3
        if start < 0 or is_inside(text, start, "_-/.") or not (match := _INSURANCE.match(text, start)):
            continue
        # "form NK 123456 A new one": the letter may be a word.
        if match[0].endswith(" A") and not match["gap"] and _SMALL_WORD_AFTER.match(text, match.end()):
            continue
        yield match.span()


def number_plates(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """Registration numbers of vehicles in the format of today, and in the one before it beside a word for a vehicle."""
    for run, run_end in runs:
        for start, plate in ((run - 2, _PLATE), (run - 1, _OLD_PLATE)):
            if start < 0 or run_end - run > 3 or is_inside(text, start, "_-/."):
                continue
            match = plate.match(text, start)
            if not match or match["letters"] in _ACRONYMS:
                continue
            may_be_words = plate is _OLD_PLATE or (match["gap"] and is_word(match["letters"].lower()))
            if not may_be_words or _VEHICLE.search(text, max(0, start - _NEAR), start):
                yield match.span()
