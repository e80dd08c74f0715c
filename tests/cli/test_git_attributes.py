"""Lines of `.gitattributes` that override those of `git setup`, wherever they stand and whoever pushed them."""

from __future__ import annotations

import os
import time
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
    "*.trail.jsonl filter=lfs",
    "*.toml filter=crypt",
    f"{ID}.toml filter=lfs",
    "sources/** filter=lfs",
    "documents/** filter=crypt",
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
    "elsewhere/*.toml filter=crypt",
    "*.toml -filter",
    "*.md filter=crypt",
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
    told = capsys.readouterr().out
    assert "error: a line of .gitattributes" in told
    assert ("git setup records`, which puts" in told) == (not any(word in line for word in ("ident", "enc", "filter")))
    assert main(["git", "setup", "records"]) == 0
    assert line in HERE.read_text().splitlines()
    told = capsys.readouterr().err
    if "ident" in line or "encoding" in line or "filter" in line:  # of which the lines of `git setup` say nothing
        assert "overridden by other attributes" in told
        return
    assert "overridden" not in told
    git("commit", "-qam", "set up again")
    assert main(["git", "status", "records"]) == 0
    if line not in OVERRIDING[:4]:  # what git was told is the same for all of them from here
        return
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


@pytest.mark.parametrize("line", OVERRIDING[::4])
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


@pytest.mark.parametrize("line", ["*.html filter=lfs", "*.html text"])
def test_a_page_that_is_kept_is_asked_about_by_its_own_name(
    git: Git, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    append(HERE, line)
    git("commit", "-qam", "attributes")
    assert main(["git", "status", "records"]) == 0
    Path("records", "sources").mkdir()
    Path("records", "sources", "page.html").write_text("<p>words</p>")
    git("add", ".")
    git("commit", "-qm", "a page")
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 1
    assert "of sources/page.html is" in capsys.readouterr().out


POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n"
BACK = "a pointer of git LFS stands in the place of the file: `git lfs pull` fetches the file"


@pytest.mark.parametrize("name", [f"{ID}.trail.jsonl", f"{ID}.toml"])
@pytest.mark.parametrize(
    "command",
    [
        ["check", "records"],
        ["audit", "verify", "records"],
        ["git", "status", "records"],
        ["audit", "adopt", ID, "--reason", "it was so"],
    ],
    ids=" ".join,
)
def test_a_pointer_of_lfs_in_the_place_of_a_record_or_trail_is_told_as_what_it_is(
    git: Git, capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    Path("records", name).write_text(POINTER)
    git("commit", "-qam", "as LFS leaves it")
    capsys.readouterr()
    assert main(command) != 0
    told = capsys.readouterr()
    assert BACK in " ".join((told.out + told.err).split())


@pytest.mark.parametrize("name", [f"{ID}.trail.jsonl", f"{ID}.toml"])
@pytest.mark.parametrize("side", ["other", "main"])
def test_a_side_on_which_git_holds_a_pointer_is_not_merged_and_says_how_to_get_the_file_back(
    git: Git, capsys: pytest.CaptureFixture[str], name: str, side: str
) -> None:
    notes(git)
    git("switch", "-q", side)
    Path("records", name).write_text(POINTER)
    git("commit", "-qam", "as the filter of LFS commits it")
    git("switch", "-q", "main")
    capsys.readouterr()
    assert main(["git", "merge", "other", "--as", "A. Curator"]) == 1
    told = capsys.readouterr().err
    assert BACK in told
    assert "--lost" not in told
    assert name in told


def test_what_a_killed_setup_left_is_removed_by_the_next_and_nothing_else_is(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    names = (
        "..gitattributes.0123abcd.new",
        "..gitattributes.89ab4567.new",
        ".page.txt.0123abcd.new",
        ".gitattributes.new",
    )
    left, *others = (Path("records", name) for name in names)
    for path in (left, *others):
        path.write_text("half a li")
    long_ago = time.time() - 3600
    for path in (left, *others[1:]):
        os.utime(path, (long_ago, long_ago))
    assert main(["git", "setup", "records"]) == 0
    assert not left.exists()
    assert "an interrupted setup left it" in capsys.readouterr().err
    assert all(path.exists() for path in others), "one that may be under way, another's, and a file of the user"
    assert git("status", "--porcelain", "records/.gitattributes") == ""
