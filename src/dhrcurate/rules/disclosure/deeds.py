"""Finds the names of people by what was done to them, or by them: "in memory of", "the assault by"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.name_words import NO_SURNAMES, is_likely_name
from dhrcurate.rules.disclosure.names import is_no_private_person
from dhrcurate.rules.free_text import occurrences
from dhrcurate.rules.vocabulary import is_word

_OF_SOMEBODY = {
    **dict.fromkeys(("memory", "death", "murder", "killing", "funeral", "manslaughter", "suicide"), ("of",)),
    **dict.fromkeys(("murdered", "killed", "stabbed", "assaulted", "raped", "strangled", "abused", "stalked"), ("by",)),
}
"""Words, each with what joins them to a person and to hardly anybody else."""
_OF_ANYBODY = {
    **dict.fromkeys(("assault", "attack"), ("by", "on")),
    **dict.fromkeys(("abuse", "violence", "attacked", "threatened", "harassed"), ("by",)),
    **dict.fromkeys(("homicide",), ("of",)),
    **dict.fromkeys(("threats",), ("from",)),
}
"""Words that are said of places and bodies as well."""
_FULL_NAME = rare(
    r"(?P<first>[A-Z][a-z]+(?:-[A-Z][a-z]+)?) (?:[A-Z]\. )?"
    r"(?P<last>(?:Mc|Mac|O[’'])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?![\w-])"
    r"(?=\W*(?:\Z|\0)|[^\w\s]"
    r"| (?:on|in|at|and|by|was|were|is|are|has|had|should|must|which|who|that|with|after|before|to|from|as|for|could"
    r"|would)\b)"
)
"""Behind the name of a place or a body, another noun may follow: "Milton Keynes residents"."""


def names_by_deeds(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A given name and a surname, common or not, of somebody who died, was hurt or hurt somebody.

    Args:
        text: The text.
        words: Its words with their punctuation.
    """
    for deeds, sure in ((_OF_SOMEBODY, True), (_OF_ANYBODY, False)):
        for deed in deeds.keys() & words:
            for joint in deeds[deed]:
                before = f"{deed} {joint} "
                for at in occurrences(text, before):
                    name = _FULL_NAME.match(text, at + len(before))
                    if name and _is_of_a_person(text, name, sure=sure):
                        yield name.span()


def _is_of_a_person(text: str, name: re.Match[str], *, sure: bool) -> bool:
    first, last = name["first"], name["last"]
    if last in NO_SURNAMES or not is_likely_name(first) or not (sure or is_likely_name(last)):
        return False
    if last.endswith("s") and is_word(last.lower()):
        return False  # people and not a person: "the death of Covid Patients"
    # Behind a comma the sentence goes on, with a body that does something.
    return text.startswith(",", name.end()) or not is_no_private_person(text, *name.span())
