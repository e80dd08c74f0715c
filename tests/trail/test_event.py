import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.edit import Edit
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import MEMBERS, Event, EventError

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


def event(**changed: object) -> Event:
    arguments: dict[str, object] = {
        "parents": ["0" * 64],
        "by": "A. Curator",
        "tool": "dhrcurate 0.1.0",
        "action": "edit",
        "state": "sha256:b",
        "edits": [Edit("/recommendations/r014/agencies", [], ["Warwickshire Police"])],
        "because": {"rule": "DHR203", "suggestion": {"score": 0.98, "rank": 1}},
        "now": lambda: datetime(2026, 11, 22, 10, 5, 0, 123_000, tzinfo=UTC),
        "salt": lambda: "5a17" * 8,
    }
    return Event.make(**(arguments | changed))  # type: ignore[arg-type]  # a test's shorthand


SALT = b'"salt":"' + b"5a17" * 8 + b'"'


def test_a_line_has_every_member_in_order_and_no_blanks() -> None:
    line = event().to_line()
    assert list(json.loads(line)) == list(MEMBERS[2])
    assert line.startswith(b'{"v":2,"parents":["000')
    assert b'"at":"2026-11-22T10:05:00.123Z"' in line
    assert line.count(b"\n") == 1


@given(old=values, new=values, note=text)
def test_what_is_written_reads_as_the_same_event(old: object, new: object, note: str) -> None:
    made = event(edits=[Edit("/review/x", old, new)], note=note)
    assert Event.from_line(made.to_line()) == made
    assert made.computed_id() == made.id


def test_two_changes_of_one_value_have_digests_that_do_not_tell_so() -> None:
    edit = Edit("/recommendations/r001/note", None, "a guessable value")
    one, other = (event(edits=[edit], salt=salt) for salt in (lambda: "aa" * 16, lambda: "bb" * 16))
    assert one.changes[0].digest != other.changes[0].digest


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (b"", "not JSON"),
        (b"[]", "not a JSON object"),
        (event().to_line().replace(b'"batch":null', b'"batch":null,"batch":null'), "stands twice"),
        (event().to_line().replace(b'"batch":null,', b""), "'batch' is missing"),
        (event().to_line().replace(b'"batch":null', b'"batch":null,"x":1'), "'x' is unknown"),
        (event().to_line().replace(b'"text":""', b'"text":"","y":1'), "the note: the member 'y' is unknown"),
        (event().to_line().replace(SALT, SALT + b',"y":1'), "'y' is unknown"),
        (event().to_line().replace(b'"5a17', b'"5A17'), "a salt is not 32 lower-case"),
        (event().to_line().replace(b'"after":"sha256:', b'"after":"sha512:'), "'after' is not a digest"),
        (event().to_line().replace(b'"v":2', b'"v":3'), "its version is 3"),
        (event().to_line().replace(b'"v":2', b'"v":1'), "'before' is missing"),
        (event().to_line().replace(b"{", b"{ ", 1), "compact form"),
        (event(note="a\x1b").to_line().replace(b"u001b", b"u001B"), "compact form"),
        (event(note="Ménage à").to_line().replace("Ménage à".encode(), b"M\\u00e9nage \\u00e0"), "compact form"),
        (
            event().to_line().replace(b'"redacts":[]', b'"redacts":[{"event":"x","note":true}]'),
            "not the id of an event",
        ),
        (event().to_line().replace(b'"note":', b'"note":NaN'), "not JSON"),
        (event().to_line().replace(b'"0000', b'"x000'), "parent"),
        (event().to_line().replace(b'"by":"A. Curator"', b'"by":null'), "'by' has the wrong type"),
    ],
)
def test_a_line_that_is_no_event_is_refused_with_the_reason(spoilt: bytes, said: str) -> None:
    with pytest.raises(EventError, match=said):
        Event.from_line(spoilt)


def test_an_unknown_action_is_not_made() -> None:
    with pytest.raises(EventError, match="erase"):
        event(action="erase")


@pytest.mark.parametrize("gone", ["/new/" + "9" * 5000, "/new/00", "/new/1", "/old/x", "new", "", "/new"])
def test_what_is_gone_has_to_be_a_place_that_is_null(gone: str) -> None:
    change = {"path": "/x", "redacted": "sha256:" + "0" * 64, "left": {"old": {}, "new": [None, "a"]}, "gone": [gone]}
    with pytest.raises(EventError, match="still holds what it says is gone"):
        Change.from_json(change, strict=True)
