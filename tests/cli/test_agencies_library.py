from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import Transactions

DUDLEY = ["West Midlands Constabulary", "Police", "MARAC | Refuge", "Oakleaf Haven Project", "Oak Leaf Haven Project"]
DOVER = ["Kent Constabulary", "Police", "Kent Police; Medway Council", "Oakleaf Haven Project"]


def _record(folder: Path, record_id: str, cells: list[str]) -> Path:
    rows = [libraries.recommendation(at, cell=cell) for at, cell in enumerate(cells, 1)]
    path = libraries.write(folder, record_id, *rows)
    text = path.read_text().replace('agencies = ["West Midlands Police"]', "agencies = []")
    path.write_text(text)
    return path


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    folder = tmp_path / "records"
    _record(folder, "dudley-2023-06", DUDLEY)
    _record(folder, "dover-2023-06", DOVER)
    return folder


def _agencies(folder: Path, record_id: str) -> list[list[str]]:
    data = tomli.loads((folder / f"{record_id}.toml").read_text())
    return [row["agencies"] for row in data["recommendations"]]


def _run(*arguments: str) -> int:
    return main(["agencies", *arguments])


def test_list_counts_names_and_tells_what_is_open(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", "--output-format", "json") == 0
    rows = {row["written"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["Police"]["uses"], rows["Police"]["open"], rows["Police"]["agreed"]) == (2, 2, False)
    assert rows["Kent Constabulary"]["suggestion"]["name"] == "Kent Police"
    assert _run("resolve") == 0
    capsys.readouterr()
    assert _run("list", "--open") == 0
    shown = capsys.readouterr().out
    assert "Oakleaf Haven Project" in shown
    assert "Kent Constabulary" not in shown


def test_list_shows_no_candidate_that_is_unlikely(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _record(library, "dudley-2022-06", ["Wst Mdlnds Plc"])
    assert _run("list", "--open", "--output-format", "json") == 0
    rows = {row["written"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["Wst Mdlnds Plc"]["suggestion"] is None
    assert rows["Police"]["suggestion"] is not None
    assert _run("list", "--open") == 0
    assert "(none" not in capsys.readouterr().out


def test_resolve_applies_matches_only_and_is_undone_as_one_step(library: Path) -> None:
    before = {path.name: path.read_bytes() for path in library.glob("*.toml")}
    assert _run("resolve") == 0
    assert _agencies(library, "dudley-2023-06") == [["West Midlands Police"], [], [], [], []]
    assert _agencies(library, "dover-2023-06") == [["Kent Police"], [], ["Kent Police", "Medway Council"], []]
    Session(Library.open(library), "A. Curator").undo()
    assert {path.name: path.read_bytes() for path in library.glob("*.toml")} == before


@pytest.fixture
def as_at_a_terminal() -> Iterator[None]:
    """An interrupt is as Python sets it, whatever the shell behind the tests ignores or another test left."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("as_at_a_terminal")
def test_an_interrupt_says_how_far_it_came_and_the_same_command_makes_the_rest(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in library.glob("*.toml")}
    change = Transactions.change

    def change_then_interrupt(*arguments: object, **options: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return change(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    with monkeypatch.context() as patched:
        patched.setattr(Transactions, "change", change_then_interrupt)
        assert _run("resolve") == 130
    assert "interrupted after 1 of 2 records: the same command makes the rest" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert _run("resolve") == 0
    assert _agencies(library, "dudley-2023-06")[0] == ["West Midlands Police"]
    assert _agencies(library, "dover-2023-06")[0] == ["Kent Police"]
    Session(Library.open(library), "A. Curator").undo()
    assert {path.name: path.read_bytes() for path in library.glob("*.toml")} == before


def test_a_dry_run_shows_a_table_and_changes_nothing(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()}
    assert _run("resolve", "--dry-run") == 0
    said = capsys.readouterr()
    assert "dover-2023-06   1       Kent Constabulary" in said.out
    assert "would change 3 recommendations in 2 records" in said.err
    assert {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()} == before


def test_a_written_name_is_decided_for_one_area_and_remembered(library: Path) -> None:
    assert _run("resolve", "--written", "Police", "--means", "West Midlands Police", "--csp", "Dudley") == 0
    assert _agencies(library, "dudley-2023-06")[1] == ["West Midlands Police"]
    assert _agencies(library, "dover-2023-06")[1] == []
    register = tomli.loads((library / "agencies.toml").read_text())
    assert register["resolved"] == [
        {"written": "Police", "means": ["West Midlands Police"], "where": {"csp": "Dudley"}}
    ]


def test_a_cell_with_another_undecided_name_is_named_in_preview_and_outcome(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _record(library, "dover-2024-06", ["Oakleaf Haven Project | Stray Society", "Stray Society"])
    decision = ("resolve", "--written", "Stray Society", "--means", "Refuge")
    for more in (("--dry-run",), ()):
        assert _run(*decision, *more) == 0
        said = capsys.readouterr().err
        assert "dover-2024-06 1: skipped: its cell also names “Oakleaf Haven Project”, not decided yet" in said
        assert "1 recommendation in 1 record" in said
    assert _agencies(library, "dover-2024-06") == [[], ["Refuge"]]
    assert _run("resolve", "--written", "Oakleaf Haven Project", "--means", "Respect") == 0
    assert _agencies(library, "dover-2024-06") == [["Respect", "Refuge"], ["Refuge"]]


def test_a_name_cannot_mean_a_body_that_nobody_knows(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("resolve", "--written", "Police", "--means", "Nobody at all") == 2
    assert "agencies add" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "more", "said"),
    [
        (
            "Oakleef Haven Project",
            (),
            "so nothing was remembered; the nearest names are “Oakleaf Haven Project”, “Oak Leaf Haven Project”",
        ),
        ("West Midlands Constabulary", ("--csp", "Dover"), "no record of Dover, so nothing was remembered; "),
        ("Zzyzx", (), "so nothing was remembered; `dhrcurate agencies list` lists all names"),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_name_that_is_written_nowhere_is_not_decided(
    library: Path, capsys: pytest.CaptureFixture[str], written: str, more: tuple[str, ...], said: str, dry: tuple[str]
) -> None:
    assert _run("resolve", "--written", written, "--means", "Refuge", *more, *dry) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"dhrcurate: “{written}” occurs in no record")
    assert said in told
    assert not (library / "agencies.toml").exists()


def test_a_remembered_decision_can_be_replaced_though_the_name_is_written_no_more(library: Path) -> None:
    path = _record(library, "dover-2024-06", ["Stray Society"])
    assert _run("resolve", "--written", "Stray Society", "--means", "Refuge") == 0
    path.unlink()
    assert _run("resolve", "--written", "Stray Society", "--means", "Respect") == 0
    assert 'means = ["Respect"]' in (library / "agencies.toml").read_text()


def test_a_name_counts_as_written_in_a_cell_however_it_is_split_and_among_agencies(library: Path) -> None:
    assert _run("resolve", "--written", "marac | refuge", "--means", "Refuge") == 0
    _record(library, "dover-2024-06", ["Kent Police"])
    path = library / "dover-2024-06.toml"
    path.write_text(path.read_text().replace("agencies = []", 'agencies = ["Kent Bobbies"]'))
    assert _run("resolve", "--written", "Kent Bobbies", "--means", "Kent Police") == 0
    assert _agencies(library, "dover-2024-06") == [["Kent Police"]]


def test_clusters_group_spellings_that_no_body_bears(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("cluster", "--output-format", "jsonl") == 0
    groups = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    haven = next(group for group in groups if group["proposed"] is None)
    assert {member["written"] for member in haven["members"]} == {"Oakleaf Haven Project", "Oak Leaf Haven Project"}
    assert haven["uses"] == 3


def test_a_body_is_added_and_then_matched(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "Oakleaf Haven",
        "--kind",
        "charity",
        "--alias",
        "Oakleaf Haven Project",
        "--alias",
        "Oak Leaf Haven Project",
    ]
    assert _run("add", *arguments) == 0
    assert _run("resolve") == 0
    assert _agencies(library, "dudley-2023-06")[3:] == [["Oakleaf Haven"], ["Oakleaf Haven"]]
    assert _run("add", *arguments) == 2
    assert "in the register already" in capsys.readouterr().err
    assert (library / "agencies.trail.jsonl").read_text().count('"action":"edit"') == 1


def test_an_unknown_kind_is_taken_and_warned_of(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("add", "Oakleaf Haven", "--kind", "chartiy") == 0
    assert "warning: chartiy is not a known kind of agency" in (said := capsys.readouterr().err)
    assert "did you mean 'charity'?" in said
    assert main(["check", "--select", "unknown-kind"]) == 0
    assert "agencies.toml:6:8: DHR707 warning unknown-kind" in capsys.readouterr().out
    assert _run("add", "Oakleaf Trust", "--kind", "charity") == 0
    assert "warning" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cluster", "--cutoff", "900"], "'900' is not a likeness from 0 to 100"),
        (["add", "Haven", "--kind", "charity", "--valid-from", "yesterday"], "'yesterday' is not a date"),
        (["add", "Haven", "--kind", "charity", "--valid-from", "2014-02-31"], "'2014-02-31' is not a date"),
        (["add", " ", "--kind", "charity"], "argument NAME: it is empty"),
        (["rename", "Refuge", ""], "argument NEW: it is empty"),
        (
            ["add", "Haven", "--kind", "charity", "--valid-from", "2015", "--valid-to", "2010", "--dry-run"],
            "is before",
        ),
        (["resolve", "--csp", "Dudley"], "--csp goes with --written"),
        (["resolve", "--written", "Police", "--means", "Kent Police", "--csp", " "], "--csp is empty"),
        (["resolve", "--written", "A", "--means", "Refuge", "--inferred"], "do not go with --written"),
        (["list", "records/dudley-2023-06.toml"], "is a file"),
        (["suggest", "A", "--on", "2012-02-31"], "give a date"),
    ],
)
def test_a_call_that_cannot_be_used_is_told_of_in_one_line_and_changes_nothing(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()}
    try:
        code = _run(*arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr().err
    assert (code, told.count("\n")) == (2, 1)
    assert said in told
    assert {path.name: path.read_bytes() for path in library.iterdir() if path.is_file()} == before


def test_a_body_s_own_name_is_no_new_one(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("rename", "Refuge", "Refuge") == 0
    assert capsys.readouterr().err == "nothing to change\n"
    assert not (library / "agencies.toml").exists()


def test_what_changes_the_register_alone_says_so(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    libraries.write(library, "dover-2024-06", libraries.recommendation(1, cell="Stray Society"))
    assert _run("resolve", "--written", "Stray Society", "--means", "Refuge", "--dry-run") == 0
    why = "its agencies are decided already: West Midlands Police; editing it corrects them"
    assert capsys.readouterr().err.splitlines() == [
        f"dover-2024-06 1: skipped: {why}",
        "would change the register; nothing was changed",
    ]


def test_what_is_decided_for_every_record_replaces_what_was_remembered_for_an_area(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("resolve", "--written", "Police", "--means", "West Midlands Police", "--csp", "DUDLEY") == 0
    assert _agencies(library, "dudley-2023-06")[1] == ["West Midlands Police"]
    capsys.readouterr()
    assert _run("resolve", "--written", "Police", "--means", "Kent Police") == 0
    told = capsys.readouterr().err
    assert "warning: So far it is West Midlands Police in the records of DUDLEY: that is remembered no more." in told
    assert "dudley-2023-06 2: skipped: its agencies are decided already: West Midlands Police" in told
    rows = tomli.loads((library / "agencies.toml").read_text())["resolved"]
    assert [(row["written"], row["means"], row.get("where")) for row in rows] == [("Police", ["Kent Police"], None)]
    assert _run("resolve", "--written", "Police", "--means", "Surrey Police") == 0
    assert _agencies(library, "dudley-2023-06")[1] == ["West Midlands Police"], "nothing is added to what was decided"


def test_an_agency_that_is_plainly_not_what_the_name_says_is_warned_of(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("resolve", "--written", "MARAC", "--means", "Kent Police", "--dry-run") == 0
    assert "warning: “MARAC” is a meeting; Kent Police is a police force." in capsys.readouterr().err


def test_one_name_alone_is_no_pair(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for names in (["Kent Police"], ["Kent Police", "Kent Police"]):
        assert _run("distinct", *names) == 2
        assert capsys.readouterr().err == "dhrcurate: give two different names that are not the same agency\n"


def test_a_rename_reaches_register_and_records_as_one_step(library: Path) -> None:
    assert _run("resolve") == 0
    before = {path.name: path.read_bytes() for path in library.glob("*.toml")}
    assert _run("rename", "Kent Police", "Kent and Medway Police") == 0
    assert _agencies(library, "dover-2023-06")[2] == ["Kent and Medway Police", "Medway Council"]
    names = Library.open(library).names
    assert [each.name for each in names.named("Kent Police")] == ["Kent and Medway Police"]
    session = Session(Library.open(library), "A. Curator")
    session.undo()
    after = {path.name: path.read_bytes() for path in library.glob("*.toml") if path.name != "agencies.toml"}
    assert after == before
    assert Library.open(library).names.entry("Kent Police") is not None


def test_signed_off_records_are_named_and_left_alone(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = library / "dover-2023-06.toml"
    path.write_text(
        path.read_text().replace('state = "open"', 'state = "signed-off"\nby = "X"\nat = 2026-01-01T00:00:00Z')
    )
    assert _run("resolve") == 0
    assert "dover-2023-06: skipped: signed off" in capsys.readouterr().err
    assert _agencies(library, "dover-2023-06")[0] == []
    assert _agencies(library, "dudley-2023-06")[0] == ["West Midlands Police"]


def test_not_the_same_is_remembered(library: Path) -> None:
    assert _run("distinct", "Kent Constabulary", "Kent Police") == 0
    assert Library.open(library).names.suggest("Kent Constabulary").decision.value != "match"


def test_an_official_list_adds_what_is_not_known(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = library.parent / "list.csv"
    listed.write_text("Body,Code\nOAKLEAF HAVEN NHS TRUST,RZZ\nKent Police,K\n")
    arguments = [str(listed), "--kind", "nhs-trust", "--column", "name=Body", "--column", "code:ods=Code"]
    assert _run("import", *arguments) == 0
    assert "added 1 of the 2 agencies" in capsys.readouterr().err
    entry = Library.open(library).names.entry("Oakleaf Haven NHS Trust")
    assert entry is not None
    assert entry.codes == (("ods", "RZZ"),)
    assert _run("import", *arguments) == 0
    assert "nothing to change" in capsys.readouterr().err


def test_without_a_name_nothing_is_written(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DHRCURATE_CURATOR")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(library))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    assert _run("resolve") == 2
    assert "--as NAME" in capsys.readouterr().err
    assert not (library / "dover-2023-06.trail.jsonl").exists()


@pytest.mark.parametrize("change", [("add", "Oakleaf Haven", "--kind", "charity"), ("distinct", "A", "B")])
def test_that_a_register_was_begun_is_told_with_its_path(
    library: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, ...]
) -> None:
    (library.parent / "elsewhere").mkdir()
    assert _run(*change, "--library", "elsewhere") == 0
    assert "created a register: elsewhere/agencies.toml, in a folder without records" in capsys.readouterr().err
    assert _run("distinct", "C", "D") == 0
    assert "created a register: records/agencies.toml\n" in capsys.readouterr().err
    assert _run("distinct", "E", "F") == 0
    assert "began" not in capsys.readouterr().err
