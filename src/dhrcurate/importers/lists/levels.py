"""The lines that head parts of a list of recommendations, judged together: those of one level are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from dhrcurate.importers.lists.names_alone import kind_of_list, stands_alone
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import words_for
from dhrcurate.importers.wording.announcing import announces
from dhrcurate.importers.wording.numbers import Printed
from dhrcurate.importers.wording.paragraphs import is_open
from dhrcurate.importers.wording.senses import COUNTED_THEME, Sense, ends_as_theme, is_set_as_name, may_be_name, sense

_ASKING = frozenset({"should", "must", "shall"})
_EVERY = frozenset({"all", "each", "every", "any", "both"})
_TEXT = "text"
_AROUND = " *_:"
"""What may stand around a name over recommendations."""
_FEWEST = 4
"""A recommendation has at least so many words."""
_TRIED = 20
"""So many words of a level at most are looked for in the texts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What heads the parts of a list.

    Attributes:
        names: The places of the lines that do so, each with its words if they are the name of a body.
        over: The places of the names of bodies over themes, each with its words.
        unsure: The places of those that may be the name of a body and were not taken for it.
        ending: The places of themes over paragraphs below the last body, which may head another chapter.
        left: The places of further headings of their level, below which sentences stand that ask for nothing.
    """

    names: Mapping[int, str]
    over: Mapping[int, str]
    unsure: frozenset[int]
    ending: frozenset[int]
    left: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Head:
    """A line over a part.

    Attributes:
        at: Its place.
        text: Its words.
        first: The words of the first recommendation below it.
        sense: What its words are.
        may_be_name: Whether they may be the name of a body, whatever they are more likely.
        stated: Whether it says in words that recommendations are for a body: "Recommendations for Wold Police".
        for_whom: Whether it says so of its words, whatever they are.
        asked: Whether what stands below it asks for something, or it says itself that recommendations do.
    """

    at: int
    text: str
    first: str
    sense: Sense
    may_be_name: bool
    stated: bool
    for_whom: bool
    asked: bool

    @property
    def is_body(self) -> bool:
        """Whether it is surely the name of a body; a word such as "Schools" may be a theme beside themes."""
        return self.stated or (self.sense is Sense.BODY and (" " in self.text or self.text.isupper()))

    @property
    def is_at_large(self) -> bool:
        """Whether it is that of bodies of a kind, not set as a name, and does not say in words that all are meant."""
        every = self.text.split(" ", 1)[0].lower() in _EVERY
        return not (self.stated or self.for_whom or every or self.text.isupper() or is_set_as_name(self.text))

    @property
    def is_plain(self) -> bool:
        """Whether it is surely a theme."""
        return self.sense in {Sense.THEME, Sense.AREA} and not (self.may_be_name or self.stated)


def judged(
    lines: Sequence[Line],
    numbers: Sequence[Printed | None],
    stems: Mapping[int, str],
    is_name: Callable[[str], bool],
    asks: Callable[[str], bool],
    acts: Callable[[str], bool],
) -> Judged:
    """What the lines that head parts of a list are.

    A level is the lines that are marked and set apart in the same way, over lists of the same kind that ask for
    something. Beside the name of a body other words that are set as a name are one too, or are told of where they are
    more likely a theme. Where nobody is named, an area of work is a theme beside themes. Without a name of a body
    nothing may stand above the first of a level.

    Args:
        lines: The paragraphs of the list.
        numbers: The number that each begins with.
        stems: The places of the lines that are known to say who is to act, each with the body that it heads; empty
            for one that heads no part, or nobody's.
        is_name: Tells if words are surely the name of a body.
        asks: Tells if a text asks for something.
        acts: Tells if a text says itself which body is to act.
    """
    said = frozenset(word.strip(".,;:()") for line in lines for word in line.text.split() if word.islower())
    levels = _levels(lines, numbers, stems, said, is_name, asks)
    spoken = "\n".join(line.text for line in lines if line.text[-1:] in ".;")
    names: dict[int, str] = {}
    unsure: set[int] = set()
    left: set[int] = set()
    ending: set[int] = set()
    for (marked, _, kind), heads in levels.items():
        level, at_large = _with_themes(_over_recommendations(heads, marked=marked))
        bodies = any(head.is_body for head in level)
        sure = bodies and (marked or kind != _TEXT)  # a paragraph may also stand below a line that is a signature
        if not level or not (sure or _is_open(lines, numbers, level, kind)):
            continue
        surely = bodies or any(head.text in spoken for head in level[:_TRIED] if head.sense is Sense.NAME)
        surely = surely or {head.sense for head in level} == {Sense.BODY, Sense.NAME}
        themed = not surely and any(head.sense in {Sense.THEME, Sense.NAME} for head in level)
        either = bodies or (len(level) > 1 and not any(head.is_plain for head in level))
        named = [head for head in level if head.is_body or head.sense is Sense.NAME]
        alike = surely and len(named) >= len(level) - 1  # one theme among names is likelier to be a name as well
        left |= {head.at for head in heads if marked and _is_sentence(head.first)} - {head.at for head in level}
        for head in level:
            area = head.sense is Sense.AREA
            if head.at in stems and not (themed or (area and not surely and acts(head.first))):
                continue
            is_named = head.is_body or (head.sense is Sense.NAME and surely and " " in head.text)
            names[head.at] = head.text if is_named else ""
            doubtful = head.sense in {Sense.NAME, Sense.BODY} or ((either or head.for_whom) and head.may_be_name)
            doubtful = doubtful or (bodies and head.for_whom and is_set_as_name(head.text))
            doubtful = doubtful or (alike and head.sense is Sense.THEME and is_set_as_name(head.text))
            unsure |= {head.at} if not is_named and (doubtful or head.at in at_large) else set()
        last = max((head.at for head in level if head.is_body), default=level[-1].at)
        ending |= {head.at for head in level if kind == _TEXT and head.at > last and not head.for_whom} - unsure
    above = [i - 1 for i, name in names.items() if not name and i > 0 and not numbers[i - 1]]
    alone = {i: stems.get(i, lines[i].text.strip(_AROUND)) for i in above if i in stems or _is_apart(lines[i])}
    over = {i: text for i, text in alone.items() if text and sense(text, said, is_name) is Sense.BODY}
    return Judged(names, over, frozenset(unsure), frozenset(ending), frozenset(left))


def _levels(
    lines: Sequence[Line],
    numbers: Sequence[Printed | None],
    stems: Mapping[int, str],
    said: frozenset[str],
    is_name: Callable[[str], bool],
    asks: Callable[[str], bool],
) -> Mapping[tuple[bool, bool, str], list[_Head]]:
    """The lines that may head parts of a list, by how they are marked and set apart, and over lists of what kind.

    What only introduces a list ("Access to Work:") heads one where the names of bodies are set in the same way.
    """
    levels: dict[tuple[bool, bool, str], list[_Head]] = defaultdict(list)
    perhaps: dict[tuple[bool, bool, str], list[_Head]] = defaultdict(list)  # which may also introduce a list
    for i, line in enumerate(lines):
        kind = kind_of_list(lines, numbers, i + 1) or _kind_of_text(lines, i)
        if numbers[i] or line.item or kind is None:
            continue
        if not stems.get(i) and (i in stems or not _heads(lines, i, kind, asks)):
            continue
        bare = line.text.strip(_AROUND)
        whose = words_for(bare)
        text = stems.get(i) or whose or bare
        of_what = whose and not stems.get(i) and ends_as_theme(text)  # "Recommendations for practice improvement"
        kind_of_words = Sense.THEME if of_what else sense(text, said, is_name)
        head = _Head(
            i,
            text,
            _first(lines, numbers, i + 1),
            kind_of_words,
            may_be_name=may_be_name(text, said),
            stated=bool(stems.get(i) and whose) and kind_of_words is not Sense.THEME,
            for_whom=bool(whose),
            asked=bool(stems.get(i) or whose) or _asked(lines, i, kind, asks),
        )
        key = (line.heading, line.gap, kind)
        colon = not line.heading and line.text.strip(" *_")[-1] == ":"
        if colon and kind != _TEXT and head.sense is Sense.THEME and is_set_as_name(text):
            perhaps[key].append(head)
        elif not (colon and head.is_plain) and (head.asked or head.is_body or kind != _TEXT):
            levels[key].append(head)
    for key, heads in perhaps.items():
        if any(head.is_body and lines[head.at].text.endswith(":") for head in levels.get(key, ())):
            more = [replace(head, sense=Sense.NAME) for head in heads]
        else:
            more = [head for head in heads if not head.is_plain]
        levels[key] = sorted([*levels.get(key, ()), *more], key=_place)
    return levels


def _place(head: _Head) -> int:
    return head.at


def _over_recommendations(heads: Sequence[_Head], *, marked: bool) -> list[_Head]:
    """Those of a level that stand over recommendations, which not all ask for something in words that tell it.

    What stands between headings over recommendations does so too, and what may be a name below the last of them.
    """
    last = max((n for n, head in enumerate(heads) if head.asked), default=-1)
    if last < 0:
        return []
    return [head for n, head in enumerate(heads) if head.asked or head.may_be_name or (marked and n < last)]


def _with_themes(level: Sequence[_Head]) -> tuple[list[_Head], frozenset[int]]:
    """The lines of a level; where all others are themes, bodies at large ("Health partners") are areas of work as well.

    Returns:
        The lines, and the places of those bodies.
    """
    bodies = [head for head in level if head.is_body]
    themes = sum(head.is_plain for head in level)
    at_large = frozenset(head.at for head in bodies if head.is_at_large)
    if themes < max(1, len(bodies)) or themes + len(bodies) < len(level) or len(at_large) < len(bodies):
        return list(level), frozenset()
    return [replace(head, sense=Sense.AREA) if head.at in at_large else head for head in level], at_large


def _is_sentence(text: str) -> bool:
    return text[-1:] in {".", ";"} and len(text.split()) >= _FEWEST


def _is_apart(line: Line) -> bool:
    counted = COUNTED_THEME.fullmatch(line.text) if line.number else None
    text = counted["rest"] if counted else line.text.strip(_AROUND)
    return stands_alone(replace(line, text=text)) and (line.heading or line.gap)


def _asked(lines: Sequence[Line], at: int, kind: str, asks: Callable[[str], bool]) -> bool:
    """True if what stands below a line asks for something; what has a number need not do so in so many words."""
    if kind in {"number", _TEXT}:
        return kind == "number" or asks(lines[at + 1].text)
    items = takewhile(lambda line: line.item, islice(lines, at + 1, None))
    return any(asks(line.text) for line in items)


def _kind_of_text(lines: Sequence[Line], at: int) -> str | None:
    """What kind a text without numbers is that goes on below a line; `None` if that does not head one."""
    below = next(iter(lines[at + 1 : at + 2]), None)
    if below is None or below.heading:
        return None
    return _TEXT if lines[at].heading or (lines[at].gap and below.text[-1:] == ".") else None


def _heads(lines: Sequence[Line], at: int, kind: str, asks: Callable[[str], bool]) -> bool:
    """True if a line may head a part: it stands apart, and is neither a sentence nor a recommendation itself."""
    line = lines[at]
    inside = at > 0 and is_open(lines[at - 1].text)
    if inside or not _is_apart(line) or (is_recommendations_heading(line.text) and not words_for(line.text)):
        return False
    if line.heading or kind == "number":  # which may begin as a command does, as in "Record keeping"
        return _ASKING.isdisjoint(line.text.lower().split())
    asked_of = words_for(line.text.strip(_AROUND))
    return bool(asked_of) or not asks(line.text) or line.text.endswith("ing")  # "Record keeping"


def _first(lines: Sequence[Line], numbers: Sequence[Printed | None], at: int) -> str:
    """The words of a recommendation; those after a number that is alone are on the next line."""
    printed = numbers[at]
    text = printed.rest if printed else lines[at].text
    return text or next((line.text for line in lines[at + 1 : at + 2]), "")


def _is_open(lines: Sequence[Line], numbers: Sequence[Printed | None], level: Sequence[_Head], kind: str) -> bool:
    """True if no recommendation stands above the first line of a level, which then heads all of them.

    A plain line over a list of items may be a recommendation itself, and heads it only as others do.
    """
    first = level[0].at
    for i in range(first):
        headed = lines[i].heading or announces(lines[i].text) or (kind != _TEXT and lines[i].gap)
        if numbers[i] or lines[i].item or not headed:
            return False
    return kind == "number" or len(level) > 1 or (lines[first].heading and kind != _TEXT)
