"""No line that a command prints gives an order to a CI service, whatever files, branches and texts are called."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.cli.streams import LogStream
from dhrcurate.reporting.formats import FORMATS
from libraries import TWICE, recommendation, record

ORDERS = (
    "::error::pwned",
    "  ::set-output name=a::b",
    "\u00a0::stop-commands::x",
    "##vso[task.setvariable]x",
    "a##[error]b",
)
HOSTILE = "\x1b[31m\u202e\x85\u2028\x07\r\n::error::pwned ##vso[x]"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


def orders(text: str) -> list[str]:
    """The lines in which a CI service would see an order."""
    lines = re.split("[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    return [line for line in lines if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]


def controls(text: str) -> list[str]:
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)


def hostile_library(name: str) -> Path:
    root = Path("records")
    root.mkdir(exist_ok=True)
    (root / f"{name}.toml").write_text(record("alder-2023", *TWICE), encoding="utf-8")
    return root


@pytest.mark.parametrize("name", [*ORDERS, HOSTILE])
@pytest.mark.parametrize("form", [name for name in FORMATS if name != "github"])
def test_no_format_of_a_check_gives_orders_or_moves_the_cursor(
    form: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile_library(name)
    assert main(["check", "records", "--output-format", form]) == 1
    shown = capsys.readouterr()
    assert orders(shown.out + shown.err) == []
    assert controls(shown.out + shown.err) == []


@pytest.mark.parametrize("name", [*ORDERS, HOSTILE])
@pytest.mark.parametrize("to", [["--output-format", "github"], ["--output", "github:-"]])
def test_github_gets_our_annotations_and_no_others(
    name: str, to: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    hostile_library(name)
    assert main(["check", "records", *to]) == 1
    out = capsys.readouterr().out
    assert controls(out) == []
    assert not re.search(r"##\w*\[", out)
    lines = out.splitlines()
    assert [line for line in lines if line.startswith("::")]
    for line in lines:
        assert re.match(r"::(error|warning|notice) file=[^:,]*,line=|\d+ more finding", line), line


CALLS = (
    ["check", "{}"],
    ["check", "records", "--baseline", "{}"],
    ["check", "records", "--select", "{}"],
    ["check", "records", "--since", "{}"],
    ["import", "{}", "--into", "records"],
    ["export", "records", "--to", "{}/x.csv"],
    ["audit", "log", "{}"],
    ["audit", "sign", "--key", "{}"],
    ["audit", "verify", "{}"],
    ["git", "merge", "{}"],
    ["git", "status", "{}"],
    ["git", "setup", "{}"],
    ["rule", "{}"],
    ["schema", "--check", "{}"],
    ["agencies", "suggest", "{}"],
    ["review", "{}"],
    ["review", "--plain", "{}"],
    ["serve", "--pages", "{}"],
    ["{}"],
)


@pytest.mark.parametrize("order", [*ORDERS, HOSTILE])
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_answer_repeats_an_order(call: list[str], order: str, capsys: pytest.CaptureFixture[str]) -> None:
    hostile_library("alder-2023")
    subprocess.run(["git", "init", "-q"], check=True)
    try:
        code = main([word.format(order) for word in call])
    except SystemExit as left:
        code = int(left.code or 0)
    shown = capsys.readouterr()
    assert code in (0, 1, 2), shown.err
    assert shown.out + shown.err
    assert orders(shown.out + shown.err) == []
    assert controls(shown.out + shown.err) == []


def test_a_diff_and_a_preview_give_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    text = "\n::error::pwned\n  ::warning::x ##vso[y]\nThe council should review its training each year ."
    Path("records").mkdir()
    made = record("alder-2023", recommendation(1, text="T")).replace('"T"', f'"""{text}"""')
    Path("records", "alder-2023.toml").write_text(made, encoding="utf-8")
    main(["check", "records", "--diff", "--unsafe-fixes", "--reveal"])
    main(["audit", "adopt", "alder-2023", "--reason", "begun"])
    for command in (["log"], ["blame"], ["show"]):
        main(["audit", *command, "alder-2023"])
    shown = capsys.readouterr()
    assert "pwned" in shown.out
    assert orders(shown.out + shown.err) == []


@pytest.mark.parametrize(
    ("pieces", "written"),
    [
        (["::error", "::x\n"], "./::error::x\n"),
        (["  ", "::x\n"], "  ./::x\n"),
        ([":", ":x\n"], ": :x\n"),
        (["fine ", "::x\n"], "fine ::x\n"),
        (["f" * 200, "::x\n"], "f" * 200 + "::x\n"),
        (["a\n", "::x\n::y"], "a\n./::x\n./::y"),
        (["##vso", "[x\n"], "##vso [x\n"),
        (["##", "vso[x\n"], "## vso[x\n"),
        (["#", "#[x\n"], "# #[x\n"),
    ],
)
def test_an_order_in_pieces_is_none(pieces: list[str], written: str) -> None:
    kept = io.StringIO()
    stream = LogStream(kept)
    for piece in pieces:
        stream.write(piece)
    assert orders(kept.getvalue()) == []
    assert kept.getvalue().replace("./", "").replace(" ", "") == written.replace("./", "").replace(" ", "")


def test_the_streams_are_as_before_when_a_command_is_over() -> None:
    before = sys.stdout, sys.stderr
    assert main(["rule", "DHR101"]) == 0
    assert (sys.stdout, sys.stderr) == before


def test_a_diff_to_a_pipe_shows_the_control_characters_of_a_file_name(capsys: pytest.CaptureFixture[str]) -> None:
    Path("records").mkdir()
    text = record("alder-2023", recommendation(1, text="The council should review the the training of its staff."))
    Path("records", "a\x1b[31mb\nc.toml").write_text(text, encoding="utf-8")
    main(["check", "records", "--diff", "--unsafe-fixes"])
    shown = capsys.readouterr().out
    headers = [line for line in shown.splitlines() if line.startswith(("--- ", "+++ "))]
    assert len(headers) == 2
    assert controls(shown) == []
    assert all(line.endswith("⏎c.toml") for line in headers)
