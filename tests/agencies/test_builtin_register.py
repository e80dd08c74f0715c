"""The built-in register as a whole: what a curator would trip over if one entry contradicted another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.agencies import kinds
from dhrcurate.agencies.lexicon import DIRECTIONS
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.places import Places
from dhrcurate.agencies.reading import read
from dhrcurate.agencies.register import DATA, Area, Register, load
from dhrcurate.domain.agency import KINDS as KNOWN_KINDS
from dhrcurate.domain.agency import Agency, Alias, Context, Decision

KINDS = {
    "ambulance-trust", "anonymised", "ccg", "charity", "childrens-trust", "cjs", "collective", "combined-authority",
    "company", "coroner", "council", "crc", "csp", "devolved", "fire", "gov", "gov-agency", "health-board",
    "health-provider", "housing", "icb", "inspectorate", "meeting", "membership", "military", "nhs-national",
    "nhs-trust", "ombudsman",
    "pcc", "pct", "pct-cluster", "police", "police-authority", "police-national", "prison", "probation",
    "probation-trust", "regulator", "relative", "role", "safeguarding-board", "university", "wellbeing-board",
}  # fmt: skip

CLASSES = {
    "police", "social services", "health", "domestic abuse support", "probation", "housing", "school", "employer",
    "other educational", "religious", "military", "csp",
}  # fmt: skip

FILES = sorted(DATA.glob("*.toml"))

Label = tuple[str, str | None, str | None]
"""A name of a body, and the first and last date on which it bore it."""


@pytest.fixture(scope="module")
def register() -> Register:
    return load()


@pytest.fixture(scope="module")
def names(register: Register) -> Matcher:
    return Matcher(register)


@pytest.fixture(scope="module")
def wider(register: Register) -> dict[str, set[str]]:
    """Each area's name, and those of all areas that hold it, itself among them."""
    areas = {area.name: area for area in register.areas}
    return {name: set(_holders(areas, name, ())) for name in areas}


def _holders(areas: dict[str, Area], name: str, below: tuple[str, ...]) -> Iterator[str]:
    assert name not in below, f"{name} holds itself"
    yield name
    for holder in areas[name].within:
        yield from _holders(areas, holder, (*below, name))


def _forces(register: Register, places: set[str]) -> list[str]:
    """The territorial forces that serve all of a place."""
    return [
        each.name
        for each in register.agencies
        if each.kind == "police" and not each.valid_to and places & {*each.areas}
    ]


def _labels(agency: Agency) -> Iterator[Label]:
    yield agency.name, agency.valid_from, agency.valid_to
    for alias in agency.aliases:
        yield alias.name, alias.since or agency.valid_from, alias.until or agency.valid_to


def _overlap(one: Label, other: Label) -> bool:
    return not (_before(one[2], other[1]) or _before(other[2], one[1]))


def _before(end: str | None, start: str | None) -> bool:
    """Whether a date lies before another, where both are known: a year lasts until its end."""
    return end is not None and start is not None and end < start[: len(end)]


def _after(register: Register, agency: Agency) -> list[Agency]:
    """A body and all that came after it."""
    line = [agency]
    for each in line:
        line += [register.by_name[name] for name in each.successors if register.by_name[name] not in line]
    return line


def _ends_first(agency: Agency, other: Agency) -> bool:
    """Whether a body ended while the other went on."""
    return agency.valid_to is not None and (other.valid_to is None or agency.valid_to < other.valid_to)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_entries_of_a_file_stand_in_order(path: Path) -> None:
    content = read(path.read_bytes(), path.name)
    for table in ("agencies", "areas"):
        names = [fold(entry["name"]) for entry in content[table]]
        assert names == sorted(names)


def test_kinds_and_classes_are_known(register: Register) -> None:
    assert {agency.kind for agency in register.agencies} <= KINDS
    assert {agency.class_ for agency in register.agencies if agency.class_} <= CLASSES


def test_no_two_bodies_share_a_canonical_name_or_an_id(register: Register) -> None:
    for key in (lambda agency: fold(agency.name), lambda agency: agency.id):
        repeated = [name for name, count in Counter(map(key, register.agencies)).items() if count > 1]
        assert repeated == []


def test_no_two_bodies_bear_one_name_at_one_time(register: Register) -> None:
    bearers: dict[str, list[tuple[Agency, Label]]] = defaultdict(list)
    for agency in register.agencies:
        for label in _labels(agency):
            bearers[fold(label[0])].append((agency, label))
    clashes = {
        (name, one.name, other.name)
        for name, rows in bearers.items()
        for at, (one, label) in enumerate(rows)
        for other, its in rows[at + 1 :]
        if one is not other and _overlap(label, its)
    }
    assert clashes == set()


def test_a_site_belongs_to_one_body_or_passed_from_one_to_its_successor(register: Register) -> None:
    holders: dict[str, list[tuple[Agency, Alias]]] = defaultdict(list)
    for agency in register.agencies:
        for site in agency.sites:
            holders[fold(site.name)].append((agency, site))
        for name, _, _ in _labels(agency):
            assert fold(name) not in {fold(site.name) for site in agency.sites}, name
    for place, bodies in holders.items():
        for at, (one, its) in enumerate(bodies):
            for other, others in bodies[at + 1 :]:
                passed = other in _after(register, one) or one in _after(register, other) or _in_turn(its, others)
                assert passed, (place, one.name, other.name)


def _in_turn(one: Alias, other: Alias) -> bool:
    """True if one had a name only after the other."""
    return any(
        before.until is not None and after.since is not None and before.until < after.since
        for before, after in ((one, other), (other, one))
    )


def test_a_site_is_never_another_bodys_name(register: Register) -> None:
    names = {fold(label): agency for agency in register.agencies for label, _, _ in _labels(agency)}
    for agency in register.agencies:
        for site in agency.sites:
            assert names.get(fold(site.name), agency) is agency, site.name


def test_successors_are_in_the_register_and_outlive_their_predecessors(register: Register) -> None:
    for agency in register.agencies:
        if agency.successors:
            assert agency.valid_to, f"{agency.name} has successors and no end"
        for name in agency.successors:
            successor = register.by_name.get(name)
            assert successor is not None, f"{agency.name}: {name} is not in the register"
            assert _ends_first(agency, successor), f"{agency.name}: {name} ended before it took over"


def test_dates_follow_one_another(register: Register) -> None:
    for agency in register.agencies:
        assert not _before(agency.valid_to, agency.valid_from), agency.name
        for alias in agency.aliases:
            assert not _before(alias.until, alias.since), alias.name
            assert not _before(alias.until, agency.valid_from), f"{agency.name} was never {alias.name}"
            assert not _before(agency.valid_to, alias.since), f"{agency.name} was never {alias.name}"


def test_every_area_is_known_and_none_holds_itself(register: Register, wider: dict[str, set[str]]) -> None:
    for agency in register.agencies:
        for area in agency.areas:
            assert area in wider, f"{agency.name}: {area}"


@pytest.mark.parametrize("kind", ["council", "csp", "fire", "prison"])
def test_one_force_polices_every_place(register: Register, wider: dict[str, set[str]], kind: str) -> None:
    for agency in register.agencies:
        # A fire service may cover two forces' areas; any one place that it serves lies in one of them.
        for area in agency.areas if agency.kind == kind else ():
            below = [name for name, holders in wider.items() if area in holders]
            forces = _forces(register, wider[area]) or sorted(
                {force for name in below for force in _forces(register, wider[name])}
            )
            expected = {"City of London Police", "Metropolitan Police Service"} if area == "London" else {forces[0]}
            assert set(forces) == expected, f"{agency.name}, {area}: {forces}"


@pytest.mark.parametrize(
    ("place", "force"),
    [
        ("Nuneaton and Bedworth", "Warwickshire Police"),
        ("Nuneaton", "Warwickshire Police"),
        ("Sandwell", "West Midlands Police"),
        ("Derby", "Derbyshire Constabulary"),
        ("County Durham", "Durham Constabulary"),
        ("Barnet", "Metropolitan Police Service"),
        ("City of London", "City of London Police"),
        ("Isle of Wight", "Hampshire and Isle of Wight Constabulary"),
        ("Westmorland and Furness", "Cumbria Constabulary"),
        ("Rhondda Cynon Taf", "South Wales Police"),
    ],
)
def test_the_force_of_a_place(register: Register, wider: dict[str, set[str]], place: str, force: str) -> None:
    assert _forces(register, wider[place]) == [force]


def test_bodies_that_were_counted_by_law_are_all_there(register: Register) -> None:
    kinds = Counter(agency.kind for agency in register.agencies)
    served = [agency for agency in register.agencies if agency.kind == "police" and agency.areas]
    assert len(served) == 43
    assert kinds["probation-trust"] == 35
    assert kinds["crc"] == 21
    assert kinds["pct"] == 151
    assert kinds["icb"] == 42
    boroughs = [
        agency for agency in register.agencies if agency.kind == "council" and agency.valid_from == "1965-04-01"
    ]
    assert len(boroughs) == 32


def test_all_that_the_service_handed_on_leads_to_a_body_of_today(register: Register) -> None:
    """From a primary care trust, step by step, to the boards that commission now; likewise for probation."""
    for agency in register.agencies:
        if agency.kind not in {"pct", "ccg", "probation-trust", "crc"}:
            continue
        assert any(each.valid_to is None for each in _after(register, agency)), agency.name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Safe and Sound", "Dudley Community Safety Partnership"),
        ("Safer Sandwell Partnership", "Sandwell Community Safety Partnership"),
        ("Safe Durham Partnership", "County Durham Community Safety Partnership"),
        ("Safer Walsall Partnership", "Walsall Community Safety Partnership"),
        ("Co-ordinated Action Against Domestic Abuse", "CAADA"),
        ("Lancashire Care NHS Foundation Trust", "Lancashire & South Cumbria NHS Foundation Trust"),
    ],
)
def test_brands_and_former_names(register: Register, written: str, name: str) -> None:
    assert fold(written) in {fold(label) for label, _, _ in _labels(register.by_name[name])}


@pytest.mark.parametrize(
    ("written", "area", "first"),
    [
        ("NHS Direct", "Cardiff", "NHS Direct Wales"),
        ("NHS 111", "Powys", "NHS 111 Wales"),
        ("Cafcass", "Swansea", "Cafcass Cymru"),
        ("Shelter", "Gwent", "Shelter Cymru"),
        ("Newport Council", "Shropshire", "Newport City Council"),
        ("Bradford Council", "Wiltshire", "City of Bradford Metropolitan District Council"),
        ("Richmond Council", "North Yorkshire", "Richmondshire District Council"),
        ("Newcastle Council", "Staffordshire", "Newcastle-under-Lyme Borough Council"),
        ("Sutton Borough Council", "Birmingham", "London Borough of Sutton"),
        ("Dorset Hospital", "Kent", "University Hospitals Dorset NHS Foundation Trust"),
        ("St Thomas'", None, "Guy's and St Thomas' NHS Foundation Trust"),
    ],
)
def test_names_that_several_may_have_are_not_taken(names: Matcher, written: str, area: str | None, first: str) -> None:
    found = names.suggest(written, Context(csp=area))
    assert (found.decision, found.candidates[0].name) == (Decision.CANDIDATES, first)
    assert found.why


@pytest.mark.parametrize(
    ("written", "area", "name"),
    [
        ("NHS Wales", "Leeds", "NHS Wales"),
        ("NHS England", "Cardiff", "NHS England"),
        ("NHS Direct", "Leeds", "NHS Direct NHS Trust"),
        ("Leeds City Council", "Kent", "Leeds City Council"),
        ("Bradford MDC", "Kent", "City of Bradford Metropolitan District Council"),
        ("Bradford Council", "Leeds", "City of Bradford Metropolitan District Council"),
        ("South Ribble Council", "Kent", "South Ribble Borough Council"),
        ("Kent Council", "Essex", "Kent County Council"),
        ("Forest of Dean Council", "Kent", "Forest of Dean District Council"),
    ],
)
def test_names_that_tell_a_body_are_taken_in_every_area(names: Matcher, written: str, area: str, name: str) -> None:
    found = names.suggest(written, Context(csp=area)).told
    assert (found.decision, found.candidates[0].name) == (Decision.MATCH, name)


def test_every_kind_that_the_matcher_knows_is_a_known_one() -> None:
    assert kinds.REGISTER_KINDS.keys() | kinds.WHOLE_NAME_KINDS <= KNOWN_KINDS
    assert KINDS <= KNOWN_KINDS


def test_no_region_alone_is_another_name_of_a_body(register: Register) -> None:
    """A region's name is also short for each other body there: in "West Borset and Exampleton CCG", for another CCG."""
    places = Places(register.areas)
    regions = [
        (agency.name, alias.name)
        for agency in register.agencies
        for alias in agency.aliases
        if (tokens := [each for each in words(alias.name) if each not in _OF_A_REGION])
        and not alias.name.lower().startswith(("city of ", "borough of ", "royal borough of "))  # a council's style
        and len({at for start, end, _ in places.named_in(tokens) for at in range(start, end)}) == len(tokens)
    ]
    assert regions == []


_OF_A_REGION = DIRECTIONS | {"greater", "city", "region", "area", "valley", "country"}
