import io
from pathlib import Path

import pytest

from dhrcurate.cli import main


@pytest.mark.parametrize(
    "arguments",
    [[], ["no-such-command"], ["check", "--no-such-option"], ["agencies", "suggest", "--limit", "many", "x"]],
)
def test_a_call_that_is_wrong_is_told_in_one_line_and_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--help" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--selct", "DHR1"], "dhrcurate check: there is no option --selct; did you mean '--select'?"),
        (
            ["agencies", "add", "X", "--kind=police", "--colour=red"],
            "dhrcurate agencies add: there is no option --colour",
        ),
        (["audit", "log", "a", "r001", "b"], "dhrcurate audit log: unexpected argument 'b'"),
        (["--colour", "check"], "dhrcurate: there is no option --colour"),
    ],
)
def test_a_word_that_a_command_does_not_know_is_told_of_by_that_command(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_word_that_is_nearly_a_command_is_told_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["documents"])
    assert left.value.code == 2
    assert "there is no 'documents'; did you mean 'document'? See dhrcurate --help" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--quiet", "--output=text:kept.toml"],
        ["check", "--output", "text:other.toml", "--output=text:kept.toml", "records"],
        ["check", "--quiet", "--output=text:in/kept.toml"],
        ["export", "--version.toml"],
        ["--help.toml"],
        ["git", "driver", "base", "ours", "theirs", "-h.toml"],
    ],
)
def test_an_option_that_is_the_name_of_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("--output=text:in").mkdir()
    for name in ("kept.toml", "in/kept.toml", *(one for one in arguments if one.endswith(".toml"))):
        Path(name).write_text("kept")
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "is the name of a file here" in said
    assert said.count("\n") == 1
    assert {Path("kept.toml").read_text(), Path("in/kept.toml").read_text()} == {"kept"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--quiet", "--", "--output=text:kept.toml"],
        ["check", "--quiet", "./--output=text:kept.toml"],
        ["check", "--quiet", "--output=text:other.toml", "records"],
        ["check", "-", "--stdin-filename", "x.toml"],
    ],
)
def test_a_name_that_can_be_no_option_and_an_option_that_is_no_name_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    Path("records").mkdir()
    for name in ("kept.toml", "--output=text:kept.toml", "-"):
        Path(name).write_text("kept")
    main(arguments)
    assert "is the name of a file" not in capsys.readouterr().err
    assert Path("kept.toml").read_text() == "kept"
