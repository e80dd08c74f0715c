"""Published pages and extraction tables made into records, one file per layout."""

from dhrcurate.importers.columns.fields import Mapped
from dhrcurate.importers.columns.names import ALL_FIELDS
from dhrcurate.importers.extractions import given_facts
from dhrcurate.importers.making import NO_PARTNERSHIP
from dhrcurate.importers.model import Imported, Metadata
from dhrcurate.importers.reading import layout_in_words, read_page, read_source

__all__ = [
    "ALL_FIELDS",
    "NO_PARTNERSHIP",
    "Imported",
    "Mapped",
    "Metadata",
    "given_facts",
    "layout_in_words",
    "read_page",
    "read_source",
]
