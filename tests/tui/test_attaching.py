"""Attaching a document on the screen: its path is completed, and a file that is refused costs no typing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.tui.controllers.paths import completed, document_at
from dhrcurate.tui.dialogs.prompts import Ask
from dhrcurate.tui.widgets.typing import Line
from documents_beside import put, report
from tui_help import Program

RAW = report()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "reports" / "exampleton-overview.pdf", RAW)
    put(tmp_path / "reports" / "exampleton-plan.docx", b"no office file")
    put(tmp_path / "reports" / "notes.txt", b"notes")
    (tmp_path / "reports" / "older").mkdir()
    return tmp_path / "reports"


def test_a_path_goes_on_as_far_as_names_tell(folder: Path) -> None:
    assert completed(f"{folder.parent}/rep") == (f"{folder}/", "")
    assert completed(f"{folder}/ex") == (f"{folder}/exampleton-", "exampleton-overview.pdf, exampleton-plan.docx")
    assert completed(f"{folder}/exampleton-o") == (f"{folder}/exampleton-overview.pdf", "")
    assert completed(f"{folder}/n") == (f"{folder}/n", "Nothing there begins so.")  # notes are no document
    assert completed(f"{folder}/") == (f"{folder}/", "exampleton-overview.pdf, exampleton-plan.docx, older/")
    assert completed(f"{folder}/none/x")[1] == "There is no such folder."


def test_what_is_plainly_no_document_is_told_before_it_is_read(folder: Path) -> None:
    assert document_at(f"{folder}/exampleton-overview.pdf") == ""
    assert "first bytes" in document_at(f"{folder}/exampleton-plan.docx")
    assert "folder" in document_at(str(folder))
    assert document_at(f"{folder}/none.pdf") == "There is no such file."


def _in_a_line(text: str) -> str:
    return " ".join(text.translate(dict.fromkeys(map(ord, "▏│"), " ")).split())


async def test_tab_completes_and_a_refused_file_is_offered_again(
    library: Path, folder: Path, program: Callable[[Path], Program]
) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        p.review.perform("attach-document")
        await p.settle(pilot)
        await p.type(pilot, f"{folder}/exampleton-p")
        await p.press(pilot, "tab", "enter")
        assert p.app.screen.query_one(Line).value == f"{folder}/exampleton-plan.docx"
        assert "exampleton-plan.docx: its first bytes are not those of an office file." in _in_a_line(p.text)
        await p.press(pilot, "escape")
        p.review.attaching_failed(folder / "exampleton-overview.pdf", "It is larger than a document may be.")
        assert "It is larger than a document may be." in p.said
        p.review.perform("attach-document")
        await p.settle(pilot)
        assert isinstance(p.app.screen, Ask)
        assert p.app.screen.query_one(Line).value == f"{folder}/exampleton-overview.pdf"
        assert "It is larger than a document may be." in _in_a_line(p.text)
