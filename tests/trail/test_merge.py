from dataclasses import replace

import pytest

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import apply, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.merge import held_again, join_heads, merge
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import RECORD, Writer, mixed, sample

START = sample()


def branch(path: str, new: object) -> Writer:
    writer = sample()
    writer.events, writer.data = list(START.events), START.data
    writer.edit(path, get(writer.data, path), new)
    return writer


def both(one: Writer, other: Writer) -> Trail:
    return Trail((*START.events, one.events[-1], other.events[-1]))


def test_disjoint_changes_join_and_the_joined_trail_verifies_and_replays() -> None:
    ours = branch("/recommendations/r001/status", "rejected")
    theirs = branch("/recommendations/r002/status", "queried")
    trail = both(ours, theirs)
    joined = join_heads(trail)
    assert joined.conflicts == ()
    assert [e.path for e in joined.missing_edits(ours.data)] == ["/recommendations/r002/status"]
    assert joined.missing_edits(joined.data) == ()
    events = merge(trail, joined, joined.data, by="A. Curator", tool="x")
    raw, event = b"".join(e.to_line() for e in events), events[-1]
    found = verify_bytes(raw)
    assert (found.broken, found.heads) == (None, (event.id,))
    assert rebuild_digest(raw) == digest(joined.data)


def test_a_disagreement_is_told_with_all_values_and_left_to_the_record() -> None:
    path = "/recommendations/r001/note"
    joined = join_heads(both(branch(path, "ours"), branch(path, "theirs")))
    assert [(c.path, c.base, c.ours, c.theirs) for c in joined.conflicts] == [(path, None, "ours", "theirs")]
    decided = branch(path, "both").data
    assert joined.missing_edits(decided) == ()
    assert joined.undecided(decided) == ()
    assert len(joined.undecided(branch(path, "theirs").data)) == 1


def test_one_head_needs_no_merge() -> None:
    with pytest.raises(RefusedError, match="nothing to merge"):
        join_heads(read_events(START.raw()))


def test_what_the_record_holds_beyond_both_branches_is_kept_and_told() -> None:
    trail = both(branch("/review/title", "Ours"), branch("/recommendations/r002/note", "theirs"))
    joined = join_heads(trail)
    new = {"key": "r004", "text": "Share it.", "addressed_to": "", "agencies": [], "status": "pending"}
    ours = joined.ours.data
    rows = ours["recommendations"]
    record = {**ours, "review": {**ours["review"], "csp": "Otherton"}, "recommendations": [rows[0], new, *rows[1:]]}
    assert {e.path for e in joined.edits_outside(record)} >= {"/review/csp", "/recommendations/r004"}
    after = apply(record, joined.missing_edits(record), check=False)
    assert [r["key"] for r in after["recommendations"]] == ["r002", "r004", "r001", "r003"]
    assert after["recommendations"][0]["note"] == "theirs"
    assert after["review"] == {"title": "Ours", "csp": "Otherton"}
    events = merge(trail, joined, after, by="A. Curator", tool="x")
    raw = b"".join(e.to_line() for e in events)
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(after)


def test_a_record_that_lacks_a_branch_s_change_was_not_edited_outside() -> None:
    joined = join_heads(both(branch("/review/title", "Ours"), branch("/review/csp", "Theirs")))
    for record in (START.data, joined.ours.data, joined.data):
        assert joined.edits_outside(record) == ()


def test_a_record_that_was_taken_out_as_a_whole_may_be_changed_as_a_whole() -> None:
    root, *others, last = mixed().events
    taken = replace(root.changes[0], old=None, new=None, salt="", redacted=f"sha256:{'0' * 64}")
    whole = replace(last.changes[0], path="", old=dict(RECORD), new=dict(RECORD))
    events = (replace(root, changes=(taken,)), *others, replace(last, changes=(whole,)))
    assert held_again(Trail(events), RECORD) == ()
