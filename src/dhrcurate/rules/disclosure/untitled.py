"""Finds every name without a title, for the rule that tells of it and for the mask that covers it alike."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dhrcurate.rules.disclosure import brackets, deeds, names, owners


def all_untitled_names(text: str, given: AbstractSet[str], words: AbstractSet[str]) -> list[tuple[int, int]]:
    """The names that any of the ways to tell a name finds; they may overlap.

    Args:
        text: The text.
        given: The common given names that are in it.
        words: Its words with their punctuation.
    """
    return [
        *names.names_of_kin(text, given, words),
        *names.names_in_frames(text, given),
        *brackets.names_before_brackets(text, given),
        *names.names_in_capitals(text, words),
        *deeds.names_by_deeds(text, words),
        *owners.names_of_owners(text, given),
        *owners.names_of_relations(text, words),
        *(names.untitled_names(text) if given else ()),
    ]
