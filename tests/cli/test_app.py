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
