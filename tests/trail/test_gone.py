"""What is known of a state's paths whose values were taken out, and the order of events after their parents."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.trail.fold import fold_events
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.log import read_events
from trails import redacted, sample

PATHS = st.lists(st.sampled_from("abc"), max_size=3).map(lambda names: "".join(f"/{name}" for name in names))


def within(path: str, whole: str) -> bool:
    return not whole or path == whole or path.startswith(f"{whole}/")


@given(st.lists(st.tuples(st.booleans(), PATHS)), PATHS)
def test_what_is_gone_is_found_as_by_looking_at_each(steps: list[tuple[bool, str]], asked: str) -> None:
    gone, plain = Gone(), set[str]()
    for takes_out, path in steps:
        if takes_out:
            gone.mark({path: False})
            plain.add(path)
        else:
            gone.set_anew(path)
            plain = {one for one in plain if not within(one, path)}
        assert set(gone) == plain
        assert gone.touches(asked) == any(within(one, asked) or within(asked, one) for one in plain)
    assert Gone(gone) == gone


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_events_stand_after_their_parents_and_else_as_they_stood(order: tuple[int, ...]) -> None:
    events = read_events(redacted(sample().raw(), "twice")).events
    first, rest = events[:4], events[4:]
    assert [e.id for e in fold_events((*(first[at] for at in order), *rest))] == [e.id for e in events]
