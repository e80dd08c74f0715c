"""Lines of one event, after branches were joined, back to one line that lacks whatever any of them lacks."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, apply, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, fold_two, folded, lines_of_events
from dhrcurate.trail.log import read_events
from dhrcurate.trail.merge import join_heads, merge
from dhrcurate.trail.replay import replay
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import Writer, redacted, sample

NAMES = ("Jane Roe", "John Doe")
NOTE = "/recommendations/r001/note"


def with_names() -> Writer:
    writer = sample()
    writer.edit(NOTE, None, "Jane Roe and John Doe", note="by Jane Roe")
    writer.edit(NOTE, "Jane Roe and John Doe", "John Doe", note="by John Doe")
    writer.edit("/recommendations/r001/agencies", [], list(NAMES))
    writer.edit("/recommendations/r001/agencies", list(NAMES), ["Exampleshire Police"])
    writer.edit(NOTE, "John Doe", "the panel")
    return writer


BASE = with_names()


def branch(raw: bytes, path: str, new: object) -> bytes:
    """A trail with one more edit."""
    trail = read_events(raw)
    assert trail.head is not None
    data = replay(trail).data
    edit = Edit(path, get(data, path), new)
    event = Event.make(
        parents=[trail.head.id], by="B. Curator", tool="t", action="edit",
        state=digest(apply(data, [edit], check=False)), edits=[edit],
    )  # fmt: skip
    return raw + event.to_line()


def merged(raw: bytes) -> bytes:
    """A folded trail with an event that merges its heads into the joined record."""
    trail = read_events(raw)
    joined = join_heads(trail)
    return lines_of_events(merge(trail, joined, joined.data, by="A. Curator", tool="t"))


def names_in(raw: bytes) -> set[str]:
    text = raw.decode().casefold()
    return {name for name in NAMES if name.casefold() in text}


def test_a_union_of_a_redacted_branch_and_one_that_is_not_loses_the_value_for_good() -> None:
    ours = redacted(BASE.raw(), "jane roe")
    theirs = branch(BASE.raw(), "/recommendations/r002/title", "Training")
    for union in (ours + theirs, theirs + ours):
        assert "audit merge" in (verify_bytes(union).broken or "")
        raw = folded(union)
        assert names_in(raw) == {"John Doe"}
        whole = merged(raw)
        assert verify_bytes(whole).broken is None
        assert rebuild_digest(whole) == digest(replay(read_events(whole)).data)
        assert folded(whole) == whole


def test_branches_that_took_out_different_parts_of_one_value_lose_both_and_the_merge_says_what_is_left() -> None:
    ours, theirs = redacted(BASE.raw(), "jane roe"), redacted(BASE.raw(), "john doe")
    whole = merged(folded(ours + theirs))
    assert names_in(whole) == set()
    assert verify_bytes(whole).broken is None
    assert rebuild_digest(whole) == digest(BASE.data)
    assert read_events(whole).events[-1].redacts


def test_branches_that_took_out_the_same_agree() -> None:
    ours, theirs = redacted(BASE.raw(), *NAMES), redacted(BASE.raw(), *NAMES)
    whole = merged(folded(theirs + ours))
    assert verify_bytes(whole).broken is None
    assert rebuild_digest(whole) == digest(BASE.data)
    assert read_events(whole).events[-1].redacts == ()


def test_a_merge_after_a_redaction_takes_every_earlier_salt() -> None:
    ours = redacted(BASE.raw(), "jane roe")
    theirs = branch(BASE.raw(), "/recommendations/r002/title", "Training")
    events = read_events(merged(folded(ours + theirs))).events
    assert [e.state_salt is None for e in events] == [True] * (len(events) - 1) + [False]


redactions = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), min_size=1, max_size=3)


@settings(max_examples=40)
@given(redactions)
def test_folding_is_the_same_in_any_order_and_when_repeated_and_brings_nothing_back(chosen: list[list[str]]) -> None:
    trails = [read_events(redacted(BASE.raw(), *names)).events for names in chosen]
    lines = [*(trail[: len(BASE.events)] for trail in trails), tuple(BASE.events)]
    for versions in zip(*lines, strict=True):
        results = set()
        for order in permutations(versions):
            result = order[0]
            for other in order[1:]:
                result = fold_two(result, other)
            results.add(result.to_line())
            assert all(fold_two(result, one) == fold_two(one, result) == result for one in versions)
        assert len(results) == 1
    whole = fold_events((*(event for trail in trails for event in trail), *BASE.events))
    gone = {name for names in chosen for name in names}
    assert names_in(lines_of_events(whole)) == set(NAMES) - gone
    assert fold_events(whole) == whole


def test_an_event_with_other_content_is_not_folded() -> None:
    forged = replace(BASE.events[-1], by="C. Curator")
    with pytest.raises(RefusedError, match="twice with different content"):
        folded(BASE.raw() + forged.to_line())


def test_events_come_after_their_parents() -> None:
    more = branch(BASE.raw(), "/recommendations/r002/title", "Training").splitlines(keepends=True)
    mixed_up = more[0] + more[-1] + b"".join(more[1:])
    assert folded(mixed_up + more[0]) == b"".join(more)


def test_what_a_branch_has_replaced_is_not_asked_for_when_it_is_gone() -> None:
    base = branch(BASE.raw(), NOTE, "Richard Miles")
    ours = redacted(branch(base, NOTE, "a neighbour"), "richard miles")
    trail = read_events(folded(branch(base, "/recommendations/r002/title", "Training") + ours))
    joined = join_heads(trail)
    assert joined.undecided(joined.data) == ()
    assert get(joined.data, NOTE) == "a neighbour"


def test_a_join_that_needs_a_value_that_is_gone_takes_the_record_s_own() -> None:
    base = branch(BASE.raw(), NOTE, "Richard Miles")
    ours = redacted(branch(base, NOTE, "a neighbour"), "richard miles")
    theirs = branch(base, NOTE, "a friend")
    for union in (ours + theirs, theirs + ours):
        trail = read_events(folded(union))
        joined = join_heads(trail)
        record = replay(trail, trail.by_id(trail.heads[0])).data
        assert [c.path for c in joined.undecided(record)] == [NOTE]
        assert joined.missing_edits(record) == ()
        whole = lines_of_events(merge(trail, joined, record, by="A. Curator", tool="t"))
        assert verify_bytes(whole).broken is None
        assert rebuild_digest(whole) == digest(record)
        assert "richard miles" not in whole.decode().casefold()


def test_a_copy_of_a_line_that_was_emptied_by_hand_takes_nothing_away() -> None:
    events = read_events(BASE.raw()).events
    for event in events[1:]:
        emptied = replace(
            event, changes=tuple(c.without_values() for c in event.changes), state_salt=None
        ).without_note()
        for union in ((*events, emptied), (emptied, *events)):
            assert lines_of_events(fold_events(union)) == BASE.raw()


def test_a_note_and_a_salt_that_no_redaction_takes_come_from_whichever_line_has_them() -> None:
    one, other = BASE.raw(), redacted(BASE.raw(), "jane roe")
    whole = folded(one + other)
    emptied = [replace(e, state_salt=None).without_note() for e in read_events(other).events]
    assert folded(whole + lines_of_events(emptied)) == whole
