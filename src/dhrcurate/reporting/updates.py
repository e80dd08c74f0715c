"""What a later extraction does to a record, as a table in words and as an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dhrcurate.curation.updating.beside import BESIDE
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.curation.updating.updater import Updated
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import field_in_words, plural

if TYPE_CHECKING:  # loaded only where an export comes back
    from dhrcurate.curation.returning.returner import Returned

Masked = Callable[[str], str]
"""What masks personal data in a text."""

_COUNTED = {
    What.TAKEN: ("recommendation changed", "recommendations changed"),
    What.NEW: ("new recommendation", "new recommendations"),
    What.GONE: ("recommendation gone upstream", "recommendations gone upstream"),
    What.BACK: ("recommendation back", "recommendations back"),
    What.CONFLICT: ("new conflict", "new conflicts"),
    What.OPEN: ("open conflict", "open conflicts"),
}
_SHOWN = 400
"""The most characters of a value in a table."""
_BEFORE = 60
"""How many characters are shown before the place where long values begin to differ."""


def texts_of(updated: Updated) -> Iterator[str]:
    """Every text of an outcome that may hold personal data."""
    for one in updated.told:
        yield from filter(None, (one.old, one.new, one.yours, *one.fell))


def summary(updated: Updated) -> str:
    """An update in a few words: `2 recommendations changed, 1 new conflict`."""
    review = [one for one in updated.told if not one.key and one.what is What.TAKEN]
    beside = {one.key for one in updated.told if one.field in BESIDE and one.what is What.TAKEN}
    told = [one for one in updated.told if one.field not in BESIDE]
    keys = Counter(what for what, _ in {(one.what, one.key) for one in told if one.key})
    fields = Counter(one.what for one in told)
    counts = {what: fields[what] if what in (What.CONFLICT, What.OPEN) else keys[what] for what in _COUNTED}
    parts = [plural(count, *_COUNTED[what]) for what, count in counts.items() if count]
    parts += [plural(len(review), "fact of the review changed", "facts of the review changed")] if review else []
    parts += [f"other columns, confidence or page of {plural(len(beside), 'recommendation')}"] if beside else []
    lapsed = len({one.key for one in updated.told if one.lapsed})
    parts += [plural(lapsed, "decision lapsed", "decisions lapsed")] if lapsed else []
    return ", ".join(parts) or "no recommendation changed"


def update_lines(updated: Updated, masked: Masked) -> Iterator[str]:
    """An update as a table: a line for each change, with what was, what is new and what the record says."""
    for one in updated.told:
        name = one.field.rpartition(".")[2]
        place = " ".join(filter(None, (one.key, f"({one.number})" if one.number else "", field_in_words(name))))
        lapsed = f"; was {one.lapsed}, pending again" if one.lapsed else ""
        fell = f"; its agencies went with it: {', '.join(map(masked, one.fell))}" if one.fell else ""
        into = f"; its words are in {one.into} now" if one.into else ""
        yield visible(f"  {place or 'the review'}: {one.what}{lapsed}{fell}{into}", one_line=True)
        values = [(mark, visible(masked(value), one_line=True)) for mark, value in _values(one)]
        start = _begins([text for _, text in values])
        yield from (f"      {mark} {_short(text, start)}" for mark, text in values)


def _values(one: Told) -> Iterator[tuple[str, str]]:
    shown = {"old  ": one.old, "new  ": one.new, "yours": one.yours}
    if one.what is What.TAKEN:
        shown = {"old  ": one.yours, "new  ": one.new}
    yield from ((mark, value) for mark, value in shown.items() if value)


def _begins(texts: Sequence[str]) -> int:
    """Where to begin with long texts so that what differs is in sight: some words before it."""
    if len(texts) == 1 or max(map(len, texts), default=0) <= _SHOWN:
        return 0
    shortest = min(map(len, texts))
    alike = next((at for at, chars in enumerate(zip(*texts, strict=False)) if len(set(chars)) > 1), shortest) - _BEFORE
    return texts[0].rfind(" ", 0, alike) + 1 if alike > 0 else 0


def _short(text: str, start: int) -> str:
    text = f"… {text[start:]}" if start else text
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def update_object(file: str, updated: Updated, masked: Masked, *, dry_run: bool) -> dict[str, Any]:
    """An update as an object for programs."""
    done = "would update" if dry_run else "updated"
    outcome = "known" if updated.known else "signed-off" if updated.signed_off else done
    return {
        "file": file,
        "record": updated.record_id,
        "outcome": outcome,
        "page": updated.page,
        "warnings": list(map(masked, updated.warnings)),
        "changes": [_change(one, masked) for one in updated.told],
    }


def returned_summary(returned: Returned) -> str:
    """What an export that came back changed, in a few words."""
    changing = (What.TAKEN, What.CONFLICT)
    keys = {(one.record_id, told.key) for one in returned.outcomes for told in one.told if told.what in changing}
    changed = plural(len(keys), "recommendation") if keys else "no recommendation"
    return f"an export of {plural(returned.records, 'record')}; {changed} changed"


def returned_objects(file: str, returned: Returned, masked: Masked, *, dry_run: bool) -> Iterator[dict[str, Any]]:
    """An export that came back as objects: the file as a whole, and each record of which something is told."""
    yield imported_object(file, None, masked, known=False, warnings=returned.warnings, dry_run=dry_run) | {
        "outcome": "would update" if dry_run else "updated"
    }
    for one in returned.outcomes:
        yield update_object(file, one, masked, dry_run=dry_run)


def imported_object(
    file: str, record_id: str | None, masked: Masked, *, known: bool, warnings: Iterable[str], dry_run: bool
) -> dict[str, Any]:
    """A review that came in as a new record, as an object of the same form."""
    outcome = "known" if known else "would import" if dry_run else "imported"
    return {
        "file": file,
        "record": record_id,
        "outcome": outcome,
        "page": None,
        "warnings": list(map(masked, warnings)),
        "changes": [],
    }


def _change(one: Told, masked: Masked) -> dict[str, Any]:
    values = {"old": one.old, "new": one.new, "yours": one.yours}
    return {
        "what": one.what.value,
        "key": one.key or None,
        "number": one.number or None,
        "field": one.field or None,
        **{name: None if value is None else masked(value) for name, value in values.items()},
        "lapsed": one.lapsed or None,
        "fell": [masked(name) for name in one.fell],
        "into": one.into or None,
    }
