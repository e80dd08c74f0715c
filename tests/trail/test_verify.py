import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import read_events
from dhrcurate.trail.replay import replay
from dhrcurate.trail.verify import rebuild_digest, verify_bytes
from trails import Writer, sample

WRITER = sample()
RAW = WRITER.raw()
LINES = RAW.splitlines(keepends=True)


def test_a_sound_trail_verifies_and_rebuilds_the_record() -> None:
    found = verify_bytes(RAW)
    assert (found.broken, found.events, found.torn) == (None, 7, False)
    assert rebuild_digest(RAW) == digest(WRITER.data)
    assert found.ends_in(digest(WRITER.data))
    assert found.heads == (WRITER.events[-1].id,)


def test_every_earlier_state_is_rebuilt() -> None:
    trail = read_events(RAW)
    for event in trail.events:
        assert event.leads_to(digest(replay(trail, event).data))


def tampered() -> Iterator[tuple[str, list[bytes], int]]:
    """Every line removed (but the last), doubled, moved and inserted; the last cannot be missed by a chain."""
    for i in range(len(LINES)):
        if i < len(LINES) - 1:
            yield f"line {i + 1} removed", LINES[:i] + LINES[i + 1 :], i + 1
        for j in range(i + 1, len(LINES) + 1):
            yield f"line {i + 1} again at {j + 1}", [*LINES[:j], LINES[i], *LINES[j:]], j + 1
        for j in range(len(LINES)):
            if i != j:
                rest = LINES[:i] + LINES[i + 1 :]
                moved = [*rest[:j], LINES[i], *rest[j:]]
                yield f"line {i + 1} moved to {j + 1}", moved, min(i, j) + 1
        foreign = Writer().edit("/recommendations/r002/status", "pending", "rejected").to_line()
        yield f"foreign line at {i + 2}", [*LINES[: i + 1], foreign, *LINES[i + 1 :]], i + 2


@pytest.mark.parametrize(("lines", "first_bad"), [pytest.param(ls, n, id=name) for name, ls, n in tampered()])
def test_lines_removed_doubled_moved_or_put_in_are_found_at_the_first_bad_line(
    lines: list[bytes], first_bad: int
) -> None:
    found = verify_bytes(b"".join(lines))
    assert found.broken
    assert found.broken_line == first_bad


def test_every_changed_byte_of_a_trail_is_found() -> None:
    starts = [0]
    for line in LINES:
        starts.append(starts[-1] + len(line))
    salts = {m.start() + len(b'"state_salt":"') + i for m in re.finditer(rb'"state_salt":"', RAW) for i in range(32)}
    for at in range(len(RAW)):
        spoilt = bytearray(RAW)
        spoilt[at] ^= 0x01
        found = verify_bytes(bytes(spoilt))
        if at in salts and found.broken is None:  # no id covers it
            with pytest.raises(RefusedError, match="another state"):
                rebuild_digest(bytes(spoilt))
            continue
        bad = next(n for n, start in enumerate(starts[1:], 1) if at < start)
        # Joined lines show as one bad line; a line end that is gone at the very end shows as a torn line.
        assert (found.broken and found.broken_line == bad) or (found.torn and at == len(RAW) - 1), at


def test_a_tail_cut_off_changes_the_head_and_the_digest() -> None:
    for count in range(1, len(LINES)):
        found = verify_bytes(b"".join(LINES[:count]))
        assert found.broken is None
        assert found.last == WRITER.events[count - 1]
        assert not found.ends_in(digest(WRITER.data))


def test_a_trail_cut_within_a_line_is_torn() -> None:
    start = len(RAW) - len(LINES[-1])
    for cut in range(start + 1, len(RAW)):
        found = verify_bytes(RAW[:cut])
        assert (found.torn, found.broken, found.events) == (True, None, 6)


def branch(note: str) -> tuple[list[bytes], Event]:
    writer = sample()
    writer.events[:] = WRITER.events
    event = writer.edit("/recommendations/r001/note", None, note)
    return [*LINES, event.to_line()], event


def test_two_branches_are_two_heads_and_both_lines_verify() -> None:
    one, ours = branch("ours")
    _, theirs = branch("theirs")
    found = verify_bytes(b"".join([*one, theirs.to_line()]))
    assert found.broken is None
    assert found.heads == (ours.id, theirs.id)
    assert found.last is None


def test_a_clock_that_went_back_is_noted_and_does_not_break_the_chain() -> None:
    writer = sample()
    writer.edit("/review/csp", "Exampleton", "Otherton", now=lambda: datetime(2001, 1, 1, tzinfo=UTC))
    found = verify_bytes(writer.raw())
    assert found.broken is None
    assert found.clock_went_back == (8,)


def test_a_state_that_the_changes_do_not_yield_is_found_by_rebuilding() -> None:
    writer = sample()
    writer.data = {**writer.data, "review": {"title": "Other", "csp": "Exampleton"}}
    writer.events.append(
        Event.make(
            parents=[writer.events[-1].id], by="A. Curator", tool="x", action="edit",
            state=digest(writer.data), edits=[],
        )
    )  # fmt: skip
    assert verify_bytes(writer.raw()).broken is None
    with pytest.raises(RefusedError, match="another state"):
        rebuild_digest(writer.raw())
