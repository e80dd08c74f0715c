"""Lines of `.gitattributes` that override those of `git setup`, wherever they stand and whoever pushed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import fields
from git_library import ID, Git, commit, row, two_branches

HERE = Path("records", ".gitattributes")
OVERRIDING = [
    "*.toml merge=union",
    "*.trail.jsonl merge=text",
    "*.trail.jsonl merge=ours",
    "*.trail.jsonl text",
    "*.trail.jsonl text=auto",
    "*.jsonl binary",
    "*.toml working-tree-encoding=UTF-16",
    "* ident",
    f"{ID}.toml -merge",
    "sources/** text",
    "documents/* text=auto",
]
SOUND = [
    "*.toml diff=toml",
    "*.md text",
    "* linguist-language=TOML",
    "*.toml eol=lf",
    "*.toml -text",
    "*.trail.jsonl -diff",
    "dhrcurate.toml merge=union",
    "elsewhere/*.toml merge=union",
    "*.toml filter=crypt",
    "documents/** filter=lfs diff=lfs merge=lfs -text",
    "# *.toml merge=union",
    "*.trail.jsonl -text merge=union",
]


def append(path: Path, line: str) -> None:
    path.write_text((path.read_text() if path.exists() else "") + f"{line}\n")


def notes(git: Git) -> None:
    two_branches(
        git,
        lambda data: fields.set_field(data, "r001", "note", "ours"),
        lambda data: fields.set_field(data, "r002", "note", "theirs"),
    )


@pytest.mark.parametrize("line", OVERRIDING)
def test_a_line_that_overrides_is_an_error_until_setup_puts_its_own_last(
    git: Git, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    notes(git)
    append(HERE, line)
    git("commit", "-qm", "attributes", "--", "records/.gitattributes")
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 1
    assert "error: a line of .gitattributes" in capsys.readouterr().out
    assert main(["git", "setup", "records"]) == 0
    assert line in HERE.read_text().splitlines()
    told = capsys.readouterr().err
    if "ident" in line or "encoding" in line:  # of which the lines of `git setup` say nothing
        assert "overridden by other attributes" in told
        return
    assert "overridden" not in told
    git("commit", "-qam", "set up again")
    assert main(["git", "status", "records"]) == 0
    assert main(["git", "merge", "other", "--as", "A. Curator"]) == 0
    assert (row("r001")["note"], row("r002")["note"]) == ("ours", "theirs")


@pytest.mark.parametrize("line", SOUND)
def test_a_line_that_overrides_nothing_is_left(git: Git, capsys: pytest.CaptureFixture[str], line: str) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "more"))
    append(HERE, line)
    git("commit", "-qam", "attributes")
    before = HERE.read_bytes()
    capsys.readouterr()
    main(["git", "status", "records"])
    assert "overrides" not in capsys.readouterr().out
    assert main(["git", "setup", "records"]) == 0
    assert HERE.read_bytes() == before


@pytest.mark.parametrize("line", OVERRIDING)
def test_a_branch_that_brings_such_a_line_is_not_merged(
    git: Git, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    notes(git)
    git("switch", "-q", "other")
    append(HERE, line)
    git("commit", "-qm", "attributes", "--", "records/.gitattributes")
    git("switch", "-q", "main")
    before = {path: path.read_bytes() for path in Path("records").iterdir() if path.is_file()}
    capsys.readouterr()
    assert main(["git", "merge", "other", "--as", "A. Curator"]) == 1
    assert "the branch other brings a line of .gitattributes" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("records").iterdir() if path.is_file()} == before
    assert git("status", "--porcelain", "--untracked-files=no") == ""


def test_a_line_in_the_clone_s_own_attributes_is_told_by_setup_too(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    append(Path(".git", "info", "attributes"), "*.toml merge=union")
    before = HERE.read_bytes()
    assert main(["git", "status", "records"]) == 1
    capsys.readouterr()
    assert main(["git", "setup", "records"]) == 0
    assert "merge of example.toml is union" in capsys.readouterr().err
    assert HERE.read_bytes() == before
