"""What is to be told of whom the recommendations of a list may be for, where the list leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dhrcurate.importers.model import Row

_AT_END = re.compile(r"(?<=[a-z]{3}\.)\s+(?P<name>[A-Z][^.;:?!\n]{2,80})\Z")
"""What follows the last sentence of a text, which may be a cell that has run into it."""
_MOST_NUMBERS = 10
"""So many numbers are named."""
_LOOKED_AT = 100
"""So many characters at the end of a text are looked at."""


@dataclass(slots=True)
class Doubts:
    """What a list leaves open.

    Attributes:
        unused: Names below which no recommendation stands.
        unread: Sentences after the recommendations of one body that announce others, perhaps for somebody else.
        unsure: Words over recommendations that were taken for a theme and may be a name.
        ending: Themes below the recommendations of the last body, which may be headings of something else.
        left: What stands under a heading as those over the recommendations are, and asks for nothing.
        several: Paragraphs that may hold several recommendations.
        odd: Texts that may be none, as they are set in another way than the others.
        either: Names that may belong to what is above them as well as to what is below.
        bare: Numbers below which stands another one, and not a recommendation.
    """

    unused: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    either: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    def told(self, rows: Sequence[Row], is_name: Callable[[str], bool]) -> Iterator[str]:
        """What to tell of the rows that were read, a sentence each.

        Args:
            rows: The recommendations.
            is_name: Tells if words are surely the name of a body.
        """
        titles = {row.title for row in rows}
        unsure = (text for text in self.unsure if text in titles)
        yield from (f"left out a name below which no recommendation stands: “{name[:60]}”" for name in self.unused)
        yield from (f"left out who recommendations may be for: “{text[:90]}”" for text in self.unread)
        yield from (f"left out what may be a recommendation: “{text[:60]}”" for text in self.left)
        yield from (f"kept as a recommendation what may be none: “{text[:60]}”" for text in self.odd)
        yield from (f"kept as one what may be several recommendations: “{text[:60]}”" for text in self.several)
        yield from (f"kept as a theme what may say who recommendations are for: “{text[:60]}”" for text in unsure)
        yield from (
            f"kept as a theme what may be the heading of another chapter: “{text[:60]}”"
            for text in self.ending
            if text in titles
        )
        yield from (f"a name between two recommendations may be that of either: “{name[:60]}”" for name in self.either)
        if self.bare:
            which = ", ".join(number.rstrip(".:") for number in self.bare[:_MOST_NUMBERS])
            more = ", …" if len(self.bare) > _MOST_NUMBERS else ""
            yield f"numbers stand alone, with no recommendation below them: {which}{more}"
        for row in rows:
            ending = _AT_END.search(row.text[-_LOOKED_AT:]) if row.addressed_to else None
            if ending and " " in (name := ending["name"]) and name != row.addressed_to and is_name(name):
                yield f"a recommendation to “{row.addressed_to[:60]}” ends with another name: “{name[:60]}”"
