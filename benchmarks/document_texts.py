"""Texts for made reports: recommendations, what stands around them, and sentences that only look like some.

All wording is our own. A seed draws other bodies, wishes and objects, so that no two reports say the same.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each in one line."""
    return tuple(" ".join(one.split()) for one in text.strip().split("\n\n"))


PLACES = ("Ashcombe", "Merrowdale", "Penhallow", "Thornley", "Wexbourne", "Oakhanger", "Stanmere", "Calderby")
BODIES = (
    "{p} Council", "{p} Constabulary", "{p} Integrated Care Board", "{p} Community Safety Partnership",
    "{p} Hospitals NHS Foundation Trust", "{p} Safeguarding Adults Board", "{p} Probation Service",
    "{p} Housing Association", "{p} Mental Health Trust", "{p} Children's Services", "{p} Refuge", "the Home Office",
)  # fmt: skip
_ACTS = (
    "review its policy on {o}", "provide all of its front line staff with training in {o}",
    "audit a sample of its files each quarter for {o}", "agree a written protocol with its partners about {o}",
    "appoint a named lead for {o}", "publish guidance for practitioners on {o}",
    "seek assurance that managers oversee {o}", "commission an independent evaluation of {o}",
    "introduce a flag on its case management system for {o}", "report every year on {o}",
    "make sure that the voice of victims is heard in {o}", "raise public awareness of {o}",
    "develop a pathway between services for {o}", "work with neighbouring areas on {o}",
)  # fmt: skip
_OTHERWISE = (
    "look again at its policy about {o}", "train all staff on the front line about {o}",
    "check some of its files every quarter for {o}", "draw up a written protocol with partners on {o}",
    "name a lead who is responsible for {o}", "issue guidance to its practitioners about {o}",
    "assure itself that {o} is overseen by managers", "have {o} evaluated by somebody independent",
    "add a flag for {o} to its case management system", "give an annual report on {o}",
    "see to it that victims are heard in {o}", "make the public more aware of {o}",
    "design a pathway for {o} between services", "cooperate with areas nearby over {o}",
)  # fmt: skip
_OBJECTS = (
    "coercive and controlling behaviour", "the sharing of information between general practices",
    "routine enquiry into domestic abuse", "risk assessments of repeat callers", "referrals that are closed early",
    "economic abuse of older people", "the needs of carers", "non-fatal strangulation", "stalking after separation",
    "homelessness applications from victims", "missed appointments", "interpreters for people with little English",
    "the multi-agency risk assessment conference", "discharge from hospital without an address",
    "firearms licences", "substance use within the household", "children who witness violence",
    "abuse of parents by adult children", "suicidal thoughts of people who cause harm", "safe contact at handover",
    "record keeping in custody suites", "the use of body-worn video", "civil orders and their breaches",
    "housing transfers at short notice", "workplace support for employees", "transitions at the age of eighteen",
)  # fmt: skip
_ENDS = (
    "", "", "", " within six months",
    ", and share the outcome with the partnership", " so that no opportunity is missed",
    ", including for staff employed by agencies", " and tell the board what has changed",
)  # fmt: skip
_MORE = (
    "This should be completed before the next annual report.", "Progress is to be reported to the board each quarter.",
    "Consideration should be given to people who have no recourse to public funds.",
    "The work must involve specialist services and people with lived experience.",
)  # fmt: skip
FILLERS = _paragraphs(
    """
The couple had met at work and lived together for some years. Friends described a quiet household, and neighbours
recalled arguments that were heard through the wall but not reported to anybody.

The general practice held records of several appointments in that year. None of them mentions home life, and the
practice told the panel that its template did not then ask about it.

Officers attended the address in spring. The risk was graded as standard, and the case was closed without a call
back; the force has since changed how such calls are reviewed.

The family spoke of a warm and generous person whose garden was known in the street. The panel is grateful for what
they shared, and offers its sincere condolences.

The chair met the family three times with their advocate. A draft was read by them, and their comments are included
in this version.

Housing staff visited twice that winter about repairs. A neighbour's complaint about noise was treated as antisocial
behaviour, and no link was made with the earlier disclosure.

The hospital treated a wrist injury. The explanation given was accepted, and the paediatric liaison form was not
completed since the children were not present.

Information was held by four agencies. Each had a part of the picture, and there was no meeting at which the parts
were put together.
"""
)
DECOYS = _paragraphs(
    """
An earlier review in the county recommended that agencies should keep a single point of contact; that work was
finished before this review began.

The panel considered whether the surgery should have made a referral at that time, and makes no recommendation about
it, since practice has changed.

Agencies were asked to consider whether lessons should be learned from the way in which professionals worked
together, as the terms of reference require.

Staff should feel able to ask the question more than once; the panel heard many good examples of this.

It is recommended practice that victims are seen alone, and on this occasion that was done.

The previous action plan stated that training must be provided to all staff, and this has been completed.
"""
)
TERMS = _paragraphs(
    """
To establish what lessons are to be learned from the death about the way in which local professionals work together.

To set out who will carry each lesson forward, by which date, and how the difference it makes will be seen.

To consider whether the actions of agencies should have been different, and to apply the lessons to responses.
"""
)
ACTIONS = (
    "Working group to be set up", "Policy lead to draft and consult", "Briefings to be held in each team",
    "Audit tool to be agreed", "Item on the agenda of the board", "Training calendar to be published",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A recommendation of a made report: its words, whom it is for, and the same in other words."""

    words: str
    body: str
    otherwise: str = ""


def texts(seed: int, count: int, form: str = "should") -> list[Text]:
    """Return recommendations, no two about the same.

    Args:
        seed: What is drawn.
        count: How many, at most as many as there are objects.
        form: How they wish: `should`, `that`, `to`, `bare` or `mixed`.
    """
    draw = random.Random(seed)  # noqa: S311  # reports to try, no secret
    place = PLACES[seed % len(PLACES)]
    objects = draw.sample(_OBJECTS, count)
    made = []
    for at, thing in enumerate(objects):
        body = draw.choice(BODIES).format(p=place)
        chosen, end = draw.randrange(len(_ACTS)), draw.choice(_ENDS)
        act = _ACTS[chosen].format(o=thing) + end
        way = draw.choice(("should", "that", "to", "must")) if form == "mixed" else form
        words = {
            "should": f"{body} should {act}.",
            "must": f"{body} must {act}.",
            "that": f"That {body} {_third(act)}.",
            "to": f"{body} to {act}.",
            "bare": f"{act}.",
        }[way]
        if at % 4 == 3:  # some have a second sentence
            words += " " + draw.choice(_MORE)
        otherwise = f"{body} needs to {_OTHERWISE[chosen].format(o=thing)}."
        made.append(Text(words[0].upper() + words[1:], body, otherwise[0].upper() + otherwise[1:]))
    return made


def _third(act: str) -> str:
    verb, rest = act.split(" ", 1)
    return f"{verb}{'es' if verb.endswith('sh') else 's'} {rest}"
