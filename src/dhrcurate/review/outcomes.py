"""Outcomes of changes in words."""

from __future__ import annotations

import re
from typing import TypeAlias

from dhrcurate.curation.proposal import Batch, Saved, saved_records
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import ConflictError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.history_text import calls_of, place_in_words
from dhrcurate.storage.folder import OWN_FILES, REGISTER_ID

_PATH = re.compile(r"(?<!\S)/[^\s,]+")

Outcome: TypeAlias = Saved | Batch | None
"""The result of a call of the session: one change, a bulk change, or `None` where there was nothing to do."""


def notices_of(outcome: Outcome) -> list[str]:
    """Return what a saved change wants the curator to know, a sentence each."""
    saved = saved_records(outcome)
    bulk = outcome if isinstance(outcome, Batch) else None
    notices = [*(bulk.notices if bulk else ()), *(n for one in saved for n in one.notices)]
    merged = [f"{one.record_id} had been changed meanwhile; both changes stand." for one in saved if one.merged]
    skipped = [_left_out(record_id, why) for record_id, why in (bulk.skipped if bulk else {}).items()]
    return [*notices, *merged, *skipped]


def _left_out(record_id: str, why: str) -> str:
    """Return the sentence for a record that a bulk change left out; the record is named once, and values in words."""
    why = why.removeprefix(f"{record_id}: ").removesuffix("; nothing was saved")
    return f"{record_id} was left out: {_PATH.sub(lambda path: place_in_words(path[0], {}), why)}"


def made_in_part(outcome: Outcome, done: str) -> str:
    """Return the sentence for a bulk change that left some records as they were; empty where it left none.

    Args:
        outcome: What came of it.
        done: What was done: `Undone`, `Redone`, `Changed`.
    """
    left = outcome.skipped if isinstance(outcome, Batch) else {}
    if not left:
        return ""
    made = [one.record_id for one in saved_records(outcome)]
    records = sum(record_id not in OWN_FILES for record_id in made)
    register = f" The register was {done.lower()}." if REGISTER_ID in made else ""
    if not records:
        return f"Nothing was {done.lower()}: it cannot be {done.lower()} in {', '.join(left)}.{register}"
    return f"{done} in {records} of {plural(records + len(left), 'record')}, not in {', '.join(left)}.{register}"


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
