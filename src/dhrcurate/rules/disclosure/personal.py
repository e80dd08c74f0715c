"""Personal data in free text. Messages name its kind and never repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dhrcurate.domain.finding import AT_EACH_PLACE, Finding, Severity
from dhrcurate.domain.words import field_in_words
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure import ages, detect, numbers, streets, titles
from dhrcurate.rules.disclosure.callings import CALLINGS
from dhrcurate.rules.disclosure.name_words import given_names_among
from dhrcurate.rules.disclosure.pseudonyms import without_pseudonyms
from dhrcurate.rules.disclosure.untitled import all_untitled_names
from dhrcurate.rules.registry import Rule, record_rule


def _findings(rule: Rule, context: RuleContext, found: Iterable[tuple[int, int]], kind: str) -> Iterator[Finding]:
    for start, end in found:
        spot = context.free_text.spot(start, end)
        where = f"the {_PASSAGES.get(spot.passage.kind) or field_in_words(spot.passage.kind)}"
        span = spot.span if spot.passage.is_value else None
        yield rule.finding(f"{where} holds {kind}", path=spot.passage.path, span=span, about=spot.passage.about)


_PASSAGES = {
    "addressed_to": "addressed-to cell",
    "reason": "reason of a waiver",
    "heading": "review's title or partnership",
    "extra": "extra column",
}
"""Kinds of passages that findings do not name by the field's label."""


@record_rule("DHR501", "email-address", Severity.WARNING, telling=AT_EACH_PLACE)
def email_address(context: RuleContext) -> Iterator[Finding]:
    """Free text holds an e-mail address.

    Why: An address leads to one person or one desk, and publication cannot be undone. Pages often end with a contact
    line that the extraction takes for part of the last recommendation.

    Before: text = "Copies of the protocol are held by jo.bloggs@exampleton.example."

    After: text = "Copies of the protocol are held by the partnership's office.", or a waiver with the reason that the
    address is that of a public service

    Note: The trail keeps the old text until `dhrcurate audit redact` removes it.
    """
    if "@" in context.free_text.joined:
        yield from _findings(
            email_address, context, detect.email_addresses(context.free_text.joined), "an e-mail address"
        )


@record_rule("DHR502", "telephone-number", Severity.WARNING, telling=AT_EACH_PLACE)
def telephone_number(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a telephone number.

    Why: A number leads to a person or a household.

    Before: note = "Rang the author on 01632 960 001, no reply."

    After: note = "Rang the author, no reply."

    Note: Numbers of services (03, 08, 09 and short ones such as 101) are skipped: a helpline is meant to be known.
    """
    free_text = context.free_text
    found = detect.telephone_numbers(free_text.joined, free_text.digit_runs)
    yield from _findings(telephone_number, context, found, "a telephone number")


@record_rule("DHR503", "postcode", Severity.WARNING, telling=AT_EACH_PLACE)
def postcode(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a postcode.

    Why: A postcode covers some fifteen homes; together with the review it can identify a family.

    Before: text = "Officers had been called to the address in ZE3 9XY before."

    After: text = "Officers had been called to the address before."

    Note: Written with small letters, one counts where a blank parts its halves.
    """
    free_text = context.free_text
    yield from _findings(postcode, context, detect.postcodes(free_text.joined, free_text.digit_runs), "a postcode")


@record_rule("DHR504", "nhs-number", Severity.WARNING, telling=AT_EACH_PLACE)
def nhs_number(context: RuleContext) -> Iterator[Finding]:
    """Free text holds an NHS number.

    Why: An NHS number identifies one person for life and opens their health records.

    Before: note = "The patient (999 123 4578) was known to the practice."

    After: note = "The patient was known to the practice."

    Note: Only ten digits with the right check digit count.
    """
    free_text = context.free_text
    yield from _findings(
        nhs_number, context, detect.nhs_numbers(free_text.joined, free_text.digit_runs), "an NHS number"
    )


@record_rule("DHR505", "exact-date-of-life", Severity.WARNING, telling=AT_EACH_PLACE)
def exact_date_of_life(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the exact date of a birth or a death.

    Why: Reviews give months or years, because the day of a death leads to newspaper reports, and so to the names.

    Before: text = "Since the victim died on 3 May 2012 the service has changed hands."

    After: text = "Since the victim died in 2012 the service has changed hands."

    Note: A deadline ("by 3 May") and what agencies set up for births and deaths ("the death review panel") are skipped.
    """
    free_text = context.free_text
    found = detect.life_dates(free_text.joined, free_text.digit_runs)
    yield from _findings(exact_date_of_life, context, found, "an exact date beside a word for a birth or a death")


_TITLES_AS_WORDS = frozenset(
    opening + title + point
    for title in (*titles.TITLES, "MR", "MRS", "MS", "DR", *titles.RANKS, *titles.RANKS_IN_FULL, *CALLINGS)
    for opening in ("", "(", "[", "‘", "’", "“", "'", '"', "–", "—", "/")
    for point in ("", ".")
)


@record_rule("DHR506", "titled-name", Severity.WARNING, telling=AT_EACH_PLACE)
def titled_name(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a title followed by a name.

    Why: The people in a review, and those who dealt with them, are not to be named; if the published report does so by
    mistake, the record need not repeat it.

    Before: text = "The practice should tell Mrs Bloggs's family what has changed."

    After: text = "The practice should tell the victim's family what has changed."

    Note: `Mr A` and `Dr X` are pseudonyms and are skipped, and so are chief constables, whom everybody knows.
    Callings (Nurse, Councillor, Judge) count before what surely is a name, and not before the words of a post.
    Counties of Wales ("Sir Gâr"), schools and practices that bear a name, and chairs of public inquiries are skipped.
    """
    free_text = context.free_text
    if _TITLES_AS_WORDS.isdisjoint(free_text.vocabulary):
        return
    yield from _findings(
        titled_name, context, titles.titled_names(free_text.joined, free_text.vocabulary), "a title followed by a name"
    )


@record_rule("DHR507", "untitled-name", Severity.WARNING, telling=AT_EACH_PLACE)
def untitled_name(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the name of a person without a title.

    Why: The people in a review, and those who dealt with them, are not to be named; a given name and a surname are
    enough to find them.

    Before: text = "The force should review its answers to Jo Bloggs and tell the panel."

    After: text = "The force should review its answers to the victim and tell the panel."

    Note: It finds common given names with a surname after "by", "to", "who saw" and the like, where somebody asked or
    is given or told something, and in the possessive before kin or what one person has; with a kinship, a birth or its
    own initials in brackets behind it; and any name beside a kinship ("the brother, ...", "...'s mother") or behind a
    death or an assault ("in memory of", "the assault by"). Holders of public offices, laws, reports and hospitals that
    bear a name are skipped, and so is a name that the review says is a pseudonym.
    """
    free_text = context.free_text
    given = given_names_among(free_text.vocabulary)
    found = all_untitled_names(free_text.joined, given, free_text.vocabulary)
    told = without_pseudonyms(detect.joined(found), context)
    yield from _findings(untitled_name, context, told, "the name of a person")


@record_rule("DHR508", "incident-date", Severity.WARNING, telling=AT_EACH_PLACE)
def incident_date(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the day and month on which something happened.

    Why: The day of a call, a visit or an arrest leads to newspaper reports and files, and so to the people.

    Before: text = "The force should review how it answered the calls of 2 May and 7 May 2015."

    After: text = "The force should review how it answered the two calls of 2015."

    Note: Deadlines, dates of papers, laws and meetings, and dates that are cells of an action plan are skipped.
    """
    free_text = context.free_text
    found = detect.incident_dates(free_text.joined, free_text.digit_runs)
    yield from _findings(incident_date, context, found, "the exact date of something that happened")


@record_rule("DHR509", "street", Severity.WARNING, telling=AT_EACH_PLACE)
def street(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a street, with or without the number of a house.

    Why: A street together with the review identifies a family; its neighbours know which house it was.

    Before: text = "The force should review the visits that it made to 14 Example Avenue."

    After: text = "The force should review the visits that it made to the home."

    Note: Surgeries, stations and other places that are named after a street, or stand in one, are skipped.
    """
    free_text = context.free_text
    found = streets.streets(free_text.joined, free_text.digit_runs, free_text.vocabulary)
    yield from _findings(street, context, found, "a street")


@record_rule("DHR510", "officer-number", Severity.WARNING, telling=AT_EACH_PLACE)
def officer_number(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the number of a police officer.

    Why: A collar number leads to one officer as surely as a name does.

    Before: text = "The force should debrief PC 1234 Bloggs about the first call."

    After: text = "The force should debrief the officer who took the first call."

    Note: `PC 1` and `PC 12` are pseudonyms of reviews and are skipped, and so are papers such as `DS 1500`.
    """
    found = titles.officer_numbers(context.free_text.joined, context.free_text.digit_runs)
    yield from _findings(officer_number, context, found, "an officer's number")


@record_rule("DHR511", "name-with-age", Severity.WARNING, telling=AT_EACH_PLACE)
def name_with_age(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a name with an age beside it.

    Why: A child's name and age are enough for neighbours and classmates to know the family, for the rest of its life.

    Before: text = "The school should have offered support to Jack (7) after the incident."

    After: text = "The school should have offered support to the child after the incident."

    Note: `Child A (7)` and ages of groups are skipped, and so is a name that the review says is a pseudonym.
    """
    free_text = context.free_text
    found = ages.names_with_age(free_text.joined, free_text.digit_runs, free_text.vocabulary)
    yield from _findings(name_with_age, context, without_pseudonyms(found, context), "a name with an age")


@record_rule("DHR512", "national-insurance-number", Severity.WARNING, telling=AT_EACH_PLACE)
def national_insurance_number(context: RuleContext) -> Iterator[Finding]:
    """Free text holds a National Insurance number.

    Why: The number identifies one person for life, and opens their taxes and benefits.

    Before: text = "The claim under ZZ 12 34 56 A should be looked at again."

    After: text = "The victim's claim should be looked at again."

    Note: Two letters that a number may begin with, six digits and a letter from A to D count (HM Revenue and Customs,
    NIM39110); `QQ 12 34 56 C`, by which forms show how it is written, does not.
    """
    free_text = context.free_text
    found = numbers.insurance_numbers(free_text.joined, free_text.digit_runs)
    yield from _findings(national_insurance_number, context, found, "a National Insurance number")


@record_rule("DHR513", "vehicle-registration", Severity.WARNING, telling=AT_EACH_PLACE)
def vehicle_registration(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the registration number of a vehicle.

    Why: A plate is read in the street, and leads to its keeper.

    Before: text = "The force should put a marker on his car AB01 CDE."

    After: text = "The force should put a marker on his car."

    Note: The format in use since September 2001 counts, and the one before it (`A001 BCD`) beside a word for a vehicle.
    """
    free_text = context.free_text
    found = numbers.number_plates(free_text.joined, free_text.digit_runs)
    yield from _findings(vehicle_registration, context, found, "the registration number of a vehicle")


@record_rule("DHR514", "age-with-place", Severity.WARNING, telling=AT_EACH_PLACE)
def age_with_place(context: RuleContext) -> Iterator[Finding]:
    """Free text holds the age of one person with a place.

    Why: An age and a town, with the year of the review, lead to one report in the local paper, and so to the name.

    Before: text = "The council should ask why a mother, aged 34, from Exampleton was refused a place."

    After: text = "The council should ask why the mother was refused a place."

    Note: Ages of groups ("women aged 16 and over in Exampleton") and countries are skipped.
    """
    free_text = context.free_text
    found = ages.ages_with_place(free_text.joined, free_text.vocabulary)
    yield from _findings(age_with_place, context, found, "an age with a place")
