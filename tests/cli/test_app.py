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
