"""The partnership of a review in the words above its recommendations, where no label names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from dhrcurate.domain.agency import Names
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.lists.which_review import HEAD, names_review
from dhrcurate.importers.metadata import states_fact
from dhrcurate.importers.model import Guess
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.partnerships import area_of, is_called_partnership, known_in, named_in, safer_place
from dhrcurate.importers.words import JOINTS

_BY = re.compile(
    r"\b(?:commissioned|established|undertaken|conducted|carried\s+out|produced|prepared|written|published|led|review|report)"
    r"\s+(?:by|for|of|on\s+behalf\s+of)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""Words before the name of the partnership whose review it is."""
_BY_WHOM = re.compile(
    r"\b(?:commissioned|undertaken|conducted|produced|prepared|published)\s+(?:by|for|on\s+behalf\s+of)\s?:?\s+"
    r"(?:the\s+)?(?=[A-Z])",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|should|must|will|would|did|do|does|can|could)\b", re.IGNORECASE)
"""Words of sentences, which a title page has hardly any of."""
_TELLS_OR_PAST = re.compile(rf"{_TELLS.pattern}|\b[a-z]+(?:ed|es|ds|ave|et)\b")
_BEGINNING = 40
_SENTENCES_OVER = 4
_OPENS = re.compile(r"that\s+(?:the\s+)?[^.;,]{1,80}:\Z", re.IGNORECASE)
_LONGEST = 20
_TITLE_LINES = 10
"""The title stands among so many lines."""
_APART = re.compile(r"\s+[–—|·-]\s+|\s*[():;]\s*|\.\s*\Z")
"""What stands between the names of a title page's line."""
_NAME_WORDS = 8
_OF_TITLES = re.compile(
    r"\b(?:reports?|reviews?|response|overview|summary|plan|into|how|why|what|\w+ing trust)\b|[:?]|\S (?:the|an?) ",
    re.IGNORECASE,
)
"""Words of titles that stand in no name of a body."""
_LAST_OF_BODIES = word_set("""
    agency association authority board bureau commission committee constabulary council department directorate executive
    government inquiry inspectorate institute ministry office ombudsman parliament partnership police service trust
""")
_PLACE_BEHIND = re.compile(r"(?P<name>[^,]{6,80}),\s+(?P<place>[A-Z][^,]{2,60})")
"""A partnership whose place stands behind its name: "Safer Communities Partnership, Wold and Fen"."""


def partnership_above(lines: Sequence[Line], names: Names) -> str | None:
    """The area of the first partnership that a title page names: in a short line, or as who commissioned the review."""
    head = lines[:HEAD]
    told = (area for name, area, sure in _spoken(head, names) if sure)
    return next(told, None) or partnership_alone(head, names)


def partnership_alone(lines: Sequence[Line], names: Names) -> str | None:
    """The area of the first known partnership that is alone in a line of a title page, or commissioned the review."""
    return next((area for line in lines[:HEAD] if (area := _called_alone(line, names))), None)


def title_above(lines: Sequence[Line]) -> str | None:
    """The first line of a title page that tells one review from others, though another says what kind it is."""
    among = (line for line in lines[:_TITLE_LINES] if not (line.item or line.text[:1].isdigit()))
    return next((line.text for line in among if names_review(line.text) and not states_fact(line.text)), None)


def is_of_body(text: str, names: Names) -> bool:
    """Return whether a line of a title page is no more than the name of a body, as of who wrote the report."""
    words = [word.strip("()[],.*_") for word in text.split()]
    if not 0 < len(words) <= _NAME_WORDS or _OF_TITLES.search(text):
        return False
    if names.named(text.strip()) or (len(words) == 1 and words[0].isupper()):
        return True
    named = all(word[:1].isupper() or word.casefold() in JOINTS for word in words)
    return named and words[-1].casefold() in _LAST_OF_BODIES


def _called_alone(line: Line, names: Names) -> str | None:
    """The area of a partnership whose name has no word for one: alone in a title, or as who commissioned the review."""
    text = line.text.strip(" *_")
    if line.item or len(text.split()) > _LONGEST:
        return None
    pieces = _APART.split(text) if text[-1:] not in "?!" and not _TELLS.search(text) else []
    whole = [text[found.end() :].rstrip(" .") for found in _BY_WHOM.finditer(text)]
    by = [piece for said in whole for piece in (said, said.split(",", 1)[0])]
    return next((area for piece in (*pieces, *by) if piece and (area := _area_of_name(piece, names))), None)


def _area_of_name(piece: str, names: Names) -> str | None:
    if any(entry.kind == "csp" for entry in names.named(piece)):
        return area_of(piece, names)
    if found := _PLACE_BEHIND.fullmatch(piece):
        said, place = found["name"], found["place"]
        known = names.named(f"{place.replace(' & ', ' and ')} Community Safety Partnership")
        return place if is_called_partnership(said) and any(entry.kind == "csp" for entry in known) else None
    return safer_place(piece, names)


def partnership_supposed(lines: Sequence[Line], first: str, names: Names) -> Guess | None:
    """The partnership that a sentence above the recommendations names, or else that the list is put to as a whole.

    Args:
        lines: The lines above the recommendations.
        first: The first line below their heading: "That the Safer Exampleshire Partnership:" opens a list.
        names: The register.
    """
    told = (Guess(area, name) for name, area, _ in _spoken(lines, names))
    opens = named_in(first) if _OPENS.match(first) else ()
    put = (Guess(area, name, doubted=False) for name in opens if (area := area_of(name, names)))
    known = (Guess(area, name) for line in lines if not line.item for name, area in known_in(line.text, names))
    return next(chain(told, put, known), None)


def sentences_over(lines: Sequence[Line], first: str) -> list[Line]:
    """The sentences between the heading of a list and its first recommendation, which may name the partnership.

    Args:
        lines: What stands below the heading.
        first: The first recommendation.
    """
    over = takewhile(lambda line: not line.item and first[:_BEGINNING] not in line.text, lines[:_SENTENCES_OVER])
    return [line for line in over if line.text[-1:] in ".:" and _TELLS_OR_PAST.search(line.text)]


def _spoken(lines: Sequence[Line], names: Names) -> Iterator[tuple[str, str, bool]]:
    """The names of partnerships in lines, their areas, and whether each surely is that of the review."""
    for line in lines:
        short = not line.item and len(line.text.split()) <= _LONGEST and line.text[-1:] not in ".?!"
        titled = short and not _TELLS.search(line.text)
        for name in named_in(line.text):
            if area := area_of(name, names):
                before = line.text[: line.text.index(name)]
                yield name, area, titled or (not line.item and _BY.search(before) is not None)
