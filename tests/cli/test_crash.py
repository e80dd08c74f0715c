from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dhrcurate.cli import check_command, main
from dhrcurate.domain.errors import RefusedError, UnusableError


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UnusableError("no\x1b such file"), 2, "dhrcurate: no␛ such file\n"),
        (RefusedError("no review"), 1, "dhrcurate: no review\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_errors_become_exit_codes_and_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    words: str,
) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(check_command, "run", fail)
    assert main(["check"]) == code
    assert capsys.readouterr().err == words


def test_a_crash_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_command, "run", lambda _: 1 // 0)
    assert main(["check"]) == 70
    assert capsys.readouterr().err.endswith("please report it with the lines above\n")


@pytest.mark.skipif(os.name == "nt", reason="there is no shell and no full device there")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("rule DHR201 >/dev/full", 2, b"dhrcurate: the output cannot be written: no space left on device\n"),
        ("rule DHR201 >&-", 0, b""),
        ("rule DHR201 | true", 0, b""),
        ("rule DHR999 2>&-", 2, b""),
    ],
)
def test_output_that_nobody_takes_is_no_crash(command: str, code: int, told: bytes) -> None:
    if "full" in command and not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    script = f"set -o pipefail; {shlex.quote(sys.executable)} -m dhrcurate {command}"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (code, b"")
    assert ended.stderr.startswith(told)
    assert ended.stderr.count(b"\n") <= 1


@pytest.mark.skipif(os.name == "nt", reason="the encoding of output is another matter there")
@pytest.mark.parametrize(
    "more", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_a_terminal_without_unicode_is_shown_escapes(more: dict[str, str]) -> None:
    environment = {**os.environ, **more}
    program = [sys.executable, "-m", "dhrcurate", "rule", "--all"]
    ended = subprocess.run(program, env=environment, capture_output=True, timeout=30, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.isascii()


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("command", ["check", "agencies suggest x", "review --plain"])
def test_a_folder_that_is_gone_is_told_of(tmp_path: Path, command: str) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m dhrcurate {command}"
    ended = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"change to another" in ended.stderr
