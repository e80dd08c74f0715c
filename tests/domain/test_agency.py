import pytest

from dhrcurate.domain.agency import Agency, Interval, generations


def trust(valid_from: str | None, valid_to: str | None) -> Agency:
    return Agency("t", "T", "nhs-trust", valid_from=valid_from, valid_to=valid_to)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "on", "existed"),
    [
        (None, None, Interval("2012", "2014"), True),
        ("2014-06-01", None, Interval("2012", "2014-05"), False),
        ("2014-06-01", None, Interval("2012", "2014-06"), True),
        ("2014-06-01", None, Interval("2012", "2014"), True),
        ("2015", None, Interval("2012", "2014-12-31"), False),
        (None, "2011-12-31", Interval("2012", "2014"), False),
        (None, "2012", Interval("2012-06-01", "2014"), True),
        (None, "2012-05-31", Interval("2012-06", "2014"), False),
        ("2013", "2013", Interval("2012", "2014"), True),
        ("2015", "2016", None, True),
    ],
)
def test_dates_of_different_precision_are_compared_as_far_as_both_go(
    valid_from: str | None, valid_to: str | None, on: Interval | None, existed: bool
) -> None:
    agency = trust(valid_from, valid_to)
    assert agency.existed(on) is existed
    assert agency.existed(on) is not (agency.ended_before(on) or agency.began_after(on))


def test_an_agency_that_did_not_exist_ended_before_or_began_after() -> None:
    on = Interval("2012", "2014")
    assert (trust("2000", "2010").ended_before(on), trust("2000", "2010").began_after(on)) == (True, False)
    assert (trust("2015", None).ended_before(on), trust("2015", None).began_after(on)) == (False, True)


def test_generations_end_also_where_agencies_follow_one_another_in_a_circle() -> None:
    after = {"a": ("b", "c"), "b": ("d",), "c": ("d", "a"), "d": ("b",)}
    assert list(generations("a", lambda name: after[name])) == [["b", "c"], ["d"]]
