from __future__ import annotations

import random
from pathlib import Path

import pytest

from dhrcurate.documents import archive, model, reading
from dhrcurate.documents.model import UnreadError
from dhrcurate.documents.reading import format_of, read
from office_files import docx, p, said, sheet, xlsx, zipped
from pdf_files import drawn, pdf

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def problem(data: bytes, name: str = "report.pdf") -> str | None:
    return read(data, name).problem


def test_the_format_shows_in_the_bytes_and_not_in_the_name() -> None:
    assert [block.text for block in read(docx(p("The text.")), "report.pdf").blocks] == ["The text."]
    assert [block.text for block in read(xlsx({"Plan": sheet(said("A1", "R1"))}), "plan.docx").blocks] == ["R1"]


@pytest.mark.parametrize("data", [b"", b"\n\n", bytes(4000)])
def test_empty_files(data: bytes) -> None:
    assert problem(data) == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>Not found</body></html>",
        b"Plain text",
        b"{\\rtf1 text}",
        COMPOUND,
        zipped({"content.xml": "<office/>", "mimetype": "application/vnd.oasis.opendocument.text"}),
        b"PK\x03\x04 cut off",
    ],
    ids=["html", "text", "rtf", "old office", "other office", "archive"],
)
def test_other_formats(data: bytes) -> None:
    assert problem(data) == "not-this-format"


def test_an_office_file_that_is_cut_off_is_damaged() -> None:
    whole = docx(p("The text."))

    assert problem(whole[: len(whole) // 2], "report.docx") == "damaged"


WHOLE = pdf([drawn("The Board should act.")])


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\n",
        b"\r\n\r\n  ",
        b"\xef\xbb\xbf",
        b"\0" * 128,
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
        b"Received from the council\n" * 30,
    ],
)
def test_a_pdf_may_have_something_in_front(before: bytes) -> None:
    assert format_of(before + WHOLE, "report.pdf") == "pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><title>What %PDF-1.4 means</title><body>Not found</body></html>",
        b"<html><pre>\n%PDF-1.7\n1 0 obj\n</pre></html>",
        b"<?xml version='1.0'?>\n<page>\n%PDF-1.7\n1 0 obj\n</page>",
        b"Dear panel,\nthe file that you sent begins with %PDF-1.7 and cannot be opened.\n",
        b"Dear panel,\nthe file that you sent begins with\n%PDF-1.7\nand cannot be opened.\n",
        b"#!/bin/sh\n# looks for %PDF-1.4\ngrep obj\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR %PDF-1.4",
        b" " * 3000 + WHOLE,
    ],
)
def test_what_only_speaks_of_a_pdf_is_none(data: bytes) -> None:
    with pytest.raises(UnreadError, match="not-this-format"):
        format_of(data, "report.pdf")


def test_an_encrypted_office_file_asks_for_a_password() -> None:
    assert problem(COMPOUND + "EncryptedPackage".encode("utf-16-le"), "report.docx") == "password"


def test_a_document_with_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 100)

    assert problem(docx(p("The text."))) == "too-large"


def test_an_archive_that_unpacks_to_more_than_it_should_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_PART", 10_000)
    small, bomb = docx(p("a" * 100)), docx(p("a" * 100_000))

    assert problem(small, "report.docx") is None
    assert problem(bomb, "report.docx") == "too-large"
    assert len(bomb) < 10_000


def test_many_parts_that_are_small_each_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 50_000)
    sheets = {f"Sheet{at}": sheet(said("A1", "a" * 9_000)) for at in range(9)}

    assert problem(xlsx(sheets), "plan.xlsx") == "too-large"


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("words from elsewhere", encoding="utf-8")
    document = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{outside.as_uri()}">]><x>&e;</x>'

    with pytest.raises(UnreadError, match="damaged"):
        archive.parsed(document.encode())


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_changed_bytes_is_read_or_told_of(seed: int) -> None:
    luck = random.Random(seed)  # noqa: S311  # nothing is secret
    whole = luck.choice(
        [docx(p("The text.") * 20), xlsx({"Plan": sheet(said("A1", "R1"))}), pdf([drawn("The text.")] * 3)]
    )
    data = bytearray(whole)
    for _ in range(luck.randrange(1, 30)):
        data[luck.randrange(len(data))] = luck.randrange(256)

    found = read(bytes(data), "report.docx")

    assert found.problem is not None or found.blocks


def test_the_directory_of_an_archive_with_too_many_parts_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({f"part{at}": "" for at in range(30)})
    monkeypatch.setattr(archive, "_MOST_PARTS", 20)
    monkeypatch.setattr("zipfile.ZipFile", None)

    assert problem(many, "report.docx") == "too-large"


@pytest.mark.parametrize(
    "document",
    [
        docx(p("The text.") * 6),
        xlsx({"Plan": sheet("".join(said(f"{letter}1", "x") for letter in "ABCDEF"))}),
        pdf([drawn("The board.", "It should act.", "It must.", "They may.", pitch=40)]),
    ],
)
@pytest.mark.parametrize(("limit", "most"), [("MOST_BLOCKS", 3), ("MOST_LETTERS", 5)])
def test_a_document_that_says_too_much_to_be_compared_is_refused(
    document: bytes, limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problem(document) is None
    monkeypatch.setattr(model, limit, most)

    assert problem(document) == "too-large"


def test_a_paragraph_that_is_longer_than_the_parser_takes_is_too_large_and_not_damaged() -> None:
    assert problem(docx(p("a" * 10_100_000)), "report.docx") == "too-large"
