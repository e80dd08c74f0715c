"""What curators do to a library, as scenarios for disks that fail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.adopting import adopt
from dhrcurate.curation.auditing.redaction import redact, secret_at
from dhrcurate.curation.auditing.restoring import restore
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, signoff, structure
from dhrcurate.curation.proposal import Batch, Proposal, Saved
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
from dhrcurate.storage.codec import dump
from faulty import Unsynced

Acknowledge = Callable[[Saved | Batch | None], None]
"""Called with what was saved, as soon as the curator may rely on it."""

Scenario = Callable[[Session, Acknowledge], None]

TRAILED, BARE, OTHER = "exampleton-2023-06", "nowhere-2019", "somewhere-2021-04"
"""A record with a trail, one without, and another with one."""

NEW = "newcomer-2024"


PAGE = b"a page of words\n" * 20


def content(record_id: str) -> dict[str, Any]:
    """A small record that names its source page."""
    rows = [
        {"key": f"r{i:03}", "number": str(i), "text": f"Train staff, {i} times.\nReport it.", "addressed_to": "Police"}
        for i in range(1, 4)
    ]
    return {
        "format": 1,
        "id": record_id,
        "review": {"title": f"{record_id} review", "csp": "Exampleton"},
        "source": {"page": f"sources/{record_id}.txt", "sha256": hashlib.sha256(PAGE).hexdigest()},
        "curation": {"state": "open"},
        "recommendations": [{**row, "agencies": [], "status": "pending"} for row in rows],
    }


def library(root: Path) -> Path:
    """Makes the library that every scenario begins with."""
    root.mkdir(parents=True, exist_ok=True)
    (root / f"{BARE}.toml").write_bytes(dump(content(BARE)))
    (root / "sources").mkdir()
    (root / "sources" / f"{BARE}.txt").write_bytes(PAGE)
    session = Session(Library.open(root), "A. Curator", ops=Unsynced())
    for record_id in (TRAILED, OTHER):
        session.create(record_id, content(record_id), page=(".txt", PAGE))
        session.apply(record_id, decide.accept(content(record_id), "r001"))
    return root


def _data(session: Session, record_id: str) -> Any:
    return session.library.load(record_id).data


def decision(session: Session, ack: Acknowledge) -> None:
    ack(session.apply(TRAILED, decide.reject(_data(session, TRAILED), "r002", "twice the same")))


def two_decisions(session: Session, ack: Acknowledge) -> None:
    for key in ("r002", "r003"):
        ack(session.apply(TRAILED, decide.accept(_data(session, TRAILED), key)))


def first_decision(session: Session, ack: Acknowledge) -> None:
    ack(session.apply(BARE, decide.accept(_data(session, BARE), "r002")))


def division(session: Session, ack: Acknowledge) -> None:
    proposal = structure.split_text(_data(session, TRAILED), "r002", 22, used=session.used_keys(TRAILED))
    ack(session.apply(TRAILED, proposal))


def undoing_and_redoing(session: Session, ack: Acknowledge) -> None:
    ack(session.undo(TRAILED))
    ack(session.redo(TRAILED))


def signing_off(session: Session, ack: Acknowledge) -> None:
    ack(session.apply(OTHER, signoff.sign_off(_data(session, OTHER), session.curator)))
    ack(session.apply(OTHER, signoff.reopen(_data(session, OTHER))))


def importing(session: Session, ack: Acknowledge) -> None:
    ack(session.create(NEW, content(NEW), page=(".txt", PAGE)))


def bulk(session: Session, ack: Acknowledge) -> None:
    entry = {"id": "x", "name": "Exampleshire Police", "kind": "police"}
    proposals = {i: decide.accept(_data(session, i), "r003") for i in (BARE, TRAILED, OTHER)}
    proposals["agencies"] = Proposal("edit", (Edit("/agencies/x", None, entry),))
    ack(session.apply_many(proposals, "all of them"))


def bulk_undone(session: Session, ack: Acknowledge) -> None:
    bulk(session, ack)
    ack(session.undo(TRAILED))


def adopting(session: Session, ack: Acknowledge) -> None:
    path = session.library.folder.record_path(TRAILED)
    path.write_bytes(path.read_bytes().replace(b"Train staff, 2 times", b"Train all staff"))
    adopt(session, find_target(TRAILED, session.library.root), "by hand")
    ack(None)


def restoring(session: Session, ack: Acknowledge) -> None:
    target = find_target(TRAILED, session.library.root)
    restore(session, target, target.read().events[0].id, "as imported")
    ack(None)


def redacting(session: Session, ack: Acknowledge) -> None:
    ack(session.apply(TRAILED, decide.query(_data(session, TRAILED), "r002", "a name that should not be here")))
    ack(session.apply(TRAILED, decide.query(_data(session, TRAILED), "r002", "who?")))
    target = find_target(TRAILED, session.library.root)
    secret = secret_at(target, target.read().events[-2].id, "/recommendations/r002/note")
    redact(session, [target], secret, "it was never to be there")
    ack(None)


SCENARIOS: dict[str, Scenario] = {
    s.__name__: s
    for s in (
        decision,
        two_decisions,
        first_decision,
        division,
        undoing_and_redoing,
        signing_off,
        importing,
        bulk,
        bulk_undone,
        restoring,
        redacting,
    )
}
"""Every way of writing. (An adoption begins with a change from outside, so its library is not whole before it.)"""
