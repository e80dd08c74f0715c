"""What speaks against signing a record off: what is undecided, what the rules find, what the documents contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dhrcurate.domain.edit import DOCUMENTS
from dhrcurate.domain.evidence import DocumentFacts
from dhrcurate.domain.words import enumerated, plural
from dhrcurate.review.outcome_of_record import found_told, open_told
from dhrcurate.review.record_state import RecordState

_OTHERWISE = {
    "differs-from-document": "text",
    "number-differs-from-document": "number",
    "addressee-differs-from-document": "addressee",
}


def left_to_do(state: RecordState) -> Iterator[str]:
    """Yield what speaks against signing a record off, a sentence each; nothing if there is none."""
    statuses = Counter(r.get("status") for r in state.recommendations)
    pending, queried = statuses["pending"], statuses["queried"]
    if pending:
        yield f"{pending} of {plural(statuses.total(), 'recommendation')} {_are(pending)} still pending."
    if queried:
        yield f"{queried} {_are(queried)} queried."
    yield from open_told(state)
    yield from found_told(state)
    if state.findings is None:
        yield "The rules have not looked at it yet."
    yield from _contradicted(Counter(each.name for told in state.listed or () for each in told.each))
    yield from _not_compared(state)


def _contradicted(found: Counter[str]) -> Iterator[str]:
    """What the documents have otherwise or besides; a waiver has silenced what a curator knows of."""
    if otherwise := [plural(found[name], word) for name, word in _OTHERWISE.items() if found[name]]:
        yield f"The report has {enumerated(otherwise)} otherwise."
    if count := found["several-passages"]:
        yield f"{plural(count, 'recommendation')} {_are(count)} printed as several."
    if count := found["not-in-document"]:
        yield f"{plural(count, 'recommendation')} {_are(count)} in no document."
    if count := found["passage-used-twice"]:
        yield f"{plural(count, 'recommendation')} {'holds' if count == 1 else 'hold'} what another one holds."
    if count := found["not-extracted"]:
        yield f"{plural(count, 'recommendation')} of the report {'was' if count == 1 else 'were'} not extracted."
    if count := found["document-of-another-review"]:
        yield f"{plural(count, 'document')} {'seems' if count == 1 else 'seem'} to be of another review."


def _not_compared(state: RecordState) -> Iterator[str]:
    """The documents that say nothing of the record, and why; one that is only partly read says something."""
    if state.evidence is None:
        if count := len(state.data.get(DOCUMENTS) or ()):
            yield f"{plural(count, 'document')} {_are(count)} not read yet."
        return
    whys = Counter(map(_why_not_compared, state.evidence.documents))
    for (verb, why), count in ((one, count) for one, count in whys.items() if one is not None):
        yield f"{plural(count, 'document')} {_are(count) if verb == 'are' else verb} {why}."


def _why_not_compared(one: DocumentFacts) -> tuple[str, str] | None:
    if not one.there:
        return "are", "not compared, as the file is not here" if not one.missing else f"not compared: {one.why_not}"
    if not one.read:
        return "are", "not read, as what reads documents is not installed" if one.unsupported else "not read yet"
    return ("cannot", "be read") if one.problem else None


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
