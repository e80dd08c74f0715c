"""Words that stand alone over groups of a table's rows, or over the tables of a page: which of them name bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dhrcurate.importers.actors import Actors, heads_group
from dhrcurate.importers.page import Line
from dhrcurate.importers.senses import Sense, is_weak, sense

_LIKE_NAMES = frozenset({Sense.BODY, Sense.NAME})


@dataclass(frozen=True, slots=True)
class _Head:
    """Words over a group.

    Attributes:
        name: The name that they may be.
        sense: What they are.
        known: Whether the register knows the name.
        proper: Whether it is that of one body, and not of bodies of a kind.
    """

    name: str
    sense: Sense
    known: bool
    proper: bool

    @property
    def is_sure(self) -> bool:
        """Whether it is that of a body whatever stands beside it; a word such as "Schools" may be a theme."""
        several = " " in self.name or self.name.isupper()
        return self.sense is Sense.BODY and several and (self.known or not is_weak(self.name))


def bodies_over(texts: Iterable[str], said: Collection[str], actors: Actors, *, beside: bool = False) -> dict[str, str]:
    """The bodies that words over groups name, by the words; judged together, as all of one place are of one kind.

    What is only set as a name is one beside the name of a body, unless a theme is among them. An area of work is one
    where most of them are known bodies, and a word such as "Schools" where all are like it.

    Args:
        texts: The words over each group.
        said: Words that the recommendations have in small letters.
        actors: Knows bodies by name.
        beside: Whether the table has addressees of its own, so that most must be known to stand beside them.
    """
    heads = {text: _head(text, said, actors) for text in dict.fromkeys(texts) if not heads_group(text)}
    mostly = 2 * sum(head.proper for head in heads.values()) >= len(heads)
    if beside and not mostly:
        return {}
    alone = all(head.sense is Sense.BODY and head.known for head in heads.values())
    alike = any(head.is_sure for head in heads.values()) and all(
        head.sense in _LIKE_NAMES or (mostly and head.sense is Sense.AREA) for head in heads.values()
    )
    return {
        text: head.name
        for text, head in heads.items()
        if head.is_sure or alone or (alike and (head.sense is not Sense.NAME or " " in head.name))
    }


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts have in small letters."""
    return frozenset(word.strip(".,;:()") for text in texts for word in text.split() if word.islower())


def _head(text: str, said: Collection[str], actors: Actors) -> _Head:
    known, marked = (actors.stem(Line(text, gap=True, heading=heading)) for heading in (False, True))
    name = (marked.actor if marked and marked.heads else "") or text.strip(" *_:")
    is_known = known is not None and known.heads and bool(known.actor)
    return _Head(name, sense(name, said, actors.is_name), is_known, is_known and not actors.is_ordinary(name))
