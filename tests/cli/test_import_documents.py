"""Reports themselves imported, where no page was extracted from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.domain.record import Record
from documents_beside import ASKED, put, report, sha256
from faulty import check_whole
from office_files import docx, p, said, sheet, table, tc, tr, xlsx
from pdf_files import drawn, pdf

RAW = report()
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
"""A page that is a picture, as of a scan."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    put(tmp_path / "report.pdf", RAW)
    return tmp_path / "records"


def run(*arguments: str) -> int:
    return main(["import", *arguments, "--into", "records", "--as", "A. Curator"])


def only(root: Path) -> Record:
    (record,) = Library.open(root).records()
    return record


def test_the_passages_of_a_report_become_pending_recommendations(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report.pdf", "--published", "2023-06") == 0
    record = only(root)
    assert record.id == "exampleton-2023-06"
    assert [(one.number, one.text) for one in record.recommendations] == list(zip("123", ASKED, strict=True))
    assert {one.status.value for one in record.recommendations} == {"pending"}
    assert (record.review.csp, record.review.wording) == ("Exampleton", "verbatim")
    (one,) = record.documents
    assert (one.sha256, one.kind, one.pages) == (sha256(RAW), "overview-report", 2)
    assert (root / (one.file or "")).read_bytes() == RAW
    assert (record.source.page, record.source.sha256) == (None, sha256(RAW))
    assert "3 recommendations from report.pdf, the passages of a report" in capsys.readouterr().out
    assert (root / f"{record.id}.trail.jsonl").read_bytes().count(b"\n") == 1
    check_whole(root)


def test_what_was_imported_is_located_in_it_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("report.pdf")
    capsys.readouterr()
    assert main(["document", "list"]) == 0
    assert "3 located (3 taken from it), 0 differing, 0 absent, 0 not extracted" in capsys.readouterr().out


def test_a_table_with_its_bodies_is_read_with_them(root: Path) -> None:
    heads = tr(tc("No."), tc("Recommendation"), tc("Lead agency"))
    rows = [tr(tc(str(at)), tc(text), tc("Exampleshire Police")) for at, text in enumerate(ASKED, 1)]
    put(root.parent / "plan.docx", docx(p("Action plan") + table(heads, *rows)))
    assert run("plan.docx", "--csp", "Exampleton") == 0
    record = only(root)
    assert [one.addressed_to for one in record.recommendations] == ["Exampleshire Police"] * 3
    assert record.documents[0].kind == "action-plan"


def test_a_report_does_not_confirm_what_was_imported_from_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = tr(tc("No."), tc("Recommendation"), tc("Lead agency"))
    rows = [tr(tc(str(at)), tc(text), tc("Executive Action")) for at, text in enumerate(ASKED, 1)]
    put(root.parent / "plan.docx", docx(p("Action plan") + table(heads, *rows)))
    assert run("plan.docx", "--csp", "Exampleton") == 0
    path = root / f"{only(root).id}.toml"
    edited = path.read_bytes().replace(ASKED[1].encode(), ASKED[1].replace("make sure", "ensure").encode())
    put(path, edited)
    capsys.readouterr()
    assert main(["document", "locate", only(root).id]) == 0
    told = capsys.readouterr().out
    assert told.count("taken from this document") == 2
    assert "as in the document" not in told
    assert "differs in 1 place" in told  # what a curator changed is compared


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ((("Northshire Affairs Committee", 15), ("Police response to the disorder of last year", 27)),
         "Police response to the disorder of last year"),
        ((("Northshire Accountability Office", 36), ("REEXAMINING RULES", 30), ("What helps to improve them", 30)),
         "REEXAMINING RULES: What helps to improve them"),
        ((("Exampleton Flood Inquiry", 40), ("Module 1:", 30), ("The readiness of the town", 30)),
         "Module 1: The readiness of the town"),
        ((("Northshire Affairs Committee", 27), ("Second Report", 12)), "Exampleton review"),
    ],
)  # fmt: skip
def test_the_title_of_a_report_is_not_who_wrote_it(
    root: Path, printed: tuple[tuple[str, float], ...], title: str
) -> None:
    front = b"".join(drawn(words, size=size, y=770 - 60 * at) for at, (words, size) in enumerate(printed))
    body = drawn("Recommendations", size=18)
    for at, text in enumerate(ASKED, 1):
        words = f"{at}. {text}".split()
        body += drawn(" ".join(words[:9]), " ".join(words[9:]), y=770 - 50 * at)
    put(root.parent / "other.pdf", pdf([front, body]))
    assert run("other.pdf", "--csp", "Exampleton") == 0
    assert only(root).review.title == title


def test_the_sheets_of_a_plan_are_read(root: Path) -> None:
    said_in = [("Number", "Recommendation", "Lead agency")]
    said_in += [(str(at), text, "Exampleshire Police") for at, text in enumerate(ASKED, 1)]
    rows = [
        "".join(said(f"{column}{at}", text) for column, text in zip("ABC", row, strict=True))
        for at, row in enumerate(said_in, 1)
    ]
    put(root.parent / "plan.xlsx", xlsx({"Plan": sheet(*rows)}))
    assert run("plan.xlsx", "--csp", "Exampleton") == 0
    assert [one.text for one in only(root).recommendations] == list(ASKED)


def test_the_same_bytes_again_write_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("report.pdf")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    put(root.parent / "another name.pdf", RAW)
    assert run("another name.pdf") == 0
    assert "already in the library, as exampleton; nothing was written" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path in before} == before
    assert len(list(root.glob("*.toml"))) == 1


def test_a_report_that_is_attached_already_is_not_imported_beside_its_record(root: Path) -> None:
    run("report.pdf")
    put(root.parent / "more.pdf", report(ASKED[:2]))
    assert main(["document", "add", "exampleton", "more.pdf", "--as", "A. Curator"]) == 0
    assert run("more.pdf") == 0
    assert len(list(root.glob("*.toml"))) == 1


def test_a_dry_run_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report.pdf", "--dry-run") == 0
    assert not root.exists()
    assert "[[documents]]" in capsys.readouterr().out
    put(root / "dhrcurate.toml", b"")
    assert run("report.pdf", "--dry-run") == 0
    assert [path.name for path in root.rglob("*")] == ["dhrcurate.toml"]


def test_without_a_copy_the_digest_is_kept(root: Path) -> None:
    assert run("report.pdf", "--no-source") == 0
    assert only(root).documents[0].file is None
    assert not (root / "documents").exists()


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("scan.pdf", pdf([PICTURE]), "ocrmypdf"),
        ("story.pdf", pdf([drawn("What happened", "Nothing in these lines asks anybody to do anything.")]), "no list"),
        ("page.pdf", b"<html><body><h1>Recommendations</h1></body></html>", "no PDF, DOCX or XLSX"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no PDF, DOCX or XLSX"),
        ("cut.docx", docx(p("words"))[:300], "damaged"),
    ],
)
def test_a_report_without_recommendations_is_refused_with_the_reason_and_leaves_nothing(
    root: Path, name: str, raw: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root.parent / name, raw)
    assert run(name) == 1
    assert why in capsys.readouterr().err
    assert not root.exists()


def test_columns_are_not_mapped_of_a_report(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report.pdf", "--map", "text=Wording") == 1
    assert "--map" in capsys.readouterr().err


def test_pages_that_cannot_be_read_are_told_as_what_may_be_lost(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = drawn("Recommendations", size=18)
    for at, text in enumerate(ASKED, 1):
        body += drawn(f"{at}. {text}", y=770 - 50 * at, size=10)
    put(root.parent / "half.pdf", pdf([body, PICTURE]))
    assert run("half.pdf", "--csp", "Exampleton") == 1
    assert "pages that cannot be read may hold more recommendations: 2" in capsys.readouterr().err
    assert len(only(root).recommendations) == 3
