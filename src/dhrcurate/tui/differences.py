"""Changes of values, with the words that were removed and added marked in symbols as well as colours."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel
from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import in_words

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS = re.compile(r"\w+")
_NEAR = 2
"""Reworded stretches with no more words between them are shown as one."""
_MENDED = 0.6
"""Words that are so much alike are one word, mended."""
_KEPT = 40
"""How many characters beside a difference are shown; longer unchanged parts are cut."""


def difference_of(old: str, new: str) -> Content:
    """Return the new text with the words that were added and those that were removed; long unchanged parts are cut."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) <= 1 and len(after) <= 1:
        return Content.assemble(Content.styled(in_words(old), "removed"), " → ", Content.styled(in_words(new), "added"))
    pieces: list[Content] = []
    removed = added = held = ""
    for op in Indel.opcodes(before, after):
        same = "".join(before[op.src_start : op.src_end])
        if op.tag != "equal":
            # What is reworded is one block: two words in common do not part it.
            removed, added, held = removed + held + same, added + held + "".join(after[op.dest_start : op.dest_end]), ""
            continue
        last = op.src_end == len(before) and op.dest_end == len(after)
        if not last and _is_reworded(removed, added) and len(_WORDS.findall(same)) <= _NEAR:
            held = same
            continue
        pieces += [_removed(removed), _added(added), Content(_cut(same, first=not pieces, last=last))]
        removed = added = ""
    return Content("").join([*pieces, _removed(removed), _added(added)])


def _is_reworded(removed: str, added: str) -> bool:
    """True if words stand in the place of others, which is more than letters that were mended."""
    before, after = (_WORDS.findall(words.casefold()) for words in (removed, added))
    if not before or not after or "".join(before) == "".join(after):
        return False
    alike = (Indel.normalized_similarity(*pair) >= _MENDED for pair in zip(before, after, strict=False))
    return len(before) != len(after) or not all(alike)


def _cut(text: str, *, first: bool, last: bool) -> str:
    text = visible(text)
    if first and len(text) > _KEPT:
        return "… " + text[-_KEPT:].lstrip()
    if last and len(text) > _KEPT:
        return text[:_KEPT].rstrip() + " …"
    return text if len(text) <= 2 * _KEPT else f"{text[:_KEPT].rstrip()} … {text[-_KEPT:].lstrip()}"


def _removed(words: str) -> Content:
    return Content.styled(f"[−{visible(words)}−]", "removed") if words else Content("")


def _added(words: str) -> Content:
    return Content.styled(f"[+{visible(words)}+]", "added") if words else Content("")


def field_changes(proposal: Proposal, key: str) -> list[Content]:
    """Return the changes of one recommendation, a line per field."""
    root = edit.pointer(edit.RECOMMENDATIONS, key) + "/"
    return [field_change(e.path.removeprefix(root), e) for e in proposal.edits if e.path.startswith(root)]


def field_change(label: str, change: edit.Edit) -> Content:
    """Return the change of one field: its name, the value before, the value after."""
    name = Content.styled(f"{label}  ", "muted")
    if isinstance(change.old, str) and isinstance(change.new, str):
        return Content.assemble(name, difference_of(change.old, change.new))
    old, new = Content.styled(in_words(change.old), "removed"), Content.styled(in_words(change.new), "added")
    return Content.assemble(name, old, " → ", new)
