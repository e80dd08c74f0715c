"""Decisions that were saved and that another program, such as git, has taken out again."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.tui import running
from dhrcurate.tui.app import CurateApp
from tui_help import Program, on_disk

Make = Callable[..., Program]


def files(library: Path) -> dict[Path, bytes | None]:
    paths = [library / f"exampleton-2023-06{suffix}" for suffix in (".toml", ".trail.jsonl")]
    return {path: path.read_bytes() if path.exists() else None for path in paths}


def put_back(before: dict[Path, bytes | None]) -> None:
    for path, raw in before.items():
        path.unlink(missing_ok=True)
        if raw is not None:
            path.write_bytes(raw)


async def test_what_is_gone_is_named_and_made_again_on_request(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a")
        await p.settle(pilot)
        before = files(library)
        await p.press(pilot, "x")
        await p.type(pilot, "not ours")
        await p.press(pilot, "enter")
        await p.settle(pilot)
        assert before != files(library)
        put_back(before)
        p.app._look_at_disk()
        await p.settle(pilot)
        assert [words for words in p.app.said if "gone from the trail since" in words and "ctrl+s" in words]
        assert len(p.app.workspace.gone) == 1
        await p.press(pilot, "ctrl+s")
        await p.settle(pilot)
        assert p.app.workspace.gone == []
        assert p.app.workspace.was_gone
        assert not [notice for notice in p.app._notifications if "gone from the trail" in notice.message]
        assert [words for words in p.app.said if words.startswith("Made again: ")]
        assert [r["status"] for r in on_disk(library).values()].count("rejected") == 1


@pytest.mark.parametrize("gone", [True, False])
async def test_the_exit_code_says_that_something_was_gone(
    library: Path, program: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], gone: bool
) -> None:
    p = program(library)
    before = files(library)
    async with p.app.run_test(size=(120, 30)) as pilot:
        await p.press(pilot, "a")
        await p.settle(pilot)
    if gone:
        put_back(before)
    monkeypatch.setattr(CurateApp, "run", lambda _self: None)
    for module, name in ((signal, "signal"), (gc, "freeze"), (gc, "set_threshold")):
        monkeypatch.setattr(module, name, lambda *_: None)
    monkeypatch.setattr(sys, "setswitchinterval", lambda _: None)
    assert running.run(p.app) == int(gone)
    if gone:
        assert "gone from the trail since" in capsys.readouterr().err
        p.app.workspace.gone.clear()  # as if it had been made again
        assert running.run(p.app) == 1
        assert "the exit code is 1" in capsys.readouterr().err
    assert capsys.readouterr().err == ""
