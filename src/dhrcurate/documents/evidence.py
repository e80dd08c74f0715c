"""The documents of a record beside its recommendations: where each is printed, how it differs, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.documents.asked_in_front import asks_within
from dhrcurate.documents.comparing import same_characters, same_words, without_reference, without_title
from dhrcurate.documents.fields import without_fields
from dhrcurate.documents.finding import PERHAPS, Finder
from dhrcurate.documents.fronts import before, differing, within_passage
from dhrcurate.documents.grouping import group
from dhrcurate.documents.likeness import Weights, bag_of
from dhrcurate.documents.listing.held import Held, Told
from dhrcurate.documents.listing.wishes import plainly_wishes
from dhrcurate.documents.model import Report
from dhrcurate.documents.printed import MOST_PRINTED, Paper, Printed, digest_of
from dhrcurate.documents.stems import below, is_stem
from dhrcurate.documents.stream import Stream, letters, said_of
from dhrcurate.documents.translations import Translations
from dhrcurate.documents.versions import versions_of
from dhrcurate.documents.wanted import Found, Pin, Spot, Wanted
from dhrcurate.domain.evidence import Difference, DocumentFacts, Evidence, Located, Passage, Role, Status

_HOLDS = 0.6
"""A text that has such a share of a printed recommendation holds it."""


def evidence_of(
    reports: Sequence[tuple[DocumentFacts, Report]], texts: Sequence[Wanted], *, removed: Sequence[str] = ()
) -> Evidence:
    """Return what the documents of a record say about it.

    Args:
        reports: The documents as the record lists them, each with what was read; a report of which nothing was read
            has no blocks.
        texts: The recommendations of the record, rejected ones too, in its order.
        removed: The texts of those that were removed: they still hold their passages.
    """
    facts = tuple(one for one, _ in reports)
    held = Held(Told(one.number, one.text, one.addressed) for one in texts)
    papers = [Paper(at, *one, held) for at, one in enumerate(one for one in reports if one[1].blocks)]
    _keep_comparable(papers)
    wanted = [*texts, *(Wanted(f"\0{at}", text=text) for at, text in enumerate(removed))]
    bags = [one.bag for paper in papers for one in paper.printed]
    weights = Weights([*bags, *(bag_of(said_of(one.text)) for one in wanted)])
    groups = group(papers, weights)
    found = Finder(papers, groups, weights).all(wanted)
    missing = Status.ABSENT if facts and all(one.whole for one in facts) else Status.UNKNOWN
    return Evidence(
        facts,
        tuple(_located(one, missing) for one in found[: len(texts)]),
        tuple(_left_out(papers, groups, found, weights)),
    )


def _keep_comparable(papers: Sequence[Paper]) -> None:
    """Leave out what further documents list where all of them together list more than any review recommends."""
    left = 2 * MOST_PRINTED
    for paper in papers:
        if len(paper.printed) > left:
            paper.printed = []
        left -= len(paper.printed)


def _located(found: Found, missing: Status) -> Located:
    wanted = found.wanted
    if not found.spots:
        return Located(wanted.key, missing)
    main = next(spot for spot in found.spots if spot.role is not Role.ALSO)
    found.spots[found.spots.index(main)] = within_passage(wanted, main)
    status, differing = _compared(wanted, found)
    passages = tuple(_passage(spot) for spot in found.spots)
    return Located(wanted.key, status, passages, differing, versions_of(found.spots))


def _compared(wanted: Wanted, found: Found) -> tuple[Status, tuple[Difference, ...]]:
    """How a text stands beside its passages; where these have its title in front, with the title or without them."""
    spots = found.with_role(Role.MAIN, Role.SECOND)
    pairs: list[tuple[str, str]] = []
    for pair in _pairs(wanted, spots):
        if pair in pairs:
            continue
        if same_characters(*pair):
            return Status.EXACT, ()
        pairs.append(pair)
    if any(same_words(*pair) for pair in pairs):
        return Status.SAME_WORDS, ()
    above = before(spots[0])
    least = min((differing(wanted, above, *pair) for pair in pairs), key=len)
    return (Status.DIFFERS, least) if least else (Status.SAME_WORDS, ())


def _pairs(wanted: Wanted, spots: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    """Yield the wordings of a text beside those of its passages, one by one: most texts have the very first."""
    for texts in zip(*map(_wordings, spots), strict=True):
        document = "\n".join(texts)
        if spots[-1].printed is None and wanted.text[-1:].isalnum():
            document = document.rstrip(" .,;:!?")  # a stretch ends where the text does
        yield wanted.text, document
        yield wanted.text, without_reference(document)
        yield wanted.text, without_fields(document, spots[-1].paper.labels)
        if wanted.title:
            yield wanted.text, without_title(document, wanted.title)
            yield f"{wanted.title}\n{wanted.text}", document


def _wordings(spot: Spot) -> Iterator[str]:
    """Yield what a place says, and the same without the numbers of its paragraphs, and with them."""
    yield spot.text
    yield spot.numbered(numbers=False)
    yield spot.numbered(numbers=True)


def _passage(spot: Spot) -> Passage:
    paper, listed = spot.paper, spot.printed.listed if spot.printed else None
    boxes = [box for first, last in spot.spans for box in paper.stream.boxes(first, last)]
    pages = tuple(sorted({box.page for box in boxes}))
    labels = paper.report.labels
    text = spot.text
    return Passage(
        document=paper.facts.sha256,
        text=text,
        pages=pages,
        page_labels=tuple(labels[page - 1] for page in pages if page <= len(labels)),
        boxes=tuple(boxes),
        place=paper.report.blocks[paper.stream.block_of(spot.spans[0][0])].place,
        number=listed.number if listed else None,
        addressed=(listed.addressed or None) if listed else None,
        role=spot.role,
        pinned=spot.pinned,
        sure=listed.sure if listed else True,
        digest=digest_of(text, spot.printed.twin if spot.printed else 0),
        read_at=spot.spans[0][0],
    )


def _left_out(
    papers: Sequence[Paper], groups: Sequence[Sequence[Printed]], found: Sequence[Found], weights: Weights
) -> list[Passage]:
    """The printed recommendations that no text holds, in reading order."""
    texts = [letters(f"{one.wanted.title} {one.wanted.text}") for one in found]
    doubtful = [bag_of(said_of(one.wanted.text)) for one in found if not one.spots and one.alike >= PERHAPS / 2]
    others = _of_other_reviews(groups, found)
    held = [spot.printed for one in found for spot in one.spots if spot.printed is not None]
    translations = Translations(groups, held)
    passages = []
    for members in groups:
        if translations.is_again(members) or any(_is_held(member, found, texts) for member in members):
            continue
        if is_stem(members[0]) and any(_is_held(one, found, texts) for one in below(members[0], papers)):
            continue
        main = members[0]
        sure = (
            any(member.listed.sure for member in members)
            and not (main.doubtful or translations.is_perhaps(members))
            and main.run not in others
            and not any(weights.alike(main.bag, bag) >= PERHAPS / 2 + 0.1 for bag in doubtful)
        )
        passage = _passage(Spot(papers[main.paper], main.spans, main))
        passages.append((main.paper, main.first, replace(passage, sure=sure)))
    return [passage for *_, passage in sorted(passages, key=lambda one: one[:2])]


def _of_other_reviews(groups: Sequence[Sequence[Printed]], found: Sequence[Found]) -> set[tuple[int, int]]:
    """The lists that seem to be of other reviews: by their heading, and as they share nothing with another list here.

    One of which the record holds something is none of them, nor is the only list of a report.
    """
    runs = {member.run for members in groups for member in members}
    held = {spot.printed.run for one in found for spot in one.spots if spot.printed is not None}
    shared = {member.run for members in groups if len({one.run for one in members}) > 1 for member in members}
    named = {member.run for members in groups for member in members if member.listed.elsewhere}
    alone = {run for run in named if not any(other[0] == run[0] for other in runs - named)}
    return named - held - shared - alone


def _is_held(printed: Printed, found: Sequence[Found], texts: Sequence[str]) -> bool:
    """Whether some text has what is printed: most of its words, or all but what recommends nothing."""
    held: set[int] = set()
    for spot in (spot for one in found for spot in one.spots):
        if spot.paper.at == printed.paper:
            for first, last in spot.spans:
                held.update(word for a, b in printed.spans for word in range(max(a, first), min(b, last)))
    if len(held) >= _HOLDS * len(printed.said):
        return True
    stream = next((spot.paper.stream for one in found for spot in one.spots if spot.printed is printed), None)
    if stream is not None:
        words = [word for first, last in printed.spans for word in range(first, last) if word not in held]
        if not plainly_wishes(" ".join(stream.said[word] for word in words)) or not _asks(stream, words):
            return True
    said = "".join(printed.said)
    return any(said in text and _has_too(text, said, one, printed) for one, text in zip(found, texts, strict=True))


def _asks(stream: Stream, words: Sequence[int]) -> bool:
    """Whether some sentence of what is left of a passage asks for something."""
    starts = [word for word in words if word - 1 not in words or stream.begins(word)]
    ends = [*starts[1:], words[-1] + 1]
    pairs = zip(starts, ends, strict=True)
    return any(asks_within(stream.text(first, max(w for w in words if w < end) + 1)) for first, end in pairs)


def _has_too(text: str, said: str, found: Found, printed: Printed) -> bool:
    """Whether a text has what is printed beside what it has of other places in the same list.

    There, what stands twice is recommended twice.
    """
    here = [spot for spot in found.spots if spot.printed is not None and spot.printed.run == printed.run]
    if not here:
        return True
    rest = text
    for spot in here:
        rest = rest.replace(letters(spot.text), "", 1)
    return said in rest


__all__ = ["Pin", "Wanted", "evidence_of"]
