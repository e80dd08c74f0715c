"""A record that was given another name without its trail, a library that was moved, and history that is cut short."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide, fields
from git_library import ID, Git, commit, row, save, two_branches

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")
NEW = Path("records", "exampleton-2023.toml")


def rename_without_trail() -> None:
    text = RECORD.read_text(encoding="utf-8").replace(f'id = "{ID}"', f'id = "{NEW.stem}"')
    RECORD.unlink()
    NEW.write_text(text, encoding="utf-8")


def commands_in(told: str) -> list[list[str]]:
    return [shlex.split(command) for command in re.findall(r"`([^`]+)`", told)]


@pytest.mark.parametrize(
    "call",
    [
        ["audit", "verify", "records"],
        ["git", "status", "records"],
        ["audit", "restore", str(NEW), "--lost"],
    ],
    ids=lambda call: " ".join(call[:2]),
)
def test_the_advice_brings_record_and_trail_together(
    git: Git, call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    rename_without_trail()
    capsys.readouterr()
    assert main(call) == 1
    shown = "".join(capsys.readouterr())
    told = [line for line in shown.splitlines() if "renamed without its trail" in line]
    assert told
    assert "begins a new one" not in shown
    for line in told:
        moving, adopting = commands_in(line)[-2:]
        if TRAIL.is_file():
            subprocess.run(moving, check=True)
            assert main([*adopting[1:-1], "given another name"]) == 0
    assert main(["audit", "verify", "records"]) == 0
    assert row_note(NEW) == "Asked the board."


def row_note(path: Path) -> object:
    return "Asked the board." if "Asked the board." in path.read_text(encoding="utf-8") else None


def test_verify_counts_trails_and_adoption_asks_for_the_trail(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    rename_without_trail()
    capsys.readouterr()
    main(["audit", "verify", "records"])
    assert "1 trail verified" in capsys.readouterr().err
    assert main(["audit", "adopt", str(NEW), "--renamed-from", ID, "--reason", "given another name"]) == 1
    told = capsys.readouterr().err
    assert "there is no trail" in told
    assert f"`mv records/{TRAIL.name}" in told.replace(str(Path.cwd()) + "/", "")
    assert git("status", "--porcelain")


def test_a_new_name_that_is_no_id_is_not_adopted(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    upper = Path("records", "EXAMPLETON-2023.toml")
    text = RECORD.read_text(encoding="utf-8").replace(f'id = "{ID}"', f'id = "{upper.stem}"')
    git("rm", "-q", "--cached", str(RECORD), str(TRAIL))
    upper.write_text(text, encoding="utf-8")
    RECORD.unlink()
    trail = upper.with_name("EXAMPLETON-2023.trail.jsonl")
    TRAIL.rename(trail)
    before = trail.read_bytes()
    assert main(["audit", "adopt", str(upper), "--renamed-from", ID, "--reason", "louder"]) == 1
    assert "is not a record's id" in capsys.readouterr().err
    assert trail.read_bytes() == before


def test_status_and_verify_agree_on_one_trail_under_two_names(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("mv", str(TRAIL), str(NEW.with_name(f"{NEW.stem}.trail.jsonl")))
    git("rm", "-q", "--cached", str(RECORD))
    rename_without_trail()
    assert main(["audit", "adopt", NEW.stem, "--renamed-from", ID, "--reason", "given another name"]) == 0
    git("add", "records")
    git("commit", "-qm", "renamed")
    git("checkout", "-q", "HEAD~1", "--", "records")
    git("commit", "-qm", "both names")
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    assert "the same trail" in capsys.readouterr().out
    assert main(["git", "status", "records"]) == 1
    assert "the same trail" in capsys.readouterr().out


def test_a_folder_that_was_moved_is_not_called_deleted(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("switch", "-qc", "other")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    git("switch", "-q", "main")
    git("mv", "records", "moved")
    git("commit", "-qm", "moved")
    git("switch", "-q", "other")
    capsys.readouterr()
    assert main(["git", "merge", "main"]) == 1
    told = capsys.readouterr().err
    assert "deleted" not in told
    assert f"moved/{TRAIL.name}" in told
    assert git("status", "--porcelain") == ""


def test_moving_the_folder_here_too_leads_to_a_merge_that_holds_all(
    git: Git, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git("switch", "-qc", "other")
    Path("data").mkdir()
    git("mv", "records", "data/records")
    git("commit", "-qm", "moved")
    monkeypatch.chdir("data")
    for note in "abcdef":
        save(partial(fields.set_field, key="r001", field="note", value=note))
        save(partial(fields.set_field, key="r002", field="note", value=note))
    git("commit", "-qam", "decisions")
    monkeypatch.chdir("..")
    shutil.rmtree("data/records/.dhrcurate", ignore_errors=True)
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    assert main(["git", "merge", "other"]) == 1
    assert "move it here too" in capsys.readouterr().err
    Path("data").mkdir(exist_ok=True)
    git("mv", "records", "data/records")
    git("commit", "-qm", "moved here too")
    monkeypatch.chdir("data")
    assert main(["git", "merge", "other"]) == 0, capsys.readouterr().err
    assert row("r002")["note"] == "f"
    assert git("status", "--porcelain") == ""
    assert main(["audit", "verify", "records"]) == 0


def test_a_clone_without_its_history_says_so(git: Git, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(git, lambda data: decide.accept(data, "r002"))
    git("revert", "--no-edit", "HEAD")
    git("commit", "-q", "--allow-empty", "-m", "one more")
    here, clone = Path.cwd(), tmp_path / "clone"
    git("clone", "-q", "--depth", "1", f"file://{here}", str(clone))
    main(["git", "setup", str(clone / "records")])
    capsys.readouterr()
    main(["git", "status", str(clone / "records")])
    assert "lacks the earlier part of its history" in capsys.readouterr().out
    assert main(["audit", "restore", ID, "--lost", "--library", str(clone / "records")]) == 0
    assert "lacks the earlier part of its history" in capsys.readouterr().err
    capsys.readouterr()
    main(["git", "status", "records"])
    assert "lacks the earlier part" not in capsys.readouterr().out


def test_an_id_names_the_record_and_not_a_copy_of_its_trail(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Jo Bloggs"))
    commit(git, lambda data: fields.set_field(data, "r001", "note", "somebody"))
    backup = Path("records", "backup")
    backup.mkdir()
    shutil.copy(TRAIL, backup)
    Path("text").write_text("Jo Bloggs", encoding="utf-8")
    assert main(["audit", "redact", ID, "--text-from", "text", "--copies-known"]) == 0
    assert b"Jo Bloggs" not in TRAIL.read_bytes()
    assert f"backup/{TRAIL.name}" in capsys.readouterr().err
    assert row("r001")["note"] == "somebody"


def test_verify_advises_what_a_merge_of_a_renamed_trail_with_two_heads_asks_for(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    two_branches(
        git, lambda data: decide.accept(data, "r002"), lambda data: fields.set_field(data, "r001", "note", "x")
    )
    git("merge", "-q", "--no-edit", "other")
    git("mv", str(TRAIL), str(NEW.with_name(f"{NEW.stem}.trail.jsonl")))
    rename_without_trail()
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    told = capsys.readouterr().out
    assert main(["audit", "merge", NEW.stem]) == 1
    asked = capsys.readouterr().err.partition("; if the record was renamed, ")[2].strip()
    assert asked
    assert "there are 2 heads" in told
    assert asked in told


def test_a_record_whose_trail_was_left_behind_begins_no_new_one(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    rename_without_trail()
    capsys.readouterr()
    assert main(["audit", "adopt", str(NEW), "--reason", "the new name"]) == 1
    moving, adopting = commands_in(capsys.readouterr().err)
    assert not NEW.with_name(f"{NEW.stem}.trail.jsonl").exists()
    subprocess.run(moving, check=True)
    assert main([*adopting[1:-1], "given another name"]) == 0
    assert main(["audit", "verify", "records"]) == 0


def test_a_new_trail_is_begun_where_the_one_left_behind_was_taken_away(git: Git) -> None:
    rename_without_trail()
    TRAIL.unlink()
    assert main(["audit", "adopt", str(NEW), "--reason", "the new name"]) == 0


MOVED = Path("library", RECORD.name)


def _reverted_then_moved(git: Git) -> None:
    git("revert", "--no-edit", "HEAD")
    git("mv", "records", "library")
    git("commit", "-qm", "moved")


def _set_back_while_moved(git: Git) -> None:
    before = {path: git("show", f"HEAD~1:{path.as_posix()}") for path in (RECORD, TRAIL)}
    git("mv", "records", "library")
    for path, text in before.items():
        Path("library", path.name).write_text(text if text.endswith("\n") else text + "\n")
    git("commit", "-qam", "moved")


def _deleted_then_moved(git: Git) -> None:
    git("rm", "-q", str(RECORD), str(TRAIL))
    git("commit", "-qm", "deleted")
    git("mv", "records", "library")
    git("commit", "-qm", "moved")


@pytest.mark.parametrize("lose", [_reverted_then_moved, _set_back_while_moved, _deleted_then_moved])
def test_what_was_lost_under_an_earlier_name_of_the_folder_is_told_and_comes_back(
    git: Git, lose: Callable[[Git], None], capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path("records", "elsewhere-2020.toml")
    other.write_text(RECORD.read_text().replace(f'id = "{ID}"', f'id = "{other.stem}"'))
    assert main(["audit", "adopt", str(other), "--reason", "another"]) == 0
    git("add", "records")
    git("commit", "-qm", "another")
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    lose(git)
    capsys.readouterr()
    assert main(["git", "status", "library"]) == 1
    (restoring,) = re.findall(r"`dhrcurate (audit restore [^`]+ --lost)`", capsys.readouterr().out)
    assert main(shlex.split(restoring)) == 0
    assert main(["audit", "verify", "library"]) == 0
    assert "Asked the board." in MOVED.read_text()


def test_another_library_of_the_repository_has_lost_its_own(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("records", "copy", ignore=shutil.ignore_patterns(".dhrcurate"))
    git("add", "copy")
    git("commit", "-qm", "copied")
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    git("revert", "--no-edit", "HEAD")
    capsys.readouterr()
    assert main(["git", "status", "copy"]) == 0
    assert main(["git", "status", "records"]) == 1


def test_a_folder_that_the_other_branch_moved_is_merged_as_is_said(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("switch", "-qc", "other")
    for note in "abcdef":
        save(partial(fields.set_field, key="r001", field="note", value=note))
    git("commit", "-qam", "decisions")
    git("switch", "-q", "main")
    git("mv", "records", "library")
    git("commit", "-qm", "moved")
    shutil.move("library", "records")
    save(lambda data: fields.set_field(data, "r002", "note", "Asked the trust."))
    shutil.move("records", "library")
    git("commit", "-qam", "a decision")
    shutil.rmtree("library/.dhrcurate", ignore_errors=True)
    git("switch", "-q", "other")
    capsys.readouterr()
    assert main(["git", "merge", "main"]) == 1
    shown = capsys.readouterr().out
    (going_on,) = re.findall(r"`dhrcurate (git merge --continue --library [^`]+)`", shown)
    assert main(shlex.split(going_on)) == 0
    assert main(["audit", "verify", "library"]) == 0
    assert git("status", "--porcelain") == ""
    held = MOVED.with_name(TRAIL.name).read_text()
    assert all(f'"new":"{note}"' in held for note in ("a", "f", "Asked the trust."))
