"""The process that reads documents: `python -m dhrcurate.documents.worker`, started by `process` and by nobody else.

It takes a document after the other from its standard input, each after a line that says how long it is, and answers on
its standard output in the same way. What a hostile document does to it ends at its limits.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from typing import IO, Any

import orjson

from dhrcurate.documents.encoding import encoded
from dhrcurate.documents.model import Report
from dhrcurate.documents.reading import read

_FILES = 64
_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    """Read documents until there are no more."""
    answers = _answers()
    _end_with_parent()
    _load()
    with suppress(ValueError, OSError):  # what was written so far is kept; nothing else is
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    asked = sys.stdin.buffer
    while line := asked.readline():
        order = orjson.loads(line)
        _limit(order)
        answer = _answer(asked, order)
        answers.write(b"%d\n" % len(answer))
        answers.write(answer)
        answers.flush()


def _answers() -> IO[bytes]:
    """The standard output, for answers alone: whatever else is printed by the libraries goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return answers


def _end_with_parent() -> None:
    """Have the system end this process when the one that started it is killed: it may be computing for minutes."""
    with suppress(OSError, AttributeError):  # only Linux knows it
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() == 1:  # it ended before
        sys.exit(0)


def _load() -> None:
    """Load the libraries before the limits are set, as Python keeps what it compiles."""
    for name in ("pdf.reading", "docx.reading", "xlsx"):
        with suppress(ImportError):
            importlib.import_module(f"dhrcurate.documents.{name}")


def _limit(order: dict[str, Any]) -> None:
    """Limit what one more document may cost."""
    seconds = int(time.process_time()) + 1 + int(order["cpu"])
    memory = int(order["memory"]) + 2 * int(order["size"])
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        with suppress(ValueError, OSError):  # some systems do not limit memory
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _answer(asked: IO[bytes], order: dict[str, Any]) -> bytes:
    try:
        return encoded(read(asked.read(order["size"]), order["name"]))
    except ImportError as error:
        return orjson.dumps({"missing": error.name or "a library"})
    except MemoryError:
        return encoded(Report(problem="too-large"))


if __name__ == "__main__":
    main()
