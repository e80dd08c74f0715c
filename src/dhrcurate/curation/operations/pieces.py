"""A text cut where the parts end of another one that is much like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from dhrcurate.domain.wording import Letters, places_of_words, words_of


def cut(text: str, parts: Sequence[str]) -> list[str]:
    """A text in as many pieces as there are parts of a text much like it, cut where those end."""
    letters = Letters()
    own = letters.of(words_of(text))
    theirs = [letters.of(words_of(part)) for part in parts]
    places = [*places_of_words(text), len(text)]
    ends = [places[at] for at in _ends("".join(theirs), own, theirs[:-1])]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _ends(parts: str, text: str, firsts: Sequence[str]) -> Iterator[int]:
    """How many words of a text come before the end of each of the first parts."""
    codes = Indel.opcodes(parts, text)
    end = 0
    for part in firsts:
        end += len(part)
        last = next((code for code in reversed(list(codes)) if code.src_start < end or code.src_end <= end), None)
        if last is None:
            yield 0
        elif last.src_end <= end:
            yield last.dest_end
        else:
            yield last.dest_start + (end - last.src_start if last.tag == "equal" else 0)
