"""`dhrcurate quality sample`: drawn, decided, and what it says of the rest."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.operations.fields import set_fields
from dhrcurate.curation.quality.sampling import samples_of
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.difference import join
from dhrcurate.domain.edit import Data
from dhrcurate.domain.samples import newest, samples_in
from libraries import recommendation, write
from plain_help import converse

Captured = pytest.CaptureFixture[str]
NAMES = ("northwick-2020", "southwick-2021", "westwick-2022")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    for name in NAMES:
        write(tmp_path / "lib", name, *(recommendation(at) for at in range(1, 11)))
    return tmp_path / "lib"


def told(capsys: Captured, *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main(["quality", "sample", *arguments, "--output-format", "json"]) == code
    return json.loads(capsys.readouterr().out)


def drawn(capsys: Captured, library: Path, *more: str) -> list[tuple[str, str]]:
    found = told(capsys, str(library), "--error", "0.1", "--seed", "3", *more)
    return [(row["record"], row["key"]) for row in found["rows"]]


def load(library: Path, record_id: str) -> Data:
    return Library.open(library).load(record_id).data


def accept(library: Path, *places: tuple[str, str]) -> None:
    session = Session(Library.open(library), "A. Curator")
    for record_id, key in places:
        session.apply(record_id, decide.accept(session.library.load(record_id).data, key))


def found(capsys: Captured, library: Path) -> list[str]:
    capsys.readouterr()
    main(["check", str(library), "--select", "DHR612,DHR9", "--ignore", "missing-trail", "--output-format", "json"])
    return [one["message"] for one in json.loads(capsys.readouterr().out)]


def queue(capsys: Captured, library: Path) -> list[tuple[str, str]]:
    capsys.readouterr()
    assert main(["export", str(library), "--filter", "queue:sample", "--to", "-", "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return sorted((row["record"], row["key"]) for row in rows)


def test_a_clean_sample_bounds_the_share_of_wrong_recommendations(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    assert len(rows) == 15  # 15 of 30 without any of 4 have a chance of 0.0498, and 14 one of 0.066
    assert queue(capsys, library) == sorted(rows)
    accept(library, *rows[:-1])
    assert queue(capsys, library) == [rows[-1]]
    assert told(capsys, str(library))["bound"] is None
    accept(library, rows[-1])
    now = told(capsys, str(library))
    assert (now["bound"], now["wrong"], now["open"]) == (pytest.approx(0.1), [], 0)
    assert "bound" in (library / "samples.toml").read_text("utf-8")
    assert found(capsys, library) == []
    assert main(["audit", "verify", str(library)]) == 0


def test_the_same_seed_draws_the_same_rows_and_another_one_others(
    library: Path, tmp_path: Path, capsys: Captured
) -> None:
    for name in NAMES:
        write(tmp_path / "copy", name, *(recommendation(at) for at in range(1, 11)))
    rows = drawn(capsys, library)
    assert drawn(capsys, tmp_path / "copy") == rows
    (tmp_path / "copy" / "samples.toml").unlink()
    (tmp_path / "copy" / "samples.trail.jsonl").unlink()
    assert drawn(capsys, tmp_path / "copy", "--seed", "4") != rows


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "99"},
        {"text": "The force should publish what it does."},
        {"title": "Training"},
        {"addressed_to": "Exampleshire Police"},
        {"agencies": ["Exampleshire Police"]},
    ],
)
def test_a_row_that_was_changed_after_the_draw_is_wrong(
    library: Path, capsys: Captured, fields: dict[str, Any]
) -> None:
    rows = drawn(capsys, library)
    record_id, key = rows[0]
    Session(Library.open(library), "A. Curator").apply(record_id, set_fields(load(library, record_id), key, fields))
    accept(library, *rows)
    now = told(capsys, str(library))
    assert now["wrong"] == [{"record": record_id, "key": key}]
    assert now["bound"] > 0.1


def test_a_row_that_was_rejected_is_wrong_and_a_note_is_no_change(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    session = Session(Library.open(library), "A. Curator")
    session.apply(rows[0][0], decide.reject(load(library, rows[0][0]), rows[0][1], "1"))
    session.apply(rows[1][0], set_fields(load(library, rows[1][0]), rows[1][1], {"note": "asked the panel"}))
    accept(library, *rows[1:])
    assert told(capsys, str(library))["wrong"] == [{"record": rows[0][0], "key": rows[0][1]}]


def test_each_partnership_is_drawn_from_in_proportion_and_has_a_bound(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library, "--by", "csp")
    assert {record: sum(one == record for one, _ in rows) for record in NAMES} == dict.fromkeys(NAMES, 6)
    accept(library, *rows)
    now = told(capsys, str(library))
    assert now["bound"] == pytest.approx(0.1)
    assert [(one["by"], one["frame"], one["rows"], one["wrong"]) for one in now["strata"]] == [
        (name, 10, 6, 0) for name in ("Northwick", "Southwick", "Westwick")
    ]
    assert all(one["bound"] >= now["bound"] for one in now["strata"])


def test_a_sample_under_way_has_to_be_decided_before_another_is_drawn(library: Path, capsys: Captured) -> None:
    drawn(capsys, library)
    capsys.readouterr()
    assert main(["quality", "sample", str(library), "--error", "0.1"]) == 1
    assert "is under way" in capsys.readouterr().err


def test_a_sample_lapses_once_a_record_is_added_and_another_one_takes_its_place(
    library: Path, capsys: Captured
) -> None:
    rows = drawn(capsys, library)
    write(library, "eastwick-2023")
    (told_of,) = found(capsys, library)
    assert "(1 added)" in told_of
    assert told(capsys, str(library), code=1)["no_longer_holds"] == {"added": 1}
    assert len(drawn(capsys, library)) >= len(rows)
    assert found(capsys, library) == []


def test_a_decision_that_is_taken_back_after_the_result_is_told(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    accept(library, *rows)
    told(capsys, str(library))
    session = Session(Library.open(library), "A. Curator")
    session.apply(rows[0][0], decide.to_pending(load(library, rows[0][0]), rows[0][1]))
    (told_of,) = found(capsys, library)
    assert "(1 undone)" in told_of


@pytest.mark.parametrize("then", ["reject", "reword", "undo and reject", "name agencies"])
def test_a_row_that_is_decided_or_worded_otherwise_after_the_result_is_told(
    library: Path, capsys: Captured, then: str
) -> None:
    rows = drawn(capsys, library)
    accept(library, *rows)
    assert told(capsys, str(library))["wrong"] == []
    session = Session(Library.open(library), "A. Curator")
    (record_id, key), before = rows[0], load(library, rows[0][0])
    if "undo" in then:
        session.apply(record_id, decide.to_pending(load(library, record_id), key))
    if "reject" in then:
        session.apply(record_id, decide.reject(load(library, record_id), key, "1: none"))
    if then == "reword":
        session.apply(record_id, set_fields(before, key, {"text": "Schools should know whom to ring at night."}))
    if then == "name agencies":
        session.apply(record_id, set_fields(before, key, {"agencies": ["Met Office"]}))
    assert told(capsys, str(library), code=1)["no_longer_holds"] == {"decided or worded otherwise": 1}
    (told_of,) = found(capsys, library)
    assert "(1 decided or worded otherwise)" in told_of


def test_a_result_holds_as_long_as_its_rows_are_as_they_were(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    accept(library, *rows)
    told(capsys, str(library))
    session = Session(Library.open(library), "A. Curator")
    record_id, key = rows[0]
    session.apply(record_id, set_fields(load(library, record_id), key, {"note": "seen twice"}))
    session.apply(record_id, decide.to_pending(load(library, record_id), key))
    assert found(capsys, library)
    accept(library, rows[0])
    assert found(capsys, library) == []
    path = library / "samples.toml"
    path.write_text(re.sub(r"(?m)^states = .*\n|, states = \[[^]]*\]", "", path.read_text("utf-8")), "utf-8")
    assert "states" not in path.read_text("utf-8")
    assert newest(Library.open(library).samples_data()) is not None, "results of earlier versions have none"


def test_a_file_of_samples_is_begun_without_a_word(library: Path, capsys: Captured) -> None:
    assert main(["quality", "sample", str(library), "--error", "0.1"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["audit", "log", "samples", "--library", str(library)]) == 0
    assert "no trail" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("seed = 3", "seed = inf", "cannot convert float infinity"),
        ("seed = 3", "seed = -1", "seed = -1 is no whole number"),
        ("confidence = 0.95", "confidence = nan", "confidence = nan is no share"),
        ("confidence = 0.95", "confidence = 2.0", "confidence = 2.0 is no share"),
        ("error = 0.1", "error = 0", "error = 0.0 is no share"),
        ('rows = ["{one}"', 'rows = ["nowhere r001"', "nowhere r001 is drawn and not in the frame"),
        ('rows = ["{one}"', 'rows = ["{one}", "{one}"', "a row is drawn twice"),
        ("frame = [", "result = {bound = 0.1, wrong = [3]}\nframe = [", "an entry is no sample"),
        ("frame = [", 'result = {bound = 0.1, wrong = ["a b"]}\nframe = [', "names a row that was not drawn"),
        ("frame = [", "result = {bound = nan, wrong = []}\nframe = [", "the bound of its result is no share"),
        ("frame = [", 'strata = ["x 3 1"]\nframe = [', "its strata are not those of its rows"),
    ],
)
def test_a_sample_that_does_not_fit_together_is_told_in_one_line(
    library: Path, capsys: Captured, old: str, new: str, told_of: str
) -> None:
    one = " ".join(drawn(capsys, library)[0])
    path = library / "samples.toml"
    text = path.read_text("utf-8").replace("rows = [\n    ", "rows = [").replace("rows = [\n  ", "rows = [")
    assert old.replace("{one}", one) in text
    path.write_text(text.replace(old.replace("{one}", one), new.replace("{one}", one)), "utf-8")
    capsys.readouterr()
    assert main(["quality", "sample", str(library)]) == 1
    err = capsys.readouterr().err
    assert told_of in err
    assert err.count("\n") == 1
    assert main(["check", str(library), "--select", "DHR612"]) in (0, 1)
    assert queue(capsys, library) == []


def test_a_sample_that_was_changed_by_hand_is_told_as_any_file_with_a_trail(library: Path, capsys: Captured) -> None:
    drawn(capsys, library)
    path = library / "samples.toml"
    path.write_text(path.read_text("utf-8").replace("seed = 3", "seed = 4"), "utf-8")
    assert any("outside" in message for message in found(capsys, library))
    assert main(["audit", "verify", str(library)]) == 1
    assert main(["audit", "log", "samples", "--library", str(library)]) == 0


def test_the_file_of_samples_is_no_record_and_undo_leaves_it_alone(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    assert "samples" not in Library.open(library).ids()
    accept(library, rows[0])
    session = Session(Library.open(library), "A. Curator")
    session.undo()
    session.undo()
    assert told(capsys, str(library))["open"] == len(rows)


def test_line_by_line_the_queue_is_walked_through(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    talk = converse(library, "open 1", "/ queue:sample", "first", "next", "a", "quit")
    assert talk.code == 0
    assert len(queue(capsys, library)) == len(rows) - 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--error", "2"], "not a share"),
        (["--error", "0.1", "--by", "year"], "by csp"),
        (["--seed", "3"], "give --error"),
        (["--error", "0.1", "--seed", "-3"], "--seed"),
        ([], "there is no sample"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(
    library: Path, capsys: Captured, arguments: list[str], words: str
) -> None:
    try:
        code = main(["quality", "sample", str(library), *arguments])
    except SystemExit as error:
        code = int(str(error.code))
    assert code in (1, 2)
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_a_file_that_holds_no_samples_is_told(library: Path, capsys: Captured) -> None:
    (library / "samples.toml").write_text('format = 1\n[[samples]]\nid = "s-00000000"\n', "utf-8")
    assert main(["quality", "sample", str(library)]) == 1
    assert "samples.toml: an entry is no sample: it has no 'error'" in capsys.readouterr().err


def test_a_redaction_goes_over_samples_and_says_what_can_be_guessed_from_them(library: Path, capsys: Captured) -> None:
    session = Session(Library.open(library), "A. Curator")
    session.apply(NAMES[0], set_fields(load(library, NAMES[0]), "r001", {"title": "Umberfield House"}))
    drawn(capsys, library)
    session.apply(NAMES[0], set_fields(load(library, NAMES[0]), "r001", {"title": None}))
    (library.parent / "words").write_text("Umberfield House", "utf-8")
    capsys.readouterr()
    assert main(["audit", "redact", "--library", str(library), "--text-from", str(library.parent / "words")]) == 0
    assert "samples.toml: a sample keeps digits of digests" in capsys.readouterr().err
    assert main(["audit", "verify", str(library)]) == 0


def test_the_log_of_samples_names_what_was_drawn_and_not_the_whole_frame(library: Path, capsys: Captured) -> None:
    rows = drawn(capsys, library)
    capsys.readouterr()
    assert main(["audit", "log", "samples", "--library", str(library)]) == 0
    out = capsys.readouterr().out
    assert " ".join(rows[0]) in out
    assert "frame" not in out


def test_branches_that_each_drew_a_sample_keep_both(library: Path, capsys: Captured) -> None:
    drawn(capsys, library)
    (sample,) = samples_of(Library.open(library))
    assert newest(Library.open(library).samples_data()) == sample
    other = replace(sample, id="s-00000001")
    ours, theirs = ({"format": 1, "samples": [one.as_data]} for one in (sample, other))
    merged = join({"format": 1}, ours, theirs)
    assert merged.conflicts == ()
    assert samples_in(merged.data) == [sample, other]
