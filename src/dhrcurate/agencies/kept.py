"""The matcher's answers as lines of text, so that the next run need not find them again.

What is kept is what callers ask: how a cell is split, and which agencies are suggested for a name. A line has a
question, a tab, what was asked of the context for the answer, and the answer, all as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Generic, TypeVar

import orjson

from dhrcurate.domain.agency import Candidate, Decision, Part, Split, Suggestion
from dhrcurate.domain.asked import Plain

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_SPLIT, _SUGGEST = "split", "suggest"
"""The kinds of questions."""

_BETWEEN = b"\t"
"""What separates a question from its answer; JSON has none within."""


class KeptAnswers:
    """Answers that were made before, and those that are made now.

    Args:
        read: Gives the lines of those that were made before; called at the first question only.
    """

    def __init__(self, read: Callable[[], Iterable[bytes]]) -> None:
        self._read = read
        self._new: list[bytes] = []

    @cached_property
    def _answers(self) -> dict[bytes, bytes]:
        answers: dict[bytes, bytes] = {}
        _learn(answers, self._read())
        return answers

    def of(self, question: bytes) -> Sequence[Any]:
        """The answers to a question, each behind what was asked of the context for it."""
        found = self._answers.get(question)
        return orjson.loads(b"[%b]" % found) if found is not None else ()

    def add(self, question: bytes, answer: object) -> None:
        """Notes an answer that was made."""
        self._new.append(question + _BETWEEN + orjson.dumps(answer))

    def count(self) -> int:
        """Return the number of questions that were answered before."""
        return len(self._answers)

    def learn(self, lines: Iterable[bytes]) -> None:
        """Takes the answers that another process made, as if they had been made before."""
        _learn(self._answers, lines)

    def taken(self) -> list[bytes]:
        """The lines of the answers that were noted since this was asked last."""
        taken, self._new = self._new, []
        return taken


class _OfKind(Generic[_Key, _Value]):
    """The answers of one kind. Implements `dhrcurate.domain.asked.Kept`."""

    def __init__(
        self, kept: KeptAnswers, kind: str, plain: Callable[[_Value], object], value: Callable[[Any], _Value]
    ) -> None:
        self._kept, self._kind, self._plain, self._value = kept, kind, plain, value

    def answers(self, key: _Key) -> Iterator[tuple[Plain, _Value]]:
        with suppress(TypeError):  # text that JSON cannot hold
            for asked, plain in self._kept.of(_question(self._kind, key)):
                yield asked, self._value(plain)

    def add(self, key: _Key, asked: Plain, value: _Value) -> None:
        with suppress(TypeError):
            self._kept.add(_question(self._kind, key), (asked, self._plain(value)))


def of_splits(kept: KeptAnswers) -> _OfKind[str, Split]:
    """How cells are split."""
    return _OfKind(kept, _SPLIT, _plain_split, _split)


def of_suggestions(kept: KeptAnswers) -> _OfKind[tuple[str, int, bool], Suggestion]:
    """Which agencies are suggested for names."""
    return _OfKind(kept, _SUGGEST, _plain_suggestion, _suggestion)


def _plain_split(split: Split) -> object:
    return [(p.text, p.start, p.end, p.open) for p in split.parts], split.joined_by, split.empty_parts


def _split(plain: Sequence[Any]) -> Split:
    parts, joined_by, empty_parts = plain
    return Split(tuple(Part(*part) for part in parts), joined_by, empty_parts)


def _plain_suggestion(found: Suggestion) -> object:
    candidates = [(c.name, c.score, c.why, c.inferred, c.office) for c in found.candidates]
    return found.query, found.decision, candidates, found.why


def _suggestion(plain: Sequence[Any]) -> Suggestion:
    query, decision, candidates, why = plain
    return Suggestion(query, Decision(decision), tuple(Candidate(*each) for each in candidates), why)


def _question(kind: str, key: object) -> bytes:
    return orjson.dumps((kind, key))


def _learn(known: dict[bytes, bytes], lines: Iterable[bytes]) -> None:
    for line in lines:
        question, _, answer = line.rstrip(b"\n").partition(_BETWEEN)
        before = known.get(question)
        known[question] = answer if before is None else before + b"," + answer
