"""Many edits are made as one after the other would be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import Edit, EditError, Working, apply, get

KEYS = ("r001", "r002", "r003")
DATA: dict[str, Any] = {
    "review": {"title": "T"},
    "recommendations": [{"key": key, "status": "pending", "agencies": ["A", "B"]} for key in KEYS],
    "agencies": [{"name": "A", "kind": "x"}, {"id": "b", "name": "B"}],
}
PATHS = (
    "/review/title",
    "/recommendations/r004",
    "/recommendations/r002",
    "/recommendations/@order",
    "/agencies/A/name",
    "/agencies/A/kind",
    "/agencies/b/name",
    *(f"/recommendations/{key}/{field}" for key in (*KEYS, "r009") for field in ("status", "note", "agencies")),
)


def values(path: str) -> st.SearchStrategy[Any]:
    if path.endswith("@order"):
        return st.permutations(KEYS).map(list)
    if path.count("/") == 2 and "recommendations" in path:  # a whole one
        return st.sampled_from([None, {"key": path.rpartition("/")[2], "status": "new"}])
    if path.endswith("/name"):  # what an entry is called by is text
        return st.sampled_from([None, "x", "y"])
    return st.sampled_from([None, "x", "y", ["A"], []])


EDITS = st.lists(st.sampled_from(PATHS).flatmap(lambda p: values(p).map(lambda v: Edit(p, None, v))), max_size=12)


@given(EDITS)
def test_many_edits_make_what_one_after_the_other_makes(edits: list[Edit]) -> None:
    before = to_json(DATA)
    working, data = Working(DATA), dict(DATA)
    for edit in edits:
        try:
            data = apply(data, [edit], check=False)
        except EditError:
            with pytest.raises(EditError):
                working.apply(edit)
            continue
        working.apply(edit)
        assert all(to_json(working.get(path)) == to_json(get(data, path)) for path in PATHS)
        assert to_json(working.data) == to_json(data)
    assert to_json(DATA) == before


def test_a_path_into_a_list_of_values_leads_nowhere() -> None:
    assert Working(DATA).get("/recommendations/r001/agencies/0") is None


def test_of_two_of_one_key_the_first_is_changed_and_the_other_kept() -> None:
    twice = {"recommendations": [{"key": "r001", "status": "a"}, {"key": "r001", "status": "b"}]}
    edit = Edit("/recommendations/r001/status", None, "c")
    assert [r["status"] for r in apply(twice, [edit], check=False)["recommendations"]] == ["c", "b"]
