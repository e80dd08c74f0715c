"""Stage 1, before it: what stands around a written name and belongs to a letter, and names with their words turned.

In: a name as written. Out: the name without an address, a number, a redaction or "care of"; or other ways of writing it
that count only where an agency has exactly that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dhrcurate.agencies.gaps import HIDDEN
from dhrcurate.agencies.joins import without_labels
from dhrcurate.agencies.lexicon import DIRECTIONS, FILLERS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import is_part_or_role
from dhrcurate.domain.word_sets import word_set

_PERSON = re.compile(r"\s*(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|ps|pc|dc|ds|di)\.?\s*[,;:]\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"\s*(?:(?:r|rec\.?|recommendation|action|no\.?)\s*)?[(\[]?\d{1,3}(?:\.\d{1,2})*"
    r"(?:[.:)\]]+\s*(?:[-–—]\s+)?|\s*[-–—]\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}[A-Z]?(?!\w)")
"""A short form with a full stop after each letter."""

_DUTY = re.compile(
    r"\s*\(\s*(?:(?:joint|co-?|overall)[ -]?)?(?:lead|leads|leading|supporting|support|owner|responsible|partners?)"
    r"(?:\s+(?:agency|body|partner|organisation))?\s*\)\s*\Z",
    re.IGNORECASE,
)
"""What a body does for a recommendation, after its name."""

_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s+(?=[^\W\d_])")
_CARE_OF = re.compile(r"[\s,;(]*\bc/o\b[\s,:]*", re.IGNORECASE)
_POSTCODE = re.compile(r"[,\s]*\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+[a-z]?(?:\s*[-–/]\s*\d+[a-z]?)?\s+[^\W\d_]|po box\b|p\.o\. box\b", re.IGNORECASE)
_STREETS = word_set(
    "road rd street lane avenue ave drive close crescent square terrace parade gardens embankment boulevard row walk"
)
_EDGES = " \t\r\n,;:-–—"
_SEGMENT = re.compile(r"\s*[,\r\n]+\s*")
_MAY_HOLD_ADDRESS = re.compile(r"[,\r\n\d]")
"""What is in every text with an address: a figure, or what stands between two parts."""


_ENDS_OPEN = re.compile(r"(?P<end>[^,]+),\s*(?P<start>[^,]*\b(?:of|for)(?:\s+the)?)", re.IGNORECASE)
_ENDS_WITH_ARTICLE = re.compile(r"(?P<end>.+),\s*(?P<start>the)", re.IGNORECASE)
_OF_OR_FOR = re.compile(r"\b(of|for)\b", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r"[\s,]+\(?(?:limited|ltd|p\.?l\.?c|c\.?i\.?c|l\.?l\.?p|community interest company)\.?\)?\Z", re.IGNORECASE
)
_LANDLORD = re.compile(r"\s+(?:housing(?:\s+(?:association|group|trust))?|group|homes)\Z", re.IGNORECASE)
"""What may follow the name of a landlord in speech: "Riverside Housing", "Stockport Homes Group"."""

_TELLS_LANDLORD = re.compile(r"\b(?:homes?|housing)\b", re.IGNORECASE)

_MISREAD = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("|", "l"))
"""Letters as a scanner misreads them, and what was printed."""

_CAPITAL_WITHIN = re.compile(r"(?<=[a-z])I(?=[a-z])")
"""A capital that stands for the small letter that looks like it: "PoIice"."""

_LOST_BLANK = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_M_WITHIN = re.compile(r"(?<=[a-z])m(?=[a-z])")
"""What may have been printed as "rn": "Comwall"."""

_MOST_SWAPS = 3


def without_surroundings(text: str, names_body: Callable[[str], bool]) -> str:
    """Return a name without what stands around it in a letter or a list; the text itself if there is nothing.

    Args:
        text: The name as written.
        names_body: True if a part between commas names a body, so that it is no part of an address.
    """
    rest = text
    if HIDDEN.search(rest):
        bare = HIDDEN.sub(" ", rest)
        if bare != rest:
            rest = bare.strip(_EDGES)
            rest = rest[match.end() :] if (match := _PERSON.match(rest)) else rest
    if rest.endswith(")") and (match := _DUTY.search(rest)) and match.start():
        rest = rest[: match.start()]
    rest = without_labels(rest)
    if match := _NUMBER.match(rest):
        rest = rest[match.end() :]
    if "." in rest:
        rest = _DOTTED.sub(lambda match: match[0].replace(".", ""), rest)
    rest = _without_care_of(rest)
    rest = _without_address(rest, names_body)
    rest = turned(rest) or rest
    return text if rest == text else " ".join(rest.strip(_EDGES).split())


def turned(text: str) -> str | None:
    """Return "Ministry of Defence" for "Defence, Ministry of": a name whose beginning stands after a comma, as read."""
    match = (_ENDS_OPEN.fullmatch(text) or _ENDS_WITH_ARTICLE.fullmatch(text)) if "," in text else None
    return f"{match['start']} {match['end']}" if match else None


def other_spellings(text: str) -> Iterator[str]:
    """Yield other ways of writing a name, which count only where they are the exact name of an agency.

    They are without a number before it, with the parts at a comma turned ("Prison Service, HM"), with "of" for "for",
    with letters that a scanner misread, and with a blank that was lost before a capital.
    """
    for read, printed in _MISREAD:
        if read in text:
            yield text.replace(read, printed)
    if (read_right := _CAPITAL_WITHIN.sub("l", text)) != text:
        yield read_right
    if (parted := _LOST_BLANK.sub(" ", text)) != text:
        yield parted
    for within in [*_M_WITHIN.finditer(text)][:_MOST_SWAPS]:
        yield f"{text[: within.start()]}rn{text[within.end() :]}"
    if match := _BARE_NUMBER.match(text):
        yield text[match.end() :]
    if text.count(",") == 1:
        end, start = text.split(",")
        if fold(start) not in DIRECTIONS:  # "West" after a comma may be a part of what is before it
            yield f"{start} {end}"
    for match in [*_OF_OR_FOR.finditer(text)][:_MOST_SWAPS]:
        other = "for" if match[0].lower() == "of" else "of"
        yield text[: match.start()] + other + text[match.end() :]


def without_legal_form(text: str) -> str | None:
    """Return a name without "Limited", "plc" or "CIC" at its end; `None` if it has none of them."""
    match = _LEGAL_FORM.search(text)
    return text[: match.start()] if match and match.start() else None


def without_landlord_words(text: str) -> str | None:
    """Return a name without "Housing", "Group" or "Homes" at its end; `None` if it has none of them.

    After a name that tells a landlord, "Housing" is more than that: a department, or another name.
    """
    match = _LANDLORD.search(text)
    if not match or not match.start():
        return None
    rest = text[: match.start()]
    return None if _TELLS_LANDLORD.search(rest) and match[0].strip().lower() != "group" else rest


def _without_care_of(text: str) -> str:
    match = _CARE_OF.search(text) if "/" in text else None
    if match is None:
        return text
    before, after = text[: match.start()], text[match.end() :]
    tells = [word for word in words(before) if word not in FILLERS and not is_part_or_role(word)]
    if not tells:
        return after
    # A name after it is that of another body, which is not lost: whoever divides the cell gets both.
    return before if _is_address(after) or _POSTCODE.search(after) or any(map(_is_address, after.split(","))) else text


def _without_address(text: str, names_body: Callable[[str], bool]) -> str:
    if not _MAY_HOLD_ADDRESS.search(text):
        return text
    segments = _SEGMENT.split(text)
    posted = [at for at, segment in enumerate(segments) if _POSTCODE.search(segment)]
    first = next((at for at, segment in enumerate(segments) if at and _is_address(segment)), None)
    if first is None and not posted:
        return text
    bare = [_POSTCODE.sub("", segment) for segment in segments]
    start = min(at for at in (first, *posted) if at is not None)
    if posted:
        while start > 1 and not names_body(bare[start - 1]):
            start -= 1
    start = max(start, 1)
    rest = bare[:start]
    # What follows an address may be another body, and is left for whoever divides the cell.
    rest += _from_next_body(bare[start:], names_body)
    return ", ".join(segment for segment in rest if segment)


def _from_next_body(segments: Sequence[str], names_body: Callable[[str], bool]) -> Sequence[str]:
    return next((segments[at:] for at, segment in enumerate(segments) if segment and names_body(segment)), ())


def _is_address(segment: str) -> bool:
    last = segment.rsplit(" ", 1)[-1].strip(".").lower()
    return last in _STREETS or _NUMBERED.match(segment) is not None


def hospital_endings(name: str) -> Sequence[str]:
    """Return what a hospital's name may end in where it is left out: "Exampleton General", "Royal Exampleton".

    None for a name that does not tell a hospital without it.
    """
    row = name.lower().split()
    if len(row) < 2 or not (row[0] == "royal" or row[-1] in {"general", "royal", "memorial", "district"}):
        return ()
    return ("hospital", "county hospital", "university hospital", "district hospital", "infirmary")
