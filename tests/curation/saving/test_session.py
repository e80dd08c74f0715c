from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from dhrcurate.curation.auditing.adopting import adopt
from dhrcurate.curation.auditing.joining import merge_heads
from dhrcurate.curation.auditing.problems import problems_of
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.library import Library
from dhrcurate.curation.naming.agencies import Scope
from dhrcurate.curation.naming.deciding import decide_name
from dhrcurate.curation.operations import decide, facts, fields, signoff, structure
from dhrcurate.curation.proposal import Batch, Proposal, Saved
from dhrcurate.curation.saving.on_disk import ChangedOutsideError
from dhrcurate.curation.saving.opening import settled
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import Data, Edit
from dhrcurate.domain.errors import ConflictError, NotSavedError, RefusedError, SignedOffError, UnusableError
from dhrcurate.domain.finding import Severity
from dhrcurate.storage.codec import parse
from dhrcurate.storage.commit import UnconfirmedError
from dhrcurate.storage.folder import staged_beside
from dhrcurate.storage.lock import library_lock
from dhrcurate.trail.replay import replay
from fake_names import FakeNames
from faulty import Faulty, Unsynced, check_whole
from scenarios import BARE, NEW, OTHER, PAGE, TRAILED, content, library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library(tmp_path / "library")


def session(root: Path, curator: str = "A. Curator") -> Session:
    return Session(Library.open(root), curator, ops=Unsynced())


def data(root: Path, record_id: str) -> Data:
    return Library.open(root).load(record_id).data


def statuses(root: Path, record_id: str) -> str:
    record = Library.open(root).load(record_id).record
    assert record is not None
    return "".join(r.status.value[0] for r in record.recommendations)


def test_a_decision_changes_one_line_and_adds_one_event(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    before = path.read_bytes().splitlines()
    saved = session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    after = path.read_bytes().splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        (b'status = "pending"', b'status = "accepted"')
    ]
    assert saved.event is not None
    assert (saved.event.by, saved.event.action) == ("A. Curator", "edit")
    assert saved.event.changes[0].path == "/recommendations/r002/status"
    trail = find_target(TRAILED, root).read()
    assert [e.action for e in trail.events] == ["import", "edit", "edit"]
    assert replay(trail).data == to_json(dict(saved.loaded.data))
    check_whole(root)


def test_a_record_without_a_trail_gets_one_and_its_curator_is_told(root: Path) -> None:
    saved = session(root).apply(BARE, decide.accept(data(root, BARE), "r001"))
    assert [e.action for e in find_target(BARE, root).read().events] == ["adopt", "edit"]
    assert "no trail" in saved.notices[0]
    check_whole(root)


def test_what_stands_so_already_writes_nothing(root: Path) -> None:
    trail = find_target(TRAILED, root).read_bytes()
    saved = session(root).apply(
        TRAILED, Proposal("edit", (Edit("/recommendations/r001/status", "pending", "accepted"),))
    )
    assert saved.event is None
    assert find_target(TRAILED, root).read_bytes() == trail


def test_edits_of_different_fields_by_two_curators_both_survive(root: Path) -> None:
    seen = Library.open(root).load(TRAILED)
    session(root, "First").apply(TRAILED, decide.reject(seen.data, "r002", "no"), base=seen.digest)
    saved = session(root, "Second").apply(
        TRAILED, fields.set_field(seen.data, "r002", "title", "Theme"), base=seen.digest
    )
    assert saved.merged
    row = data(root, TRAILED)["recommendations"][1]
    assert (row["status"], row["title"]) == ("rejected", "Theme")
    check_whole(root)


def test_the_second_to_change_a_field_is_told_by_whom_it_was_changed(root: Path) -> None:
    seen = Library.open(root).load(TRAILED)
    session(root, "First").apply(TRAILED, decide.reject(seen.data, "r002", "no"), base=seen.digest)
    trail = find_target(TRAILED, root).read_bytes()
    with pytest.raises(ConflictError, match="First") as caught:
        session(root, "Second").apply(TRAILED, decide.query(seen.data, "r002", "why?"), base=seen.digest)
    assert caught.value.paths == ("/recommendations/r002/status", "/recommendations/r002/note")
    assert find_target(TRAILED, root).read_bytes() == trail


def test_agencies_are_not_set_for_a_cell_that_another_curator_changed_meanwhile(root: Path) -> None:
    seen = Library.open(root).load(TRAILED)
    assert seen.record is not None
    looked = decide_name(_cell(seen.data, "r002"), "Exampleshire Police", Scope.RECORD, (TRAILED, "r002"))
    bulk = looked.preview([seen.record], FakeNames()).proposals()
    one = fields.set_agencies(seen.data, "r002", ["Exampleshire Police"]).decided_on(seen.data)
    session(root, "First").apply(TRAILED, fields.set_field(seen.data, "r002", "addressed_to", "Exampleton Refuge"))
    with pytest.raises(ConflictError, match="First") as caught:
        session(root, "Second").apply(TRAILED, one)
    assert caught.value.paths == ("/recommendations/r002/addressed_to",)
    batch = session(root, "Second").apply_many(bulk)
    assert "/recommendations/r002/addressed_to was changed meanwhile by First" in batch.skipped[TRAILED]
    assert not data(root, TRAILED)["recommendations"][1].get("agencies")


def test_names_are_not_decided_in_a_record_that_was_given_to_another_area_meanwhile(root: Path) -> None:
    seen = Library.open(root).load(TRAILED)
    assert seen.record is not None
    looked = decide_name(_cell(seen.data, "r002"), "Exampleshire Police", Scope.LIBRARY)
    bulk = looked.preview([seen.record], FakeNames()).proposals()
    session(root, "First").apply(TRAILED, facts.set_facts(seen.data, {"csp": "Safer Borderland"}))
    batch = session(root, "Second").apply_many(bulk)
    assert list(batch.skipped) == [TRAILED]
    assert not data(root, TRAILED)["recommendations"][1].get("agencies")


def _cell(record: Data, key: str) -> str:
    return str(next(row["addressed_to"] for row in record["recommendations"] if row["key"] == key))


def test_a_change_from_outside_is_refused_until_it_is_adopted(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    path.write_bytes(path.read_bytes().replace(b"Train staff, 2", b"Train all staff, 2"))
    by_hand = path.read_bytes()
    with pytest.raises(ChangedOutsideError, match="audit adopt"):
        session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    assert path.read_bytes() == by_hand
    adopt(session(root), find_target(TRAILED, root), "a misprint")
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    check_whole(root)


def test_a_change_of_layout_from_outside_is_no_change(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    path.write_bytes(b"# a comment\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    raw = path.read_bytes()
    assert raw.startswith(b"# a comment\n")
    assert raw.count(b"\n") - raw.count(b"\r\n") == 1


def test_a_record_that_cannot_be_read_is_never_written(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    for broken in (b"x = [", b"format = 2\n", path.read_bytes().replace(b'csp = "Exampleton"', b"csp = inf")):
        path.write_bytes(broken)
        with pytest.raises(RefusedError):
            session(root).apply(TRAILED, Proposal("edit", (Edit("/review/title", None, "T"),)))
        assert path.read_bytes() == broken


def test_a_change_that_would_leave_no_record_is_refused(root: Path) -> None:
    with pytest.raises(RefusedError, match="valid record"):
        session(root).apply(TRAILED, Proposal("edit", (Edit("/recommendations/r001/status", "accepted", "done"),)))
    check_whole(root)


def test_a_signed_off_record_takes_no_edit_until_it_is_reopened(root: Path) -> None:
    mine = session(root)
    mine.apply(TRAILED, signoff.sign_off(data(root, TRAILED), "A. Curator"))
    with pytest.raises(SignedOffError):
        mine.apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    batch = mine.apply_many({i: decide.accept(content(i), "r002") for i in (TRAILED, OTHER)})
    assert [s.record_id for s in batch.saved] == [OTHER]
    assert "signed off" in batch.skipped[TRAILED]
    mine.apply(TRAILED, signoff.reopen(data(root, TRAILED)))
    mine.apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    assert statuses(root, TRAILED) == "aap"


def test_undo_and_redo_work_across_restarts_one_step_at_a_time(root: Path) -> None:
    for key in ("r002", "r003"):
        session(root).apply(TRAILED, decide.accept(data(root, TRAILED), key))
    seen = []
    for step in ("undo", "undo", "undo", "undo", "redo", "redo", "undo", "redo", "redo", "redo"):
        outcome = getattr(session(root), step)(TRAILED)
        seen.append(statuses(root, TRAILED) if outcome else "-")
    assert seen == ["aap", "app", "ppp", "-", "app", "aap", "app", "aap", "aaa", "-"]
    check_whole(root)


def test_a_new_decision_ends_what_could_be_made_again(root: Path) -> None:
    session(root).undo(TRAILED)
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    assert session(root).redo(TRAILED) is None


def test_undo_takes_back_one_s_own_changes_only(root: Path) -> None:
    session(root, "B. Other").apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    assert session(root, "C. Third").undo(TRAILED) is None
    session(root).undo(TRAILED)
    assert statuses(root, TRAILED) == "pap"


def test_structure_is_undone_to_the_same_bytes(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    before = path.read_bytes()
    for proposal in (
        structure.split_text(data(root, TRAILED), "r002", 22),
        structure.join_next(data(root, TRAILED), "r001"),
        structure.remove(data(root, TRAILED), "r002"),
        structure.move(data(root, TRAILED), "r003", -2),
        structure.add(data(root, TRAILED), "r001"),
        structure.lift_title(data(root, TRAILED), "r001"),
    ):
        session(root).apply(TRAILED, proposal)
        assert path.read_bytes() != before
        session(root).undo(TRAILED)
        assert path.read_bytes() == before
    check_whole(root)


def test_a_key_is_never_given_twice(root: Path) -> None:
    mine = session(root)
    mine.apply(TRAILED, structure.remove(data(root, TRAILED), "r003"))
    assert "r003" in mine.used_keys(TRAILED)
    mine.apply(TRAILED, structure.add(data(root, TRAILED), None, used=mine.used_keys(TRAILED)))
    assert [r["key"] for r in data(root, TRAILED)["recommendations"]] == ["r001", "r002", "r004"]


def test_a_bulk_change_over_records_and_the_register_is_one_step(root: Path) -> None:
    entry = {"id": "x", "name": "Exampleshire Police", "kind": "police"}
    proposals = {i: decide.accept(content(i), "r003") for i in (BARE, TRAILED, OTHER)}
    batch = session(root).apply_many({**proposals, "agencies": Proposal("edit", (Edit("/agencies/x", None, entry),))})
    assert isinstance(batch, Batch)
    assert {s.event.batch for s in batch.saved if s.event} == {batch.id}
    assert parse((root / "agencies.toml").read_bytes()) == {"format": 1, "agencies": [entry]}
    undone = session(root).undo(OTHER)
    assert isinstance(undone, Batch)
    assert [statuses(root, i) for i in (BARE, TRAILED, OTHER)] == ["ppp", "app", "app"]
    assert parse((root / "agencies.toml").read_bytes()).get("agencies", []) == []
    session(root).redo(TRAILED)
    assert [statuses(root, i) for i in (BARE, TRAILED, OTHER)] == ["ppa", "apa", "apa"]
    check_whole(root)


def test_the_library_s_last_change_is_the_curator_s_own_whatever_others_changed_since(root: Path) -> None:
    session(root).apply(BARE, decide.accept(data(root, BARE), "r003"))
    session(root).apply(OTHER, decide.accept(data(root, OTHER), "r003"))
    session(root, "B. Other").apply(BARE, decide.accept(data(root, BARE), "r001"))
    for record_id in (OTHER, BARE):
        saved = session(root).undo()
        assert isinstance(saved, Saved)
        assert saved.record_id == record_id


def test_the_library_s_last_change_is_undone_where_no_record_is_named(root: Path) -> None:
    session(root).apply(OTHER, decide.accept(data(root, OTHER), "r003"))
    saved = session(root).undo()
    assert isinstance(saved, Saved)
    assert saved.record_id == OTHER


def test_a_register_that_would_be_broken_is_not_written(root: Path) -> None:
    with pytest.raises(RefusedError, match="kind"):
        session(root).apply("agencies", Proposal("edit", (Edit("/agencies/x", None, {"id": "x", "name": "X"}),)))
    assert not (root / "agencies.toml").exists()


def test_a_new_record_comes_with_its_trail_and_page_and_overwrites_nothing(root: Path) -> None:
    saved = session(root).create(NEW, content(NEW), page=(".txt", PAGE), note="from a page")
    assert saved.event is not None
    assert (saved.event.action, saved.event.note) == ("import", "from a page")
    assert (root / "sources" / f"{NEW}.txt").read_bytes() == PAGE
    check_whole(root)
    with pytest.raises(RefusedError, match="already"):
        session(root).create(NEW, content(NEW))
    (root / "sources" / "else.txt").write_bytes(b"another page")
    with pytest.raises(RefusedError, match="another page"):
        session(root).create("else", content("else"), page=(".txt", PAGE))
    assert not (root / "else.toml").exists()


def test_a_link_in_the_place_of_a_record_or_its_staged_file_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (root / f".{TRAILED}.toml.staged").symlink_to(outside)
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    real = root / f"{OTHER}.toml"
    real.rename(root / "real")
    real.symlink_to("real")
    with pytest.raises(RefusedError, match="symbolic link"):
        session(root).apply(OTHER, decide.accept(data(root, OTHER), "r002"))
    assert outside.read_text() == "precious"


def test_links_in_the_library_s_own_folders_are_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "precious").write_text("precious")
    private = root / ".dhrcurate"
    (private / "lock-owner.json").unlink()
    (private / "lock-owner.json").symlink_to(tmp_path / "precious")
    (private / "batches").symlink_to(tmp_path / "outside")
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    with pytest.raises(NotSavedError, match="symbolic link"):
        session(root).apply_many({OTHER: decide.accept(data(root, OTHER), "r002")})
    shutil.rmtree(root / "sources")
    (root / "sources").symlink_to(tmp_path / "outside")
    with pytest.raises(RefusedError, match="symbolic link"):
        session(root).create(NEW, content(NEW), page=(".txt", PAGE))
    assert (tmp_path / "precious").read_text() == "precious"
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_decision_whose_last_sync_failed_is_written_anew_and_not_just_called_saved(root: Path) -> None:
    ops = Faulty()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    proposal = decide.accept(data(root, TRAILED), "r002")
    mine.apply(OTHER, decide.accept(data(root, OTHER), "r002"))
    ops.at, ops.fault = ops.count * 2 - 1, "EIO"
    with pytest.raises(UnconfirmedError):
        mine.apply(TRAILED, proposal)
    assert ops.kinds[-1] == "fsync_dir"
    ops.kinds.clear()
    assert mine.apply(TRAILED, proposal).event is None
    assert ops.kinds == ["create", "chmod", "write", "fsync", "close", "replace", "fsync_dir"] * 2  # trail and record
    check_whole(root)


def test_a_torn_last_line_is_set_aside_with_a_notice(root: Path) -> None:
    trail = root / f"{TRAILED}.trail.jsonl"
    whole = trail.read_bytes()
    trail.write_bytes(whole + b'{"v":1,"parents":["abc')
    saved = session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    assert "set aside" in saved.notices[0]
    aside = next((root / ".dhrcurate" / "set-aside").iterdir())
    assert aside.read_bytes() == b'{"v":1,"parents":["abc'
    check_whole(root)


def test_two_heads_take_no_edit_until_they_are_merged(root: Path) -> None:
    trail, record = root / f"{TRAILED}.trail.jsonl", root / f"{TRAILED}.toml"
    lines, bytes_before = trail.read_bytes(), record.read_bytes()
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    ours = trail.read_bytes()[len(lines) :]
    trail.write_bytes(lines)
    record.write_bytes(bytes_before)
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    trail.write_bytes(trail.read_bytes() + ours)
    with pytest.raises(RefusedError, match="audit merge"):
        session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))


def test_the_trail_of_another_curator_is_read_on_from_where_it_ended(root: Path) -> None:
    mine, theirs = session(root), session(root, "B. Other")
    for key in ("r002", "r003"):
        for who in (mine, theirs):
            note = f"{who.curator} {key}"
            who.apply(TRAILED, fields.set_field(data(root, TRAILED), key, "note", note))
    assert len(find_target(TRAILED, root).read().events) == 6
    assert not [p for p in problems_of(find_target(TRAILED, root)) if p.severity is Severity.ERROR]


def test_a_name_that_is_no_record_is_refused(root: Path) -> None:
    with pytest.raises(UnusableError):
        session(root).apply("../outside", Proposal("edit", ()))
    with pytest.raises(RefusedError, match="not there"):
        session(root).apply("absent-1", Proposal("edit", (Edit("/review/title", None, "T"),)))
    with pytest.raises(UnusableError, match="no such folder"):
        Library.open(root / "absent")


def test_a_write_that_failed_and_could_not_be_taken_back_is_not_said_to_have_changed_nothing(root: Path) -> None:
    ops = Stuck()
    mine = Session(Library.open(root), "A. Curator", ops=ops)
    proposal = decide.accept(data(root, TRAILED), "r002")
    with pytest.raises(UnconfirmedError, match="not known to be saved"):
        mine.apply(TRAILED, proposal)
    ops.mended = True
    assert mine.apply(TRAILED, proposal).record_id == TRAILED
    assert statuses(root, TRAILED) == "aap"
    assert ops.trails_written == 1, "what could not be synced is written anew"
    check_whole(root)


class Stuck(Unsynced):
    """Operations that can neither sync the trail of a record nor cut it back, until they are mended."""

    mended = False
    trails_written = 0

    def open_append(self, path: Path) -> int:
        """Notes the file."""
        self._trail = super().open_append(path)
        return self._trail

    def fsync(self, file: int) -> None:
        """Fails for the trail."""
        if not self.mended and file == getattr(self, "_trail", None):
            raise OSError(errno.EIO, "input/output error")

    def truncate(self, file: int, size: int) -> None:
        """Fails."""
        if not self.mended:
            raise OSError(errno.EIO, "input/output error")
        super().truncate(file, size)

    def replace(self, source: Path, target: Path) -> None:
        """Counts the trails that are written whole."""
        self.trails_written += target.name.endswith(".trail.jsonl")
        super().replace(source, target)


def test_a_staged_file_is_compared_with_every_head(root: Path) -> None:
    path, trail = root / f"{TRAILED}.toml", root / f"{TRAILED}.trail.jsonl"
    before = path.read_bytes(), trail.read_bytes()
    session(root, "One").apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    one = path.read_bytes(), trail.read_bytes()[len(before[1]) :]
    path.write_bytes(before[0])
    trail.write_bytes(before[1])
    session(root, "Two").apply(TRAILED, decide.reject(data(root, TRAILED), "r003", "no"))
    trail.write_bytes(trail.read_bytes() + one[1])
    staged = staged_beside(path)
    staged.write_bytes(b"# of no head\n" + before[0])
    session(root).recover()
    assert not staged.exists()
    path.write_bytes(before[0])
    staged.write_bytes(one[0])
    assert any("completed" in notice for notice in session(root).recover())
    assert path.read_bytes() == one[0]
    merged = merge_heads(session(root), find_target(TRAILED, root))
    assert merged.event is not None
    assert statuses(root, TRAILED) == "aar"
    check_whole(root)


def test_a_staged_file_whose_record_was_changed_outside_stays_until_that_is_adopted(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    before = path.read_bytes()
    session(root).apply(TRAILED, decide.accept(data(root, TRAILED), "r002"))
    staged_beside(path).write_bytes(path.read_bytes())
    by_hand = before.replace(b"Train staff, 2", b"Train all staff, 2")
    path.write_bytes(by_hand)
    mine = session(root)
    with pytest.raises(ChangedOutsideError):
        mine.apply(TRAILED, decide.accept(data(root, TRAILED), "r003"))
    assert (path.read_bytes(), staged_beside(path).exists()) == (by_hand, True)
    adopt(mine, find_target(TRAILED, root), "by hand")
    assert (path.read_bytes(), staged_beside(path).exists()) == (by_hand, False)
    check_whole(root)


def test_a_damaged_file_keeps_no_other_from_being_recovered(root: Path) -> None:
    for record_id in (OTHER, TRAILED):
        path = root / f"{record_id}.toml"
        before = path.read_bytes()
        session(root).apply(record_id, decide.accept(data(root, record_id), "r002"))
        staged_beside(path).write_bytes(path.read_bytes())
        path.write_bytes(before)
    (root / f"{TRAILED}.trail.jsonl").write_bytes(b"no event\n")
    notices = session(root).recover()
    assert sum("could not be settled" in notice for notice in notices) == 1
    assert statuses(root, OTHER) == "aap"
    saved = session(root).apply(OTHER, decide.accept(data(root, OTHER), "r003"))
    assert saved.event is not None


def test_what_a_crash_left_is_settled_at_the_opening_which_waits_for_nobody(root: Path) -> None:
    assert settled(Library.open(root)) == Opening()
    path = root / f"{OTHER}.toml"
    before = path.read_bytes()
    session(root).apply(OTHER, decide.accept(data(root, OTHER), "r002"))
    after = path.read_bytes()
    staged_beside(path).write_bytes(after)
    path.write_bytes(before)
    with library_lock(root, "B. Other"):
        held = settled(Library.open(root))
    assert (held.settled, path.read_bytes()) == (False, before)
    assert "being written by B. Other" in held.notices[0]
    assert "stays as it is" in held.notices[0]
    assert settled(Library.open(root)).settled
    assert path.read_bytes() == after
    check_whole(root)
