"""Names in which initials stand for some of the words."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


def is_initialled(short: str, long: str) -> bool:
    """Return whether a name is another one with initials for some of its words: `Borderland CRC`, `the NHS FT`.

    At least one word is the same in both, so that initials alone never are somebody's.
    """
    wanted, words = _WORD.findall(short), _WORD.findall(long)
    at, same = 0, 0
    for word in wanted:
        here = words[at : at + 1]
        if here and word.casefold() == here[0].casefold():
            at, same = at + 1, same + 1
        elif word.isupper() and len(word) > 1 and word == "".join(w[0] for w in words[at : at + len(word)]).upper():
            at += len(word)
        else:
            return False
    return same > 0 and at == len(words)
