"""Words that stand alone over groups of a table's rows, or over the tables of a page: which of them name bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors, heads_group
from dhrcurate.importers.wording.senses import Sense, ends_as_theme, is_weak, sense

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
        return self.sense is Sense.BODY and (" " in self.name or self.name.isupper())


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


def is_known(text: str, actors: Actors) -> bool:
    """True if words over a group are a name that the register knows, or say that they are for one."""
    stem = actors.stem(Line(text, gap=True))
    return stem is not None and stem.heads and bool(stem.actor)


def _head(text: str, said: Collection[str], actors: Actors) -> _Head:
    stem = actors.stem(Line(text, gap=True, heading=True))
    name = (stem.actor if stem and stem.heads else "") or text.strip(" *_:")
    known = is_known(text, actors)
    found = sense(name, said, actors.is_name)
    if found is Sense.BODY and not known:
        found = Sense.THEME if ends_as_theme(name) else Sense.NAME if is_weak(name) else found
    return _Head(name, found, known, known and not actors.is_ordinary(name))
