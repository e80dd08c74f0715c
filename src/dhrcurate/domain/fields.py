"""The fields of a record, a row each; everything that lists fields reads this table.

The models in `dhrcurate.domain.record` give the types; this gives the rest: labels, who may set a field, what is
masked, filtered and exported, and, by the order of the rows, the order on disk. A test keeps the two in step. It
imports nothing heavy, because `check` reads it when it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """The kind of value that a field holds, and so how it is edited, filtered and exported."""

    IDENTIFIER = "identifier"
    LINE = "one line"
    LINES = "many lines"
    PRINTED_NUMBER = "number as printed"
    """Text that is compared as people count: `R2` before `R10`."""
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    MOMENT = "moment"
    CHOICE = "choice"
    DIGEST = "digest"
    LIST = "list"
    """Lines of text, each once."""
    SHARE = "share"
    """From 0 to 1."""
    FLAG = "yes or no"
    MAP = "map"
    """Texts by names that come from outside; both may hold personal data."""
    TABLE = "table"
    TABLES = "list of tables"


class SetBy(StrEnum):
    """Who may set a field."""

    CURATOR = "curator"
    """A curator types it."""
    PROGRAM = "program"
    """An import or an operation (a decision, a waiver, a sign-off) writes it."""
    NOBODY = "nobody"
    """It never changes."""


class Joining(StrEnum):
    """The value of a field after two recommendations are joined."""

    FIRST = "the first one's"
    RUN_ON = "one text after the other"
    ALTERNATIVES = "both where they differ, with | between them"
    ALL = "the entries of both"
    KEPT = "the first one's, else the second one's"
    SAME = "that of both where they agree, else as it is before a decision"
    BOTH = "both where they differ, each on a line of its own"

    @property
    def shared(self) -> bool:
        """True if, the other way round, both parts of a divided recommendation get the value."""
        return self in {Joining.ALTERNATIVES, Joining.ALL, Joining.KEPT}


@dataclass(frozen=True, slots=True, eq=False)  # rows are compared by identity; it starts faster
class Field:
    """One field.

    Attributes:
        name: Its key on disk and its attribute in the model.
        label: Its name as people read it.
        kind: What it holds.
        required: True if a record without it is invalid.
        set_by: Who may set it.
        filled: True if it must not be set to nothing, so that a form does not offer to empty it.
        choices: The values of a choice.
        table: For a table or a list of tables, the name of the `Table`.
        published: True if it is evidence, the published words: rules about wording read it, and a waiver lapses when
            it changes.
        free_text: True if it may hold personal data: the rules about disclosure read it, and exports mask it.
        unmasked: True if exports leave it as it is although it is free text.
        listed: True if the interfaces list it as a label and a value. The others have a place of their own on screen,
            or say nothing to people.
        filter: The name a filter gives it, empty if no filter asks for it.
        column: Its column in tables that are exported.
        no_column: Why it has no column.
        held_back: True if an export leaves it out unless it is told to have it.
        heading: Its label in the Markdown export, empty if that leaves it out or gives it a place of its own.
        joining: For a recommendation, its value after two are joined.
        aliases: Other names that a curator may type for it.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    set_by: SetBy = SetBy.PROGRAM
    filled: bool = False
    choices: tuple[str, ...] = ()
    table: str = ""
    published: bool = False
    free_text: bool = False
    unmasked: bool = False
    listed: bool = False
    filter: str = ""
    column: str = ""
    no_column: str = ""
    held_back: bool = False
    heading: str = ""
    joining: Joining | None = None
    aliases: tuple[str, ...] = ()

    @property
    def masked(self) -> bool:
        """True if exports mask personal data in it."""
        return self.free_text and not self.unmasked

    @property
    def by_curator(self) -> bool:
        """True if a curator may set it."""
        return self.set_by is SetBy.CURATOR

    @property
    def has_lines(self) -> bool:
        """True if a form needs several lines for it."""
        return self.kind in {Kind.LINES, Kind.LIST}


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The fields of one table of a record.

    Attributes:
        name: Its key on disk, empty for the record itself.
        fields: Its fields, in the order on disk.
    """

    name: str
    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        """The fields, in the order on disk."""
        return iter(self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in the order on disk."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return the field with a name.

        Raises:
            KeyError: If there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


_DECISION = "it is about the curation, not part of the curated data"
_EVIDENCE = "it names evidence that is kept beside the record; the JSON export has it"
_PROVENANCE = "it says where the data came from; the JSON export has it"
_LONG = "too long for a column; the JSON export has it"
_TABLE = "its own fields have columns"

RECORD = Table(
    "",
    (
        Field("format", "format", Kind.NUMBER, required=True, set_by=SetBy.NOBODY, no_column=_DECISION),
        Field("id", "id", Kind.IDENTIFIER, required=True, set_by=SetBy.NOBODY, filter="record", column="record"),
        Field("review", "review", Kind.TABLE, required=True, table="review", no_column=_TABLE),
        Field("source", "source", Kind.TABLE, table="source", no_column=_TABLE),
        Field("curation", "curation", Kind.TABLE, required=True, table="curation", no_column=_TABLE),
        Field("documents", "documents", Kind.TABLES, table="documents", no_column=_EVIDENCE),
        Field("extractions", "extractions", Kind.TABLES, table="extractions", no_column=_PROVENANCE),
        Field("waivers", "waivers", Kind.TABLES, table="waivers", no_column=_DECISION),
        Field("recommendations", "recommendations", Kind.TABLES, table="recommendations", no_column=_TABLE),
    ),
)

REVIEW = Table(
    "review",
    (
        Field(
            "title", "title", Kind.LINE, required=True, set_by=SetBy.CURATOR, free_text=True, unmasked=True,
            column="review_title",
        ),
        Field(
            "csp", "CSP", Kind.LINE, required=True, set_by=SetBy.CURATOR, free_text=True, unmasked=True, listed=True,
            filter="csp", column="csp", heading="Community safety partnership",
        ),
        Field(
            "published", "published", Kind.DATE, set_by=SetBy.CURATOR, listed=True,
            column="published", heading="Published",
        ),
        Field(
            "report_date", "report date", Kind.DATE, set_by=SetBy.CURATOR, listed=True,
            column="report_date", heading="Report",
        ),
        Field(
            "year_of_death", "year of death", Kind.YEAR, set_by=SetBy.CURATOR, listed=True,
            filter="year", column="year_of_death", heading="Year of death",
        ),
        Field(
            "summary", "summary", Kind.LINES, set_by=SetBy.CURATOR, published=True, free_text=True, no_column=_LONG,
        ),
        Field(
            "wording", "wording", Kind.CHOICE, choices=("verbatim", "summarised"), listed=True, column="wording",
        ),
    ),
)  # fmt: skip

SOURCE = Table(
    "source",
    (
        Field(
            "publisher", "publisher", Kind.LINE, set_by=SetBy.CURATOR, listed=True,
            column="publisher", heading="Source",
        ),
        Field("url", "URL", Kind.LINE, set_by=SetBy.CURATOR, listed=True, column="url", heading="Link"),
        Field("library_id", "library's id", Kind.LINE, column="library_id"),
        Field("page", "page", Kind.LINE, listed=True, column="source_page"),
        Field("sha256", "sha256", Kind.DIGEST, column="source_sha256"),
        Field("imported", "imported", Kind.MOMENT, listed=True, column="imported"),
        Field(
            "stated_count", "stated count", Kind.NUMBER, set_by=SetBy.CURATOR, listed=True,
            no_column="it says how much was imported, not what; the JSON export has it",
        ),
    ),
)  # fmt: skip

CURATION = Table(
    "curation",
    (
        Field("state", "state", Kind.CHOICE, required=True, choices=("open", "signed-off"), column="state"),
        Field("by", "by", Kind.LINE, no_column=_DECISION),
        Field("at", "at", Kind.MOMENT, no_column=_DECISION),
    ),
)

WAIVER = Table(
    "waivers",
    (
        Field("rule", "rule", Kind.LINE, required=True, no_column=_DECISION),
        Field("reason", "reason", Kind.LINES, required=True, free_text=True, no_column=_DECISION),
        Field("seen", "seen", Kind.DIGEST, no_column=_DECISION),
        Field("about", "about", Kind.DIGEST, no_column=_DECISION),
        Field("by", "by", Kind.LINE, required=True, no_column=_DECISION),
        Field("at", "at", Kind.MOMENT, required=True, no_column=_DECISION),
    ),
)

DOCUMENT = Table(
    "documents",
    (
        Field(
            "kind", "kind", Kind.CHOICE, required=True,
            choices=("overview-report", "executive-summary", "action-plan", "letter", "other"), no_column=_EVIDENCE,
        ),
        Field("file", "file", Kind.LINE, no_column=_EVIDENCE),
        Field("name", "name", Kind.LINE, required=True, no_column=_EVIDENCE),
        Field("sha256", "sha256", Kind.DIGEST, required=True, set_by=SetBy.NOBODY, no_column=_EVIDENCE),
        Field("pages", "pages", Kind.NUMBER, no_column=_EVIDENCE),
        Field("url", "URL", Kind.LINE, no_column=_EVIDENCE),
        Field("added", "added", Kind.MOMENT, required=True, no_column=_EVIDENCE),
    ),
)  # fmt: skip

PASSAGE = Table(
    "passage",
    (
        Field("document", "document", Kind.DIGEST, required=True, no_column=_EVIDENCE),
        Field("pages", "pages", Kind.LIST, no_column=_EVIDENCE),
        Field("quote", "quote", Kind.LINES, required=True, published=True, free_text=True, no_column=_EVIDENCE),
    ),
)

EXTRACTION = Table(
    "extractions",
    (
        Field("id", "id", Kind.IDENTIFIER, required=True, set_by=SetBy.NOBODY, no_column=_PROVENANCE),
        Field("at", "at", Kind.MOMENT, required=True, no_column=_PROVENANCE),
        Field("source", "source", Kind.DIGEST, no_column=_PROVENANCE),
        Field("page", "page", Kind.LINE, no_column=_PROVENANCE),
        Field("tool", "tool", Kind.LINE, no_column=_PROVENANCE),
        Field("model", "model", Kind.LINE, filter="model", no_column=_PROVENANCE),
        Field("run", "run", Kind.LINE, no_column=_PROVENANCE),
        Field("prompt", "prompt", Kind.LINE, no_column=_PROVENANCE),
    ),
)

EXTRACTED = Table(
    "extracted",
    (
        Field("by", "by", Kind.IDENTIFIER, required=True, no_column=_PROVENANCE),
        Field("confidence", "confidence", Kind.SHARE, filter="confidence", no_column=_PROVENANCE),
        Field("page", "page", Kind.NUMBER, no_column=_PROVENANCE),
        Field("incomplete", "incomplete", Kind.FLAG, no_column=_PROVENANCE),
        Field("gone", "gone", Kind.IDENTIFIER, no_column=_PROVENANCE),
    ),
)

CONFLICT = Table(
    "conflicts",
    (
        Field("field", "field", Kind.LINE, required=True, no_column=_DECISION),
        Field("theirs", "theirs", Kind.LINES, free_text=True, no_column=_DECISION),
        Field("by", "by", Kind.IDENTIFIER, required=True, no_column=_DECISION),
    ),
)

RECOMMENDATION = Table(
    "recommendations",
    (
        Field(
            "key", "key", Kind.IDENTIFIER, required=True, set_by=SetBy.NOBODY, column="key", joining=Joining.FIRST,
        ),
        Field(
            "number", "number", Kind.PRINTED_NUMBER, set_by=SetBy.CURATOR, published=True,
            filter="number", column="number", joining=Joining.FIRST,
        ),
        Field(
            "title", "title", Kind.LINE, set_by=SetBy.CURATOR, published=True, free_text=True,
            column="title", joining=Joining.FIRST,
        ),
        Field(
            "text", "text", Kind.LINES, required=True, set_by=SetBy.CURATOR, filled=True, published=True,
            free_text=True, column="text", joining=Joining.RUN_ON,
        ),
        Field(
            "addressed_to", "addressed to", Kind.LINES, required=True, set_by=SetBy.CURATOR, published=True,
            free_text=True, column="addressed_to", heading="Addressed to", joining=Joining.ALTERNATIVES,
            aliases=("cell",),
        ),
        Field(
            "agencies", "agencies", Kind.LIST, required=True, set_by=SetBy.CURATOR,
            filter="agency", column="agencies", heading="Agencies", joining=Joining.ALL,
        ),
        Field(
            "status", "status", Kind.CHOICE, required=True, choices=("pending", "accepted", "queried", "rejected"),
            filter="status", column="status", heading="Decision", joining=Joining.SAME,
        ),
        Field(
            "note", "note", Kind.LINES, set_by=SetBy.CURATOR, free_text=True, listed=True,
            filter="note", column="note", heading="Note", joining=Joining.BOTH,
        ),
        Field(
            "passage", "passage", Kind.TABLE, table="passage", no_column=_EVIDENCE, joining=Joining.FIRST,
        ),
        Field(
            "extracted", "extracted", Kind.TABLE, table="extracted", listed=True, no_column=_PROVENANCE,
            joining=Joining.KEPT,
        ),
        Field(
            "extra", "extra", Kind.MAP, free_text=True, listed=True, filter="extra", column="extra", held_back=True,
            joining=Joining.ALL,
        ),
        Field(
            "conflicts", "conflicts", Kind.TABLES, table="conflicts", no_column=_DECISION, joining=Joining.ALL,
        ),
        Field(
            "waivers", "waivers", Kind.TABLES, table="waivers", no_column=_DECISION, joining=Joining.FIRST,
        ),
    ),
)  # fmt: skip

_ALL = (RECORD, REVIEW, SOURCE, CURATION, DOCUMENT, EXTRACTION, WAIVER, PASSAGE, EXTRACTED, CONFLICT, RECOMMENDATION)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})
"""Every table of a record, by its name."""


COLUMNS_BEHIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agencies": ("agency_ids", "agency_kinds", "agency_classes"),
        "note": ("decided_by", "decided_at", "page", "document_status"),
    }
)
"""Columns of an export that are no fields of a recommendation, by the column that they follow."""

AGENCY_OF = "agency_of"
"""Column of an export with a row per agency: which one of how many of its recommendation a row is about."""

KEY_COLUMNS = ("record", "key")
"""Columns of an export that name a recommendation."""

RECORD_DIGEST, TRAIL_HEAD = PROVENANCE = ("record_digest", "trail_head")
"""Columns of an export that say which state of a record it shows."""

COLUMNS_BESIDE = (*(column for columns in COLUMNS_BEHIND.values() for column in columns), *PROVENANCE, AGENCY_OF)
"""Columns of an export that are no fields of a record: of its agencies, its decisions, its documents and its trail."""

LABELS: Mapping[str, str] = MappingProxyType({field.name: field.label for table in TABLES.values() for field in table})
"""The label of each field by its name; fields with the same name in several tables have the same label."""
