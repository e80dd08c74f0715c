"""Who is to act, told from how a paragraph begins: a stem above several, or a subject of its own."""

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
_ASKED = re.compile(
    r"\s+(?:should|must|will|shall|to|needs? to|ought to|(?:is|are) (?:asked|invited|recommended|required) to)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stem:
    """A line above several paragraphs that says who is to act.

    Attributes:
        actor: Whom it names, as written; empty where it names nobody.
        heads: Whether it is a heading over a group, so that every paragraph below belongs to it.
        asks: Whether it ends in "should", "to" or the like, so that paragraphs go on with a plain verb.
    """

    actor: str = ""
    heads: bool = False
    asks: bool = False

    def continued_by(self, text: str, *, item: bool) -> bool:
        """Whether a paragraph that names no actor of its own goes on from the stem.

        Args:
            text: The paragraph.
            item: Whether it is an item of a list.
        """
        if not self.actor:
            return False
        words = text.split()
        first = words[0].lower()
        verb = first in ACTS or (first.endswith("s") and not first.endswith("ss") and words[1:2] != ["should"])
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
        """The stem that a line is, `None` where it is none."""
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
            and self._is_name(name)
            and (colon or line.heading or self._alone(name, led=bool(lead and lead.group())))
        ):
            return Stem(
                name,
                heads=not asked and not (lead and lead.group().strip().lower().startswith("that")),
                asks=bool(asked),
            )
        if colon and not line.item and re.search(r"recommend|following|\bthat$|\bfor$|\bto$", bare, re.IGNORECASE):
            return Stem()
        return None

    def actor(self, text: str) -> str | None:
        """Whom a paragraph itself names as the one to act, as written; `None` where it names nobody."""
        lead = _LEAD.match(text)
        rest = text[lead.end() :] if lead else text
        words = rest.split(maxsplit=16)[:16]
        for i, word in enumerate(words[1:], 1):
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
        return self._is_name(name)

    def _is_name(self, name: str) -> bool:
        """Whether words are a body's name: known, or all with capital letters, or a collective."""
        if self._names.named(" ".join(name.split())):
            return True
        looks = shape(name)
        if looks is None or not name[:1].isalnum():
            return False
        words = name.split()
        proper = all(word[:1].isupper() or word.lower() in JOINTS or not word[:1].isalpha() for word in words)
        return looks >= 2.5 and (proper or words[0] in {"All", "Each", "Every", "Any"})

    def _alone(self, name: str, *, led: bool) -> bool:
        """Whether a line without a colon is a stem or a heading over a group: a name and nothing else."""
        return bool(self._names.named(name)) or (led and len(name.split()) <= 10)
