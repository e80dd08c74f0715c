"""The lines under a heading of recommendations, read one by one: stems, numbers, lists in a recommendation, the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.domain.page_marks import goes_on
from dhrcurate.importers.lists.begun import Begun
from dhrcurate.importers.lists.beside import commands_body
from dhrcurate.importers.lists.doubts import Doubts
from dhrcurate.importers.lists.levels import judged
from dhrcurate.importers.lists.names_alone import names_below, names_between, stands_alone
from dhrcurate.importers.lists.numbered_heads import leaves
from dhrcurate.importers.lists.numbers import numbered
from dhrcurate.importers.lists.surroundings import Surroundings
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import BOX, COUNTING, Line
from dhrcurate.importers.wording.actors import Actors, Stem
from dhrcurate.importers.wording.announcing import (
    announces,
    announces_below,
    breaks_off_before_list,
    introduces,
    introduces_what_follows,
    only_introduces,
)
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import Printed, follows
from dhrcurate.importers.wording.paragraphs import is_open, opening, planned_label, says_none
from dhrcurate.importers.wording.senses import COUNTED_THEME, Sense, sense
from dhrcurate.importers.wording.telling import Telling, begins_to_tell, telling

_LONGEST_THEME = 8
"""So many words at most has the heading of a theme that is not marked as one."""
_DEEPEST = 8
"""By so much at most a further paragraph of an item is indented; what is further in has a place of its own."""
_FEWEST = 4
"""A recommendation has at least so many words."""
_FOR = re.compile(r"\b(?:for|to)\b", re.IGNORECASE)
"""In a heading over recommendations that are a part of a list."""
_DASH = re.compile(r"\A[-–—]\s+(?=\S)")
"""What may stand between a number and its recommendation."""
_CALLED = re.compile(r"\A\W*recommendation\s*[:–—][*_]*\s+(?=\S)", re.IGNORECASE)
"""What says before a recommendation that it is one."""


class ParagraphReading:
    """Reads recommendations line by line: what opens one, goes on with it, heads a part or ends the list.

    Args:
        lines: The paragraphs without asides and closing words.
        actors: Tells what is a name, who acts and what asks for something.
        heading: The heading over them.
        over: The body that it names.
    """

    def __init__(self, lines: Sequence[Line], actors: Actors, heading: str, over: str) -> None:
        self._lines = lines
        self._actors = actors
        self._numbers = numbered(lines, actors.asks)
        self._openings: set[str] = set()  # of the further paragraphs of recommendations
        self._last = max((i for i, printed in enumerate(self._numbers) if printed), default=-1)
        self._last_item = max((i for i, line in enumerate(lines) if line.item), default=-1)
        self._below = names_below(lines, self._numbers, self._actors.is_name)
        self._near = Surroundings(lines, self._numbers, self._below, actors)
        self._stems = {i: stem for i, line in enumerate(lines) if (stem := self._stem_at(i, line))}
        named = {i for i, stem in self._stems.items() if stem.heads and not announces(lines[i].text)}
        stems = dict.fromkeys(self._below, "") | {i: s.actor if i in named else "" for i, s in self._stems.items()}
        level = judged(lines, self._numbers, stems, self._actors.is_name, self._actors.asks, self._actors.acts)
        self._chapters = {**level.names, **level.over}
        self._nested = frozenset(level.over)  # names over themes
        self._below_others = level.left
        self.told: list[str] = []  # paragraphs between recommendations that only tell something
        self.left = ""  # the first line behind the last item of a list, if it is none of its recommendations
        self.doubts = Doubts(
            unsure=[lines[i].text for i in sorted(level.unsure)],
            ending=[lines[i].text for i in sorted(level.ending)],
            either=names_between(lines, self._numbers, {**stems, **self._chapters}),
            bare=[a.number for a, b in pairwise(self._numbers) if a and b and not a.rest and follows(a, b)],
        )
        self._above: bool | None = None  # whether labelled addressees stand above their recommendations
        self._paragraphs = False  # whether recommendations before the last one have several
        self._waiting: Line | None = None  # the name over a chapter of which nothing was read yet
        self._theme: Line | None = None  # what the recommendations that are being read are about
        self._number = heading.strip().split(" ", 1)[0]
        self._part = ""  # the number of the heading over the recommendations that are being read
        self._over = self._base = Stem(over, heads=bool(over))  # of all of them, and of the themes that are being read
        self.stems: list[str] = [*filter(None, [over]), *(lines[i].text for i in sorted(self._below))]

    def is_name(self, text: str) -> bool:
        """True if words are the name of a body."""
        return self._actors.is_name(text)

    def recommendations(self) -> list[Begun]:
        """The recommendations as they are begun, each with its further paragraphs."""
        found: list[Begun] = []
        stem, number, title = self._over, None, None
        # A labelled addressee, a label whose addressee is on the next line, and whether a stem, a heading or a number
        # alone stands above, so that a new recommendation begins.
        cell, label, fresh = "", False, True
        for i, (line, printed) in enumerate(zip(self._by_part(), self._numbers, strict=True)):
            if printed and i not in self._stems and (not printed.rest or (line.heading and not self._near.is_whole(i))):
                number, title, fresh = printed.number, printed.rest or None, True
                continue
            said = self._near.cell_at(i, label=label)
            label = said == ""
            if said is not None:
                if self._above is None:
                    self._above = not found or (fresh and number is not None)
                if self._above:
                    cell = _beside(cell, said)
                elif found:
                    found[-1].cell = _beside(found[-1].cell, said)
                fresh = True
                continue
            above = self._above_at(i, stem)
            if not (above and above.actor) and self._only_tells(line, i, fresh=fresh, first=not found):
                if stem.actor and not fresh:  # others than the body above may be meant
                    stem, fresh = Stem(), True
                    self.doubts.unread.append(line.text)
                continue
            # a stem that heads no part and has a number above begins the one with that number
            if above is not None and (above.heads or i in self._chapters or number is None):
                stem, fresh = above, True
                self._head_part(line, i)
                self.stems += [above.actor] if above.actor else []
                self._wait(line, above)
                continue
            if found and number is None and not printed and not line.heading and planned_label(line.text) is not None:
                found[-1].parts.append(line.full)
                continue
            counted = printed is not None and printed.number[:1].isalpha()  # "Recommendation 2" is no such heading
            again = (line.heading or line.gap) and not (line.item or counted) and is_recommendations_heading(line.text)
            if not (counted or (printed and line.heading)) and self._heads_some(line, i, found, again=again):
                number, title, stem, fresh, self._theme = None, None, self._base, True, None if again else line
                continue
            if self._ends(line, i, found, heads=again or (line.heading and not printed)):
                break
            if number is None and self._takes(line, i, found, fresh=fresh):
                continue
            if found and not fresh and number is None and self._is_behind(found, line, i):
                break
            found.append(self._opened(line, printed, stem, number, title))
            found[-1].cell = cell or found[-1].cell
            number, title, fresh, cell = None, None, False, ""
        if self._waiting and len(self.stems) > 1:  # one alone is who published the page
            self.doubts.unused.append(self._waiting.text)
        return found

    def _by_part(self) -> Iterator[Line]:
        """The lines; each heading of a part is noted, and one beside that of the list ends what is for its body."""
        for line in self._lines:
            if line.heading:
                self._part = line.number
            if line.heading and leaves(self._number, line.number):
                self._over = self._base = Stem()
            yield line

    def _only_tells(self, line: Line, at: int, *, fresh: bool, first: bool) -> bool:
        """True if a line says that recommendations are made or, directly below a heading, that there are none."""
        if (printed := self._numbers[at]) is not None:
            if first and only_introduces(printed.rest) and any(below.number for below in self._lines[at + 1 : at + 2]):
                return True  # as the parts of the list count on with its number
            if first and announces_below(printed.rest) and at < self._last:
                return True
            told = announces(printed.rest) or (first and introduces_what_follows(printed.rest))
            return told and self._numbers[at + 1 : at + 2] != [None]
        if fresh and says_none(line.text):
            self._waiting = None
            return True
        below = self._lines[at + 1 : at + 2]
        over = fresh and bool(below) and (below[0].item or self._numbers[at + 1] is not None)
        told = (over and introduces(line.text)) or (first and only_introduces(line.text))
        told = told or (first and bool(below) and below[0].gap and breaks_off_before_list(line.text))
        return not line.item and (announces(line.text) or told)

    def _takes(self, line: Line, at: int, found: Sequence[Begun], *, fresh: bool) -> bool:
        """True if a line opens no recommendation, but tells something, which is noted, or goes on with the last."""
        if self._only_tells_of(line, at, found, fresh=fresh):
            self.told.append(line.text)
            return True
        if found and not self._numbers[at] and not fresh and self._goes_on(found[-1], line, at):
            self._go_on(found[-1], line)
            return True
        return False

    def _only_tells_of(self, line: Line, at: int, found: Sequence[Begun], *, fresh: bool) -> bool:
        """True if a paragraph of a numbered list surely tells what was, below a whole recommendation or above one."""
        if line.item or line.heading or self._numbers[at] or at > self._last:
            return False
        one = found[-1] if found else None
        if one is None or one.first.heading or not (one.asks and one.number):
            return False
        if telling(line.text) is Telling.SURELY:
            return fresh or one.parts[-1][-1:] in ".!?"
        if fresh and begins_to_tell(line.text) and self._actors.asks(line.text):
            self.doubts.left.append(line.text)
            return True
        plain = fresh and line.text[-1:] == "." and len(line.text.split()) >= _FEWEST
        return plain and all(each.number and each.asks for each in found) and not self._actors.asks(line.text)

    def _ends(self, line: Line, at: int, found: Sequence[Begun], *, heads: bool) -> bool:
        """True if a line heads something else, or is a name after the last recommendation of a list."""
        if heads:
            self.doubts.left += [self._lines[at + 1].text] if at in self._below_others else []
            return True
        last = found and found[-1].listed and at > max(self._last, self._last_item) and not is_open(found[-1].parts[-1])
        alone = last and line.text[-1:] != ":" and stands_alone(line)
        if not alone:
            return False
        if sense(line.text, (), self.is_name) is not Sense.BODY:
            below = self._lines[at + 1 : at + 2]  # a paragraph, which the line heads
            return line.gap and bool(below) and below[0].gap and not self._actors.asks(line.text)
        if not any(says_none(below.text) for below in self._lines[at + 1 : at + 2]):
            self.doubts.unused.append(line.text)
        return True

    def _is_behind(self, found: Sequence[Begun], line: Line, at: int) -> bool:
        """True if a line stands apart behind the last item of a list of which all recommendations are items.

        What asks for something itself may be one without a mark, but for a line with others below it that is too
        short. That it stands below the name of a body does not tell: so does all that follows the list.
        """
        if at <= max(self._last, self._last_item) or not line.gap or line.depth > found[0].first.depth:
            return False
        if is_open(found[-1].parts[-1]) or not (found[-1].listed and all(one.listed for one in found)):
            return False
        heads = stands_alone(line) and len(line.text.split()) < _FEWEST and at + 1 < len(self._lines)
        if not heads and self._actors.asks(line.text):
            return False
        self.left = line.text
        return True

    def _wait(self, line: Line, stem: Stem) -> None:
        """Notes a name that heads a chapter; one before it that has none is of no use."""
        bare = stem.heads and line.text.strip(" *_:") == stem.actor
        if bare and self._waiting and self._waiting.heading == line.heading:
            self.doubts.unused.append(self._waiting.text)
        self._waiting = line if bare else None

    def _stem_at(self, at: int, line: Line) -> Stem | None:
        if (printed := self._numbers[at]) is not None:
            return Stem(printed.rest.rstrip(": "), heads=True) if self._near.numbers_some(at, printed) else None
        themed = line.number != "" and COUNTED_THEME.fullmatch(line.text) is not None
        return None if themed or at in self._below or self._near.holds_list(at) else self._actors.stem(line)

    def _above_at(self, at: int, stem: Stem) -> Stem | None:
        """What a line says of whom those below it are for; of "the force" the heading above tells the name."""
        above = self._chapter_at(at) if at in self._chapters else self._stems.get(at)
        said = above.actor if above else ""
        short = said.islower() and " " not in said and said[-1] != "s"
        return stem if short and stem.actor and announces(self._lines[at].text) else above

    def _chapter_at(self, at: int) -> Stem:
        """What a line that heads a part names; for a theme, the body over it."""
        name = self._chapters[at]
        return Stem(name, heads=True) if name else self._base

    def _head_part(self, line: Line, at: int) -> None:
        """Notes the theme that a line is; a name ends one, but for a plain name below a marked theme."""
        if self._chapters.get(at) == "":
            self._theme = line
            return
        one = at in self._nested and len(self._nested) == 1  # which may be who published the page
        self._base = Stem(self._chapters[at], heads=True) if at in self._nested and not one else self._over
        self.doubts.unused += [line.text] if one else []
        if self._theme and (line.heading or not self._theme.heading):
            self._theme = None

    def _heads_some(self, line: Line, at: int, found: Sequence[Begun], *, again: bool) -> bool:
        """True if a line is the heading of a theme: numbered recommendations that count on follow it directly.

        The first heading may stand above a list without numbers as well; a later one ends the recommendations, but for
        one that says what the recommendations below it are for, or a plain line that is too short to be one itself.
        """
        if again:
            return bool(found) and _FOR.search(line.text) is not None
        below = self._lines[at + 1 : at + 2]
        if line.heading and not found and below and below[0].item and wishes(below[0].text):
            return True
        if not line.heading and self._is_short_over_items(line, at, found):
            if sense(line.text, (), self.is_name) not in {Sense.THEME, Sense.AREA}:
                self.doubts.unsure.append(line.text)
            return True
        if line.item or not (line.heading or line.gap) or at >= self._last or not self._near.is_over_number(at):
            return False
        if line.heading:
            return True
        ended = not found or found[-1].parts[-1][-1:] in ".?!"
        short = len(line.text.split()) <= _LONGEST_THEME and line.text[-1:] not in ".?!;:,"
        return ended and short and line.text[:1].isupper() and self._lines[at + 1].gap

    def _is_short_over_items(self, line: Line, at: int, found: Sequence[Begun]) -> bool:
        """True if a line with items below it has fewer words than a recommendation, and is no part of the one above."""
        apart = line.gap and stands_alone(line) and not (found and is_open(found[-1].parts[-1]))
        return apart and len(line.text.split()) < _FEWEST and self._numbers[at] is None and self._near.is_over_items(at)

    def _opened(self, line: Line, printed: Printed | None, stem: Stem, number: str | None, title: str | None) -> Begun:
        text = BOX.sub("", _DASH.sub("", printed.rest, count=1), count=1) if printed else line.text
        text = _CALLED.sub("", text, count=1)
        actor = self._actors.actor(text)
        left = printed is not None and leaves(self._part, printed.number)
        stem = self._over if left else stem
        continued = actor is None and stem.continued_by(text, item=line.item)
        number = printed.number if printed else number
        theme = self._theme.text if self._theme and not left else None
        self._waiting = None
        asks = actor is not None or continued or wishes(text) or commands_body(text, self.is_name)
        listed = line.item or number is not None
        chapter = stem.actor if stem.heads else ""
        return Begun(
            line, [text], number, title or theme, stem.actor if continued else actor or "", asks, listed, chapter
        )

    def _go_on(self, one: Begun, line: Line) -> None:
        """Puts a line to the recommendation before it."""
        one.parts.append(line.full)
        self._openings.add(opening(line.text))

    def _goes_on(self, one: Begun, line: Line, at: int) -> bool:
        """True if a line without a number of its own belongs to the recommendation before it."""
        listed = line.item or COUNTING.match(line.text) is not None
        if listed and one.inner is not None:
            if line.item and one.first.item and line.depth <= one.first.depth < one.inner.depth:
                return False
            return line.marker == one.inner.marker or line.depth > one.first.depth
        if listed and (line.depth > one.first.depth or (one.parts[-1].endswith(":") and one.differs(line))):
            one.inner = line
            return True
        if listed or not one.listed:
            return False
        if line.text[:1].isdigit() and not line.gap and one.parts[-1][-1:] not in ".?!":
            return True
        if 0 < line.depth - one.first.depth <= _DEEPEST or is_open(one.parts[-1]):
            return True
        within = one.number is not None and at < self._last
        self._paragraphs = self._paragraphs or (within and line.gap)
        if within or (one.number is not None and self._is_usual(line)):
            return True
        return goes_on([one.parts[-1]], line.text)

    def _is_usual(self, line: Line) -> bool:
        """True if the last recommendation has a further paragraph as those before it have."""
        return opening(line.text) in self._openings - {""} or (
            self._paragraphs and line.gap and self._actors.asks(line.text)
        )


def _beside(cell: str, said: str) -> str:
    return f"{cell} | {said}" if cell and said else cell or said
