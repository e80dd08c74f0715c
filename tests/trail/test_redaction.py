"""Values that are taken out of a trail for good."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import REDACTED, Change
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.log import Trail, read_events
from dhrcurate.trail.redact import Secret, blanked, with_digests
from dhrcurate.trail.replay import replay
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import Writer, first_version, mixed, redacted, sample

NAME = "Jane Roe"
NOTE = "/recommendations/r001/note"


def with_a_name() -> Writer:
    """A trail in which a name came and went: in a note, in a list, in another case, and as a reason."""
    writer = sample()
    writer.edit(NOTE, None, f"{NAME} said so", note=f"told by {NAME}")
    writer.edit(NOTE, f"{NAME} said so", "the panel said so")
    bodies = "/recommendations/r002/agencies"
    writer.edit(bodies, [], ["Exampleshire Police", "JANE ROE"])
    writer.edit(bodies, ["Exampleshire Police", "JANE ROE"], ["Exampleshire Police"])
    return writer


def sealed(event: Event) -> Event:
    return replace(event, id=event.computed_id())


def test_a_value_is_taken_out_wherever_it_stands_and_all_still_verifies() -> None:
    writer = with_a_name()
    raw = redacted(writer.raw(), NAME)
    assert NAME.casefold() not in raw.decode().casefold()
    found = verify_bytes(raw)
    assert (found.broken, found.redacted) == (None, 4)
    assert rebuild_digest(raw) == digest(writer.data)
    trail = read_events(raw)
    assert [e.id for e in trail.events[:-1]] == [e.id for e in writer.events]
    # The other values of the same change stay, and an earlier state shows where something is missing.
    state = replay(trail, trail.events[9])
    assert get(state.data, "/recommendations/r002/agencies") == ["Exampleshire Police", REDACTED]
    assert state.redacted == ("/recommendations/r002/agencies/1",)
    assert get(state.data, NOTE) == "the panel said so"


def test_no_state_before_a_redaction_keeps_its_salt_and_every_later_one_does() -> None:
    writer = with_a_name()
    trail = read_events(redacted(writer.raw(), NAME))
    assert [e.state_salt is None for e in trail.events] == [True] * len(writer.events) + [False]


def test_the_first_event_loses_one_field_and_keeps_the_others() -> None:
    writer = sample()
    writer.edit("/recommendations/r001/text", "Review it.", "Look at it.")
    trail = read_events(redacted(writer.raw(), "review it"))
    root = replay(trail, trail.events[0])
    assert root.redacted == ("/recommendations/r001/text",)
    assert get(root.data, "/recommendations/r002/text") == "Train staff."


def test_a_whole_record_of_the_first_version_loses_one_leaf_too() -> None:
    writer = mixed()
    writer.edit("/recommendations/r001/text", "Review it.", "Look at it.")
    raw = redacted(writer.raw(), "review it")
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(writer.data)
    root = replay(read_events(raw), read_events(raw).events[0])
    assert root.redacted == ("/recommendations/r001/text",)
    assert get(root.data, "/recommendations/r002/text") == "Train staff."


def test_digests_of_the_value_go_with_it() -> None:
    writer = with_a_name()
    seen = [{"rule": "DHR301", "reason": "so", "seen": digest(f"{NAME} said so"), "by": "A. Curator"}]
    path = "/recommendations/r001/waivers"
    writer.edit(path, None, seen)
    writer.edit(path, seen, None)
    raw = redacted(writer.raw(), NAME)
    assert digest(f"{NAME} said so").encode() not in raw
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(writer.data)


def test_a_change_can_lose_a_second_value_later() -> None:
    writer = sample()
    writer.edit(NOTE, None, "Jane Roe")
    writer.edit(NOTE, "Jane Roe", "John Doe")
    writer.edit(NOTE, "John Doe", "two people")
    once = redacted(writer.raw(), "jane roe")
    raw = redacted(once, "john doe")
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(writer.data)
    events, between = read_events(raw).events, read_events(once).events
    for index, event in enumerate(between[:-1]):
        if event != events[index]:
            reverted = (*events[:index], replace(event, state_salt=None), *events[index + 1 :])
            assert verify_bytes(lines_of_events(reverted)).broken
            assert fold_events(reverted) == events


def test_a_name_that_a_path_or_a_signature_is_made_of_is_refused_with_the_place() -> None:
    trail = read_events(with_a_name().raw())
    for text, place in (("r002", "the path of a change"), ("curator", "who signed"), ("exampleton-2023-06", "the id")):
        with pytest.raises(RefusedError, match=place):
            blanked(trail, Secret.of([text]))


def test_a_note_of_the_first_version_cannot_be_taken_out_and_is_said() -> None:
    writer = sample()
    writer.edit(NOTE, None, "told by Jane Roe", note="told by Jane Roe")
    states = [digest(replay(Trail(tuple(writer.events)), event).data) for event in writer.events]
    trail = Trail(tuple(first_version(writer.events, states)))
    blank = blanked(trail, Secret.of(["jane roe"]))
    assert len(blank.redacts) == 1
    assert blank.kept == (f"the reason of the event {trail.events[-1].id[:12]}, which version 1 wrote in clear",)


def by_hand(writer: Writer, index: int) -> list[Event]:
    """A trail whose event was blanked without a word: nothing of it is left, no salt, no redaction."""
    events = list(writer.events)
    events[index] = replace(events[index], changes=tuple(c.without(("/old", "/new")) for c in events[index].changes))
    return events


@pytest.mark.parametrize("writer", [with_a_name(), mixed()], ids=["second version", "both versions"])
def test_values_blanked_by_hand_are_an_error_at_their_line(writer: Writer) -> None:
    for index in range(len(writer.events)):
        found = verify_bytes(lines_of_events(by_hand(writer, index)))
        assert (found.broken_line, "no later redaction says so" in (found.broken or "")) == (index + 1, True)


def test_the_first_version_blanked_by_hand_is_an_error_too() -> None:
    events = list(mixed().events)
    for index in range(7):
        blank = replace(events[index], changes=tuple(c.without_values() for c in events[index].changes))
        found = verify_bytes(lines_of_events([*events[:index], blank, *events[index + 1 :]]))
        assert (found.broken_line, "no later redaction says so" in (found.broken or "")) == (index + 1, True)


def test_the_first_version_s_own_redaction_still_verifies() -> None:
    writer = sample()
    states = [digest(replay(Trail(tuple(writer.events)), event).data) for event in writer.events]
    events = first_version(writer.events, states)
    last = events[-1]
    because = {"event": last.id, "path": "/recommendations/r002/note"}
    says = replace(
        last, parents=(last.id,), before=last.after, action="redact", changes=(), because=because, note="a name"
    )
    blank = replace(last, changes=tuple(c.without_values() for c in last.changes))
    raw = lines_of_events([*events[:-1], blank, sealed(says)])
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) is None  # the value is needed, and nothing of it was kept
    unsaid = lines_of_events([*events[:-1], blank, sealed(replace(says, because={"rule": "DHR101"}))])
    assert "no later redaction says so" in (verify_bytes(unsaid).broken or "")


def test_nothing_can_be_put_in_the_place_of_what_the_first_version_took_out() -> None:
    writer = sample()
    states = [digest(replay(Trail(tuple(writer.events)), event).data) for event in writer.events]
    events = first_version(writer.events, states)
    last = events[-1]
    change = last.changes[-1]
    because = {"event": last.id, "path": change.path}
    says = sealed(replace(last, parents=(last.id,), before=last.after, action="redact", changes=(), because=because))
    honest = change.without_values()
    forged = replace(honest, old=None, new="what nobody said", gone=("/old",))
    for blank, sound in ((honest, True), (forged, False), (replace(honest, gone=("/new", "/old")), False)):
        raw = lines_of_events([*events[:-1], replace(last, changes=(*last.changes[:-1], blank)), says])
        assert (verify_bytes(raw).broken is None) is sound, blank


def changed(raw: bytes, index: int, **members: object) -> bytes:
    events = list(read_events(raw).events)
    events[index] = replace(events[index], **members)  # type: ignore[arg-type]  # a test's shorthand
    return lines_of_events(events)


def test_more_or_less_taken_out_than_was_said_is_an_error() -> None:
    raw = redacted(with_a_name().raw(), NAME)
    events = read_events(raw).events
    index = next(i for i, e in enumerate(events) if e.redacted and len(e.changes[0].old or []) > 1)
    change = events[index].changes[0]
    more = (change.without(("/new",)),)
    assert "more or less taken out" in (verify_bytes(changed(raw, index, changes=more)).broken or "")
    other = replace(change, old=["Otherton Police", None])
    assert "more or less taken out" in (verify_bytes(changed(raw, index, changes=(other,))).broken or "")


def test_a_value_that_came_back_is_an_error_and_folding_takes_it_out_again() -> None:
    whole = with_a_name()
    raw = redacted(whole.raw(), NAME)
    for index, event in enumerate(whole.events):
        reverted = list(read_events(raw).events)
        if reverted[index] == replace(event, state_salt=None):
            continue
        reverted[index] = event
        found = verify_bytes(lines_of_events(reverted))
        assert "redaction undone by a merge or revert" in (found.broken or "")
        assert lines_of_events(fold_events(tuple(reverted))) == raw


def test_a_salt_too_many_or_too_few_is_an_error_at_its_line() -> None:
    raw = redacted(with_a_name().raw(), NAME)
    for index, event in enumerate(read_events(raw).events):
        salt = "5a17" * 8 if event.state_salt is None else None
        found = verify_bytes(changed(raw, index, state_salt=salt))
        assert (found.broken_line, "salt" in (found.broken or "")) == (index + 1, True)


def test_a_redaction_says_nothing_about_what_comes_after_it_or_twice() -> None:
    writer = with_a_name()
    raw = redacted(writer.raw(), NAME)
    says = read_events(raw).events[-1]
    state = digest(writer.data)

    def following(*redacts: object) -> bytes:
        event = Event.make(
            parents=[says.id], by="A", tool="t", action="redact", state=state, edits=(), redacts=redacts,  # type: ignore[arg-type]
        )  # fmt: skip
        return lines_of_events(fold_events((*read_events(raw).events, event)))

    assert "more than one redaction" in (verify_bytes(following(says.redacts[0])).broken or "")
    assert "still stands there" in (verify_bytes(following(replace(says.redacts[0], change=7))).broken or "")
    writer.edit("/review/csp", "Exampleton", "Otherton")
    event = replace(writer.events[-1], redacts=says.redacts)
    assert "is no redaction" in (verify_bytes(lines_of_events([*writer.events[:-1], sealed(event)])).broken or "")


def test_a_redaction_whose_head_still_needs_the_value_is_an_error() -> None:
    raw = redacted(sample().raw(), "asked the panel")  # the record still holds it
    with pytest.raises(RefusedError, match="needs a value that was taken out: /recommendations/r002/note"):
        rebuild_digest(raw)


texts = st.sampled_from(["", "x", NAME, f"about {NAME.upper()} twice", "another", "Otherton"])
steps = st.lists(st.tuples(st.sampled_from(["note", "title", "text"]), st.sampled_from(["r001", "r002"]), texts))


@settings(max_examples=60)
@given(steps=steps)
def test_whatever_was_written_a_redacted_trail_verifies_and_does_not_hold_it(
    steps: list[tuple[str, str, str]],
) -> None:
    writer = sample()
    for field, key, value in [
        *steps,
        *((f, k, "at last") for f in ("note", "title", "text") for k in ("r001", "r002")),
    ]:
        path = f"/recommendations/{key}/{field}"
        writer.edit(path, get(writer.data, path), value, note=value)
    trail = read_events(writer.raw())
    secret = with_digests(Secret.of([NAME]), trail, page=None)
    if not blanked(trail, secret).redacts:
        return
    raw = redacted(writer.raw(), NAME)
    assert NAME.casefold() not in raw.decode().casefold()
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(writer.data)
    assert fold_events(read_events(raw).events) == read_events(raw).events
    for line in raw.splitlines():
        assert json.loads(line)["v"] == 2


leaf = st.none() | st.booleans() | st.integers(-9, 9) | texts
table = st.dictionaries(st.sampled_from("abc"), leaf | st.lists(leaf, max_size=3), max_size=3)
values = leaf | table | st.lists(leaf | table, max_size=3)


@given(old=values, new=values)
def test_a_change_without_some_leaves_reads_as_it_was_written_and_keeps_its_digest(old: object, new: object) -> None:
    change = Change("/x", old, new, "5a17" * 8)
    secret = Secret.of([NAME])
    held = tuple(f"/{side}{place}" for side, value in (("old", old), ("new", new)) for place in secret.places(value))
    blank = change.without(held)
    assert blank.digest == change.digest
    assert Change.from_json(json.loads(json.dumps(blank.as_json())), strict=True) == blank
    assert blank.without(held) == blank
    if held:
        assert NAME.casefold() not in json.dumps(blank.as_json()).casefold()


EXTRA = "/recommendations/r001/extra"


def with_extra() -> Writer:
    """A trail in which a name came and went as the heading of a column, beside columns that stay."""
    writer = sample()
    first = {f"Action for {NAME}": "by June", "Lead officer": "Head of Service"}
    writer.edit(EXTRA, None, first)
    writer.edit(EXTRA, first, {"Lead officer": "Head of Service"})
    return writer


def test_a_name_in_the_heading_of_a_column_goes_with_the_columns_of_that_change() -> None:
    writer = with_extra()
    raw = redacted(writer.raw(), NAME)
    assert NAME.casefold() not in raw.decode().casefold()
    assert verify_bytes(raw).broken is None
    assert rebuild_digest(raw) == digest(writer.data)
    trail = read_events(raw)
    assert replay(trail, trail.events[-3]).redacted == (EXTRA,)
    assert get(replay(trail).data, EXTRA) == {"Lead officer": "Head of Service"}


def test_a_name_in_a_column_leaves_the_other_columns() -> None:
    writer = sample()
    writer.edit(EXTRA, None, {"Lead officer": NAME, "Priority": "High"})
    writer.edit(EXTRA, {"Lead officer": NAME, "Priority": "High"}, {"Priority": "High"})
    trail = read_events(redacted(writer.raw(), NAME))
    assert get(replay(trail, trail.events[-3]).data, EXTRA) == {"Lead officer": REDACTED, "Priority": "High"}


def test_a_whole_record_of_the_first_version_loses_only_the_columns_that_are_named_so() -> None:
    writer = mixed()
    writer.edit(EXTRA, None, {f"Action for {NAME}": "by June"})
    writer.edit("/recommendations/r001", get(writer.data, "/recommendations/r001"), None)
    raw = redacted(writer.raw(), NAME)
    assert NAME.casefold() not in raw.decode().casefold()
    assert (verify_bytes(raw).broken, rebuild_digest(raw)) == (None, digest(writer.data))
    assert "Review it." in raw.decode()
