"""What the report recommends and the record does not hold once each: left out, run together, or twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.evidence import Located, Passage, Role
from dhrcurate.domain.finding import AT_EACH_PLACE, Finding, Fix, Safety, Severity
from dhrcurate.domain.printed_place import about, place_among, position
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import fresh_keys, located, quoted, unused_keys, where
from dhrcurate.rules.documents.titles import BETWEEN, Titles, without_title
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import named, text_path

_OVERLAP = 60.0
"""Two texts of one passage that are so much alike, in per cent, are the same part of it."""

_MOST_TOLD = 200
"""A record that lacks more is told of these, and how many more there are."""


@record_rule("DHR805", "not-extracted", Severity.WARNING, fix=Safety.UNSAFE, needs="documents", telling=AT_EACH_PLACE)
def not_extracted(context: RuleContext) -> Iterator[Finding]:
    """The report recommends something that no recommendation of the record holds.

    Why: What an extraction left out asks nobody, and nothing else shows that it is missing.

    Before: the report prints recommendations 1 to 12, and the record has no 10

    After: the recommendation added, pending, in its place; or a waiver that says why it is none

    Note: Only passages that are plainly recommendations are told, each once, however often the report prints it. A
    waiver names the digest of its passage in `about`: it is for this passage alone. No review recommends so much that
    its record could lack hundreds; behind the first 200 only their number is told.
    """
    if context.evidence is None:
        return
    sure = [one for one in context.evidence.not_extracted if one.sure]
    waived = {waiver.about for waiver in context.record.waivers}
    further = {about(passage): passage for passage in sure[_MOST_TOLD:] if about(passage) not in waived}
    if further:
        first = next(iter(further.values()))
        yield not_extracted.finding(
            f"{where(first, context)} and what follows it has {plural(len(further), 'further recommendation')} that "
            "this record does not hold, which are not told one by one: is it of one review?"
        )
    for passage in sure:
        if about(passage) in further:
            continue
        number = f", number {passage.number}" if passage.number else ""
        found = not_extracted.finding(
            f"{where(passage, context)} recommends what no recommendation holds{number}: {quoted(passage.text)}",
            fix=Fix(Safety.UNSAFE, "add it, pending, in its place", added(context, passage)),
        )
        yield replace(found, about=about(passage))


def added(context: RuleContext, passage: Passage) -> tuple[Edit, ...]:
    """Return the edits that add a passage as a pending recommendation, behind what the report prints before it."""
    titles = {r.key: r.title for r in context.recommendations}
    return addition(titles, [found for _, found in located(context)], passage, context.used_keys)


def addition(
    titles: Mapping[str, str | None], located: Sequence[Located], passage: Passage, used: Collection[str]
) -> tuple[Edit, ...]:
    """Return the same for a record that is known by less.

    Args:
        titles: The titles of its recommendations by their keys, in the order of the file.
        located: Where they are printed.
        passage: What is added.
        used: The keys that its recommendations have ever had.
    """
    keys = list(titles)
    key = next(unused_keys({*keys, *used}))
    row = _row(key, passage.number, *Titles(titles, located).parted(passage.text), ", ".join(passage.addressed or ()))
    at = place_among(keys, located, passage)
    order = [*keys[:at], key, *keys[at:]]
    edits = [Edit(pointer(RECOMMENDATIONS, key), None, row)]
    if order != [*keys, key]:
        edits.append(Edit(pointer(RECOMMENDATIONS, ORDER), [*keys, key], order))
    return tuple(edits)


def _row(key: str, number: str | None, title: str | None, text: str, addressed_to: str) -> dict[str, Any]:
    printed = {name: value for name, value in (("number", number), ("title", title)) if value}
    return {"key": key, **printed, "text": text, "addressed_to": addressed_to, "agencies": [], "status": "pending"}


@record_rule("DHR806", "several-passages", Severity.WARNING, fix=Safety.UNSAFE, needs="documents")
def several_passages(context: RuleContext) -> Iterator[Finding]:
    """One recommendation holds what the report prints as several, each with its number.

    Why: Each numbered recommendation has its addressee, its action and its answer. Run together, the second is lost in
    every count.

    Before: one text that holds 7a and 7b of the report

    After: two recommendations, 7a and 7b
    """
    for r, found in located(context):
        others = [one for one in found.passages if one.role is Role.SECOND]
        if found.main is None or not others:
            continue
        numbers = [one.number for one in (found.main, *others) if one.number]
        told = f": {', '.join(numbers)}" if len(numbers) > 1 else ""
        yield several_passages.finding(
            f"it holds what {where(found.main, context)} prints as {len(others) + 1} recommendations{told}",
            path=text_path(r),
            about=r,
            fix=_divided(context, r, [found.main, *others]),
        )


def _divided(context: RuleContext, r: Recommendation, passages: Sequence[Passage]) -> Fix:
    """The text divided into the passages, each with its number and its title, and the same addressee."""
    first, *rest = sorted(passages, key=position)
    titles = Titles({each.key: each.title for each in context.recommendations}, [one for _, one in located(context)])
    title, text = titles.parted(first.text)
    if title is None and r.title and (behind := without_title(text, r.title)) is not None:
        title, text = r.title, behind.lstrip(BETWEEN)
    keys = [each.key for each in context.recommendations]
    at = keys.index(r.key) + 1
    path = pointer(RECOMMENDATIONS, r.key)
    edits = [Edit(text_path(r), r.text, text)]
    if title is not None and title != r.title:
        edits.append(Edit(f"{path}/title", r.title, title))
    if first.number and first.number != r.number:
        edits.append(Edit(f"{path}/number", r.number, first.number))
    fresh = fresh_keys(context)
    new = []
    for passage in rest:
        key = next(fresh)
        row = _row(key, passage.number, *titles.parted(passage.text), r.addressed_to) | {"agencies": list(r.agencies)}
        edits.append(Edit(pointer(RECOMMENDATIONS, key), None, row))
        new.append(key)
    before, after = [*keys, *new], [*keys[:at], *new, *keys[at:]]
    if before != after:
        edits.append(Edit(pointer(RECOMMENDATIONS, ORDER), before, after))
    return Fix(Safety.UNSAFE, f"divide it into {len(passages)}, in the report's words", tuple(edits))


@record_rule("DHR807", "passage-used-twice", Severity.WARNING, needs="documents")
def passage_used_twice(context: RuleContext) -> Iterator[Finding]:
    """Two recommendations hold the same passage of the report.

    Why: The report recommends it once. The second is a copy, as of a row that was extracted twice, or has a text that
    belongs to another number.

    Before: recommendations 4 and 12 with the text that the report prints under 12

    After: one of them with the text that the report prints under its number, or removed

    Note: Parts of one passage that do not overlap are not the same, as after a division.
    """
    by_passage: dict[tuple[str, str], list[tuple[Recommendation, Located]]] = {}
    for r, found in located(context):
        if found.main is not None:
            by_passage.setdefault((found.main.document, found.main.digest), []).append((r, found))
    for rows in by_passage.values():
        told: set[str] = set()
        for (one, found), (other, _) in combinations(rows, 2):
            if other.key in told or fuzz.partial_ratio(one.text, other.text) < _OVERLAP or found.main is None:
                continue
            told.add(other.key)
            yield passage_used_twice.finding(
                f"it holds the same passage of {where(found.main, context)} as {named(one)}",
                path=text_path(other),
                about=other,
                related=(one.key,),
            )
