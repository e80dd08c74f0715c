from __future__ import annotations

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
