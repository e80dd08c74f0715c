"""Detects personal data in a text: each function yields the start and end (exclusive) of each match, in order.

A function looks only around characters that its kind of data must contain (an `@`, a digit, a title), so that clean
text costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.rules.vocabulary import word_set

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
_LIFE_EVENT = re.compile(
    r"\b(?:born|birth|birthday|d\.?o\.?b\b|died|dies|deaths?(?! reviews?\b)|deceased|killed|murdered|stabbed"
    r"|strangled|fatally|passed away|(?:his|her|their) own life)",
    re.IGNORECASE,
)
_NEAR = 40
"""The largest distance, in code points, between a date and a word for a birth or a death."""
_SENTENCE_END = re.compile(r"[a-z0-9)]{2}[.!?]\s+[A-Z]|\n\s*\n|\0")

TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Rev", "Reverend")
RANKS = ("PC", "WPC", "DC", "DS", "DI", "DCI", "Sgt")
_PARTICLES = r"(?:(?:de|van|von|der|den|al|bin|le|la) )"
_TITLE = re.compile(
    rf"(?:{'|'.join((*TITLES, 'MR', 'MRS', 'MS', 'DR', *RANKS))})\b\.?[ \u00a0]{{1,2}}(?={_PARTICLES}?[^\W\d_a-z])"
)
_STARTS = ("Mr", "MR", "Ms", "MS ", "Miss", "Mx", "Dr", "DR", "Prof", "Sir ", "Dame ", "Rev", "PC ", "DC ", "DS ",
           "DI ", "DCI ", "Sgt")  # fmt: skip
_WORD = r"[^\W\d_a-z](?:[’'][^\W\d_a-z])?[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NAME = re.compile(rf"{_PARTICLES}{{0,2}}(?:(?:[A-Z]\.? ?){{1,3}} )?{_WORD}(?: {_PARTICLES}{{0,2}}{_WORD}){{0,2}}")
_OF_A_REPORT = re.compile(r"(?:[’']s?)? (?:[Rr]eport|[Rr]eview|[Ii]nquiry|[Pp]rinciples|[Rr]ecommendations?)\b")
"""Words that show, after a name, that it names a publication."""
_POSSESSIVE = re.compile(r"[’']s$")
_NO_NAME_WORDS = """
A The Adult Male Female Victim Perpetrator Child Partner Husband Wife And Or Unit Units Team Teams Training
Policy Review Service Services Course Level Grade Post Posts Records Reports World Office Opportunities
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
"""Words that follow a title but are not a name: a pseudonym by role, or a rank that is part of something else."""


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
    """Whole postcodes of the United Kingdom, in capitals, with an area that exists."""
    last = 0
    for run, _ in runs:
        if run < 1 or not "A" <= text[run - 1] <= "Z":
            continue
        start = run - 1
        if start and "A" <= text[start - 1] <= "Z":
            start -= 1
        if start < last or _inside(text, start, "_-/"):
            continue
        match = _POSTCODE.match(text, start)
        if match and match[1] in _POSTCODE_AREAS:
            yield match.span()
            last = match.end()


def nhs_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """NHS numbers: ten digits, as 3-3-4 or together, with the right check digit (modulus 11)."""
    for start, end in runs:
        if end - start not in {3, 10} or _inside(text, start, "_-.+/"):
            continue
        match = _NHS_NUMBER.match(text, start)
        if match and _has_valid_check_digit(match[1] + match[3] + match[4]):
            yield match.span()


def _inside(text: str, at: int, joiners: str) -> bool:
    """True if a letter, a digit or a joiner precedes a position, so that it is inside something longer."""
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in joiners)


def _has_valid_check_digit(digits: str) -> bool:
    """True if the tenth digit is 11 less the sum of the first nine, weighted 10 to 2, modulo 11."""
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check % 11 == int(digits[9]) and check != 10


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
    if _inside(text, run, "/.-"):
        return None
    if match := _DATE.match(text, run):
        return match.span()
    month = _MONTH_BEFORE.search(text, max(0, run - 16), run)
    after = month and _AFTER_MONTH.match(text, run)
    return (month.start(), after.end()) if month and after else None


def _is_of_life_event(text: str, start: int, end: int) -> bool:
    before, after = _sentence_around(text, start, end)
    return bool(_LIFE_EVENT.search(before) or _LIFE_EVENT.search(after))


def titled_names(text: str) -> Iterator[tuple[int, int]]:
    """A title (Mr, Mrs, Ms, Miss, Dr, a police rank, ...) with the name that follows it; `Mr A` is not a name."""
    starts = sorted({at for start in _STARTS if start in text for at in _occurrences(text, start)})
    last = 0
    for start in starts:
        if start < last or _inside(text, start, "_"):
            continue
        title = _TITLE.match(text, start)
        name = title and _NAME.match(text, title.end())
        if title and name and _OF_A_REPORT.match(text, name.end()):
            continue
        if title and name and not _NO_NAMES.intersection(re.split(r"[ \-’']", name[0], maxsplit=1)):
            end = name.end() - len(m[0]) if (m := _POSSESSIVE.search(name[0])) else name.end()
            yield start, end
            last = end


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


_INCIDENT = re.compile(
    r"\b(?:calls?|called|calling|incidents?|victims?|perpetrators?|assault(?:s|ed)?|arrest(?:s|ed)?|attended"
    r"|attendances?|visit(?:s|ed)?|contact(?:s|ed)"
    r"|disclos(?:ed|ures?)|reported|admitted|admissions?|seen|statements?|attack(?:s|ed)?|presented|presentations?"
    r"|referrals?|referred"
    r"|appointments?|arguments?|overdose|injur(?:y|ies|ed)|threat(?:s|ened)?|spoke|told|phoned|rang|texted|left|moved"
    r"|met|moved house)\b",
    re.IGNORECASE,
)
"""Words for what happened to the people in a review."""
_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|than|due|deadline|from|effect|commenc\w+|launch\w*|force|publish\w*|issued|dated"
    r"|effective|since|target|complet\w+|revised"
    r"|updated|review(?:ed)? (?:on|by)|ratified|approved|introduced|implemented|starting|beginning|ending|end of"
    r"|meeting (?:on|of)|version)\W+(?:on |the |of |in )*\Z",
    re.IGNORECASE,
)
"""Words before a date that set a deadline, or date a paper or a law."""


_GATHERING = re.compile(r"\b(?:events?|meetings?|workshops?|conferences?|training|sessions?|launch)\b", re.IGNORECASE)
"""What agencies hold, on a day that anybody may know."""


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
        before, after = _sentence_around(text, start, end)
        if (
            not _DEADLINE.search(before)
            and not _GATHERING.search(before)
            and (_INCIDENT.search(before) or _INCIDENT.search(after))
        ):
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


_GIVEN = """
Aaron Abdul Abigail Adam Adrian Agnieszka Ahmed Aisha Alan Alex Alexander Ali Alice Alison Amanda Amelia Amina Amir Amy
Andrea Andrew Angela Anita Ann Anna Anne Annie Anthony Antony Arthur Asif Audrey Barbara Barry Ben Benjamin Bernard Beth
Bethany Brenda Brian Bruce Callum Cameron Carl Carol Caroline Catherine Charles Charlotte Chloe Christine Christopher
Claire Clare Colin Connor Craig Daisy Daniel Darren Dave David Dawn Dean Deborah Debbie Denise Dennis Derek Diane Donald
Donna Doris Dorothy Douglas Duncan Edward Eileen Elaine Eleanor Elizabeth Ellen Ellie Emily Emma Eric Erin Ethan Eva
Evelyn Ewa Farah Fatima Fiona Frances Frank Fred Gareth Gary Gavin Gemma Geoffrey George Georgia Gillian Glenn Gordon
Grace Graham Gregory Hannah Harold Harriet Harry Hassan Heather Helen Henry Holly Howard Hugh Hussain Ian Ibrahim Imran
Irene Isabella Ivan Jack Jacob Jacqueline Jake James Jamie Jan Jane Janet Janice Jason Jean Jeffrey Jennifer Jeremy
Jessica Jill Joan Joanna Joanne Joe John Jonathan Jordan Joseph Josh Joshua Joyce Judith Julia Julian Julie June Karen
Karl Kate Katherine Kathleen Katie Keith Kelly Kenneth Kerry Kevin Khalid Kieran Kim Kirsty Kyle Laura Lauren Lee Leanne
Leon Lewis Liam Lily Linda Lisa Louise Lucy Luke Lynn Madeleine Malcolm Marcus Margaret Maria Marie Marion Mark Martin
Martyn Mary Matthew Maureen Megan Melanie Melissa Michael Michelle Mohamed Mohammad Mohammed Molly Monica Muhammad Nadia
Naomi Natalie Natasha Neil Nicholas Nicola Nicole Nigel Norman Oliver Olivia Omar Owen Pamela Patricia Patrick Paul
Paula Pauline Peter Philip Phillip Piotr Priya Rachel Ralph Raymond Rebecca Rhys Richard Robert Robin Roger Ronald
Rosemary Rosie Ross Roy Russell Ruth Ryan Sally Sam Samantha Samina Samuel Sandra Sara Sarah Scott Sean Shabana Shane
Sharon Shaun Sheila Shirley Simon Sophia Sophie Stacey Stanley Stella Stephanie Stephen Steven Stuart Susan Suzanne
Sylvia Tania Tanya Teresa Terence Thomas Timothy Tina Toby Tom Tomasz Tony Tracey Tracy Trevor Valerie Vanessa Veronica
Vincent Vivienne Walter Wayne Wendy William Yasmin Yusuf Yvonne Zainab Zara Zoe
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Common given names."""
_PERSON = re.compile(
    r"\b(?:[Bb]y|[Tt]o|[Oo]f|[Ff]rom|[Ww]ith|[Tt]hat|[Bb]etween|and|[Ff]or) (?=([A-Z][a-z]+) (?:[A-Z]\. )?)"
    r"(?P<name>[A-Z][a-z]+ (?:[A-Z]\. )?(?:(?:Mc|Mac|O[’'])?[A-Z][a-z]+)(?:-[A-Z][a-z]+)?)(?P<after>[’']s?)?(?![\w-])"
)
_NO_SURNAMES = word_set(
    "Hospital House Court Road Street Avenue Lane Trust Foundation Centre Center School College University Law Act"
    " Review Report Police"
    " Council Project Clinic Surgery Practice Inquiry Unit Ward Team Service Services Group Society Association"
    " Charity Hall Park Home Homes"
    " Church Commission Institute Medical Health Refuge Housing Protocol Test Model Scheme Programme Fund Award Day"
    " Lewis Cross Community Place"
    " Campaign Partnership Board Committee Panel Award Principles Report Way Close Drive Hill Prize Lodge Rooms Suite"
    " Rose"
)
_AN_OFFICE = re.compile(
    r"\s?,? (?:the |its |our )?(?:[A-Z][\w’'-]+ ){0,4}(?:Commissioner|Minister|Secretary|Constable|Chair|Director"
    r"|Executive|Ombudsman|Coroner|Inspector|Tsar|MP|QC|KC|CBE|OBE"
    r"|[Rr]eport|[Rr]eview|[Ii]nquiry|Foundation|Trust|Hospital|Centre|Law|House|School|Court)\b"
    r"|\s?\("
)


def untitled_names(text: str) -> Iterator[tuple[int, int]]:
    """A given name and a surname after "by", "to" or the like; office holders, laws and hospitals are skipped."""
    for match in _PERSON.finditer(text):
        given, surname = match["name"].split()[0], match["name"].split()[-1]
        if given not in GIVEN_NAMES or surname in _NO_SURNAMES:
            continue
        if _AN_OFFICE.match(text, match.end()):
            continue
        yield match.span("name")


_STREET_KIND = (
    "Street|Road|Avenue|Lane|Close|Drive|Way|Crescent|Court|Place|Gardens|Terrace|Grove|Square|Hill|Row|Walk|Mews|Green"
    "|Rise|Parade"
)
_NUMBERED_STREET = re.compile(
    rf"\d{{1,4}}[A-Za-z]?,? (?:[A-Z][a-z’']+ ){{1,3}}(?:{_STREET_KIND}|St|Rd|Ave|Cres)\b\.?(?! (?:Surgery|Practice"
    rf"|Medical|Clinic|Hospital|Centre|Health|School|Police))"
)
_STREET = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Oo]f|[Nn]ear) (?P<street>(?:[A-Z][a-z’']+ ){1,2}(?:Street|Road|Avenue|Lane|Crescent"
    r"|Terrace|Grove))\b"
    r"(?! (?:[A-Z]|[Pp]rison|[Hh]ospital|[Ss]urgery|[Cc]linic|[Pp]olice|[Ss]tation|[Pp]ractice|[Ss]chool|[Pp]roject"
    r"|[Rr]efuge|[Cc]entre))"
)
_PUBLIC_STREETS = frozenset({"Downing Street", "High Street", "Fleet Street", "Harley Street", "Portland Street"})
_STREET_SIGNS = (" Street", " Road", " Avenue", " Lane", " Crescent", " Terrace", " Grove")
_LONGEST_STREET = 50
STREET_WORDS = frozenset(
    sign.strip() + mark for sign in _STREET_SIGNS for mark in ("", ".", ",", ";", ")", ":", "’s", "'s", ".”", ".’")
)
"""Words of which one is in a text that names a street without a number."""


def streets(text: str, runs: Runs, *, named: bool = True) -> Iterator[tuple[int, int]]:
    """Streets with a house number, or in which something happened; places that are named for one are skipped."""
    found = [
        m.span() for start, _ in runs if (m := _NUMBERED_STREET.match(text, start)) and not _inside(text, start, "_-./")
    ]
    for sign in [sign for sign in _STREET_SIGNS if sign in text] if named else ():
        for at in _occurrences(text, sign):
            near = _STREET.finditer(text, max(0, at - _LONGEST_STREET), at + len(sign) + 12)
            found += [m.span("street") for m in near if m["street"] not in _PUBLIC_STREETS]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end
