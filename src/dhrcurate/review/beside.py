"""What the documents of a record say, for the list and the text: where each text is printed, what was left out.

Evidence is worked out beside the interface, from the record as it was a moment ago. What has changed since is left out
of it here, so that no line says of a text what was true of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dhrcurate.domain.edit import DOCUMENTS, RECOMMENDATIONS, Data, get
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Located, Passage, Role, Status
from dhrcurate.domain.printed_place import (
    about,
    document_in_words,
    kind_in_words,
    page_in_words,
    place_among,
)
from dhrcurate.domain.words import plural

Rec = Mapping[str, Any]

LookedFor = tuple[tuple[str, ...], ...]
"""What evidence depends on: the documents of a record, then what of each recommendation is looked for in them."""

TAKEN = "taken from this report"
"""How a recommendation stands in the report that it was imported from: that it is as there is no news of it."""

LEFT_OUT = "sha256:"
"""How the keys of rows begin that are passages of a document; no recommendation has such a key."""

_RULE = frozenset({"DHR805", "not-extracted"})


def looked_for(data: Data) -> LookedFor:
    """Return what the evidence of a record depends on besides its files; empty if it names no documents."""
    documents = data.get(DOCUMENTS) or ()
    if not documents:
        return ()
    named = (*(str(one.get("sha256")) for one in documents), str(get(data, "/review/wording") or ""))
    fields = ("key", "number", "title", "text", "passage", "addressed_to")
    return (named, *(tuple(str(r.get(field) or "") for field in fields) for r in data.get(RECOMMENDATIONS, ())))


@dataclass(frozen=True, slots=True)
class Beside:
    """Evidence about a record, with what it was worked out from.

    Attributes:
        evidence: What the documents say.
        of: What was looked for in them.
    """

    evidence: Evidence
    of: LookedFor

    def now(self, data: Data) -> Evidence:
        """Return what of it is still true of the record as it is."""
        current = looked_for(data)
        if current == self.of:
            return self.evidence
        from dhrcurate.documents.stream import letters  # noqa: PLC0415  # only where a text was just changed

        same = {row[0] for row in set(self.of[1:]).intersection(current[1:])}
        texts = {letters(row[3]) for row in current[1:]}
        return replace(
            self.evidence,
            recommendations=tuple(one for one in self.evidence.recommendations if one.key in same),
            not_extracted=tuple(one for one in self.evidence.not_extracted if letters(one.text) not in texts),
        )


def left_out(evidence: Evidence | None, data: Data) -> dict[str, Passage]:
    """Return the passages that no recommendation holds and nobody said to be none, by the keys of their rows."""
    if evidence is None or not evidence.not_extracted:
        return {}
    dismissed = {w.get("about") for w in data.get("waivers") or () if w.get("rule") in _RULE}
    return {about(one): one for one in evidence.not_extracted if about(one) not in dismissed}


# In words


def place_of(located: Located | None) -> str:
    """Return the page of a recommendation, `p. 31`; empty where it is in no document or that is not known."""
    return page_in_words(located.main) if located is not None and located.main is not None else ""


def how_told(located: Located | None, evidence: Evidence | None, differing: str = "") -> str:
    """Return how a recommendation stands in the documents, in a few words; empty where there is nothing to say.

    Args:
        located: Where it is printed.
        evidence: What the documents say of its record.
        differing: What besides its words differs, as `Standing.otherwise` says it.
    """
    if located is None or evidence is None:
        return ""
    if located.taken and located.status in {Status.EXACT, Status.SAME_WORDS}:
        return f"{TAKEN}, {differing}" if differing else TAKEN
    match located.status:
        case Status.EXACT:
            return f"text as in the report, {differing}" if differing else "as in the report"
        case Status.SAME_WORDS:
            return f"same words, {differing}" if differing else "same words"
        case Status.DIFFERS:
            places = f"differs in {plural(len(located.differences), 'place')}"
            return f"{places}, {differing}" if differing else places
        case Status.ABSENT:
            return "not in the report"
    if any(one.there and not one.read for one in evidence.documents):
        return "report not read" if any(one.unsupported for one in evidence.documents) else "report not read yet"
    if any(one.unreadable_pages for one in evidence.documents):
        return "perhaps on another page"
    if any(one.partly for one in evidence.documents):
        return "perhaps in a part that is not read"
    if any(one.there and one.problem for one in evidence.documents):
        return "report cannot be read"
    if evidence.strange:
        return "report of another review?"
    return "" if all(one.there for one in evidence.documents) else "report not here"


def stands(located: Located | None, evidence: Evidence | None, differing: str = "") -> str:
    """Return where and how a recommendation stands in the documents: `p. 31, as in the report`."""
    return ", ".join(filter(None, (place_of(located), how_told(located, evidence, differing))))


def placed(passage: Passage, documents: Sequence[DocumentFacts]) -> str:
    """Return where a passage stands, with its document where there are several: `p. 40, action plan`."""
    return ", ".join(filter(None, (page_in_words(passage), document_in_words(passage, documents))))


def left_out_told(passage: Passage, evidence: Evidence | None = None) -> str:
    """Return what a passage that no recommendation holds is: `not extracted, p. 40`."""
    kind = "not extracted" if passage.sure else "perhaps not extracted"
    return ", ".join(filter(None, (kind, placed(passage, evidence.documents if evidence is not None else ()))))


def compared(located: Located | None) -> Sequence[Passage]:
    """Return the passages that a text is compared with: the main one, and further ones that it covers."""
    return [one for one in located.passages if one.role is not Role.ALSO] if located is not None else []


def documents_told(data: Data, evidence: Evidence | None) -> list[tuple[str, str]]:
    """Return the documents of a record, each with what it is and whether it can be read, as far as that is known."""
    known = {one.sha256: one for one in evidence.documents} if evidence is not None else {}
    told = []
    for entry in data.get(DOCUMENTS) or ():
        what, pages = kind_in_words(str(entry.get("kind") or "other")), entry.get("pages")
        facts = known.get(str(entry.get("sha256") or ""))
        state = state_told(facts) if facts is not None else ""
        parts = (what, plural(pages, "page") if pages else "", state)
        told.append((str(entry.get("name") or ""), ", ".join(filter(None, parts))))
    return told


def state_told(facts: DocumentFacts) -> str:
    """Return whether a document can be read, in a few words."""
    if facts.why_not:
        return facts.why_not
    if not facts.read:
        return "not read, as what reads documents is not installed" if facts.unsupported else "not read yet"
    if facts.unreadable_pages:
        return f"readable but for {plural(len(facts.unreadable_pages), 'page')} without text"
    return "readable"


# In order


def with_left_out(recommendations: Sequence[Rec], evidence: Evidence, passages: Mapping[str, Passage]) -> list[Rec]:
    """Return the recommendations as they are listed, with each passage that none holds between its neighbours.

    Args:
        recommendations: The recommendations, in the order of the file or of the list.
        evidence: What the documents say.
        passages: The passages, by the keys of their rows.
    """
    keys = [str(r.get("key")) for r in recommendations]
    behind: dict[int, list[Rec]] = {}
    for key, passage in passages.items():  # which are in the order of the document
        addressed = ", ".join(passage.addressed or ())
        row = {"key": key, "number": passage.number, "text": passage.text, "addressed_to": addressed}
        behind.setdefault(place_among(keys, evidence.recommendations, passage), []).append(row)
    listed = list(behind.get(0, ()))
    for at, rec in enumerate(recommendations, 1):
        listed += [rec, *behind.get(at, ())]
    return listed
