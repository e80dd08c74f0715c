"""Looking closer: the source, the history, the review, help."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from textwrap import shorten

from dhrcurate.curation.filter import parse_filter
from dhrcurate.curation.filter_values import FilterError
from dhrcurate.domain import edit
from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_text import page_text
from dhrcurate.domain.words import at_start, full_stop, name_of, plural
from dhrcurate.plain.differences import differences_told, passage_pieces
from dhrcurate.plain.documents import passages_here, read_among, read_documents, read_page, read_passage
from dhrcurate.plain.history import event_sentences
from dhrcurate.plain.phrases import known_of_review, papers_told
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.commands import BY_ID
from dhrcurate.review.passage import beside_in_row, paragraphs_around, passage_of
from dhrcurate.review.summaries import filter_rows_of
from dhrcurate.review.word_differences import with_marks
from dhrcurate.trail.history import concerning, narrowed, reversed_events
from dhrcurate.trail.log import Trail, read_events

_ALL = "all"
"""What is typed to hear words that were heard already."""

_BEGINS = 60
"""How many characters of a recommendation's beginning tell it from others in a list."""


def source(reviewer: Reviewer, rest: str) -> None:
    """Read the passage of the report where there is one, else that of the source page; then the other one.

    Its words are read where they differ from those of the recommendation, which were heard, and with `all`.
    """
    cursor, whole = reviewer.cursor, rest.casefold() == _ALL
    if rest and not whole:
        typed = reviewer.letters.of("source")
        reviewer.fail(f"{typed} alone tells how it stands in the source, {typed} {_ALL} reads the words too.")
        return
    data = cursor.state.data
    has_page, has_document = bool(edit.get(data, "/source/page")), bool(data.get(edit.DOCUMENTS))
    if has_document and read_documents(reviewer):
        cursor.again()
    wanted = "document" if has_document and (passages_here(cursor) or not has_page) else "page"
    if whole and cursor.shows:
        wanted = cursor.shows
    elif has_page and has_document and cursor.shows:
        wanted = "page" if cursor.shows == "document" else "document"
    cursor.shows = wanted
    if wanted == "document":
        read_passage(reviewer, whole=whole)
    else:
        _read_page(reviewer, whole=whole)


def _read_page(reviewer: Reviewer, *, whole: bool) -> None:
    cursor, library = reviewer.cursor, reviewer.library
    rec, loaded = cursor.rec, library.load(cursor.state.id)
    page = library.page(loaded)
    if page is None:
        why = library.why_no_page(loaded)
        reviewer.fail(f"The source page cannot be read: {why}." if why else "No copy of the source page is kept here.")
        return
    name = str(edit.get(cursor.state.data, "/source/page") or "")
    cells, page = cells_of(page, name), page_text(page, name)
    if rec is None:
        reviewer.say("The source page:")
        reviewer.console.list((f"  {line}" for line in page.splitlines()), called="the page")
        return
    passage, text = passage_of(rec, page, cursor.state.recommendations, cells)
    if passage is None:
        reviewer.say("This text was not found in the source page.")
        return
    where = "Found in the source page" if passage.found else "Not found in the source page; the nearest passage"
    differences = plural(passage.differences, "difference") if passage.differences else "no differences"
    pieces = [*passage_pieces(text, page, passage)]
    told = differences_told(pieces, "page") if passage.found and not whole else ()
    marks = " [- -] stands only in the page, [+ +] only in the record." if passage.differences and not told else ""
    rests = "".join(f" It is not the whole passage: {rest.told}." for rest in passage.rests)
    under = f" The page has it under number {passage.printed_under}." if passage.printed_under else ""
    row = ""
    if (beside := beside_in_row(page, passage)) and not _are_same(str(rec.get("addressed_to") or ""), beside):
        row = f" The row has beside it: {beside}."
    heard = passage.found and not whole and (bool(told) or not passage.differences)
    reads = f" {reviewer.letters.of('source')} {_ALL} reads them, and what stands around." if heard else ""
    reviewer.say(f"{where}, {differences} in the words.{under}{row}{rests}{marks}{reads}")
    for sentence in told:
        reviewer.say(sentence)
    if not heard:
        read_among(reviewer, with_marks(pieces), paragraphs_around(page, passage.start, passage.end))


def _are_same(cell: str, printed: str) -> bool:
    """True if a cell is what is printed, but for capitals, blanks and a full stop."""
    one, other = (" ".join(words.casefold().split()).rstrip(".") for words in (cell, printed))
    return one == other


def history(reviewer: Reviewer, _rest: str) -> None:
    """Tell what was changed here."""
    cursor = reviewer.cursor
    path = reviewer.library.folder.trail_path(cursor.state.id)
    trail = read_events(path.read_bytes(), path.name) if path.is_file() else Trail()
    key = cursor.key or None
    events = [narrowed(event, key) for event in concerning(trail, key)]
    reviewer.say(
        f"{plural(len(events), 'event')} happened to {reviewer.name}, newest first."
        if events
        else "Nothing was changed here."
    )
    reviewer.console.list(event_sentences(events, reversed_events(trail), cursor.state.data), called="the history")


def review_details(reviewer: Reviewer, _rest: str) -> None:
    """Tell what is known of the review."""
    data = reviewer.cursor.state.data
    reviewer.say(f"{edit.get(data, '/review/title') or reviewer.cursor.state.id}.")
    for fact in (*known_of_review(data), *papers_told(reviewer.cursor.state)):
        reviewer.say(fact)
    if summary := edit.get(data, "/review/summary"):
        reviewer.say("Summary:")
        reviewer.console.quote(str(summary).strip())


def read_part(reviewer: Reviewer, _rest: str, *, part: str) -> None:
    """Read a part of the recommendation: its text or its cell."""
    rec = reviewer.cursor.rec
    if rec is None:
        reviewer.fail("This is no recommendation; an empty line reads it.")
    elif part == "text":
        reviewer.reader.read_text(rec)
        if not rec.get("text"):
            reviewer.say("There is no text.")
    else:
        reviewer.reader.read_cell(rec)


def read_findings(reviewer: Reviewer, _rest: str) -> None:
    """Read the findings alone."""
    reviewer.reader.read_findings()


def list_recommendations(reviewer: Reviewer, rest: str) -> None:
    """List the recommendations of the record that fit the filter, or those of them that fit another one too."""
    cursor = reviewer.cursor
    try:
        wanted = parse_filter(rest, cursor.library.waiting) if rest else None
    except FilterError as error:
        reviewer.fail(full_stop(str(error)))
        return
    seen = filter_rows_of(cursor.state) if wanted else {}
    lines = []
    for row in cursor.fitting(cursor.state):
        rec = cursor.state.by_key(row.key)
        if rec is None or (wanted and not wanted.matches(seen[row.key])):
            continue
        begins = shorten(str(rec.get("title") or rec.get("text") or ""), _BEGINS, placeholder=" …")
        found = len(cursor.state.findings_of(row.key))
        findings = f", {plural(found, 'finding')}" if found else ""
        lines.append(f"{at_start(name_of(rec))}, {rec.get('status')}{findings}: {begins}")
    which = " of this record" if cursor.filter is None else " of this record that fit the filter"
    if not lines:
        reviewer.say(f"No recommendation{which if wanted else ' of this record'} fits {rest or 'the filter'}.")
        return
    reviewer.say(f"{plural(len(lines), 'recommendation')}. {reviewer.letters.of('go')} and a number goes to one.")
    reviewer.console.list(lines, called="the recommendations")


def toggle_brief(reviewer: Reviewer, _rest: str) -> None:
    """Leave out what is read at each place alike, or read it again."""
    reader = reviewer.reader
    reader.brief = not reader.brief
    again = f"{reviewer.letters.of('brief')} reads them again"
    gone = "What can be typed, that nothing was found, and all but the best suggestion for a name are left out"
    reviewer.say(f"{gone}; {again}." if reader.brief else "All is read again.")


def more(reviewer: Reviewer, _rest: str) -> None:
    """Go on with a long list."""
    if not reviewer.console.more():
        longest = ("help", "library", "facets", "history")
        reviewer.say(f"There is no list to go on with. {', '.join(BY_ID[one].words[0] for one in longest)} begin one.")


def tell_commands(reviewer: Reviewer, rest: str) -> None:
    """Tell the commands."""
    if not rest:
        reviewer.say(
            "Type a letter or the words, then Enter. An empty line reads this again. Everything is saved at once. "
            "help and a word tells of a command or of a heading, help all of each command."
        )
        reviewer.console.list(reviewer.letters.headings())
    elif told := list(reviewer.letters.help(rest)):
        reviewer.console.list(told, called="the commands")
    else:
        reviewer.say(reviewer.letters.instead_of(rest) or f"No command is called {rest}. help lists them.")


HANDLERS: Mapping[str, Handler] = {
    "source": source,
    "go-to-page": read_page,
    "history": history,
    "review-details": review_details,
    "read-text": partial(read_part, part="text"),
    "read-cell": partial(read_part, part="cell"),
    "read-findings": read_findings,
    "list": list_recommendations,
    "brief": toggle_brief,
    "more": more,
    "help": tell_commands,
}
"""The handler of each command, by its id."""
