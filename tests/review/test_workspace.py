"""The open records and the way to change them, without a screen."""

from __future__ import annotations

from pathlib import Path

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.review.save_queue import SaveQueue
from dhrcurate.review.workspace import Workspace
from faulty import Unsynced
from tui_help import RECORD, write_record

ID = "exampleton-2023-06"


def test_what_was_saved_here_and_not_heard_of_yet_is_no_change_by_another(tmp_path: Path) -> None:
    root = tmp_path / "records"
    write_record(root, ID, RECORD)
    workspace = Workspace(Library.open(root), SaveQueue(lambda *_: None, lambda *_: None, lambda *_: None))
    workspace.session = Session(workspace.library, "A. Curator", ops=Unsynced())
    workspace.propose(ID, decide.accept(workspace.record(ID).data, "r001"), "accept")
    workspace.save_queue.shown()
    assert workspace.save_queue.wait(10)
    assert workspace.touched(ID)
    assert not workspace.reread(ID)
    assert workspace.record(ID).progress() == (1, 4)
    other = Session(Library.open(root), "B. Other", ops=Unsynced())
    other.apply(ID, decide.accept(other.library.load(ID).data, "r002"))
    assert workspace.reread(ID)
    assert workspace.record(ID).progress() == (2, 4)
    assert workspace.close()
