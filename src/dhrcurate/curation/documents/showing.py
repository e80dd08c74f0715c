"""What documents say of a record, made ready to be shown: plain values, with personal data masked unless asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dhrcurate.domain.agency import Names
from dhrcurate.domain.edit import Data
from dhrcurate.domain.evidence import Difference, DocumentFacts, Evidence, Located, Passage, Role, Status
from dhrcurate.domain.record import Record
from dhrcurate.domain.standing import Standing, standings
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import MASK, mask
from dhrcurate.rules.documents.addressees import addressings
from dhrcurate.rules.documents.reading import document_of_another_review

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Counts:
    """How the recommendations of a record stand in its documents.

    Attributes:
        located: Those that a document has as the record has them.
        differing: Those of which a document has the words, the number or the addressee otherwise.
        absent: Those that no document has.
        unknown: Those of which that cannot be said.
        missing: Passages that plainly recommend something and are in no recommendation.
        perhaps: Passages that may.
        taken: How many of the located ones were imported from that document itself.
    """

    located: int
    differing: int
    absent: int
    unknown: int
    missing: int
    perhaps: int
    taken: int

    @classmethod
    def of(cls, record: Record | None, evidence: Evidence, standing: Mapping[str, Standing]) -> Counts:
        """Counts what the documents of a record say.

        Args:
            record: The record; `None` if it cannot be read.
            evidence: What they say.
            standing: How each recommendation stands in them, by its key.
        """
        statuses = [one.status for one in evidence.recommendations]
        numbers = {r.key: r.number for r in record.recommendations} if record is not None else {}
        differing = sum(one.differs(numbers.get(key)) for key, one in standing.items())
        missing = evidence.not_extracted
        sure = sum(one.sure for one in missing)
        absent, unknown = statuses.count(Status.ABSENT), statuses.count(Status.UNKNOWN)
        located = len(statuses) - absent - unknown - differing
        taken = sum(one.located.taken and not one.differs(numbers.get(key)) for key, one in standing.items())
        return cls(located, differing, absent, unknown, sure, len(missing) - sure, taken)

    def in_words(self) -> str:
        """The counts, for a line."""
        taken = f" ({self.taken} taken from it)" if self.taken else ""
        parts = [f"{self.located} located{taken}", f"{self.differing} differing", f"{self.absent} absent"]
        if self.unknown:
            parts.append(f"{self.unknown} unknown")
        perhaps = f" and {self.perhaps} perhaps" if self.perhaps else ""
        return ", ".join((*parts, f"{self.missing} not extracted{perhaps}"))


def listed_as_json(record_id: str, evidence: Evidence, counts: Counts) -> dict[str, Any]:
    """Returns what `document list` writes of a record as JSON: its documents as `locate` has them, and the counts."""
    return {
        "record": record_id,
        "documents": [_document(one) for one in evidence.documents],
        "located": counts.located,
        "differing": counts.differing,
        "absent": counts.absent,
        "unknown": counts.unknown,
        "not_extracted": counts.missing,
        "perhaps": counts.perhaps,
    }


def as_json(record: Record, evidence: Evidence, *, reveal: bool = False) -> dict[str, Any]:
    """Returns what `document locate` writes as JSON.

    Args:
        record: The record.
        evidence: What its documents say.
        reveal: Whether texts may hold personal data.
    """
    shown = _Shown(reveal=reveal)
    numbers = {one.key: one.number for one in record.recommendations}
    texts = {one.key: one.text for one in record.recommendations}
    return {
        "record": record.id,
        "documents": [_document(one) for one in evidence.documents],
        "recommendations": [
            _recommendation(one, numbers.get(one.key), texts.get(one.key, ""), shown)
            for one in evidence.recommendations
        ],
        "not_extracted": [
            {
                "digest": one.digest,
                "document": one.document,
                "pages": list(one.pages),
                "page_labels": list(one.page_labels),
                "boxes": [list(box) for box in one.boxes],
                "place": one.place,
                "number": one.number,
                "text": shown.text(one.text),
                "addressed_to": shown.texts(one.addressed),
                "sure": one.sure,
            }
            for one in evidence.not_extracted
        ],
    }


def standings_of(record: Record, data: Data, names: Names, evidence: Evidence) -> dict[str, Standing]:
    """Returns how each recommendation stands in the documents, by its key; none where no document was read.

    Args:
        record: The record.
        data: Its content.
        names: The register.
        evidence: What its documents say.
    """
    context = RuleContext(record, names, date.min, data, evidence=evidence)
    return standings(evidence, addressings(context))


def doubts(record: Record, data: Data, names: Names, evidence: Evidence) -> list[str]:
    """Returns what speaks against a document being of this review, a sentence for each; see `standings_of`."""
    context = RuleContext(record, names, date.min, data, evidence=evidence)
    return [one.message for one in document_of_another_review.check(context)]


def problem_of(facts: DocumentFacts) -> str | None:
    """Returns why a document says nothing; `None` if it was read."""
    return facts.why_not or (None if facts.read else "it was not read")


def _document(facts: DocumentFacts) -> dict[str, Any]:
    problem = problem_of(facts)
    return {
        "sha256": facts.sha256,
        "kind": facts.kind,
        "name": facts.name,
        "pages": facts.pages or None,
        "text_layer": problem is None,
        "unreadable_pages": list(facts.unreadable_pages),
        "problem": problem,
    }


def _recommendation(one: Located, number: str | None, text: str, shown: _Shown) -> dict[str, Any]:
    main = one.main
    return {
        "key": one.key,
        "number": number,
        "status": one.status.value,
        "pages": list(main.pages) if main else None,
        "differences": [{"record": mine, "document": theirs} for mine, theirs in shown.differences(one, text)],
        "number_printed": one.number_printed,
        "addressed_printed": shown.texts(one.addressed_printed),
        "printed_otherwise": [
            {"passage": at, "here": shown.text(here), "there": shown.text(there)} for at, here, there in one.versions
        ],
        "passages": [
            {
                "document": passage.document,
                "pages": list(passage.pages),
                "page_labels": list(passage.page_labels),
                "boxes": [list(box) for box in passage.boxes],
                "place": passage.place,
                "number": passage.number,
                "addressed_to": shown.texts(passage.addressed),
                "role": passage.role.value,
                "pinned": passage.pinned,
            }
            for passage in one.passages
        ],
    }


def differences_shown(one: Located, text: str, *, reveal: bool = False) -> Sequence[Difference]:
    """Returns the words in which a recommendation and its passage differ, masked unless they may be shown."""
    return _Shown(reveal=reveal).differences(one, text)


def passage_shown(passage: Passage, *, reveal: bool = False) -> str:
    """Returns the text of a passage, masked unless it may be shown."""
    return _Shown(reveal=reveal).text(passage.text)


@dataclass(frozen=True, slots=True)
class _Shown:
    reveal: bool

    def text(self, text: str) -> str:
        return text if self.reveal else mask(text)

    def texts(self, texts: Iterable[str] | None) -> list[str] | None:
        return None if texts is None else [self.text(text) for text in texts]

    def differences(self, one: Located, text: str) -> Sequence[Difference]:
        if self.reveal or not one.differences:
            return one.differences
        printed = "\n".join(each.text for each in one.passages if each.role is not Role.ALSO)
        mine, theirs = _hidden(text), _hidden(printed)
        return [Difference(_masked(a, mine | theirs), _masked(b, mine | theirs)) for a, b in one.differences]


def _hidden(text: str) -> frozenset[str]:
    """The words of a text that hold personal data there: a few words by themselves do not show it."""
    masked = mask(text)
    if masked is text:
        return frozenset()
    return frozenset(word.group() for word in _WORD.finditer(text) if MASK in masked[word.start() : word.end()])


def _masked(words: str, hidden: frozenset[str]) -> str:
    return _WORD.sub(lambda word: MASK * len(word.group()) if word.group() in hidden else word.group(), mask(words))
