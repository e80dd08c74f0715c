"""The findings of the focused recommendation, each with the key that acts on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from dhrcurate.domain.extraction import OF_UPDATES
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.visible import clean
from dhrcurate.review.settled_findings import is_settled_by_accepting
from dhrcurate.tui.glyphs import CURSOR, SEVERITY
from dhrcurate.tui.widgets.text_view import Block

_MAY_STAY = {
    "string-sorted": "the list goes by the numbers, only the file does not",
    "numbering-restarts": "each run of numbers is read by itself",
}
"""Why nothing has to be corrected, by the rules that tell of something which nobody sees in the list."""


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


def findings_blocks(panel: Panel, key_of: Callable[[str], str]) -> Iterator[Block]:
    """Yield findings, a few lines each, under a line that counts them; a click on one gives `finding:3`.

    Args:
        panel: The findings.
        key_of: Returns the key that is shown for a command.
    """
    if panel.problem or panel.findings:
        yield Block(_counted(panel), ink="rule", wrap=False)
    if panel.problem:
        yield Block(Content.styled(clean(panel.problem), "error"), indent=2, hang=Content.styled("■", "error"))
    for at, finding in enumerate(panel.findings):
        yield from _finding(finding, at, key_of, focused=at == panel.focused)
    if not panel.findings and not panel.problem:
        words = "No findings" if panel.known else "Looking …"
        more = f", {panel.waived} waived" if panel.waived else ""
        yield Block(Content.assemble(Content.styled(words + more, "muted"), *_way_back(panel, key_of)))
    elif panel.waived:
        waived = Content.styled(f"and {panel.waived} waived", "muted")
        yield Block(Content.assemble(waived, *_way_back(panel, key_of)), indent=2)
    if panel.about_record:
        words = f"{panel.about_record} more about the record, on its own row"
        yield Block(Content.styled(words, "faint"))


def _counted(panel: Panel) -> Content:
    """The line above the findings: how many, which of them the keys act on, and how many of each severity."""
    which = f" {panel.focused + 1} of {len(panel.findings)}" if len(panel.findings) > 1 and panel.focused >= 0 else ""
    found = Counter(finding.severity for finding in panel.findings)
    marks = [Content.styled(f"  {glyph} {found[s]}", ink) for s, (glyph, ink) in SEVERITY.items() if found[s]]
    return Content.assemble("Findings" if len(panel.findings) != 1 else "Finding", which, *marks)


def _way_back(panel: Panel, key_of: Callable[[str], str]) -> Iterator[Content]:
    if panel.waived:
        yield Content.styled(f"  {key_of('unwaive')}", "key")
        yield Content.styled(f" takes {'it' if panel.waived == 1 else 'one'} back", "muted")


def _finding(finding: Finding, at: int, key_of: Callable[[str], str], *, focused: bool) -> Iterator[Block]:
    glyph, ink = SEVERITY[finding.severity]
    ink_of_row = "cursor" if focused else ""
    yield Block(
        Content(clean(finding.message)),
        indent=2,
        hang=Content.assemble(Content.styled(glyph, ink), Content.styled(CURSOR if focused else "", "key")),
        choice=f"finding:{at}",
        ink=ink_of_row,
        aside=Content.styled(f"{finding.rule} {finding.name}", "muted"),
        needed=True,
    )
    keys: list[Content] = []
    if finding.fix is not None:
        unsafe = Content.styled(" (look first)" if finding.fix.safety is Safety.UNSAFE else "", "muted")
        fix = clean(finding.fix.description)
        keys.append(Content.assemble(Content.styled(key_of("fix"), "key"), " ", fix, unsafe))
    if finding.rule in OF_UPDATES:
        words = Content.styled(" shows what each side says", "muted")
        keys.append(Content.assemble(Content.styled(key_of("update"), "key"), words))
    if finding.name in _MAY_STAY:
        words = Content.styled(f" keeps it so: {_MAY_STAY[finding.name]}", "muted")
        keys.append(Content.assemble(Content.styled(key_of("waive"), "key"), words))
    if is_settled_by_accepting(finding):
        words = Content.styled(" settles it: an agency that was accepted is not asked about again", "muted")
        keys.append(Content.assemble(Content.styled(key_of("accept"), "key"), words))
    if keys:
        yield Block(Content("  ").join(keys), indent=2, choice=f"finding:{at}", ink=ink_of_row)
