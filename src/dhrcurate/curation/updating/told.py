"""What an update does to a record, told a line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What becomes of a value, or of a recommendation."""

    NEW = "new"
    """The later extraction has it, and the record gets it, pending."""
    GONE = "gone"
    """The later extraction does not have it; it stays, with a finding."""
    BACK = "back"
    """It was gone, and the later extraction has it again."""
    TAKEN = "taken"
    """The later extraction changed it, and the record follows."""
    CONFLICT = "conflict"
    """The later extraction and a curator changed it differently: it stays, and somebody has to decide."""
    OPEN = "open conflict"
    """Such a conflict from an earlier time, about which nobody has decided."""
    KEPT = "kept"
    """The later extraction changed it; the record keeps its own, and nobody has to decide."""
    REMOVED = "removed before"
    """A curator removed it, and the later extraction changed it in words; it is not added again."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of what an update does.

    Attributes:
        what: What becomes of it.
        key: The recommendation; empty where it is about the review as a whole, or none is there.
        number: Its number as printed, empty if it has none.
        field: The field; empty for a whole recommendation.
        old: What the earlier extraction said; `None` if it said nothing or nobody knows.
        new: What the later one says.
        yours: What the record says, before the update.
        lapsed: The decision that lapses with it, empty if none does.
        fell: The agencies that fall with it, as another cell was taken.
        into: Of what is gone, the recommendation that has its words now, as the later extraction joined the two.
    """

    what: What
    key: str = ""
    number: str = ""
    field: str = ""
    old: str | None = None
    new: str | None = None
    yours: str | None = None
    lapsed: str = ""
    fell: tuple[str, ...] = ()
    into: str = ""

    @property
    def followed(self) -> bool:
        """True if the record says now what the later extraction says: nobody has to be told of each."""
        return self.what in (What.NEW, What.TAKEN, What.BACK) and not (self.lapsed or self.fell) and bool(self.key)

    @property
    def disputed(self) -> bool:
        """True if somebody has to decide about it."""
        return self.what in (What.CONFLICT, What.OPEN)
