"""`dhrcurate import --update`: a later extraction meets the curated record."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff, structure
from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events

Captured = pytest.CaptureFixture[str]

HEAD = """\
Title: The review into the death of a woman in Exampleton
Community Safety Partnership: Exampleton Community Safety Partnership
Date published: June 2023

| Number | Recommendation | Addressed to |
|---|---|---|
"""
ROWS = (
    ("1", "The council should write to every tenant who has missed two visits.", "Exampleton Council"),
    ("2", "The force should review how its call handlers record threats.", "Exampleshire Police"),
    ("3", "The trust should train its midwives to ask about money and keys.", "Exampleton NHS Trust"),
)
NEW = ("4", "All agencies should name a lead who answers for the sharing of information.", "All agencies")


def page(*rows: tuple[str, str, str], head: str = HEAD) -> str:
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def changed(at: int, text: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((n, text if i == at else t, c) for i, (n, t, c) in enumerate(ROWS))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    (tmp_path / "first.md").write_text(page(*ROWS), "utf-8")
    assert main(["import", "first.md", "--into", "lib"]) == 0
    return tmp_path


def update(name: str, *rows: tuple[str, str, str], options: tuple[str, ...] = ()) -> int:
    Path(name).write_text(page(*rows), "utf-8")
    return main(["import", "--update", name, "--into", "lib", *options])


def the_record() -> Path:
    (record,) = Path("lib").glob("*.toml")
    return record


def content() -> dict[str, Any]:
    return parse(the_record().read_bytes(), "record")


def recommendations() -> list[dict[str, Any]]:
    return list(content()["recommendations"])


def curate(proposal: Any) -> None:
    library = Library.open(Path("lib"))
    record_id = the_record().stem
    Session(library, "A. Curator").apply(record_id, proposal(library.load(record_id).data))


def files() -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for path in Path("lib").rglob("*") if path.is_file() and ".dhrcurate" not in path.parts
    }


def test_a_later_page_updates_the_record_as_one_event_and_keeps_both_pages(here: Path, capsys: Captured) -> None:
    curate(lambda data: decide.accept(data, "r002"))
    capsys.readouterr()
    text = "The force should check how its call handlers record threats."
    assert update("second.md", *changed(1, text), NEW) == 0
    assert capsys.readouterr().out == (
        f"lib/{the_record().name}: 1 recommendation changed, 1 new recommendation, 1 decision lapsed, from second.md\n"
        "  r002 (2) text: taken; was accepted, pending again\n"
        f"      old   {ROWS[1][1]}\n"
        f"      new   {text}\n"
    )
    assert [one["text"] for one in recommendations()] == [ROWS[0][1], text, ROWS[2][1], NEW[1]]
    assert {one["status"] for one in recommendations()} == {"pending"}
    digest = hashlib.sha256((here / "second.md").read_bytes()).hexdigest()
    source = content()["source"]
    assert source["page"] == f"sources/{the_record().stem}-{digest[:6]}.md"
    assert (Path("lib") / source["page"]).read_bytes() == (here / "second.md").read_bytes()
    assert (Path("lib/sources") / f"{the_record().stem}.md").read_bytes() == (here / "first.md").read_bytes()
    assert [one["source"] for one in content()["extractions"]][-1] == f"sha256:{digest}"
    events = read_events(trail_beside(the_record()).read_bytes()).events
    assert [event.action for event in events] == ["import", "edit", "reimport"]
    assert main(["check", "lib"]) in (0, 1)
    assert main(["audit", "verify", "lib"]) == 0


def test_the_same_bytes_change_nothing_and_neither_do_those_of_an_earlier_page_that_is_no_update(
    capsys: Captured,
) -> None:
    update("second.md", *ROWS, NEW)
    before = files()
    capsys.readouterr()
    assert update("again.md", *ROWS, NEW) == 0
    assert main(["import", "first.md", "again.md", "--into", "lib"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("already in the library") == 3
    assert files() == before


def test_a_page_that_goes_back_to_what_it_was_is_followed_and_names_the_copy_that_is_there(capsys: Captured) -> None:
    changed_page = changed(1, "The force should check how its call handlers record threats.")
    update("second.md", *changed_page)
    pages = {path for path in files() if path.parent.name == "sources"}
    assert main(["import", "--update", "first.md", "--into", "lib"]) == 0
    assert [one["text"] for one in recommendations()] == [text for _, text, _ in ROWS]
    assert content()["source"]["page"] == content()["extractions"][0]["page"]
    assert {path for path in files() if path.parent.name == "sources"} == pages
    capsys.readouterr()
    assert main(["import", "--update", "first.md", "--into", "lib"]) == 0
    assert "already in the library" in capsys.readouterr().err
    assert update("second.md", *changed_page) == 0
    assert recommendations()[1]["text"] == changed_page[1][1]
    assert main(["audit", "verify", "lib"]) == 0


def test_after_a_restore_the_page_whose_update_it_took_back_can_come_in_again() -> None:
    text = "The force should check how its call handlers record threats."
    update("second.md", *changed(1, text), NEW)
    first = read_events(trail_beside(the_record()).read_bytes()).events[0].id
    assert main(["audit", "restore", the_record().stem, "--library", "lib", "--at", first]) == 0
    assert len(recommendations()) == 3
    assert update("second.md", *changed(1, text), NEW) == 0
    assert [one["text"] for one in recommendations()] == [ROWS[0][1], text, ROWS[2][1], NEW[1]]


def test_a_page_with_another_date_that_has_half_of_the_texts_is_new_and_says_loudly_which_one_it_is_like(
    capsys: Captured,
) -> None:
    Path("moved.md").write_text(page(*ROWS[:2], NEW, head=HEAD.replace("June", "July")), "utf-8")
    capsys.readouterr()
    assert main(["import", "--update", "moved.md", "--into", "lib", "--dry-run"]) == 0
    record = the_record().stem
    told = capsys.readouterr().err
    assert "though 2 of its 3 texts are in that one" in told
    assert f"`dhrcurate import --update moved.md --into lib --record {record}` updates the other one" in told
    assert main(["import", "--update", "moved.md", "--into", "lib", "--record", record]) == 0
    assert content()["review"]["published"] == "2023-07"


def test_reviews_of_one_table_that_fit_a_record_equally_are_refused_by_name(capsys: Captured) -> None:
    rows = [{"library_id": "abc", "csp": "Exampleton", "published": "2023-06", "text": t} for _, t, _ in ROWS]
    Path("a.json").write_text(json.dumps(rows), "utf-8")
    assert main(["import", "a.json", "--into", "other"]) == 0
    Path("b.json").write_text(json.dumps([*rows[:2], {**rows[2], "published": "2023-07"}]), "utf-8")
    capsys.readouterr()
    assert main(["import", "--update", "b.json", "--into", "other"]) == 1
    assert "several of its reviews are of exampleton-2023-06 equally" in capsys.readouterr().err
    assert len(list(Path("other").glob("*.toml"))) == 1


def in_json(rows: list[dict[str, Any]], **about: Any) -> int:
    Path("later.json").write_text(json.dumps({**about, "recommendations": rows}), "utf-8")
    return main(["import", "--update", "later.json", "--into", "lib", "--record", the_record().stem])


def test_a_table_without_a_column_takes_nothing_of_it_away_and_an_empty_column_does(capsys: Captured) -> None:
    for key in ("r001", "r002"):
        curate(lambda data, key=key: set_field(data, key, "agencies", ["Exampleton Council"]))
        curate(lambda data, key=key: decide.accept(data, key))
    about, before = content(), recommendations()
    without = [{"recommendation": text} for _, text, _ in ROWS]
    assert in_json(without) == 0
    Path("later.csv").write_text("Recommendation\n" + "".join(f"{text}\n" for _, text, _ in ROWS), "utf-8")
    assert main(["import", "--update", "later.csv", "--into", "lib", "--record", the_record().stem]) == 0
    assert [{**one, "extracted": None} for one in recommendations()] == [{**one, "extracted": None} for one in before]
    assert content()["review"] == about["review"]
    assert in_json([{**row, "number": "", "addressed_to": None} for row in without]) == 0
    assert [(one["addressed_to"], one["agencies"], one["status"]) for one in recommendations()] == [
        ("", [], "pending")
    ] * 3
    assert "number" not in recommendations()[0]
    assert "its agencies went with it: Exampleton Council" in capsys.readouterr().out


def test_without_update_a_page_of_a_review_that_is_there_is_refused_with_the_command(capsys: Captured) -> None:
    before = files()
    Path("my page.md").write_text(page(*ROWS, NEW), "utf-8")
    assert main(["import", "my page.md", "--into", "lib"]) == 1
    assert "`dhrcurate import --update 'my page.md' --into lib` updates it" in capsys.readouterr().err
    assert files() == before
    assert main(["import", "my page.md", "--into", "lib", "--as-new"]) == 0
    assert len(list(Path("lib").glob("*.toml"))) == 2


def test_a_page_of_another_review_is_no_later_extraction(capsys: Captured) -> None:
    other = [("1", f"Something else altogether is asked of the {name} here.", name) for name in ("board", "school")]
    assert update("other.md", *other) == 0
    assert len(list(Path("lib").glob("*.toml"))) == 2
    third = page(*ROWS, head=HEAD.replace("June 2023", "June 2021"))
    Path("third.md").write_text(third, "utf-8")
    assert main(["import", "third.md", "--into", "lib"]) == 0
    assert "2 recommendations" in capsys.readouterr().out


def test_where_two_records_fit_both_are_named_and_one_can_be_chosen(capsys: Captured) -> None:
    Path("twin.md").write_text(page(*ROWS) + "\n", "utf-8")
    main(["import", "twin.md", "--into", "lib", "--as-new"])
    one, other = sorted(path.stem for path in Path("lib").glob("*.toml"))
    capsys.readouterr()
    assert update("second.md", *ROWS, NEW) == 1
    assert f"{one} and {other} are both of this review" in capsys.readouterr().err
    assert main(["import", "--update", "second.md", "--into", "lib", "--record", other]) == 0
    assert len(parse((Path("lib") / f"{other}.toml").read_bytes(), "record")["recommendations"]) == 4
    assert len(parse((Path("lib") / f"{one}.toml").read_bytes(), "record")["recommendations"]) == 3


def test_a_conflict_exits_1_and_again_until_it_is_decided(capsys: Captured) -> None:
    ours = "The force should now review how its call handlers record threats."
    curate(lambda data: set_field(data, "r002", "text", ours))
    capsys.readouterr()
    theirs = "The force should review at once how its call handlers record threats."
    assert update("second.md", *changed(1, theirs)) == 1
    told = capsys.readouterr().out
    assert "1 new conflict" in told
    assert f"new   {theirs}" in told
    assert f"yours {ours}" in told
    assert main(["import", "--update", "second.md", "--into", "lib"]) == 1
    assert update("third.md", *changed(1, theirs), NEW) == 1
    conflicts = recommendations()[1]["conflicts"]
    curate(lambda _data: Proposal("edit", (Edit("/recommendations/r002/conflicts", conflicts, None),)))
    assert main(["import", "--update", "third.md", "--into", "lib"]) == 0
    assert update("fourth.md", *changed(1, theirs), NEW, ("5", "The panel should meet again.", "")) == 0
    assert recommendations()[1]["text"] == ours


def test_a_dry_run_prints_the_table_and_writes_nothing(capsys: Captured) -> None:
    before = files()
    text = "The force should check how its call handlers record threats."
    assert update("second.md", *changed(1, text), options=("--dry-run",)) == 0
    assert "r002 (2) text: taken\n      old   The force should review" in capsys.readouterr().out
    assert update("second.md", *changed(1, text), options=("--dry-run", "--output-format", "json")) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "would update"
    assert told["changes"] == [
        {
            "what": "taken", "key": "r002", "number": "2", "field": "text", "old": ROWS[1][1], "new": text,
            "yours": ROWS[1][1], "lapsed": None, "fell": [], "into": None,
        }
    ]  # fmt: skip
    assert files() == before


@pytest.mark.parametrize("spoilt", ["changed outside", "trail gone", "trail cut"])
def test_a_dry_run_is_refused_where_the_run_is(spoilt: str, capsys: Captured) -> None:
    record = the_record()
    trail = trail_beside(record)
    curate(lambda data: decide.accept(data, "r001"))
    if spoilt == "changed outside":
        record.write_text(record.read_text("utf-8").replace("threats", "thefts"), "utf-8")
    elif spoilt == "trail gone":
        trail.unlink()
    else:
        trail.write_bytes(trail.read_bytes()[:-40])
    rows, before = changed(0, "The council should write to every tenant."), record.read_bytes()
    capsys.readouterr()
    assert update("second.md", *rows, options=("--dry-run",)) == 1
    dry = capsys.readouterr()
    assert (dry.out, record.read_bytes()) == ("", before)
    assert update("second.md", *rows) == 1
    assert capsys.readouterr().err.splitlines()[-1] == dry.err.splitlines()[-1]


def test_a_dry_run_of_several_files_tells_each_as_the_run_does(capsys: Captured) -> None:
    Path("second.md").write_text(page(*ROWS, NEW), "utf-8")
    Path("third.md").write_text(page(*changed(0, "The council should phone every tenant."), NEW), "utf-8")
    Path("copy.md").write_text(page(*ROWS, NEW), "utf-8")
    command = ["import", "--update", "second.md", "copy.md", "third.md", "--into", "lib"]
    before = files()
    capsys.readouterr()
    assert main([*command, "--dry-run"]) == 0
    dry = [line for text in capsys.readouterr() for line in text.splitlines() if "nothing was written" in line]
    assert files() == before
    assert main(command) == 0
    run = capsys.readouterr()
    assert [("1 new" in line, "1 recommendation changed" in line) for line in dry] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert run.out.count("1 new recommendation") == 1


def test_the_lines_of_a_dry_run_stand_below_the_name_of_their_record(capsys: Captured) -> None:
    capsys.readouterr()
    assert update("second.md", *changed(0, "The council should phone every tenant."), options=("--dry-run",)) == 0
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head.startswith(f"lib/{the_record().name}: 1 recommendation changed")
    assert first.startswith("  r001 (1) text: taken")


def test_a_table_without_a_partnership_is_not_asked_for_one_that_the_record_has(capsys: Captured) -> None:
    rows = "".join(f'{n},"{text}",{cell}\n' for n, text, cell in ROWS)
    Path("later.csv").write_text(f"number,text,addressed_to\n{rows}", "utf-8")
    capsys.readouterr()
    assert main(["import", "--update", "later.csv", "--into", "lib", "--record", the_record().stem]) == 0
    assert "--csp" not in capsys.readouterr().err


def test_of_long_texts_the_table_shows_where_they_differ(capsys: Captured) -> None:
    long = "The council should " + "ask every tenant, every landlord and every neighbour, and " * 20
    update("second.md", *changed(0, f"{long} report once a year."))
    capsys.readouterr()
    update("third.md", *changed(0, f"{long} report each month."), options=("--dry-run",))
    shown = capsys.readouterr().out
    assert "report once a year." in shown
    assert "report each month." in shown
    assert max(map(len, shown.splitlines())) < 450


def test_one_undo_takes_the_whole_of_it_back_and_it_can_be_made_again() -> None:
    before = the_record().read_bytes()
    text = "The force should check how its call handlers record threats."
    update("second.md", *changed(1, text), NEW)
    after = content()
    Session(Library.open(Path("lib")), "A. Curator").undo(the_record().stem)
    assert the_record().read_bytes() == before
    assert main(["import", "--update", "second.md", "--into", "lib"]) == 0
    assert [one["text"] for one in recommendations()] == [one["text"] for one in after["recommendations"]]
    assert main(["audit", "verify", "lib"]) == 0


def test_a_signed_off_record_is_skipped_and_listed_unless_it_is_reopened(capsys: Captured) -> None:
    curate(lambda data: signoff.sign_off(data, "A. Curator"))
    before = files()
    capsys.readouterr()
    assert update("second.md", *ROWS, NEW) == 1
    assert f"skipped: {the_record().stem} is signed off" in capsys.readouterr().err
    assert files() == before
    assert main(["import", "--update", "second.md", "--into", "lib", "--reopen"]) == 0
    assert content()["curation"] == {"state": "open"}
    assert len(recommendations()) == 4


def test_a_record_without_a_trail_gets_one_and_keeps_what_it_says(capsys: Captured) -> None:
    folder = Path("old")
    folder.mkdir()
    plain = the_record().read_bytes().replace(b"imported = ", b"# imported = ")
    (folder / the_record().name).write_bytes(plain)
    Path("second.md").write_text(page(*changed(1, "The force should check threats."), NEW), "utf-8")
    assert main(["import", "--update", "second.md", "--into", "old"]) == 1
    record = parse((folder / the_record().name).read_bytes(), "record")
    assert record["recommendations"][1]["text"] == ROWS[1][1]
    assert record["recommendations"][1]["conflicts"][0]["theirs"] == "The force should check threats."
    assert main(["audit", "verify", "old"]) == 0


def test_a_record_that_is_not_sound_is_refused_and_left_as_it_is(capsys: Captured) -> None:
    the_record().write_bytes(the_record().read_bytes().replace(b'key = "r002"', b'key = "r001"'))
    before = files()
    Path("second.md").write_text(page(*ROWS, NEW), "utf-8")
    record = ("--record", the_record().stem)
    assert main(["import", "--update", "second.md", "--into", "lib", *record]) == 1
    assert "cannot be updated because it is not sound" in capsys.readouterr().err
    assert files() == before


def test_of_a_table_of_several_reviews_each_goes_its_way(capsys: Captured) -> None:
    def table(*rows: tuple[str, str, str, str]) -> str:
        lines = [f'"{r}","{n}","{t}","{csp}"' for r, csp, n, t in rows]
        return "\n".join(["library_id,number,text,csp", *lines]) + "\n"

    one, two = ("a1", "Exampleton"), ("b2", "Otherton")
    first = [(*one, str(i), f"{one[1]} should do the {i}th thing about housing.") for i in range(1, 4)]
    second = [(*two, str(i), f"{two[1]} should do the {i}th thing about schools.") for i in range(1, 4)]
    Path("t.csv").write_text(table(*first), "utf-8")
    assert main(["import", "t.csv", "--into", "tables"]) == 0
    Path("u.csv").write_text(table(*first, (*one, "4", "Exampleton should also ask the tenants."), *second), "utf-8")
    assert main(["import", "u.csv", "--into", "tables"]) == 1
    assert sorted(path.stem for path in Path("tables").glob("*.toml")) == ["exampleton", "otherton"]
    assert main(["import", "--update", "u.csv", "--into", "tables"]) == 0
    record = parse(Path("tables/exampleton.toml").read_bytes(), "record")
    assert len(record["recommendations"]) == 4
    assert record["source"]["page"] == parse(Path("tables/otherton.toml").read_bytes(), "record")["source"]["page"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--record", "x"], "--record is about an update"),
        (["--reopen"], "--reopen is about an update"),
        (["--update", "--as-new"], "name one of them"),
        (["--update", "--record", "nobody"], "there is no such record"),
    ],
)
def test_options_that_do_not_fit_are_refused(options: list[str], why: str, capsys: Captured) -> None:
    Path("second.md").write_text(page(*ROWS, NEW), "utf-8")
    assert main(["import", "second.md", "--into", "lib", *options]) in (1, 2)
    assert why in capsys.readouterr().err


def test_an_update_that_fails_to_be_written_leaves_nothing_behind(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    before = files()
    real = os.fsync
    left = [1]

    def failing(descriptor: int) -> None:
        if str(Path(f"/proc/self/fd/{descriptor}").readlink()).endswith(".trail.jsonl") and left:
            left.clear()
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    assert update("second.md", *ROWS, NEW) == 2
    assert files() == before


def test_what_a_curator_removed_is_listed_where_upstream_changed_it(capsys: Captured) -> None:
    curate(lambda data: structure.remove(data, "r002", "a heading"))
    capsys.readouterr()
    assert update("second.md", *changed(1, "The force should look at how its call handlers record threats.")) == 0
    assert "(2) text: removed before" in capsys.readouterr().out
    assert len(recommendations()) == 2


def test_personal_data_is_masked_in_what_is_told_unless_that_was_asked_for(capsys: Captured) -> None:
    text = "The force should ring Jane Placeholder on 07700 900123 about how its call handlers record threats."
    options = ("--dry-run", "--output-format", "json")
    assert update("second.md", *changed(1, text), options=options) == 0
    assert "900123" not in capsys.readouterr().out
    assert update("second.md", *changed(1, text), options=(*options, "--reveal")) == 0
    assert "900123" in capsys.readouterr().out


def test_what_the_newest_page_states_is_compared_with_what_came_from_it(here: Path, capsys: Captured) -> None:
    def stating(count: int, *rows: tuple[str, str, str]) -> str:
        return page(*rows, head=HEAD.replace("\n\n", f"\nNumber of recommendations: {count}\n\n"))

    (here / "four.md").write_text(stating(4, *ROWS, NEW), "utf-8")
    (here / "three.md").write_text(stating(3, ROWS[0], ROWS[1], NEW), "utf-8")
    assert main(["import", "four.md", "--into", "new"]) == 0
    assert main(["import", "--update", "three.md", "--into", "new"]) == 0
    capsys.readouterr()
    main(["check", "new", "--select", "count-differs"])
    assert "the page says" not in capsys.readouterr().out


def test_a_dry_run_refuses_what_the_run_does_as_the_record_was_changed_outside(capsys: Captured) -> None:
    the_record().write_text(the_record().read_text("utf-8").replace("two visits", "few visits"), "utf-8")
    for options in (("--dry-run",), ()):
        assert update("second.md", *ROWS, NEW, options=options) == 1
        assert "was changed outside dhrcurate" in capsys.readouterr().err
