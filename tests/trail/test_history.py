import pytest

from dhrcurate.domain.edit import get
from dhrcurate.domain.errors import UnusableError
from dhrcurate.trail.history import at, blame, concerning, reversed_events, used_keys
from dhrcurate.trail.log import read_events
from trails import sample

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
