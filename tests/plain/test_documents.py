"""The report beside the record, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dhrcurate.cli import main
from documents_beside import ASKED, report
from plain_help import converse
from reports_beside import CODES, MARKERS, NAME, RECORD_ID, ROWS, TEXT, TRAINING, library_beside, read_report
from tui_help import on_disk


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library_beside(tmp_path / "records")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("1", "On p. 2, as in the report."),
        ("2", "On p. 2, differs in 2 places."),
        ("4", "On p. 3, same words."),
        ("5", "Not in the report."),
    ],
)
def test_where_and_how_the_report_prints_it_follows_its_number(root: Path, number: str, told: str) -> None:
    lines = converse(root, f"go {number}", "quit").lines
    at = max(i for i, line in enumerate(lines) if line.startswith(f"Number {number}, pending."))
    assert lines[at + 1] == told


def test_what_was_not_extracted_is_read_at_its_place_and_added(root: Path) -> None:
    talk = converse(root, "go 2", "j", "a", "quit")
    assert "Not extracted, p. 3, number 3. The report recommends it, and no recommendation holds it." in talk.lines
    assert f"  {MARKERS}" in talk.lines
    assert "Added 3 from p. 3, pending. Saved." in talk.text
    assert "Number 3, pending. 3 of 5." in talk.lines
    assert list(on_disk(root)) == ["r001", "r002", "r005", "r003", "r004"]
    assert list(on_disk(root)) != list(on_disk(_undone(root)))


def _undone(root: Path) -> Path:
    assert converse(root, "u", "quit").code == 0
    return root


def test_what_is_no_recommendation_is_passed_over_from_then_on(root: Path) -> None:
    talk = converse(root, "go 2", "j", "x it is told elsewhere", "k", "j", "quit")
    assert "Noted that it is no recommendation. Saved." in talk.text
    assert talk.text.count("Not extracted, p. 3") == 1
    assert "Not extracted" not in converse(root, "go 2", "j", "quit").text


def test_the_passage_is_read_with_the_words_that_differ(root: Path) -> None:
    talk = converse(root, "go 2", "v", "quit")
    assert (
        f"On p. 2, differs in 2 places. The document is {NAME}. v all reads it, and what stands around it."
        in talk.lines
    )
    assert "It has “one” where the report has “a shared”." in talk.lines
    assert "The report has “and review it every year” too, after “within six months”." in talk.lines
    talk = converse(root, "go 2", "v all", "quit")
    assert "[- -] stands only in the report, [+ +] only in the record." in talk.lines
    assert "agree [-a shared-] [+one+] form for referrals within six months [-and review it every year-]." in talk.text


def test_what_stands_around_the_passage_is_read_with_it(root: Path) -> None:
    lines = converse(root, "go 2", "v all", "quit").lines
    at = lines.index("Before it:")
    assert lines[at + 1 : at + 5] == ["  Recommendation 1", f"  {TRAINING}", "  Recommendation 2", "The passage:"]
    behind = lines.index("Behind it:")
    assert lines[behind + 1 : behind + 4] == ["  Recommendation 3", f"  {MARKERS}", "  Recommendation 4"]


def test_a_page_of_the_report_is_read_by_its_number(root: Path) -> None:
    talk = converse(root, "go 2", "page 3", "p", "quit")
    at = talk.lines.index("P. 3:")
    assert talk.lines[at + 1 : at + 5] == [
        "  Recommendation 3",
        f"  {MARKERS}",
        "  Recommendation 4",
        f"  {CODES}",
    ]
    assert "  9 Recommendations" in talk.lines[talk.lines.index("P. 2:") :], "without a number that of the passage"
    gone = converse(root, "go 2", "page 44", "a", "quit")
    assert "The report has no text on such a page." in gone.lines
    assert on_disk(root)["r002"]["status"] == "pending"
    assert gone.code == 1


def test_a_passage_that_does_not_differ_is_read_where_it_is_asked_for(root: Path) -> None:
    told, whole, asked = converse(root, "go 1", "v", "v all", "v some", "quit").text.split("Command: v")[1:]
    assert f"On p. 2, as in the report. The document is {NAME}. v all reads it, and what stands around it." in told
    assert TRAINING not in told
    assert whole.count(TRAINING) == 1
    assert "v alone tells how it stands in the source" in asked


@pytest.mark.parametrize("typed", ["p", "page 12"])
@pytest.mark.parametrize("place", ["go R1", "first"])
def test_without_a_document_there_is_no_page_and_the_review_goes_on(library: Path, place: str, typed: str) -> None:
    talk = converse(library, place, typed, "go R1", "a", "quit", typed=True)
    assert talk.lines.count("No document was attached to this record.") == 1
    assert "Accepted R1" in talk.text
    assert talk.code == 0


def test_the_report_and_the_page_take_turns(root: Path) -> None:
    (root / "sources").mkdir()
    (root / "sources" / "page.txt").write_text("\n".join(str(r["text"]) for r in ROWS), encoding="utf-8")
    library_beside(root, source={"publisher": "An invented publisher", "page": "sources/page.txt"})
    lines = [
        line.split(",")[0]
        for line in converse(root, "go 1", "v", "v", "v", "go 5", "v", "v", "quit").lines
        if "in the source page" in line or "The document is" in line or line == "Not in the report."
    ]
    assert lines == [
        "On p. 2",
        "Found in the source page",
        "On p. 2",
        "Not in the report.",
        "Found in the source page",
        "Not in the report.",
    ]


def test_a_report_that_was_not_read_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "key": f"r00{at}", "number": str(at), "text": text} for at, text in enumerate(ASKED, 1)]
    root = library_beside(tmp_path / "records", rows=rows, raw=report(), cached=False)
    (root / ".dhrcurate").mkdir()
    talk = converse(root, "go 2", "v", "quit")
    assert "Report not read yet. v reads it." in talk.lines
    assert "Reading the report; it may take a minute." in talk.lines
    assert "On p. 2, as in the report." in talk.text


def test_a_file_that_is_not_here_is_told(root: Path) -> None:
    (root / "documents" / "report.pdf").unlink()
    talk = converse(root, "go 2", "v", "quit")
    assert f"{NAME}: its file is not here." in talk.lines
    assert "differs" not in talk.text


def test_the_documents_are_named_with_the_record_and_its_details(root: Path) -> None:
    told = f"Document: {NAME}, overview report, 3 pages, readable."
    assert told in converse(root, "go record", "quit").lines
    assert told in converse(root, "go 1", "details", "quit").lines


def test_whom_the_passage_is_addressed_to_there_is_read_with_it(tmp_path: Path) -> None:
    text = TEXT.replace("# Recommendation 1", "# Recommendations for the Police\n# Recommendation 1")
    root = library_beside(tmp_path / "records", read=read_report(text))
    assert "There it is addressed to Police." in converse(root, "go 1", "v", "quit").text


def test_a_script_stops_where_the_report_cannot_be_read_out(root: Path) -> None:
    (root / "documents" / "report.pdf").unlink()
    talk = converse(root, "go 2", "v", "a", "quit")
    assert talk.code != 0
    assert on_disk(root)["r002"]["status"] == "pending"


def test_the_filter_asks_what_the_report_says(root: Path) -> None:
    assert "1 of the 4 recommendations of this record fit." in converse(root, "/ document:differs", "quit").lines
    assert "2 of the 4 recommendations of this record fit." in converse(root, "/ page:2", "quit").lines


def test_what_was_not_extracted_is_counted_and_gone_to_by_its_number(root: Path) -> None:
    lines = converse(root, "/ document:not-extracted", "quit").lines
    assert "0 of the 4 recommendations of this record fit." in lines
    assert "1 passage that was not extracted fits." in lines
    assert "Not extracted, p. 3, number 3." in converse(root, "go 3", "quit").text


def test_before_the_sign_off_it_is_told_what_the_report_contradicts(root: Path) -> None:
    library_beside(root, rows=[{**row, "status": "accepted"} for row in ROWS])
    asked = next(
        line for line in converse(root, "S", "no", "quit").lines if line.startswith("Sign Exampleton review off")
    )
    assert "The report has 1 text otherwise. 1 recommendation is in no document." in asked
    assert "1 recommendation of the report was not extracted. yes or no: no" in asked


def test_the_filter_says_where_nothing_is_known(root: Path) -> None:
    (root / "documents" / "report.pdf").unlink()
    talk = converse(root, "/ document:differs", "quit")
    assert "What a report says of this record is not known, as none was read." in talk.text


def test_findings_about_documents_can_be_waived_after_the_sign_off(root: Path) -> None:
    rows = [{**r, "status": "accepted"} for r in ROWS]
    library_beside(root, rows=rows, curation={"state": "signed-off", "by": "A. Curator"})
    talk = converse(root, "go 5", "w 1 a letter has it", "go 2", "j", "x narrative", "a", "quit")
    assert "Waived DHR801 not-in-document at number 5. Saved." in talk.text
    assert "Noted that it is no recommendation. Saved." in talk.text
    assert [r.get("waivers", [{}])[0].get("rule") for r in on_disk(root).values()][-1] == "DHR801"
    assert (root / f"{RECORD_ID}.toml").read_text("utf-8").count("DHR805") == 1


def test_an_edit_of_what_was_not_extracted_is_refused(root: Path) -> None:
    talk = converse(root, "go 2", "j", "e text Another", "quit")
    assert "This is a passage of the report that was not extracted: a adds it" in talk.text
    assert talk.code == 1


def test_an_undo_of_what_concerns_documents_is_read_in_words(root: Path) -> None:
    raw = report()
    other = root.parent / "Letter to the panel.pdf"
    other.write_bytes(raw)
    assert (
        main(["document", "add", RECORD_ID, str(other), "--library", str(root), "--kind", "letter", "--as", "A. C."])
        == 0
    )
    converse(root, "go 2", "j", "x it is told elsewhere", "quit")
    undone = converse(root, "u", "quit").text
    assert "it is told elsewhere" in undone
    removed = converse(root, "u", "quit", curator="A. C.").text
    assert "Undone: the document “Letter to the panel.pdf” is out of the record again." in removed
    assert not re.search(r"[0-9a-f]{20}", undone + removed)
