"""How a record's words differ from those of its source, as it is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dhrcurate.review.history_text import quoted
from dhrcurate.review.passage import Passage
from dhrcurate.review.word_differences import Piece

_SENTENCES = 4
"""So many differences are heard as sentences; more as the passage with its marks."""

_WORDS_BEFORE = 3
"""So many words tell where something is lacking."""


def passage_pieces(text: str, page: str, passage: Passage) -> Iterator[Piece]:
    """Yield a passage of a page: what both have, and what only the page (`removed`) or the record (`added`) has.

    Args:
        text: The record's text.
        page: The page.
        passage: The passage, compared with the text.
    """
    at = passage.start
    for piece in passage.pieces:
        if piece.kind == "record":
            yield from (Piece("added", text[piece.start : piece.end]), Piece("same", " "))
            continue
        yield Piece("same", page[at : piece.start])
        yield Piece("same" if piece.kind == "same" else "removed", page[piece.start : piece.end])
        at = piece.end
    yield Piece("same", page[at : passage.end])


def differences_told(pieces: Iterable[Piece], source: str) -> Sequence[str]:
    """Return how a record's words differ from a source's, a sentence each; nothing where that is nowhere, or much.

    Args:
        pieces: The passage: what both have, and what only the source (`removed`) or the record (`added`) has.
        source: What the source is called: `page`, `report`.
    """
    found: list[_Difference] = []
    same, parted = "", True
    for piece in pieces:
        if piece.kind == "same":
            same += piece.text
            parted = parted or bool(piece.text.strip())
            continue
        if parted:
            found.append(_Difference(same))
        found[-1].add(piece)
        parted = False
    return [one.told(source) for one in found] if len(found) <= _SENTENCES else ()


class _Difference:
    """What stands at one place on one side alone, or otherwise on each.

    Args:
        before: What both have before it.
    """

    def __init__(self, before: str) -> None:
        self._before = " ".join(before.split()[-_WORDS_BEFORE:])
        self._words: dict[str, list[str]] = {"removed": [], "added": []}

    def add(self, piece: Piece) -> None:
        self._words[piece.kind].append(piece.text)

    def told(self, source: str) -> str:
        theirs, ours = (" ".join(words).strip() for words in self._words.values())
        if theirs and ours:
            return f"It has {quoted(ours)} where the {source} has {quoted(theirs)}."
        after = f", after “{self._before}”" if self._before else ""
        if ours:
            return f"The {source} does not have {quoted(ours)}{after}."
        return f"The {source} has {quoted(theirs)} too{after}."
