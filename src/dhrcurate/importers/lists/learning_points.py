"""The "key learning points" layout: prose with headings, its recommendations in paragraphs under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from dhrcurate.domain.agency import Names
from dhrcurate.importers.lists.chapters import Chapter
from dhrcurate.importers.lists.dense_names import with_names_on_lines
from dhrcurate.importers.lists.in_prose import with_sentences_apart
from dhrcurate.importers.lists.next_parts import begins_another_part, closes_report
from dhrcurate.importers.lists.over_sections import OverSections, over_sections
from dhrcurate.importers.lists.said_so import said_so
from dhrcurate.importers.lists.section import Section, read_section
from dhrcurate.importers.lists.title_page import partnership_above, partnership_supposed, sentences_over, title_above
from dhrcurate.importers.lists.together import put_together, unread_headings, without_cut_lists
from dhrcurate.importers.lists.unnamed import asks_bodies, is_put_to_bodies, may_head_unnamed
from dhrcurate.importers.lists.which_review import (
    HEAD,
    is_title_of_case,
    is_titled_as_one,
    may_be_of_one,
    names_review,
    speaks_of_one,
    states_review,
)
from dhrcurate.importers.metadata import fill, is_plan_heading, is_recommendations_heading, read_metadata
from dhrcurate.importers.model import Found, Metadata, Row
from dhrcurate.importers.pages.chrome import is_chrome, is_link_alone
from dhrcurate.importers.pages.page import Line, Page, settled, unwrapped
from dhrcurate.importers.wording.actors import Actors, words_for
from dhrcurate.importers.wording.announcing import announces, heads_what_is_recommended
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.paragraphs import is_open, may_be_heading, says_none

_CASE = re.compile(
    r"""\bwas\s(?:fatally\s|brutally\s)?(?:killed|murdered|stabbed|strangled|shot|found\sdead|convicted)
    |\b(?:died|death|killed|murdered)\s(?:in|on)\s(?:the\s)?(?:\d|early|late|[A-Z][a-z]+\s\d)|\btook\s(?:her|his|their)\sown\slife
    |\bpseudonym|\bsentenced\sto\b|\bpleaded\sguilty|\bthis\s(?:review|dhr|case)\s(?:concerns|is\sabout|examines|considers)
    |\blearning\spoints?\b|\bwhat\shappened\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a page about one case; pages about reviews in general mention victims and lessons too."""
_DEATH = re.compile(
    r"\b(?:kill(?:ed|ing)|murder(?:ed)?|died|death|dead|homicide|stabbed|strangled|shot|own life|suicide)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:in|on|of|during)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:[A-Z][a-z]+\s+)?((?:19[89]|20\d)\d)\b"
)
_COUNTED = re.compile(
    r"(?:argymhelliad\s*/\s*(?=rec)|recommendation\s*/\s*(?=arg))?"
    r"(?:rec(?:ommendation)?|argymhelliad)\.?\s*(?:n(?:o|umber)[.:]*\s*)?"
    r"(?:(?P<first>1|one)|\d{1,3}[a-z]?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\.?\d)",
    re.IGNORECASE,
)
"""The number of a recommendation that is counted as one, with or without its words."""
_CHAPTER = re.compile(r"\d{1,2}\.?\s+[A-Z]")
_FACT = re.compile(r"\w[\w ]{0,30}:\s+\S")
_MOST_READ = 8
"""A page with many headings is read at most so many times over."""
_OVER = re.compile(
    r"what (?:are|were) the (?:[a-z-]+ )?recommendations\?|what recommendations [a-z ]{3,40}\?"
    r"|what (?:did|does|do|has|have) [a-z ]{3,40} recommend(?:ed)?\?|[^.;?!]{0,60}\brecommendations\b[^.;?!]{0,60}:"
    r"|(?:[a-z]+ )?recommendations (?:for|to|from|made by) (?![^.;:?!]*\b(?:should|must|is|are|was|were)\b)"
    r"[^.;:?!]{3,90}",
    re.IGNORECASE,
)
"""Headings over recommendations that are questions or longer than other headings."""
_OF_SOME = re.compile(r"\b(?:for|to|from|by)\b", re.IGNORECASE)
"""In headings of recommendations of one body, which may be parts of a list."""
_TITLED = re.compile(r"\breview\b|learning|\badolygiad\b", re.IGNORECASE)


def read_learning_points(page: Page, names: Names) -> Found | None:
    """Reads a page in the key-learning-points layout, `None` if it is none.

    A page that tells of no case must name its review or count its recommendations as such, and each of these must be
    plainly one.

    Args:
        page: The page.
        names: The register, which knows actors by name.
    """
    case = _CASE.search("\n".join(line.text for line in page.lines)) is not None
    head = page.lines[:HEAD]
    title_page = list(takewhile(lambda line: not heads_list(line), head))
    named = page.vouched or any(names_review(line.text) for line in head) or states_review(page, title_page)
    found: list[tuple[int, Section]] = []
    actors = Actors(names)
    lines = settled(page.lines)
    left_to_read = _MOST_READ * len(lines) + HEAD
    starts, planned = _starts(lines)
    planned, unnamed = planned and bool(starts), not starts
    if unnamed and (case or page.vouched or is_titled_as_one(head)):  # else it may be a policy of reviews
        starts = [at for at in range(len(lines)) if may_head_unnamed(lines, at, actors)]
    over = OverSections() if planned else over_sections(lines, starts, actors)
    for at in starts:
        below = list(_below(lines, at, actors))
        left_to_read -= len(below)
        if left_to_read < 0:
            break
        below, linked = _without_links(below, page)
        below = below[: next((i for i in range(len(below)) if at + 1 + i in over.titles), None)]
        heading = lines[at].text if at >= 0 and heads_list(lines[at]) else ""
        section = read_section(
            unwrapped(with_names_on_lines(below, actors.is_name)), names, heading, over.bodies.get(at, "")
        )
        section.left = section.left or linked
        plain = section.plain and not any("|" in row.text for row in section.rows)  # else what is left of a table
        sure = case or (plain and (named or _counted(section)))
        listed = plain and named and len(section.rows) > 1
        each = all(r.number for r in section.rows) or all(r.addressed_to for r in section.rows)
        asked = section.wishes or (listed and each)  # of the body that a task stands beside it is asked
        put = heading != "" and plain and asked and is_put_to_bodies(section, actors)
        sure = sure or (
            put
            and (
                may_be_of_one(page, [*title_page, *lines[at : at + 1]], heading)
                or _is_of_known(page, lines, at, section, names)
            )
        )
        if planned and not (plain and not (section.labels or section.tells) and all(map(_only_asks, section.rows))):
            continue  # a plan says what was done too
        if sure and asked and not (unnamed and not asks_bodies(section, actors, page)):
            found.append((at, section))
    found = without_cut_lists(found)
    if not found:
        return _said_so(page, names) if case or named else None
    at, best = max(found, key=lambda each: len(each[1].rows))
    left = (f"left out what follows the recommendations: “{best.left[:60]}”",) if best.left else ()
    rows = tuple(put_together(found, best))
    taken = [section for _, section in found if section is best or section.plain]
    told = (f"took what stands under “{lines[at].text[:60]}” for recommendations, as it asks bodies to act",)
    doubts = (*best.doubts, *unread_headings(taken, best, over.unread))
    lost = (*(() if may_be_heading(best.left) else left), *doubts)
    beside = tuple(text for section in taken for text in section.beside)
    labels = tuple(dict.fromkeys(label for section in taken for label in section.labels))
    above = at if at >= 0 and (planned or unnamed or heads_list(lines[at])) else at + 1
    metadata = _metadata(page, above, names)
    first = next((line.text for line in lines[at + 1 : at + 2]), "")
    told_of = [*lines[:above], *sentences_over(lines[at + 1 :], best.rows[0].text)]
    supposed = None if metadata.csp else partnership_supposed(told_of, first, names)
    return Found(
        "learning-points", metadata, rows, (*(told if unnamed else ()), *left, *doubts), lost, beside, labels, supposed
    )


def _is_of_known(page: Page, lines: Sequence[Line], at: int, section: Section, names: Names) -> bool:
    """True if sentences over a list name a partnership, and the page speaks as the report of one review does."""
    above = [*lines[:at], *sentences_over(lines[at + 1 :], section.rows[0].text)]
    return speaks_of_one(page, above) and partnership_supposed(above, "", names) is not None


def _said_so(page: Page, names: Names) -> Found | None:
    """The recommendations of a page without a list of them, each of which says that it is one."""
    lines = with_sentences_apart(unwrapped(settled(page.lines)), 1).lines
    said = said_so(lines, names)
    if said is None:
        return None
    first = lines[said.first].text
    above = next((i for i, line in enumerate(page.lines) if first.startswith(line.text) or first in line.text), 0)
    metadata = _metadata(page, above, names)
    supposed = None if metadata.csp else partnership_supposed(page.lines[:above], "", names)
    labels = tuple(said.labels)
    return Found("learning-points", metadata, tuple(said.rows), (), (), tuple(said.beside), labels, supposed)


def _only_asks(row: Row) -> bool:
    """True if a text asks for something, and no line of it gives after a label what is no wish, such as a date."""
    asked = row.text.strip() and wishes(row.text)
    return bool(asked) and not any(_FACT.match(line) and not wishes(line) for line in row.text.split("\n"))


def _starts(lines: Sequence[Line]) -> tuple[list[int], bool]:
    """The headings over recommendations, or the place before the first that is counted as one.

    Without either, the headings of action plans; and whether it is those.
    """
    heads = [
        at
        for at, line in enumerate(lines)
        if heads_list(line) and not any(below.wrapped for below in lines[at + 1 : at + 2])
    ]
    named = [at for at in heads if not heads_what_is_recommended(lines[at].text, marked=lines[at].heading)]
    heads = named if any(not words_for(lines[at].text) for at in named) else heads  # else those head its parts
    first = next((at for at, line in enumerate(lines) if (m := _COUNTED.match(line.text)) and m["first"]), None)
    if heads or first is not None:
        return heads or [_above_first(lines, first or 0)], False
    marked = ((at, line) for at, line in enumerate(lines) if not line.item and (line.heading or line.gap))
    return [at for at, line in marked if is_plan_heading(line.text)], True


def _above_first(lines: Sequence[Line], first: int) -> int:
    """The place above the first recommendation that is counted as one, or above a theme that heads it as others do."""
    counted = (_COUNTED.match(below.text) for below in lines[first + 1 :])
    themes = any(line.heading and number for line, number in zip(lines[first:], counted, strict=False))
    return first - 2 if first > 1 and themes and lines[first - 1].heading and not lines[first].heading else first - 1


def _counted(section: Section) -> bool:
    """True if the recommendations are counted as such: "Recommendation 1", "Recommendation 2"."""
    return len(section.rows) > 1 and all((r.number or "")[:3].lower() in {"rec", "arg"} for r in section.rows)


def heads_list(line: Line) -> bool:
    """True if a line is the heading over the recommendations."""
    numbered = printed_number(line.text)
    counted = _COUNTED.match(line.text) or (numbered and numbered[0][0].isalpha())
    if counted or line.item or not (line.heading or line.gap):
        return False
    over = _OVER.fullmatch(line.text.strip(" *_")) is not None
    said = numbered[1] if numbered else line.text
    return over or is_recommendations_heading(line.text) or heads_what_is_recommended(said, marked=line.heading)


def _below(lines: Sequence[Line], at: int, actors: Actors) -> Iterator[Line]:
    """The lines from below a heading to the next heading of its kind or to the end of the content."""
    chapter = Chapter(_chapter_over(lines, at))
    headed = at >= 0 and heads_list(lines[at])
    level, deeper = lines[at].level if at >= 0 else 0, False  # whether headings of parts were marked deeper
    for i in range(at + 1, len(lines)):
        line = lines[i]
        again = line.gap and heads_list(line) and is_recommendations_heading(line.text)
        part = chapter.holds(line) or _OF_SOME.search(line.text)
        again = again and not (part or announces(line.text) or says_none(line.text))
        below = lines[i + 1] if i + 1 < len(lines) else None
        if again or is_chrome(line.text) or line.text[0] == "©" or begins_another_part(line) or closes_report(line):
            return
        if not headed and names_review(line.text) and printed_number(line.text):
            chapter = Chapter(line.text)  # of the next review of the page, whose recommendations are counted as well
        elif chapter.ends_at(line, below):
            return
        beside = deeper and 0 < line.level <= level
        if beside and not (is_recommendations_heading(line.text) or actors.names_body(line.text)):
            return
        deeper = deeper or (line.level > level > 0)
        yield line


def _chapter_over(lines: Sequence[Line], at: int) -> str:
    """The heading of the chapter of a list: its own or, above what is counted without one, the last with a number."""
    if at < 0 or heads_list(lines[at]):
        return lines[at].text if at >= 0 else ""
    above = (line.text for line in reversed(lines[: at + 1]) if not line.item and _CHAPTER.match(line.text))
    return next((text for text in above if may_be_heading(text)), lines[at].text)


def _without_links(lines: list[Line], page: Page) -> tuple[list[Line], str]:
    """The lines without a last list of which every item is a link and nothing else, and the first of its items.

    What links are always named at the end of a web page is one also where nothing tells that it is a link.

    Where all items of a page's lists are links, the recommendations may be.
    """
    links = {" ".join(text.split()) for text, _ in page.links}
    end = len(lines)
    while end and is_link_alone(lines[end - 1].text):
        end -= 1
    if end and not is_open(lines[end - 1].text):
        lines = lines[:end]
    end = len(lines)
    while (
        end
        and lines[end - 1].item
        and " ".join(lines[end - 1].text.split()) in links
        and not wishes(lines[end - 1].text)
    ):
        end -= 1
    return (
        (lines, "")
        if end == len(lines) or not any(line.item for line in lines[:end])
        else (lines[:end], lines[end].text)
    )


def _metadata(page: Page, above: int, names: Names) -> Metadata:
    metadata = replace(read_metadata(page, above), summary=None)  # what happened stays in the kept page, for privacy
    lines = settled(page.lines)[:above]
    generic = next((x.text for x in lines[:10] if _TITLED.search(x.text) and _may_be_title(x)), None)
    title = title_above(lines) or generic or next((x.text for x in lines[:10] if is_title_of_case(x)), None)
    said = [line.text for line in lines]
    return fill(metadata, title=title, csp=partnership_above(lines, names), year_of_death=_year_of_death(said))


def _may_be_title(line: Line) -> bool:
    """True if a line is no heading of recommendations and no recommendation."""
    return not (line.item or printed_number(line.text) or is_recommendations_heading(line.text))


def _year_of_death(texts: Sequence[str]) -> int | None:
    """The year in a sentence about a death; `None` if there is none or sentences disagree."""
    years: list[int] = []
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(texts)):
        if death := _DEATH.search(sentence):
            found = list(_YEAR.finditer(sentence))
            near = min(found, key=lambda m: abs(m.start() - death.end()), default=None)
            if near is not None:
                years.append(int(near[1]))
    return years[0] if years and all(year == years[0] for year in years) else None
