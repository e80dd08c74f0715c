"""Published text with the places of findings marked in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from textual.content import Content

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.visible import visible

_INK = {Severity.ERROR: "in-error", Severity.WARNING: "in-warning", Severity.INFO: "in-info"}


def marked_text(text: str, spans: Iterable[tuple[Span, str]]) -> Content:
    """Return text made visible, with some spans of it in inks.

    Args:
        text: Text from outside; spans count its code points, before anything in it is made visible.
        spans: Spans and their inks; where they overlap, the later ones win.

    Returns:
        Content in which every control character is a symbol and nothing is markup.
    """
    inside = [(max(0, s.start), min(len(text), s.end), ink) for s, ink in spans]
    cuts = sorted({0, len(text), *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    pieces: list[Content] = []
    for start, end in pairwise(cuts):
        piece = Content(visible(text[start:end]))
        for a, b, ink in inside:
            if a <= start and end <= b:
                piece = piece.stylize(ink)
        pieces.append(piece)
    return Content("").join(pieces)


def finding_spans(findings: Iterable[Finding], path: str, focused: Finding | None) -> list[tuple[Span, str]]:
    """Return the spans of findings in one value, those of the focused one last so that they win."""
    spans = [(span, _INK[f.severity]) for f in findings if f.path == path for span in _pointed_at(f)]
    if focused is not None and focused.path == path:
        spans += [(span, "focused") for span in _pointed_at(focused)]
    return spans


def _pointed_at(finding: Finding) -> list[Span]:
    """Return where to mark a finding: in a list only where items begin, as a whole text in colour is hard to read."""
    if finding.marks:
        return [Span(mark.start, mark.start + 1) for mark in finding.marks]
    return [] if finding.span is None else [finding.span]
