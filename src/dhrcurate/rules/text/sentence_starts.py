"""Where sentences may start within a text: found once for all that look there, which is most of what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dhrcurate.domain.patterns import rare

Start = tuple[int, int]
"""The last character of what stands before a sentence, such as its full stop, and the sentence's first."""

_SIGNS = ".!?;:”’)\"'"
_START = rare(rf"[{_SIGNS}]\s+")
_OTHER_BLANKS = tuple(blank for blank in map(chr, range(0x3001)) if blank.isspace() and blank != " ")
_STOPS = ".!?;"
_CLOSING = "”’\"')"
_MOST_CLOSING = 2


def sentence_starts(texts: Sequence[str]) -> list[list[Start]]:
    """For each text, the places behind a stop, a closing sign or a colon and a blank."""
    joined = " ".join(texts)
    if any(blank in joined for blank in _OTHER_BLANKS):
        return [[(match.start(), match.end()) for match in _START.finditer(text)] for text in texts]
    signs = [sign for sign in _SIGNS if sign in joined]
    return [_found(text, signs) for text in texts]


def _found(text: str, signs: Iterable[str]) -> list[Start]:
    """Those in a text in which no blank is anything but a space: single signs are found far quicker than a pattern."""
    found: list[Start] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            end = at + 1
            while text.startswith(" ", end):
                end += 1
            if end > at + 1:
                found.append((at, end))
            at = text.find(sign, end)
    return sorted(found)


def stop_before(text: str, start: Start) -> int:
    """The position of the full stop before a sentence, maybe with closing signs behind it; -1 if there is none."""
    at = start[0]
    for _ in range(_MOST_CLOSING + 1):
        if at >= 0 and text[at] in _STOPS:
            return at
        if at < 0 or text[at] not in _CLOSING:
            return -1
        at -= 1
    return -1
