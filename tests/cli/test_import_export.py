"""`dhrcurate import --update EXPORT`: what an export changes that was edited elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff, structure
from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import trail_beside
from edited_exports import ONE, OTHER, TEXTS, begin, changed, curate, events, export, recommendations, update
from exports import bytes_of, rows_in, saved

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begin(tmp_path, monkeypatch)


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


def test_a_dry_run_tells_which_record_cannot_be_changed(capsys: Captured) -> None:
    file = changed(export(), (0, "note", "Seen."), (3, "note", "Seen."))
    path = Path(f"lib/{OTHER}.toml")
    path.write_text(path.read_text("utf-8").replace("write it down", "note it"), "utf-8")
    capsys.readouterr()
    assert update(file, "--dry-run") == 1
    dry = capsys.readouterr().err.splitlines()
    assert update(file) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line for line in dry if "nothing was changed" in line] == [
        line for line in told if "nothing was changed" in line
    ]
    assert f"{OTHER}: nothing was changed: " in told[0]
    assert dry[-1].startswith(f"{told[-1]}; nothing was written")


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


def test_agencies_that_the_register_does_not_have_are_taken_and_told(capsys: Captured) -> None:
    file = changed(
        export(), (0, "agencies", "Wold Police | Wold Council | Met Office"), (1, "agencies", "NHS England ; Wold")
    )
    capsys.readouterr()
    assert update(file) == 0
    *told, _ = capsys.readouterr().err.splitlines()
    assert [line.split(f"{ONE}: ")[1] for line in told] == [
        "row 2, r001, agencies: the register has no “Met Office”",
        "row 3, r002, agencies: the register has no “NHS England ; Wold”; several agencies have “ | ” between them",
    ]
    assert recommendations()[0]["agencies"] == ["Wold Police", "Wold Council", "Met Office"]


def test_the_kind_of_a_rejection_is_said_in_a_note_as_on_screen(capsys: Captured) -> None:
    rejected = [(at, "status", "rejected") for at in range(3)]
    file = changed(export(), *rejected, (0, "note", "1: praise"), (1, "note", "2: of 10.10"))
    capsys.readouterr()
    assert update(file) == 0
    assert f"{ONE}: r003: rejected or queried without a note that says why" in capsys.readouterr().err
    assert [row.get("note") for row in recommendations()] == ["no recommendation: praise", "duplicate: of 10.10", None]
    assert update(file) == 0
    assert update(changed(export(to="next.csv"), (2, "note", "3:"), (0, "note", "no recommendation: thanks"))) == 0
    assert recommendations()[2]["note"] == "out of scope"


def test_a_note_that_rejects_nothing_stays_as_it_is_written() -> None:
    assert update(changed(export(), (0, "note", "1: ask"), (1, "note", "2: ask"), (1, "status", "queried"))) == 0
    assert [row.get("note") for row in recommendations()] == ["1: ask", "2: ask", None]


def test_rows_that_the_file_lacks_are_as_they_were() -> None:
    before = recommendations()
    file = export()
    rows = rows_in(file)
    saved(file, [{**rows[1], "note": "Seen."}])
    assert update(file) == 0
    assert recommendations() == [before[0], {**before[1], "note": "Seen."}, before[2]]


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


def test_the_same_file_again_does_not_set_back_what_was_changed_back_by_hand(capsys: Captured) -> None:
    file = changed(export(), (0, "text", "The council should phone all tenants."), (0, "number", "22"))
    assert update(file) == 0
    curate(lambda data: set_field(data, "r001", "text", TEXTS[0]))
    curate(lambda data: set_field(data, "r001", "number", "23"))
    assert update(file) == 0
    one = recommendations()[0]
    assert (one["text"], one["number"], "conflicts" in one) == (TEXTS[0], "23", False)
    assert "r001 (23) text: kept" in capsys.readouterr().out


@pytest.mark.parametrize("since", ["text", "addressed_to", "join", "divide"])
def test_a_decision_about_words_that_are_no_more_there_is_left_with_its_note(since: str, capsys: Captured) -> None:
    file = changed(export(), (0, "status", "accepted"), (0, "note", "as agreed"), (0, "agencies", "Wold Police"))
    proposals = {
        "text": lambda data: set_field(data, "r001", "text", "The council should evict its tenants."),
        "addressed_to": lambda data: set_field(data, "r001", "addressed_to", "Wold Council"),
        "join": lambda data: structure.join_next(data, "r001"),
        "divide": lambda data: structure.split_text(data, "r001", TEXTS[0].index("who has")),
    }
    curate(proposals[since])
    assert update(file) == 1
    one = recommendations()[0]
    assert (one["status"], "note" in one) == ("pending", False)
    said = capsys.readouterr().err
    assert "not “accepted”, as the words that it is about were changed here since" in said
    assert "note: was left out, as it came with a decision that was not taken" in said
    if since == "addressed_to":
        assert one["agencies"] == ["Wold Police", "Wold Council"]
        assert "agencies: stays as it is" in said


def test_a_decision_that_comes_with_its_words_is_taken() -> None:
    text = "The council should phone all tenants."
    assert update(changed(export(), (0, "text", text), (0, "status", "rejected"), (0, "note", "2: of 3"))) == 0
    one = recommendations()[0]
    assert (one["text"], one["status"], one["note"]) == (text, "rejected", "duplicate: of 3")


def test_the_note_of_a_decision_that_is_none_is_left_out(capsys: Captured) -> None:
    assert update(changed(export(), (0, "status", "done"), (0, "note", "in May"), (1, "note", "Seen."))) == 1
    assert ["note" in one for one in recommendations()] == [False, True, False]
    assert "r001, note: was left out" in capsys.readouterr().err


def test_a_dry_run_tells_of_a_record_that_was_changed_outside_as_the_run_does(capsys: Captured) -> None:
    file = changed(export(), (0, "number", "22"))
    record = Path(f"lib/{ONE}.toml")
    record.write_text(record.read_text("utf-8").replace("Wold Council", "Wold Borough Council"), "utf-8")
    for options in (("--dry-run",), ()):
        assert update(file, *options) == 1
        assert "nothing was changed" in capsys.readouterr().err
