"""Findings for people: each with its place, and on a terminal the line of the file with the finding underlined."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dhrcurate.curation.checking.report import Located, Report
from dhrcurate.domain.finding import Finding, Place, Severity
from dhrcurate.domain.visible import harmless, visible
from dhrcurate.reporting.as_concise import head
from dhrcurate.reporting.render_options import RenderOptions

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD = "1"


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yields a block of lines for each finding."""
    for _, of_file in groupby(report.findings, key=lambda located: located.file):
        found = list(of_file)
        covered = [] if options.reveal or not options.excerpts else _personal(found)
        for located in found:
            yield "".join(f"{line}\n" for line in _block(located, covered, options))


def _personal(found: Iterable[Located]) -> list[Place]:
    """Where rules about disclosure found something."""
    # The mask may miss it: it sees the file and not the value, in which a letter may be an escape.
    return [located.place for located in found if located.finding.rule.startswith("DHR5")]


def _block(located: Located, covered: Sequence[Place], options: RenderOptions) -> Iterator[str]:
    finding = located.finding
    number = f" [recommendation {options.words(finding.number)}]" if finding.number else ""
    top = _painted(head(located), f"{_COLOURS[finding.severity]};{_BOLD}", options)
    yield harmless(f"{top}: {options.message(finding)}{number}")
    if options.excerpts:
        yield from _excerpt(located.file, located.place, covered, options)
    if finding.fix:
        yield harmless(f"    {finding.fix.safety} fix: {options.words(finding.fix.description)}")
    if also := _others(finding):
        yield harmless(f"    {'also ' if finding.key else ''}in {', '.join(map(options.words, also))}")
    elif finding.related:
        yield harmless(f"    see {_related(finding, options)}")


def _others(finding: Finding) -> list[str]:
    """The other recommendations that a finding is about: the number of each, or its key if that tells it no better."""
    numbers = {one.key: one.number for one in finding.each if one.key}
    times = Counter(numbers.values())
    return [n if n and times[n] == 1 else key for key, n in numbers.items() if key != finding.key]


def _related(finding: Finding, options: RenderOptions) -> str:
    shown = [options.words(name) for name in finding.related[:3]]
    more = len(finding.related) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _excerpt(file: str, place: Place, covered: Sequence[Place], options: RenderOptions) -> Iterator[str]:
    line = options.excerpt(file, place.line, covered)
    if not line.strip():
        return
    start = min(place.column - 1, len(line))
    end = min(place.end_column - 1, len(line)) if place.end_line == place.line else len(line)
    gutter = str(place.line)
    first, last = _window(line, start, options.width - len(gutter) - len("     | ……"))
    before = ("…" if first else "") + _shown(line[first:start])
    marked = _shown(line[start : min(max(end, start), last)])
    after = _shown(line[min(max(end, start), last) : last]) + ("…" if last < len(line) else "")
    carets = " " * _columns(before) + "^" * max(1, _columns(marked))
    yield f"    {gutter} | {before}{marked}{after}"
    yield f"    {' ' * len(gutter)} | {_painted(carets, _BOLD, options)}"


def _window(line: str, start: int, room: int) -> tuple[int, int]:
    """The part of a line that fits into some columns and contains the start of the finding."""
    room = max(room, 20)
    first = 0
    if _columns(_shown(line)) > room:
        first = start
        while first and _columns(_shown(line[first - 1 : start])) < room // 3:
            first -= 1
    last = first
    used = 0
    while last < len(line) and (used := used + _columns(_shown(line[last]))) <= room:
        last += 1
    return first, last


def _shown(text: str) -> str:
    return visible(text, one_line=True)


def _columns(text: str) -> int:
    """The number of terminal columns of a text."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _painted(text: str, codes: str, options: RenderOptions) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if options.colour else text
