"""Words that names of a cell share: "Essex and Kent Police", "Kent County and Medway Councils"."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.agencies.parts import NameTests
from dhrcurate.domain.agency import Part
from dhrcurate.domain.plural_name import plural_head

_MOST_WORDS_SHARED = 4


def shared_words(segments: Sequence[Part], tests: NameTests) -> list[str | None]:
    """Return, for segments that share words with another, the whole name: "Essex" in "Essex and Kent Police"."""
    found: list[str | None] = [None] * len(segments)
    for at, segment in enumerate(segments):
        words = segment.text.split()
        if len(words) > _MOST_WORDS_SHARED or not tests.may_share(segment.text):
            continue
        if tests.standing(segment.text) is not None or _is_in_place(segments, at, tests):
            continue
        for other in range(at + 1, min(len(segments), at + _MOST_WORDS_SHARED)):
            if names := _with_last_words(segment.text, segments[other].text, tests):
                found[at], found[other] = names
                break
        else:
            for other in range(at - 1, max(-1, at - _MOST_WORDS_SHARED), -1):
                if name := _with_first_words(segment.text, segments[other].text, tests):
                    found[at] = name
                    break
    return found


def _is_in_place(segments: Sequence[Part], at: int, tests: NameTests) -> bool:
    """True if a segment is within the name of one place, of which one body is named."""
    if any(plural_head(each.text) for each in segments):
        return False
    after = " ".join(each.text for each in segments[at + 1 :])
    return bool(after) and tests.is_within_place(segments[at].text, after)


def _with_last_words(text: str, other: str, tests: NameTests) -> tuple[str, str] | None:
    words = other.split()
    directed = tests.is_direction(text) and tests.is_direction(words[0])
    for count in range(min(_MOST_WORDS_SHARED, len(words) - 1), 0, -1):
        head = " ".join(words[-count:])
        for each in _one_of(head) if directed or any(map(tests.tells_kind, _one_of(head))) else ():
            names = f"{text} {each}", " ".join([*words[:-count], each])
            if tests.is_same_kind(text, *names):
                return names
    return None


def _with_first_words(text: str, other: str, tests: NameTests) -> str | None:
    words = other.split()
    for count in range(1, min(_MOST_WORDS_SHARED, len(words) - 1) + 1):
        head = " ".join(words[:count])
        if tests.tells_kind(head) and tests.is_same_kind(text, f"{head} {text}", other):
            return f"{head} {text}"
    return None


def _one_of(plural: str) -> list[str]:
    """Return words for several bodies of a kind as those for one, then as they are."""
    if plural.endswith("ies"):
        return [plural[:-3] + "y", plural]
    return [plural[:-1], plural] if plural.endswith("s") and not plural.endswith("ss") else [plural]
