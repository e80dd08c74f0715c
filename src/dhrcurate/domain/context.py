"""The context of the names in a record: the area it belongs to, and the span of time that counts."""

from __future__ import annotations

from dhrcurate.domain.agency import Context, Interval
from dhrcurate.domain.edit import Data
from dhrcurate.domain.record import Review

YEARS_AFTER = 5
"""Years after the death in which a review without a report date is assumed to have worked."""


def context_of(review: Review) -> Context:
    """Return the review's area and the span of time in which the agencies that it addresses must have existed.

    The span runs from the year of death to the report's date; without one to the earlier of publication and five
    years after the death, because the month of publication may lie many years later. Without a year of death there
    is no span.
    """
    return _context(review.csp, review.year_of_death, review.report_date, review.published)


def context_of_data(data: Data) -> Context:
    """Return the same for a record's plain data, valid or not; see `context_of`."""
    review = data.get("review", {})
    year, report_date, published = (review.get(key) for key in ("year_of_death", "report_date", "published"))
    return _context(
        review.get("csp"),
        year if isinstance(year, int) else None,
        str(report_date) if report_date else None,
        str(published) if published else None,
    )


def _context(csp: str | None, year_of_death: int | None, report_date: str | None, published: str | None) -> Context:
    if year_of_death is None:
        return Context(csp=csp)
    start = f"{year_of_death:04d}"
    end = report_date
    if end is None:
        end = f"{year_of_death + YEARS_AFTER:04d}"
        if published is not None and published < end:
            end = published
    return Context(csp=csp, on=Interval(start, max(start, end)))
