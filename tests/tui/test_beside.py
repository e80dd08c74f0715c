"""The threads beside the interface, what is kept between starts, the editor outside, the colours."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.review.background import Background
from dhrcurate.review.save_queue import SaveJob, SaveQueue
from dhrcurate.review.user_state import UserState, UserStateFile
from dhrcurate.tui.dialogs.divide import likely_place, stored_place
from dhrcurate.tui.editable import as_value, recommendation, review
from dhrcurate.tui.external_editor import read, written
from dhrcurate.tui.themes import THEMES
from dhrcurate.tui.widgets.typing import from_edit, to_edit


class Told:
    """What a save queue told."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int]] = []
        self.queue = SaveQueue(
            lambda job, _outcome: self.lines.append(("saved", job.number)),
            lambda job, _error: self.lines.append(("refused", job.number)),
            lambda job, _error: self.lines.append(("stuck", job.number)),
        )


def job(number: int, *errors: Exception) -> SaveJob:
    left = list(errors)

    def run() -> None:
        if left:
            raise left.pop(0)

    return SaveJob(number, "t-2020", run, "words")


def test_changes_are_made_in_order_and_told() -> None:
    told = Told()
    for number in range(20):
        told.queue.submit(job(number))
    assert told.queue.close()
    assert told.lines == [("saved", number) for number in range(20)]


def test_a_refused_change_does_not_stop_the_next() -> None:
    told = Told()
    for one in (job(1, RefusedError("no")), job(2, KeyError("a fault")), job(3)):
        told.queue.submit(one)
    assert told.queue.close()
    assert told.lines == [("refused", 1), ("refused", 2), ("saved", 3)]


def test_what_the_disk_does_not_take_waits_for_another_try_and_so_does_what_is_behind_it() -> None:
    told = Told()
    told.queue.submit(job(1, NotSavedError("full"), NotSavedError("full")))
    told.queue.submit(job(2))
    assert not told.queue.wait(10)
    assert (told.queue.is_stuck, told.queue.waiting) == (True, 2)
    told.queue.retry()
    assert not told.queue.wait(10)
    told.queue.retry()
    assert told.queue.close()
    assert told.lines == [("stuck", 1), ("stuck", 1), ("saved", 1), ("saved", 2)]


def test_giving_up_drops_what_is_queued() -> None:
    told = Told()
    told.queue.submit(job(1, NotSavedError("full")))
    told.queue.submit(job(2))
    told.queue.wait(10)
    assert [j.number for j in told.queue.drop()] == [1, 2]
    assert told.queue.close()


@dataclass(frozen=True)
class Asked:
    """A query of these tests."""

    request: int
    slot: str | None


class Asking:
    """A background thread, and what it delivered."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.background: Background[Asked, Any] = Background(
            self.told.append, lambda query, error: self.told.append((query.slot, str(error)))
        )

    def ask(self, slot: str, work_out: Callable[[], Any], *, urgency: int = 5) -> Asked:
        query = Asked(self.background.new_request(), slot)
        self.background.ask(query, work_out, urgency=urgency)
        return query


def test_the_most_urgent_query_is_answered_first_and_a_newer_one_replaces_an_older() -> None:
    asking = Asking()
    gate = threading.Event()
    asking.ask("gate", lambda: ("gate", gate.wait(10)), urgency=0)
    asking.ask("late", lambda: ("late", 1), urgency=9)
    older = asking.ask("findings", lambda: ("findings", "old"), urgency=2)
    newer = asking.ask("findings", lambda: ("findings", "new"), urgency=2)
    asking.ask("now", lambda: ("now", 3), urgency=1)
    gate.set()
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [("gate", True), ("now", 3), ("findings", "new"), ("late", 1)]
    assert (asking.background.is_replaced(older), asking.background.is_replaced(newer)) == (True, False)


def test_a_query_that_fails_is_told_and_the_next_is_answered() -> None:
    asking = Asking()

    def fails() -> None:
        raise ValueError("no")

    asking.ask("bad", fails)
    asking.ask("good", lambda: "good")
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [("bad", "no"), "good"]


def test_a_result_that_comes_bit_by_bit_makes_way_for_what_is_urgent_and_ends_when_it_is_replaced() -> None:
    asking = Asking()
    gate = threading.Event()

    def bits() -> Iterator[Any]:
        yield "first"
        asking.ask("urgent", lambda: "urgent", urgency=1)
        yield None
        yield "second"
        asking.ask("rows", lambda: "newer", urgency=3)
        yield None
        yield "never"

    asking.ask("gate", lambda: gate.wait(10), urgency=0)
    asking.ask("rows", bits, urgency=2)
    gate.set()
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [True, "first", "urgent", "second", "newer"]


def test_what_is_kept_comes_back_and_rubbish_does_not_hurt(tmp_path: Path) -> None:
    keeper = UserStateFile(tmp_path / "records")
    keeper.keep(UserState("t-2020", "r003", "paper", toured=True))
    assert UserStateFile(tmp_path / "records").read() == UserState("t-2020", "r003", "paper", toured=True)
    other = UserStateFile(tmp_path / "others").read()
    assert (other.record, other.theme) == ("", "paper")


@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"[1]", b'{"record": 3', b"null"])
def test_a_broken_file_of_state_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes) -> None:
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "state"))
    keeper = UserStateFile(tmp_path)
    keeper.keep(UserState("t-2020", "r001"))
    for path in (tmp_path / "state").rglob("*.json"):
        path.write_bytes(rubbish)
    assert keeper.read() == UserState()


def test_a_state_folder_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "file" / "state"))
    UserStateFile(tmp_path).keep(UserState("t-2020", "r001"))


REC = {
    "key": "r001",
    "number": "R1",
    "text": "One.\r\nTwo \x1b[1m • three",
    "addressed_to": "A | B",
    "agencies": ["A", "B"],
}


def edited(text: str) -> Any:
    return recommendation(REC).changes(read(recommendation(REC), text))


def test_a_file_for_the_editor_reads_back_as_nothing_changed() -> None:
    assert edited(written(recommendation(REC))) == {}


def test_what_was_changed_in_the_editor_is_taken_and_the_rest_keeps_its_bytes() -> None:
    text = written(recommendation(REC)).replace("%% agencies\nA\nB", "%% agencies\nA\n  C  D ").replace("Two", "Deux")
    assert edited(text) == {"agencies": ["A", "C D"], "text": "One.\nDeux \x1b[1m • three"}


@pytest.mark.parametrize("text", ["words\n%% text\nx", "%% colour\nred", "%% text\na\n%% text\nb"])
def test_a_file_that_is_no_such_form_changes_nothing(text: str) -> None:
    with pytest.raises(ValueError, match=r"stands? "):
        read(recommendation(REC), text)


def test_what_is_known_of_a_review_is_edited_outside_too() -> None:
    about = review({"review": {"title": "T", "csp": "C", "published": "2015-06", "year_of_death": 2012}})
    text = written(about).replace("2015-06", "2015").replace("2012", "").replace("%% url\n", "%% url\nhttps://x.uk/1")
    assert about.changes(read(about, text)) == {
        "published": "2015",
        "year_of_death": None,
        "url": "https://x.uk/1",
    }
    with pytest.raises(RefusedError, match="published: “June” is not a date"):
        about.changes({"published": "June"})


def test_an_empty_optional_field_is_absent_and_an_empty_text_is_empty() -> None:
    assert as_value("note", "  ") is None
    assert as_value("text", "") == ""


def test_places_in_a_text_as_shown_mean_places_in_the_text() -> None:
    text = "a\u202eb\r\nc • d • e"
    shown = to_edit(text)
    assert from_edit(shown.replace("c", "C"), text) == text.replace("c", "C").replace("\r\n", "\n")
    assert stored_place(text, len(to_edit(text[:3]))) == 3
    assert text[likely_place(text)] == "•"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(name: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(name).normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_INKS = ("ink", "ink-muted", "ink-faint", "ink-key", "ink-good", "ink-doubt", "ink-bad", "ink-hint")


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_every_ink_can_be_read_on_every_ground(theme: Any) -> None:
    grounds = [
        theme.background,
        theme.surface,
        *(theme.variables[f"ground-{g}"] for g in ("cursor", "marked", "focused")),
    ]
    poor = [(ink, ground) for ink in TEXT_INKS for ground in grounds if contrast(theme.variables[ink], ground) < 4.5]
    assert poor == []
