"""The findings of the focused recommendation, each with the key that acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from dhrcurate.domain.extraction import OF_UPDATES
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.visible import clean
from dhrcurate.tui.glyphs import CURSOR, SEVERITY
from dhrcurate.tui.widgets.text_view import Block, TextView


@dataclass(frozen=True, slots=True)
class Panel:
    """The content of the panel.

    Attributes:
        findings: Those of the recommendation, or on the record's own row of the record; worst first.
        waived: How many others are waived.
        focused: Position of the finding that the keys act on; -1 for none.
        known: Whether the record has been checked.
        problem: Why it could not be checked, empty where it could.
        about_record: How many others are about the record as a whole, which its own row shows.
    """

    findings: Sequence[Finding] = ()
    waived: int = 0
    focused: int = -1
    known: bool = True
    problem: str = ""
    about_record: int = 0


class FindingsPanel(TextView):
    """Findings, a few lines each. A click on one is `TextView.Chosen` with `finding:3`."""

    key_of: Callable[[str], str] = staticmethod(lambda _command: "")
    """Returns the key that is shown for a command."""

    def show(self, panel: Panel, *, keep_place: bool = False) -> None:
        """Show findings, the focused one in view."""
        self.set_blocks(self._blocks_of(panel), keep_place=keep_place)
        if panel.focused >= 0:
            self.reveal(f"finding:{panel.focused}")

    def _blocks_of(self, panel: Panel) -> Iterator[Block]:
        if panel.problem:
            yield Block(Content.styled(clean(panel.problem), "error"), indent=2, hang=Content.styled("■", "error"))
        for at, finding in enumerate(panel.findings):
            yield from self._finding(finding, at, focused=at == panel.focused)
        if not panel.findings and not panel.problem:
            words = "No findings" if panel.known else "Looking …"
            more = f", {panel.waived} waived" if panel.waived else ""
            yield Block(Content.assemble(Content.styled(words + more, "muted"), *self._way_back(panel)))
        elif panel.waived:
            waived = Content.styled(f"and {panel.waived} waived", "muted")
            yield Block(Content.assemble(waived, *self._way_back(panel)), indent=2)
        if panel.about_record:
            words = f"{panel.about_record} more about the record as a whole, on its own row"
            yield Block(Content.styled(words, "faint"))

    def _way_back(self, panel: Panel) -> Iterator[Content]:
        if panel.waived:
            yield Content.styled(f"  {self.key_of('unwaive')}", "key")
            yield Content.styled(f" takes {'it' if panel.waived == 1 else 'one'} back", "muted")

    def _finding(self, finding: Finding, at: int, *, focused: bool) -> Iterator[Block]:
        glyph, ink = SEVERITY[finding.severity]
        ink_of_row = "cursor" if focused else ""
        yield Block(
            Content.assemble(Content(clean(finding.message))),
            indent=2,
            hang=Content.assemble(Content.styled(glyph, ink), Content.styled(CURSOR if focused else "", "key")),
            choice=f"finding:{at}",
            ink=ink_of_row,
        )
        line = Content.styled(f"{finding.rule} {finding.name}", "muted")
        if finding.fix is not None:
            line = Content.assemble(
                line, "  ", Content.styled(self.key_of("fix"), "key"), " ", clean(finding.fix.description)
            )
            if finding.fix.safety is Safety.UNSAFE:
                line = Content.assemble(line, Content.styled(" (look first)", "muted"))
        if finding.rule in OF_UPDATES:
            words = Content.styled(" shows what each side says", "muted")
            line = Content.assemble(line, "  ", Content.styled(self.key_of("update"), "key"), words)
        yield Block(line, indent=2, choice=f"finding:{at}", ink=ink_of_row)
