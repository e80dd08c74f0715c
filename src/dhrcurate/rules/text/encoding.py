"""Characters that a wrong decoding damaged."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.published import LIGATURES, safety_of_fix, without_ligatures

_REPLACEMENT = "\ufffd"
SHOWN = 20
"""The most sound characters that a message shows on each side of the damage."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|pound|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_BLANK = re.compile(r"\s")

_LEADS = "ÂÃâïðÅÄ\x80\x91\x92\x93\x94\x96\x97"
"""Characters of which at least one is in any UTF-8 that was read as a Western Windows or ISO encoding, and those of the
Windows encoding that were read as ISO 8859-1."""


@record_rule("DHR311", "damaged-encoding", Severity.WARNING, fix=Safety.SAFE)
def damaged_encoding(context: RuleContext) -> Iterator[Finding]:
    """A wrong decoding damaged the characters of a text.

    Why: Nobody searches for "victimâ€™s", and damaged names of agencies are not recognised.

    Before: text = "To review the victimâ€™s risk."

    After: text = "To review the victim’s risk."

    Note: The fix undoes the wrong decoding and is safe, because it only restores what was written; it also resolves
    HTML entities and ligatures. It is unsafe if the wording is verbatim and letters would then differ from a source
    page that is damaged itself. A character that was lost for good (�) has no fix: see the page or the report.
    """
    joined = context.free_text.joined
    if joined.isascii() and "&" not in joined:
        return
    signs = [s for s in (*_LEADS, "&", _REPLACEMENT, *LIGATURES) if s in joined]
    if not signs:
        return
    for passage in context.free_text.passages:
        if any(sign in passage.text for sign in signs):
            yield from _damage(context, passage)


def _damage(context: RuleContext, passage: Passage) -> Iterator[Finding]:
    text = passage.text
    repaired = _repaired(text)
    if repaired != text:
        start, end = _difference(text, repaired)
        safety = safety_of_fix(context, passage, repaired)
        yield damaged_encoding.finding(
            f"damaged encoding: {_first_damage(text, repaired)}",
            path=passage.path,
            span=Span(start, end),
            about=passage.about,
            fix=Fix(safety, "restore what was written", (Edit(passage.path, text, repaired),)),
        )
    elif _REPLACEMENT in text:
        at = text.index(_REPLACEMENT)
        yield damaged_encoding.finding(
            f"a character was lost to a wrong decoding ({_REPLACEMENT}); the source has it",
            path=passage.path,
            span=Span(at, at + 1),
            about=passage.about,
        )


def _repaired(text: str) -> str:
    repaired = text
    if "&" in text and ";" in text:
        repaired = _ENTITY.sub(lambda m: html.unescape(m.group()), repaired)
    if any(lead in repaired for lead in _LEADS):
        from ftfy import fix_encoding  # noqa: PLC0415  # takes 40 ms to import and is seldom needed

        repaired = fix_encoding(repaired)
    return without_ligatures(repaired)


def _difference(old: str, new: str) -> tuple[int, int]:
    """The start and the end, in the old text, of its difference from a new one."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    return start, len(old) - tail


def _first_damage(old: str, new: str) -> str:
    """The first damaged word and what it stands for, each as whole as the other, and how many more there are."""
    places: list[list[int]] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        if places and not _BLANK.search(new, places[-1][3], op.dest_start):
            places[-1][1::2] = op.src_end, op.dest_end
        else:
            places.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    start, end, new_start, new_end = places[0]
    before = _BLANK.split(old[max(0, start - SHOWN) : start])[-1]
    after = _BLANK.split(old[end : end + SHOWN])[0]
    was, is_now = (f"{before}{damage}{after}" for damage in (old[start:end], new[new_start:new_end]))
    more = f", and {plural(len(places) - 1, 'more place')}" if len(places) > 1 else ""
    return f"“{was}” stands for “{is_now}”{more}"
