"""What was found in the focused recommendation and what is suggested, each with the key that acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from dhrcurate.domain.agency import Decision, Suggestion
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.tui.glyphs import SEVERITY, clean
from dhrcurate.tui.widgets.sheet import Block, Sheet

AT_MOST = 9
"""How many suggestions have a key of their own."""


_LIKELY = 0.1
"""The score below which a second suggestion would only be in the way."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion: a body that one written name may stand for, and whether taking it is safe."""

    written: str
    name: str
    score: float
    why: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows.

    Attributes:
        findings: About the recommendation, or on the record's own row about that; worst first.
        waived: How many more are waived.
        focused: Position of the finding that the keys act on; -1 for none.
        offers: Suggestions in the order of their keys.
        known: Whether findings and suggestions have been worked out yet.
        problem: Why they could not be, empty where they could.
        about_record: How many more are about the record as a whole, which its own row shows.
    """

    findings: Sequence[Finding] = ()
    waived: int = 0
    focused: int = -1
    offers: Sequence[Offer] = ()
    known: bool = True
    problem: str = ""
    about_record: int = 0


def offers_of(suggestions: Sequence[Suggestion]) -> list[Offer]:
    """The suggestions for the names of a cell, those of one name together, as many as have keys."""
    offers: list[Offer] = []
    each = max(1, AT_MOST // max(1, len(suggestions)))
    for suggestion in suggestions:
        if suggestion.decision is Decision.NONE:
            continue  # what the matcher itself thinks unlikely would only be in the way
        likely = [c for c in suggestion.candidates if c is suggestion.best or c.score >= _LIKELY]
        for rank, candidate in enumerate(likely[: max(each, 2)]):
            safe = rank == 0 and suggestion.decision is Decision.MATCH
            offers.append(Offer(suggestion.query, candidate.name, candidate.score, candidate.why, safe))
    return offers[:AT_MOST]


class FindingsPanel(Sheet):
    """Findings and suggestions, a few lines each. A click on one is `Sheet.Chosen` with `finding:3` or `offer:2`."""

    key_of: Callable[[str], str] = staticmethod(lambda _command: "")
    """Gives the key that is shown for a command."""

    def show(self, panel: Panel, *, keep_place: bool = False) -> None:
        """Shows findings and suggestions, the focused finding in view."""
        self.set_blocks(self._drawn_up(panel), keep_place=keep_place)
        if panel.focused >= 0:
            self.reveal(f"finding:{panel.focused}")

    def _drawn_up(self, panel: Panel) -> Iterator[Block]:
        if panel.problem:
            yield Block(Content.styled(clean(panel.problem), "error"), indent=2, hang=Content.styled("■", "error"))
        for at, finding in enumerate(panel.findings):
            yield from self._finding(finding, at, focused=at == panel.focused)
        if not panel.findings and not panel.problem:
            words = "No findings" if panel.known else "Looking …"
            more = f", {panel.waived} waived" if panel.waived else ""
            yield Block(Content.styled(words + more, "muted"))
        elif panel.waived:
            yield Block(Content.styled(f"and {panel.waived} waived", "muted"), indent=2)
        yield from self._offers(panel.offers)
        if panel.about_record:
            words = f"{panel.about_record} more about the record as a whole, on its own row"
            yield Block(Content.styled(words, "faint"))

    def _finding(self, finding: Finding, at: int, *, focused: bool) -> Iterator[Block]:
        glyph, ink = SEVERITY[finding.severity]
        ground = "cursor" if focused else ""
        yield Block(
            Content.assemble(Content(clean(finding.message))),
            indent=2,
            hang=Content.styled(glyph, ink),
            choice=f"finding:{at}",
            ink=ground,
        )
        line = Content.styled(f"{finding.rule} {finding.name}", "muted")
        if finding.fix is not None:
            line = Content.assemble(
                line, "  ", Content.styled(self.key_of("fix"), "key"), " ", clean(finding.fix.description)
            )
            if finding.fix.safety is Safety.UNSAFE:
                line = Content.assemble(line, Content.styled(" (look first)", "muted"))
        yield Block(line, indent=2, choice=f"finding:{at}", ink=ground)

    def _offers(self, offers: Sequence[Offer]) -> Iterator[Block]:
        written = None
        for at, offer in enumerate(offers, 1):
            if offer.written != written:
                written = offer.written
                yield Block(Content.assemble(Content.styled("for ", "muted"), clean(written)), wrap=False)
            yield Block(
                Content.assemble(
                    clean(offer.name),
                    Content.styled(
                        "  ✓ sure" if offer.safe else f"  {offer.score:.2f}", "accepted" if offer.safe else "muted"
                    ),
                    Content.styled(f"  {clean(offer.why)}", "muted"),
                ),
                indent=4,
                hang=Content.assemble("  ", Content.styled(self.key_of(f"take-{at}"), "key")),
                choice=f"offer:{at}",
            )
