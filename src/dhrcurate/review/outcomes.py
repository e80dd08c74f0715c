"""Outcomes of changes in words."""

from __future__ import annotations

from typing import TypeAlias

from dhrcurate.curation.proposal import Batch, Saved, saved_records
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import ConflictError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.history_text import calls_of, place_in_words

Outcome: TypeAlias = Saved | Batch | None
"""The result of a call of the session: one change, a bulk change, or `None` where there was nothing to do."""


def notices_of(outcome: Outcome) -> list[str]:
    """Return what a saved change wants the curator to know, a sentence each."""
    saved = saved_records(outcome)
    bulk = outcome if isinstance(outcome, Batch) else None
    notices = [*(bulk.notices if bulk else ()), *(n for one in saved for n in one.notices)]
    merged = [f"{one.record_id} had been changed meanwhile; both changes stand." for one in saved if one.merged]
    skipped = [f"{record_id} was left out: {why}" for record_id, why in (bulk.skipped if bulk else {}).items()]
    return [*notices, *merged, *skipped]


def reversed_in_part(outcome: Outcome, done: str) -> str:
    """Return the sentence for an undo (or redo) that left some records as they were; empty where it left none.

    Args:
        outcome: What came of it.
        done: `Undone` or `Redone`.
    """
    left = outcome.skipped if isinstance(outcome, Batch) else {}
    if not left:
        return ""
    made = len(saved_records(outcome))
    if not made:
        return f"Nothing was {done.lower()}: it cannot be {done.lower()} in {', '.join(left)}."
    return f"{done} in {made} of {plural(made + len(left), 'record')}, not in {', '.join(left)}."


def why_refused(error: Exception, data: Data | None) -> str:
    """Return why a change was refused.

    Args:
        error: The session's error.
        data: The record's content, `None` where it is not open; it names the recommendations of a conflict.
    """
    if not isinstance(error, ConflictError):
        return clean(str(error))
    words, calls = str(error), calls_of((), data) if data is not None else {}
    for path in error.paths:
        words = words.replace(path, place_in_words(path, calls))
    return clean(f"{words}. Yours was not made; what stands there now is shown.")
