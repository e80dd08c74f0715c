import pytest

from dhrcurate.domain.agency import Context, Interval
from dhrcurate.domain.context import context_of, context_of_data
from dhrcurate.domain.record import Review


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ({}, None),
        ({"report_date": "2014-05"}, None),
        ({"year_of_death": 2012}, Interval("2012", "2017")),
        ({"year_of_death": 2012, "published": "2015-06"}, Interval("2012", "2015-06")),
        ({"year_of_death": 2012, "published": "2021-06"}, Interval("2012", "2017")),
        ({"year_of_death": 2012, "published": "2021-06", "report_date": "2019-03-04"}, Interval("2012", "2019-03-04")),
        ({"year_of_death": 2012, "report_date": "2010"}, Interval("2012", "2012")),
    ],
)
def test_the_span_runs_from_the_death_to_the_report_or_what_is_nearest_to_it(
    given: dict[str, object], span: Interval | None
) -> None:
    review = {"title": "A review", "csp": "Exampleton", **given}
    assert context_of(Review.model_validate(review)) == Context("Exampleton", span)
    assert context_of_data({"review": review}) == Context("Exampleton", span)


def test_plain_data_need_not_be_valid() -> None:
    assert context_of_data({}) == Context()
    assert context_of_data({"review": {"year_of_death": "about 2012"}}) == Context()
