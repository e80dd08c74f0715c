"""What two curators each began by themselves: a register, a record; and what a merge says of it and of redactions."""

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields, signoff
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import get
from dhrcurate.storage.document import Document
from dhrcurate.trail.history import blame
from dhrcurate.trail.log import read_events
from git_library import ID, Git, commit, row, two_branches

PAGE = """Domestic Homicide Review Exampleton

Recommendations

1. Exampleshire Police should review its policy on risk assessment and train every officer in it.

2. Exampleton Council should publish a directory of services for victims and review it every year.
"""
REGISTER = Path("records", "agencies.toml")


def on_both(git: Git, *commands: list[str]) -> None:
    """Runs one command on `other` and one on `main`, commits each, and stays on `main`."""
    git("branch", "other")
    for branch, command in zip(("other", "main"), commands, strict=True):
        git("switch", "-q", branch)
        assert main(command) == 0
        git("add", "records")
        git("commit", "-qm", "begun")


def test_the_first_agencies_of_two_branches_are_both_kept(git: Git) -> None:
    add = ["--library", "records", "--kind", "charity"]
    on_both(git, ["agencies", "add", "Otherton Trust", *add], ["agencies", "add", "Otterton Trust", *add])
    assert main(["git", "merge", "other"]) == 0
    data = Document.read(REGISTER).data or {}
    assert {a["name"] for a in data["agencies"]} == {"Otherton Trust", "Otterton Trust"}
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0
    assert git("status", "--porcelain", "records") == ""


def test_one_page_that_two_branches_imported_is_one_record_with_the_decisions_of_both(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("page.txt").write_text(PAGE)
    command = ["import", "page.txt", "--into", "records", "--csp", "Exampleton"]
    on_both(git, command, command)
    (made,) = {p.stem for p in Path("records").glob("*.toml")} - {"dhrcurate", ID}
    path = Path("records", f"{made}.toml")
    for branch, key in (("other", "r001"), ("main", "r002")):
        git("switch", "-q", branch)
        data = Document.read(path).data or {}
        Session(Library.open(Path("records")), branch).apply(made, decide.reject(data, key, "as agreed"))
        git("commit", "-qam", "decided")
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 0, capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0
    assert [r["status"] for r in (Document.read(path).data or {})["recommendations"]] == ["rejected", "rejected"]
    trail = read_events(path.with_name(f"{made}.trail.jsonl").read_bytes())
    assert sum(e.is_root for e in trail.events) == 2
    assert [b.event.by for b in blame(trail) if b.path.endswith("/status")] == ["other", "main"]
    assert main(["audit", "log", made]) == 0


def test_entries_of_a_register_by_hand_on_both_sides_are_kept_or_told(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    body = 'format = 1\n\n[[agencies]]\nid = "{0}"\nname = "{1}"\nkind = "charity"\n'
    git("branch", "other")
    for branch, entry in (("other", ("b", "Theirs Trust")), ("main", ("a", "Ours Trust"))):
        git("switch", "-q", branch)
        REGISTER.write_text(body.format("same", f"{branch} name") + body.format(*entry).removeprefix("format = 1\n"))
        git("add", ".")
        git("commit", "-qm", "by hand")
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr()
    assert "same name: the branches disagree" in told.out
    assert '"main name"' in told.out
    assert '"other name"' in told.out
    assert f"`git add {REGISTER}`" in told.out
    assert {a["id"] for a in (Document.read(REGISTER).data or {})["agencies"]} == {"same", "a", "b"}


def test_a_trail_of_another_record_under_this_name_is_not_joined(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    trail = Path("records", f"{ID}.trail.jsonl")
    git("switch", "-qc", "other")
    record = Path("records", "otherton.toml")
    record.write_bytes(Path("records", f"{ID}.toml").read_bytes().replace(ID.encode(), b"otherton"))
    assert main(["audit", "adopt", str(record), "--reason", "typed in"]) == 0
    trail.write_bytes(trail.read_bytes() + Path("records", "otherton.trail.jsonl").read_bytes())
    git("add", ".")
    git("commit", "-qm", "mixed")
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    assert main(["git", "merge", "other"]) == 1
    assert "it has no parent, but is not the first event" in capsys.readouterr().err


def test_a_conflict_after_a_redaction_shows_the_values_that_were_not_taken_out(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda d: fields.set_field(d, "r001", "note", "Jane Roe said so"))
    git("branch", "other")
    git("switch", "-q", "other")
    commit(git, lambda d: fields.set_field(d, "r001", "note", "Spoken with the author"))
    git("switch", "-q", "main")
    commit(git, lambda d: fields.set_field(d, "r001", "note", "a neighbour said so"))
    Path("text").write_text("jane roe")
    assert main(["audit", "redact", ID, "--text-from", "text"]) == 0
    Path("text").unlink()
    git("commit", "-qam", "redacted")
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().out
    assert "Spoken with the author" in told
    assert "a neighbour said so" in told
    assert 'before  "[redacted]"' in told
    assert "Jane Roe" not in told


def test_a_redaction_names_a_recommendation_by_its_key(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    commit(git, lambda d: fields.set_field(d, "r002", "note", "Jane Roe said so"))
    Path("text").write_text("jane roe")
    capsys.readouterr()
    assert main(["audit", "redact", ID, "--text-from", "text"]) == 1
    assert "/recommendations/r002/note" in capsys.readouterr().err


def test_a_decision_merged_into_a_record_that_was_signed_off_is_told(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda d: decide.accept(d, "r002"))
    two_branches(
        git,
        lambda d: signoff.sign_off(d, "A. Curator"),
        lambda d: decide.reject(d, "r001", "not in the report"),
    )
    assert main(["git", "merge", "other"]) == 0
    assert f"{ID}: it stays signed off" in capsys.readouterr().out
    assert row("r001")["status"] == "rejected"


def test_status_prints_commands_that_run_and_asks_for_no_other_merge_meanwhile(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("mv", "records", "my lib")
    git("commit", "-qm", "another folder")
    git("branch", "up")
    git("switch", "-q", "up")
    git("commit", "-q", "--allow-empty", "-m", "theirs")
    git("switch", "-q", "main")
    git("config", "branch.main.remote", ".")
    git("config", "branch.main.merge", "refs/heads/up")
    capsys.readouterr()
    main(["git", "status", "my lib"])
    assert "`dhrcurate git merge @{upstream} --library 'my lib'`" in capsys.readouterr().out
    git("merge", "-q", "--no-ff", "--no-commit", "up")
    assert main(["git", "status", "my lib"]) == 1
    told = capsys.readouterr().out
    assert "`dhrcurate git merge --continue --library 'my lib'`" in told
    assert "upstream" not in told


def test_a_rename_is_not_adopted_before_the_id_is_set(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    new = Path("records", "exampleton-2023.toml")
    Path("records", f"{ID}.toml").rename(new)
    Path("records", f"{ID}.trail.jsonl").rename(new.with_name("exampleton-2023.trail.jsonl"))
    adopt = ["audit", "adopt", str(new), "--renamed-from", ID, "--reason", "a shorter name"]
    assert main(adopt) == 1
    assert "its `id` is not exampleton-2023: set it first" in capsys.readouterr().err
    new.write_text(new.read_text().replace(ID, "exampleton-2023"))
    assert main(adopt) == 0


def test_who_decided_is_the_one_on_the_other_branch_also_where_both_began(git: Git) -> None:
    add = ["--library", "records", "--kind", "charity"]
    on_both(
        git,
        ["agencies", "add", "Otherton Trust", *add, "--as", "B. Curator"],
        ["agencies", "add", "Otterton Trust", *add],
    )
    assert main(["git", "merge", "other", "--as", "M. Merger"]) == 0
    trail = read_events(REGISTER.with_name("agencies.trail.jsonl").read_bytes())
    by = {b.value: b.event.by for b in blame(trail) if b.path.endswith("/name")}
    assert by == {"Otherton Trust": "B. Curator", "Otterton Trust": "A. Curator"}
    assert get(Document.read(REGISTER).data or {}, "/agencies")
