from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.difference import Conflict, begun_apart, difference, join
from dhrcurate.domain.edit import Edit, apply, get, invert

words = st.sampled_from(["", "a", "b", "Exampleton", "x/y~z"])
fields = st.fixed_dictionaries(
    {"text": words, "agencies": st.lists(words, max_size=2)}, optional={"note": words, "number": words}
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    keys = draw(st.permutations(["r001", "r002", "r003", "r004"]))[: draw(st.integers(0, 4))]
    return {
        "format": 1,
        "review": draw(st.dictionaries(st.sampled_from(["title", "csp", "a/b"]), words, max_size=3)),
        "recommendations": [{"key": k, **draw(fields)} for k in keys],
    }


@given(records(), records())
def test_the_difference_turns_one_state_into_the_other_and_back(one: dict[str, Any], other: dict[str, Any]) -> None:
    edits = difference(one, other)
    assert to_json(apply(one, edits)) == to_json(other)
    assert to_json(apply(other, invert(edits))) == to_json(one)


@given(records(), records())
def test_a_branch_without_changes_takes_the_other(base: dict[str, Any], changed: dict[str, Any]) -> None:
    assert join(base, base, changed).conflicts == ()
    assert difference(changed, join(base, changed, base).data) == ()
    assert difference(changed, join(base, changed, changed).data) == ()
    assert difference(changed, join(base, base, changed).data) == ()


BASE: dict[str, Any] = {
    "format": 1,
    "review": {"csp": "Exampleton"},
    "recommendations": [{"key": "r001", "text": "One", "status": "pending"}, {"key": "r002", "text": "Two"}],
}


def edited(path: str, new: object) -> dict[str, Any]:
    return apply(BASE, [Edit(path, get(BASE, path), new)])


def test_changes_of_different_fields_both_hold() -> None:
    joined = join(
        BASE, edited("/recommendations/r001/status", "accepted"), edited("/recommendations/r001/note", "seen")
    )
    assert joined.conflicts == ()
    assert get(joined.data, "/recommendations/r001") == {
        "key": "r001", "text": "One", "status": "accepted", "note": "seen",
    }  # fmt: skip


def test_one_field_set_two_ways_is_a_conflict_with_all_three_values() -> None:
    path = "/recommendations/r001/status"
    joined = join(BASE, edited(path, "accepted"), edited(path, "rejected"))
    assert joined.conflicts == (Conflict(path, "pending", "accepted", "rejected"),)
    assert get(joined.data, path) == "accepted"


def test_a_recommendation_removed_here_and_changed_there_is_a_conflict() -> None:
    joined = join(BASE, edited("/recommendations/r002", None), edited("/recommendations/r002/text", "Two!"))
    assert [c.path for c in joined.conflicts] == ["/recommendations/r002"]


def test_an_order_changed_on_one_side_holds_beside_an_addition_on_the_other() -> None:
    moved = edited("/recommendations/@order", ["r002", "r001"])
    added = edited("/recommendations/r003", {"key": "r003", "text": "Three"})
    for joined in (join(BASE, moved, added), join(BASE, added, moved)):
        assert joined.conflicts == ()
        assert get(joined.data, "/recommendations/@order") == ["r002", "r001", "r003"]


def test_parts_of_a_divided_recommendation_stay_beside_it_whichever_branch_divided_it() -> None:
    parts = apply(
        edited("/recommendations/r003", {"key": "r003", "text": "One, part two"}),
        [Edit("/recommendations/@order", ["r001", "r002", "r003"], ["r001", "r003", "r002"])],
    )
    added = edited("/recommendations/r004", {"key": "r004", "text": "Four"})
    for joined in (join(BASE, parts, added), join(BASE, added, parts)):
        assert joined.conflicts == ()
        assert get(joined.data, "/recommendations/@order") == ["r001", "r003", "r002", "r004"]


def test_entries_of_a_register_that_two_branches_added_both_stay() -> None:
    base: dict[str, Any] = {"format": 1, "agencies": [{"id": "b", "name": "B", "kind": "csp"}]}
    ours = {**base, "agencies": [{"id": "a", "name": "A", "kind": "csp"}, *base["agencies"]]}
    theirs = {**base, "agencies": [*base["agencies"], {"name": "C", "kind": "police"}]}
    joined = join(base, ours, theirs)
    assert joined.conflicts == ()
    assert get(joined.data, "/agencies/@order") == ["a", "b", "C"]


def test_a_list_in_which_a_key_stands_twice_is_one_value() -> None:
    twice = {"format": 1, "recommendations": [{"key": "r001", "text": "a"}, {"key": "r001", "text": "b"}]}
    changed = {"format": 1, "recommendations": [{"key": "r001", "text": "a"}]}
    assert [e.path for e in difference(twice, changed)] == ["/recommendations"]


def test_what_came_beside_a_recommendation_changes_as_one_value() -> None:
    before = edited("/recommendations/r001/extra", {"Lead officer": "Head of Service", "Priority": "High"})
    after = apply(before, [Edit("/recommendations/r001/extra/Priority", "High", "Low")])
    assert [edit.path for edit in difference(before, after)] == ["/recommendations/r001/extra"]
    assert [edit.path for edit in difference(BASE, before)] == ["/recommendations/r001/extra"]


def test_two_who_imported_the_same_page_by_themselves_disagree_about_nothing() -> None:
    def imported(at: str) -> dict[str, Any]:
        rows = [{**row, "extracted": {"by": "x-3f9a01c2"}} for row in BASE["recommendations"]]
        extraction = {"id": "x-3f9a01c2", "at": at, "source": "sha256:" + "a" * 64}
        return {**BASE, "source": {"imported": at}, "extractions": [extraction], "recommendations": rows}

    ours, theirs = imported("2026-11-22T10:00:00Z"), imported("2026-11-23T11:00:00Z")
    joined = join(begun_apart(ours, theirs), ours, theirs)
    assert (joined.conflicts, joined.data) == ((), ours)


def test_extractions_that_two_branches_added_both_hold() -> None:
    one, other = ({"id": f"x-{letter * 8}", "at": "2026-11-22T10:00:00Z"} for letter in "ab")
    joined = join(BASE, edited("/extractions/x-aaaaaaaa", one), edited("/extractions/x-bbbbbbbb", other))
    assert (joined.conflicts, joined.data["extractions"]) == ((), [one, other])
