"""The report beside the record on the screen: where it prints each recommendation, and what was not extracted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.documents.model import Report
from dhrcurate.review.summaries import Beside
from dhrcurate.trail.log import read_events
from documents_beside import ASKED, put, report
from reports_beside import MARKERS, NAME, RAW, RECORD_ID, ROWS, TEXT, library_beside, read_report
from tui_help import Program, on_disk, write_record

Make = Callable[..., Program]
SIZE = (160, 40)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library_beside(tmp_path / "records")


def numbers(p: Program) -> list[str]:
    """The numbers of the rows, with a sign before those that are no recommendation."""
    return [f"{'+' if row.is_left_out else ''}{row.number}" for row in p.review.listing.rows if row.key]


def events(root: Path) -> list[str]:
    return [e.action for e in read_events((root / f"{RECORD_ID}.trail.jsonl").read_bytes(), "trail").events]


async def test_beside_the_number_stands_where_the_report_prints_it_and_how(root: Path, program: Make) -> None:
    p = program(root)
    told = []
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        for _ in range(5):
            told.append(p.review.text_view.text.split("\n")[0])
            await p.press(pilot, "j")
    assert [line.partition("  ·")[0] for line in told] == [
        "1  p. 2, as in the report",
        "2  p. 2, differs in 2 places",
        "3  ◆ not extracted, p. 3",
        "4  p. 3, same words",
        "5  not in the report",
    ]


async def test_the_library_tells_which_records_have_documents_and_how_they_stand(root: Path, program: Make) -> None:
    write_record(root, "northwick-2021", ROWS[:1], title="Northwick review")
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l")
        await p.settle(pilot)
        lines = p.text.split("\n")
        assert "1 document: 3 of 4 located, 1 differing, 1 not extracted" in lines[0]
        assert "▤ 3/4 ◆1" in next(line for line in lines if "Exampleton review" in line)
        assert "▤" not in next(line for line in lines if "Northwick review" in line)
        await p.press(pilot, "j")
        assert "document" not in p.text.split("\n")[0]


def test_a_report_that_a_record_was_imported_from_does_not_confirm_it_in_the_library() -> None:
    assert Beside(1, 4).agrees(4) is True
    assert Beside(1, 4, taken=4).agrees(4) is None
    assert Beside(1, 4, taken=4).in_words(4) == "1 document: 4 of 4 located, 4 taken from it"
    assert Beside(1, 4, differing=1, taken=4).agrees(4) is False


async def test_the_library_says_where_a_document_was_not_read(tmp_path: Path, program: Make) -> None:
    p = program(library_beside(tmp_path / "records", cached=False))
    (p.root / "documents" / "report.pdf").unlink()
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "l")
        await p.settle(pilot)
        assert "1 document: its file is" in p.text.split("\n")[0]
        assert "▤" in p.text.split("\n")[2]


async def test_a_wide_list_shows_the_pages(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=(200, 50)) as pilot:
        await p.settle(pilot)
        rows = [line[:52].rstrip(" ▏┃▲•■○") for line in p.text.split("\n")]
    assert any(row.endswith("≠ p. 2 ○2") for row in rows)
    assert any(row.endswith("not there") for row in rows)
    assert sum("p. 3" in row for row in rows) == 2


async def test_what_was_not_extracted_does_not_count(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j")
        assert "0 of 4 decided  1 not extracted" in p.text
        assert "3 of 4" not in p.text  # the cursor is on no recommendation
        await p.press(pilot, "j")
        assert "3 of 4 · 0 of 4 decided" in p.text
        await p.press(pilot, "m", "ctrl+a")
        assert {key for _, key in p.review.marked} == {"r001", "r002", "r003", "r004"}


async def test_a_long_title_makes_room_for_the_counts(root: Path, program: Make) -> None:
    title = "Domestic Homicide Review into the death of a woman in Exampleton in the spring of 2021"
    library_beside(root, review={"title": title, "csp": "Exampleton", "published": "2023-06", "wording": "verbatim"})
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "j")
        head = p.text.split("\n")[0]
        assert "2 of 4 · 0 of 4 decided  1 not extracted" in head
        assert head.strip().startswith("Domestic Homic")


async def test_what_was_not_extracted_is_added_in_its_place_by_one_event(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        assert numbers(p) == ["1", "2", "+3", "4", "5"]
        await p.press(pilot, "j", "j", "a")
        assert numbers(p) == ["1", "2", "3", "4", "5"]
        assert p.review.key == "r005"
        assert "Added 3 from p. 3, pending." in p.said
        added = on_disk(root)
        assert list(added) == ["r001", "r002", "r005", "r003", "r004"]
        assert (added["r005"]["text"], added["r005"]["status"]) == (MARKERS, "pending")
        assert p.review.text_view.text.startswith("3  p. 3, as in the report")
        assert events(root)[-1:] == ["fix"]
        await p.press(pilot, "u")
        assert numbers(p) == ["1", "2", "+3", "4", "5"]
        assert list(on_disk(root)) == ["r001", "r002", "r003", "r004"]


async def test_adding_twice_as_fast_as_it_is_looked_for_again_adds_once(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j")
        await pilot.press("a", "a")  # the second one accepts what the first one added
        await p.settle(pilot)
        assert {key: r["status"] for key, r in on_disk(root).items()}["r005"] == "accepted"
        assert len(on_disk(root)) == 5


async def test_what_is_no_recommendation_is_waived_with_a_reason_and_remembered(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j", "x")
        await p.type(pilot, "told elsewhere")
        await p.press(pilot, "enter")
        assert numbers(p) == ["1", "2", "4", "5"]
        (waiver,) = p.review.state.data["waivers"]
        assert (waiver["rule"], waiver["reason"], waiver["by"]) == ("DHR805", "told elsewhere", "A. Curator")
        assert waiver["about"].startswith("sha256:")
    again = program(root)
    async with again.app.run_test(size=SIZE) as pilot:
        await again.settle(pilot)
        assert numbers(again) == ["1", "2", "4", "5"]
        await again.press(pilot, "home", "W")
        assert numbers(again) == ["1", "2", "+3", "4", "5"]


async def test_its_finding_can_be_fixed_and_waived_at_its_row(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j")
        assert [f.rule for f in p.review.findings] == ["DHR805"]
        await p.press(pilot, "f", "enter")
        assert on_disk(root)["r005"]["text"] == MARKERS
        await p.press(pilot, "u")
        await p.press(pilot, "w")
        await p.type(pilot, "not ours")
        await p.press(pilot, "enter")
        assert numbers(p) == ["1", "2", "4", "5"]


async def test_the_next_finding_and_the_next_undecided_visit_it(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "tab")
        assert p.review.key.startswith("sha256:")
        await p.press(pilot, "k")
        for _ in range(len(p.review.findings)):
            await p.press(pilot, "n")
        assert p.review.key.startswith("sha256:")


async def test_other_keys_say_what_it_is(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j")
        for key in ("e", "J", "T", "delete"):
            p.app.said.clear()
            await p.press(pilot, key)
            assert (
                p.said == "This is a passage of the report that was not extracted: a adds it, x says that it is none."
            )
        await p.press(pilot, "m", "h", "escape")
        assert not p.review.marked
        assert list(on_disk(root)) == ["r001", "r002", "r003", "r004"]


async def test_a_doubtful_one_is_shown_as_that_and_is_no_finding(
    root: Path, program: Make, doubtful: Callable[[], None]
) -> None:
    doubtful()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j")
        assert p.review.text_view.text.startswith("3  ◇ perhaps not extracted, p. 3")
        assert p.review.findings == []
        assert "not extracted" not in p.text.split("\n")[0]
        await p.press(pilot, "k", "tab")
        assert p.review.key == "r003"
        await p.press(pilot, "k", "a")
        assert on_disk(root)["r005"]["text"] == MARKERS
        await p.press(pilot, "u")


async def test_a_doubtful_one_that_is_none_is_remembered_and_its_waiver_is_not_unused(
    root: Path, program: Make, doubtful: Callable[[], None]
) -> None:
    doubtful()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j", "x")
        await p.type(pilot, "narrative")
        await p.press(pilot, "enter")
        assert numbers(p) == ["1", "2", "4", "5"]
        assert "DHR604" not in {f.rule for f in p.review.state.findings or ()}


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes what was not extracted doubtful, as a report may print what only perhaps is a recommendation."""
    from dataclasses import replace

    from dhrcurate.review.document_texts import DocumentTexts

    def make() -> None:
        found = DocumentTexts.beside

        def beside(texts: DocumentTexts, *given: object, **more: object) -> object:
            made = found(texts, *given, **more)  # type: ignore[arg-type]  # as it is called
            if made is None:
                return None
            passages = tuple(replace(one, sure=False) for one in made.evidence.not_extracted)
            return replace(made, evidence=replace(made.evidence, not_extracted=passages))

        monkeypatch.setattr(DocumentTexts, "beside", beside)

    return make


# The report beside the text


async def test_the_report_opens_at_the_passage_with_differences_in_both(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "v")
        shown = p.review.source_view.text
        assert "▲ p. 2, differs in 2 places: ‹only in the report› ⟦only in the record⟧" in shown
        assert "should agree ‹a shared› ⟦one⟧ form for referrals within six months ‹and review it every year›" in shown
        assert "── p. 2" in shown
        assert "── p. 3" in shown
        assert [p.review.rec["text"][a:b] for a, b in p.review.source_pane.differing["text"]] == ["one"]  # type: ignore[index]
        await p.press(pilot, "j")
        assert "◆ not extracted, p. 3" in p.review.source_view.text
        assert p.review.source_pane.differing == {}
        await p.press(pilot, "j", "j")
        assert "■ not in the report" in p.review.source_view.text
        await p.press(pilot, "escape")
        assert not p.review.source_pane.is_open


async def test_the_report_and_the_page_take_turns(root: Path, program: Make) -> None:
    (root / "sources").mkdir()
    page = "\n\n".join(str(r["text"]) for r in ROWS)
    (root / "sources" / "page.txt").write_text(f"What was extracted\n\n{page}\n", encoding="utf-8")
    library_beside(root, source={"publisher": "An invented publisher", "page": "sources/page.txt"})
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        shown = []
        for keys in (("j", "v"), ("v",), ("v",), ("escape", "j", "j", "j", "v")):
            await p.press(pilot, *keys)
            shown.append("page" if "as in the source" in p.review.source_view.text else "report")
    assert shown == ["report", "page", "report", "page"]  # the last one is in no report


async def test_without_a_page_the_same_key_opens_and_closes(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "v")
        assert p.review.source_pane.is_open
        await p.press(pilot, "v")
        assert not p.review.source_pane.is_open


async def test_an_edit_is_compared_with_the_report_at_once(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "v")
        at = next(i for i, f in enumerate(p.review.findings) if f.rule == "DHR802")
        p.review.focus_finding(at)
        await p.press(pilot, "f", "enter")
        assert on_disk(root)["r002"]["text"].endswith("and review it every year.")
        assert p.review.text_view.text.startswith("2  p. 2, as in the report")
        assert "✓ p. 2, as in the report" in p.review.source_view.text


async def test_a_hostile_report_breaks_nothing(tmp_path: Path, program: Make) -> None:
    hostile = TEXT.replace("families at risk", "[bold]families[/bold] \x1b[31m\u202eat risk")
    root = library_beside(tmp_path / "records", read=read_report(hostile))
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "j", "j", "v")
        assert "[bold]families[/bold]" in p.text
        assert "\x1b" not in p.review.source_view.text + p.review.text_view.text
        assert "\u202e" not in p.review.source_view.text + p.review.text_view.text


# Reading


async def test_a_report_is_read_beside_the_interface_and_the_row_is_painted_again(
    tmp_path: Path, program: Make
) -> None:
    rows = [{**ROWS[0], "key": f"r00{at}", "number": str(at), "text": text} for at, text in enumerate(ASKED, 1)]
    root = library_beside(tmp_path / "records", rows=rows, raw=report(), cached=False)
    (root / ".dhrcurate").mkdir()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            await p.settle(pilot)
        assert p.review.text_view.text.startswith("1  p. 2, as in the report")
        await p.press(pilot, "v")
        assert "✓ p. 2, as in the report" in p.review.source_view.text


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"%PDF-1.7 nothing more", "report cannot be read"), (report(())[:300], "report cannot be read")],
)
async def test_a_report_that_cannot_be_read_is_tried_once_and_told(
    tmp_path: Path, program: Make, raw: bytes, told: str
) -> None:
    root = library_beside(tmp_path / "records", raw=raw, cached=False)
    (root / ".dhrcurate").mkdir()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            await p.settle(pilot)
        assert told in p.review.text_view.text.split("\n")[0]
        await p.press(pilot, "home")
        assert "DHR808" in {f.rule for f in p.review.findings}
        await p.press(pilot, "j", "v")
        assert NAME in p.review.source_view.text
        assert "damaged" in p.review.source_view.text


async def test_missing_libraries_are_told_once(tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from dhrcurate.documents.process import MissingLibraryError, Reader

    def read(_reader: Reader, _data: bytes, _name: str) -> Report:
        raise MissingLibraryError("pypdfium2")

    monkeypatch.setattr(Reader, "read", read)
    root = library_beside(tmp_path / "records", cached=False)
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        for _ in range(3):
            await p.settle(pilot)
        await p.press(pilot, "a", "u")
        assert p.text.count("0 of 4 decided")
        assert p.review.text_view.text.startswith("1  report not read  ·")
        await p.press(pilot, "v")
        assert "what reads documents is not installed" in p.review.source_view.text
    assert p.said.count("pip install 'dhrcurate[documents]'") == 1


async def test_a_file_that_is_not_here_changes_nothing(root: Path, program: Make) -> None:
    (root / "documents" / "report.pdf").unlink()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        assert numbers(p) == ["1", "2", "4", "5"]
        assert p.review.text_view.text.startswith("1  report not here  · pending")
        await p.press(pilot, "v")
        assert "its file is not here" in p.review.source_view.text
        put(root / "documents" / "report.pdf", RAW)
        await p.press(pilot, "ctrl+l")
        assert p.review.text_view.text.startswith("1  p. 2, as in the report")


async def test_a_file_that_another_program_put_back_is_seen(root: Path, program: Make) -> None:
    file = root / "documents" / "report.pdf"
    file.unlink()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        p.app._look_at_disk()
        put(file, RAW)
        p.app._look_at_disk()
        await p.settle(pilot)
        assert p.review.text_view.text.startswith("1  p. 2, as in the report")
        file.unlink()
        p.app._look_at_disk()
        await p.settle(pilot)
        assert p.review.text_view.text.startswith("1  report not here")


# The filter


FITS = {
    "document:differs": ["2"],
    "document:absent": ["5"],
    "document:exact OR document:same-words": ["1", "4"],
    "-document:exact": ["2", "+3", "4", "5"],
    "document:not-extracted": ["+3"],
    "page:2": ["1", "2"],
    "page:3..9": ["+3", "4"],
    "-page:2": ["+3", "4", "5"],
    "warning markers": ["+3"],
    "number:3": ["+3"],
    "status:pending": ["1", "2", "4", "5"],
}


async def test_the_filter_asks_what_the_report_says(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        for words, fits in FITS.items():
            await pilot.press("slash", "ctrl+u")
            await p.type(pilot, words)
            await p.press(pilot, "enter")
            assert numbers(p) == fits, words


async def test_what_was_not_extracted_is_listed_in_the_whole_library_and_counts_for_none(
    root: Path, program: Make
) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t")
        assert numbers(p) == ["1", "2", "+3", "4", "5"]
        await p.press(pilot, "j", "j")
        assert p.review.text_view.text.startswith("3  ◆ not extracted, p. 3")
        assert "4 undecided here" in p.text
        await p.press(pilot, "j")
        assert "3 of 4" in p.text
        await p.press(pilot, "k", "a")
        assert list(on_disk(root)) == ["r001", "r002", "r005", "r003", "r004"]
        assert numbers(p) == ["1", "2", "3", "4", "5"]


async def test_the_filter_says_where_nothing_is_known(root: Path, program: Make) -> None:
    (root / "documents" / "report.pdf").unlink()
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        await pilot.press("slash")
        await p.type(pilot, "-document:exact")
        await p.press(pilot, "enter")
        assert numbers(p) == []
        assert "what a report says of this record is not known" in p.review.text_view.text


async def test_the_filter_of_the_whole_library_knows_records_that_were_not_opened(root: Path, program: Make) -> None:
    from tui_help import write_record

    write_record(root, "aldham-2020", [{"key": "r001", "number": "1", "text": "Another.", "addressed_to": "Nobody"}])
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        assert p.review.record_id == "aldham-2020"
        await p.press(pilot, "t", "slash")
        await p.type(pilot, "document:differs")
        await p.press(pilot, "enter")
        assert numbers(p) == ["2"]
        await p.press(pilot, "slash")
        await pilot.press("ctrl+u")
        await p.type(pilot, "page:3")
        await p.press(pilot, "enter")
        assert numbers(p) == ["+3", "4"]


# Signed off


async def test_findings_about_documents_can_be_waived_after_the_sign_off(root: Path, program: Make) -> None:
    rows = [{**r, "status": "accepted"} for r in ROWS]
    curation = {"state": "signed-off", "by": "A. Curator"}
    library_beside(root, rows=rows, curation=curation)
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "home")
        (told,) = (f for f in p.review.findings if f.rule == "DHR609")
        assert "not-extracted" in told.message
        await p.press(pilot, "j", "j", "j", "a")
        assert "signed off" in p.said
        assert len(on_disk(root)) == 4
        await p.press(pilot, "x")
        await p.type(pilot, "narrative")
        await p.press(pilot, "enter")
        assert numbers(p) == ["1", "2", "4", "5"]
        await p.press(pilot, "j", "j")
        assert [f.rule for f in p.review.findings][:1] == ["DHR801"]
        await p.press(pilot, "w")
        await p.type(pilot, "a letter has it")
        await p.press(pilot, "enter")
        assert [f.rule for f in p.review.findings if f.rule == "DHR801"] == []
        assert p.review.state.signed_off
        await p.press(pilot, "W")
        assert [f.rule for f in p.review.findings][:1] == ["DHR801"]


# The system's viewer


async def test_the_file_opens_at_the_page_in_the_systems_viewer(
    root: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, int]] = []

    def open_file(path: Path, page: int) -> tuple[str, bool]:
        opened.append((path, page))
        return "Opened it.", False

    monkeypatch.setattr("dhrcurate.tui.external_viewer.open_file", open_file)
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)  # before the report is compared its page is not known
        await p.press(pilot, "V")
        await p.press(pilot, "j", "j", "V")
        before = p.text
        assert "Opened it." in p.said
        assert before
    assert opened == [(root / "documents" / "report.pdf", 2), (root / "documents" / "report.pdf", 3)]


@pytest.mark.parametrize("how", ["changed", "link", "gone"])
async def test_no_other_file_is_given_to_the_viewer(
    root: Path, program: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    file = root / "documents" / "report.pdf"
    other = tmp_path / "other.pdf"
    other.write_bytes(file.read_bytes())
    if how == "changed":
        file.write_bytes(b"%PDF-1.7 another one")
    else:
        file.unlink()
    if how == "link":
        file.symlink_to(other)
    opened: list[Path] = []

    def open_file(path: Path, _page: int) -> tuple[str, bool]:
        opened.append(path)
        return "Opened it.", False

    monkeypatch.setattr("dhrcurate.tui.external_viewer.open_file", open_file)
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "V")
        assert opened == []
        assert f"{NAME}: " in p.said
        assert p.review.text_view.text


async def test_in_a_browser_the_file_is_given_to_the_browser(
    root: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[Path, str]] = []
    p = program(root)
    monkeypatch.setattr(type(p.app), "is_web", True)
    monkeypatch.setattr(p.app, "deliver_binary", lambda path, *, open_method: given.append((path, open_method)))
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        await pilot.press("j", "V")
        for _ in range(2):
            await pilot.pause()
        await p.settle(pilot)
    assert given == [(root / "documents" / "report.pdf", "browser")]
    assert "report.pdf was given to the browser; it is on p. 2." in p.said


async def test_the_text_of_the_report_is_at_hand_before_it_is_asked_for(root: Path, program: Make) -> None:
    p = program(root)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.settle(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "as in the report" in p.review.source_view.text


async def test_without_a_document_there_is_nothing_to_open(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=SIZE) as pilot:
        await p.press(pilot, "V")
        assert "No document was attached to this record." in p.said
