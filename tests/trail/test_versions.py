"""Trails that the first version of an event began and the second continues."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest

from dhrcurate.curation.schemas import event_schema
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay
from dhrcurate.trail.roots import root_edits, whole_record
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import RECORD, first_version, mixed, redacted, sample

WRITER = mixed()
RAW = WRITER.raw()


def resealed(event: Event) -> Event:
    return replace(event, id=event.computed_id())


def test_a_trail_of_both_versions_verifies_and_every_state_is_rebuilt() -> None:
    found = verify_bytes(RAW)
    assert (found.broken, found.events, found.of_version_1) == (None, 9, 7)
    assert rebuild_digest(RAW) == digest(WRITER.data)
    trail = read_events(RAW)
    assert all(event.leads_to(digest(replay(trail, event).data)) for event in trail.events)


def test_the_first_version_cannot_follow_the_second() -> None:
    last = WRITER.events[-1]
    old = replace(last, v=1, parents=(last.id,), before=last.after, after=digest({}), state_salt=None, note_salt="")
    found = verify_bytes(RAW + resealed(old).to_line())
    assert (found.broken, found.broken_line) == ("it is of version 1, and its parent of version 2", 10)


@pytest.mark.parametrize("version", [1, 2])
def test_an_action_that_is_not_known_is_read_verified_and_told(version: int) -> None:
    writer = sample()
    if version == 1:
        writer.events = first_version(writer.events[:1], [digest(RECORD)])
        writer.data = RECORD
    last = writer.events[-1]
    after = writer.edit("/review/csp", "Exampleton", "Otherton")
    if version == 1:
        after = replace(after, v=1, before=last.after, after=digest(writer.data), state_salt=None, note_salt="")
    writer.events[-1] = resealed(replace(after, action="translate"))
    found = verify_bytes(writer.raw())
    assert (found.broken, found.unknown_actions) == (None, ("translate",))
    assert rebuild_digest(writer.raw()) == digest(writer.data)


def bad(raw: bytes) -> bool:
    """True if verifying a trail against its record finds it bad, or cut short in its last line."""
    found = verify_bytes(raw)
    if found.broken or found.torn or len(found.heads) != 1:
        return True
    try:
        return rebuild_digest(raw) != digest(WRITER.data) or not found.ends_in(digest(WRITER.data))
    except RefusedError:
        return True


def with_a_passing_name() -> bytes:
    """The mixed trail after a name came, went, and was taken out; the record is as it was."""
    writer = mixed()
    writer.edit("/recommendations/r001/note", "as agreed", "as Jane Roe agreed")
    writer.edit("/recommendations/r001/note", "as Jane Roe agreed", "as agreed")
    return redacted(writer.raw(), "jane roe", note="named")


REDACTED = with_a_passing_name()


@pytest.mark.parametrize("raw", [RAW, REDACTED], ids=["whole", "redacted"])
@pytest.mark.parametrize("bit", range(8))
def test_every_bit_that_is_flipped_is_found(raw: bytes, bit: int) -> None:
    assert not bad(raw)
    for at in range(bit, len(raw), 8):  # one byte in eight for each bit: every member is hit often
        spoilt = bytearray(raw)
        spoilt[at] ^= 1 << bit
        assert bad(bytes(spoilt)), (at, raw[max(0, at - 40) : at + 40])


@pytest.mark.parametrize("raw", [RAW, REDACTED], ids=["whole", "redacted"])
def test_lines_removed_doubled_swapped_or_forked_are_found(raw: bytes) -> None:
    lines = raw.splitlines(keepends=True)
    for i in range(len(lines)):
        spoilt = [lines[:i] + lines[i + 1 :], [*lines[: i + 1], *lines[i:]], [*lines, lines[i]]]
        if i:
            spoilt.append([*lines[: i - 1], lines[i], lines[i - 1], *lines[i + 1 :]])
            fork = Event.from_line(lines[i])
            forked = replace(fork, at="2001-01-01T00:00:00.000Z", redacts=())
            spoilt.append([*lines, resealed(forked).to_line()])
        for each in spoilt:
            assert bad(b"".join(each)), i


def test_a_first_event_has_a_salted_change_for_each_field() -> None:
    root = sample().events[0]
    assert [c.path for c in root.changes] == [
        "/format", "/id", "/review/title", "/review/csp", "/curation/state",
        *(f"/recommendations/r00{i}/{field}" for i in (1, 2)
          for field in ("key", "text", "addressed_to", "agencies", "status")),
        "/recommendations/@order",
    ]  # fmt: skip
    assert len({c.salt for c in root.changes}) == len(root.changes)
    assert all(re.fullmatch("[0-9a-f]{32}", c.salt) for c in root.changes)
    assert whole_record(root) == RECORD


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"format": 1, "review": {}, "recommendations": []},
        {"recommendations": [{"key": "r1", "x": {}}, {"key": "r1"}]},
        {"recommendations": [{"text": "without a key"}]},
        {"format": 1, "agencies": [{"id": "b", "name": "B"}, {"name": "A/C"}, {"id": "a", "name": "B"}]},
        {"review": {"csp": "X", "more": {"deep": [1, {"a": "b"}]}}, "waivers": [{"rule": "DHR1"}]},
        {"recommendations": [{"text": "the key is not first", "key": "r2"}, {"key": "r1"}]},
    ],
)
def test_any_record_is_made_of_its_fields_alone(record: dict[str, object]) -> None:
    event = Event.make(parents=[], by="A", tool="t", action="adopt", state=digest(record), edits=root_edits(record))
    assert rebuild_digest(event.to_line()) == digest(record)


@pytest.mark.parametrize("raw", [RAW, REDACTED], ids=["whole", "redacted"])
def test_lines_of_both_versions_fit_the_schema_and_no_line_with_more_or_less_does(raw: bytes) -> None:
    validator = jsonschema.Draft7Validator(event_schema())
    for line in raw.splitlines():
        form = json.loads(line)
        assert validator.is_valid(form)
        assert not validator.is_valid({**form, "more": 1})
        assert not validator.is_valid({name: form[name] for name in form if name != "after"})
        assert not validator.is_valid({**form, "v": 3})
