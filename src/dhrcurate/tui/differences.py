"""Two texts as one, with what went and what came marked word by word, in symbols as well as colours."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel
from textual.content import Content

from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import in_words

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_KEPT = 40
"""How many characters beside a difference are shown; longer stretches without one are left out."""


def difference_of(old: str, new: str) -> Content:
    """The new text with the words that came and those that went; long stretches in common are cut."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) <= 1 and len(after) <= 1:
        return Content.assemble(Content.styled(in_words(old), "removed"), " → ", Content.styled(in_words(new), "added"))
    pieces: list[Content] = []
    gone = come = ""
    for op in Indel.opcodes(before, after):
        if op.tag != "equal":
            gone += "".join(before[op.src_start : op.src_end])
            come += "".join(after[op.dest_start : op.dest_end])
            continue
        same = "".join(before[op.src_start : op.src_end])
        last = op.src_end == len(before) and op.dest_end == len(after)
        pieces += [_gone(gone), _come(come), Content(_cut(same, first=not pieces, last=last))]
        gone = come = ""
    return Content("").join([*pieces, _gone(gone), _come(come)])


def _cut(text: str, *, first: bool, last: bool) -> str:
    text = visible(text)
    if first and len(text) > _KEPT:
        return "… " + text[-_KEPT:].lstrip()
    if last and len(text) > _KEPT:
        return text[:_KEPT].rstrip() + " …"
    return text if len(text) <= 2 * _KEPT else f"{text[:_KEPT].rstrip()} … {text[-_KEPT:].lstrip()}"


def _gone(words: str) -> Content:
    return Content.styled(f"[−{visible(words)}−]", "removed") if words else Content("")


def _come(words: str) -> Content:
    return Content.styled(f"[+{visible(words)}+]", "added") if words else Content("")
