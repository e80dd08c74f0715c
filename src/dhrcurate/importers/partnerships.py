"""The names of community safety partnerships, in the ordinary words of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.agency import Names
from dhrcurate.domain.word_sets import word_set

_BRAND = re.compile(
    r"(?<![\w-])(?:the|safer?|stronger|strategic|community|communities|safety|together|partnership|partnerships|board|csp"
    r"|council|borough|city|county|of|and crime|for)(?![\w-])|[()]",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'-]*\s+(?:and\s+|of\s+|AND\s+|OF\s+)?){1,6}(?:Partnership|PARTNERSHIP|CSP)\b"
)
_ALONE = re.compile(
    r"(?:[Tt]he\s+)?(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|upon|on|in|&)\s+)?){1,6}(?:Partnership|PARTNERSHIP|CSP)"
)
_IN_FULL = re.compile(
    r"(?:[Tt]he\s+)?(?P<area>(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|upon|on|in|&)\s+)?){1,6}?)(?i:community\s+safety\s+partnership)"
)
_SAFER = re.compile(
    r"(?:[Tt]he\s+)?Safer\s+(?P<place>[A-Z][\w’'-]*(?:\s+(?:and|of|upon|&|[A-Z][\w’'-]*)){0,4}?)(?:\s+(?:Together|Board))?"
)
_ARTICLE = re.compile(r"\Athe\s+", re.IGNORECASE)
_A_WORD = 4
"""So many capitals or more are a word in capitals and no short form."""
_SAYS_WHAT = re.compile(r"\b(?:partnership|csp|safer|community\s+safety)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:partnership|csp)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:safeguarding|abuse|violence|recovery|health|care|child|children[’']?s?|adults?|young|learning|skills|housing|trust|nhs|local"
    r"|enterprise|our|this|members?|chair|minutes|reports?|reviews?|produced|prepared|commissioned)\b",
    re.IGNORECASE,
)
"""Words of what is another kind of partnership, or no name."""


_SMALL = word_set("and of upon on in under by the")
"""Words that are small in the name of a place."""


def named_in(text: str) -> Iterator[str]:
    """The names of partnerships in a text, as written; those of other kinds too, such as of hospitals."""
    return (found.group() for found in _NAME.finditer(text))


def area_alone(text: str) -> str | None:
    """The area of a community safety partnership, from words that are its name and nothing else."""
    if _OTHER.search(text):
        return None
    if found := _IN_FULL.fullmatch(text):
        return _cased(found["area"].strip())
    return (_core(text) or None) if _ALONE.fullmatch(text) else None


def area_in(text: str) -> str | None:
    """The area of the first community safety partnership that a text names."""
    return next(filter(None, map(area_alone, named_in(text))), None)


def area_of(name: str, names: Names) -> str | None:
    """The area of a partnership, known or called one; `None` for other bodies."""
    found = names.named(name) or names.named(_ARTICLE.sub("", name))
    entries = [entry for entry in found if entry.kind == "csp"]
    core = _core(name)
    if entries and entries[0].areas:
        several = len(entries[0].areas) > 1 and core != name  # "North Wold" is no one of its districts
        return core if core in entries[0].areas or (several and core) else entries[0].areas[0]
    if _OTHER.search(name) and not entries:
        return None
    return core if core and core != name and (entries or _SPEAKS.search(name)) else None


def is_called_partnership(name: str) -> bool:
    """True if a name is that of a community safety partnership without its area: "Safer Communities Partnership"."""
    return _SAYS_WHAT.search(name) is not None and not _core(name)


def safer_place(name: str, names: Names) -> str | None:
    """The place of "Safer Exampleshire", which mostly is a partnership, if the register has it among its areas."""
    found = _SAFER.fullmatch(name)
    if found is None:
        return None
    place = found["place"].casefold()
    known = any(re.match(rf"{re.escape(place)}(?![\w’'])", area.casefold()) for area in names.area_names())
    return found["place"] if known else None


def known_in(text: str, names: Names) -> Iterator[tuple[str, str]]:
    """The partnerships that the register knows in a text, as written, whatever they are called; and their areas.

    Args:
        text: The text.
        names: The register.
    """
    for start, end, entry in names.mentions(text):
        if entry.kind == "csp" and (area := area_of(text[start:end], names)):
            yield text[start:end], area


def _core(name: str) -> str:
    return _cased(" ".join(_BRAND.sub(" ", name).split()))


def _cased(area: str) -> str:
    """An area that a title writes in capitals as a sentence would; the short form of a name is left."""
    if not area.isupper() or max(map(len, area.split())) < _A_WORD:
        return area
    words = area.title().split()
    return " ".join(word.lower() if i and word.lower() in _SMALL else word for i, word in enumerate(words))
