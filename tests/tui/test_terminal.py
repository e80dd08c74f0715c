"""A real terminal: signals, sleep and a closed window leave it whole, and the library too."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tui_help import on_disk

LEFT = b"\x1b[?1049l"
SHOWN_CURSOR = b"\x1b[?25h"


class Terminal:
    """The program on a pseudo-terminal.

    Args:
        library: The library that it opens.
        home: Where its user's own files are.
        under: A command that runs it, before its own words.
    """

    def __init__(self, library: Path, home: Path, under: Sequence[str] = ()) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            home.mkdir(exist_ok=True)
            os.environ.update(
                TERM="xterm-256color",
                DHRCURATE_CURATOR="A. Curator",
                DHRCURATE_STATE=str(home / "state"),
                XDG_CONFIG_HOME=str(home / "config"),
                XDG_CACHE_HOME=str(home / "cache"),
            )
            command = [*under, sys.executable, "-m", "dhrcurate", "review", str(library)]
            os.execvp(command[0], command)  # noqa: S606  # the program itself
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.out = b""

    def until(self, wanted: bytes, timeout: float = 30.0) -> bool:
        """Reads until something is written; says whether it came."""
        end = time.monotonic() + timeout
        while wanted not in self.out and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.05)[0]:
                try:
                    raw = os.read(self.fd, 65536)
                except OSError:
                    break
                if not raw:
                    break
                self.out += raw
        return wanted in self.out

    def ended(self, timeout: float = 20.0, typing: bytes = b"") -> int:
        """The exit code, while keys are typed again and again; -1 where it was killed because it did not end."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            os.write(self.fd, typing)
            self.until(b"\0never", 0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        return -1

    def close(self) -> None:
        """Ends it at once."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def terminal(library: Path, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(library, tmp_path / "home")
    assert made.until(b"accept"), made.out[-2000:]
    yield made
    made.close()


def decide(terminal: Terminal, library: Path) -> None:
    """Accepts the first recommendation and waits until that is on disk."""
    os.write(terminal.fd, b"a")
    end = time.monotonic() + 20
    while on_disk(library)["r001"]["status"] != "accepted" and time.monotonic() < end:
        terminal.until(b"\0never", 0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=lambda s: s.name)
def test_a_signal_ends_it_whole(terminal: Terminal, library: Path, number: signal.Signals) -> None:
    decide(terminal, library)
    os.kill(terminal.pid, number)
    assert terminal.ended() == 128 + number
    assert LEFT in terminal.out
    assert SHOWN_CURSOR in terminal.out.rpartition(LEFT)[2]
    assert b"Traceback" not in terminal.out
    assert on_disk(library)["r001"]["status"] == "accepted"


@pytest.mark.parametrize("number", [None, signal.SIGTERM])
def test_what_was_refused_is_named_when_it_is_left(
    terminal: Terminal, library: Path, number: signal.Signals | None
) -> None:
    decide(terminal, library)
    path = library / "exampleton-2023-06.toml"
    path.write_bytes(path.read_bytes().replace(b"Training", b"Drills"))
    os.write(terminal.fd, b"a")
    assert terminal.until(b"Not done")
    if number is None:
        os.write(terminal.fd, b"\x11")
    else:
        os.kill(terminal.pid, number)
    assert terminal.ended() == (1 if number is None else 128 + number)
    assert b"dhrcurate: not saved: accept R2 in exampleton-2023-06: " in terminal.out.rpartition(LEFT)[2]


def test_it_sleeps_and_wakes_and_leaves(terminal: Terminal) -> None:
    os.kill(terminal.pid, signal.SIGTSTP)
    assert terminal.until(LEFT)
    assert os.WIFSTOPPED(os.waitpid(terminal.pid, os.WUNTRACED)[1])
    terminal.out = b""
    os.kill(terminal.pid, signal.SIGCONT)
    assert terminal.until(b"accept")
    os.write(terminal.fd, b"\x11")
    assert terminal.ended() == 0


KEEPS_THE_SIGNAL = ("sh", "-c", 'trap "" HUP; "$@"; exit $?', "sh")
"""Runs a command, but the hang-up signal of its terminal does not reach it, as under some `make` or wrapper."""


@pytest.mark.parametrize("under", [(), KEEPS_THE_SIGNAL], ids=["with a signal", "without a signal"])
@pytest.mark.parametrize("unread", [b"", b"jk" * 100], ids=["at rest", "while much is painted"])
def test_a_closed_window_ends_it_and_the_decision_stands(
    library: Path, tmp_path: Path, unread: bytes, under: Sequence[str]
) -> None:
    terminal = Terminal(library, tmp_path / "home", under)
    assert terminal.until(b"accept")
    decide(terminal, library)
    os.write(terminal.fd, unread)
    os.close(terminal.fd)
    terminal.fd = os.open(os.devnull, os.O_RDWR)
    end, status = time.monotonic() + 20, 0
    while time.monotonic() < end:
        done, status = os.waitpid(terminal.pid, os.WNOHANG)
        if done:
            terminal.pid = 0
            break
        select.select([], [], [], 0.05)
    terminal.close()
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert on_disk(library)["r001"]["status"] == "accepted"


def test_a_terminal_that_went_to_another_process_ends_it_and_the_decision_stands(library: Path, tmp_path: Path) -> None:
    runner, held = tmp_path / "runner", tmp_path / "held"
    os.mkfifo(held)
    runs_it = f'echo $$ > "{runner}"; "$@" 3<> "{held}"; exit $?'
    shell = f'sh -c \'{runs_it}\' sh "$@"; exec cat "{held}"'  # which ends when the program has, and not before
    terminal = Terminal(library, tmp_path / "home", ("sh", "-mc", shell, "sh"))
    assert terminal.until(b"accept")
    decide(terminal, library)
    os.kill(int(runner.read_text()), signal.SIGKILL)  # the shell takes its terminal back: nobody else may read it
    ended = terminal.ended(typing=b"j")  # once the shell has it, which is at no certain time
    terminal.close()
    assert ended == 0
    assert LEFT in terminal.out
    assert b"Traceback" not in terminal.out
    assert on_disk(library)["r001"]["status"] == "accepted"


def until(file: int, words: bytes) -> None:
    """Read until words were shown, or all has been."""
    shown = b""
    while words not in shown and (read := os.read(file, 65536)):
        shown += read


def test_a_page_in_a_browser_ends_with_its_server_and_the_decision_stands(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    command = [sys.executable, "-m", "dhrcurate", "review", "--as", "A. Curator", str(library)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as page:
        assert page.stdin is not None
        assert page.stdout is not None
        until(page.stdout.fileno(), b"accept")
        page.stdin.write(b"D\x00\x00\x00\x01a")
        page.stdin.flush()
        until(page.stdout.fileno(), b"Accepted R1")
        page.stdin.close()
        try:
            assert page.wait(20) == 128 + signal.SIGHUP
        finally:
            page.kill()
    assert on_disk(library)["r001"]["status"] == "accepted"


def test_without_a_terminal_it_says_what_to_do(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dhrcurate.cli import main

    assert main(["review", str(library)]) == 2
    assert "--plain" in capsys.readouterr().err
