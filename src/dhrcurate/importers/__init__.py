"""Published pages and extraction tables made into records, one file per layout."""

from dhrcurate.importers.fields import ALL_FIELDS
from dhrcurate.importers.model import Imported, Metadata
from dhrcurate.importers.reading import read_page, read_source

__all__ = ["ALL_FIELDS", "Imported", "Metadata", "read_page", "read_source"]
