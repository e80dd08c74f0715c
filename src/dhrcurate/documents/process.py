"""Documents read in a process of its own, so that what a hostile one does ends there."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import IO, Self

import orjson

from dhrcurate.documents.encoding import decoded
from dhrcurate.documents.model import Problem, Report
from dhrcurate.documents.reading import LARGEST
from dhrcurate.domain.errors import DhrcurateError, UnusableError
from dhrcurate.storage.programs import own_command

_PIECE = 1 << 16
_LARGEST_ANSWER = 512 * 2**20
_OUT_OF_MEMORY = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}
"""How libraries end the process when there is no more memory; the system, or somebody, ends it with `SIGKILL`."""


class MissingLibraryError(UnusableError):
    """The libraries that read documents are not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"reading documents needs {name}, which is not installed: pip install 'dhrcurate[documents]'")


class CancelledError(DhrcurateError):
    """The reading of a document was cancelled."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one document may cost.

    Attributes:
        cpu: Seconds of computing.
        wall: Seconds altogether, from when it is sent.
        memory: Bytes that the process may ask for, beside those of the document.
    """

    cpu: int = 90
    wall: float = 180.0
    memory: int = 2**30


class Reader:
    """Reads documents in one process, which is started for the first, and anew after one that ended it.

    One thread reads; any may cancel.

    Args:
        limits: What the reading of one document may cost.
    """

    def __init__(self, limits: Limits = Limits()) -> None:  # it never changes
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._cancelled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, name: str) -> Report:
        """Read a document.

        Args:
            data: Its bytes.
            name: Its name.

        Returns:
            What it says, or why it cannot be read.

        Raises:
            MissingLibraryError: If the libraries are not installed.
            CancelledError: If it was cancelled, also before.
        """
        if len(data) > LARGEST:
            return Report(problem="too-large")
        process = self._started()
        order = {"name": name, "size": len(data), "cpu": self._limits.cpu, "memory": self._limits.memory}
        exchange = _Exchange(process, [orjson.dumps(order) + b"\n", data], time.monotonic() + self._limits.wall)
        try:
            answer = exchange.answer()
        except _EndedError as ended:
            self.close()
            if self._cancelled:
                raise CancelledError("cancelled") from None
            return Report(problem=ended.problem or _why(process.returncode))
        except BaseException:
            self.close()  # it is in the middle of something
            raise
        return _report(answer)

    def cancel(self) -> None:
        """End what is being read, and everything after it."""
        with self._lock:
            self._cancelled = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._cancelled:
                raise CancelledError("cancelled")
            if self._process is None or self._process.poll() is not None:
                try:
                    self._process = subprocess.Popen(  # noqa: S603  # this program itself
                        [*own_command()[:-1], "dhrcurate.documents.worker"],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL,
                        bufsize=0,
                        start_new_session=True,  # a Ctrl-C at the terminal is not meant for it
                    )
                except OSError as error:
                    why = (error.strerror or str(error)).lower()
                    raise UnusableError(f"the process that reads documents cannot be started: {why}") from error
            return self._process


class _EndedError(Exception):
    """The process ended before it answered, or was to be ended."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__(problem)
        self.problem = problem


class _Exchange:
    """One document sent, and its answer."""

    def __init__(self, process: subprocess.Popen[bytes], pieces: list[bytes], deadline: float) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._left = [memoryview(piece) for piece in pieces if piece]
        self._deadline = deadline
        self._got = bytearray()

    def answer(self) -> bytes:
        """Send what there is to send, and return the answer.

        Raises:
            _EndedError: If there is none, in time.
        """
        os.set_blocking(self._in.fileno(), False)
        with selectors.DefaultSelector() as ready:
            ready.register(self._out, selectors.EVENT_READ)
            ready.register(self._in, selectors.EVENT_WRITE)
            while (size := self._size()) is None or len(self._got) < size[0] + size[1]:
                self._step(ready)
        return bytes(self._got[size[0] :])

    def _size(self) -> tuple[int, int] | None:
        """The length of the line before the answer, and that of the answer, once they are known."""
        end = self._got.find(b"\n", 0, 32)
        if end < 0 and len(self._got) < 32:
            return None
        line = bytes(self._got[: max(end, 0)])
        if not line.isdigit() or int(line) > _LARGEST_ANSWER:
            raise _EndedError("damaged")
        return end + 1, int(line)

    def _step(self, ready: selectors.BaseSelector) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _EndedError("too-slow")
        for key, _ in ready.select(left):
            if key.fileobj is self._out:
                self._receive(self._out)
            elif not self._left:
                ready.unregister(self._in)
            else:
                self._send(self._in)

    def _receive(self, pipe: IO[bytes]) -> None:
        piece = os.read(pipe.fileno(), _PIECE)
        if not piece:
            raise _EndedError
        self._got += piece

    def _send(self, pipe: IO[bytes]) -> None:
        try:
            sent = os.write(pipe.fileno(), self._left[0][:_PIECE])
        except BlockingIOError:
            return
        except BrokenPipeError:
            raise _EndedError from None
        self._left[0] = self._left[0][sent:]
        if not self._left[0]:
            self._left.pop(0)


def _why(code: int | None) -> Problem:
    """Why a document ended the process that read it."""
    if code == -signal.SIGXCPU:
        return "too-slow"
    if code in {-signal.SIGKILL, -signal.SIGTERM}:
        return "ended"
    return "too-large" if code is not None and -code in _OUT_OF_MEMORY else "damaged"


def _report(answer: bytes) -> Report:
    if answer.startswith(b'{"missing":'):
        raise MissingLibraryError(str(orjson.loads(answer)["missing"]))
    try:
        return decoded(answer)
    except ValueError:
        return Report(problem="damaged")
