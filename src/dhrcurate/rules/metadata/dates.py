"""A review's year of death and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

DUTY_BEGAN = 2011
"""The year in which reviews became a duty: section 9 of the Domestic Violence, Crime and Victims Act 2004 came into
force on 13 April 2011."""
EARLIEST = 1990
"""No death before this year was the subject of a domestic homicide review."""

_DATES = (("/review/published", "published"), ("/review/report_date", "report_date"))


def _dates(context: RuleContext) -> Iterator[tuple[str, str, str]]:
    """Path, name and value of each date in the record."""
    for path, name in _DATES:
        value = getattr(context.record.review, name)
        if value is not None:
            yield path, name.replace("_", " "), value


@record_rule("DHR401", "missing-year-of-death", Severity.WARNING)
def missing_year_of_death(context: RuleContext) -> Iterator[Finding]:
    """The year of death is missing.

    Why: It identifies the review among others of the area, and tells which agencies existed at the time.

    Before: no `year_of_death`

    After: year_of_death = 2012
    """
    if context.record.review.year_of_death is None:
        yield missing_year_of_death.finding("the year of death is missing")


@record_rule("DHR402", "missing-date", Severity.INFO)
def missing_date(context: RuleContext) -> Iterator[Finding]:
    """Both the date of publication and the date of the report are missing.

    Why: Without them nobody can tell how recent the recommendations are.

    Before: neither `published` nor `report_date`

    After: published = "2015-06"
    """
    review = context.record.review
    if review.published is None and review.report_date is None:
        yield missing_date.finding("the date of publication is missing, and so is that of the report")


@record_rule("DHR403", "implausible-year-of-death", Severity.ERROR)
def implausible_year_of_death(context: RuleContext) -> Iterator[Finding]:
    """The year of death cannot be right.

    Why: It is in the future, or long before there were such reviews: a slip, or a number from somewhere else.

    Before: year_of_death = 2102

    After: year_of_death = 2012
    """
    year = context.record.review.year_of_death
    if year is None:
        return
    if context.day.is_before_year(year):
        yield implausible_year_of_death.finding(f"the year of death, {year}, lies in the future", path=_YEAR)
    elif year < EARLIEST:
        yield implausible_year_of_death.finding(f"the year of death, {year}, is too early for a review", path=_YEAR)


_YEAR = "/review/year_of_death"


@record_rule("DHR404", "death-before-duty", Severity.INFO)
def death_before_duty(context: RuleContext) -> Iterator[Finding]:
    """The death was before the duty to review began.

    Why: Reviews became a duty on 13 April 2011. Some earlier deaths were reviewed, but a wrong year is more likely.

    Before: year_of_death = 2002

    After: year_of_death = 2012, or a waiver that says why the earlier death was reviewed
    """
    year = context.record.review.year_of_death
    if year is not None and EARLIEST <= year < DUTY_BEGAN:
        yield death_before_duty.finding(f"the death, in {year}, lies before the duty of 13 April 2011", path=_YEAR)


@record_rule("DHR405", "dated-before-death", Severity.ERROR)
def dated_before_death(context: RuleContext) -> Iterator[Finding]:
    """A review is dated before the death that it is about.

    Why: One of the two is wrong.

    Before: published = "2010-06", year_of_death = 2012

    After: published = "2015-06", year_of_death = 2012
    """
    year = context.record.review.year_of_death
    for path, name, value in _dates(context):
        if year is not None and int(value[:4]) < year:
            yield dated_before_death.finding(f"{name} ({value}) lies before the year of death ({year})", path=path)


@record_rule("DHR406", "date-in-future", Severity.ERROR)
def date_in_future(context: RuleContext) -> Iterator[Finding]:
    """A date is in the future.

    Why: Nothing was published in the future: the date is a slip.

    Before: published = "2051-06"

    After: published = "2015-06"
    """
    for path, name, value in _dates(context):
        if context.day.is_before(value):
            yield date_in_future.finding(f"{name} ({value}) lies in the future", path=path)


@record_rule("DHR407", "impossible-date", Severity.ERROR)
def impossible_date(context: RuleContext) -> Iterator[Finding]:
    """A date does not exist in the calendar.

    Why: Its form is right but there is no such day, so a program that converts it to a date fails.

    Before: published = "2015-02-30"

    After: published = "2015-02-28"
    """
    for path, name, value in _dates(context):
        if len(value) == 10 and not _exists(value):
            yield impossible_date.finding(f"there is no such day as {value} ({name})", path=path)
    if _SHORT_MONTHS.isdisjoint(context.published_text.vocabulary):
        return
    for match in _DAY.finditer(context.published_text.joined):
        day, month = int(match["day"]), match["month"].lower()
        if day > _DAYS[month[:3]]:
            passage, span = context.published_text.spot(*match.span())
            if passage.published:
                said = f"there is no such day as {match.group()}"
                found = impossible_date.finding(said, path=passage.path, span=span, about=passage.about)
                yield replace(found, severity=Severity.WARNING)  # the report may have printed it so


_SHORT_MONTHS = frozenset({"February", "April", "June", "September", "November"})
_DAY = re.compile(rf"(?<![\d./-])(?P<day>3\d)(?:st|nd|rd|th)? (?P<month>{'|'.join(sorted(_SHORT_MONTHS))}) \d{{4}}\b")
"""The last days of months that are shorter than others."""
_DAYS = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}


def _exists(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@record_rule("DHR408", "report-after-publication", Severity.WARNING)
def report_after_publication(context: RuleContext) -> Iterator[Finding]:
    """A report is dated after its own publication.

    Why: The two dates were swapped, or one of them is wrong.

    Before: report_date = "2016-01", published = "2015-06"

    After: report_date = "2015-01", published = "2015-06"
    """
    review = context.record.review
    if review.report_date is None or review.published is None:
        return
    known = min(len(review.report_date), len(review.published))
    if review.report_date[:known] > review.published[:known]:
        yield report_after_publication.finding(
            f"the report's date ({review.report_date}) lies after its publication ({review.published})",
            path="/review/report_date",
        )
