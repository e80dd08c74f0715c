"""Recommendations in running prose: "The panel recommends that ... It further recommends that ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import asks, says_should
from dhrcurate.importers.wording.numbers import Printed, follows, is_counted, printed_number
from dhrcurate.importers.wording.telling import Telling, telling

_SENTENCES = re.compile(r"(?<=[a-z\d)”\"][.;])\s+(?=[A-Z])")
_RECOMMENDS = re.compile(
    r"(?:(?:further|finally|lastly|in addition|(?:first|second|third)(?:ly)?),?\s+)?"
    r"(?:(?:the|this|our)\s+(?:[\w-]+\s+){0,2}?(?:panel|review|report|authors?|chair|board|partnership)|we|it)\s+"
    r"(?:(?:is|has|have|also|further|therefore|finally|then|now|would|lastly)\s+)*recommend(?:s|ed)?\b(?:\s+also)?\s+(?:that|to)\b",
    re.IGNORECASE,
)
"""How a sentence begins that says of what follows that it is recommended."""
_ORDINAL = re.compile(r"(?:first|second|third|fourth|fifth|sixth|finally|last)(?:ly)?,\s", re.IGNORECASE)
_ABOUT = re.compile(r"(?:about|on|for|in|as to|as for|regarding|concerning)\s[^,.;]{1,60},\s+", re.IGNORECASE)
"""What may stand before the body in a sentence: "On housing, the council should ..."."""
_COUNTED = re.compile(r"(?<=[.;!?)])\s+(?=rec(?:ommendation)?\b)", re.IGNORECASE)
_LONGEST = 80
"""A number stands within so many characters."""
_FEWEST = 2


@dataclass(slots=True)
class Prose:
    """The lines of a list with the sentences of its prose apart.

    Attributes:
        lines: They.
        reasons: Sentences above those that recommend something, which only tell why.
    """

    lines: list[Line] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def with_sentences_apart(lines: Sequence[Line], fewest: int = _FEWEST) -> Prose:
    """The lines, each paragraph of prose that recommends something sentence by sentence parted into these.

    So is one that counts several in a row: "Recommendation 1: ... Recommendation 2: ...".

    What does not say so itself goes on with the sentence before it; a paragraph that has a number, or is an item, is
    one recommendation whatever it says. Where several sentences say so, those above the first of a paragraph that ask
    for nothing tell why.

    Args:
        lines: The lines of a list.
        fewest: So many sentences at least say so where others tell why.
    """
    prose = Prose()
    counted = [one for line in lines for one in _counted_apart(line)]
    said = {id(line): _sentences(line) for line in counted}
    several = sum(_says_so(each) for sentences in said.values() for each in sentences) >= fewest
    for line in counted:
        sentences = said[id(line)]
        first = next((i for i, each in enumerate(sentences) if _says_so(each)), 0)
        if several and first and not any(map(asks, sentences[:first])):
            prose.reasons.append(" ".join(sentences[:first]))
            sentences = sentences[first:]
        end = len(sentences)
        while end > 1 and telling(sentences[end - 1]) is Telling.SURELY:
            end -= 1
        prose.reasons += sentences[end:]
        sentences = sentences[:end]
        prose.lines += _parted(line, sentences) if sentences else [line]
    return prose


def _counted_apart(line: Line) -> Iterator[Line]:
    """A line, each recommendation in it that counts on from the one with which it begins apart."""
    start, before = 0, printed_number(line.text) if is_counted(line.text) else None
    for found in _COUNTED.finditer(line.text) if before else ():
        after = printed_number(line.text[found.end() : found.end() + _LONGEST])
        if before and after and after[1] and follows(_printed(before), _printed(after)):
            yield replace(line, text=line.text[start : found.start()], gap=True)
            start, before = found.end(), after
    yield replace(line, text=line.text[start:], gap=line.gap or start > 0)


def _printed(found: tuple[str, str]) -> Printed:
    return Printed(*found, natural_key(found[0]))


def names_several(text: str, actors: Actors) -> bool:
    """True if sentences of a paragraph ask different bodies to act, so that it may hold several recommendations.

    Args:
        text: The paragraph.
        actors: Tells who is to act.
    """
    sentences = [_ABOUT.sub("", sentence) for sentence in _SENTENCES.split(text)]
    asked = {actor.casefold() for sentence in sentences if says_should(sentence) and (actor := actors.actor(sentence))}
    return len(asked) > 1


def _sentences(line: Line) -> list[str]:
    """The sentences of a paragraph in which one recommends something; empty for what has a number or is an item."""
    plain = not (line.item or line.heading) and printed_number(line.text) is None
    sentences = _SENTENCES.split(line.text) if plain else []
    return sentences if any(map(_says_so, sentences)) else []


def _says_so(sentence: str) -> bool:
    """True if a sentence recommends something, or counts what it asks for in words: "Second, the ward should ..."."""
    return recommends(sentence) or (_ORDINAL.match(sentence) is not None and says_should(sentence))


def _parted(line: Line, sentences: Sequence[str]) -> Iterator[Line]:
    said: list[str] = []
    for sentence in sentences:
        if said and _says_so(sentence) and any(map(_says_so, said)):
            yield replace(line, text=" ".join(said), gap=True)
            said = []
        said.append(sentence)
    yield replace(line, text=" ".join(said), gap=True)


def recommends(sentence: str) -> bool:
    """True if a sentence says of what it asks that the panel, or the like, recommends it."""
    return _RECOMMENDS.match(sentence) is not None
