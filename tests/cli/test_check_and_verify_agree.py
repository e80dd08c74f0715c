"""`check` and `audit verify` agree about what is lost of a library, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.storage.folder import trail_beside
from scenarios import OTHER, TRAILED, library

LONG = "a" * 220


def half_a_line(root: Path) -> None:
    (root / "new-2024.trail.jsonl").write_bytes(b'{"v":2')


def nothing(root: Path) -> None:
    (root / "new-2024.trail.jsonl").write_bytes(b"")


def a_long_name(root: Path) -> None:
    (root / f"{TRAILED}.toml").rename(root / f"{LONG}.toml")
    trail_beside(root / f"{TRAILED}.toml").unlink()


def a_long_name_below(root: Path) -> None:
    (root / "deep").mkdir()
    (root / f"{TRAILED}.toml").rename(root / "deep" / f"{LONG}.toml")
    trail_beside(root / f"{TRAILED}.toml").unlink()


@pytest.mark.parametrize("lose", [half_a_line, nothing, a_long_name, a_long_name_below])
def test_what_is_lost_is_an_error_of_both(
    tmp_path: Path, lose: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    root = library(tmp_path / "library")
    assert main(["audit", "verify", str(root)]) == main(["check", str(root), "--select", "DHR9"]) == 0
    lose(root)
    capsys.readouterr()
    assert main(["audit", "verify", str(root)]) == 1
    told = capsys.readouterr().out
    assert main(["check", str(root), "--select", "DHR9"]) in (1, 2)
    checked = capsys.readouterr()
    named = LONG if "long" in lose.__name__ else "new-2024"
    assert named in told
    assert named in checked.out + checked.err


@pytest.mark.parametrize("cut", [0, 1, 7])
def test_half_a_line_beside_a_record_is_a_warning_of_both(tmp_path: Path, cut: int) -> None:
    root = library(tmp_path / "library")
    trail = trail_beside(root / f"{OTHER}.toml")
    trail.write_bytes(trail.read_bytes() + b'{"v":2,'[:cut])
    assert main(["audit", "verify", str(root)]) == 0
    assert main(["check", str(root), "--select", "DHR9"]) == 0
