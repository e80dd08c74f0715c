"""Numbers with a title or the name of a body beside them, and the recommendation in a paragraph below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import begins_with_command, says_should, wishes
from dhrcurate.importers.wording.numbers import Key, is_counted, printed_number
from dhrcurate.importers.wording.senses import Sense, sense

_LONGEST = 8
"""No title has more words."""
_AROUND = " *_:"


@dataclass(frozen=True, slots=True)
class _Titled:
    """A numbered line over a paragraph.

    Attributes:
        at: Its place.
        number: As printed.
        name: Its words.
        sense: What they are.
        several: Whether each of several paragraphs below it says that somebody should do something.
    """

    at: int
    number: str
    name: str
    sense: Sense
    several: bool


def with_titles_apart(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """The lines, each title beside a number marked as one, and each body's name there set below it with a label.

    Titles are those where all numbers of a chapter have one and a paragraph below that says what should be done. Names
    of bodies are so by themselves, and beside them what is only set as a name, unless a theme is among them. A name
    over several paragraphs that each recommend something heads a part of the list.

    Args:
        lines: The lines of a list.
        is_name: Tells if words are surely the name of a body.
    """
    levels: dict[Key, list[_Titled]] = defaultdict(list)
    numbers: dict[Key, int] = defaultdict(int)
    for at, line in enumerate(lines):
        found = None if is_counted(line.full) else printed_number(line.full)
        if found is None:
            continue
        above = natural_key(found[0])[:-1]
        numbers[above] += 1
        if titled := _titled(lines, at, *found, is_name):
            levels[above].append(titled)
    result: dict[int, list[Line]] = {}
    for above, level in levels.items():
        senses = {titled.sense for titled in level}
        named = {Sense.BODY} if Sense.THEME in senses else {Sense.BODY, Sense.NAME, Sense.AREA}
        bodies = [titled for titled in level if titled.sense in named] if Sense.BODY in senses else []
        if Sense.THEME in senses or Sense.AREA in senses:  # then a word such as "Schools" is one too
            bodies = [titled for titled in bodies if " " in titled.name or titled.name.isupper()]
        parts = any(titled.several for titled in bodies) and len(bodies) == numbers[above]
        for titled in bodies:
            line = lines[titled.at]
            result[titled.at] = (
                [Line(titled.name, gap=True, heading=True, number=titled.number)]
                if parts
                else [replace(line, text=titled.number, marker=""), Line(f"Addressed to: {titled.name}")]
            )
        commands = sum(begins_with_command(titled.name) for titled in level)
        if numbers[above] == len(level) > 1 and 2 * commands <= len(level):
            for titled in level:
                result.setdefault(titled.at, [replace(lines[titled.at], gap=True, heading=True)])
    return [each for at, line in enumerate(lines) for each in result.get(at, [line])]


def _titled(lines: Sequence[Line], at: int, number: str, words: str, is_name: Callable[[str], bool]) -> _Titled | None:
    """The title that stands beside a number; `None` for a recommendation."""
    name = words.strip(_AROUND)
    plain = 0 < len(name.split()) <= _LONGEST and name[:1].isupper() and name[-1:] not in ".;?!,:"
    if not plain or lines[at].item or says_should(name) or is_recommendations_heading(name):
        return None
    below = _paragraphs(lines, at)
    meant = sense(name, (), is_name)
    asked = bool(below) and (says_should(below[0].text) or (meant is Sense.BODY and wishes(below[0].text)))
    if not asked:
        return None
    several = len(below) > 1 and all(says_should(line.text) for line in below)
    return _Titled(at, number, name, meant, several)


def _paragraphs(lines: Sequence[Line], at: int) -> list[Line]:
    """The paragraphs below a line, to the next that has a number, is an item or heads something."""
    found: list[Line] = []
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if line.item or line.heading or printed_number(line.full) or line.text[-1:] not in ".;:":
            break
        found.append(line)
    return found
