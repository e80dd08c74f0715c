"""Lines of one event of which one is redacted: they tell the same, but for what was taken out."""

from dataclasses import replace

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_events, fold_two

SALT = "0" * 32
FORGED = (
    ({"status": "query", "note": None}, ["/new/note"]),
    ({"status": "accepted", "note": None, "more": 1}, ["/new/note"]),
    ({"note": None}, ["/new/note"]),
    ({"status": "accepted", "note": None}, ["/new/note", "/old"]),
    ({"status": "accepted", "note": "by Jane Roe", "more": None}, ["/new/more"]),
)


def event(*changes: Change) -> Event:
    made = Event.make(parents=["a" * 64], by="A", tool="t", action="edit", state="sha256:" + "0" * 64, edits=())
    made = replace(made, changes=changes)
    return replace(made, id=made.computed_id())


TRUE = event(Change("/recommendations/r001", 1, {"status": "accepted", "note": "by Jane Roe"}, SALT))


def told(new: object, gone: list[str], old: object = 1) -> Event:
    """The event with something else left, and the digest of its values as they were."""
    change = Change(TRUE.changes[0].path, old, new, "", TRUE.changes[0].digest, tuple(sorted(gone)))
    return replace(TRUE, changes=(change,))


@pytest.mark.parametrize(("new", "gone"), FORGED)
def test_a_redaction_that_tells_other_values_is_not_folded_into_its_line(new: object, gone: list[str]) -> None:
    forged = told(new, gone)
    assert forged.computed_id() == TRUE.id
    for one, other in ((TRUE, forged), (forged, TRUE)):
        for named in (None, frozenset[tuple[str, int]]()):
            with pytest.raises(RefusedError, match="a redaction tells other values than the line that it redacts"):
                fold_two(one, other, named)
        with pytest.raises(RefusedError, match="tells other values"):
            fold_events((one, other))


def test_two_redactions_that_tell_different_values_are_not_folded() -> None:
    true = replace(TRUE, changes=(TRUE.changes[0].without(["/old"]),))
    forged = told({"status": "query", "note": None}, ["/new/note"])
    for one, other in ((true, forged), (forged, true)):
        with pytest.raises(RefusedError, match="tells other values"):
            fold_two(one, other)


GONE = (
    ["/old"],
    ["/new"],
    ["/new/note"],
    ["/new/status"],
    ["/old", "/new/note"],
    ["/new/note", "/new/status"],
    ["/old", "/new"],
)


@pytest.mark.parametrize("one", GONE)
@pytest.mark.parametrize("other", GONE)
def test_true_redactions_of_whatever_parts_are_folded(one: list[str], other: list[str]) -> None:
    first, second = (replace(TRUE, changes=(TRUE.changes[0].without(gone),)) for gone in (one, other))
    both = TRUE.changes[0].without([*one, *other])
    assert fold_two(first, second).changes == (both,)
    assert fold_two(first, TRUE).changes == first.changes
    blanked = replace(TRUE, changes=(TRUE.changes[0].without_values(),))
    assert fold_two(blanked, first).changes == fold_two(first, blanked).changes == blanked.changes
