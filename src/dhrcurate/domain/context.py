"""What a record tells about the names in it: where it belongs, and which span of time counts."""

from __future__ import annotations

from dhrcurate.domain.agency import Context, Interval
from dhrcurate.domain.record import Review

YEARS_AFTER = 5
"""How long after the death a review without a report date is taken to have worked."""


def context_of(review: Review) -> Context:
    """The review's area and the span of time in which the bodies that it addresses must have existed.

    The span runs from the year of death to the report's date; without one to the earlier of publication and five
    years after the death, because the month of publication may lie many years later. Without a year of death there
    is no span.
    """
    if review.year_of_death is None:
        return Context(csp=review.csp)
    start = f"{review.year_of_death:04d}"
    end = review.report_date
    if end is None:
        end = f"{review.year_of_death + YEARS_AFTER:04d}"
        if review.published is not None and review.published < end:
            end = review.published
    return Context(csp=review.csp, on=Interval(start, max(start, end)))
