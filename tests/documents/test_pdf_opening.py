from __future__ import annotations

import sys
from io import BytesIO

import pikepdf
import pytest
from fpdf import FPDF

from dhrcurate.documents.reading import read
from drawn_reports import lines, paper

WORDS = ("The review heard from the services that knew the", "family, and from those who might have known them.")


def whole(count: int = 5) -> bytes:
    """A file of some pages."""
    return bytes(pages(count).output())


def pages(count: int) -> FPDF:
    made = paper()
    for at in range(count):
        if at:
            made.add_page()
        lines(made, 72, 300 + 14 * at, *WORDS)
    return made


def locked(*, user: str | None) -> bytes:
    made = pages(2)
    made.set_encryption(owner_password="owner", user_password=user)  # noqa: S106  # nothing is secret
    return bytes(made.output())


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    found = read(locked(user=None), "report.pdf")

    assert (found.problem, found.pages) == (None, 2)
    assert found.blocks == read(whole(2), "report.pdf").blocks


def test_a_file_that_asks_for_a_password_is_not() -> None:
    assert read(locked(user="secret"), "report.pdf").problem == "password"


def test_something_before_the_head_of_a_file_does_no_harm() -> None:
    assert read(b"\r\n" * 9 + whole(), "report.pdf").pages == 5


def test_a_broken_table_of_objects_is_made_anew() -> None:
    data = whole().replace(b"startxref\n", b"startxref\n9")

    found = read(data, "report.pdf")

    assert (found.problem, found.pages, found.blocks) == (None, 5, read(whole(), "report.pdf").blocks)


def test_of_a_file_that_is_cut_off_what_is_left_is_read_and_the_rest_is_not_taken_for_empty() -> None:
    data = _with_text_last()

    found = read(data[: int(len(data) * 0.8)], "report.pdf")

    assert found.problem is None
    assert found.repaired
    assert found.blocks
    lost = set(range(1, 6)) - {page for block in found.blocks for page in block.pages}
    assert lost
    assert set(found.unreadable) == lost


def _with_text_last() -> bytes:
    """A file whose pages come first and their text in order behind them."""
    texts = [b"BT /F1 11 Tf 72 %d Td (%b) Tj ET" % (500 - 20 * at, WORDS[0].encode()) for at in range(5)]
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for _ in texts:
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    for page, text in zip(made.pages, texts, strict=True):
        page.Contents = made.make_stream(text + b" " * 400)
    data = BytesIO()
    made.save(data, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data.getvalue()


def test_where_nothing_mends_files_one_that_is_cut_off_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    data = whole()

    assert read(data[: len(data) // 2], "report.pdf").problem == "damaged"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_file_that_is_cut_off_anywhere_is_told_of(share: float) -> None:
    data = whole()

    found = read(data[: int(len(data) * share)], "report.pdf")

    assert found.problem == "damaged" or found.repaired
