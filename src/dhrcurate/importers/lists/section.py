"""The paragraphs under a heading of recommendations, read as rows with what is to be told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.domain.agency import Names
from dhrcurate.importers.lists.addressed_numbers import with_addressees_below
from dhrcurate.importers.lists.asides import without_asides
from dhrcurate.importers.lists.begun import above_list
from dhrcurate.importers.lists.beside import hold_names, with_cells, with_names_joined
from dhrcurate.importers.lists.beside_numbers import with_cells_below
from dhrcurate.importers.lists.closing import without_closing
from dhrcurate.importers.lists.counted_titles import with_counted_titles
from dhrcurate.importers.lists.dense_names import with_names_apart
from dhrcurate.importers.lists.further_columns import without_further_columns
from dhrcurate.importers.lists.in_prose import names_several, with_sentences_apart
from dhrcurate.importers.lists.labelled_parts import without_other_labels
from dhrcurate.importers.lists.names_over_items import with_names_over_items
from dhrcurate.importers.lists.numbered_heads import without_bullets, without_head_numbers
from dhrcurate.importers.lists.numbered_titles import with_titles_apart
from dhrcurate.importers.lists.numbers import numbered
from dhrcurate.importers.lists.odd_rows import counted_with_chapter, odd_rows
from dhrcurate.importers.lists.paragraph_numbers import without_paragraph_numbers
from dhrcurate.importers.lists.paragraph_reading import ParagraphReading
from dhrcurate.importers.lists.statements import without_chapter_paragraph, without_introduction, without_statements
from dhrcurate.importers.lists.titles_before import with_titles_before
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import wishes


@dataclass(slots=True)
class Section:
    """The paragraphs under the heading, read.

    Attributes:
        rows: The recommendations.
        stems: The addressees of stems and headings above several of them.
        wishes: Whether any of them asks for something.
        left: The first words after the last recommendation.
        doubts: What is to be told of who the recommendations may be for.
        plain: Whether each of them asks for something, has a number or is in a list.
        beside: Lines beside them that are plainly no recommendations, such as reasons.
        labels: How such lines are labelled.
        over: The body that the heading names.
        unread: The heading, if it says whose they are in words that name no body.
        tells: Whether paragraphs of it tell something, and were taken out.
    """

    rows: list[Row] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    wishes: bool = False
    left: str = ""
    doubts: tuple[str, ...] = ()
    plain: bool = False
    beside: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    over: str = ""
    unread: str = ""
    tells: bool = False


def read_section(lines: Sequence[Line], names: Names, heading: str = "", chapter: str = "") -> Section:
    """Reads the paragraphs under a heading of recommendations.

    Args:
        lines: The paragraphs, with wrapped lines joined.
        names: The register.
        heading: The heading, which may say whose recommendations they are.
        chapter: The body whose chapter they stand in, if a title above the heading names one.
    """
    actors = Actors(names)
    lines, introduction = without_chapter_paragraph(without_paragraph_numbers(lines))
    lines = with_names_apart(lines, actors.is_name)
    apart = with_sentences_apart(lines)
    lines = with_names_over_items(without_bullets(apart.lines), actors.names_body)
    lines = without_head_numbers(lines, actors.names_body, actors.asks, heading)
    lines = with_counted_titles(lines, actors.names_body)
    lines = with_titles_apart(with_addressees_below(lines, actors.is_name), actors.is_name)
    parts = without_other_labels(lines, actors.asks)
    columns = without_further_columns(parts.lines, actors.asks)
    joined = with_names_joined(with_cells_below(columns.lines, actors.is_name))
    asides = without_asides(joined, actors.asks, narrated=not heading, introduction=introduction)
    introduced = without_introduction(asides.lines, actors.names_body)
    kept = without_closing(introduced, numbered(introduced, actors.asks))
    stay = set(map(id, kept))
    closing = [line.text for line in introduced if id(line) not in stay]
    over = actors.addressee_of(heading) or chapter
    reading = ParagraphReading(kept, actors, heading, over)
    parted = without_statements(reading.recommendations())
    above = above_list(parted.kept, over)
    reading.doubts.left += [*parted.doubtful, *(one.parts[0] for one in parted.kept[:above] if one.asks)]
    found = parted.kept[above:]
    plain = [i for i, one in enumerate(found) if one.asks or one.listed]
    last = max((i for i, one in enumerate(found) if one.number), default=0)
    if all(one.number for one in found[: last + 1]):  # then they end where one without has no item and asks for nothing
        below = range(last + 1, len(found))
        until = next((i for i in below if not (found[i].first.item or actors.asks(found[i].parts[0]))), len(found))
        plain = [i for i in plain if i < until]
    end = plain[-1] + 1 if plain else len(found)
    left = found[end].parts[0] if end < len(found) else reading.left
    taken = found[:end]
    reading.doubts.odd += [*odd_rows(taken), *counted_with_chapter(taken, heading)]
    prose = (one.parts[0] for one in taken if not one.listed and len(one.parts) == 1)
    reading.doubts.several += [text for text in prose if names_several(text, actors)]
    rows = with_cells([one.row() for one in taken], reading.is_name, reading.doubts.unsure)
    titled = with_titles_before(rows, reading.is_name, actors.asks)
    asked = any(one.asks for one in found) or any(wishes(row.text) for row in rows if row.addressed_to)
    kinds = hold_names(rows, reading.is_name)  # whom the brackets name goes before "commissioners" in a sentence
    said = ["" if kinds and actors.is_ordinary(one.actor) else one.actor for one in taken]
    said = (
        said
        if titled == rows
        else [actor or actors.actor(row.text) or "" for row, actor in zip(titled, said, strict=True)]
    )
    rows = [replace(row, addressed_to=row.addressed_to or actor) for row, actor in zip(titled, said, strict=True)]
    whole = bool(plain) and len(plain) == len(taken)
    doubts = tuple(reading.doubts.told(rows, reading.is_name))
    beside, labels = (
        (
            *introduction,
            *apart.reasons,
            *parts.texts,
            *columns.texts,
            *reading.told,
            *asides.texts,
            *parted.sure,
            *closing,
        ),
        (*parts.labels, *columns.labels, *asides.labels),
    )
    labels = tuple(dict.fromkeys((*labels, *(["Findings"] if reading.told else []))))
    unread = heading if not over and actors.may_be_of_somebody(heading) else ""
    tells = bool(parted.sure or parted.doubtful)
    return Section(rows, reading.stems, asked, left, doubts, whole, beside, labels, over, unread, tells)
