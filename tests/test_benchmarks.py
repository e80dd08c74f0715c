"""The benchmarks are run a part at a time, or one after another."""

from __future__ import annotations

import sys

import pytest
from benchmarks import latency
from benchmarks.__main__ import main


def test_a_part_takes_nothing_from_the_command_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "latency"])
    monkeypatch.setattr(latency, "tool", lambda _: None)
    assert main() == 0
    assert "dhrcurate is not installed beside this Python" in capsys.readouterr().out
