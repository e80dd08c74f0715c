"""How good extractions were, as text, as an object for programs and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dhrcurate.curation.quality.figures import COUNTS, Share, shares, told_right, word_error_rate
from dhrcurate.curation.quality.measuring import Quality
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

RULE_COUNTS = ("fixed", "acted_on", "waived")
_WHY = {
    "no_trail": "without a trail",
    "unreadable": "that cannot be read",
    "several_heads": "whose trail has several heads",
    "adopted": "whose trail does not begin with an import",
    "redacted": "whose extraction was redacted",
}
_REASONS = ("no_recommendation", "duplicate", "out_of_scope", "unstated")
_LABELS = {
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "number": "number right",
    "text": "text right",
    "cell": "cell right",
}
_WIDTH = max(map(len, _LABELS.values()))


def quality_object(quality: Quality, name_of: Callable[[str], str]) -> dict[str, Any]:
    """The figures as an object for programs.

    Args:
        quality: The figures.
        name_of: Gives the name of a rule from its code, empty if there is none.
    """
    return {
        "of": dict(quality.of),
        "rows": [_row(name, counts) for name, counts in quality.rows.items()],
        "rules": [
            {
                "rule": code,
                "name": name_of(code),
                **{name: counts.get(name, 0) for name in RULE_COUNTS},
                "right": _listed(told_right(counts)),
            }
            for code, counts in quality.rules.items()
        ],
    }


def _row(name: str, counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "by": name,
        **{count: counts.get(count, 0) for count in COUNTS},
        "word_error_rate": word_error_rate(counts),
        **{figure: _listed(one) for figure, one in shares(counts).items()},
    }


def _listed(one: Share) -> list[float | None]:
    return [one.value, one.low, one.high]


# Text


def text_lines(quality: Quality, name_of: Callable[[str], str]) -> Iterator[str]:
    """The figures in words; arguments as of `quality_object`."""
    yield of_line(quality)
    for name, counts in quality.rows.items():
        yield ""
        yield from _row_lines(visible(name, one_line=True), counts)
    if quality.rules:
        yield ""
        yield "rules: how often right (fixed or acted on) where somebody decided"
        for code, counts in quality.rules.items():
            told = ", ".join(f"{_said(name)} {counts.get(name, 0):,}" for name in RULE_COUNTS)
            named = visible(" ".join(filter(None, (code, name_of(code)))), one_line=True)
            yield f"  {named}: {_in_words(told_right(counts))}: {told}"


def of_line(quality: Quality) -> str:
    """How many records the figures are of, and which were left out."""
    left = [f"{quality.of[why]:,} {words}" for why, words in _WHY.items() if quality.of[why]]
    judged = f"{quality.of['judged']:,} of {plural(quality.of['records'], 'record')}"
    return judged + (f"; left out: {', '.join(left)}" if left else "")


def _row_lines(name: str, counts: Mapping[str, int]) -> Iterator[str]:
    def count(key: str) -> str:
        return f"{_said(key)} {counts.get(key, 0):,}"

    errors = word_error_rate(counts)
    yield f"{name}: {plural(counts.get('n', 0), 'row')} decided, {counts.get('open', 0):,} open"
    if not counts.get("n") and not counts.get("added"):
        return
    corrected = ", ".join(f"{field} {counts.get(f'{field}_corrected', 0):,}" for field in ("number", "text", "cell"))
    yield f"  {count('kept')} as extracted; corrected: {corrected}"
    yield f"  {', '.join(map(count, ('divided', 'joined', 'rejected', 'removed', 'added')))}"
    if counts.get("rejected"):
        yield f"  rejected as {', '.join(map(count, _REASONS))}"
    yield from (f"  {_LABELS[figure]:<{_WIDTH}}  {_in_words(one)}" for figure, one in shares(counts).items())
    if errors is not None:
        yield f"  word errors   {_number(errors)} a word"


def _said(name: str) -> str:
    return name.replace("_", " ")


def _in_words(one: Share) -> str:
    return "none decided" if one.value is None else f"{_number(one.value)} ({_number(one.low)} to {_number(one.high)})"


def _number(value: float) -> str:
    return f"{value:.3f}"


# Markdown


def markdown_lines(quality: Quality, by: str, name_of: Callable[[str], str]) -> Iterator[str]:
    """The figures as tables.

    Args:
        quality: The figures.
        by: What the rows are.
        name_of: As of `quality_object`.
    """
    yield f"{of_line(quality)}."
    yield ""
    yield from _table((by, *map(_said, COUNTS)), ((n, *(c.get(k, 0) for k in COUNTS)) for n, c in quality.rows.items()))
    yield ""
    heads = (by, *_LABELS.values(), "word error rate")
    yield from _table(heads, ((name, *_cells(counts)) for name, counts in quality.rows.items()))
    if quality.rules:
        yield ""
        told = (
            (code, name_of(code), *(counts.get(name, 0) for name in RULE_COUNTS), _in_words(told_right(counts)))
            for code, counts in quality.rules.items()
        )
        yield from _table(("rule", "name", *map(_said, RULE_COUNTS), "right"), told)


def _cells(counts: Mapping[str, int]) -> Iterator[str]:
    yield from map(_in_words, shares(counts).values())
    errors = word_error_rate(counts)
    yield "" if errors is None else _number(errors)


def _table(heads: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(visible(str(cell), one_line=True).replace('|', chr(92) + '|') for cell in row)} |"
