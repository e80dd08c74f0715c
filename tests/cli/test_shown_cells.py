"""What a record's cells hold reaches the terminal without control characters and personal data, whatever prints it."""

import re
from pathlib import Path

import pytest

from dhrcurate.cli import main
from libraries import recommendation, record

CONTROLS = "\x1b]52;c;x\x07 \x9b2J \x85\u2028 \u202e\u2066 \u200b\x08 ::error::x ##vso[y]"
TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")
CELLS = (f"{CONTROLS} Panel", f"Alder Refuge {CONTROLS}", f"Alder{CONTROLS}Police | Alder Trust {CONTROLS}")
CALLS = (
    ["agencies", "list", "records"],
    ["agencies", "list", "records", "--open"],
    ["agencies", "list", "records", "--output-format", "json"],
    ["agencies", "list", "records", "--output-format", "jsonl"],
    ["agencies", "cluster", "records"],
    ["agencies", "cluster", "records", "--output-format", "json"],
    ["agencies", "resolve", "records", "--dry-run"],
    ["agencies", "resolve", "records", "--written", CELLS[0], "--means", "Kent Police", "--dry-run"],
    ["agencies", "rename", "records", "Kent Police", f"Kent Police {CONTROLS}", "--dry-run"],
    ["agencies", "suggest", *CELLS],
    ["agencies", "suggest", "--output-format", "json", *CELLS],
    ["check", "records"],
    ["check", "records", "--reveal"],
    ["check", "records", "--statistics"],
    ["check", "records", "--output-format", "json"],
    ["check", "records", "--output-format", "markdown"],
    ["check", "records", "--output-format", "junit"],
    ["audit", "log", "alder-2023"],
    ["audit", "log", "alder-2023", "--output-format", "json"],
    ["audit", "blame", "alder-2023"],
    ["audit", "verify", "records"],
    ["git", "status", "records"],
    ["import", "page.txt", "--into", "records", "--dry-run"],
)


@pytest.fixture(autouse=True)
def _library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    written = "".join(f"\\u{ord(char):04X}" if not char.isascii() or ord(char) < 32 else char for char in CONTROLS)
    rows = [
        recommendation(at + 1, number=f"{at}{written}", text=f"The force should check {written} its logs {at}.",
                       cell=cell.replace(CONTROLS, written), agency=f"Alder {written}").replace(
                           'agencies = ["', 'agencies = ["' if at == 1 else 'agencies = []  # ["')
        for at, cell in enumerate(CELLS)
    ]  # fmt: skip
    Path("records").mkdir()
    text = record("alder-2023", *rows).replace("alder-2023 review", f"A review {written}")
    Path("records", "alder-2023.toml").write_text(text, encoding="utf-8")
    page = (
        f"Review of {CONTROLS}\n\nRecommendations\n\n1. The force should {CONTROLS} check its logs.\n\n2. {CONTROLS}\n"
    )
    Path("page.txt").write_text(page, encoding="utf-8")
    main(["audit", "adopt", "alder-2023", "--reason", f"begun {CONTROLS}"])


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call)[:40])
def test_no_command_prints_what_moves_a_terminal(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    try:
        main(call)
    except SystemExit as left:
        assert left.code in (0, 1, 2)  # noqa: PT017  # argparse leaves so
    shown = capsys.readouterr()
    assert shown.out + shown.err
    assert TERMINAL.findall(shown.out + shown.err) == []


PERSONAL = "Jo Bloggs 01632 960 001 jo@exampleton.example"
PRINTING = (
    ["agencies", "list", "records"],
    ["agencies", "list", "records", "--output-format", "jsonl"],
    ["agencies", "cluster", "records", "--cutoff", "20"],
    ["agencies", "cluster", "records", "--cutoff", "20", "--output-format", "json"],
    ["agencies", "resolve", "records", "--dry-run"],
    ["agencies", "resolve", "records", "--written", "Alder Refuge", "--means", "Kent Police", "--dry-run"],
    ["check", "records"],
    ["check", "records", "--output-format", "json"],
    ["check", "records", "--diff", "--unsafe-fixes"],
    ["export", "records", "--filter", "status:pending", "--to", "-", "--format", "json"],
)


@pytest.mark.parametrize("call", PRINTING, ids=lambda call: " ".join(call)[:60])
def test_no_command_prints_personal_data_of_a_cell(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    cells = (f"Alder Refuge | {PERSONAL}", "Alder Refuge Mrs Bloggs 960 001", "Alder Refuges Mrs Bloggs 960 001")
    rows = [
        recommendation(at, cell=cell).replace('agencies = ["West Midlands Police"]', "agencies = []")
        for at, cell in enumerate(cells, 1)
    ]
    Path("records", "alder-2023.toml").write_text(record("alder-2023", *rows), encoding="utf-8")
    capsys.readouterr()
    main(call)
    shown = capsys.readouterr()
    assert "█" in shown.out + shown.err
    assert [part for part in ("01632", "jo@", "Mrs Bloggs") if part in shown.out + shown.err] == []


def test_personal_data_of_a_cell_is_shown_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Path("records", "alder-2023.toml").write_text(record("alder-2023", recommendation(1, cell=PERSONAL)))
    main(["agencies", "list", "records", "--reveal"])
    assert "960 001" in capsys.readouterr().out
