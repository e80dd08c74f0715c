"""Moving in the report beside the text: by the page, to a page, and what stays in sight of the passage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.domain.evidence import Addressing, Compared, DocumentFacts, Evidence, Located, Passage, Role, Status
from dhrcurate.domain.printed_place import about
from dhrcurate.review.beside import Beside, left_out_told, looked_for
from dhrcurate.review.paper import Shown
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.source_pane import mark_of
from dhrcurate.tui.widgets.document_view import DocumentShown, Mark, document_blocks
from documents_beside import ASKED, put, report
from reports_beside import NAME, RAW, ROWS, TRAINING, library_beside, read_report
from tui_help import RECORD, Program, write_record

Make = Callable[..., Program]
NARROW = (80, 24)

CHAPTERS = "\n---\n".join(
    f"# Chapter {at}\n" + "\n".join(f"Paragraph {at}.{n} of it." for n in range(1, 31)) for at in range(2, 9)
)
LONG = " ".join(f"The panel asks for part {n} of the training." for n in range(1, 41))
REPORT = f"""
# Exampleton Domestic Homicide Review: Overview Report
The review was written by an independent author.
---
{CHAPTERS}
---
# 9 Recommendations
# Recommendations for the Safer Exampleton Partnership
They are to be answered within a year.
An action plan is to be sent.
Its progress is told to the board.
# Recommendation 1
{TRAINING}
# Recommendation 2
{LONG}
---
# Afterword
The last words of the report.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    rows = [ROWS[0], {**ROWS[0], "key": "r002", "number": "2", "text": LONG}]
    return library_beside(tmp_path / "records", rows=rows, read=read_report(REPORT, labels=("i", "ii", "1", "2")))


async def test_the_report_is_scrolled_by_keys_from_its_beginning_to_its_end(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "v")
        assert "\n ✓ sheet 9, as in the report" in p.text
        for _ in range(40):
            if "This is the end of it." in p.said:
                break
            await p.press(pilot, "greater_than_sign")
        assert "The last words of the report." in p.text
        assert "This is the end of it." in p.said
        seen = ""
        for _ in range(80):
            if "This is the beginning of it." in p.said:
                break
            await p.press(pilot, "less_than_sign")
            seen += p.text
        assert "Exampleton Domestic Homicide Review" in p.text
        assert "This is the beginning of it." in p.said
        missing = [f"{at}.{n} " for at in range(2, 9) for n in range(1, 31) if f"Paragraph {at}.{n} " not in seen]
        assert missing == []
        assert p.review.key == "r001"


async def test_a_page_is_turned_to_by_what_is_printed_on_it_or_by_the_sheet(root: Path, program: Make) -> None:
    p = program(root)
    seen = []
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "v")
        for called in ("ii", "2", "7"):
            await p.press(pilot, "p")
            await p.type(pilot, called)
            await p.press(pilot, "enter")
            seen.append(next(line.strip("▏ ") for line in p.text.split("\n") if line.strip("▏ ").startswith("── ")))
        await p.press(pilot, "p")
        await p.type(pilot, "77")
        await p.press(pilot, "enter")
        assert "The report has no text on such a page." in p.text
        await p.press(pilot, "escape", "j", "k")
        assert "\n ✓ sheet 9, as in the report" in p.text  # another recommendation is shown at its own place again
    assert [one.rstrip("▁▂▃▄▅▆▇█ ") for one in seen] == ["── p. ii (sheet 2)", "── p. 2 (sheet 4)", "── sheet 7"]


async def test_reading_on_goes_through_the_text_and_the_passage_before_it_goes_on(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "v", "j")
        for _ in range(20):
            if "part 40 of the training." in p.text and not p.review.source_view.passage_goes_on:
                break
            await p.press(pilot, "space")
        assert (p.review.key, p.review.source_view.passage_goes_on) == ("r002", False)
        for _ in range(9):
            await p.press(pilot, "pageup")
        assert "✓ sheet 9, as in the report" in p.text
        assert "The panel asks for part 1 of" in p.text


async def test_heading_and_finding_are_in_sight_of_the_passage_in_a_small_window(root: Path, program: Make) -> None:
    (root / "dhrcurate.toml").write_text('[check.severity]\nDHR204 = "warning"\n')  # else it is counted, not listed
    p = program(root)
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "v")
        shown = p.text
        assert p.review.findings
        assert str(p.review.findings[0].message)[:40] in shown
        assert "Recommendations for the Safer Exampleton Partnership" in shown
        assert "> < report" in shown.split("\n")[-1]
        await p.press(pilot, "escape")
        assert "> < report" not in p.text


async def test_without_a_report_the_keys_say_what_to_do(tmp_path: Path, program: Make) -> None:
    write_record(tmp_path / "records", "exampleton-2023-06", RECORD)
    p = program(tmp_path / "records")
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "p", "greater_than_sign")
    assert "No document was attached to this record." in p.said
    assert "Nothing is shown beside the text: v shows it." in p.said


async def test_the_foot_names_pages_to_go_to_only_beside_a_document(tmp_path: Path, program: Make) -> None:
    root = library_beside(tmp_path / "records", source={"page": "sources/page.txt"})
    (root / "sources").mkdir()
    (root / "sources" / "page.txt").write_text("What was extracted\n", encoding="utf-8")
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.settle(pilot)
        feet = []
        for _ in range(2):
            await p.press(pilot, "v")
            feet.append((p.review.source_view.text, p.text.split("\n")[-1]))
    (document, beside), (page, without) = feet
    assert "What was extracted" not in document
    assert "> < report  p page" in beside
    assert "What was extracted" in page
    assert "> < source" in without
    assert "p page" not in without


async def test_at_the_record_itself_nothing_is_told_as_not_found(tmp_path: Path, program: Make) -> None:
    root = library_beside(
        tmp_path / "records", source={"publisher": "An invented publisher", "page": "sources/page.txt"}
    )
    (root / "sources").mkdir()
    (root / "sources" / "page.txt").write_text("What was extracted\n", encoding="utf-8")
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.press(pilot, "home", "v")
        page = p.review.source_view.text
        await p.press(pilot, "v")
        document = p.review.source_view.text
    assert page.startswith("The source page\n")
    assert NAME in document.split("\n")[:2]
    assert "not found" not in page + document


async def test_while_the_rules_look_no_fix_is_said_to_be_missing(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=NARROW) as pilot:
        await p.settle(pilot)
        p.review.state.findings = None
        await pilot.press("f")
        assert list(p.app.said)[-1] == "The rules are still looking at it."


async def test_a_notice_about_an_undone_attachment_goes_with_its_redo(root: Path, program: Make) -> None:
    from dhrcurate.curation.documents.attaching import attach
    from dhrcurate.curation.documents.given import looked_at, read_given
    from dhrcurate.curation.documents.opening import Shelf
    from dhrcurate.curation.library import Library
    from dhrcurate.curation.saving.session import Session

    letter = root.parent / "Letter.docx"
    letter.write_bytes(b"PK\x03\x04 an invented letter")
    library = Library.open(root)
    with Shelf(library.folder) as shelf:
        given = looked_at(letter, read_given(letter), shelf.texts, "letter")
        attach(Session(library, "A. Curator"), shelf, "exampleton-2023-06", given, url=None, copy=True)
    p = program(root)
    async with p.app.run_test(size=NARROW) as pilot:
        await p.press(pilot, "u")
        assert any("its file stays" in one.message for one in p.app._notifications)
        await p.press(pilot, "ctrl+r")
        assert not any("its file stays" in one.message for one in p.app._notifications)


# Attaching


async def test_a_document_is_attached_from_the_palette_and_compared(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a short path is enough
    rows = [{**ROWS[0], "key": f"r00{at}", "number": str(at), "text": text} for at, text in enumerate(ASKED, 1)]
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", rows)
    (root / ".dhrcurate").mkdir()
    file = put(tmp_path / "Overview report.pdf", report())
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.press(pilot, "home")
        assert "none; ctrl+p “Attach a document” adds one" in p.review.text_view.text
        await p.press(pilot, "ctrl+p")
        await p.type(pilot, "document")
        await p.press(pilot, "enter")
        await p.type(pilot, "../" + tmp_path.name)
        await p.press(pilot, "enter")
        assert "That is a folder; one file at a time." in p.text
        await p.type(pilot, f"/{file.name}")
        await p.press(pilot, "enter")
        for _ in range(3):
            await p.settle(pilot)
        assert "Saved: attach Overview report.pdf as overview report." in p.said
        assert "Overview report.pdf  overview report, 2 pages, readable" in p.review.text_view.text
        await p.press(pilot, "j")
        assert p.review.text_view.text.startswith("1  p. 2, as in the report")
        await p.press(pilot, "u")
        assert "documents" not in p.review.state.data or not p.review.state.data["documents"]


async def test_what_is_no_document_is_refused_and_what_is_attached_already_too(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = library_beside(tmp_path / "records")
    put(tmp_path / "notes.pdf", b"only words")
    put(tmp_path / "again.pdf", RAW)
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        p.review.perform("attach-document")
        await p.settle(pilot)
        await p.type(pilot, "notes.pdf")
        await p.press(pilot, "enter")
        assert "notes.pdf: its first bytes are not those of a PDF file." in p.text
        await p.press(pilot, *["backspace"] * len("notes.pdf"))
        await p.type(pilot, "again.pdf")
        await p.press(pilot, "enter")
        await p.settle(pilot)
        assert len(p.review.state.data["documents"]) == 1
    assert "Saved: attach" not in p.said
    assert "again.pdf is attached to this record already." in p.said


async def test_the_record_says_what_is_wrong_with_its_documents(tmp_path: Path, program: Make) -> None:
    root = library_beside(tmp_path / "records")
    put(root / "documents" / "report.pdf", b"%PDF-1.7 other bytes")
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.press(pilot, "home")
        await p.settle(pilot)
        assert "overview report, 3 pages, it holds other bytes than the record states" in p.review.text_view.text
        (root / "documents" / "report.pdf").unlink()
        await p.press(pilot, "ctrl+l")
        assert "overview report, 3 pages, its file is not here" in p.review.text_view.text


def printed(text: str = "The passage.", **more: Any) -> Passage:
    return Passage("d" * 64, text, (2,), ("2",), **{"number": "1", **more})


SAME = Addressing(Compared.SAME, ("The Council",))


@pytest.mark.parametrize(
    ("located", "addressing", "told", "mark"),
    [
        (Located("r001", Status.EXACT, (printed(),)), SAME, "p. 2, as in the report", "✓"),
        (Located("r001", Status.SAME_WORDS, (printed(),)), SAME, "p. 2, same words", "✓"),
        (
            Located("r001", Status.EXACT, (printed(),)),
            Addressing(Compared.DIFFERS, ("The Council",)),
            "p. 2, text as in the report, addressee differs: The Council",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (printed(number="R6"),)),
            SAME,
            "p. 2, text as in the report, number differs: R6",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (printed(),)),
            Addressing(Compared.DIFFERS, ("The Trust",), also=("The Council",)),
            "p. 2, text as in the report, also The Council, whom the report does not name",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (printed(), printed("Another.", role=Role.SECOND))),
            SAME,
            "p. 2, text as in the report, 2 recommendations there",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (printed(),)),
            Addressing(Compared.NOT_COMPARED, ("The Hub",)),
            "p. 2, text as in the report, addressee not compared: The Hub",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (printed(),)),
            Addressing(Compared.SAME, ("The Council",), cell=True),
            "p. 2, text as in the report, cell differs: The Council",
            "▲",
        ),
        (
            Located("r001", Status.EXACT, (replace(printed(), pages=(), place="What differs, extracted!B7"),)),
            SAME,
            "What differs, extracted!B7, as in the report",
            "✓",
        ),
    ],
)
def test_a_check_mark_stands_beside_no_contradiction(
    located: Located, addressing: Addressing, told: str, mark: str
) -> None:
    state = compared_with(Evidence((READ,), (located,)))
    state.addressings = {"r001": addressing}
    assert state.stands("r001") == told
    assert verdict(told, mark_of(state, "r001")) == f"{mark} {told}"


@pytest.mark.parametrize(
    ("sure", "told", "mark"), [(True, "not extracted, p. 2", "◆"), (False, "perhaps not extracted, p. 2", "◇")]
)
def test_what_was_not_extracted_has_a_mark_of_its_own(sure: bool, told: str, mark: str) -> None:
    passage = printed(sure=sure, digest="e" * 64)
    state = compared_with(Evidence((READ,), (), (passage,)))
    assert left_out_told(passage, state.evidence) == told
    assert verdict(told, mark_of(state, about(passage))) == f"{mark} {told}"


READ = DocumentFacts("d" * 64, "overview-report", "Report.pdf", pages=9)


def compared_with(evidence: Evidence) -> RecordState:
    row = {"key": "r001", "number": "1", "text": "The passage.", "status": "pending"}
    state = RecordState("exampleton", {"documents": [{"sha256": "d" * 64}], "recommendations": [row]})
    state.took(Beside(evidence, looked_for(state.data)))
    return state


def verdict(told: str, mark: Mark) -> str:
    part = Shown("The passage.", passage=((0, 12),))
    first = next(iter(document_blocks(DocumentShown("Report.pdf", part, told, found=True, mark=mark))))
    return first.content.plain


async def test_the_report_of_another_review_is_told_when_it_is_attached(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "records"
    other = (
        "Landlords publish a list of the refuges in their area, once a quarter.",
        "Each school talks with its pupils about what a friend may need, twice a year.",
        "A lawyer is paid for whoever asks for an order, from the first day on.",
    )
    rows = [{**ROWS[0], "key": f"r00{at}", "number": str(at), "text": text} for at, text in enumerate(other, 1)]
    review = {"title": "Exampleton review", "csp": "Exampleton", "published": "2023-06", "wording": "verbatim"}
    write_record(root, "exampleton-2023-06", rows, review=review)
    (root / ".dhrcurate").mkdir()
    file = put(tmp_path / "Wrong.pdf", report())
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        await p.press(pilot, "ctrl+p")
        await p.type(pilot, "attach")
        await p.press(pilot, "enter")
        await p.type(pilot, str(file))
        await p.press(pilot, "enter")
        for _ in range(3):
            await p.settle(pilot)
        told = "Wrong.pdf holds none of the 3 recommendations, and makes 3 others: is it of this review?"
        assert told in p.said


async def test_a_document_is_removed_from_the_palette_once_that_was_answered(tmp_path: Path, program: Make) -> None:
    root = library_beside(tmp_path / "records")
    p = program(root)
    async with p.app.run_test(size=(160, 40)) as pilot:
        for answer in ("enter", "y"):
            await p.press(pilot, "ctrl+p")
            await p.type(pilot, "remove a document")
            await p.press(pilot, "enter")
            assert f"Remove {NAME}?" in p.text
            assert p.review.state.data["documents"]
            await p.press(pilot, answer)
            await p.settle(pilot)
        assert not p.review.state.data.get("documents")
        assert not (root / "documents" / "report.pdf").exists()
        assert f"Saved: remove {NAME}." in p.said
