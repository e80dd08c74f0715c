"""Published pages and extraction tables made into records, one file per layout."""

from dhrcurate.importers.model import Imported
from dhrcurate.importers.reading import read_page

__all__ = ["Imported", "read_page"]
