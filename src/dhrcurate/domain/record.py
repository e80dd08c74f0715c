"""The record: one review and its recommendations, stored in one TOML file.

The types of the values are here; labels, masking, filters and exports are in `dhrcurate.domain.fields`, which a new
field needs a row in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from dhrcurate.domain.canonical import is_out_of_range
from dhrcurate.domain.extraction import agree
from dhrcurate.domain.identity import (
    DATE_PATTERN,
    EXTRACTION_PATTERN,
    FORMAT,
    ID_PATTERN,
    KEY_PATTERN,
    RESERVED_IDS,
    SHA256_PATTERN,
)

__all__ = [
    "FORMAT",
    "ID_PATTERN",
    "KEY_PATTERN",
    "RESERVED_IDS",
    "AttachedDocument",
    "Conflict",
    "Curation",
    "Extracted",
    "Extraction",
    "PartialDate",
    "PinnedPassage",
    "Recommendation",
    "Record",
    "Review",
    "Source",
    "Status",
    "Waiver",
]

PartialDate = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
"""A date, as precise as known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""


def _in_range(moment: datetime | str) -> datetime | str:
    if isinstance(moment, datetime) and is_out_of_range(moment):
        raise PydanticCustomError("out_of_range", "Input should lie in the years 1 to 9999 in UTC")
    return moment


Moment = Annotated[datetime | str, AfterValidator(_in_range)]
"""A date-time, as TOML's own type or as text."""


INCOMPLETE = "Incomplete: the file breaks off in the middle of this recommendation."
"""The note that earlier versions gave to a row in which its file ended; now `Extracted.incomplete` says it."""


class Status(StrEnum):
    """The curator's decision about a recommendation."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    QUERIED = "queried"
    REJECTED = "rejected"


class _Model(BaseModel):
    # Unknown keys stay in the file and are findings; the models ignore them.
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Waiver(_Model):
    """A finding accepted as it is, with a reason and a name."""

    rule: str
    reason: str
    by: str
    at: Moment
    seen: str | None = None
    """Digest of the waived value; when the value changes, the waiver lapses."""
    about: str | None = None
    """Digest of what it is about, where that is no value of the record: a passage of a document."""


class Review(_Model):
    """The facts of the review as a whole."""

    title: str
    csp: str
    """The community safety partnership, as named on the page."""
    published: PartialDate | None = None
    """In the Home Office library, the month of upload, often years after the report."""
    report_date: PartialDate | None = None
    year_of_death: int | None = None
    summary: str | None = None
    wording: Literal["verbatim", "summarised"] | None = None


class Source(_Model):
    """Where the record came from."""

    publisher: str | None = None
    url: str | None = None
    library_id: str | None = None
    page: str | None = None
    """The kept source page, relative to the record."""
    sha256: str | None = None
    imported: Moment | None = None
    stated_count: int | None = None
    """The number of recommendations that the page says it holds."""


class Curation(_Model):
    """The state of the curation of the whole record."""

    state: Literal["open", "signed-off"]
    by: str | None = None
    at: Moment | None = None


class AttachedDocument(_Model):
    """A document of the review that is kept as evidence beside the record; it never changes."""

    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
    """Of the document's bytes; it names the document in paths."""
    kind: Literal["overview-report", "executive-summary", "action-plan", "letter", "other"]
    file: str | None = None
    """The kept file, relative to the record; absent where only the digest is kept."""
    name: str
    """As the file was called when it was attached."""
    pages: int | None = None
    """Sheets of a PDF; absent for formats that have none."""
    url: str | None = None
    added: Moment


_ExtractionId = Annotated[str, StringConstraints(pattern=EXTRACTION_PATTERN)]


class Extraction(_Model):
    """A page or a table that was imported, and what is known of the program that made it."""

    id: _ExtractionId
    """Made of the source and the run; it names the extraction in paths."""
    at: Moment
    """When it was imported."""
    source: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")] | None = None
    """Of the bytes of the page or the table; absent where a text that they held was taken out for good."""
    page: str | None = None
    """The kept page or table, relative to the record; absent where none is kept."""
    tool: str | None = None
    """The program that extracted it."""
    model: str | None = None
    """The model that the program used."""
    run: str | None = None
    """What the program calls this run."""
    prompt: str | None = None
    """A digest of the instructions that the model was given."""


class Extracted(_Model):
    """What the extraction of a recommendation says about it."""

    by: _ExtractionId
    """The extraction."""
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """How sure the program was, from 0 to 1."""
    page: Annotated[int, Field(ge=1)] | None = None
    """The page of the report that it names."""
    incomplete: bool | None = None
    """True if the row was cut off."""
    gone: _ExtractionId | None = None
    """A later extraction that does not have it."""


class Conflict(_Model):
    """A later extraction and a curator disagree about a field; both stand until somebody decides."""

    field: str
    theirs: str | None = None
    """What the later extraction says; absent where it says nothing."""
    by: _ExtractionId


class PinnedPassage(_Model):
    """Where a curator says that a document prints a recommendation; all other places are worked out."""

    document: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    pages: tuple[int, ...] = Field(default=(), strict=False)
    """Sheets, from 1."""
    quote: str
    """The words of the passage, as they were read."""


class Recommendation(_Model):
    """One recommendation of a review."""

    key: Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
    number: str | None = None
    """As printed, always a string: `R14`, `3.140(a)`, `10 (AVCCG)`; absent if none was printed."""
    title: str | None = None
    text: str
    addressed_to: str
    """The cell as published, verbatim; empty if the cell is empty."""
    agencies: tuple[str, ...] = Field(strict=False)
    """The canonical names of the agencies in the cell; empty means undecided."""
    status: Status = Field(strict=False)
    note: str | None = None
    passage: PinnedPassage | None = None
    """Where a curator says that it is printed."""
    extracted: Extracted | None = None
    """What its extraction says about it."""
    extra: Mapping[str, str] = Field(default_factory=dict)
    """Columns of the imported table that a record has no field for, as they were."""
    conflicts: tuple[Conflict, ...] = Field(default=(), strict=False)
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts about which nobody has decided; what a curator wrote as the other side has it needs none."""
        return tuple(c for c in self.conflicts if not agree(getattr(self, c.field, None), c.theirs))

    @property
    def undecided(self) -> bool:
        """True if the curator has not decided yet."""
        return self.status is Status.PENDING


class Record(_Model):
    """One review: one TOML file, whose stem is the id."""

    format: Literal[1]
    id: Annotated[str, StringConstraints(pattern=ID_PATTERN)]
    review: Review
    source: Source = Source()
    curation: Curation
    documents: tuple[AttachedDocument, ...] = Field(default=(), strict=False)
    extractions: tuple[Extraction, ...] = Field(default=(), strict=False)
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)
    recommendations: tuple[Recommendation, ...] = Field(default=(), strict=False)

    @property
    def signed_off(self) -> bool:
        """True if the whole record is signed off as reviewed."""
        return self.curation.state == "signed-off"

    def by_key(self, key: str) -> Recommendation | None:
        """Return the recommendation with a key, or `None`."""
        return next((r for r in self.recommendations if r.key == key), None)
