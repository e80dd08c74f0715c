"""Changes of values, with the words that were removed and added marked in symbols as well as colours."""

from __future__ import annotations

from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import in_words
from dhrcurate.review.word_differences import compared, is_one_word

_KEPT = 40
"""How many characters beside a difference are shown; longer unchanged parts are cut."""


def difference_of(old: str, new: str, *, whole: bool = False) -> Content:
    """Return the new text with the words that were added and those that were removed.

    Args:
        old: The text before.
        new: The text after.
        whole: Whether all of it is shown; else long unchanged parts are cut.
    """
    if is_one_word(old) and is_one_word(new):
        return Content.assemble(Content.styled(in_words(old), "removed"), " → ", Content.styled(in_words(new), "added"))
    pieces = compared(old, new)
    last = len(pieces) - 1
    return Content("").join(
        _removed(piece.text)
        if piece.kind == "removed"
        else _added(piece.text)
        if piece.kind == "added"
        else Content(visible(piece.text) if whole else _cut(piece.text, first=at == 0, last=at == last))
        for at, piece in enumerate(pieces)
    )


def _cut(text: str, *, first: bool, last: bool) -> str:
    text = visible(text)
    if first and len(text) > _KEPT:
        return f"… {_end(text)}"
    if last and len(text) > _KEPT:
        return f"{_start(text)} …"
    return text if len(text) <= 2 * _KEPT else f"{_start(text)} … {_end(text)}"


def _start(text: str) -> str:
    """The words that a text begins with, none of them cut unless it is a long one."""
    kept, _, rest = text[:_KEPT].rpartition(" ")
    return (kept if len(rest) < _KEPT // 2 and text[_KEPT] != " " else text[:_KEPT]).rstrip()


def _end(text: str) -> str:
    """The words that a text ends with, none of them cut unless it is a long one."""
    rest, _, kept = text[-_KEPT:].partition(" ")
    return (kept if len(rest) < _KEPT // 2 and text[-_KEPT - 1] != " " else text[-_KEPT:]).lstrip()


def _removed(words: str) -> Content:
    return _between("[−", words, "−]", "removed", "rejected")


def _added(words: str) -> Content:
    return _between("[+", words, "+]", "added", "accepted")


def _between(before: str, words: str, behind: str, ink: str, of_signs: str) -> Content:
    """Words between signs, which have no line through or under them: with one they would be other signs."""
    if not words:
        return Content("")
    return Content.assemble((before, of_signs), (visible(words), ink), (behind, of_signs))


def field_changes(proposal: Proposal, key: str) -> list[Content]:
    """Return the changes of one recommendation, a line per field; what is waived is what the question says."""
    root = edit.pointer(edit.RECOMMENDATIONS, key) + "/"
    own = [(e.path.removeprefix(root), e) for e in proposal.edits if e.path.startswith(root)]
    return [field_change(name, e) for name, e in own if name != "waivers"]


def field_change(label: str, change: edit.Edit) -> Content:
    """Return the change of one field: its name, the value before, the value after."""
    name = Content.styled(f"{label}  ", "muted")
    if isinstance(change.old, str) and isinstance(change.new, str):
        return Content.assemble(name, difference_of(change.old, change.new))
    old, new = Content.styled(in_words(change.old), "removed"), Content.styled(in_words(change.new), "added")
    return Content.assemble(name, old, " → ", new)
