"""`dhrcurate import --update EXPORT`: an export that was edited elsewhere comes back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff, structure
from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from exports import bytes_of, library, review, rows_in, saved

Captured = pytest.CaptureFixture[str]

TEXTS = (
    "The council should write to every tenant who has missed two visits.",
    "The force should review how its call handlers record threats.",
    "The team should tell jo.bloggs@wold.example of every visit.",
)
ONE, OTHER = "exampleton-2023-06", "wold-2021"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    rows: list[dict[str, Any]] = [
        {"text": text, "number": f"10.{at}0", "addressed_to": "Wold Police"} for at, text in enumerate(TEXTS, 1)
    ]
    rows[0]["agencies"] = ["Wold Police", "Wold Council"]
    library(tmp_path / "lib", review(*rows), {**review({"text": "Ask, and write it down."}), "id": OTHER})
    return tmp_path


def curate(proposal: Any, record_id: str = ONE) -> None:
    opened = Library.open(Path("lib"))
    Session(opened, "B. Curator").apply(record_id, proposal(opened.load(record_id).data))


def recommendations(record_id: str = ONE) -> list[dict[str, Any]]:
    return list(parse(Path(f"lib/{record_id}.toml").read_bytes(), "record")["recommendations"])


def export(*options: str, to: str = "out.csv") -> Path:
    assert main(["export", "lib", "--to", to, "--force", "--status", "all", *options]) == 0
    return Path(to)


def changed(file: Path, *edits: tuple[int, str, str], **more: Any) -> Path:
    """A file with cells changed: the row from 0, the column, and what it says now."""
    rows = rows_in(file)
    for at, column, cell in edits:
        rows[at][column] = cell
    return saved(file, rows, **more)


def update(file: Path | str = "out.csv", *options: str) -> int:
    return main(["import", "--update", str(file), "--into", "lib", *options])


def events(record_id: str = ONE) -> Any:
    return read_events(trail_beside(Path(f"lib/{record_id}.toml")).read_bytes()).events


@pytest.mark.parametrize("to", ["out.csv", "out.xlsx"])
def test_what_differs_becomes_edits_of_all_records_and_one_undo_takes_them_back(to: str, capsys: Captured) -> None:
    before = [recommendations(ONE), recommendations(OTHER)]
    file = changed(export(to=to), (1, "status", "Accepted"), (1, "title", "Calls"), (3, "text", "Ask, and note it."))
    capsys.readouterr()
    assert update(file) == 0
    said = capsys.readouterr()
    assert said.err == f"dhrcurate: {to}: an export of 2 records; 2 recommendations changed\n"
    assert said.out.splitlines() == [
        f"lib/{ONE}.toml: 1 recommendation changed, from {to}",
        f"lib/{OTHER}.toml: 1 recommendation changed, from {to}",
    ]
    assert (recommendations()[1]["status"], recommendations()[1]["title"]) == ("accepted", "Calls")
    assert recommendations(OTHER)[0]["text"] == "Ask, and note it."
    last = events()[-1]
    assert (last.action, last.by, list(last.because)) == ("edit", "A. Curator", ["export"])
    assert main(["audit", "verify", "lib"]) == 0
    opened = Library.open(Path("lib"))
    Session(opened, "A. Curator").undo()
    assert [recommendations(ONE), recommendations(OTHER)] == before


def test_a_dry_run_tells_what_would_change_and_writes_nothing(capsys: Captured) -> None:
    file = changed(export(), (1, "status", "accepted"), (2, "note", "Ask Ms Jo Bloggs of 12 High Street."))
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file, "--dry-run", "--output-format", "json") == 0
    whole, one = json.loads(capsys.readouterr().out)
    assert (whole["record"], whole["outcome"], whole["warnings"]) == (None, "would update", [])
    assert (one["record"], one["outcome"]) == (ONE, "would update")
    assert [(told["what"], told["key"], told["field"]) for told in one["changes"]] == [
        ("taken", "r002", "status"),
        ("taken", "r003", "note"),
    ]
    assert "Bloggs" not in one["changes"][1]["new"]
    assert update(file, "--dry-run") == 0
    assert "r002 (10.20) status: taken" in capsys.readouterr().out
    assert bytes_of(Path("lib")) == before


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([(0, "published", "2001"), (1, "published", "2001")], "published: 2 cells differ from what is exported, and"),
        ([(0, "agency_ids", "x")], "agency_ids: 1 cell differs"),
        ([(0, "decided_by", "Somebody")], "decided_by: 1 cell differs"),
        ([(2, "text", "The team should tell ██████████████████████ of each visit.")], "row 4, r003, text: still holds"),
        ([(0, "status", "acceptd")], "row 2, r001, status: “acceptd” is none of pending, accepted, queried, rejected"),
        ([(0, "text", " ")], "row 2, r001, text: cannot be empty"),
        ([(0, "key", "r999")], "row 2: there was no r999 when it was exported"),
        ([(0, "key", "")], "row 2 without a record or a key"),
        ([(0, "record", "nowhere-2020")], "nowhere-2020: its 1 row left out: there is no such record in"),
        (
            [(0, "record_digest", ""), (0, "trail_head", "ab" * 32)],
            f"{ONE}: 1 row was left out: its trail has no state",
        ),
        ([(0, "record", OTHER), (0, "title", "T")], f"{OTHER}: 1 row was left out: its trail has no state"),
        ([(1, "key", "r001")], f"rows 2, 3 are of the same {ONE}, r001 and differ: left out"),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_line_and_the_rest_goes_in(
    edits: list[tuple[int, str, str]], told: str, capsys: Captured
) -> None:
    file = changed(export(), (3, "text", "Ask, and note it."), *edits)
    before = recommendations()
    capsys.readouterr()
    assert update(file) == 1
    *lines, last = capsys.readouterr().err.splitlines()
    assert [told in line for line in lines] == [True]
    assert last.endswith("1 recommendation changed")
    assert recommendations() == before
    assert recommendations(OTHER)[0]["text"] == "Ask, and note it."


def test_columns_may_be_moved_left_out_added_or_named_otherwise(capsys: Captured) -> None:
    file = export()
    rows = [{**row, "Text of it": row["text"], "Looked at": "yes"} for row in rows_in(file)]
    rows[0]["Text of it"] = "The council should write to every tenant."
    names = ["Looked at", "trail_head", "Text of it", "key", "status", "record"]
    saved(file, rows, names)
    capsys.readouterr()
    assert update(file) == 1
    assert [line.split("out.csv: ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "has no column for number, title, text, addressed to, agencies, note: these stay as they are",
        "the column “Looked at” is in no export, so nothing of it was read",
        "the column “Text of it” is in no export, so nothing of it was read",
        "an export of 2 records; no recommendation changed",
    ]
    assert update(file, "--map", "text=text of it", "--drop-columns") == 0
    assert recommendations()[0]["text"] == "The council should write to every tenant."
    assert recommendations()[0]["agencies"] == ["Wold Police", "Wold Council"]
    assert update(file, "--map", "published=Text of it") == 2
    assert update(file, "--map", "text=Words") == 2


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_the_line_that_names_one_are_read(separator: str) -> None:
    file = changed(export(), (0, "title", "Visits; tenants"), separator=separator)
    file.write_bytes(b"\xef\xbb\xbfsep=" + separator.encode() + b"\r\n" + file.read_bytes())
    assert update(file) == 0
    assert recommendations()[0]["title"] == "Visits; tenants"


def test_a_file_in_other_characters_is_refused_with_what_to_do_and_others_come_in(capsys: Captured) -> None:
    good = changed(export(to="good.csv"), (0, "title", "Visits"))
    file = changed(export(), (1, "title", "The force’s calls"))
    file.write_bytes(file.read_text("utf-8").replace("█", "?").encode("cp1252"))
    capsys.readouterr()
    assert main(["import", "--update", str(file), str(good), "--into", "lib"]) == 2
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "out.csv" in line]
    assert line.startswith("dhrcurate: out.csv:3: is not UTF-8: a spreadsheet saved it in other characters")
    assert [row.get("title") for row in recommendations()] == ["Visits", None, None]


def test_question_marks_for_characters_that_were_lost_are_no_change(capsys: Captured) -> None:
    file = export()
    rows = [{**row, "text": row["text"].replace("█", "?")} for row in rows_in(file)]
    saved(file, rows)
    curate(lambda data: set_field(data, "r002", "text", "Ask “who”."))
    export("--reveal", to="second.csv")
    rows = [{**row, "text": row["text"].replace("“", "?").replace("”", "?")} for row in rows_in(Path("second.csv"))]
    saved(Path("second.csv"), rows)
    capsys.readouterr()
    assert update("second.csv") == 1
    assert "row 3, r002, text: has question marks for characters that a spreadsheet lost" in capsys.readouterr().err
    assert recommendations()[1]["text"] == "Ask “who”."


def test_a_question_mark_that_a_curator_wrote_comes_in() -> None:
    curate(lambda data: set_field(data, "r002", "text", "The force asks who reads it…"))
    assert update(changed(export("--reveal"), (1, "text", "The force asks who reads it?"))) == 0
    assert recommendations()[1]["text"] == "The force asks who reads it?"


def test_numbers_that_a_spreadsheet_wrote_anew_are_left_out_and_told_once(capsys: Captured) -> None:
    file = changed(export(), *((at, "number", f"10.{at + 1}") for at in range(3)), (0, "title", "Visits"))
    capsys.readouterr()
    assert update(file) == 1
    line, _ = capsys.readouterr().err.splitlines()
    assert "number: 3 cells were left out, as a spreadsheet wrote them anew: “10.1” for “10.10”" in line
    assert [row["number"] for row in recommendations()] == ["10.10", "10.20", "10.30"]
    assert recommendations()[0]["title"] == "Visits"


def test_a_number_that_a_curator_shortened_comes_in(capsys: Captured) -> None:
    assert update(changed(export(), (0, "number", "10.1"))) == 0
    assert [row["number"] for row in recommendations()] == ["10.1", "10.20", "10.30"]


def test_dates_that_a_spreadsheet_wrote_anew_in_other_columns_say_nothing() -> None:
    for date in ("Jun-23", "01/06/2023", "2023-06-01 00:00:00"):
        assert update(changed(export(), (0, "published", date), (0, "year_of_death", "2019.0"))) == 0


ORDER = ["record", "key", "trail_head", "title", "text"]


@pytest.mark.parametrize("last", ["key", "text", "note"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_file_that_breaks_off_changes_nothing_in_its_last_row(last: str, quoted: bool, capsys: Captured) -> None:
    if quoted:
        curate(lambda data: set_field(data, "r003", "text", "The team should tell the lead, at once, of every visit."))
    file = export("--reveal")
    rows = rows_in(file)[:3]
    rows[0]["title"] = "Visits"
    names = ["record", "trail_head", *(name for name in ("title", "note", "text", "key") if name != last), last]
    whole = saved(file, rows, names).read_bytes()
    file.write_bytes(whole[: -3 - 2 * quoted])
    before = recommendations()
    capsys.readouterr()
    assert update(file) == 1
    assert capsys.readouterr().err.count("row 4") == 1
    assert recommendations() == [{**before[0], "title": "Visits"}, *before[1:]]


def test_rows_with_too_many_cells_are_left_out_and_those_with_too_few_lack_nothing(capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    rows[0]["title"] = "Visits"
    lines = saved(file, rows, ["record", "key", "trail_head", "title", "text", "note"]).read_text("utf-8").splitlines()
    lines[1] = lines[1].rstrip(",")
    lines[2] += "x,more"
    file.write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")
    capsys.readouterr()
    assert update(file) == 1
    told = capsys.readouterr().err.splitlines()
    assert "row 3 has 7 cells under 6 headings and was left out: check the quotes there" in told[1]
    assert recommendations()[0]["title"] == "Visits"
    assert "note" not in recommendations()[1]


def test_rows_that_stand_twice_and_say_the_same_are_one(capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    rows[0]["title"] = "Visits"
    saved(file, [*rows, rows[0]])
    assert update(file) == 0
    assert "rows 2, 6 of exampleton-2023-06, r001 say the same" in capsys.readouterr().err
    assert recommendations()[0]["title"] == "Visits"


def test_rows_that_the_file_lacks_are_as_they_were() -> None:
    before = recommendations()
    file = export()
    rows = rows_in(file)
    saved(file, [{**rows[1], "note": "Seen."}])
    assert update(file) == 0
    assert recommendations() == [before[0], {**before[1], "note": "Seen."}, before[2]]


@pytest.mark.parametrize("marked", [True, False])
def test_an_export_with_a_row_per_agency_does_not_come_back(marked: bool, capsys: Captured) -> None:
    file = export("--per", "agency")
    rows = rows_in(file)
    saved(file, rows, [name for name in rows[0] if marked or name != "agency_of"])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file) == 1
    assert "out.csv: this export has a row per agency" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_exports_as_json_do_not_come_back_and_say_so(capsys: Captured) -> None:
    before = bytes_of(Path("lib"))
    for form in ("json", "jsonl"):
        capsys.readouterr()
        assert update(export(to=f"out.{form}")) == 1
        assert f"out.{form}: an export comes back as CSV or XLSX" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


@pytest.mark.parametrize("lacking", ["record", "key", "trail_head"])
def test_an_export_without_what_names_its_rows_is_no_extraction(lacking: str, capsys: Captured) -> None:
    file = export()
    rows = rows_in(file)
    saved(file, rows, [name for name in rows[0] if name not in (lacking, "record_digest")])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update(file) == 1
    assert f"out.csv: is an export without {lacking}, so nothing tells what was changed" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_what_went_on_since_is_merged_and_a_conflict_stands_beside_what_both_changed(capsys: Captured) -> None:
    file = changed(
        export(),
        (0, "text", "The council should write to all tenants."),
        (0, "title", "Visits"),
        (0, "status", "rejected"),
        (1, "text", "The force should review its calls."),
    )
    curate(lambda data: set_field(data, "r001", "text", "The council should write to every tenant."))
    curate(lambda data: decide.accept(data, "r001"))
    curate(lambda data: set_field(data, "r003", "note", "Seen."))
    capsys.readouterr()
    assert update(file) == 1
    said = capsys.readouterr()
    assert "r001, status: stays as it is, and is not “rejected”, as it was changed here since" in said.err
    assert "r001 (10.10) text: conflict" in said.out
    first, second, third = recommendations()
    assert first["text"] == "The council should write to every tenant."
    assert (first["title"], first["status"], third["note"]) == ("Visits", "accepted", "Seen.")
    (conflict,) = first["conflicts"]
    assert (conflict["field"], conflict["theirs"]) == ("text", "The council should write to all tenants.")
    assert second["text"] == "The force should review its calls."
    after = bytes_of(Path("lib"))
    assert update(file) == 1
    assert "open conflict" in capsys.readouterr().out
    assert bytes_of(Path("lib")) == after


def test_a_conflict_that_was_decided_is_not_raised_by_the_same_file_again(capsys: Captured) -> None:
    from dhrcurate.curation.operations.conflicts import keep_ours

    file = changed(export(), (0, "text", "The council should write to all tenants."))
    curate(lambda data: set_field(data, "r001", "text", "The council should write to every tenant."))
    assert update(file) == 1
    curate(lambda data: keep_ours(data, "r001"))
    capsys.readouterr()
    assert update(file) == 0
    assert "r001 (10.10) text: kept" in capsys.readouterr().out
    assert "conflicts" not in recommendations()[0]


def test_a_recommendation_that_is_no_more_is_named_only_where_it_was_changed(capsys: Captured) -> None:
    export(to="same.csv")
    file = changed(export(), (2, "note", "Seen."))
    curate(lambda data: structure.remove(data, "r003"))
    assert update("same.csv") == 0
    capsys.readouterr()
    assert update(file) == 1
    assert "row 4: r003 was changed there, and was removed or joined here since" in capsys.readouterr().err


def test_a_record_that_is_signed_off_is_skipped_unless_it_is_reopened_or_nothing_differs(capsys: Captured) -> None:
    for at in (1, 2, 3):
        curate(lambda data, at=at: decide.accept(data, f"r00{at}"))
    curate(lambda data: signoff.sign_off(data, "B. Curator"))
    same = export(to="same.csv")
    file = changed(export(), (0, "title", "Visits"), (3, "title", "Ask"))
    assert update(same) == 0
    capsys.readouterr()
    assert update(file) == 1
    assert f"out.csv: skipped: {ONE} is signed off; --reopen reopens and updates it" in capsys.readouterr().err
    assert (recommendations()[0].get("title"), recommendations(OTHER)[0]["title"]) == (None, "Ask")
    assert update(file, "--reopen") == 0
    record = parse(Path(f"lib/{ONE}.toml").read_bytes(), "record")
    assert (record["curation"], record["recommendations"][0]["title"]) == ({"state": "open"}, "Visits")


def test_what_was_taken_out_of_the_trail_does_not_come_in_again(capsys: Captured) -> None:
    file = export("--reveal")
    curate(lambda data: set_field(data, "r003", "text", "The team should tell the lead of every visit."))
    Path("secret.txt").write_text("jo.bloggs@wold.example", "utf-8")
    assert main(["audit", "redact", ONE, "--text-from", "secret.txt", "--library", "lib", "--reason", "a name"]) == 0
    capsys.readouterr()
    code = update(file)
    assert "bloggs" not in Path(f"lib/{ONE}.toml").read_text("utf-8")
    assert "r003, text: was taken out of the trail since" in capsys.readouterr().err
    assert code == 1


def test_a_record_without_a_trail_comes_back_as_long_as_it_is_as_it_was(here: Path, capsys: Captured) -> None:
    trail_beside(Path(f"lib/{OTHER}.toml")).unlink()
    file = changed(export(), (3, "title", "Ask"))
    assert update(file) == 0
    assert recommendations(OTHER)[0]["title"] == "Ask"
    file = changed(export(to="second.csv"), (3, "title", "Ask again"))
    path = Path(f"lib/{OTHER}.toml")
    path.write_text(path.read_text("utf-8").replace("write it down", "note it"), "utf-8")
    export(to="outside.csv")
    path.write_text(path.read_text("utf-8").replace("note it", "keep it"), "utf-8")
    capsys.readouterr()
    assert update("outside.csv") == 1
    assert f"{OTHER}: 1 row was left out: it had been changed outside of its trail" in capsys.readouterr().err


def test_only_the_record_that_is_named_is_changed(capsys: Captured) -> None:
    file = changed(export(), (0, "title", "Visits"), (3, "title", "Ask"))
    assert update(file, "--record", OTHER) == 1
    assert f"{ONE}: its 3 rows left out, as --record names another one" in capsys.readouterr().err
    assert (recommendations()[0].get("title"), recommendations(OTHER)[0]["title"]) == (None, "Ask")


def test_with_strict_nothing_is_written_if_a_cell_cannot_be_taken(capsys: Captured) -> None:
    file = changed(export(), (0, "title", "Visits"), (1, "status", "maybe"))
    before = bytes_of(Path("lib"))
    assert update(file, "--strict") == 1
    assert "nothing was written, as --strict is given" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_a_workbook_that_is_no_export_or_damaged_is_told_and_changes_nothing(here: Path, capsys: Captured) -> None:
    file = export(to="out.xlsx")
    (here / "cut.xlsx").write_bytes(file.read_bytes()[:900])
    saved(here / "other.xlsx", [{"Recommendation": TEXTS[0]}])
    before = bytes_of(Path("lib"))
    capsys.readouterr()
    assert update("cut.xlsx") == 2
    assert "cut.xlsx: is damaged or cut off" in capsys.readouterr().err
    assert update("other.xlsx") == 1
    assert "a report does not update a record" in capsys.readouterr().err
    assert bytes_of(Path("lib")) == before


def test_without_what_reads_workbooks_the_way_is_told(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    file = export(to="out.xlsx")
    monkeypatch.delitem(sys.modules, "dhrcurate.documents.xlsx_rows", raising=False)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    capsys.readouterr()
    assert update(file) == 2
    assert "pip install 'dhrcurate[documents]'" in capsys.readouterr().err
