"""The key by which findings are kept for the next check."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.curation.checking.cache import key_of
from dhrcurate.storage import own_code


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a program with a rule and its data."""
    folder = tmp_path / "installed"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "text.py").write_text("found = 1\n")
    (folder / "data.toml").write_text('name = "Exampleshire Police"\n')
    monkeypatch.setattr(own_code, "_PACKAGE", str(folder))
    yield folder
    own_code.own_digest.cache_clear()


def key_now(*parts: bytes) -> str:
    """The key in a run that begins now: each reads the program once."""
    own_code.own_digest.cache_clear()
    return key_of(*parts)


def test_a_program_that_was_installed_again_finds_what_was_kept(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_now(b"a configuration")
    (program / "__pycache__").mkdir()
    (program / "__pycache__" / "data.pyc").write_bytes(b"made by the first run")
    os.utime(program / "data.toml", (1, 1))
    assert key_now(b"a configuration") == before
    moved = program.rename(program.with_name("elsewhere"))
    monkeypatch.setattr(own_code, "_PACKAGE", str(moved))
    assert key_now(b"a configuration") == before


def test_a_program_with_another_rule_or_register_does_not(program: Path) -> None:
    known = {key_now(b"")}
    rule, data = program / "rules" / "text.py", program / "data.toml"
    kept = data.stat()

    def is_new() -> bool:
        key = key_now(b"")
        new = key not in known
        known.add(key)
        return new

    rule.write_text("found = 2\n")
    assert is_new()
    data.write_text('name = "Exampleshire Fire"\n'.ljust(kept.st_size))
    os.utime(data, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert is_new(), "a file of the same size and time"
    data.rename(program / "rules" / "data.toml")
    assert is_new()
    rule.unlink()
    assert is_new()
