"""The line above a table that says whose recommendations are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.lists.next_parts import begins_another_part
from dhrcurate.importers.metadata import is_plan_heading, is_recommendations_heading, states_fact
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.tables.group_heads import bodies_over, is_known, small_words
from dhrcurate.importers.wording.actors import Actors, names_several, words_for
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.senses import Sense, sense

_THEMES = frozenset({Sense.THEME, Sense.AREA})
_LONGEST = 12
"""A name has at most so many words."""

_LONGEST_THEME = 4
"""One that begins as a command does has fewer words."""


@dataclass(frozen=True, slots=True)
class Head:
    """What heads a table.

    Attributes:
        at: The place of its line.
        text: The line.
        actor: The body that it names, empty if it may be a name or a theme.
        marked: Whether the page marks it as a heading; a plain line may also belong to what stands above.
        theme: What the rows are about, if it is a theme as those of the page's other tables are.
    """

    at: int
    text: str
    actor: str
    marked: bool
    theme: str = ""


def heads_of(page: Page, actors: Actors) -> dict[int, Head]:
    """What heads the tables of a page, by how many lines stand before each; judged together, as those over lists are.

    Args:
        page: The page.
        actors: Knows bodies by name.
    """
    first = _first_place(page, actors)
    places = sorted({first, *(table.at for table in page.tables if table.at > first)})
    heads = {at: head for before, at in pairwise(places) if (head := _head_of(page, before, at, actors))}
    if sum(bool(words_for(head.text)) for head in heads.values()) == 1:  # else each is for others than the next
        heads = {at: head for at, head in heads.items() if head.at != first or not names_several(head.text)}
    senses = {at: sense(head.actor or head.text, (), actors.is_name) for at, head in heads.items()}
    plain = [at for at, head in heads.items() if not head.marked]
    named = any(heads[at].actor for at in plain) or (len(plain) > 1 and all(senses[at] is Sense.NAME for at in plain))
    found = {at: head for at, head in heads.items() if head.marked or named}  # else a plain line is no name
    senses = {at: senses[at] for at in found}
    marked = [senses[at] for at, head in found.items() if head.marked]
    if len(marked) > 1 and Sense.THEME in marked and Sense.BODY not in senses.values():
        return {at: _as_theme(head) if senses[at] in _THEMES and head.marked else head for at, head in found.items()}
    return _with_bodies(found, page, actors)


def _with_bodies(found: Mapping[int, Head], page: Page, actors: Actors) -> dict[int, Head]:
    """The heads, with the bodies that those name which nobody knows; over tables with addressees they may be themes."""
    said = small_words(cell for table in page.tables if table.at in found for row in table.rows for cell in row)
    kinds = ([head.text for head in found.values() if head.marked is marked] for marked in (True, False))
    bodies = {text: name for texts in kinds for text, name in bodies_over(texts, said, actors).items()}
    addressed = {t.at for t in page.tables if (columns := recognise(t.header)) and columns.addressed_to is not None}
    return {
        at: replace(head, actor=bodies.get(head.text, ""))
        if (head.marked or not head.actor) and at not in addressed and not is_known(head.text, actors) else head
        for at, head in found.items()
    }  # fmt: skip


def _first_place(page: Page, actors: Actors) -> int:
    """From which line on there may be headings of tables, as a name above may be that of the site.

    That is the heading of the recommendations, else the one right above the first table where each table has its own
    and one of them names a body.
    """
    titled = next((i for i, line in enumerate(page.lines) if is_recommendations_heading(line.text)), None)
    if titled is not None:
        return titled
    places = sorted({table.at for table in page.tables if recognise(table.header)})
    heads = [page.lines[at - 1] for at in places if at > 0 and page.lines[at - 1].heading]
    named = any((stem := actors.stem(head)) and stem.heads and stem.actor for head in heads)
    return places[0] - 1 if named and 1 < len(heads) == len(places) else len(page.lines)


def _as_theme(head: Head) -> Head:
    return replace(head, actor="", theme=head.text.strip(" *_:"))


def _head_of(page: Page, start: int, end: int, actors: Actors) -> Head | None:
    """What heads a table: the line right above it if that is the name of a body, else the last heading.

    Args:
        page: The page.
        start: The place from which its lines are looked at.
        end: How many lines stand before the table.
        actors: Knows bodies by name.
    """
    last = page.lines[end - 1]
    marked = next((i for i in range(end - 1, start - 1, -1) if page.lines[i].heading), None)
    if marked != end - 1 and (name := _name(last, actors)):
        return Head(end - 1, last.text, name, marked=False)
    if marked is not None:
        line = page.lines[marked]
        stem = None if line.item else actors.stem(line)
        if stem and stem.heads and stem.actor:
            return Head(marked, line.text, stem.actor, marked=True)
        if _may_be_name(line):
            return Head(marked, line.text, "", marked=True)
    plain = last.gap and not last.item and marked != end - 1 and _may_be_name(last)
    return Head(end - 1, last.text, "", marked=False) if plain else None


def _name(line: Line, actors: Actors) -> str:
    """The name of a body that a line is, and nothing else; empty if it is none."""
    if line.item or not line.gap or states_fact(line.text):
        return ""
    stem = actors.stem(line)
    if stem:
        return stem.actor if stem.heads else ""
    bare = line.text.strip(" *_:")
    alone = len(bare.split()) in range(2, _LONGEST + 1) and not is_recommendations_heading(bare)
    return bare if alone and not is_plan_heading(bare) and actors.is_name(bare) else ""


def _may_be_name(line: Line) -> bool:
    """True if a heading says something of a table that is neither its title nor a sentence."""
    text = line.text.strip(" *_:")
    return (
        0 < len(text.split()) <= _LONGEST
        and text[-1] not in ".;?!"
        and not (is_recommendations_heading(text) or is_plan_heading(text))
        and not begins_another_part(line)
        and (not wishes(text) or _is_theme(text))
    )


def _is_theme(text: str) -> bool:
    """True if words that begin as a command does are a theme: "Record keeping"."""
    return text.endswith("ing") and len(text.split()) < _LONGEST_THEME
