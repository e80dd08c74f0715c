"""The documents of the record: read where they were not yet, and their passages read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dhrcurate.domain.edit import DOCUMENTS, get
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.printed_place import page_in_words, position
from dhrcurate.domain.words import at_start, full_stop
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.differences import differences_told
from dhrcurate.plain.phrases import stands_told
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.review.beside import compared
from dhrcurate.review.document_texts import DocumentTexts
from dhrcurate.review.word_differences import Piece, with_marks

if TYPE_CHECKING:
    from dhrcurate.review.paper import Paper  # only where a document is read out


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


def read_passage(reviewer: Reviewer, *, whole: bool) -> None:
    """Read what the report says here, with the words that differ; where none does, only with `whole`."""
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
    from dhrcurate.review.paper import passage_pieces  # noqa: PLC0415  # only where a passage is read

    texts = "\n".join(one.text for one in passages)
    document = next((d.name for d in evidence.documents if d.sha256 == passages[0].document), "") if evidence else ""
    told = f"On {page_in_words(passages[0])}."
    if evidence is not None and cursor.passage is None:
        told = stands_told(cursor.state, cursor.key)
    whom = next((one.addressed for one in passages if one.addressed), None) if cursor.passage is None else None
    heading = f"There it is addressed to {', '.join(whom)}." if whom else ""
    compares = cursor.passage is None and cursor.rec is not None
    pieces = [*passage_pieces(cursor.rec, texts)] if compares and cursor.rec else [Piece("same", texts)]
    differs = any(piece.kind != "same" for piece in pieces)
    sentences = () if whole else differences_told(pieces, "report")
    heard = compares and not whole and (bool(sentences) or not differs)
    reads = f"{reviewer.letters.of('source')} all reads it, and what stands around it." if heard else ""
    reviewer.say(told, f"The document is {document}." if document else "", heading, reads)
    for sentence in sentences:
        reviewer.say(sentence)
    if heard:
        return
    paper = DocumentTexts(reviewer.library).paper(passages[0].document)
    around = (paper.around(passages[0])[0], paper.around(passages[-1])[1]) if paper is not None else ([], [])
    marks = "[- -] stands only in the report, [+ +] only in the record." if differs else ""
    read_among(reviewer, with_marks(pieces), around, marks)


def read_among(reviewer: Reviewer, passage: str, around: tuple[Sequence[str], Sequence[str]], marks: str = "") -> None:
    """Read a passage between what stands before it and behind it.

    Args:
        reviewer: The curator.
        passage: The passage.
        around: The paragraphs before it and behind it.
        marks: What signs in it mean, said right before it.
    """
    before, behind = ([*map(_without_bars, lines)] for lines in around)
    if before:
        reviewer.say("Before it:")
        reviewer.console.quote("\n".join(before))
        reviewer.say("The passage:")
    if marks:
        reviewer.say(marks)
    reviewer.console.quote(passage)
    if behind:
        reviewer.say("Behind it:")
        reviewer.console.quote("\n".join(behind))


def _without_bars(line: str) -> str:
    """Return a row of a table as its cells are heard, one after the other."""
    return "; ".join(filter(None, map(str.strip, line.split("|")))) if line.startswith("|") or " | " in line else line


def read_page(reviewer: Reviewer, called: str) -> None:
    """Read a page of the report: the named one, else that of the passage here."""
    named = [str(one.get("sha256") or "") for one in reviewer.cursor.state.data.get(DOCUMENTS) or ()]
    if not named:
        has_page = bool(get(reviewer.cursor.state.data, "/source/page"))
        reads = f"{reviewer.letters.of('source')} all reads from the source page." if has_page else ""
        reviewer.fail(f"No document was attached to this record. {reads}".strip())
        return
    if read_documents(reviewer):
        reviewer.cursor.again()
    evidence = reviewer.cursor.state.evidence
    passages = sorted(passages_here(reviewer.cursor), key=position)
    sha256 = passages[0].document if passages else named[0]
    paper = DocumentTexts(reviewer.library).paper(sha256)
    if paper is None:
        facts = next((one for one in (evidence.documents if evidence else ()) if one.sha256 == sha256), None)
        why = (facts.why_not if facts is not None else "") or "its text is not at hand"
        reviewer.fail(full_stop(f"The report cannot be read out: {why}"))
        return
    first = _first_line(paper, called, passages)
    if first is None:
        reviewer.fail("The report has no text on such a page." if called else "Which page? page 12 reads page 12.")
        return
    reviewer.say(f"{at_start(paper.page_told(paper.lines[first].page))}:")
    reviewer.console.list((f"  {line}" for line in paper.page_text(first).split("\n")), called="the page")


def _first_line(paper: Paper, called: str, passages: Sequence[Passage]) -> int | None:
    """The first line of a page that is called so, else of the page of a passage."""
    if called:
        return paper.line_of_page(called)
    page = paper.lines[paper.line_of(passages[0])].page if passages and paper.lines else 0
    return next((at for at, line in enumerate(paper.lines) if line.page == page), None) if page else None
