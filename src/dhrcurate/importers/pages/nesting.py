"""How deep the elements of a page are nested, which is known before it is parsed."""

from __future__ import annotations

import re
from collections import Counter

from dhrcurate.domain.word_sets import word_set

DEEPEST = 3000
"""So many elements may be open at once: a parser takes time with the square of them, and no page of words has more."""
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s<>/]*)[^<>]*>")
_NEVER_OPEN = word_set("area base br col embed hr img input link meta param source track wbr")
_ENDED_BY_OTHERS = word_set(
    "body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr"
)
"""Elements that may lack an end tag, as what follows them ends them."""
_FOREIGN = ("svg", "math")
"""Elements in which a slash at its end closes a tag."""


def is_nested_beyond_reason(text: str) -> bool:
    """Return whether more elements of HTML are open at once than any page has, by their own start and end tags."""
    if text.count("<") <= DEEPEST:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name in _NEVER_OPEN or name in _ENDED_BY_OTHERS:
            continue
        if not tag["close"]:
            if tag.group().endswith("/>") and any(opened[foreign] for foreign in _FOREIGN):
                continue
            opened[name] += 1
            depth += 1
            if depth > DEEPEST:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False
