"""One bad file in a library: whatever it is, it is told in a line and the rest of the library goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from forked import Ran, run
from scenarios import OTHER, TRAILED, library


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20 * 2**20)


BAD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "deep JSON": lambda path: path.write_bytes(b'{"a":' * 254 + b"1" + b"}" * 254 + b"\n"),
    "very deep JSON": lambda path: path.write_bytes(b"[" * 100_000),
    "NUL": lambda path: path.write_bytes(bytes(100)),
    "no UTF-8": lambda path: path.write_bytes(b"\xff\xfe\xc3("),
    "20 MB": _large,
}

FILES = {
    "a record": f"{OTHER}.toml",
    "a trail": f"{OTHER}.trail.jsonl",
    "a staged record": f".{OTHER}.toml.staged",
    "a staged trail": f".{OTHER}.trail.jsonl.staged",
    "a page": f"sources/{OTHER}.txt",
    "the owner of the lock": ".dhrcurate/lock-owner.json",
    "a plan": ".dhrcurate/batches/0123456789abcdef.json",
    "the plans": ".dhrcurate/batches",
    "the register's trail": "agencies.trail.jsonl",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = library(tmp_path_factory.mktemp("bad") / "library")
    run(("check", str(root)), home=root.parent)  # what is sound was checked before, as in a library that is in use
    return root


def _with(base: Path, folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    root = folder / "library"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(base, root)
    path = root / name
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    make(path)
    return root


def _goes_on(ran: Ran, what: str) -> None:
    assert not ran.crashed, f"{what}: {ran.said or 'it hung'}"
    assert ran.code in (0, 1, 2), what


def _kinds_of(name: str) -> list[str]:
    """How a file is bad: in every way for a record and its trail; others as a pipe and in one other way in turn."""
    at = list(FILES.values()).index(name)
    return list(BAD) if at < 2 else list(dict.fromkeys(["a pipe", list(BAD)[at % len(BAD)]]))


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_the_rest_of_the_library_is_checked_and_decided_on(name: str, base: Path, tmp_path: Path) -> None:
    decides = f"open {TRAILED}\ngo 2\na\nopen {OTHER}\nhistory\nquit\n".encode()
    for bad in _kinds_of(name):
        root = _with(base, tmp_path, name, BAD[bad])
        what = f"{name} as {bad}"
        for command in (
            ("check",),
            ("audit", "verify"),
            ("export", "--status", "all", "--to", "-", "--format", "jsonl"),
        ):
            _goes_on(run((*command, str(root)), home=tmp_path), f"{' '.join(command)}: {what}")
        _goes_on(run(("review", "--plain", str(root), "--as", "A. Curator"), typed=decides, home=tmp_path), what)
        statuses = [r["status"] for r in Library.open(root).load(TRAILED).data["recommendations"]]
        assert statuses == ["accepted", "accepted", "pending"], f"nothing could be decided beside {what}"
