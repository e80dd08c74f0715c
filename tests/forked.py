"""Whole commands in processes of their own, forked so that a run costs milliseconds, on disks that may fail."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import dhrcurate
from dhrcurate.agencies import matcher, register
from dhrcurate.cli import app
from dhrcurate.storage import files
from dhrcurate.storage.own_code import own_digest
from faulty import Faulty
from killing import in_a_child
from scenarios import library

PATIENCE = 20.0
"""Seconds after which a command hangs."""


@dataclass(frozen=True)
class Ran:
    """How a command ended.

    Attributes:
        code: Its exit code; minus a signal's number if that killed it, `None` if it hung and was killed for that.
        said: What it printed on both streams.
        operations: The names of the operations that it asked for; empty if it was killed.
        fired: Whether the fault fired.
    """

    code: int | None
    said: str
    operations: tuple[str, ...] = ()
    fired: bool = False

    @property
    def crashed(self) -> bool:
        """True if it ended in no way that it should: hung, or with a traceback."""
        return self.code is None or self.code == 70 or "Traceback" in self.said


@cache
def warm_up() -> None:
    """Loads what commands load and make at first, so that processes that are forked have it."""
    apart = tuple(f"dhrcurate.{name}" for name in ("tui", "web", "__main__", "agencies.data"))
    for module in pkgutil.walk_packages(dhrcurate.__path__, "dhrcurate."):
        if not module.name.startswith(apart):
            importlib.import_module(module.name)
    own_digest()
    for name in app.COMMANDS:
        app._parser(name)
    with pytest.MonkeyPatch.context() as monkeypatch, TemporaryDirectory() as folder:
        monkeypatch.setattr(register, "load", partial(register.load, builtin=False))
        matcher.Matcher(register.load()).named("An agency")
        for stream in ("stdout", "stderr"):
            monkeypatch.setattr(sys, stream, io.TextIOWrapper(io.BytesIO()))
        app.main(["check", str(library(Path(folder) / "library"))])


def run(
    arguments: Sequence[str],
    ops: Faulty | None = None,
    *,
    typed: bytes = b"",
    folder: Path | None = None,
    home: Path | None = None,
) -> Ran:
    """Runs the program.

    Args:
        arguments: Those of the command line.
        ops: The operations of everything that it writes; real ones without faults if it is `None`.
        typed: Its standard input.
        folder: Its current folder.
        home: Where its user's own files are.
    """
    warm_up()
    heard, tell = os.pipe()
    told, say = os.pipe()

    def child() -> None:
        gc.disable()  # to look through all that the parent holds would copy it
        _run(arguments, ops or Faulty(), typed, (say, tell), folder, home)

    pid = in_a_child(child)
    os.close(tell)
    os.close(say)
    said, result = _drain([told, heard])
    if said is None:
        os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if said is None:
        return Ran(None, "")
    if not result:
        return Ran(status, said.decode(errors="replace"), fired=status == -signal.SIGKILL)
    form = json.loads(result)
    return Ran(form["code"], said.decode(errors="replace"), tuple(form["operations"]), form["fired"])


def _run(
    arguments: Sequence[str],
    ops: Faulty,
    typed: bytes,
    pipes: tuple[int, int],
    folder: Path | None,
    home: Path | None,
) -> None:
    say, tell = pipes
    if folder is not None:
        os.chdir(folder)
    if home is not None:
        own = {"DHRCURATE_STATE": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}
        os.environ.update({name: str(home / part) for name, part in own.items()}, HOME=str(home))
    stdin, give = os.pipe()
    os.write(give, typed)
    os.close(give)
    os.dup2(stdin, 0)
    os.dup2(say, 1)
    os.dup2(say, 2)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    _write_through(ops)
    setattr(register, "load", partial(register.load, builtin=False))  # noqa: B010  # all agencies take long to load
    from dhrcurate.cli import main  # as the program imports it

    try:
        code: int | None = main(list(arguments))
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    except BaseException:  # noqa: BLE001  # told to the parent
        traceback.print_exc()
        code = 70
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.write(tell, json.dumps({"code": code, "operations": ops.kinds, "fired": ops.fired}).encode())


def _write_through(ops: Faulty) -> None:
    """Puts operations in the place of their class, in every module that knows it by its name."""
    real = files.Operations
    for name, module in list(sys.modules.items()):
        if name.startswith("dhrcurate.") and getattr(module, "Operations", None) is real:
            setattr(module, "Operations", lambda: ops)  # noqa: B010  # no attribute that a type checker knows


def _drain(pipes: Sequence[int]) -> tuple[bytes | None, bytes]:
    """What comes through two pipes until both end; `None` where that takes too long."""
    text = dict.fromkeys(pipes, b"")
    open_ = set(pipes)
    while open_:
        ready, _, _ = select.select(list(open_), [], [], PATIENCE)
        if not ready:
            for pipe in pipes:
                os.close(pipe)
            return None, b""
        for pipe in ready:
            if piece := os.read(pipe, 65536):
                text[pipe] += piece
            else:
                open_.discard(pipe)
    for pipe in pipes:
        os.close(pipe)
    return text[pipes[0]], text[pipes[1]]
