"""Parts of a cell: what each is on its own, and what is asked about it to tell where one name ends."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

JOINS_IN_NAMES = frozenset({"and", "&", ","})
"""Joins that stand inside names as well."""


class Standing(Enum):
    """What a part of a cell is on its own."""

    OWNER = auto()
    """A body that has departments such as adult social care: a council, a trust, a health board."""
    BODY = auto()
    """Another body."""
    DEPARTMENT = auto()
    """A department of a council or the like, without the name of its body."""
    ROLE = auto()
    """An office that somebody holds, without the name of the body."""
    OTHER = auto()
    """A collective, a meeting, or a kind of agency such as "Police"."""


class NameTests(Protocol):
    """Questions that the splitter asks the matcher."""

    def standing(self, text: str) -> Standing | None:
        """Return what a text is on its own, `None` if it is no name."""

    def is_exact(self, text: str) -> bool:
        """True if a text is a name in the register as it is written."""

    def is_one(self, text: str) -> bool:
        """True if a text is a name in the register, or every word of it belongs to the one that it matches."""

    def is_sure(self, text: str) -> bool:
        """True if a text tells one body for certain."""

    def is_match(self, text: str) -> bool:
        """True if a text as a whole is matched to one body."""

    def names_body(self, text: str) -> bool:
        """True if a text of several words, or in capitals, is matched to a body: a single word may be anything."""

    def tells_kind(self, text: str) -> bool:
        """True if every word of a text only tells a kind of agency, as in "County Council"."""

    def may_share(self, text: str) -> bool:
        """True if a text has no word for an office, and so may share the kind of another name."""

    def is_same_kind(self, borrower: str, name: str, lender: str) -> bool:
        """True if a name made of words of two parts tells a body of the lender's kind, with the borrower in its name.

        Args:
            borrower: The part that has no kind of its own, such as "Essex".
            name: The part with the kind that it shares.
            lender: The whole name of the other part.
        """

    def is_place(self, text: str) -> bool:
        """True if every word of a text is the name of a place, or a direction."""

    def is_within_place(self, before: str, after: str) -> bool:
        """True if the name of one place, such as "Exampleton and Borset", begins in one text and ends in the next."""

    def is_only_within_place(self, before: str, after: str) -> bool:
        """The same where what the next text begins with is no place by itself: "Wrekin" in "Telford and Wrekin"."""

    def may_be_several(self, text: str) -> bool:
        """True if the plural of a name may mean more bodies: "Exampleshire Councils" those of its districts too."""

    def names_department(self, text: str) -> bool:
        """True if a text ends with the department of a body: "Exampleshire County Council Housing"."""

    def is_department(self, text: str) -> bool:
        """True if every word of a text only names what a department does."""

    def is_direction(self, text: str) -> bool:
        """True if a text is only a word such as "North", which tells one place from another."""

    def is_within_kind(self, before: str, after: str) -> bool:
        """True if a phrase for a kind, such as "fire and rescue", begins in one text and ends in the next."""

    def is_within_likely(self, whole: str, before: str, after: str) -> bool:
        """True if the likeliest name for a whole text has the words on both sides of a join next to each other."""

    def continues_portfolio(self, text: str) -> bool:
        """True if a text has only words for tasks and places, as what follows "Minister for Health and" has."""

    def is_body(self, position: int) -> bool:
        """True if an agency, by its position, is a body of its own."""

    def may_be_listed(self, position: int, text: str) -> bool:
        """True if an agency, by its position, may be one of several names with only a blank between them."""
