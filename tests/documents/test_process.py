from __future__ import annotations

import os
import select
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

import orjson
import pytest

from dhrcurate.documents import process, worker
from dhrcurate.documents.model import Report
from dhrcurate.documents.process import CancelledError, Limits, MissingLibraryError, Reader
from dhrcurate.documents.reading import read
from office_files import docx, p
from pdf_files import drawn, pdf

SMALL = docx(p("The Board should act."))
SLOW = pdf([b"BT /F1 1 Tf 1 0 0 1 10 10 Tm " + b"(words) Tj 0 1 Td " * 1_500_000 + b"ET"])


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def process_of(reader: Reader) -> int:
    assert reader._process is not None
    return reader._process.pid


def before_each_step(monkeypatch: pytest.MonkeyPatch, happening: Callable[[], None]) -> None:
    """Lets something happen while a document is sent."""
    step = process._Exchange._step

    def stepping(exchange: process._Exchange, ready: selectors.BaseSelector) -> None:
        happening()
        step(exchange, ready)

    monkeypatch.setattr(process._Exchange, "_step", stepping)


def test_one_process_reads_several_documents_as_they_would_be_read_here(reader: Reader) -> None:
    documents = [SMALL, pdf([drawn("The Board should act.", "It should do so soon.")]), b"", b"no document"]

    found = [reader.read(data, "report.pdf") for data in documents[:2]]
    first = process_of(reader)
    found += [reader.read(data, "report.pdf") for data in documents[2:]]

    assert found == [read(data, "report.pdf") for data in documents]
    assert process_of(reader) == first


def test_a_document_that_computes_for_too_long_is_given_up_and_the_next_one_read() -> None:
    with Reader(Limits(cpu=0)) as reader:
        assert reader.read(SLOW, "report.pdf").problem == "too-slow"
        assert reader.read(SMALL, "report.docx").problem is None


def test_a_document_that_is_waited_for_too_long_is_given_up() -> None:
    with Reader(Limits(wall=0)) as reader:
        assert reader.read(SMALL, "report.docx") == Report(problem="too-slow")


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="other systems do not limit the memory of a process")
def test_a_document_that_needs_too_much_memory_is_given_up_and_the_next_one_read() -> None:
    large = docx("<w:p/>" * 3_000_000 + p("The Board should act."))
    with Reader(Limits(memory=120 * 2**20)) as reader:
        assert reader.read(large, "report.docx").problem == "too-large"
        assert reader.read(SMALL, "report.docx").problem is None


def test_a_document_that_crashes_the_process_is_damaged_and_the_next_one_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        before_each_step(patched, lambda: os.kill(process_of(reader), signal.SIGSEGV))

        assert reader.read(SLOW, "report.pdf").problem == "damaged"

    assert reader.read(SMALL, "report.docx").problem is None


def test_an_answer_that_is_no_report_is_a_damaged_document(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process._Exchange, "answer", lambda _: b'{"blocks": [[1]]}')

    assert reader.read(SMALL, "report.docx").problem == "damaged"


def test_what_is_read_can_be_cancelled_from_elsewhere(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    before_each_step(monkeypatch, reader.cancel)

    with pytest.raises(CancelledError):
        reader.read(SLOW, "report.pdf")
    with pytest.raises(CancelledError):
        reader.read(SMALL, "report.docx")


def test_closing_ends_the_process() -> None:
    with Reader() as reader:
        reader.read(SMALL, "report.docx")
        number = process_of(reader)

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_missing_libraries_are_named_with_what_installs_them(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object) -> None:
        raise ImportError(name="lxml")

    monkeypatch.setattr(worker, "read", refusing)
    answer = worker._answer(BytesIO(), {"size": 0, "name": ""})
    monkeypatch.setattr(process._Exchange, "answer", lambda _: answer)

    with pytest.raises(MissingLibraryError, match=r"needs lxml.*pip install 'dhrcurate\[documents\]'"):
        reader.read(SMALL, "report.docx")


def test_a_document_that_is_too_large_is_not_even_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "LARGEST", 10)
    with Reader() as reader:
        assert reader.read(SMALL, "report.docx").problem == "too-large"
        assert reader._process is None


def test_a_process_that_was_ended_from_outside_says_nothing_of_the_document(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_each_step(monkeypatch, lambda: os.kill(process_of(reader), signal.SIGKILL))

    assert reader.read(SLOW, "report.pdf").problem == "ended"


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="other systems do not tell a process that its parent ended")
def test_the_process_ends_with_the_one_that_started_it_also_while_it_reads() -> None:
    code = (
        "import os, subprocess, sys\n"
        "worker = [sys.executable, '-m', 'dhrcurate.documents.worker']\n"
        "started = subprocess.Popen(worker, stdin=int(sys.argv[1]), stdout=subprocess.PIPE)\n"
        "started.stdout.read(1)\n"
        "print(started.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    reading, writing = os.pipe()  # kept open here, so that no end of its input tells it
    order = orjson.dumps({"name": "report.docx", "size": len(SMALL), "cpu": 60, "memory": 2**30})
    os.write(writing, order + b"\n" + SMALL + order)
    killed = subprocess.run(  # this program itself
        [sys.executable, "-c", code, str(reading)], stdout=subprocess.PIPE, pass_fds=[reading], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(int(killed.stdout))
        assert select.select([handle], [], [], 30)[0], "it is still there"
        os.close(handle)
    os.close(reading)
    os.close(writing)
