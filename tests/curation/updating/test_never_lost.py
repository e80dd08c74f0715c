"""Whatever curators and upstream do: no value of a curator's is lost, and no change comes in twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dhrcurate.curation.operations import decide, structure
from dhrcurate.curation.updating.brought import Brought, newest_of
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.errors import RefusedError
from stories import Row, Story, row

COUNT = 5
WORDS = 12
ORDINARY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
Act = tuple[str, int]
QUIET = {What.OPEN, What.KEPT, What.REMOVED}


def text_of(at: int) -> str:
    return " ".join(f"w{at}{chr(97 + i)}" for i in range(WORDS)) + "."


def rows() -> list[Row]:
    return [row(text_of(at), str(at), f"Body {at}") for at in range(1, COUNT + 1)]


def with_word(text: str, word: str, at: int) -> str:
    words = text.split()
    return " ".join([*words[: at % (len(words) + 1)], word, *words[at % (len(words) + 1) :]])


# What a curator does


def _divided(story: Story, key: str, n: int) -> None:
    words = story.of(key)["text"].split()
    cut = len(" ".join(words[: max(1, len(words) // 2)])) + 1
    story.do(structure.split_text(story.data, key, cut, used=story.used))


def _added(story: Story, key: str, n: int) -> None:
    story.do(structure.add(story.data, key, used=story.used))
    new = next(k for k in story.keys if not story.of(k)["text"])
    story.set(new, text=f"by{n} hand{n} as{n} the{n} report{n} prints{n} it{n} somewhere{n}")


CURATOR: dict[str, Callable[[Story, str, int], Any]] = {
    "text": lambda story, key, n: story.set(key, text=with_word(story.of(key)["text"], f"ours{n}", n)),
    "number": lambda story, key, n: story.set(key, number=f"N{n}"),
    "cell": lambda story, key, n: story.set(key, addressed_to=f"Our body {n}"),
    "accept": lambda story, key, _n: story.do(decide.accept(story.data, key)),
    "query": lambda story, key, n: story.do(decide.query(story.data, key, f"why {n}?")),
    "agencies": lambda story, key, n: story.set(key, agencies=[f"Agency {n}"]),
    "divide": _divided,
    "join": lambda story, key, _n: story.do(structure.join_next(story.data, key)),
    "remove": lambda story, key, _n: story.do(structure.remove(story.data, key)),
    "move": lambda story, key, _n: story.do(structure.move(story.data, key, 1)),
    "add": _added,
    "undo": lambda story, _key, _n: story.undo(story.events[-1]) if story.events[-1].action == "edit" else None,
}


def curate(story: Story, acts: Sequence[Act]) -> None:
    for name, n in acts:
        if story.keys:
            try:
                CURATOR[name](story, story.keys[n % len(story.keys)], n)
            except RefusedError:
                continue


# What upstream does


def _split(found: list[Row], at: int, n: int) -> None:
    words = found[at]["text"].split()
    half = len(words) // 2
    if half > 3:
        first, second = " ".join(words[:half]), " ".join(words[half:])
        found[at : at + 1] = [{**found[at], "text": first}, row(second)]


def _run_together(found: list[Row], at: int, n: int) -> None:
    if at + 1 < len(found):
        found[at : at + 2] = [{**found[at], "text": f"{found[at]['text']} {found[at + 1]['text']}"}]


def _set(found: list[Row], at: int, **fields: str) -> None:
    found[at] = {**found[at], **fields}


UPSTREAM: dict[str, Callable[[list[Row], int, int], Any]] = {
    "text": lambda found, at, n: _set(found, at, text=with_word(found[at]["text"], f"theirs{n}", n)),
    "number": lambda found, at, n: _set(found, at, number=f"U{n}"),
    "cell": lambda found, at, n: _set(found, at, addressed_to=f"Their body {n}"),
    "remove": lambda found, at, _n: found.pop(at),
    "add": lambda found, at, n: found.insert(at, row(f"new{n} row{n} that{n} nobody{n} had{n} before{n} theirs{n}")),
    "swap": lambda found, at, _n: found.insert(0, found.pop(at)),
    "split": _split,
    "join": _run_together,
}


def upstream(found: list[Row], acts: Sequence[Act]) -> list[Row]:
    found = list(found)
    for name, n in acts:
        if found:
            UPSTREAM[name](found, n % len(found), n)
    return found


def acts(names: Collection[str]) -> st.SearchStrategy[list[Act]]:
    """Some acts, each with a number of its own."""
    drawn = st.lists(st.tuples(st.sampled_from(sorted(names)), st.integers(0, 40)), max_size=6)
    return drawn.map(lambda found: [(name, n * 10 + at) for at, (name, n) in enumerate(found)])


def recommendations(story: Story) -> Any:
    """All that is said of them but which extraction they are of."""
    return to_json([{**one, "extracted": None} for one in story.data["recommendations"]])


@ORDINARY
@given(acts(CURATOR), st.data())
def test_what_upstream_says_as_before_changes_nothing(curated: list[Act], data: st.DataObject) -> None:
    story = Story(rows())
    curate(story, curated)
    order = data.draw(st.permutations(rows()))
    before = recommendations(story)
    assert story.later(order) == []
    assert recommendations(story) == before


@ORDINARY
@given(acts(CURATOR), acts(UPSTREAM))
def test_the_same_rows_a_second_time_change_nothing(curated: list[Act], changed: list[Act]) -> None:
    story = Story(rows())
    curate(story, curated)
    later = upstream(rows(), changed)
    story.later(later)
    before = recommendations(story)
    assert {one.what for one in story.later(later)} <= QUIET
    assert recommendations(story) == before


@ORDINARY
@given(acts(CURATOR), acts(UPSTREAM))
def test_no_value_of_a_curator_is_lost(curated: list[Act], changed: list[Act]) -> None:
    story = Story(rows())
    imported = {key: story.of(key) for key in story.keys}
    curate(story, curated)
    before = {key: story.of(key) for key in story.keys}
    told = story.later(upstream(rows(), changed))
    after = {key: story.of(key) for key in story.keys}
    assert before.keys() <= after.keys()
    for key, own in before.items():
        taken = {one.field for one in told if one.key == key and one.what is What.TAKEN}
        for name, value in own.items():
            if name in ("number", "text", "addressed_to") and value != imported.get(key, {}).get(name):
                assert after[key].get(name) == value or (name == "number" and name in taken)
        assert after[key].get("note") == own.get("note")
        assert after[key]["status"] == own["status"] or taken & {"text", "title", "addressed_to"}
        assert after[key]["agencies"] == own["agencies"] or "addressed_to" in taken


@ORDINARY
@given(acts(CURATOR), acts(UPSTREAM))
def test_nothing_that_upstream_changed_goes_unsaid_or_comes_in_twice(curated: list[Act], changed: list[Act]) -> None:
    story = Story(rows())
    curate(story, curated)
    later = upstream(rows(), changed)
    told = story.later(later)
    written = " ".join(one["text"] for one in later).split()
    here = " ".join(story.texts()).split()
    disputed = " ".join(
        str(c.get("theirs")) for one in story.data["recommendations"] for c in one.get("conflicts", ())
    ).split()
    left_out = " ".join(one.new or "" for one in told if one.what is What.REMOVED).split()
    for word in {word for word in written if word.startswith("theirs")}:
        assert here.count(word) <= 1
        assert word in {*here, *disputed, *left_out}


@ORDINARY
@given(acts(CURATOR), acts(UPSTREAM), acts(CURATOR), acts(UPSTREAM))
def test_an_update_upon_an_update_can_be_undone_and_adds_no_row_twice(
    first: list[Act], changed: list[Act], second: list[Act], again: list[Act]
) -> None:
    story = Story(rows())
    curate(story, first)
    later = upstream(rows(), changed)
    story.later(later)
    curate(story, second)
    before = story.data
    last = upstream(later, [(name, n + 1000) for name, n in again])
    story.later(last)
    added = [one["text"] for one in story.data["recommendations"] if one["text"].startswith("new")]
    assert len(set(added)) == len(added)
    story.undo(story.events[-1])
    assert to_json(story.data) == to_json(before)


def _in_short(one: Told | Brought) -> tuple[object, ...]:
    """What was brought, where, and what each side says of it; who disputes an old conflict did not say what was."""
    what = What.CONFLICT if one.what is What.OPEN else one.what
    yours = one.yours if what is What.CONFLICT else None
    return what, one.key, one.field, one.new if what is not What.GONE else None, yours


@example(
    [("accept", 0), ("cell", 1)],
    [("add", 0), ("cell", 1), ("join", 2)],
    [],
    [("cell", 0), ("cell", 1), ("remove", 2)],
    [],
)
@ORDINARY
@given(acts(CURATOR), acts(UPSTREAM), acts(CURATOR), acts(UPSTREAM), acts(CURATOR))
def test_what_an_update_told_is_told_again_from_the_trail_whatever_is_done_after_it(
    first: list[Act], changed: list[Act], second: list[Act], again: list[Act], third: list[Act]
) -> None:
    story = Story(rows())
    curate(story, first)
    later = upstream(rows(), changed)
    story.later(later)
    curate(story, second)
    before = {key: story.of(key) for key in story.keys}
    told = story.later(upstream(later, [(name, n + 1000) for name, n in again]))
    since = len(story.events)
    curate(story, third)
    newest = newest_of(story.trail)
    assert newest is not None
    if story.events[since:] and story.events[since].reverses == newest.event.id:
        return
    # Where rows are divided or joined they are joined to be compared, and told here each by itself.
    same_shape = {"divide", "join", "split"}.isdisjoint(name for name, _ in (*first, *changed, *second, *again))
    again_told = {_in_short(one): one for one in newest.told if same_shape or one.what is not What.REMOVED}
    told = [one for one in told if same_shape or one.what is not What.REMOVED]
    assert {_in_short(one) for one in told if one.what is not What.BACK} <= again_told.keys()
    more = [one for short, one in again_told.items() if short not in set(map(_in_short, told))]
    # What was gone before is still, or a curator had joined it to one that is there; and what was disputed before is.
    assert {one.what for one in more} <= {What.GONE, What.BACK, What.CONFLICT}
    assert all(
        "conflicts" in before[one.key] if one.what is What.CONFLICT else "gone" in before[one.key]["extracted"]
        for one in more
    )
    for one in told:
        if same_shape and one.what in (What.CONFLICT, What.REMOVED):
            assert again_told[_in_short(one)].old == one.old
