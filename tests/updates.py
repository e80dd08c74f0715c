"""A library whose record met a later extraction, with something of each kind to look at."""

from __future__ import annotations

from pathlib import Path

from dhrcurate.curation.importing import Importer
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.way import Way
from faulty import Unsynced

UPDATED = "exampleton-2023-04"
"""The id of the record."""

_PAGE = """\
Source · Domestic Homicide Review
Exampleton review
CSP: Exampleton
Published: April 2023
Statutory domestic homicide review under section 9 of the Domestic Violence, Crime and Victims Act 2004.
Extracted recommendations
| # | Recommendation | Addressed to |
|---|---|---|
| 1 | The council should write to every tenant who has missed two visits. | Exampleton Council |
| 2 | The police should review how call handlers record threats that were made some time ago. | Exampleshire Police |
| 3 | The trust should train its midwives to ask about money and about who holds the keys. | Exampleton Trust |
| 4 | All agencies should name a lead who answers for the sharing of information. | All agencies |
| 5 | General practices should record domestic abuse with a code that can be searched for. | General practices |
"""

_LATER = {
    "missed two visits": "missed any visit",
    "should review how": "should check how",
    "| Exampleton Trust |": "| Exampleton Hospitals |",
    "| 4 | All agencies should name a lead who answers for the sharing of information. | All agencies |\n": "",
    "| 5 | General": "| 6 | Each partner should publish what it has learned. | All partners |\n| 5 | General",
}
"""What the page says later, in place of what."""


def updated_library(root: Path) -> Path:
    """Imports a page, curates some of it, and updates it from the page as it was published later.

    Number 1 is a conflict about its text and number 3 one about its cell; number 2 was accepted and lapsed, 4 is gone
    and 6 is new.
    """
    page = root.parent / "page.txt"
    page.write_text(_PAGE, encoding="utf-8")
    _import(root, page, Way())
    mine = Session(Library.open(root), "A. Curator", ops=Unsynced())

    def data() -> dict[str, object]:
        return dict(mine.library.load(UPDATED).data)

    mine.apply(UPDATED, decide.accept(data(), "r002"))
    own = "The council should write to each tenant who has missed two visits."
    mine.apply(UPDATED, fields.set_field(data(), "r001", "text", own))
    mine.apply(UPDATED, fields.set_field(data(), "r003", "addressed_to", "Exampleton NHS Trust"))
    later = _PAGE
    for old, new in _LATER.items():
        later = later.replace(old, new)
    (root.parent / "later.txt").write_text(later, encoding="utf-8")
    _import(root, root.parent / "later.txt", Way(updates=True))
    return root


def _import(root: Path, page: Path, way: Way) -> None:
    for _ in Importer(root, "An Importer", way=way).import_page(page):
        pass
