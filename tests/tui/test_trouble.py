"""Trouble on screen: a disk that takes nothing, other writers, broken files. Nothing is lost and a key tries again."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.review.save_queue import SaveJob
from dhrcurate.tui.dialogs.prompts import Confirm
from tui_help import Program, on_disk

Make = Callable[..., Program]
ID = "exampleton-2023-06"


class FullDisk:
    """A disk that takes nothing for a while."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        whole = Session.apply

        def apply(session: Session, *given: Any, **named: Any) -> Any:
            if self.full:
                raise NotSavedError("the disk is full; nothing was changed")
            return whole(session, *given, **named)

        monkeypatch.setattr(Session, "apply", apply)


def changed_by_another(root: Path, field: str, value: str, key: str = "r001") -> None:
    """Another curator's change, through a session of their own."""
    library = Library.open(root)
    proposal = fields.set_field(library.load(ID).data, key, field, value)
    Session(library, "B. Other").apply(ID, proposal, base=library.load(ID).digest)


async def test_a_full_disk_is_told_and_a_key_tries_again(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await pilot.press("a", "a")
        p.app.workspace.save_queue.wait(10)
        await pilot.pause()
        assert "■ not saved (ctrl+s tries again): the disk is full" in p.text
        assert "The disk is full; nothing was changed. Nothing is lost: ctrl+s tries again." in p.said
        assert "2 of 4 decided" in p.text
        assert on_disk(library)["r001"]["status"] == "pending"
        disk.full = False
        await p.press(pilot, "ctrl+s")
        assert [r["status"] for r in on_disk(library).values()][:2] == ["accepted", "accepted"]
        assert "not saved" not in p.text


async def test_leaving_with_something_unsaved_asks_first(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    FullDisk(monkeypatch)
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await pilot.press("a")
        p.app.workspace.save_queue.wait(10)
        await pilot.press("ctrl+q")
        assert isinstance(p.app.screen, Confirm)
        assert "could not be saved" in p.text
        await pilot.press("escape")
        assert "could not be saved" not in p.text
    p.app.workspace.save_queue.drop()


async def test_a_change_by_another_curator_is_read_and_told(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a", "k")
        changed_by_another(library, "title", "Training for all")
        p.app._look_at_disk()
        await p.settle(pilot)
        assert "Training for all" in p.text
        assert "was changed on disk" in p.said


async def test_changes_of_different_fields_both_stand(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = program(library)
    monkeypatch.setattr(p.app, "_look_at_disk", lambda: None)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a", "k")
        changed_by_another(library, "title", "Training for all")
        await p.press(pilot, "backspace")
        rec = on_disk(library)["r001"]
        assert (rec["title"], rec["status"]) == ("Training for all", "pending")
        assert "both changes stand" in p.said


async def test_changes_of_one_field_are_refused_and_theirs_is_shown(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = program(library)
    monkeypatch.setattr(p.app, "_look_at_disk", lambda: None)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a", "k", "c")
        changed_by_another(library, "note", "theirs")
        await p.type(pilot, "ours")
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "theirs"
        assert "theirs" in p.text
        assert "R1 · note was changed meanwhile by B. Other" in p.said
        assert "Yours was not made" in p.said


async def test_a_record_that_is_deleted_under_the_screen_says_so(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        (library / f"{ID}.toml").unlink()
        p.app._look_at_disk()
        await p.settle(pilot)
        assert "not there" in p.text
        await p.press(pilot, "a", "e", "S")
        assert not (library / f"{ID}.toml").exists()


async def test_a_broken_configuration_is_told_and_nothing_else_breaks(library: Path, program: Make) -> None:
    (library / "dhrcurate.toml").write_text("[check\n", encoding="utf-8")
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        assert "dhrcurate.toml:1" in p.review.text_view.text_below
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == "accepted"


async def test_quick_decisions_on_one_field_do_not_quarrel_with_each_other(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, *["a", "k", "backspace"] * 5)
        assert on_disk(library)["r001"]["status"] == "pending"
        assert "Yours was not made" not in p.said
        assert "both changes stand" not in p.said


async def test_the_interrupt_key_says_what_is_not_kept_yet(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "ctrl+c")
        assert p.app.said[-1] == "ctrl+q leaves. Everything is saved."
        await p.press(pilot, "e", "ctrl+c")
        assert p.app.said[-1] == "esc closes this first; nothing is lost with it."
        await p.type(pilot, "New. ")
        await p.press(pilot, "ctrl+q")
        assert "Not kept yet: ctrl+s keeps it" in p.app.said[-1]
        await p.press(pilot, "escape", "y", "x", "w", "ctrl+c")
        assert "Not kept yet: ⏎ keeps it" in p.app.said[-1]
        await p.press(pilot, "escape", "question_mark", "ctrl+c")
        assert p.app.said[-1] == "esc closes this first; nothing is lost with it."
        await pilot.press("escape", "a")
        p.app.workspace.save_queue.wait(10)
        await pilot.press("ctrl+c")
        assert p.app.said[-1] == "ctrl+q leaves. 1 change is not saved yet."
        disk.full = False
        await p.press(pilot, "ctrl+s")


async def test_a_source_page_that_is_gone_is_told_in_a_line(library: Path, program: Make) -> None:
    path = library / f"{ID}.toml"
    path.write_bytes(path.read_bytes().replace(b"[source]", b'[source]\npage = "sources/gone.txt"'))
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "v")
        assert "The source page cannot be read: sources/gone.txt" in p.said
        assert not p.review.has_class("-source")


async def test_a_bulk_change_says_how_far_it_is(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a", "l")
        gate = threading.Event()
        begun = threading.Event()

        def run() -> None:
            begun.set()
            gate.wait(10)

        p.app.workspace.save_queue.submit(SaveJob(1, "", run, "words", "bulk"))
        assert begun.wait(10)
        p.app.workspace._show_progress(3, 12)
        p.app._look_at_save_queue()
        await pilot.pause()
        assert "saving 3 of 12" in p.text
        gate.set()
        await p.settle(pilot)
        assert "✓ saved" in p.text


@pytest.mark.parametrize(("answer", "stands"), [("enter", "Theirs."), ("y", "Mine.")])
async def test_what_another_changed_while_it_was_edited_is_not_overwritten_unasked(
    library: Path, program: Make, answer: str, stands: str
) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.press(pilot, "e")
        await p.type(pilot, "Mine.")
        changed_by_another(library, "text", "Theirs.")
        p.app._look_at_disk()
        await p.press(pilot, "ctrl+s")
        assert "Somebody else changed the same while you were editing" in p.text
        await p.press(pilot, answer)
        assert on_disk(library)["r001"]["text"].startswith(stands)


async def test_what_another_changed_elsewhere_stands_beside_an_edit(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.press(pilot, "e")
        await p.type(pilot, "Mine.")
        changed_by_another(library, "note", "Theirs.")
        p.app._look_at_disk()
        await p.press(pilot, "ctrl+s")
        assert on_disk(library)["r001"]["text"].startswith("Mine.")
        assert on_disk(library)["r001"]["note"] == "Theirs."


async def test_an_editor_that_cannot_be_read_leaves_the_screen_as_it_was(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "vi 'x")
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "E")
        assert "$VISUAL cannot be read as a command" in p.said
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == "accepted"


@pytest.mark.skipif(sys.platform != "linux", reason="the file system takes no such name")
async def test_a_file_whose_name_is_not_utf8_is_told_at_the_opening(library: Path, program: Make) -> None:
    (library / os.fsdecode(b"b\xff.toml")).write_bytes((library / f"{ID}.toml").read_bytes())
    p = program(library)
    async with p.app.run_test(size=(140, 36), notifications=True) as pilot:
        await p.settle(pilot)
        told = " ".join(note.message for note in p.app._notifications)
        assert "name is not UTF-8" in told
        assert "‹U+DCFF›.toml" in told
        await p.press(pilot, "a")
        assert on_disk(library)["r001"]["status"] == "accepted"
