import pytest

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.merge import join_heads, merge
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import Writer, sample

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
