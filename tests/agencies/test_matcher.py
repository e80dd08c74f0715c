from __future__ import annotations

import gc
import os
import subprocess
import sys
from weakref import ref

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import Register, Resolved, load
from dhrcurate.domain.agency import Alias, Context, Decision, Interval, Names
from registers import BODIES, body, matcher

HERE = Context(csp="Exampleton")


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher()


def _first(names: Names, written: str, context: Context = Context()) -> tuple[Decision, str | None]:  # noqa: B008  # a frozen value
    found = names.suggest(written, context)
    return found.decision, found.best.name if found.best else None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Exampleshire Police", "Exampleshire Police"),
        ("exampleshire police", "Exampleshire Police"),
        ("Exampleshire Constabulary", "Exampleshire Police"),
        ("Exampelshire Police", "Exampleshire Police"),
        ("Exampleshire Polcie", "Exampleshire Police"),
        ("Chief Constable of Exampleshire Police", "Exampleshire Police"),
        ("Chief Constable of Exampleshire", "Exampleshire Police"),
        ("Exampleshire Hospitals NHS Trust", "Exampleshire Hospitals NHS Foundation Trust"),
        ("Exampleshire Hospitals FT", "Exampleshire Hospitals NHS Foundation Trust"),
        ("Exampleton CCG", "NHS Exampleton Clinical Commissioning Group"),
        ("Exampleton BC", "Exampleton Borough Council"),
        ("Exampleshire County Council Adult Social Care", "Exampleshire County Council"),
        ("Ex on Sea Borough Council", "Exampleton Borough Council"),
        ("Oakfield Hospital", "Exampleshire Hospitals NHS Foundation Trust"),
        ("Safer Exampleton Partnership", "Exampleton Community Safety Partnership"),
        ("Home Secretary", "Home Office"),
        ("Secretary of State for the Home Department", "Home Office"),
        ("MoJ - Crown Prosecution Service", "Crown Prosecution Service"),
        ("Crown Prosecution Service (CPS)", "Crown Prosecution Service"),
        ("CPS", "Crown Prosecution Service"),
    ],
)
def test_another_way_of_writing_a_name_is_matched(names: Matcher, written: str, name: str) -> None:
    assert _first(names, written) == (Decision.MATCH, name)


@pytest.mark.parametrize("written", ["All agencies", "Medical Centre", "MARAC", "c/o MARAC", "Every agency"])
def test_an_entry_that_is_no_body_is_offered_and_no_match(names: Names, written: str) -> None:
    found = names.suggest(written)
    assert found.decision is Decision.CANDIDATES
    assert found.candidates[0].score > 0.9
    assert found.why.endswith(("which is no body of its own", "which does not say which one it is"))


def test_what_an_anonymised_entry_is_stands_with_its_article(names: Names) -> None:
    assert (
        names.suggest("Medical Centre").why
        == "it is the name of an anonymised body, which does not say which one it is"
    )


def test_a_curator_s_decision_for_an_entry_that_is_no_body_is_a_match() -> None:
    decided = matcher(resolved=(Resolved("MARAC", ("MARAC",)),))
    assert _first(decided, "MARAC") == (Decision.MATCH, "MARAC")


@pytest.mark.parametrize(
    "written",
    [
        "Exampleshire Police Authority Board of Visitors",
        "Exampleshire Air Ambulance",
        "Borset Police",
        "University of Exampleshire",
        "Exampleshire Care Home",
        "Exampleton Surgery",
        "Exampleton Housing Association",
        "Exampleshire Community Trust",
        "Exampleshire",
        "Exampleton Police",
        "Essexville Hospital",
        "Whittle Engineering Ltd",
        "Police",
        "the Trust",
        "the refuge",
        "The Refuge",
        "ECC",
        "EXP",
        "",
        "—",
        "The Trust Exampleshire Hospitals NHS Foundation Trust",
        "The Trust & Exampleshire Hospitals NHS Foundation Trust",
        "Exampleshire Hospitals NHS Foundation Trust The Trust",
        "Exampleshire Police and the commissioner",
        "Exampleshire Police - the commissioner",
        "Exampleshire Police, commissioners",
        "the commissioner, Exampleshire Police",
        "Exampleshire Police, the family",
        "Exampleshire County Council the family",
        "Exampleshire Police, mental health team",
        "Exampleshire Police (housing officers)",
        "Exampleshire Police - sexual health",
        "nurses, Home Office",
        "Royal College of Examiners, housing officers",
        "Ministry of Justice, registrars",
        "Crown Prosecution Service (human resources)",
        "Exampleton Community Safety Partnership, safeguarding leads",
        "Police and Crime Commissioner for Exampleshire (housing)",
        "Royal College of Examiners, Coastal Vulnerability Hub",
        "Royal College of Examiners The Willows",
        "Home Office–Coastal Vulnerability Hub",
        "Exampleshire Police c/o Harbour Counselling",
        "Exampleshire County Council: Refuge",
        "Exampleshire County Council #Refuge",
        "Exampleshire Partnership NHS Trust–Refuge",
        "Exampleshire Partnership NHS Trust+Refuge",
        "Ministry of Justice (Refuge)",
        "Royal College of Examiners, East",
    ],
)
def test_what_may_be_another_body_is_never_matched(names: Matcher, written: str) -> None:
    assert names.suggest(written).decision is not Decision.MATCH


def test_a_name_that_is_like_none_is_answered_with_none(names: Matcher) -> None:
    assert names.suggest("Whittle Engineering Ltd").decision is Decision.NONE


@pytest.mark.parametrize("gone", BODIES, ids=lambda agency: agency.name)
def test_a_body_that_is_not_in_the_register_is_not_taken_for_its_neighbour(gone: object) -> None:
    rest = Matcher(Register([agency for agency in BODIES if agency is not gone]))
    name = gone.name  # type: ignore[attr-defined]  # an Agency; pytest's ids take objects
    assert rest.suggest(name).decision is not Decision.MATCH


def test_a_county_is_not_its_town(names: Matcher) -> None:
    only = Matcher(Register([body("Nottinghamshire Police", "police")]))
    found = only.suggest("Nottingham Police")
    assert found.decision is Decision.CANDIDATES
    assert found.best is not None
    assert "is not" in found.best.why


def test_police_in_a_review_of_the_area_proposes_its_force(names: Matcher) -> None:
    found = names.suggest("Police", HERE)
    assert found.decision is Decision.CANDIDATES
    assert found.best is not None
    assert (found.best.name, found.best.inferred) == ("Exampleshire Police", True)
    assert [each.name for each in found.candidates] == ["Exampleshire Police", "Police"]


def test_a_town_in_the_name_leads_to_the_force_of_its_county(names: Matcher) -> None:
    found = names.suggest("Otterford Police")
    assert found.best is not None
    assert (found.best.name, found.best.inferred) == ("Exampleshire Police", True)
    assert found.decision is Decision.CANDIDATES


def test_a_local_acronym_counts_where_the_area_agrees(names: Matcher) -> None:
    assert _first(names, "ECC", HERE) == (Decision.MATCH, "Exampleshire County Council")
    assert _first(names, "ECC Adult Social Care", HERE) == (Decision.MATCH, "Exampleshire County Council")
    assert names.suggest("ECC", HERE).candidates[0].inferred
    assert names.suggest("ECC", Context(csp="Borchester")).decision is not Decision.MATCH


def test_the_body_of_the_time_is_proposed_and_never_a_successor_alone(names: Matcher) -> None:
    later = Context(csp="Exampleton", on=Interval("2016", "2018"))
    found = names.suggest("Exampleshire Probation Trust", later)
    assert found.decision is Decision.CANDIDATES
    assert [each.name for each in found.candidates][:2] == [
        "Exampleshire Probation Trust",
        "Exampleshire Community Rehabilitation Company",
    ]
    assert _first(names, "Exampleshire Probation Trust", Context(on=Interval("2012", "2013")))[0] is Decision.MATCH


def test_a_kind_without_a_place_means_the_body_of_that_time(names: Matcher) -> None:
    def best(on: str) -> str:
        found = names.suggest("Probation", Context(csp="Exampleton", on=Interval(on, on))).best
        assert found is not None
        return found.name

    assert best("2012") == "Exampleshire Probation Trust"
    assert best("2018") == "Exampleshire Community Rehabilitation Company"


def test_a_former_body_keeps_its_name_and_shows_its_successor(names: Matcher) -> None:
    assert _first(names, "Oldname", Context(on=Interval("2013", "2014"))) == (Decision.MATCH, "Oldname")
    found = names.suggest("Oldname", Context(on=Interval("2019", "2020")))
    assert found.decision is Decision.CANDIDATES
    assert [each.name for each in found.candidates] == ["Oldname", "Newname"]


def test_nobody_can_have_meant_a_body_that_was_still_to_come(names: Matcher) -> None:
    found = names.suggest("Exampleshire Community Rehabilitation Company", Context(on=Interval("2012", "2013")))
    assert found.decision is Decision.CANDIDATES
    assert [each.name for each in found.candidates] == [
        "Exampleshire Probation Trust",
        "Exampleshire Community Rehabilitation Company",
    ]


def test_a_name_that_fits_both_means_the_body_of_the_time() -> None:
    old = body("HM Kennels Service", "gov", valid_to="2011-03", successors=("HM Kennels and Stables Service",))
    new = body("HM Kennels and Stables Service", "gov", valid_from="2011-04")
    names = Matcher(Register([old, new, *BODIES]))
    then = names.suggest("Kennel Service", Context(on=Interval("2012", "2012")))
    assert then.decision is Decision.CANDIDATES
    assert [each.name for each in then.candidates][:2] == ["HM Kennels and Stables Service", "HM Kennels Service"]
    assert then.candidates[0].score > then.candidates[1].score
    before = names.suggest("Kennels & Stables Service", Context(on=Interval("2009", "2010")))
    assert [each.name for each in before.candidates][:2] == ["HM Kennels Service", "HM Kennels and Stables Service"]


def test_a_name_that_tells_another_kind_keeps_the_body_that_it_names(names: Matcher) -> None:
    later = Context(csp="Exampleton", on=Interval("2016", "2018"))
    found = names.suggest("Exampleshre Probation Trust", later)
    assert [each.name for each in found.candidates][:2] == [
        "Exampleshire Probation Trust",
        "Exampleshire Community Rehabilitation Company",
    ]


def test_a_hospital_stands_for_the_trust_that_ran_it_then() -> None:
    old = body("Old Trust", "nhs-trust", sites=(Alias("Oak Hospital"),), valid_to="2016", successors=("New Trust",))
    new = body("New Trust", "nhs-trust", sites=(Alias("Oak Hospital"),), valid_from="1992")
    names = Matcher(Register([old, new]))
    assert _first(names, "Oak Hospital", Context(on=Interval("2013", "2014"))) == (Decision.MATCH, "Old Trust")
    assert _first(names, "Oak Hospital", Context(on=Interval("2019", "2019"))) == (Decision.MATCH, "New Trust")
    assert _first(names, "Oak Hospital") == (Decision.CANDIDATES, "New Trust")


def test_a_council_service_means_the_area_s_council_where_the_area_is_known() -> None:
    names = matcher(body("Adult social care", "collective"))
    assert _first(names, "Adult Social Care") == (Decision.CANDIDATES, "Adult social care")
    assert _first(names, "Adult Social Care", HERE) == (Decision.CANDIDATES, "Exampleshire County Council")


def test_a_remembered_decision_comes_first_and_the_nearer_one_before_the_general_one() -> None:
    names = matcher(
        resolved=(Resolved("EXP", ("Home Office",)), Resolved("EXP", ("Refuge", "MARAC"), csp="Exampleton")),
    )
    assert [each.name for each in names.suggest("exp", HERE).candidates] == ["Refuge", "MARAC"]
    assert [each.name for each in names.suggest("EXP").candidates] == ["Home Office"]
    assert "decided before" in names.suggest("EXP").candidates[0].why


def test_names_that_were_decided_to_differ_are_not_offered_for_one_another() -> None:
    pair = frozenset({"Exampleshire Constabulary", "Exampleshire Police"})
    offered = [each.name for each in matcher().suggest("Exampleshire Constabulary").candidates]
    assert "Exampleshire Police" in offered
    left = [each.name for each in matcher(distinct=(pair,)).suggest("Exampleshire Constabulary").candidates]
    assert "Exampleshire Police" not in left


def test_a_register_alone_learns_what_is_known_of_bodies_of_the_same_name() -> None:
    known = [body("Exampleshire Police", "police", "The Bobbies of Exampleshire", sites=(Alias("Tower House"),))]
    names = Matcher(Register([body("Exampleshire Police", "police")], known=known))
    assert _first(names, "Tower House") == (Decision.MATCH, "Exampleshire Police")
    assert _first(names, "The Bobbies of Exampleshire") == (Decision.MATCH, "Exampleshire Police")


def test_what_is_known_adds_no_body() -> None:
    names = Matcher(Register([body("Exampleshire Police", "police")], known=[body("Refuge", "charity")]))
    assert names.suggest("Refuge").candidates == ()
    assert names.entry("Refuge") is None


def test_scores_fall_and_a_match_scores_more_than_what_wants_a_look(names: Matcher) -> None:
    for written in ("Exampleshire Polcie", "Exampleshire Police Authority", "Exampleshire", "Exampleton Council"):
        found = names.suggest(written, limit=10)
        scores = [each.score for each in found.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert (found.decision is Decision.MATCH) == (scores[0] >= 0.85)


def test_the_limit_holds(names: Matcher) -> None:
    assert len(names.suggest("Exampleshire Trust", limit=2).candidates) == 2
    assert len(names.suggest("Exampleshire Trust", limit=9).candidates) > 5


def test_named_and_entry_ask_for_exact_names(names: Matcher) -> None:
    assert [each.name for each in names.named("safer exampleton partnership")] == [
        "Exampleton Community Safety Partnership"
    ]
    assert [each.name for each in names.named("CPS")] == ["Crown Prosecution Service"]
    assert names.named("ECC") == [], "a local acronym is no name by itself"
    assert names.entry("home office") is None


def test_every_reason_is_in_words(names: Matcher) -> None:
    for written in ("Exampelshire Police", "ECC Adult Social Care", "Oakfield Hospital", "Borset Police"):
        for each in names.suggest(written, HERE).candidates:
            assert each.why
            assert each.why == each.why.strip()


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("Exampleshire Police (PPU)", True),
        ("Exampleshire Police (Local police)", True),
        ("Exampleshire County Council (PPU)", False),
        ("Exampleshire Police (MARAC)", False),
        ("Exampleshire Police (Refuge)", False),
    ],
)
def test_a_bracket_with_a_unit_of_the_body_s_kind_adds_nothing(written: str, matched: bool) -> None:  # a case
    names = matcher(body("Police unit", "relative", acronyms=("PPU",)))
    found = names.suggest(written)
    assert (found.decision is Decision.MATCH) == matched


def test_suggestions_do_not_depend_on_the_process() -> None:
    """Python orders the members of a set anew in every process."""
    ask = (
        "from dhrcurate.agencies.matcher import Matcher; from dhrcurate.agencies.register import load; "
        "print(Matcher(load([])).suggest('South Gloucestershire Safeguarding Adults Board Devon').candidates)"
    )
    answers = {
        subprocess.run(  # this Python
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_a_department_behind_a_council_s_whole_name_is_the_council_s_where_another_of_the_place_had_ended() -> None:
    areas = ("Exampleton",)
    both = matcher(
        body("Quayham County Council", "council", areas=areas),
        body("Quayham City Council", "council", areas=areas, valid_to="2009-03-31"),
    )
    later = Context(csp="Exampleton", on=Interval("2014", "2014"))
    assert _first(both, "Quayham County Council Housing Solutions Service")[0] is Decision.CANDIDATES
    told = both.suggest("Quayham County Council Housing Solutions Service", later).told
    assert told.best is not None
    assert (told.decision, told.best.name) == (Decision.MATCH, "Quayham County Council")


def test_what_was_read_ends_with_the_matcher_that_read_it() -> None:
    reference = Reference(load())
    matcher = Matcher(load())
    for asked in (reference, matcher._reference):
        assert list(asked.mentions.find("Kent Police wrote"))
        assert asked.serving(asked.around("Kent"), ("police",))
    assert matcher.split("Kent Police and Kent Polices", Context(csp="Kent")).parts
    first, second = ref(reference), ref(matcher)
    gc.disable()  # nothing in them holds what holds it, or each register of a long session would stay
    try:
        del reference, matcher, asked
        assert first() is None
        assert second() is None
    finally:
        gc.enable()
