"""What stands in front of a text in a report and is no part of what is recommended there.

A number in any style, a label, a title, a theme, whom it asks where the cell says so, and what a review noted before it
recommends: an extraction puts these elsewhere, or leaves them out, and the text is no other. What asks for something,
or says when, where or on what condition, is a part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import Indel

from dhrcurate.documents.asked_in_front import asks_within, limits, only_asks, without_lead
from dhrcurate.documents.comparing import differences
from dhrcurate.documents.likeness import COMMON, bag_of
from dhrcurate.documents.listing.addressees import is_body
from dhrcurate.documents.listing.labels import BARE_LABEL, BULLET, LABEL, LETTERED, UNITS
from dhrcurate.documents.listing.sections import introduces
from dhrcurate.documents.stream import Term, letters, said_of, terms_of
from dhrcurate.documents.wanted import Spot, Wanted, titles_of
from dhrcurate.domain.evidence import Difference
from dhrcurate.domain.initials import words_apart

_MARKS = (
    LABEL,
    BARE_LABEL,
    re.compile(r"\(?(?:[A-Z]{1,3}|[IVXLivxl]{1,6}|[a-z])(?:[.):]+|\s+[–—-])(?:\s+|\Z)"),
    re.compile(
        r"(?:[A-Z][\w’'-]*\s+){1,3}(?:no\.?\s*|number\s+|#\s*)?\d{1,3}(?:\.\d{1,3})*[a-z]?\s*(?:[.:)–—-]+\s*|\n|\Z)"
    ),
    LETTERED,
    re.compile(r"[(\[]?(?:[A-Z]{1,4}[-/.]?)?\d{1,3}(?:[./-]\d{1,4})*[a-z]?(?:\s*[.):\]–—|-]+\s*|\s+|\Z)"),
    BULLET,
)
"""What numbers or labels a text: `Recommendation 4`, `C.`, `Action 3 –`, `(ii)`, `5.4`, `CSP/7`."""
_SIGNS = re.compile(r"[^\w(\[“‘\"'•]+")
_ENDS = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[A-Z‘“(])|\n+|(?<=[:;])\s+|(?<![^\S\n])[^\S\n]+[–—-]\s+")
"""Where a sentence, a title or a label ends; blanks are looked at from the first one alone, or many take too long."""
_APART = re.compile(r"(?:[.!?:;)\]][”’\"')\]]*|[–—|-])\s*\Z|\n\s*\Z")
"""How a front part ends that the text does not go on with."""
_LONGEST = 12
"""A title has no more words."""
_OPEN = re.compile(
    r"\b(?:to|that|by|and|or|of|for|with|which|in|on|how|including|as\s+follows|the\s+following)\W*\Z", re.IGNORECASE
)
"""How the beginning of a sentence ends that what follows goes on with, and no title."""
_TO = re.compile(r"\A\W*(?:to|that|should|must|will)\s+", re.IGNORECASE)
"""How the rest of a sentence begins of which whom it asks was left out."""
_ABOVE = 60
"""So many words in front of a passage may hold its heading or its stem."""
_AGAIN = 0.7
"""A headline has such a share of its words in common with the text below it."""
_WORD = re.compile(r"\S+")
_MOST_WORDS = 6
"""A title without a sign behind it has no more words."""
_CAPITALS = 6
"""Fewer capitals are the short name of a body."""
_JOINING = frozenset({"and", "of", "for", "in", "the"})
_COUNTING = frozenset(
    {"both", "each", "every", "no", "none", "only", "most", "many", "some", "within", "before", "after"}
)
_ASKED = re.compile(r"\W*(?:the\s+)?(?P<name>[A-Z][^.;:\n]{1,90}?)\s(?:should|must|shall|will|to)\b")
_LONG = 400
"""Texts of more words are compared as they align, without a search for the front."""


def within_passage(wanted: Wanted, spot: Spot) -> Spot:
    """Return a place without what stands in front of a text and is apart from it.

    Where the record has titles the place keeps what may be one: it shows how the titles of others are printed.
    """
    if wanted.title:
        return spot
    text = spot.text
    at = fronted(wanted.text, text)
    apart = furniture(text[:at], text[at:], wanted.addressed, frozenset(titles_of(wanted))) if at else None
    if not apart or not letters(text[:apart]):
        return spot
    gone, spans = len(said_of(text[:apart])), list(spot.spans)
    while gone >= spans[0][1] - spans[0][0]:
        gone -= spans[0][1] - spans[0][0]
        del spans[0]
    spans[0] = (spans[0][0] + gone, spans[0][1])
    return replace(spot, spans=tuple(spans))


def differing(wanted: Wanted, above: str, record: str, document: str) -> tuple[Difference, ...]:
    """Return the words that differ, without those in front of either text that are no part of what is asked.

    Args:
        wanted: What the record has.
        above: What the report has in front of the passage.
        record: The record's text, perhaps with its title.
        document: The passage.
    """
    found = differences(record, document)
    if not found or (found[0].record and found[0].document and not _TO.match(record)):
        return found
    titles = frozenset(titles_of(wanted))
    made = [found]
    for mine in dict.fromkeys((record, _TO.sub("", record))):
        at = fronted(mine, document)
        if at and furniture(document[:at], mine, wanted.addressed, titles) is not None:
            made.append(differences(mine, document[at:]))
    at = fronted(document, record)
    if at and _is_elsewhere(record[:at], document, wanted, above):
        made.append(differences(record[at:], document))
    return min(made, key=len)


def _is_elsewhere(front: str, rest: str, wanted: Wanted, above: str) -> bool:
    """Whether what a text of the record has in front is a number, says whom it asks, or stands above the passage."""
    plain = _without_marks(front, rest)
    said = letters(plain)
    lines = {letters(_without_marks(line, "")) for line in above.split("\n")}
    if not said or said in lines or letters(front) in titles_of(wanted):
        return True
    return _only_leads(plain, wanted.addressed)


def before(spot: Spot) -> str:
    """Return what stands in front of a place, in its paragraph and the ones before."""
    first = spot.spans[0][0]
    return spot.paper.stream.text(max(first - _ABOVE, 0), first)


def fronted(shorter: str, longer: str) -> int:
    """Return where in a text another one begins, if nothing that both have stands in front of that; else 0.

    Where words of the front part stand in the text, too, an alignment may take these for the text's own: the last place
    is taken from which no more differs.
    """
    mine, theirs = terms_of(shorter), terms_of(longer)
    if not mine or len(theirs) > _LONG or len(mine) > _LONG:
        return 0
    a, b = [term.said for term in mine], [term.said for term in theirs]
    least = Indel.distance(a, b)
    for at in range(min(len(theirs) - 1, least), 0, -1):
        if b[at] == a[0] and at + Indel.distance(a, b[at:]) <= least:
            return _begin(longer, theirs, at)
    return 0


def _begin(text: str, terms: list[Term], at: int) -> int:
    """Where a word begins, with the bracket or the quotation mark in front of it."""
    begin = terms[at].start
    while begin > terms[at - 1].end and text[begin - 1] in "(“‘\"'[":
        begin -= 1
    return begin


def furniture(front: str, rest: str, cell: str, titles: frozenset[str]) -> int | None:
    """Return how much of what stands in front of a text is apart from it, if none of it is a part of what is asked.

    What is left of it then only says, in the same sentence, who recommends and whom they ask.

    Args:
        front: What stands in front, with the signs behind it.
        rest: The text.
        cell: Whom the record addresses it to, as written.
        titles: The letters of what is known to be a title or a label.

    Returns:
        The characters that are apart; `None` if some of it is a part of what is asked.
    """
    if letters(front) in titles:
        return len(front)
    plain = _without_marks(front, rest)
    marked = len(front) - len(plain)
    if not letters(plain):
        return len(front)
    start = len(plain)
    if not _APART.search(plain):
        start = max((end.end() for end in _ENDS.finditer(plain)), default=0)
    whole, begun = plain[:start], plain[start:]
    begun = _without_marks(begun, rest)
    begun = begun[_title_end(begun, rest, cell) :]
    if begun and not _only_leads(begun, cell):
        return None
    if not all(_is_apart(part, rest, cell, titles) for part in _parts(whole) if letters(part)):
        return None
    return max(marked, len(front) - len(begun))


def _parts(text: str) -> Iterator[str]:
    start = 0
    for end in _ENDS.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    yield text[start:]


def _without_marks(text: str, rest: str) -> str:
    """A front part without the numbers, labels and bullets that it begins with."""
    while True:
        signs = _SIGNS.match(text)
        begun = text[signs.end() :] if signs else text
        mark = next((found for mark in _MARKS if (found := mark.match(begun))), None)
        if mark is None or not mark.end() or _counts(mark.group(), begun[mark.end() :] or rest):
            return text
        text = begun[mark.end() :]


def _counts(mark: str, behind: str) -> bool:
    """Whether a number counts what follows, or dates it: it has no sign behind it, and no sentence begins there."""
    if mark.rstrip()[-1:].isalnum() and "\n" not in mark and any(map(str.isdigit, mark)):
        first = behind.lstrip("\"'“‘([")[:1]
        return (not first.isupper() and bool(first)) or UNITS.match(behind) is not None
    return False


def _only_leads(text: str, cell: str) -> bool:
    """Whether the beginning of a sentence says only who recommends, and whom they ask, as the cell does."""
    plain = without_lead(text)
    return not letters(plain) or only_asks(text, cell) or only_asks(plain, cell)


def _title_end(text: str, rest: str, cell: str) -> int:
    """Where a title ends in front of a sentence that no sign parts from it: `3 Housing The Trust should …`; else 0."""
    for word in list(_WORD.finditer(text))[:_MOST_WORDS]:
        title, behind = text[: word.end()], text[word.end() :].lstrip()
        if not _is_title(title):
            continue
        following = (behind.split() or [rest])[0]
        in_capitals = title.isupper() and following[:1].isupper() and not following.isupper()
        if in_capitals or _opens_with(behind or rest, cell):
            return len(text) - len(behind)
    return 0


def _is_title(text: str) -> bool:
    """Whether words are a title that is no beginning of a sentence."""
    words = [word.casefold() for word in text.split()]
    if text.isupper():
        return len(letters(text)) >= _CAPITALS
    plain = text[:1].isupper() and all(map(str.isalpha, words)) and not any(word.endswith("ly") for word in words)
    return (
        plain and words[-1] not in COMMON and not any(word in COMMON - _JOINING or word in _COUNTING for word in words)
    )


def _opens_with(text: str, cell: str) -> bool:
    """Whether a text begins with whom it asks, as the cell names it."""
    asked = _ASKED.match(text)
    if asked is None or not only_asks(asked.group(), cell):
        return False
    return letters(asked["name"]) == letters(cell) or not words_apart(asked["name"], cell)[1]


def _is_apart(part: str, rest: str, cell: str, titles: frozenset[str]) -> bool:
    """Whether a sentence, a title or a label in front is no part of what is recommended."""
    if letters(part) in titles or only_asks(part, cell) or introduces(part) or _is_said_again(part, rest):
        return True
    if limits(part) and not part.rstrip().endswith((".", "!", "?")):
        return False
    if _OPEN.search(part):
        return False
    is_sentence = part.rstrip(" \t\n”’\"')]").endswith((".", "!", "?"))
    if not is_sentence and len(part.split()) <= _LONGEST and rest[:1].isupper():
        if is_body(part.strip(" :–—-\n")):
            return bool(cell.strip())
        return not asks_within(part, ordering=False)
    return not asks_within(part)


def _is_said_again(part: str, rest: str) -> bool:
    """Whether a headline says nothing that the text does not say: `Train staff. The Trust should train its staff …`."""
    said, again = (frozenset(bag_of(said_of(text))) for text in (part, rest))
    own = {word for word in said if word not in COMMON}
    figures = {word for word in said if any(map(str.isdigit, word))}
    return bool(own) and figures <= again and len(own & again) >= _AGAIN * len(own)
