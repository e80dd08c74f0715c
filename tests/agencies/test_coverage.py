"""What the index tells without a comparison has to be what the comparison would have told."""

from __future__ import annotations

from itertools import product

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.query import parse
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Context, Decision, Interval

BARNET = Context(csp="Barnet", on=Interval("2016", "2018"))
NAMES = (
    "Home Office", "Barnet CCG", "Devon and Cornwall Police", "Barnet Housing", "Adult Social Care", "MARAC",
    "Barnet Council Adult Social Care", "West Midlands Polce", "Barnet Domestic Abuse Service",
)  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load([]))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(load([]))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Home Office and Ministry of Justice", False),
        ("Refuge, Barnet Council", False),
        ("Avon and Somerset Constabulary", True),
        ("Avon & Sommerset Police", True),
        ("Devon and Cornwall Police", True),
        ("Zzyzx", False),
        ("County Council", True),
    ],
)
def test_words_that_no_name_has_together_are_told_by_the_index(text: str, may: bool, reference: Reference) -> None:
    assert reference.coverage.may_account_for(parse(text, reference.index)) is may


def test_pairs_of_words_are_those_that_stand_together_in_a_name(reference: Reference) -> None:
    assert ("avon", "somerset") in reference.adjacent_words
    assert ("somerset", "refuge") not in reference.adjacent_words


@pytest.mark.parametrize("context", [Context(), BARNET])
def test_a_classification_is_the_suggestion_without_its_reasons(context: Context, matcher: Matcher) -> None:
    joined = [" and ".join(pair) for pair in product(NAMES, NAMES)]
    for name in (*NAMES, *joined):
        told, plain = matcher.suggest(name, context), matcher.classify(name, context)
        assert plain.decision is told.decision
        shown = [(each.name, each.score, each.inferred) for each in plain.candidates]
        assert shown == [(each.name, each.score, each.inferred) for each in told.candidates][: len(shown)]
        assert bool(shown) is bool(told.candidates)


def test_names_that_differ_only_in_their_join_share_their_comparisons(matcher: Matcher) -> None:
    one, other = (matcher.suggest(f"Zzyzx Refuge{join}Barnet Housing", BARNET) for join in (" and ", " & "))
    assert one.decision is other.decision is not Decision.MATCH
    assert [each.name for each in one.candidates] == [each.name for each in other.candidates]
