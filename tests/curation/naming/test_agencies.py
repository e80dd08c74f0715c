from __future__ import annotations

from typing import Any

import pytest

from dhrcurate.agencies.register import Resolved
from dhrcurate.curation.naming import register
from dhrcurate.curation.naming.agencies import NamedPlace, Preview, Scope, names_of, rename, resolve
from dhrcurate.curation.naming.clustering import clusters_of
from dhrcurate.curation.naming.deciding import decide_group
from dhrcurate.curation.naming.meanings import decide
from dhrcurate.domain.edit import Data, apply
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.record import Record
from registers import matcher

NAMES = matcher()


def record(record_id: str, *rows: tuple[str, list[str]], csp: str = "Exampleton", state: str = "open") -> Record:
    return Record.model_validate(
        {
            "format": 1,
            "id": record_id,
            "review": {"title": "A review", "csp": csp, "year_of_death": 2012},
            "curation": {"state": state},
            "recommendations": [
                {"key": f"r{at:03d}", "text": "Do it.", "addressed_to": cell, "agencies": agencies, "status": "pending"}
                for at, (cell, agencies) in enumerate(rows, 1)
            ],
        }
    )


def skips(preview: Preview) -> dict[str, str]:
    return {str(place): why for place, why in preview.skipped.items()}


ONE = record("one", ("Exampleshire Constabulary", []), ("Oak House | Refuge", []), ("Oak House", ["Refuge"]))
TWO = record("two", ("OAK HOUSE", []), ("Police", ["Exampleshire Police"]), ("Oak House", ["Oak House"]))


def test_spellings_of_a_name_are_counted_together() -> None:
    found = {name.written: name for name in names_of([ONE, TWO], NAMES)}
    oak = found["Oak House"]
    assert (len(oak.uses), oak.records, oak.open) == (4, 2, 2)
    assert oak.decided == ("Oak House", "Refuge")
    assert found["Police"].decided == ("Exampleshire Police",)


@pytest.mark.parametrize(
    ("scope", "changed"),
    [
        (Scope.RECOMMENDATION, {("two", "r001")}),
        (Scope.RECORD, {("two", "r001"), ("two", "r003")}),
        (Scope.LIBRARY, {("one", "r002"), ("two", "r001"), ("two", "r003")}),
    ],
)
def test_a_decision_reaches_as_far_as_its_scope(scope: Scope, changed: set[tuple[str, str]]) -> None:
    preview = decide([ONE, TWO], NAMES, "Oak House", ["Newname"], scope, ("two", "r001"))
    assert {(each.record_id, each.key) for each in preview.changes} == changed


def test_the_other_names_of_a_cell_get_what_the_matcher_is_sure_of() -> None:
    rows = [record("r", ("Oak House | Exampleshire Constabulary", []))]
    (change,) = decide(rows, NAMES, "Oak House", ["Newname"], Scope.LIBRARY).changes
    assert change.new == ("Newname", "Exampleshire Police")


@pytest.mark.parametrize("scope", [Scope.RECORD, Scope.LIBRARY])
def test_a_cell_with_another_undecided_name_is_left_and_told_of(scope: Scope) -> None:
    rows = [record("r", ("Oak House | Nobody | MARAC", []), ("Oak House", []))]
    preview = decide(rows, NAMES, "Oak House", ["Newname"], scope, ("r", "r001"))
    assert [(change.key, change.new) for change in preview.changes] == [("r002", ("Newname",))]
    assert skips(preview) == {"r r001": "its cell also names “Nobody” and “MARAC”, not decided yet"}


def test_a_meeting_that_was_decided_on_before_is_decided() -> None:
    names = matcher(resolved=(Resolved("MARAC", ("MARAC",)),))
    rows = [record("r", ("Oak House | MARAC", []), ("MARAC", []))]
    (change,) = decide(rows, names, "Oak House", ["Newname"], Scope.LIBRARY).changes
    assert change.new == ("Newname", "MARAC")
    assert [change.key for change in resolve(rows, names).changes] == ["r002"]
    assert resolve(rows, NAMES).changes == ()


def test_in_the_recommendation_that_is_looked_at_the_other_names_stay_as_they_are_written() -> None:
    rows = [record("r", ("Oak House | Exampleshire Constabulary | Nobody", []))]
    (change,) = decide(rows, NAMES, "Oak House", ["Newname"], Scope.RECOMMENDATION, ("r", "r001")).changes
    assert change.new == ("Newname", "Exampleshire Police", "Nobody")


def test_a_cell_that_was_decided_otherwise_is_left_as_it_is() -> None:
    preview = decide([ONE], NAMES, "Oak House", ["Newname"], Scope.RECOMMENDATION, ("one", "r003"))
    assert preview.changes == ()


def test_resolve_takes_a_cell_only_where_every_name_is_sure() -> None:
    records = [ONE, record("place", ("Police", []), ("ECC", []), ("", []))]
    assert [(each.record_id, each.key, each.new) for each in resolve(records, NAMES).changes] == [
        ("one", "r001", ("Exampleshire Police",))
    ]
    inferred = resolve(records, NAMES, inferred=True)
    assert ("place", "r002", ("Exampleshire County Council",)) in [
        (c.record_id, c.key, c.new) for c in inferred.changes
    ]


def test_a_signed_off_record_is_skipped_and_named() -> None:
    closed = record("closed", ("Exampleshire Constabulary", []), state="signed-off")
    preview = resolve([closed], NAMES)
    assert (preview.changes, dict(preview.skipped)) == ((), {NamedPlace("closed"): "signed off"})


def test_a_preview_becomes_one_proposal_a_record_that_fits() -> None:
    preview = rename([ONE, TWO], "Refuge", "Newname")
    data: Data = {"recommendations": [{"key": "r003", "agencies": ["Refuge"]}]}
    (proposal,) = preview.proposals("why").values()
    assert apply(data, proposal.edits)["recommendations"][0]["agencies"] == ["Newname"]
    assert (proposal.action, proposal.note) == ("normalise", "why")


def test_clusters_follow_the_likely_body_and_else_the_letters() -> None:
    records = [
        record("a", ("Exampleshire Police Service HQ", []), ("Oak House Project", []), ("Oakhouse Project", [])),
        record("b", ("Exampelshire Constabulary", [])),
    ]
    found = clusters_of(names_of(records, NAMES))
    assert {(each.proposed, len(each.members)) for each in found} == {("Exampleshire Police", 2), (None, 2)}


def _after(data: dict[str, Any], proposal: Any) -> dict[str, Any]:
    return apply(data, proposal.edits)


def test_register_entries_are_kept_in_the_order_of_their_ids() -> None:
    data: dict[str, Any] = {"format": 1}
    for name in ("Willow House", "Alder House", "Maple House"):
        data = _after(data, register.add_agency(data, {"name": name, "kind": "charity"}, NAMES))
    assert [row["id"] for row in data["agencies"]] == ["alder-house", "maple-house", "willow-house"]


def test_a_name_that_a_body_bears_is_not_added_again() -> None:
    with pytest.raises(UnusableError, match="in the register already"):
        register.add_agency({}, {"name": "Refuge", "kind": "charity"}, NAMES)


def test_a_rename_keeps_the_old_name_as_an_alias() -> None:
    refuge = NAMES.entry("Refuge")
    assert refuge is not None
    data = _after({"format": 1}, register.rename_agency({}, refuge, "Refuge UK", NAMES))
    assert data["agencies"] == [{"id": "refuge", "name": "Refuge UK", "kind": "charity", "aliases": ["Refuge"]}]
    own = {"format": 1, "agencies": [{"name": "Refuge", "kind": "charity", "aliases": ["Refuge UK"]}]}
    again = _after(own, register.rename_agency(own, refuge, "Refuge UK", NAMES))
    assert again["agencies"] == [{"id": "refuge", "name": "Refuge UK", "kind": "charity", "aliases": ["Refuge"]}]
    with pytest.raises(UnusableError, match="another agency's name"):
        register.rename_agency(own, refuge, "Home Office", NAMES)


def test_a_later_decision_about_a_name_replaces_the_earlier_one_of_its_place() -> None:
    data = _after({"format": 1}, register.remember({}, "Police", ["A"], "Exampleton"))
    data = _after(data, register.remember(data, "Police", ["B"]))
    data = _after(data, register.remember(data, "POLICE", ["C"], "Exampleton"))
    assert data["resolved"] == [
        {"written": "Police", "means": ["B"]},
        {"written": "POLICE", "means": ["C"], "where": {"csp": "Exampleton"}},
    ]


def test_not_the_same_is_remembered_once() -> None:
    data = _after({"format": 1}, register.not_the_same({}, ["B", "A"]))
    assert data["distinct"] == [{"names": ["A", "B"]}]
    assert register.not_the_same(data, ["A", "B"]).edits == ()


def test_a_name_that_means_many_gets_one_more_here_and_another_is_told_to_be_decided() -> None:
    here = record("one", ("All agencies", ["Exampleshire Police"]), ("Oak House", ["Refuge"]))
    more = decide([here], NAMES, "All agencies", ["Refuge"], Scope.RECOMMENDATION, ("one", "r001"))
    assert [change.new for change in more.changes] == [("Exampleshire Police", "Refuge")]
    same = decide([here], NAMES, "All agencies", ["Exampleshire Police"], Scope.RECOMMENDATION, ("one", "r001"))
    assert (same.changes, dict(same.skipped)) == ((), {})
    other = decide([here], NAMES, "Oak House", ["Exampleshire Police"], Scope.RECOMMENDATION, ("one", "r002"))
    assert (other.changes, skips(other)) == (
        (),
        {"one r002": "its agencies are decided already: Refuge; editing it corrects them"},
    )
    assert decide([here], NAMES, "All agencies", ["Refuge"], Scope.RECORD, ("one", "r001")).changes == ()


IN_PART = record("part", ("Oak House | Refuge | Exampleshire Police", ["Refuge"]), ("Oak House", ["Women's Aid"]))


@pytest.mark.parametrize("scope", [*Scope])
def test_a_name_that_is_open_in_a_cell_decided_in_part_gets_its_agency(scope: Scope) -> None:
    preview = decide([IN_PART], NAMES, "Oak House", ["Newname"], scope, ("part", "r001"))
    assert [(each.key, each.new, each.left) for each in preview.changes] == [
        ("r001", ("Newname", "Refuge"), ("Exampleshire Police",))
    ]
    last = decide([IN_PART], NAMES, "Exampleshire Police", ["Exampleshire Police"], scope, ("part", "r001"))
    assert [(each.key, each.new) for each in last.changes] == [("r001", ("Refuge", "Exampleshire Police"))]


@pytest.mark.parametrize("scope", [Scope.RECOMMENDATION, Scope.RECORD])
def test_a_name_is_not_decided_where_another_that_is_open_would_count_as_decided(scope: Scope) -> None:
    here = record("part", ("Oak House | Exampleshire Police | Elm House", ["Exampleshire Police"]))
    preview = decide([here], NAMES, "Elm House", ["Newname"], scope, ("part", "r001"))
    why = "its agencies would not tell that “Oak House” is open: decide that first"
    assert (preview.changes, skips(preview)) == ((), {"part r001": why})
    (first,) = decide([here], NAMES, "Oak House", ["Women's Aid"], scope, ("part", "r001")).changes
    assert (first.new, first.left) == (("Women's Aid", "Exampleshire Police"), ("Elm House",))


def test_what_has_another_agency_is_not_said_to_be_so_already() -> None:
    decided = {"part r002": "its agencies are decided already: Women's Aid; editing it corrects them"}
    preview = decide([IN_PART], NAMES, "Oak House", ["Newname"], Scope.RECOMMENDATION, ("part", "r002"))
    assert (preview.changes, skips(preview)) == ((), decided)
    other = record("other", ("Oak House", ["Women's Aid"]))
    preview = decide([other], NAMES, "Oak House", ["Newname"], Scope.RECORD, ("other", "r001"))
    assert (preview.changes, list(preview.skipped.values())) == ((), list(decided.values()))
    same = decide([IN_PART], NAMES, "Oak House", ["Women's Aid"], Scope.RECOMMENDATION, ("part", "r002"))
    assert (same.changes, same.skipped) == ((), {})


@pytest.mark.parametrize(
    ("cell", "agencies", "instead"),
    [
        ("Oak House", ["Refuge"], ("Newname",)),
        ("Oak House", ["Refuge", "Women's Aid"], ("Newname",)),
        ("Exampleshire Police | Oak House", ["Exampleshire Police", "Refuge"], ("Exampleshire Police", "Newname")),
        ("Oak House | Exampleshire Police", ["Exampleshire Police", "Refuge"], ("Exampleshire Police", "Newname")),
        ("Exampleshire Police | Oak House", ["Exampleshire Police"], None),
        ("Oak House", ["Newname", "Refuge"], None),
    ],
)
def test_what_a_name_was_decided_to_mean_is_told_with_what_would_change_it(
    cell: str, agencies: list[str], instead: tuple[str, ...] | None
) -> None:
    preview = decide([record("one", (cell, agencies))], NAMES, "Oak House", ["Newname"], Scope.LIBRARY)
    assert [change.new for change in preview.instead] == ([instead] if instead else [])
    assert [change.new for change in preview.over().changes] == [
        *(change.new for change in preview.changes),
        *([instead] if instead else []),
    ]


def test_what_is_signed_off_is_told_and_stays() -> None:
    records = [record("one", ("Oak House", ["Refuge"]), state="signed-off"), record("two", ("Oak House", ["Refuge"]))]
    over = decide(records, NAMES, "Oak House", ["Newname"], Scope.LIBRARY).over()
    assert [change.record_id for change in over.changes] == ["two"]
    assert skips(over) == {"one r001": "its agencies are decided already: Refuge; the record is signed off"}


@pytest.mark.parametrize(
    ("written", "means", "new", "left"),
    [
        ("MARAC", "MARAC", ("MARAC",), "GP practices"),
        ("GP practices", "GP practices", ("GP practices",), "MARAC"),
        ("MARAC", "Refuge", ("Refuge",), "GP practices"),
    ],
)
def test_a_person_decides_one_name_of_a_cell_and_the_other_stays_open(
    written: str, means: str, new: tuple[str, ...], left: str
) -> None:
    records = [record("one", ("MARAC | GP practices", []))]
    (change,) = decide(records, NAMES, written, [means], Scope.LIBRARY, in_part=True).changes
    assert (change.new, change.left) == (new, (left,))
    after = record("one", ("MARAC | GP practices", list(new)))
    names = {name.written: name for name in names_of([after], NAMES)}
    assert {each: (name.open, name.decided) for each, name in names.items()} == {written: (0, new), left: (1, ())}
    (change,) = decide([after], NAMES, left, [left], Scope.LIBRARY, in_part=True).changes
    assert sorted(change.new) == sorted((*new, left))
    assert change.left == ()


def test_a_cell_whose_other_name_would_not_be_told_as_open_is_left_out() -> None:
    records = [record("one", ("MARAC | GP practices", []))]
    preview = decide(records, NAMES, "GP practices", ["Refuge"], Scope.LIBRARY, in_part=True)
    assert not preview.changes
    assert {str(place) for place in preview.together} == {"one r001"}
    assert skips(preview) == {"one r001": "its cell also names “MARAC”, not decided yet"}


def test_of_a_group_no_place_is_told_as_changed_and_as_left() -> None:
    records = [record("one", ("MARAC | GP practices", []))]
    both = decide_group(["MARAC", "GP practices"], "Refuge").preview(records, NAMES)
    assert [change.new for change in both.changes] == [("Refuge",)]
    assert "one r001" in skips(decide_group(["GP practices"], "Refuge").preview(records, NAMES))
    assert (skips(both), both.together) == ({}, frozenset())
