"""What the trail says to a curator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dhrcurate.domain.edit import Edit
from dhrcurate.review.history_text import (
    calls_of,
    edit_sentences,
    moments,
    place_in_words,
    quoted,
    summary,
    value_in_words,
    waivers_told,
)
from dhrcurate.trail.event import Event

CALLS = {"r001": "R1", "r002": "R2", "r003": "Training"}
BEFORE = {"r001": "pending", "r002": "queried", "r003": "rejected"}
START = datetime(2026, 11, 23, 0, 29, 30, 599_000, tzinfo=UTC)

SIGNED = (
    Edit("/curation/at", None, START), Edit("/curation/by", None, "A. Curator"),
    Edit("/curation/state", "open", "signed-off"),
)  # fmt: skip


def event(*edits: Edit, action: str = "edit", at: datetime = START) -> Event:
    parents = [] if edits and not edits[0].path else ["0" * 64]
    return Event.make(parents=parents, by="A. Curator", tool="t", action=action, state="b", edits=edits, now=lambda: at)


def changed(key: str, field: str, old: Any, new: Any) -> Edit:
    return Edit(f"/recommendations/{key}/{field}", old, new)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event(changed("r002", "status", "pending", "accepted")), "R2 · status: pending → accepted"),
        (event(changed("r003", "addressed_to", "A", "B")), "Training · addressed to: A → B"),
        (event(changed("r009", "status", "pending", "accepted")), "r009 · status: pending → accepted"),
        (
            event(changed("r001", "status", "pending", "queried"), changed("r001", "note", None, "Which one?")),
            "R1 · status: pending → queried, note: Which one?",
        ),
        (event(changed("r001", "text", "x" * 100, "y" * 100)), "R1 · text"),
        (
            event(changed("r001", "agencies", [], ["A", "B"]), action="normalise"),
            "normalise · R1 · agencies: nothing → A, B",
        ),
        (event(changed("r001", "waivers", None, [{"rule": "DHR205"}])), "R1 · waivers: added"),
        (
            event(*(changed(k, "status", "pending", "accepted") for k in CALLS)),
            "3 recommendations · status: pending → accepted",
        ),
        (
            event(*(changed(k, "status", before, "accepted") for k, before in BEFORE.items())),
            "3 recommendations · status: accepted",
        ),
        (
            event(*SIGNED, action="sign-off"),
            "sign-off · signed off",
        ),
        (event(*(replace(e, old=e.new, new=e.old) for e in SIGNED)), "not signed off any more"),
        (event(*(changed(k, "note", None, f"note {k}") for k in CALLS)), "3 recommendations · note"),
        (
            event(
                *(changed(k, "status", before, "rejected") for k, before in {**BEFORE, "r003": "accepted"}.items()),
                *(changed(k, "note", None, "Twice.") for k in CALLS),
            ),
            "3 recommendations · status: rejected, note: Twice.",
        ),
        (event(Edit("/recommendations/@order", ["r001", "r002"], ["r002", "r001"])), "the order"),
        (event(Edit("/review/year_of_death", 2011, 2012)), "review · year of death: 2011 → 2012"),
        (event(Edit("", None, {"recommendations": [{}, {}]}), action="import"), "import · 2 recommendations"),
        (event(Edit("/recommendations/r002", {"key": "r002"}, None)), "R2 · removed"),
    ],
)  # fmt: skip
def test_an_event_is_told_in_words(told: Event, words: str) -> None:
    assert summary(told, CALLS) == words


def test_a_recommendation_is_called_by_its_number_else_its_title_also_when_it_is_gone() -> None:
    trail = [
        event(Edit("", None, {"recommendations": [{"key": "r001", "number": "7"}, {"key": "r002", "title": "Old"}]})),
        event(Edit("/recommendations/r003", None, {"key": "r003", "text": "New."})),
    ]
    calls = calls_of(trail, {"recommendations": [{"key": "r001", "number": "8", "title": "x"}]})
    assert calls_of((), {"recommendations": [{"key": "r001", "number": "R1 and a paragraph stuck to it"}]}) == {
        "r001": "R1 and a paragraph stuc…"
    }
    assert calls == {"r001": "8", "r002": "Old", "r003": "r003"}


def test_a_waiver_is_told_without_the_digest_of_what_was_waived() -> None:
    waiver = {"rule": "DHR301", "reason": "short on purpose", "seen": "sha256:ab12", "by": "A. Curator"}
    assert value_in_words([waiver]) == "rule DHR301, reason short on purpose, by A. Curator"
    assert quoted([waiver]) == "rule “DHR301”, reason “short on purpose”, by “A. Curator”"


def test_a_place_is_told_without_pointers() -> None:
    assert place_in_words("/recommendations/r001/addressed_to", CALLS) == "R1 · addressed to"
    assert place_in_words("/recommendations/@order", CALLS) == "the order"
    assert place_in_words("", CALLS) == "the whole record"


def test_times_are_as_fine_as_it_takes_to_tell_events_apart() -> None:
    at = (START, START + timedelta(milliseconds=25), START + timedelta(seconds=40))
    told = moments([event(changed("r001", "note", None, str(i)), at=t) for i, t in enumerate(at)])
    assert [t.rpartition(":")[2] for t in told.values()] == ["30.599", "30.624", "10"]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("/waivers", None, [{"rule": "DHR201"}], "waivers: added"),
        ("/waivers", [{"rule": "DHR201"}], [], "waivers: removed"),
        ("/waivers", [{"rule": "DHR201"}], [{"rule": "DHR201"}, {"rule": "DHR2"}], "waivers: 1 added"),
        (f"/documents/{'d' * 64}", None, {"name": "Report.pdf", "kind": "letter"}, "document Report.pdf: added"),
        (f"/documents/{'d' * 64}", {"name": "Report.pdf", "kind": "letter"}, None, "document Report.pdf: removed"),
    ],
)
def test_entries_of_a_table_are_told_by_what_became_of_them(path: str, old: object, new: object, told: str) -> None:
    told_of = event(Edit(path, old, new))
    assert summary(told_of, calls_of([told_of], {})) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            [{"rule": "DHR805", "about": "sha256:0", "reason": "No request."}],
            [],
            "the waiver of DHR805, “No request.”, is gone, and what was found is listed again",
        ),
        (None, [{"rule": "DHR805"}], "the waiver of DHR805 is in force again"),
        ([], [{"rule": "DHR1"}, {"rule": "DHR1", "word": "a"}], "2 waivers of DHR1 are in force again"),
    ],
)
def test_which_waiver_came_or_went_is_told_in_a_sentence(old: object, new: object, told: str) -> None:
    assert waivers_told(event(changed("r001", "waivers", old, new)).changes) == told
    both = event(changed("r001", "waivers", old, new), changed("r001", "note", None, "Why"))
    assert waivers_told(both.changes) == ""


TEXT = "The Partnership should ask each agency how its staff are trained, and what is not enough."


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (TEXT.replace("is not", "is is not"), "“is is not” becomes “is not”"),
        (f"During the course of those {TEXT}", "“During the course of those The” becomes “The”"),
        (f"{TEXT} | 3", "“enough. | 3” becomes “enough.”"),
        (TEXT.replace("each agency", "every body"), "“every body” becomes “each agency”"),
        (TEXT.replace("trained,", "trained ,"), f"from “{TEXT.replace('trained,', 'trained ,')}” to “{TEXT}”"),
    ],
)
def test_a_changed_text_is_told_by_the_words_that_change(before: str, told: str) -> None:
    data = {"recommendations": [{"key": "r001", "number": "1", "text": TEXT}]}
    sentence = next(edit_sentences([Edit("/recommendations/r001/text", before, TEXT)], data))
    assert sentence == f"Text of number 1: {told}."
