"""The record: one review and its recommendations, as one TOML file holds them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from dhrcurate.domain.canonical import is_out_of_range
from dhrcurate.domain.identity import DATE_PATTERN, FORMAT, ID_PATTERN, KEY_PATTERN, RESERVED_IDS

__all__ = [
    "FORMAT",
    "ID_PATTERN",
    "KEY_PATTERN",
    "RESERVED_IDS",
    "Curation",
    "PartialDate",
    "Recommendation",
    "Record",
    "Review",
    "Source",
    "Status",
    "Waiver",
]

PartialDate = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
"""A date as precise as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""


def _in_range(moment: datetime | str) -> datetime | str:
    if isinstance(moment, datetime) and is_out_of_range(moment):
        raise PydanticCustomError("out_of_range", "Input should lie in the years 1 to 9999 in UTC")
    return moment


Moment = Annotated[datetime | str, AfterValidator(_in_range)]
"""When something was done, as TOML's own date-time or as text."""


class Status(StrEnum):
    """What the curator has decided about a recommendation."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    QUERIED = "queried"
    REJECTED = "rejected"


class _Model(BaseModel):
    # Unknown keys stay in the file and are findings; the typed view leaves them out.
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Waiver(_Model):
    """A finding accepted as it is, with a reason and a name."""

    rule: str
    reason: str
    by: str
    at: Moment
    seen: str | None = None
    """Digest of the value that was waived; when the value changes, the waiver lapses."""


class Review(_Model):
    """What is known of the review as a whole."""

    title: str
    csp: str
    """The community safety partnership, as the page names it."""
    published: PartialDate | None = None
    """In the Home Office library the month of upload, often years after the report."""
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
    """How many recommendations the page itself says it holds."""


class Curation(_Model):
    """How far the record's review has come."""

    state: Literal["open", "signed-off"]
    by: str | None = None
    at: Moment | None = None


class Recommendation(_Model):
    """One recommendation of a review."""

    key: Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
    number: str | None = None
    """As printed, always a string: `R14`, `3.140(a)`, `10 (AVCCG)`; absent where none was printed."""
    title: str | None = None
    text: str
    addressed_to: str
    """The cell as published, verbatim; empty where the cell is empty."""
    agencies: tuple[str, ...] = Field(strict=False)
    """The canonical names that the cell stands for; empty means undecided."""
    status: Status = Field(strict=False)
    note: str | None = None
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)

    @property
    def undecided(self) -> bool:
        """Whether the curator has still to decide."""
        return self.status is Status.PENDING


class Record(_Model):
    """One review: one TOML file, whose stem is the id."""

    format: Literal[1]
    id: Annotated[str, StringConstraints(pattern=ID_PATTERN)]
    review: Review
    source: Source = Source()
    curation: Curation
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)
    recommendations: tuple[Recommendation, ...] = Field(default=(), strict=False)

    @property
    def signed_off(self) -> bool:
        """Whether the whole record has been stated to be reviewed."""
        return self.curation.state == "signed-off"

    def by_key(self, key: str) -> Recommendation | None:
        """The recommendation with that key, or `None`."""
        return next((r for r in self.recommendations if r.key == key), None)
