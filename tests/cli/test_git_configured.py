"""What git is configured to show, and how, changes nothing that dhrcurate reads of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.redacted_since import redacted_since
from dhrcurate.trail.log import read_events
from git_library import ID, Git, commit, two_branches

TRAIL = Path("records", f"{ID}.trail.jsonl")
SETTINGS = [
    ("i18n.logOutputEncoding", "UTF-16"),
    ("i18n.commitEncoding", "UTF-16"),
    ("i18n.logOutputEncoding", "no-such-encoding"),
    ("diff.relative", "true"),
    ("diff.noprefix", "true"),
    ("diff.mnemonicPrefix", "true"),
    ("log.showRoot", "false"),
    ("core.quotePath", "false"),
    ("color.ui", "always"),
    ("format.pretty", "fuller"),
    ("log.decorate", "full"),
]
"""Settings that change what git prints."""


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_what_a_commit_took_out_is_found_and_brought_back_however_git_is_configured(
    git: Git, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    before = TRAIL.read_bytes() if TRAIL.exists() else b""
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Zoë asked"))
    lines = TRAIL.read_bytes()
    TRAIL.write_bytes(before or lines.partition(b"\n")[0] + b"\n")
    git("config", name, value)
    git("commit", "-qam", "a revert by hand, für später")
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 1
    assert "committed event" in capsys.readouterr().out
    assert main(["audit", "restore", ID, "--lost", "--as", "A. Curator"]) == 0
    assert set(lines.splitlines()) <= set(TRAIL.read_bytes().splitlines())


def test_a_branch_is_merged_however_git_is_configured(git: Git) -> None:
    two_branches(
        git,
        lambda data: fields.set_field(data, "r001", "note", "ours"),
        lambda data: fields.set_field(data, "r002", "note", "theirs"),
    )
    for name, value in SETTINGS:
        git("config", name, value)
    assert main(["git", "merge", "other", "--as", "A. Curator"]) == 0
    assert main(["git", "status", "records"]) == 0


def test_a_redaction_in_the_first_commit_of_a_branch_is_found(git: Git) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "the blue lantern"))
    commit(git, lambda data: fields.set_field(data, "r001", "note", "seen"))
    known = read_events(TRAIL.read_bytes()).events
    git("switch", "-q", "--orphan", "other")
    git("restore", "--source=main", "--", "records")
    Path("text").write_text("the blue lantern")
    assert main(["audit", "redact", ID, "--text-from", "text", "--as", "B. Other", "--copies-known"]) == 0
    git("add", "records")
    git("commit", "-qm", "begun anew")
    git("config", "log.showRoot", "false")
    git("switch", "-qf", "main")
    assert redacted_since(Path("records"), known)
