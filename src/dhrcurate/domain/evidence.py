"""What the documents of a record say about it: where its recommendations are printed, and what it left out.

The values are made by reading documents and are never stored in a record; rules, reports and the screen read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

Mode = Literal["cached", "read", "off"]
"""Whether documents whose text is not cached are left out (and counted), read, or all are left out."""


class Status(StrEnum):
    """How a recommendation stands in the documents."""

    EXACT = "exact"
    """The same characters but for blanks, line ends, ligatures, soft hyphens and hyphens at line ends."""
    SAME_WORDS = "same-words"
    """The same words but for case, punctuation and quotes."""
    DIFFERS = "differs"
    """Aligned, with words added, left out or changed."""
    ABSENT = "absent"
    """Every page could be read, and no passage aligns."""
    UNKNOWN = "unknown"
    """Nothing aligns, and some page cannot be read."""


class Role(StrEnum):
    """What a passage is to the recommendation that is found in it."""

    MAIN = "main"
    """The list or table in which the document recommends it."""
    ALSO = "also"
    """The same printed elsewhere."""
    SECOND = "second"
    """A further numbered passage that the same text covers."""


class Compared(StrEnum):
    """How an addressee of the record stands beside the one that a document prints."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_COMPARED = "not-compared"
    """The printed name is in no register, so it cannot be said whether it is the record's."""


class Addressing(NamedTuple):
    """What a comparison of addressees came to, and whom the document names.

    Attributes:
        how: What it came to.
        printed: Whom the document names, in its words.
        also: Whom the record names beside them, where that is all that differs.
        cell: Whether only the cell names others, and the agencies are those that are printed.
    """

    how: Compared
    printed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    cell: bool = False


class Box(NamedTuple):
    """A rectangle on a displayed page, in points from its top left; pages count from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Difference(NamedTuple):
    """Words that differ; one of both is empty where words were added or left out."""

    record: str
    document: str


class Version(NamedTuple):
    """A place where a document prints a recommendation with another figure, or with a `not` more or less.

    Attributes:
        passage: The passage there, by its place among those of the recommendation.
        here: The words of the main passage; empty where there are none.
        there: The words of that passage.
    """

    passage: int
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A recommendation as a document prints it in one place.

    Attributes:
        document: The SHA-256 of the document, hexadecimal.
        text: Its words, the paragraphs as lines.
        pages: The pages that it stands on, from 1; empty in formats without pages.
        page_labels: The numbers printed on these pages.
        boxes: The rectangles of its lines.
        place: Where it stands in a format without pages: `paragraph 41`, `sheet!B7`.
        number: Its number, as printed; `None` if it has none.
        addressed: Whom it names in its column, label or heading; `None` where the document does not say.
        role: What it is to the recommendation that is found in it.
        pinned: Whether a curator said so.
        sure: Whether it is plainly a recommendation.
        digest: SHA-256 of its normalised text, by which it is known in waivers.
        read_at: Where it begins among the words of the document as it is read, column by column; `None` if not known.
    """

    document: str
    text: str
    pages: tuple[int, ...] = ()
    page_labels: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    place: str | None = None
    number: str | None = None
    addressed: tuple[str, ...] | None = None
    role: Role = Role.MAIN
    pinned: bool = False
    sure: bool = True
    digest: str = ""
    read_at: int | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """Where a recommendation of the record is printed.

    Attributes:
        key: The recommendation's key.
        status: How it stands there.
        passages: Where, the main one first; empty if nothing aligns.
        differences: The words that differ from the main passage, in reading order.
        versions: Where the documents contradict the main passage.
        taken: Whether the record took it from that document itself, so that both agreeing shows nothing.
    """

    key: str
    status: Status
    passages: tuple[Passage, ...] = ()
    differences: tuple[Difference, ...] = ()
    versions: tuple[Version, ...] = ()
    taken: bool = False

    @property
    def main(self) -> Passage | None:
        """The passage that the text is compared with."""
        return self.passages[0] if self.passages else None

    @property
    def number_printed(self) -> str | None:
        """The number that the main passage bears, else one that the same bears elsewhere."""
        own = (passage for passage in self.passages if passage.role is not Role.SECOND)
        return next((passage.number for passage in own if passage.number), None)

    @property
    def addressed_printed(self) -> tuple[str, ...] | None:
        """Whom the main passage names, else whom the same names elsewhere, as in the action plan."""
        own = (passage for passage in self.passages if passage.role is not Role.SECOND)
        return next((passage.addressed for passage in own if passage.addressed), None)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document of the record as it was found.

    Attributes:
        sha256: Its digest as the record states it, hexadecimal.
        kind: `overview-report`, `executive-summary`, `action-plan`, `letter` or `other`.
        name: As it was called when it was attached.
        pages: Sheets of a PDF, 0 for formats that have none.
        unreadable_pages: The pages whose text cannot be read.
        problem: Why it cannot be read at all, for people; `None` if it can.
        there: Whether its file is at hand.
        missing: Where else its file was looked for, for people, if it is not at hand.
        read: Whether it was read; a document that is not cached may not be.
        unsupported: Whether it was not read because what reads it is not installed.
        partly: Whether it shows text that was not read, as in the fields of a form, on no page that can be named.
    """

    sha256: str
    kind: str
    name: str
    pages: int = 0
    unreadable_pages: tuple[int, ...] = ()
    problem: str | None = None
    there: bool = True
    read: bool = True
    unsupported: bool = False
    missing: str = ""
    partly: bool = False

    @property
    def why_not(self) -> str:
        """Why nothing is known of what it says, for people; empty if something is, or may be once it is read."""
        if self.there:
            return self.problem or ""
        return not_here(self.missing)

    @property
    def whole(self) -> bool:
        """Whether all its text could be read, so that what is not in it is not printed there."""
        return self.there and self.read and not self.problem and not self.unreadable_pages and not self.partly


def not_here(missing: str) -> str:
    """Return in words that the file of a document is not at hand, and where it was looked for if that is known."""
    return f"its file is not here: {missing}" if missing else "its file is not here"


@dataclass(frozen=True, slots=True)
class Strange:
    """A document that seems to be of another review.

    Attributes:
        document: The document.
        held: How many recommendations of the record it has.
        passages: What else it recommends.
    """

    document: DocumentFacts
    held: int
    passages: tuple[Passage, ...] = ()

    @property
    def others(self) -> int:
        """How many other recommendations it plainly makes."""
        return sum(one.sure for one in self.passages)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the documents of one record say.

    Attributes:
        documents: The documents, as the record lists them.
        recommendations: One for each recommendation of the record, in its order.
        not_extracted: The passages that recommend something and that no recommendation of the record holds.
        strange: The documents that seem to be of another review; nothing above is from them.
    """

    documents: tuple[DocumentFacts, ...] = ()
    recommendations: tuple[Located, ...] = ()
    not_extracted: tuple[Passage, ...] = field(default=())
    strange: tuple[Strange, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every document was there and read, so that what is not found is not there."""
        return all(one.read and one.there and not one.problem for one in self.documents)

    def of(self, key: str) -> Located | None:
        """Return where the recommendation with a key is printed."""
        return next((one for one in self.recommendations if one.key == key), None)
