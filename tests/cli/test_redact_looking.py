"""What `audit redact` looks into, and what it names because it could not look at all of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.auditing import looking
from dhrcurate.curation.auditing.looking import look
from dhrcurate.trail.redact import Secret
from documents_beside import put
from office_files import docx, p
from pdf_files import pdf
from redacting import NAME, ONE, library_with_notes

TOLD = docx(p(f"It was told by {NAME}."))
SOUND = docx(p("It was told by a neighbour."))
SCAN = pdf([b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"])


def packed(**members: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), raw)
    return made.getvalue()


def damaged(raw: bytes) -> bytes:
    return raw[:60] + bytes(byte ^ 0xFF for byte in raw[60:70]) + raw[70:]


def enciphered(raw: bytes) -> bytes:
    """An archive whose only member is said to be enciphered."""
    made = bytearray(raw)
    made[6] |= 1
    made[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


HOLDS = {
    "a report in an archive": packed(report_docx=TOLD),
    "a report within a report": packed(word__embeddings__a_docx=TOLD),
    "a text in UTF-16 in an archive": packed(a_txt=f"told by {NAME}".encode("utf-16")),
    "the name of a file in an archive": packed(**{f"{NAME}_txt": b"nothing"}),
    "an archive behind other bytes": b"#!/bin/sh\n" + packed(a_txt=NAME.encode()),
    "beside something that cannot be opened": packed(a_pdf=SCAN, b_txt=NAME.encode()),
}
NOT = {
    "a text": b"told by a neighbour",
    "a report": SOUND,
    "an archive": packed(a_txt=b"nothing", b_csv=b"1,2", c__d_html=b"<p>none</p>"),
    "a report in an archive": packed(report_docx=SOUND),
    "an empty archive": packed(),
    "an empty file": b"",
    "bytes that are no text": bytes(range(256)),
    "a table": b"number,recommendation\n1,Review it.\n",
    "a page in Windows-1252": "caf\u00e9 \u2013 naïve".encode("cp1252"),
    "a text in UTF-16": "nothing".encode("utf-16"),
    "TOML": b'title = "none"\n',
    "JSON": b'{"a": [1, 2]}',
    "JSON that is cut off": b'{"a": [1, ',
    "words that begin as an archive does": b"PK and others met",
    "a folder in an archive": packed(folder__=b""),
}
NOT_WHOLLY = {
    "three archives": packed(a_zip=packed(b_zip=packed(c_txt=NAME.encode()))),
    "a scan in an archive": packed(scan_pdf=SCAN),
    "a picture in a report": packed(word__document_xml=b"<w:t>none</w:t>", word__media__image1_png=b"\x89PNG\r\n"),
    "a damaged archive": damaged(packed(a_txt=b"x" * 500)),
    "an enciphered archive": enciphered(packed(a_txt=b"x" * 500)),
    "a damaged archive in an archive": packed(a_zip=damaged(packed(a_txt=b"x" * 500))),
    "a report without its suffix": SCAN,
    "something packed without its suffix": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        pytest.param(raw, answer, id=f"{name}: {answer}")
        for files, answer in ((HOLDS, True), (NOT, False), (NOT_WHOLLY, None))
        for name, raw in files.items()
    ],
)
def test_a_file_holds_a_text_or_does_not_or_cannot_be_looked_into(
    tmp_path: Path, raw: bytes, answer: bool | None
) -> None:
    path = tmp_path / "file"
    path.write_bytes(raw)
    assert look(path, Secret.of([NAME])) is answer


def test_an_archive_of_more_than_is_unpacked_is_not_looked_into_wholly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.zip"
    path.write_bytes(packed(a_txt=b"x" * 800, b_zip=packed(c_txt=b"y" * 800)))
    assert look(path, Secret.of([NAME])) is False
    monkeypatch.setattr(looking, "_MAX_BYTES", 1000)
    assert look(path, Secret.of([NAME])) is None


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return library_with_notes(tmp_path, monkeypatch)


def test_each_file_of_which_not_all_could_be_looked_at_is_named(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(library / "bundle.zip", NOT_WHOLLY["three archives"])
    put(library / "letters.docx", NOT_WHOLLY["a picture in a report"])
    put(library / "sound.zip", NOT["a report in an archive"])
    put(library / "large.txt", b"x" * 2**20)
    monkeypatch.setattr(looking, "_MAX_BYTES", 2**20 - 1)
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    (told,) = (line for line in capsys.readouterr().err.splitlines() if "not wholly looked into" in line)
    assert told.endswith("look for it yourself in bundle.zip, large.txt, letters.docx")


def test_a_report_in_an_archive_is_a_copy(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(library / "bundle.zip", HOLDS["a report in an archive"])
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 1
    assert "bundle.zip holds it" in capsys.readouterr().err


def test_a_name_with_a_line_break_makes_no_second_line_of_a_note(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "report\n::error::made up.zip"
    put(library / name, NOT_WHOLLY["three archives"])
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert all(line.startswith(("note: ", "taken out")) for line in told), told
