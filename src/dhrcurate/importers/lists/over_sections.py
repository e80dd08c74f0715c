"""The bodies whose chapters hold a list of recommendations each: "Wold Police" above "Recommendations"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dhrcurate.importers.lists.names_alone import stands_alone
from dhrcurate.importers.lists.which_review import REVIEW
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors, words_for
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.senses import Sense, may_be_name, sense

_FEWEST = 2
"""So many lists have a title of their own above their headings; one alone may be who published the page."""


@dataclass(frozen=True, slots=True)
class OverSections:
    """What stands above the headings of a page's lists.

    Attributes:
        bodies: The bodies that are named there, by the places of the headings.
        titles: The places of the titles that stand there, at which the list above ends.
        unread: What may name a body that nobody knows.
    """

    bodies: Mapping[int, str] = field(default_factory=dict)
    titles: frozenset[int] = frozenset()
    unread: Sequence[str] = ()


def over_sections(lines: Sequence[Line], starts: Sequence[int], actors: Actors) -> OverSections:
    """What stands above the headings of lists that say themselves of nobody; where no body is named, it is of themes.

    Args:
        lines: The lines of the page.
        starts: The places of the headings, in the page's order.
        actors: Knows bodies by name.
    """
    plain = [at for at in starts if at > 0 and not (words_for(lines[at].text) or actors.addressee_of(lines[at].text))]
    above = dict(_titles(lines, plain))
    shared = Counter(above.values())
    titles = {at: title for at, title in above.items() if shared[title] == 1}
    if len(titles) < _FEWEST:
        return OverSections()
    said = {at: _bare(lines[title]) for at, title in titles.items()}
    senses = {at: sense(text, (), actors.is_name) for at, text in said.items()}
    bodies = {at: text for at, text in said.items() if senses[at] is Sense.BODY}
    perhaps = [at for at, text in said.items() if senses[at] is Sense.NAME or may_be_name(text, ())]
    perhaps = [at for at in perhaps if at not in bodies]
    named = bodies or len(perhaps) == len(said)
    return OverSections(bodies, frozenset(titles.values()), [said[at] for at in perhaps] if named else ())


def _titles(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The places of headings, each with that of the title of its chapter: the line above, or the heading over it."""
    last = -1
    for at in starts:
        heading, above = lines[at], lines[at - 1]
        if REVIEW.search(above.text):
            pass  # the title of another review
        elif (above.heading or above.gap) and stands_alone(above) and not is_recommendations_heading(above.text):
            yield at, at - 1
        elif heading.level:
            over = (i for i in range(at - 1, last, -1) if 0 < lines[i].level < heading.level)
            if (title := next(over, None)) is not None and not REVIEW.search(lines[title].text):
                yield at, title
        last = at


def _bare(line: Line) -> str:
    found = printed_number(line.text)
    return (found[1] if found and found[1] else line.text).strip(" *_:")
