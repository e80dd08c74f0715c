"""How a recommendation stands in the documents of its record, beside its words: its number, its addressee."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from dhrcurate.domain.evidence import Addressing, Compared, Evidence, Located, Role, Status, Version
from dhrcurate.domain.number import same_number
from dhrcurate.domain.printed_place import located_by_key, page_in_words

Differing = Literal["number", "addressee", "merged"]
"""What besides its words a document prints otherwise; `merged` where it prints as several what the text holds."""


class Standing(NamedTuple):
    """Where a recommendation is printed, and how its addressee stands there.

    Attributes:
        located: Where it is printed.
        addressing: The addressee beside the printed one; `None` where none is printed, or it was not looked at yet.
    """

    located: Located
    addressing: Addressing | None = None

    def differing(self, number: str | None) -> tuple[Differing, ...]:
        """Return what besides its words a document prints otherwise than the record has it.

        Args:
            number: The recommendation's number.
        """
        found: list[Differing] = []
        if _others_covered(self.located):
            found.append("merged")
        elif _printed_otherwise(number, self.located):
            found.append("number")
        if self.addressing is not None and self.addressing.how is Compared.DIFFERS:
            found.append("addressee")
        return tuple(found)

    def differs(self, number: str | None) -> bool:
        """Return whether a document prints anything of it otherwise, its words or what stands with them."""
        return self.located.status is Status.DIFFERS or bool(self.differing(number))

    def may_differ(self, number: str | None) -> bool:
        """Return whether it differs, or names somebody of whom that cannot be told."""
        named = self.addressing
        unsure = named is not None and (named.how is Compared.NOT_COMPARED or named.cell)
        return unsure or self.differs(number)

    def otherwise(self, number: str | None) -> str:
        """Return the same in words, with what the document has: `number differs: 9`; empty if there is nothing."""
        words = {"number": "number differs" if number else "numbered there", "addressee": "addressee differs"}
        told = []
        for one in self.differing(number):
            if one == "merged":
                told.append(f"{_others_covered(self.located) + 1} recommendations there")
                continue
            if one == "addressee" and self.addressing is not None and self.addressing.also:
                told.append(f"also {_and(self.addressing.also)}, whom the report does not name")
                continue
            printed = [self.located.number_printed] if one == "number" else self._printed
            told.append(f"{words[one]}: {_and(printed)}")
        if self.addressing is not None and self.addressing.how is Compared.NOT_COMPARED:
            told.append(f"addressee not compared: {_and(self._printed)}")
        elif self.addressing is not None and self.addressing.cell:
            told.append(f"cell differs: {_and(self._printed)}")
        elif self.addressing is None and self.located.addressed_printed:
            told.append("addressee not compared yet")
        told += (f"printed otherwise {place}" for place in dict.fromkeys(map(self._place_of, self.located.versions)))
        return ", ".join(told)

    def _place_of(self, version: Version) -> str:
        place = page_in_words(self.located.passages[version.passage])
        return f"on {place}" if place.startswith("p.") else f"in {place}" if place else "elsewhere"

    @property
    def _printed(self) -> tuple[str, ...]:
        return self.addressing.printed if self.addressing is not None else ()


def standings(evidence: Evidence | None, addressings: Mapping[str, Addressing]) -> dict[str, Standing]:
    """Return how each recommendation stands, by its key; empty where no document was read.

    Args:
        evidence: What the documents say.
        addressings: How the addressees stand, by key, as far as that is known.
    """
    return {key: Standing(one, addressings.get(key)) for key, one in located_by_key(evidence).items()}


def _others_covered(located: Located) -> int:
    return sum(one.role is Role.SECOND for one in located.passages)


def _printed_otherwise(number: str | None, located: Located) -> bool:
    printed = {one.number for one in located.passages if one.number}
    return bool(printed) and not any(_is_one_number(number or "", one) for one in printed)


def _is_one_number(number: str, printed: str) -> bool:
    """Whether two numbers are one: letters in front of a printed one, and noughts, are no part of it."""
    return same_number(number, printed) or same_number(number.lstrip("0"), _IN_FRONT.sub("", _NONE.sub("", printed)))


_NONE = re.compile(r"(?<=\d)\.0\W*\Z")
"""`1.0` is `1`."""
_IN_FRONT = re.compile(r"\A[^\d]*0*(?=[1-9]\d*[a-z]?\W*\Z)", re.IGNORECASE)


def _and(names: Iterable[str | None]) -> str:
    return " and ".join(" ".join(name.split()) for name in names if name)
