"""The harness seen from outside: strace tells which system calls a command makes, and makes some of them fail.

What the other modules count as operations is what the program says that it does. The kernel's own account must agree.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faulty import event_ids
from forked import Ran
from torturing_commands import Bench

_CALLS = "openat,write,fchmod,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,linkat"
_KINDS = {
    "write": "write",
    "fchmod": "chmod",
    "ftruncate": "truncate",
    **dict.fromkeys(("rename", "renameat", "renameat2"), "replace"),
    **dict.fromkeys(("unlink", "unlinkat"), "unlink"),
    **dict.fromkeys(("mkdir", "mkdirat"), "mkdir"),
    "linkat": "link",
}
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<given>.*)\) += (?P<result>-?\d+|\?)(?P<about>.*)$")
_OF_THE_LOCK = ("/.dhrcurate/lock", "/.dhrcurate/.gitignore")
_TOGETHER = 300.0


def why_not() -> str | None:
    """Why nothing can be traced here; `None` where it can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-f", "-qq", "-e", "trace=fsync", "true"], capture_output=True, check=False)
    return None if tried.returncode == 0 else f"strace cannot trace here: {tried.stderr.decode().strip()[-80:]}"


@dataclass(frozen=True)
class Injection:
    """A system call that is made to fail, or at which the process is killed.

    Attributes:
        call: Its name.
        what: What strace injects: `error=EIO`, `signal=KILL`.
        when: Which of the calls of that name, from 1.
    """

    call: str
    what: str
    when: int

    def __str__(self) -> str:
        return f"{self.call}:{self.what}:when={self.when}"


def traced(bench: Bench, injection: Injection | None = None) -> tuple[Ran, list[str]]:
    """Runs a command under strace on the bench's copy.

    Returns:
        How it ended, its fault being counted as fired where strace says that it injected it; and the names of the
        operations within the library's folder, without the closing of files.
    """
    log = bench.base.parent / "strace.log"
    arguments = ["strace", "-f", "-y", "-qq", "-s", "0", "-o", str(log), "-e", f"trace={_CALLS}"]
    if injection is not None:
        arguments += ["-e", f"inject={injection}"]
    home = bench.base.parent / "home"
    own = {"DHRCURATE_STATE": "state", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "HOME": ""}
    done = subprocess.run(
        [*arguments, sys.executable, "-m", "dhrcurate", *bench.command.arguments(bench.root)],
        input=bench.command.typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=bench.work,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **{n: str(home / part) for n, part in own.items()}},
        check=False,
        timeout=_TOGETHER,
    )
    text = log.read_text(errors="replace")
    fired = "(INJECTED)" in text or done.returncode == -signal.SIGKILL
    ran = Ran(done.returncode, done.stdout.decode(errors="replace"), fired=fired)
    return ran, list(_operations(text.splitlines(), bench.work))


def _operations(lines: Sequence[str], folder: Path) -> Iterator[str]:
    unfinished: dict[str, str] = {}
    for line in lines:
        process = line.partition(" ")[0]
        if line.endswith("<unfinished ...>"):
            unfinished[process] = line.removesuffix("<unfinished ...>")
            continue
        whole = line
        if "resumed>" in line:
            whole = unfinished.pop(process, "") + line.partition("resumed>")[2]
        if (found := _LINE.match(whole)) and str(folder) in whole and found["result"] != "-1":
            if any(part in whole for part in _OF_THE_LOCK) or f'"{folder}/library/.dhrcurate"' in whole:
                continue
            if kind := _kind(found["call"], found["given"]):
                yield kind


def _kind(call: str, given: str) -> str | None:
    if call == "openat":
        if "O_EXCL" in given:
            return "create"
        return "open_append" if "O_APPEND" in given else None
    if call in ("fsync", "fdatasync"):
        path = Path(given.partition("<")[2].rpartition(">")[0])
        return "fsync_dir" if path.is_dir() else "fsync"
    return _KINDS.get(call)


def injections(operations: Sequence[str]) -> Iterator[Injection]:
    """What is tried of a command that makes these operations: each sync and each rename, with each fault in turn."""
    faults = ("error=EIO", "signal=KILL", "error=EINTR", "error=ENOSPC")
    for call, kinds in (("fsync", ("fsync", "fsync_dir")), ("rename", ("replace",))):
        for number in range(sum(kind in kinds for kind in operations)):
            what = faults[(number + (call == "rename")) % len(faults)]
            yield Injection(call, what.replace("EINTR", "ENOSPC") if call == "rename" else what, number + 1)


def try_injection(bench: Bench, injection: Injection) -> None:
    """Injects one fault into a command and checks what the same command makes of what is left."""
    bench.begin()
    before = event_ids(bench.root)
    ran, _ = traced(bench, injection)
    where = f"strace: {bench.command.name}: {injection}"
    if not ran.fired:
        bench.missed.append(where)
        return
    bench.hits[f"strace {injection.call} {injection.what}"] += 1
    try:
        if "EINTR" in injection.what:
            assert ran.code == 0, "a call that was interrupted is made again"
        elif "error" in injection.what:
            assert not ran.crashed, ran.said
        bench.check_after(before, ran)
    except AssertionError as error:
        raise AssertionError(f"{where}: {error}") from error
