"""The harness that makes commands fail: each that writes is tried, and what comes of it is compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commands import COMMANDS, Command
from dhrcurate.storage.folder import PRIVATE, SIGNATURE
from torturing_commands import Bench, state

BY_NAME = {command.name: command for command in COMMANDS}


@pytest.mark.parametrize(
    "name",
    [
        *("audit sign", "git setup", "export --to", "check --write-baseline", "document add", "document remove"),
        *("import --update", "import --update of an export", "quality sample"),
    ],
)
def test_a_command_that_writes_is_really_made_to_fail(name: str, tmp_path: Path) -> None:
    bench = Bench.of(BY_NAME[name], tmp_path)
    cases = bench.some(2)
    assert len(cases) == 2
    for at, fault in cases:
        bench.try_case(at, fault)
    assert sum(bench.hits.values()) == 2
    assert not bench.missed


def test_a_command_of_which_nothing_would_be_tried_fails_the_run(tmp_path: Path) -> None:
    idle: Command = replace(BY_NAME["audit sign"], name="audit log", arguments=lambda r: ("audit", "verify", str(r)))
    with pytest.raises(AssertionError, match="it asked for no operation"):
        Bench.of(idle, tmp_path)


def test_what_is_compared_are_documents_and_signatures_too(tmp_path: Path) -> None:
    for name, path in (("document add", "documents"), ("audit sign", SIGNATURE)):
        bench = Bench.of(BY_NAME[name], tmp_path / path)
        bench.begin()
        before = state(bench.root)
        assert {key.partition("/")[0] for key in bench.made.keys() - before.keys()} >= {path}
        assert not [key for key in bench.made if PRIVATE in key]
