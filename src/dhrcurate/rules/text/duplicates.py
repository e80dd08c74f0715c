"""Recommendations of one record that say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.near_duplicates import near_pairs
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import named, text_path

NEAR = 82.0
"""The least similarity of near duplicates: the share of common characters, in per cent."""
SHORTEST = 40
"""Shorter texts are alike by chance."""

_NUMBERS = re.compile(r"\d+")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _ending(text: str) -> str:
    """The last characters of a text."""
    return text[-20:].rstrip()[-9:].casefold()


def _ends(text: str) -> tuple[str, str]:
    """The first words of a text and its last characters."""
    return " ".join(text.split(None, 4)[:4]).casefold(), _ending(text)


def _alike(rows: Sequence[Recommendation], part: Callable[[str], object]) -> list[Recommendation]:
    """The recommendations of which another one has the same part of its text."""
    parts = [part(r.text) for r in rows]
    counts = Counter(parts)
    return [r for r, own in zip(rows, parts, strict=True) if counts[own] > 1] if len(counts) < len(rows) else []


@record_rule("DHR315", "duplicate-text", Severity.WARNING)
def duplicate_text(context: RuleContext) -> Iterator[Finding]:
    """Two recommendations of one record say the same to the same addressee.

    Why: A row was extracted twice, from a table over two pages or from the summary and the body. Counted twice, it
    distorts what was recommended.

    Before: two recommendations, one text, one addressed-to cell

    After: one of them rejected with the reason that it is a copy

    Note: The same text addressed to two agencies is two recommendations, and is skipped.
    """
    first: dict[tuple[str, str], Recommendation] = {}
    # Comparing whole texts costs more than finding that no other text ends alike, or begins so too.
    for r in _alike(_alike(context.recommendations, _ending), _ends):
        if not r.text.strip():
            continue
        same = first.setdefault((_plain(r.text), _plain(r.addressed_to)), r)
        if same is not r:
            yield duplicate_text.finding(
                f"the text is that of {named(same)}, to the same addressee",
                path=text_path(r),
                about=r,
                related=(f"{context.record.id}#{same.key}",),
            )


@record_rule("DHR316", "near-duplicate-text", Severity.INFO)
def near_duplicate_text(context: RuleContext) -> Iterator[Finding]:
    """Two recommendations of one record are nearly the same.

    Why: One may be an earlier wording of the other, taken from another part of the report, or they differ in a word
    that matters and should be read side by side.

    Before: "To revise the operating protocol by May." and "To revise the sharing protocol by May."

    After: the two compared and this waived, or one rejected as an earlier wording

    Note: Texts that differ only in a number are skipped: they are steps of one plan.
    """
    rows = [r for r in context.recommendations if len(r.text) >= SHORTEST]
    if len(rows) < 2:
        return
    texts = [r.text for r in rows]
    reported: set[int] = set()
    copies: dict[int, int] = {}
    for a, b, score in sorted(near_pairs(texts, NEAR), key=lambda pair: (pair[1], -pair[2], pair[0])):
        if texts[a] == texts[b]:
            copies.setdefault(b, a)
        if b in reported or texts[a] == texts[b] or _NUMBERS.sub("#", texts[a]) == _NUMBERS.sub("#", texts[b]):
            continue
        reported.add(b)
        nearly = f"nearly that of {named(rows[a])} ({score:.0f} % the same)"
        same = rows[copies[b]] if b in copies else None  # to another addressee, else it is a duplicate
        yield near_duplicate_text.finding(
            f"the text is that of {named(same)}, and {nearly}" if same else f"the text is {nearly}",
            path=f"/recommendations/{rows[b].key}/text",
            about=rows[b],
            related=tuple(f"{context.record.id}#{r.key}" for r in (same, rows[a]) if r),
        )
