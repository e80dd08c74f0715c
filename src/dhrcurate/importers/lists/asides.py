"""What a report says beside its recommendations and a record has no place for: reasons, progress, findings, lessons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.lists.findings_between import without_told_findings
from dhrcurate.importers.lists.footnotes import FOOTNOTES, are_footnotes
from dhrcurate.importers.lists.numbers import numbered
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.announcing import announces
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import SPELT, Printed, is_counted
from dhrcurate.importers.wording.paragraphs import is_planned_in_lists, planned_label

_REASON = (
    r"(?:rationale|reason(?:s|ing)?|justification|explanation|context|background|evidence(?: base)?|basis)"
    r"(?: (?:for|behind|of|to) (?:the |this |these |each )?recommendations?)?"
    r"|why(?: (?:this|it) (?:matters|is important|is needed|was made))?\??|(?:what|why) we (?:found|say this)"
)
_LESSON = r"(?:key )?(?:learning(?: point)?|lessons?(?: learn(?:ed|t))?|findings?|good practice(?: point)?)"
_COUNT = rf"\s+(?:n(?:o|umber)\.?\s*)?(?:\d{{1,3}}[a-z]?|{'|'.join(SPELT)})\b"
_FINDING = re.compile(rf"\W*(?P<label>{_LESSON}|(?:key )?(?:issue|observation)){_COUNT}", re.IGNORECASE)
_OPENS = re.compile(
    rf"\W*(?:(?P<reason>{_REASON})|(?P<lesson>{_LESSON})(?:{_COUNT})?)"
    r"(?:\s*(?:[:–—]|(?<=\?))[*_]*\s*(?P<rest>\S.*)|[\s:*_]*)",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\W*(?:(?:(?:fully|partially|partly|not)\s)?(?:accepted|agreed|rejected|completed?|implemented|achieved)"
    r"|in progress|ongoing|under ?way)(?:\s(?:in (?:part|full|principle)|(?:by|in|on)\s[^.:]{2,40}))?"
    r"[*_]*\s*[.:–—][*_]*\s*(?P<rest>.*)",
    re.IGNORECASE,
)
"""What says below a recommendation what became of it: "Accepted. The force has trained its staff."."""
_ANSWER = re.compile(
    r"\W*(?:[A-Z][\w’' ]{0,40} )?(?P<label>response|progress|status)\s*:[*_]*\s*(?P<rest>\S.*)", re.IGNORECASE
)
"""What a body answers or has done, whatever is said to be still to do: "Response: The council agrees."."""
_ASKS = re.compile(r"\b(?:should|must|shall)\b(?! have\b)", re.IGNORECASE)
_PAST = re.compile(r"\b(?:should|must) have\b", re.IGNORECASE)
_SENTENCE_END = (".", "?", "!", ";", "”", '"')
_SEGMENT = re.compile(
    r"(?P<end>[.;!?)](?=\s)|\s\||\A\W*)\s*(?P<label>[A-Za-z][\w/]{0,30}(?: [\w/]{1,30}){0,3}(?:\(s\))?)"
    r"\s?:[*_]*\s+(?=\S)"
)
"""A label within a line, after the end of a sentence or a bar."""
_FURTHER = re.compile(r"[.;!?]\s+\w")
"""Where a further sentence begins, which may go on with the recommendation."""
_LONGEST_VALUE = 12
"""A date, or how far a recommendation is, has at most so many words."""


@dataclass(slots=True)
class Asides:
    """The lines of a section, and what stands beside its recommendations.

    Attributes:
        lines: The lines without it.
        texts: Its lines that are plainly no recommendations.
        labels: How it is labelled, each label once.
    """

    lines: list[Line]
    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def label(self, label: str) -> None:
        """Notes a label of what was left out."""
        if label not in self.labels:
            self.labels.append(label)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens an aside.

    Attributes:
        label: Its label, without a number.
        rest: What the line says after it.
        lesson: Whether it is a learning point, and no reason of a recommendation or part of its plan.
        planned: Whether it is part of a plan of action, and so one line.
    """

    label: str
    rest: str
    lesson: bool = False
    planned: bool = False


def begins_finding(line: Line) -> bool:
    """True if a line has the number of a finding, an issue or a lesson, with or without its words."""
    return _FINDING.match(line.text) is not None


def without_asides(
    lines: Sequence[Line], asks: Callable[[str], bool], *, narrated: bool = False, introduction: Sequence[str] = ()
) -> Asides:
    """The lines of a section without what a report says beside its recommendations.

    Where recommendations are counted as such, a counted finding goes on to the next "Recommendation 2". Otherwise a
    learning point is one only between numbered recommendations, or below the last if there is one between others:
    elsewhere learning may be a chapter of its own. What asks somebody to act is no part of a plan, and is the text of a
    number that has none yet.

    Args:
        lines: The lines.
        asks: Tells if words ask somebody to act.
        narrated: Whether the recommendations stand in a narrative, without a heading of their own.
        introduction: Paragraphs that stood above the lines.
    """
    found = Asides([])
    notes = are_footnotes(lines, asks, introduction)
    if notes:
        found.label(FOOTNOTES)
        found.texts += [lines[i].full for i in sorted(notes)]
        lines = [line for i, line in enumerate(lines) if i not in notes]
    lines = _without_findings([_without_plan(line, found) for line in lines], found)
    told = without_told_findings(lines, asks, narrated=narrated)
    lines = told.lines
    found.texts += told.texts
    if told.found:
        found.label("Findings")
    openings = {i: opening for i, line in enumerate(lines) if (opening := _opening(line)) is not None}
    if not openings:
        found.lines += lines
        return found
    kept = [i for i in range(len(lines)) if i not in openings]
    numbers: list[Printed | None] = [None] * len(lines)
    for i, printed in zip(kept, numbered([lines[i] for i in kept], asks), strict=True):
        numbers[i] = printed
    before, after = _nearest(numbers), _nearest(numbers[::-1])[::-1]
    seen: set[str] = set()  # labels that stood between recommendations
    begun = within = False  # whether a recommendation stands above, and whether lines go on with an aside
    said = True  # whether the one with the last number has a text
    for i, line in enumerate(lines):
        opening = openings.get(i)
        between = after[i] is not None and _goes_up(before[i], after[i])
        asking = _ASKS.search(opening.rest if opening else line.text) is not None
        if (
            opening is not None
            and (said or not asking)
            and (opening.rest or (numbers[i + 1 : i + 2] and not numbers[i + 1]))  # else it heads what is below
            and _is_aside(opening, line, begun=begun, between=between, seen=seen, above=before[i])
        ):
            seen |= {opening.label} if between else set()
            found.label(opening.label)
            within = not opening.planned and ((between and said) or not opening.rest)
            found.texts += [] if opening.lesson and wishes(_PAST.sub("", opening.rest) or "-") else [line.text]
        elif within and numbers[i] is None and _goes_on(line) and (said or not asks(line.text)):
            within = between and said
            found.texts += [] if asks(line.text) else [line.text]
        else:
            within = False
            said = (bool(printed.rest) and not line.heading) if (printed := numbers[i]) else True
            begun = begun or printed is not None or line.item or asks(line.text)
            found.lines.append(line)
    return found


def _without_findings(lines: list[Line], found: Asides) -> list[Line]:
    if not any(is_counted(line.text) for line in lines):
        return lines
    kept: list[Line] = []
    inside = False
    for line in lines:
        opened = _FINDING.match(line.text)
        inside = opened is not None or (inside and not is_counted(line.text))
        if opened:
            found.label(opened["label"].capitalize())
        if not inside:
            kept.append(line)
        elif not wishes(line.text):
            found.texts.append(line.text)
    return kept


def _without_plan(line: Line, found: Asides) -> Line:
    text, labels = without_plan(line.text)
    if not labels:
        return line
    for label in labels:
        found.label(label)
    found.texts.append(line.text)
    return replace(line, text=text)


def without_plan(text: str) -> tuple[str, list[str]]:
    """Takes from a text what a plan of action gives behind a recommendation or an addressee: "Timescale: 3 months.".

    Returns:
        The text without it, and the labels of what was taken.
    """
    end = len(text)
    cuts: list[tuple[int, int]] = []
    labels: dict[str, None] = {}
    for part in reversed(list(_SEGMENT.finditer(text))):
        label, value = part["label"], text[part.end() : end]
        begin = part.start() + len(part["end"])
        if is_planned_in_lists(label) and part.start() > 0:
            if len(value.split()) > _LONGEST_VALUE or _ASKS.search(value) or _FURTHER.search(value):
                break
            cuts.append((begin, end))
            labels[label] = None
        elif labelled(f"{label}: {value}") is None and supporting(f"{label}: {value}") is None:
            break
        end = begin
    kept, at = [], 0
    for begin, end in reversed(cuts):
        kept.append(text[at:begin].rstrip(" |"))
        at = end
    return "".join([*kept, text[at:]]), list(labels)[::-1]


def _opening(line: Line) -> _Opening | None:
    if not line.heading and (answer := _ANSWER.fullmatch(line.text)):
        return _Opening(answer["label"].capitalize(), answer["rest"], planned=True)
    if not line.heading and labelled(line.text) is None and (label := planned_label(line.text)) is not None:
        rest = line.text.split(":", 1)[1]
        return None if _ASKS.search(rest) else _Opening(label, rest, planned=True)
    if not (line.heading or line.item) and (answer := _RESPONSE.fullmatch(line.text)):
        return None if _ASKS.search(answer["rest"]) else _Opening("Response", answer["rest"] or "-", planned=True)
    found = _OPENS.fullmatch(line.text)
    if found is None or not (found["rest"] or line.heading or line.gap or line.text.rstrip(" *_")[-1:] == ":"):
        return None
    label = (found["reason"] or found["lesson"]).capitalize()
    return _Opening(label, found["rest"] or "", lesson=found["lesson"] is not None)


def _is_aside(
    opening: _Opening, line: Line, *, begun: bool, between: bool, seen: set[str], above: Printed | None
) -> bool:
    if opening.lesson and opening.rest and above is not None:
        return True
    if opening.lesson or (line.heading and not begun):
        return between or (above is not None and opening.label in seen)
    if not begun or opening.planned:
        return begun
    if opening.label in seen or between:
        return True
    return bool(opening.rest) and (above is not None or not wishes(opening.rest))


def _goes_on(line: Line) -> bool:
    """True if a line can be a further sentence of an aside: no heading, no name and nothing with a label."""
    text = line.text
    if line.heading or not text.endswith(_SENTENCE_END) or announces(text):
        return False
    return labelled(text) is None and supporting(text) is None


def _nearest(numbers: Sequence[Printed | None]) -> list[Printed | None]:
    """For each place the number in it or, without one, the last before it."""
    last: Printed | None = None
    return [last := printed or last for printed in numbers]


def _goes_up(before: Printed | None, after: Printed | None) -> bool:
    return after is not None and (before is None or before.key < after.key)
