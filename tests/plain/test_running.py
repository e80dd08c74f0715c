"""The plain review as a process: what it imports, what signals and a full disk do to it."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.plain.console import Console
from dhrcurate.plain.cursor import Cursor
from dhrcurate.plain.running import Signals
from dhrcurate.review.user_state import UserState, UserStateFile
from dhrcurate.storage.folder import staged_beside
from dhrcurate.storage.lock import library_lock
from plain_help import converse
from tui_help import on_disk

COMMAND = [sys.executable, "-m", "dhrcurate", "review", "--plain", "--as", "A. Curator"]


def test_it_works_through_pipes_and_never_imports_textual(library: Path) -> None:
    script = (
        "import sys; from dhrcurate.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or 9 * any(m.partition('.')[0] in {'textual', 'rich'} for m in sys.modules))"
    )
    arguments = [sys.executable, "-c", script, "review", "--plain", "--as", "A. Curator", str(library)]
    done = subprocess.run(arguments, input=b"a\nx It repeats R1.\nn\nh\nhelp\nquit\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Accepted R1, 1 agency open. 1 of 4 decided. Saved." in done.stdout
    assert [r["status"] for r in on_disk(library).values()][:2] == ["accepted", "rejected"]


def test_the_file_of_a_record_begins_with_it_whatever_was_left_last(library: Path) -> None:
    UserStateFile(library).keep(UserState("exampleton-2023-06", "r002"))
    asked_for = [*COMMAND, str(library / "northwick-2021.toml")]
    done = subprocess.run(asked_for, input=b"quit\n", capture_output=True, check=True)
    assert b"Record northwick-2021: Northwick review." in done.stdout


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_library_without_records_is_told_in_one_line(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    done = subprocess.run([*COMMAND, folder], cwd=tmp_path, input=b"", capture_output=True, check=False, text=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert b"dhrcurate import" in done.stderr


@pytest.mark.parametrize(
    ("lines", "failed"),
    [
        (["open exampleton-2023-06", "go R99", "a"], "Line 2 of the input failed: No recommendation"),
        (["open nosuch-2023", "go 3", "a"], "Line 1 of the input failed: There is no record nosuch-2023"),
        (["opne northwick-2021", "a"], "Line 1 of the input failed: “opne northwick-2021” is not a command"),
        (["/ status:", "a"], "Line 1 of the input failed: "),
        (["/ status:queried", "a"], "Line 2 of the input failed: Nothing in this record fits the filter"),
        (["last", "j", "a"], "Line 2 of the input failed: This is the last one"),
        (["open 2", "next record", "a"], "Line 2 of the input failed: This is the last record"),
        (["D words that are not there", "a"], "Line 1 of the input failed: These words are not in the text"),
        (["D", "words that are not there", "a"], "Lines 1 to 2 of the input failed: These words are not in the text"),
        (["9", "a"], "Line 1 of the input failed: "),
        (["f 9", "a"], "Line 1 of the input failed: There is no finding 9"),
        (["w 9 It is so.", "a"], "Line 1 of the input failed: There is no finding 9"),
        (["why 9", "a"], "Line 1 of the input failed: There is no finding 9"),
        (["go R3", "J", "a"], "Line 2 of the input failed: "),
        (["T", "a"], "Line 1 of the input failed: "),
        (["e nofield", "a"], "Line 1 of the input failed: There is no field nofield"),
        (["u", "a"], "Line 1 of the input failed: There was nothing to undo."),
        (["redo", "a"], "Line 1 of the input failed: There was nothing to redo."),
        (["x", "", "a"], "Lines 1 to 2 of the input failed: There were no words."),
        (["first", "a", "j", "a"], "Line 2 of the input failed: This is the record as a whole"),
        (["S", "a", "yes"], "Lines 1 to 2 of the input failed: “a” is no answer."),
        (["remove", "go R3", "yes"], "Lines 1 to 2 of the input failed: “go r3” is no answer."),
        (["remove", "", "yes"], "Lines 1 to 2 of the input failed: "),
        (["go R1", "g", "zzz qqq", "1"], "Lines 2 to 3 of the input failed: The register holds nothing like"),
        (["go R1", "g", "next", "1"], "Lines 2 to 3 of the input failed: “next” is a command"),
        (["go R1", "g", "99", "a"], "Lines 2 to 3 of the input failed: "),
        (["go \x07", "a"], "Line 1 of the input failed: That line holds characters"),
    ],
)
def test_a_script_that_did_not_get_where_it_should_stops_before_it_decides(
    library: Path, lines: list[str], failed: str
) -> None:
    before = {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()}
    talk = converse(library, *lines, "quit")
    assert (talk.code, [line.startswith(failed) for line in talk.lines].count(True)) == (1, 1)
    assert before == {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()}


def test_a_script_goes_on_from_a_filter_that_fits_elsewhere_and_from_its_last_decision(library: Path) -> None:
    talk = converse(library, "/ status:accepted", "next record", "c It is in force.", "quit")
    assert (talk.code, on_disk(library, "northwick-2021")["r001"]["note"]) == (0, "It is in force.")
    talk = converse(library, "/", "go 2", "a", "go 1", "a", "go record", "quit")
    assert talk.code == 0


def test_on_a_terminal_a_command_that_goes_nowhere_is_told_and_the_review_goes_on(library: Path) -> None:
    with on_terminal(library) as terminal:
        for typed, told in (
            (b"go R99", b"No recommendation"),
            (b"a", b"Accepted R1, 1 agency open."),
            (b"quit", b"All is saved."),
        ):
            terminal.hear(b"Command:")
            terminal.type(typed + b"\n")
            terminal.hear(told)
        assert terminal.process.wait(20) == 0


class Terminal:
    """The program on a pseudo-terminal."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process, self.descriptor = process, descriptor
        self.heard = b""
        self._at = 0

    def type(self, words: bytes) -> None:
        os.write(self.descriptor, words)

    def hear(self, words: bytes) -> None:
        """Reads on until some words were heard, after those that were heard before."""
        while (found := self.heard.find(words, self._at)) < 0:
            ready, _, _ = select.select([self.descriptor], [], [], 20)
            assert ready, f"never heard {words!r} after {self.heard[-300:]!r}"
            self.heard += os.read(self.descriptor, 65536)
        self._at = found + len(words)


@contextmanager
def on_terminal(library: Path) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, str(library)], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, close_fds=True
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        os.close(ours)
        if process.poll() is None:
            process.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_it_in_good_order_with_the_place_kept(library: Path, number: signal.Signals) -> None:
    with on_terminal(library) as terminal:
        terminal.hear(b"Command:")
        terminal.type(b"a\n")
        terminal.hear(b"Command:")
        terminal.process.send_signal(number)
        assert terminal.process.wait(20) == 128 + number
        assert not re.search(rb"Traceback|\x1b", terminal.heard)
    assert on_disk(library)["r001"]["status"] == "accepted"
    assert UserStateFile(library).read().key == "r002"


def test_the_place_is_kept_as_one_goes_so_that_nothing_that_ends_the_program_loses_it(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, ask = [], Console.ask

    def asked(console: Console, question: str) -> str:
        kept.append(UserStateFile(library).read().key)
        return ask(console, question)

    monkeypatch.setattr(Console, "ask", asked)
    converse(library, "j", "a", "go record", "quit")
    assert kept == ["r001", "r002", "r004", ""]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_a_script_after_the_decision_under_way(
    library: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    apply, opened = Session.apply, Cursor.open
    when = {"writing": True}

    def applied(session: Session, *arguments: object, **options: object) -> object:
        saved = apply(session, *arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        if when["writing"]:
            signal.raise_signal(number)
        return saved

    def open_then_end(cursor: Cursor, *arguments: object) -> None:
        opened(cursor, *arguments)  # type: ignore[arg-type]  # handed on as they came
        if not when["writing"] and on_disk(library)["r002"]["status"] == "accepted":
            signal.raise_signal(number)

    monkeypatch.setattr(Session, "apply", applied)
    monkeypatch.setattr(Cursor, "open", open_then_end)
    signals = Signals(ends_at_interrupt=True)
    with signals.listening():
        assert converse(library, *"aaaaa", unbroken=signals.unbroken).code == 128 + number
    assert [r["status"] for r in on_disk(library).values()] == ["accepted", *["pending"] * 3]
    when["writing"] = False
    with signals.listening():
        assert converse(library, *"aaaaa", unbroken=signals.unbroken).code == 128 + number
    assert [r["status"] for r in on_disk(library).values()] == ["accepted"] * 2 + ["pending"] * 2


def test_an_interrupt_leaves_a_question_and_at_the_prompt_the_program(library: Path) -> None:
    with on_terminal(library) as terminal:
        terminal.hear(b"Command:")
        terminal.type(b"x\n")
        terminal.hear(b"out of scope:")
        terminal.process.send_signal(signal.SIGINT)
        terminal.hear(b"Left that.")
        terminal.hear(b"Command:")
        terminal.process.send_signal(signal.SIGINT)
        terminal.hear(b"All is saved.")
        assert terminal.process.wait(20) == 130
    assert on_disk(library)["r001"]["status"] == "pending"


def test_what_could_not_be_saved_is_told_kept_and_tried_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply, full = Session.apply, [True]

    def applied(session: Session, *arguments: object, **options: object) -> object:
        if full.pop(0) if full else False:
            raise NotSavedError("no space is left on the disk")
        return apply(session, *arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Session, "apply", applied)
    talk = converse(library, "a", "retry", "retry", "quit", typed=True)
    assert "Not saved: no space is left on the disk. retry tries again." in talk.lines
    assert "Accepted R1, 1 agency open. 1 of 4 decided. Saved." in talk.lines
    assert "All is saved; there is nothing to try again." in talk.lines
    full.append(True)
    lost = converse(library, "x It repeats R2.", "quit")
    assert lost.code == 1
    assert lost.lines[-2:] == [
        "Left at R1. 1 change not saved:",
        "reject R1 in exampleton-2023-06: no space is left on the disk.",
    ]


def test_what_was_not_saved_is_never_called_saved_by_what_comes_after(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply, errors = Session.apply, [NotSavedError("the disk is full"), RefusedError("it was changed outside")]

    def applied(session: Session, *arguments: object, **options: object) -> object:
        if errors:
            raise errors.pop(0)
        return apply(session, *arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Session, "apply", applied)
    talk = converse(library, "a", "j", "a", "j", "a", "quit", typed=True)
    assert "All is saved" not in talk.text
    assert talk.code == 1
    assert talk.lines[-3:] == [
        "Left at R10. 2 changes not saved:",
        "accept R1 in exampleton-2023-06: the disk is full.",
        "accept R2 in exampleton-2023-06: it was changed outside.",
    ]
    errors[:] = [NotSavedError("the disk is full"), RefusedError("it was changed outside")]
    talk = converse(library, "first", "j", "a", "j", "a", "x It says too little.", "retry", "quit", typed=True)
    assert (talk.code, talk.lines[-1]) == (0, "Left at R10. All is saved.")
    assert [r["status"] for r in on_disk(library).values()] == ["accepted", "rejected", "pending", "accepted"]


def test_a_signal_names_what_is_not_saved(library: Path) -> None:
    with on_terminal(library) as terminal:
        terminal.hear(b"Command:")
        record = library / "exampleton-2023-06.toml"
        terminal.type(b"a\n")
        terminal.hear(b"Command:")
        record.write_bytes(record.read_bytes().replace(b"pending", b"queried", 1))
        terminal.type(b"a\n")
        terminal.hear(b"Not made")
        terminal.hear(b"Command:")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.hear(b"not saved:")
        terminal.hear(b"accept R2 in exampleton-2023-06")
        assert terminal.process.wait(20) == 128 + signal.SIGTERM


def test_a_library_that_a_crash_left_unfinished_is_settled_and_that_is_told(library: Path) -> None:
    path = library / "exampleton-2023-06.toml"
    before = path.read_bytes()
    session = Session(Library.open(library), "B. Other")
    session.apply(path.stem, decide.accept(session.library.load(path.stem).data, "r001"))
    staged_beside(path).write_bytes(path.read_bytes())
    path.write_bytes(before)
    done = subprocess.run([*COMMAND, str(library)], input=b"show\nquit\n", capture_output=True, check=False)
    assert b"an interrupted write was completed" in done.stdout
    assert on_disk(library)["r001"]["status"] == "accepted"
    staged_beside(path).write_bytes(before)
    with library_lock(library, "B. Other"):
        done = subprocess.run([*COMMAND, str(library)], input=b"quit\n", capture_output=True, check=False, timeout=30)
    assert (done.returncode, b"being written by B. Other" in done.stdout) == (0, True)
    assert staged_beside(path).exists()


@pytest.fixture
def meanwhile(library: Path, monkeypatch: pytest.MonkeyPatch) -> list[Edit]:
    """Edits that another curator saves right after the record was read here."""
    edits: list[Edit] = []
    opened = Cursor.open

    def open_then_change(cursor: Cursor, record_id: str, key: str | None = None) -> None:
        opened(cursor, record_id, key)
        if edits:
            Session(Library.open(library), "B. Other").apply(record_id, Proposal("edit", (edits.pop(),)))

    monkeypatch.setattr(Cursor, "open", open_then_change)
    return edits


def test_a_change_by_another_of_another_field_is_merged_and_told(library: Path, meanwhile: list[Edit]) -> None:
    meanwhile.append(Edit("/recommendations/r001/title", "Training", "Staff"))
    talk = converse(library, "a", "quit")
    assert "Exampleton-2023-06 had been changed meanwhile; both changes stand." in talk.lines
    stored = on_disk(library)["r001"]
    assert (stored["title"], stored["status"]) == ("Staff", "accepted")


def test_a_change_by_another_of_the_same_field_is_told_and_read(library: Path, meanwhile: list[Edit]) -> None:
    meanwhile.append(Edit("/recommendations/r001/status", "pending", "rejected"))
    talk = converse(library, "a", "quit")
    assert "Not made: " in talk.text
    assert "R1, rejected. 1 of 4." in talk.lines
    assert on_disk(library)["r001"]["status"] == "rejected"
