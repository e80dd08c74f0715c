from dataclasses import replace

import pytest

from dhrcurate.domain.edit import Edit, apply, get
from dhrcurate.domain.errors import UnusableError
from dhrcurate.trail.history import at, blame, concerning, narrowed, reversed_events, used_keys
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.merge import join_heads, merge
from trails import Writer, sample

WRITER = sample()
TRAIL = read_events(WRITER.raw())


def test_the_events_of_one_recommendation_are_told_newest_first() -> None:
    assert [e.action for e in concerning(TRAIL, "r001")] == ["undo", "edit", "edit", "import"]
    assert len(concerning(TRAIL)) == 7


def test_blame_names_the_event_that_last_set_each_value() -> None:
    found = {b.path: b for b in blame(TRAIL)}
    assert found["/recommendations/r001/status"].event == TRAIL.events[1]
    assert found["/recommendations/r001/agencies"].event.action == "undo"
    assert found["/review/csp"].event.action == "import"
    assert found["/recommendations/r003/text"].event == TRAIL.events[5]
    assert all(get(WRITER.data, b.path) == b.value for b in found.values())


def test_an_undone_event_is_known_as_taken_back_until_it_is_redone() -> None:
    undone = TRAIL.events[2]
    assert reversed_events(TRAIL) == {undone.id}
    writer = sample()
    undo = writer.events[3]
    writer.edit("/review/csp", "Exampleton", "Otherton")
    redo = writer._add("redo", list(writer.events[2].edits), reverses=writer.events[2].id)
    assert undo.reverses
    assert redo.reverses
    assert reversed_events(read_events(writer.raw())) == frozenset()


def test_a_moment_means_the_last_event_before_it() -> None:
    assert at(TRAIL, "2999-01-01") == TRAIL.events[-1]
    assert at(TRAIL, TRAIL.events[-1].at) == TRAIL.events[-1]
    assert at(TRAIL, TRAIL.events[3].id[:12]) == TRAIL.events[3]
    with pytest.raises(UnusableError, match="no event at or before"):
        at(TRAIL, "2001-01-01")
    with pytest.raises(UnusableError, match="no event of the trail has the id ffff"):
        at(TRAIL, "ffffffffffff")
    with pytest.raises(UnusableError, match="neither"):
        at(TRAIL, "yesterday")


def test_a_removed_recommendation_keeps_its_key_used() -> None:
    writer = sample()
    writer.edit("/recommendations/r003", get(writer.data, "/recommendations/r003"), None)
    assert used_keys(read_events(writer.raw())) == {"r001", "r002", "r003"}


def merged(ours: list[tuple[str, object]], theirs: list[tuple[str, object]], *after: tuple[str, object]) -> Trail:
    """Two branches, ours of "A. Curator" and theirs of "B. Curator", and their merge by "M. Merger"."""
    sides: list[Writer] = []
    for by, edits in (("A. Curator", ours), ("B. Curator", theirs)):
        side = Writer()
        side.events, side.data = list(WRITER.events), WRITER.data
        for path, new in edits:
            event = side.edit(path, get(side.data, path), new)
            named = replace(event, by=by)
            side.events[-1] = replace(named, id=named.computed_id())
        sides.append(side)
    count = len(WRITER.events)
    trail = Trail((*sides[0].events, *sides[1].events[count:]))
    joined = join_heads(trail)
    record = apply(joined.data, [Edit(path, None, new) for path, new in after], check=False)
    return Trail(merge(trail, joined, record, by="M. Merger", tool="x"))


def test_what_a_merge_took_from_the_other_branch_is_said_to_be_set_by_who_set_it_there() -> None:
    trail = merged([("/recommendations/r001/note", "ours")], [("/recommendations/r002/status", "rejected")])
    by = {b.path: b.event.by for b in blame(trail)}
    assert by["/recommendations/r001/note"] == "A. Curator"
    assert by["/recommendations/r002/status"] == "B. Curator"


def test_what_a_merge_chose_itself_is_set_by_the_merger() -> None:
    note, title = "/recommendations/r001/note", "/review/title"
    trail = merged(
        [(note, "ours"), (title, "Ours")], [(note, "theirs"), (title, "Theirs")], (note, "all"), (title, "Theirs")
    )
    by = {b.path: b.event.by for b in blame(trail)}
    assert by[note] == "M. Merger"
    assert by[title] == "M. Merger"


def test_a_recommendation_that_the_other_branch_added_and_decided_is_theirs() -> None:
    row = {"key": "r009", "text": "Meet.", "addressed_to": "", "agencies": [], "status": "pending"}
    at_r009 = "/recommendations/r009"
    trail = merged([("/review/csp", "Otherton")], [(at_r009, row), (f"{at_r009}/status", "queried")])
    found = {b.path: b for b in blame(trail)}
    assert {b.event.by for path, b in found.items() if path.startswith(at_r009)} == {"B. Curator"}
    assert found[f"{at_r009}/status"].event.changes[0].path == f"{at_r009}/status"


def test_a_merge_is_shown_for_one_recommendation_without_its_changes_of_others() -> None:
    trail = merged(
        [("/review/csp", "Otherton")],
        [("/recommendations/r001/status", "rejected"), ("/recommendations/r002/status", "rejected")],
    )
    event = concerning(trail, "r001")[0]
    assert len(event.changes) == 2
    assert [c.path for c in narrowed(event, "r001").changes] == ["/recommendations/r001/status"]
    assert narrowed(event, None) == event


def test_after_a_merge_the_events_of_both_branches_are_told_by_their_time() -> None:
    trail = merged([("/review/csp", "Otherton")], [("/review/title", "Theirs")])
    *before, ours, theirs, joined = trail.events
    sooner, later = "2026-11-22T10:00:00.000Z", "2026-11-22T11:00:00.000Z"
    swapped = Trail((*before, replace(ours, at=later), replace(theirs, at=sooner), joined))
    assert [e.id for e in concerning(swapped)][:3] == [joined.id, ours.id, theirs.id]
    assert [e.id for e in concerning(swapped)][3:] == [e.id for e in reversed(before)]
