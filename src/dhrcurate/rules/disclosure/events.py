"""Tells the date of something that happened to somebody from a deadline, and from the date of a paper or a meeting."""

from __future__ import annotations

import re

from dhrcurate.domain.patterns import rare

_HAPPENED = rare(
    r"\b(?:calls?|called|calling|incidents?|disturbances?|altercations?|fights?|victims?|perpetrators?|assault(?:s|ed)?|arrest(?:s|ed)?|attended"
    r"|attendances?|visit(?:s|ed)?|contact(?:s|ed)"
    r"|disclos(?:ed|ures?)|reported|admitted|admissions?|seen|statements?|attack(?:s|ed)?|presented|presentations?"
    r"|referrals?|referred"
    r"|appointments?|arguments?|overdose|injur(?:y|ies|ed)|threat(?:s|ened)?|spoke|told|phoned|rang|texted|left|moved"
    r"|met|moved house|what (?:had )?happened|(?:did|could|would) not (?:attend|respond|answer|visit|arrive))\b",
    re.IGNORECASE,
)
"""Words for what happened to the people in a review."""
_ON = r"(?:on|of)(?: the)?(?: [A-Z][a-z]+day(?:,? the)?)?(?: \d{1,2} and)? \Z"
_DECIDED = rare(
    r"\b(?:(?:decision|discharge|release|handover|detention|interview|assessment|log)s?|events"
    r"|went missing|bailed|remanded|sectioned|evicted|sentenced|convicted|married|wedding"
    r"|breach(?:es)?(?: of [a-z ]{3,25})?"
    r"|logs? of the (?:night|evening|morning)|bail ended|orders? (?:made|granted)"
    r"|(?:given|happened|provided|was|were) (?:on|in|during) the (?:night|evening|morning))"
    r"(?: (?:on|from|between|with) (?!the\b)\w+)?"
    rf"(?: (?:taken|made|given|held|carried out|completed|granted))? {_ON}",
    re.IGNORECASE,
)
"""What was decided about somebody or happened to somebody, up to its day."""
_CRIME = rare(
    r"\b(?:(?:attempted )?(?:murder|manslaughter)|homicide|femicide|killing|stabbing|shooting|strangulation|suffocation"
    r"|poisoning|rape|abduction|kidnap|burglary|robbery|beating|suicide(?: attempt)?"
    r"|fatal (?:[a-z]+ )?(?:attack|fall|fire|incident|injury|wound))s?(?: at (?:home|work|school))?"
    rf"(?:(?:,? (?:which|that))? (?:took place|happened|occurred|was committed))? (?:{_ON}|\(\Z)",
    re.IGNORECASE,
)
"""A crime or a death up to its day."""
_NIGHT = re.compile(
    r"\b(?:the (?:night|early hours)|events of the (?:morning|afternoon|evening)) of(?: the)? \Z"
    r"|\blogs? (?:for|of)(?: the)? \Z",
    re.IGNORECASE,
)
"""Hours at which no agency meets, and the log of calls and cells, up to their day."""
_AS_A_SUBJECT = re.compile(r"\b(?:on|about|for|against) (?:\w+ and )?\Z", re.IGNORECASE)
"""What stands before a crime that a paper is about: "guidance on homicide"."""
_NAMED_DAY = re.compile(r"\b[A-Z][\w’']+ (?:Day|Week|Month) (?:on|of) (?:the )?\Z")
"""The name of a day that is kept in memory of something: "White Ribbon Day on"."""
_OF_A_BODY = re.compile(r"\b(?:board|cabinet|committee|panel|court|parliament|minister)\b", re.IGNORECASE)
"""Bodies whose decisions are known."""
_ASKED_BACK = rare(
    r"\bwhy (?P<what>[^.;|]{2,60}?) (?:on|(?:in|on|during) the (?:morning|afternoon|evening|early hours) of)"
    r"(?: the)?(?: [A-Z][a-z]+day(?:,? the)?)? \Z",
    re.IGNORECASE,
)
_WHEN_SOMEBODY = rare(
    r"(?: \d{4})?,? (?:when|while|the day (?:that|on which)) (?:(?:she|he) |(?:the|her|his) (?:victim|perpetrator"
    r"|deceased|patient|couple|mother|father|sister|brother|son|daughter|husband|wife|partner|tenant|family)\b)"
)
"""What somebody told of was or did then, right behind a date: "on 3 May, when she was"."""
_YEARLY = re.compile(r"\b(?:each|every) (?:calendar |financial |school )?year\b|\bannually\b")
"""Words that make a day one of every year."""
_PAST = re.compile(r"\b(?:was|were|did|had|could|ended|left|lost|told|went|came|took|[a-z]{2,}ed)\b")
_OF_OFFICES = rare(
    r"\b(?:polic(?:y|ies)|procedures?|protocols?|guidance|guidelines?|laws?|acts?|strateg(?:y|ies)|plans?|programmes?"
    r"|schemes?|services?|contracts?|posts?|teams?|units?|fund(?:s|ing|ed)?|training|audits?|inspections?|courses?"
    r"|meetings?|reports?|forms?|systems?|projects?|boards?|targets?|actions?|recommendations?|draft"
    r"|should|must|will|shall)\b",
    re.IGNORECASE,
)
"""What agencies write, hold and run, the days of which anybody may know; and words for what is yet to come."""
_DEADLINE = rare(
    r"\b(?:by|before|until|till|than|due|deadline|from|effect|commenc\w+|launch\w*|force|publish\w*|issued|dated"
    r"|effective|since|target|complet\w+|revised"
    r"|updated|review(?:ed)? (?:on|by)|ratified|approved|introduced|implemented|starting|beginning|ending|end of"
    r"|meeting (?:on|of)|version)\W+(?:on |the |of |in )*\Z",
    re.IGNORECASE,
)
"""Words before a date that set a deadline, or date a paper or a law."""
_GATHERING = re.compile(
    r"\b(?:events?(?! of\b)|meetings?|workshops?|conferences?|training|sessions?|launch"
    r"|(?:panel|board|partnership|group|committee|council) (?:met|sat|agreed|decided))\b",
    re.IGNORECASE,
)
"""What agencies hold, on a day that anybody may know."""
_TO_DO = re.compile(r"\b(?:should|must|shall|will|ought to|needs? to|(?:is|are) to)\b(?! (?:also )?have\b)")
"""The start of what somebody is asked to do, which has not happened."""
_OPENS_A_CELL = re.compile(r"(?:[|\t]|[a-z)A-Z]{2}[.;])\s*\Z")
_ENDS_A_CELL = re.compile(r"\s*(?:[|;.\t\0]|\Z)")


def is_of_event(before: str, after: str) -> bool:
    """True if a date tells when something happened to somebody.

    Args:
        before: The words of its sentence before it.
        after: The words of its sentence behind it.
    """
    if _DEADLINE.search(before) or _GATHERING.search(before) or _is_cell(before, after) or is_named_day(before):
        return False
    if _YEARLY.search(after):
        return False
    if _WHEN_SOMEBODY.match(after):
        return True
    if to_do := _TO_DO.search(after):
        after = after[: to_do.start()]
    if _HAPPENED.search(before) or _HAPPENED.search(after) or _NIGHT.search(before):
        return True
    if crime := _CRIME.search(before):
        return not _AS_A_SUBJECT.search(before, 0, crime.start())
    if _DECIDED.search(before):
        return not _OF_A_BODY.search(before)
    asked = _ASKED_BACK.search(before)
    return bool(asked and _PAST.search(asked["what"]) and not _OF_OFFICES.search(asked["what"]))


def is_named_day(before: str) -> bool:
    """True if the words before a date are the name of a day that is kept, such as White Ribbon Day."""
    return _NAMED_DAY.search(before) is not None


def _is_cell(before: str, after: str) -> bool:
    """True for a date that stands alone between signs, as it does in a row of an action plan."""
    return bool(_OPENS_A_CELL.search(before) and _ENDS_A_CELL.match(after))
