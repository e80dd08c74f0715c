from __future__ import annotations

import json
import re
import shlex
import zipfile
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.documents import attaching
from dhrcurate.curation.documents.folders import VARIABLE
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.documents.process import MissingLibraryError, Reader
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import SignedOffError
from dhrcurate.domain.record import AttachedDocument
from dhrcurate.storage.files import Operations
from documents_beside import ASKED, put, report, sha256, with_entries
from faulty import Crash, Unsynced, check_whole
from office_files import docx, p, said, sheet, xlsx
from pdf_files import pdf

ID = "exampleton-2023"
RAW = report()
SCAN = pdf([b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"])


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    root = tmp_path / "records"
    root.mkdir()
    (root / f"{ID}.toml").write_text(with_entries(ID, []), encoding="utf-8")
    put(tmp_path / "Overview report.pdf", RAW)
    return root


def document(*arguments: str | Path) -> int:
    return main(["document", *map(str, arguments)])


def session(root: Path) -> Session:
    return Session(Library.open(root), "A. Curator", ops=Unsynced())


def attached(root: Path) -> tuple[AttachedDocument, ...]:
    record = Library.open(root).load(ID).record
    assert record is not None
    return record.documents


def cached(root: Path) -> set[str]:
    return {path.name for path in (root / ".dhrcurate" / "documents").glob("*")}


def test_a_document_is_attached_with_a_copy_and_an_event(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert document("add", ID, "Overview report.pdf", "--url", "https://example.org/report.pdf") == 0
    (one,) = attached(root)
    assert (one.kind, one.name, one.pages) == ("overview-report", "Overview report.pdf", 2)
    assert one.url == "https://example.org/report.pdf"
    assert one.file == f"documents/{ID}-overview-report-{sha256(RAW)[:6]}.pdf"
    assert (root / one.file).read_bytes() == RAW
    assert "attached as overview-report, 2 pages" in capsys.readouterr().out
    assert main(["audit", "log", ID, "--output-format", "json"]) == 0
    event = json.loads(capsys.readouterr().out)[0]
    assert (event["action"], event["because"]) == ("document", {"operation": "add"})
    check_whole(root)


def test_a_record_is_named_by_its_file_too(root: Path) -> None:
    assert document("add", root / f"{ID}.toml", "Overview report.pdf") == 0
    assert len(attached(root)) == 1


def test_the_same_bytes_are_refused_whatever_they_are_called(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    trail = (root / f"{ID}.trail.jsonl").read_bytes()
    put(root.parent / "again.pdf", RAW)
    assert document("add", ID, "again.pdf", "--kind", "letter") == 1
    assert "already attached, as overview-report “Overview report.pdf”" in capsys.readouterr().err
    assert (root / f"{ID}.trail.jsonl").read_bytes() == trail
    assert len(list((root / "documents").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("page.pdf", b"<html><body>Not found</body></html>", "no PDF, DOCX or XLSX"),
        ("empty.pdf", b"", "empty"),
        ("run.sh", b"#!/bin/sh\n", "no PDF, DOCX or XLSX"),
    ],
)
def test_what_is_no_document_is_refused_and_the_others_come_in(
    root: Path, name: str, raw: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root.parent / name, raw)
    assert document("add", ID, name, "Overview report.pdf") == 1
    assert why in capsys.readouterr().err
    assert [one.name for one in attached(root)] == ["Overview report.pdf"]
    assert cached(root) <= {sha256(RAW), "seen.json", f"{ID}.evidence"}


@pytest.mark.parametrize("name", ["none.pdf", "."])
def test_a_file_that_cannot_be_read_ends_with_2(root: Path, name: str) -> None:
    assert document("add", ID, name) == 2
    assert not attached(root)


@pytest.mark.parametrize(
    ("name", "raw", "word"), [("scan.pdf", SCAN, "ocrmypdf"), ("cut.pdf", b"%PDF-1.7\nnothing more", "damaged")]
)
def test_a_document_without_text_is_evidence_with_a_warning(
    root: Path, name: str, raw: bytes, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root.parent / name, raw)
    assert document("add", ID, name, "--kind", "letter") == 0
    assert word in capsys.readouterr().err
    assert attached(root)[0].kind == "letter"


def test_office_files_have_the_ending_of_what_they_are(root: Path) -> None:
    put(root.parent / "Action plan", docx(p("The Council should act.")))
    put(root.parent / "who does what", xlsx({"Plan": sheet(said("A1", "The Council should act."))}))
    assert document("add", ID, "Action plan", "who does what") == 0
    plan, sheets = attached(root)
    assert (plan.kind, Path(plan.file or "").suffix, plan.pages) == ("action-plan", ".docx", None)
    assert Path(sheets.file or "").suffix == ".xlsx"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Exampleton_DHR_Executive_Summary_v2.pdf", "executive-summary"),
        ("multi-agency action plan - overview.pdf", "action-plan"),
        ("QA letter overview report.pdf", "overview-report"),
        ("Home Office Letter.pdf", "letter"),
        ("DHR07.pdf", "overview-report"),
    ],
)
def test_the_kind_is_told_by_the_name(root: Path, name: str, kind: str) -> None:
    put(root.parent / name, report(title="A title that does not say"))
    assert document("add", ID, name) == 0
    assert attached(root)[0].kind == kind


def test_without_the_libraries_the_name_tells_the_kind_and_else_it_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise MissingLibraryError("lxml")

    monkeypatch.setattr(Reader, "read", missing)
    for name in ("OverviewReport.docx", "Exampleton final.docx"):
        put(root.parent / name, docx(p(name)))
        assert document("add", ID, name) == 0
    assert [one.kind for one in attached(root)] == ["overview-report", "other"]
    told = capsys.readouterr().err
    assert "Exampleton final.docx: its name does not tell what it is" in told
    assert "OverviewReport.docx: its name" not in told


def test_the_kind_is_told_by_the_title_or_not_at_all(root: Path) -> None:
    put(root.parent / "a.pdf", report(title="Executive Summary"))
    put(root.parent / "b.pdf", report(ASKED[:1], title="Minutes of a meeting"))
    assert document("add", ID, "a.pdf", "b.pdf") == 0
    assert [one.kind for one in attached(root)] == ["executive-summary", "other"]


def test_without_a_copy_only_the_digest_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert document("add", ID, "Overview report.pdf", "--no-copy") == 0
    (one,) = attached(root)
    assert (one.file, one.sha256, one.pages) == (None, sha256(RAW), 2)
    assert not (root / "documents").exists()
    assert not cached(root)
    monkeypatch.setenv(VARIABLE, str(root.parent))
    assert document("locate", ID) == 0
    assert sha256(RAW) in cached(root)


def test_a_link_in_the_place_of_the_folder_is_refused_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (root / "documents").symlink_to(tmp_path / "else")
    assert document("add", ID, "Overview report.pdf") == 1
    assert not attached(root)
    assert not list((tmp_path / "else").iterdir())


def test_a_record_that_is_signed_off_may_get_documents_and_waivers_of_their_rules_and_nothing_else(root: Path) -> None:
    mine = session(root)
    data = mine.library.load(ID).data
    mine.apply(ID, signoff.sign_off(data, "A. Curator"))
    assert document("add", ID, "Overview report.pdf") == 0
    waiver = {"rule": "DHR805", "reason": "a heading", "by": "A. Curator", "at": "2026-01-01T00:00:00Z"}
    mine.apply(ID, Proposal("edit", (Edit("/waivers", None, [waiver]),)))
    both = [waiver, waiver | {"rule": "DHR101"}]
    with pytest.raises(SignedOffError):
        mine.apply(ID, Proposal("edit", (Edit("/waivers", [waiver], both),)))
    with pytest.raises(SignedOffError):
        mine.apply(ID, decide.accept(mine.library.load(ID).data, "r001"))
    other = Edit(f"/documents/{sha256(RAW)}/name", "Overview report.pdf", "x.pdf")
    mixed = Proposal("edit", (other, Edit("/review/title", f"{ID} review", "x")))
    with pytest.raises(SignedOffError):
        mine.apply(ID, mixed)
    assert document("remove", ID, "Overview report.pdf") == 0
    assert not attached(root)


def test_a_document_is_removed_with_its_copy_and_its_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    document("locate", ID)
    assert cached(root)
    assert document("remove", ID, sha256(RAW)[:8]) == 0
    assert not attached(root)
    assert not list((root / "documents").iterdir())
    assert not cached(root)
    assert "documents" not in (Library.open(root).load(ID).data)
    assert document("remove", ID, "Overview report.pdf") == 2
    assert "there is no document" in capsys.readouterr().err
    check_whole(root)


def test_a_file_that_another_record_names_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    entry = (root / f"{ID}.toml").read_text().partition("[[documents]]")[2].partition("\n[[")[0]
    (root / "other-2020.toml").write_text(with_entries("other-2020", [f"\n[[documents]]{entry}\n"]))
    assert document("remove", ID, "Overview report.pdf") == 0
    assert "stays, as other-2020 names it too" in capsys.readouterr().err
    assert len(list((root / "documents").iterdir())) == 1
    assert sha256(RAW) in cached(root)


def test_a_removal_deletes_nothing_that_is_not_the_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    (copy,) = (root / "documents").iterdir()
    copy.write_bytes(report(ASKED[:1]))
    assert document("remove", ID, copy.name) == 0
    assert "left as it is: it holds other bytes" in capsys.readouterr().err
    assert copy.exists()


def test_a_name_that_several_documents_have_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(root.parent / "b" / "Overview report.pdf", report(ASKED[:1]))
    document("add", ID, "Overview report.pdf", "b/Overview report.pdf")
    assert document("remove", ID, "Overview report.pdf") == 2
    assert sha256(RAW)[:12] in capsys.readouterr().err
    assert len(attached(root)) == 2


def test_undo_says_what_it_leaves_and_what_it_cannot_bring_back(root: Path) -> None:
    document("add", ID, "Overview report.pdf")
    (copy,) = (root / "documents").iterdir()
    undone = session(root).undo(ID)
    assert undone is not None
    assert not attached(root)
    assert any("names it no more" in notice for notice in undone.notices)
    assert copy.exists()
    again = session(root).redo(ID)
    assert again is not None
    assert not again.notices
    document("remove", ID, "Overview report.pdf")
    back = session(root).undo(ID)
    assert back is not None
    assert any("puts it back" in notice for notice in back.notices)
    assert len(attached(root)) == 1
    events = (root / f"{ID}.trail.jsonl").read_bytes().count(b"\n")
    assert document("add", ID, "Overview report.pdf") == 0
    assert copy.read_bytes() == RAW
    assert (root / f"{ID}.trail.jsonl").read_bytes().count(b"\n") == events


def test_documents_are_listed_with_how_the_recommendations_stand(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document("list") == 0
    assert "no record here has a document" in capsys.readouterr().err
    text = with_entries(ID, [], [ASKED[0], ASKED[1].replace("housing officers", "officers")])
    (root / f"{ID}.toml").write_text(text, encoding="utf-8")
    put(root.parent / "scan.pdf", SCAN)
    document("add", ID, "Overview report.pdf", "scan.pdf")
    put(root / "documents" / "left.pdf", RAW)
    capsys.readouterr()
    assert document("list", root) == 0
    told = capsys.readouterr()
    assert "Overview report.pdf" in told.out
    assert "2 pages  readable" in told.out
    assert "ocrmypdf" in told.out
    assert "1 located, 1 differing, 0 absent, 1 not extracted" in told.out
    assert "documents/left.pdf: no record names this file" in told.err


def test_recommendations_are_located_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [ASKED[0], ASKED[1].replace("housing officers", "officers"), "Nobody asked for anything like this at all."]
    (root / f"{ID}.toml").write_text(with_entries(ID, [], texts), encoding="utf-8")
    document("add", ID, "Overview report.pdf")
    capsys.readouterr()
    assert document("locate", ID, "--output-format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["record"] == ID
    (one,) = told["documents"]
    assert one == {
        "sha256": sha256(RAW),
        "kind": "overview-report",
        "name": "Overview report.pdf",
        "pages": 2,
        "text_layer": True,
        "unreadable_pages": [],
        "problem": None,
    }
    first, second, third = told["recommendations"]
    assert (first["key"], first["number"], first["status"], first["pages"]) == ("r001", "1", "exact", [2])
    assert first["number_printed"] == "1"
    (passage,) = first["passages"]
    assert (passage["document"], passage["role"], passage["pinned"]) == (sha256(RAW), "main", False)
    assert all(len(box) == 5 and box[0] == 2 for box in passage["boxes"])
    assert second["status"] == "differs"
    assert second["differences"] == [{"record": "", "document": "housing"}]
    assert (third["status"], third["pages"], third["passages"]) == ("absent", None, [])
    (missing,) = told["not_extracted"]
    assert (missing["number"], missing["text"], missing["sure"]) == ("3", ASKED[2], True)


def test_what_agrees_is_told_as_no_more_than_the_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / f"{ID}.toml"
    both = [ASKED[0], f"{ASKED[1]} {ASKED[2]}"]
    path.write_text(with_entries(ID, [], both).replace('number = "1"', 'number = "4"'), encoding="utf-8")
    document("add", ID, "Overview report.pdf")
    capsys.readouterr()
    assert document("locate", ID) == 0
    told = capsys.readouterr().out
    assert "r001  4       p. 2          text as in the document, number differs: 1\n" in told
    assert "text as in the document, 2 recommendations there" in told
    assert document("list") == 0
    assert "0 located, 2 differing, 0 absent, 0 not extracted" in capsys.readouterr().out


def plan(*leads: str) -> bytes:
    """An action plan with the name of a body beside each text."""
    rows = [("No", "Recommendation", "Lead agency"), *zip("123", ASKED, leads, strict=True)]
    cells = [
        "".join(said(f"{'ABC'[at]}{row}", words) for at, words in enumerate(each)) for row, each in enumerate(rows, 1)
    ]
    return xlsx({"Plan": sheet(*cells)})


def test_an_addressee_is_named_where_it_differs_or_cannot_be_compared(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / f"{ID}.toml"
    cells = iter(("Exampleshire Police", "All agencies", "Domestic Abuse Board"))
    path.write_text(re.sub('addressed_to = "[^"]*"', lambda _: f'addressed_to = "{next(cells)}"', path.read_text()))
    put(root.parent / "plan.xlsx", plan("Exampleshire Police", "Domestic Abuse Hub", "Exampleton Trust"))
    document("add", ID, "plan.xlsx")
    assert document("locate", ID) == 0
    told = re.findall("((?:text )?as in the document.*)", capsys.readouterr().out)
    assert told == [
        "as in the document",
        "text as in the document, addressee not compared: Domestic Abuse Hub",
        "text as in the document, addressee not compared: Exampleton Trust",
    ]
    assert main(["check", str(root), "--select", "DHR810", "--output-format", "concise"]) == 0
    assert "the report addresses it to Domestic Abuse Hub, which cannot be compared" in capsys.readouterr().out


def test_where_the_plan_contradicts_the_report_is_named_also_from_the_cache(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = (ASKED[0].replace("each year", "each month"), *ASKED[1:])
    rows = [("No", "Recommendation"), *zip("123", texts, strict=True)]
    cells = [
        "".join(said(f"{'AB'[at]}{row}", cell) for at, cell in enumerate(each)) for row, each in enumerate(rows, 1)
    ]
    put(root.parent / "plan.xlsx", xlsx({"Plan": sheet(*cells)}))
    document("add", ID, "Overview report.pdf", "plan.xlsx")
    for _ in range(2):
        capsys.readouterr()
        assert document("locate", ID) == 0
        assert "text as in the document, printed otherwise in Plan!B2" in capsys.readouterr().out
        assert document("locate", ID, "--output-format", "json") == 0
        first = json.loads(capsys.readouterr().out)["recommendations"][0]
        assert first["printed_otherwise"] == [{"passage": 1, "here": "year", "there": "month"}]


OTHERS = (
    "The Board should publish a list of the refuges in its area and keep it up to date each quarter.",
    "Each housing association should ask every new tenant in private whether they feel safe at home.",
    "The Health Board should give each midwife an hour of supervision a month on what they saw at visits.",
)


def test_the_report_of_another_review_is_told_when_it_is_attached_and_listed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root.parent / "wrong.pdf", report(OTHERS))
    path = root / f"{ID}.toml"
    path.write_text(path.read_text().replace("\n[source]", 'wording = "verbatim"\n\n[source]'))
    told = "wrong.pdf holds none of the 3 recommendations, and makes 3 others: is it of this review?"
    assert document("add", ID, "wrong.pdf") == 0
    assert told in capsys.readouterr().err
    assert document("list") == 0
    listed = capsys.readouterr().out
    assert told in listed
    assert "0 not extracted" in listed
    assert document("locate", ID) == 0
    located = capsys.readouterr()
    assert told in located.err
    assert "not extracted" not in located.out
    assert located.out.count("not known, as the report seems to be another") == 3
    assert "in no document" not in located.out
    assert "0 located, 0 differing, 0 absent, 3 unknown" in listed
    assert document("add", ID, "Overview report.pdf") == 0
    assert "is it of this review" not in capsys.readouterr().err


def test_documents_are_listed_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    (root / f"{ID}.toml").write_text((root / f"{ID}.toml").read_text().replace("housing officers", "officers"))
    capsys.readouterr()
    assert document("list", "--output-format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert document("locate", ID, "--output-format", "json") == 0
    assert told.pop("documents") == json.loads(capsys.readouterr().out)["documents"]
    counts = {"located": 2, "differing": 1, "absent": 0, "unknown": 0, "not_extracted": 0, "perhaps": 0}
    assert told == {"record": ID, **counts}
    (root / f"{ID}.toml").write_text(with_entries(ID, []))
    assert document("list", root, "--output-format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_without_the_libraries_the_rest_is_listed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "b-2020.toml").write_text(with_entries("b-2020", [], [ASKED[0]]), encoding="utf-8")
    document("add", "b-2020", "Overview report.pdf")
    put(root.parent / "Other report.pdf", report(OTHERS))
    document("add", ID, "Other report.pdf")
    (root / ".dhrcurate" / "documents" / sha256(report(OTHERS))).unlink()
    (root / ".dhrcurate" / "documents" / f"{ID}.evidence").unlink()
    capsys.readouterr()

    def missing(*_: object) -> None:
        raise MissingLibraryError("pypdfium2")

    monkeypatch.setattr(Reader, "read", missing)
    assert document("list") == 0
    told = capsys.readouterr()
    assert "1 located, 0 differing, 0 absent, 2 not extracted" in told.out, "its text is cached"
    assert f"Other report.pdf  {sha256(report(OTHERS))[:12]}  2 pages  it was not read" in told.out
    assert "0 located, 0 differing, 0 absent, 3 unknown, 0 not extracted" in told.out
    assert told.err.count("pip install 'dhrcurate[documents]'") == 1


def test_texts_of_documents_are_masked_unless_they_are_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = "The Council should ask Mr Exampleby of the housing office to write down what he knows about referrals."
    put(root.parent / "named.pdf", report([ASKED[0], named, ASKED[2]]))
    own = named.replace("Mr Exampleby of", "an officer of")
    (root / f"{ID}.toml").write_text(with_entries(ID, [], [ASKED[0], own]), encoding="utf-8")
    document("add", ID, "named.pdf")
    (root / "b-2020.toml").write_text(with_entries("b-2020", [], [ASKED[0]]), encoding="utf-8")
    document("add", "b-2020", "named.pdf")
    capsys.readouterr()
    for form in ("text", "json"):
        for record_id in (ID, "b-2020"):
            assert document("locate", record_id, "--output-format", form) == 0
            told = capsys.readouterr().out
            assert "█" in told
            assert "Exampleby" not in told
            assert document("locate", record_id, "--output-format", form, "--reveal") == 0
            assert "Exampleby" in capsys.readouterr().out


def test_a_record_without_documents_and_a_register_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert document("locate", ID) == 2
    assert "it has no documents" in capsys.readouterr().err
    assert document("locate", "nowhere-2020") == 2
    (root / "agencies.toml").write_text("format = 1\n")
    assert document("add", "agencies", "Overview report.pdf") == 2
    assert "the register has no documents" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["Overview report.pdf", "--url", "https://example.org/a"], "about a single document"),
        (["--url", "file:///etc/passwd"], "the whole address"),
    ],
)
def test_an_address_is_of_one_document_and_of_the_web(
    root: Path, more: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document("add", ID, "Overview report.pdf", *more) == 2
    assert why in capsys.readouterr().err
    assert not attached(root)


def test_one_file_of_two_with_the_same_id_is_not_guessed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "dhrcurate.toml").touch()
    (root / "sub").mkdir()
    (root / "sub" / f"{ID}.toml").write_text(with_entries(ID, []), encoding="utf-8")
    assert document("add", root / "sub" / f"{ID}.toml", "Overview report.pdf") == 2
    assert "has this id too" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a\\u0000b.pdf", "loop.pdf"])
def test_names_and_links_that_a_repository_may_hold_do_not_stop_the_list(
    root: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert document("add", ID, "Overview report.pdf") == 0
    record = root / f"{ID}.toml"
    kept = attached(root)[0].file
    record.write_text(record.read_text("utf-8").replace(f"{kept}", f"documents/{name}"), encoding="utf-8")
    (root / "documents" / "loop.pdf").symlink_to("loop.pdf")
    capsys.readouterr()
    assert document("list", str(root)) in {0, 1}
    assert "Traceback" not in capsys.readouterr().err


def test_an_office_file_with_a_bomb_of_relations_is_refused_before_it_is_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb = Path("bomb.docx")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", f"<Relationships>{'<a/>' * 400_000}</Relationships>")
    assert document("add", ID, bomb) == 1
    assert "too large" in capsys.readouterr().err


@pytest.fixture
def cut_short(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in which a removal ended right after its event."""
    document("add", ID, "Overview report.pdf")
    document("locate", ID)

    def killed(*_: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(attaching, "_others", killed)
        with pytest.raises(Crash):
            main(["document", "remove", ID, "Overview report.pdf"])
    assert not attached(root)
    assert cached(root)
    return root


@pytest.mark.parametrize("named", ["Overview report.pdf", sha256(RAW)[:12]])
def test_a_removal_that_was_cut_short_is_finished_by_the_same_command(
    cut_short: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    trail = (cut_short / f"{ID}.trail.jsonl").read_bytes()
    assert document("remove", ID, named) == 0
    assert "what was left of Overview report.pdf" in capsys.readouterr().out
    assert not list((cut_short / "documents").iterdir())
    assert not cached(cut_short)
    assert not list((cut_short / ".dhrcurate" / "documents").glob("*.evidence"))
    assert (cut_short / f"{ID}.trail.jsonl").read_bytes() == trail
    assert document("remove", ID, named) == 2


def test_what_a_removal_left_is_listed_with_the_command_that_removes_it(
    cut_short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy,) = (cut_short / "documents").iterdir()
    for copied in (True, False):
        if not copied:
            copy.unlink()
        capsys.readouterr()
        document("list")
        said = capsys.readouterr().err
        assert (f"documents/{copy.name}" in said) is copied
        command = said.partition("`")[2].partition("`")[0].split()
        assert command[:3] == ["dhrcurate", "document", "remove"]
    assert main(command[1:]) == 0
    document("list")
    assert "left" not in capsys.readouterr().err
    assert not cached(cut_short)


def test_what_another_record_names_is_no_leftover(cut_short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy,) = (cut_short / "documents").iterdir()
    entry = f'sha256 = "{sha256(RAW)}"\nkind = "overview-report"\nname = "x.pdf"\nfile = "documents/{copy.name}"\n'
    added = f"\n[[documents]]\n{entry}added = 2024-01-01T00:00:00Z\n"
    (cut_short / "other-2020.toml").write_text(with_entries("other-2020", [added]))
    assert Library.open(cut_short).load("other-2020").record is not None
    capsys.readouterr()
    document("list")
    assert "any more" not in capsys.readouterr().err
    assert document("remove", ID, "Overview report.pdf") == 2
    assert copy.exists()
    assert sha256(RAW) in cached(cut_short)


def test_a_file_that_nobody_attached_is_never_removed(cut_short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(cut_short / "documents" / "mine.pdf", report(ASKED[:1]))
    document("list")
    assert "documents/mine.pdf: no record names this file" in capsys.readouterr().err
    assert document("remove", ID, "mine.pdf") == 2
    assert document("remove", ID, "Overview report.pdf") == 0
    assert [path.name for path in (cut_short / "documents").iterdir()] == ["mine.pdf"]


def test_a_copy_that_cannot_be_deleted_is_an_error_until_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document("add", ID, "Overview report.pdf")
    (copy,) = (root / "documents").iterdir()

    def denied(_: Operations, path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "unlink", lambda ops, path: denied(ops, path) if path == copy else path.unlink())
        for _ in range(2):
            assert document("remove", ID, "Overview report.pdf") == 1
            assert f"documents/{copy.name}: the file could not be deleted" in capsys.readouterr().err
    assert not attached(root)
    assert document("remove", ID, "Overview report.pdf") == 0
    assert not copy.exists()


def test_a_document_without_a_copy_that_will_not_be_found_again_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert document("add", ID, "Overview report.pdf", "--no-copy") == 0
    assert "it will not be found here again: no folder is named in which to look for it" in capsys.readouterr().err
    document("list")
    assert "its file is not here: no folder is named in which to look for it" in capsys.readouterr().out
    monkeypatch.setenv("DHRCURATE_DOCUMENTS", str(root.parent))
    document("list")
    assert "readable" in capsys.readouterr().out
    document("remove", ID, "Overview report.pdf")
    capsys.readouterr()
    assert document("add", ID, "Overview report.pdf", "--no-copy") == 0
    assert "will not be found" not in capsys.readouterr().err


def test_list_takes_the_library_as_the_other_commands_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    capsys.readouterr()
    assert document("list", "--library", str(root)) == 0
    assert "Overview report.pdf" in capsys.readouterr().out
    assert document("list", str(root), "--library", str(root)) == 2


def test_commands_in_messages_name_the_library_that_they_are_about(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = cut_short.rename(cut_short.with_name("my reviews"))
    document("list", library)
    command = shlex.split(capsys.readouterr().err.partition("`")[2].partition("`")[0])
    assert main(command[1:]) == 0
    assert "what was left of Overview report.pdf removed" in capsys.readouterr().out
    assert document("locate", ID, "--library", library) == 2
    told = capsys.readouterr().err
    assert f"`dhrcurate document add {ID} FILE --library 'my reviews'` attaches one" in told
    document("list", library)
    assert "`dhrcurate document add RECORD FILE --library 'my reviews'`" in capsys.readouterr().err
    monkeypatch.chdir(library)
    document("list", library)
    assert "`dhrcurate document add RECORD FILE --library .`" in capsys.readouterr().err


def test_an_export_names_the_library_of_the_command_that_reads(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    library = root.rename(root.with_name("elsewhere"))
    for file in (library / ".dhrcurate" / "documents").iterdir():
        file.unlink()
    main(["export", str(library), "--to", "-", "--format", "csv", "--status", "all"])
    assert f"`dhrcurate document locate {ID} --library elsewhere` reads them" in capsys.readouterr().err
    (copy,) = (library / "documents").iterdir()
    copy.unlink()
    main(["export", str(library), "--to", "-", "--format", "csv", "--status", "all"])
    told = capsys.readouterr().err
    assert "none of their files is here" in told
    assert "document locate" not in told


def test_an_export_says_of_which_records_no_document_was_read(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document("add", ID, "Overview report.pdf")
    capsys.readouterr()
    assert main(["export", str(root), "--status", "all", "--to", "-", "--format", "csv"]) == 0
    assert "nothing is written of its documents" not in capsys.readouterr().err
    for file in (root / ".dhrcurate" / "documents").iterdir():
        file.unlink()
    assert main(["export", str(root), "--status", "all", "--to", "-", "--format", "csv"]) == 0
    told = capsys.readouterr().err
    assert f"{ID}.toml: nothing is written of its documents, as none of them was read: `dhrcurate document" in told


def test_recommendations_are_located_in_the_order_of_their_numbers(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / f"{ID}.toml"
    text = path.read_text()
    for number, other in (("1", "10"), ("2", "9")):
        text = text.replace(f'number = "{number}"\n', f'number = "{other}"\n')
    path.write_text(text)
    document("add", ID, "Overview report.pdf")
    capsys.readouterr()
    document("locate", ID)
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if re.match(r"  r\d{3}", line)]
    assert [row[1] for row in rows] == ["3", "9", "10"]


def test_where_there_are_several_documents_it_is_said_which_one_a_page_is_of(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document("add", ID, "Overview report.pdf")
    put(root.parent / "letter.pdf", report(OTHERS, title="Letter to the family"))
    document("add", ID, "letter.pdf", "--kind", "letter")
    capsys.readouterr()
    document("locate", ID)
    assert "p. 2, overview report" in capsys.readouterr().out
