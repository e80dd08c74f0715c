"""Who is to act, from the beginning of a paragraph: a stem above several, or a subject of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhrcurate.domain.agency import Names
from dhrcurate.importers.page import Line
from dhrcurate.importers.tails import shape
from dhrcurate.importers.words import ACTS, HEADS, JOINTS, MODALS

_LEAD = re.compile(
    r"(?:(?:it is|we)\s+(?:therefore\s+)?recommend(?:ed)?\s+(?:that\s+)?|(?:the\s+)?(?:panel|review|report|author)s?\s+"
    r"(?:also\s+)?recommend(?:s|ed)?\s+(?:that\s+)?|recommendations?\s+(?:for|to)\s+|that\s+|for\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TO = re.compile(r"to\s+(?:the\s+)?", re.IGNORECASE)
_ASKED = re.compile(
    r"(?<!\s)\s+(?:should|must|will|shall|to|needs? to|ought to|agrees? to|considers?|ensures?"
    r"|(?:is|are) (?:asked|invited|recommended|required|requested|urged|encouraged)(?: to| that)?)"
    r"(?:\s+(?:also|ensures?|consider|seek|that|it|they|will|to|should|take|the|following|steps|actions?))*\s*$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:should|must|shall|recommend\w*|need(?:s|ed)? to|to be|d?dyl(?:ai|id|ent)|rhaid)\b|^(?:that|to)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"\brecommend|\bfollowing\b|\b(?:that|for|to)$", re.IGNORECASE)
_NOUNS = frozenset({"actions", "changes", "lessons", "outcomes", "improvements", "links", "documents", "contacts"})
_DONE = frozenset({"taken", "made", "learned", "learnt", "achieved", "identified", "completed", "since", "for", "and"})


@dataclass(frozen=True, slots=True)
class Stem:
    """A line above several paragraphs that says who is to act.

    Attributes:
        actor: Whom it names, as written; empty if it names nobody.
        heads: Whether it is a heading over a group, so that every paragraph below belongs to it.
        asks: Whether it ends in "should", "to" or the like, so that paragraphs go on with a plain verb.
    """

    actor: str = ""
    heads: bool = False
    asks: bool = False

    def continued_by(self, text: str, *, item: bool) -> bool:
        """True if a paragraph that names no actor of its own goes on from the stem.

        Args:
            text: The paragraph.
            item: Whether it is an item of a list.
        """
        if not self.actor:
            return False
        words = text.split()
        first = words[0].lower()
        noun = first in _NOUNS and (len(words) < 2 or words[1].lower() in _DONE)
        verb = not noun and (first in ACTS or (first.endswith("s") and first[-2:] != "ss" and words[1:2] != ["should"]))
        subject = any(word in MODALS and word != "to" for word in words[1:7])
        return self.heads or item or verb or text[:1].islower() or (self.asks and not subject)


class Actors:
    """Finds who is to act.

    Args:
        names: The register.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def stem(self, line: Line) -> Stem | None:
        """The stem that a line is, `None` if it is none."""
        text = line.text.strip(" *_")
        colon = text.endswith(":")
        bare = text.rstrip(": ")
        if len(bare.split()) > 25 or bare[-1:] in ".?!;":
            return None
        lead = _LEAD.match(bare)
        rest = bare[lead.end() :] if lead else bare
        asked = _ASKED.search(rest)
        name = rest[: asked.start()] if asked else rest
        if (
            name
            and self.is_name(name)
            and (colon or line.heading or self._alone(name, led=bool(lead and lead.group())))
        ):
            return Stem(
                name,
                heads=not asked and not (lead and lead.group().strip().lower().startswith("that")),
                asks=bool(asked),
            )
        if colon and (to := _TO.match(bare)) and self.is_name(bare[to.end() :]):
            return Stem(bare[to.end() :], heads=True)
        if colon and not line.item and _INTRODUCES.search(bare) and not self._asks_for_something(bare):
            return Stem()
        return None

    def _asks_for_something(self, text: str) -> bool:
        """True if a line that a list follows is itself a recommendation, of which the list is a part."""
        return self.actor(text) is not None or re.search(r"\b(?:should|must|shall)\b", text, re.IGNORECASE) is not None

    def actor(self, text: str) -> str | None:
        """The agency that a paragraph itself says is to act, as written; `None` if it names none."""
        lead = _LEAD.match(text)
        rest = text[lead.end() :] if lead else text
        words = rest.split(maxsplit=16)[:16]
        for i, said in enumerate(words[1:], 1):
            word = said.rstrip(":,")
            following = words[i + 1].lower() if i + 1 < len(words) else ""
            acts = word in ACTS and following not in MODALS - {"to"}
            if word in MODALS or acts:
                name = " ".join(words[:i])
                at = rest.find(words[i - 1], sum(len(w) + 1 for w in words[: i - 1])) + len(words[i - 1])
                return rest[:at].strip() if self._acts(name, led=bool(lead and lead.group())) else None
        return None

    def _acts(self, name: str, *, led: bool) -> bool:
        if self._names.named(name):
            return True
        words = name.split()
        if len(words) == 1:
            return (name.isupper() and len(name) > 1) or (led and name[:1].isupper() and name.lower() in HEADS)
        return self.is_name(name)

    def is_name(self, name: str) -> bool:
        """True if words are an agency's name: known, or all capitalised, or a collective."""
        if self._names.named(" ".join(name.split())):
            return True
        looks = shape(name)
        if looks is None or not name[:1].isalnum():
            return False
        words = name.split()
        proper = all(word[:1].isupper() or word.lower() in JOINTS or not word[:1].isalpha() for word in words)
        return looks >= 2.5 and (proper or words[0] in {"All", "Each", "Every", "Any"})

    def _alone(self, name: str, *, led: bool) -> bool:
        """True if a line without a colon is a stem or a heading over a group: a name and nothing else."""
        return bool(self._names.named(name)) or (led and len(name.split()) <= 10)


_ANNOUNCES = re.compile(
    r"(?:the|this|our)\s+(?:[\w-]+\s+){0,3}?(?:panel|review|report|authors?|chair|board|partnership)\s+(?:has\s+|have\s+|also\s+)?"
    r"(?:makes?|made|sets?\s+out|lists?|identif(?:y|ies|ied)|agreed)\s+(?:[\w()-]+\s+){0,4}?recommendations?"
    r"(?:\s+(?:in|for|to|as|from)\s+[\w\s,’']{1,60})?[.:]?",
    re.IGNORECASE,
)


def announces(text: str) -> bool:
    """True if a paragraph says that recommendations are made, and nothing that is one."""
    return _ANNOUNCES.fullmatch(text.strip()) is not None


def wishes(text: str) -> bool:
    """True if a paragraph says that something is wished: with "should" or the like, or by beginning with a command."""
    first = re.sub(r"(?<!\W)\W+$", "", text.split(maxsplit=1)[0]).lower()
    command = bool(ACTS & {f"{first}s", f"{first}es", f"{first[:-1]}ies"})
    return command or _WISH.search(text) is not None
