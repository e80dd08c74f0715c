"""The documents of the record: read where they were not yet, and their passages read out."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.printed_place import page_in_words, position
from dhrcurate.domain.words import full_stop
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.phrases import stands_told
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.review.beside import compared
from dhrcurate.review.document_texts import DocumentTexts


def read_documents(reviewer: Reviewer) -> bool:
    """Read the documents of the record whose texts are not cached, which takes a while; return whether any was."""
    state = reviewer.cursor.state
    evidence = state.evidence
    if evidence is None or not any(one.there and not one.read for one in evidence.documents):
        return False
    reviewer.say("Reading the report; it may take a minute.")
    return DocumentTexts(reviewer.library).read(state.id, state.data)


def passages_here(cursor: Cursor) -> Sequence[Passage]:
    """Return the passages that the text here is compared with, or the one that no recommendation holds."""
    if cursor.passage is not None:
        return [cursor.passage]
    evidence = cursor.state.evidence
    return compared(evidence.of(cursor.key)) if evidence is not None and cursor.key else []


def read_passage(reviewer: Reviewer) -> None:
    """Read what the report says here, with the words that differ."""
    cursor = reviewer.cursor
    evidence, passages = cursor.state.evidence, sorted(passages_here(cursor), key=position)
    if not passages:
        documents = evidence.documents if evidence is not None else ()
        for one in documents:
            if one.why_not:
                reviewer.say(full_stop(f"{one.name}: {one.why_not}"))
        told = stands_told(cursor.state, cursor.key) or "No passage of a document belongs to this."
        reviewer.say(told)
        if any(one.why_not or not one.read for one in documents):
            reviewer.stop_script(told)
        return
    from dhrcurate.review.paper import marked  # noqa: PLC0415  # only where a passage is read

    texts = "\n".join(one.text for one in passages)
    document = next((d.name for d in evidence.documents if d.sha256 == passages[0].document), "") if evidence else ""
    told = f"On {page_in_words(passages[0])}."
    if evidence is not None and cursor.passage is None:
        told = stands_told(cursor.state, cursor.key)
    whom = next((one.addressed for one in passages if one.addressed), None) if cursor.passage is None else None
    heading = f"There it is addressed to {', '.join(whom)}." if whom else ""
    reviewer.say(told, f"The document is {document}." if document else "", heading)
    if cursor.passage is not None or cursor.rec is None:
        reviewer.console.quote(texts)
        return
    text, differs = marked(cursor.rec, texts)
    if differs:
        reviewer.say("[- -] stands only in the report, [+ +] only in the record.")
    reviewer.console.quote(text)
