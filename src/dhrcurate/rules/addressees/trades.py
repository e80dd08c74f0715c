"""The trades of bodies: what each kind of body does, and the words by which a text tells of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from dhrcurate.domain.agency import Names

_BY_KIND = {
    "police": "police",
    "police-national": "police",
    "police-authority": "police",
    "pcc": "commissioning partnership",
    "fire": "fire",
    "fire-authority": "fire",
    "ambulance": "ambulance health",
    "ambulance-trust": "ambulance health trust",
    "air-ambulance": "ambulance health",
    "nhs-trust": "health trust",
    "health-board": "health primary board",
    "health-provider": "health",
    "health-authority": "health commissioning",
    "sha": "health commissioning",
    "gp": "primary",
    "pct": "primary commissioning trust",
    "pct-cluster": "primary commissioning trust",
    "ccg": "primary commissioning",
    "icb": "primary commissioning board",
    "nhs-national": "primary commissioning",
    "council": "council social housing education",
    "county-council": "council social education",
    "district-council": "council housing",
    "combined-authority": "council",
    "parish-council": "council",
    "childrens-trust": "social trust",
    "csp": "partnership",
    "safeguarding-board": "partnership board",
    "wellbeing-board": "partnership board",
    "probation": "probation",
    "probation-trust": "probation trust",
    "crc": "probation",
    "prison": "prison",
    "prison-service": "prison",
    "cjs": "court",
    "court": "court",
    "housing": "housing",
    "housing-association": "housing",
    "school": "education",
    "university": "education",
    "support-service": "support",
    "charity": "support",
    "care-home": "social",
    "gov": "government",
    "gov-agency": "government",
    "devolved": "government",
    "department": "government",
    "inspectorate": "government",
    "collective": "many",
}
"""The trades of the register's kinds of bodies; what is not here (a company, a meeting) may do anything."""

_IN_NAMES = {
    "police": "police, constabulary, policing",
    "fire": "fire",
    "ambulance": "ambulance",
    "health": "nhs, hospital, hospitals, health, healthcare, clinic, ambulance",
    "primary": "gp, gps, surgery, practice, practices, medical, ccg, icb, pct, primary care, clinical commissioning",
    "commissioning": "commissioning, commissioner, ccg, icb, pct, clinical commissioning",
    "trust": "trust",
    "board": "board",
    "council": "council, borough",
    "social": "social, children, adults",
    "housing": "housing, homes, homelessness, landlord",
    "education": "school, schools, college, university, academy, education",
    "partnership": "safety partnership, partnership board, csp, marac, safeguarding, forum, strategic",
    "probation": "probation, crc, rehabilitation",
    "prison": "prison, prisons, hmp, hmpps",
    "court": "court, courts, prosecution, cps",
    "support": "refuge, aid, advocacy, idva, idvas, victim, victims, charity, support",
    "government": "ministry, government, secretary",
    "many": "all, agencies, organisations, partners, professionals, every, each",
}
"""Words in a name that tell of a trade, whether or not the register knows the name."""

_FORMS = frozenset({"trust", "board"})
"""The trades that are only forms of a body, by which a text may call it."""

_BODIES = {
    "police": "police, constabulary, policing",
    "fire": "fire service, firefighter",
    "ambulance": "ambulance, paramedic",
    "health": "hospital, a&e, a e, emergency department, mental health",
    "primary": "gp, general practice, general practitioner, primary care, surgery, surgeries, medical centre",
    "commissioning": "ccg, icb, pct, clinical commissioning, integrated care",
    "social": "social care, social service, social work, social worker, children service",
    "housing": "landlord, housing association, housing provider, housing service, housing department, housing",
    "education": "school, college, university",
    "partnership": "partnership, csp, marac, mappa",
    "probation": "probation",
    "prison": "prison, hmp",
    "court": "court, prosecutor, cps",
    "support": "refuge, idva, support service, specialist service",
    "government": "home office, ministry, government",
    "many": "agency, agencies, organisation, professional",
}
"""Words for bodies and their people, which any text may mention: in front they tell much, elsewhere little."""

_WORK = {
    "police": "constable, sergeant, inspector, superintendent, detective, arrest, arrested, bail, body-worn, firearm,"
    " shotgun, weapon, warrant, suspect, patrol, investigator, call handler, call taker, control room, crime report,"
    " crime recording, non-crime, police officer, response officer, front-line officer, frontline officer, ^ officer,"
    " all officer, that officer, attending officer, disclosure scheme, protection notice, missing person, custody,"
    " custody suite, custody staff, neighbourhood policing, 999 call, 101 call, call out, crime scene, seized, seizure",
    "fire": "arson, fire safety, smoke alarm",
    "ambulance": "ambulance crew, crew, conveyed, patient transport",
    "health": "patient, ward, nurse, nursing, clinical, clinician, consultant, midwife, midwives, midwifery, maternity,"
    " antenatal, psychiatric, psychiatrist, psychologist, psychological, inpatient, in-patient, outpatient, admission,"
    " dementia, triage, therapist, pregnancy, health visitor, health visiting, school nurse, crisis team, care plan,"
    " care planning, discharge letter, discharge planning, discharge summary, community mental, care coordinator,"
    " care co-ordinator, care programme, medical record, health professional, health staff",
    "primary": "patient, prescribing, prescription, iris, pharmacy, read code, practice nurse, practice manager,"
    " practice meeting, practice staff, practices to, practices should, ^ practices, all practice, each practice,"
    " registered patient, electronic patient, electronic record, patient record, medical record, lead gp, new patient,"
    " lead clinician, clinical system",
    "commissioning": "commission, commissioned, commissioner, commissioning, iris, all practice",
    "council": "councillor, elected member, council tax, trading standard, public health, licensing officer",
    "social": "carer, foster, child protection, strategy meeting, early help, care act, section 42, section 47,"
    " looked-after, pre-birth, family support, safeguarding adult, adult protection, care manager, direct payment,"
    " occupational therapist, mental capacity, youth worker, youth service, young carer, significant harm",
    "housing": "tenant, tenancy, tenancies, homeless, homelessness, rent, eviction, lettings, sanctuary, repair,"
    " rehousing, housing officer, neighbourhood officer, housing register, housing application,"
    " anti-social behaviour, antisocial behaviour, temporary accommodation, rehoused",
    "education": "pupil, teacher, student, campus, headteacher, lesson, designated safeguarding, education welfare,"
    " healthy relationship",
    "partnership": "campaign, multi-agency, strategic, member agency, member agencies, partner agency,"
    " partner agencies, seek assurance, seeks assurance, needs assessment, learning event, information sharing,"
    " sharing protocol, steering group, awareness raising, public awareness",
    "probation": "offender, pre-sentence, oasys, offender manager, responsible officer, unpaid work, court report,"
    " report writer, accredited programme, further offence, licence condition, approved premises, sentence",
    "prison": "prisoner, inmate, wing, prison officer, custody, release from",
    "court": "prosecute, prosecution, witness, witnesses, charging, trial, magistrate, judge, special measure,"
    " no evidence",
    "support": "client, advocate, outreach, volunteer, keyworker, counsellor, counselling, helpline, support worker,"
    " refuge worker, outreach worker, key worker, service user",
    "government": "national, nationally, legislation, minister, statutory guidance, immigration",
    "many": "multi-agency",
}
"""Words of the work itself, which seldom stand in a text for somebody of another trade."""

_SELF = {
    "police": "the force, the constabulary, force policy",
    "trust": "the trust",
    "board": "the board",
    "council": "the council, the authority, local authority, the borough",
    "partnership": "the partnership, the csp, the board",
    "primary": "the practice, the surgery, the ccg",
    "commissioning": "the ccg, the icb, the pct",
    "education": "the school, the college, the university",
    "support": "the charity, the refuge, the helpline",
    "government": "the department, the government, the ministry",
    "health": "the hospital, the ward",
    "prison": "the prison, the governor",
    "many": "all agency, all agencies, each agency, every agency, all organisation, all partner, all professional,"
    " across agencies, respective agencies, different agencies, agencies should, agencies to, agencies need",
}
"""How a text speaks of the body that it is for, without its name."""

_MOST = 3.0
"""The most that all words of one trade weigh."""
_WEIGHTS = ((_BODIES, (2.2, 0.5)), (_WORK, (1.8, 1.1)), (_SELF, (2.0, 1.2)))
"""What a word weighs in the part of a text that says who should act, and elsewhere."""
_WORD = re.compile(r"\^|[^\W_]+(?:[&-][^\W_]+)*")


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without the ending of the possessive."""
    return _WORD.findall(text.casefold().replace("’s", "").replace("'s", "").replace("s’ ", "s "))


_T = TypeVar("_T")


class _Lexicon(Generic[_T]):
    """Words and pairs of words, in the singular or the plural, with what each tells."""

    def __init__(self, listed: Iterable[tuple[str, str, _T]]) -> None:
        """Takes the words (separated by commas), what they tell, and of what kind that is."""
        self._table: dict[str, dict[str, _T]] = {}
        for words, trade, each in listed:
            for entry in words.split(","):
                written = " ".join(plain_words(entry))
                self._table.setdefault(written, {})[trade] = each
                self._table.setdefault(f"{written}s", {})[trade] = each
        self._first = {entry.split()[0] for entry in self._table}

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, dict[str, _T]]]:
        """The places in some words that tell something, and what; a pair tells more than its words."""
        after = 0
        for at in [i for i, word in enumerate(words) if word in self._first]:
            if at < after:
                continue
            for size in (2, 1):
                told = self._table.get(" ".join(words[at : at + size]))
                if told:
                    yield at, told
                    after = at + size
                    break


@lru_cache(maxsize=1)
def _telling() -> _Lexicon[tuple[float, float]]:
    return _Lexicon((words, trade, weights) for table, weights in _WEIGHTS for trade, words in table.items())


@lru_cache(maxsize=1)
def _naming() -> _Lexicon[bool]:
    return _Lexicon((words, trade, True) for trade, words in _IN_NAMES.items())


def trades_of(name: str, names: Names) -> frozenset[str]:
    """The trades of a body by the register's kind for its name, else by the words of the name."""
    words = plain_words(name)
    known = {trade for entry in names.named(name) for trade in _BY_KIND.get(entry.kind, "").split()}
    trades = {trade for _, told in _naming().found(words) for trade in told}
    if known:
        return frozenset(known | (trades & _FORMS))
    if words[-1:] == ["partnership"]:  # one in the middle is part of a trust's name
        trades.add("partnership")
    if "health" in trades:  # a university hospital teaches nobody's children
        trades.discard("education")
    return frozenset(trades)


def told_by(words: Sequence[str], front: int) -> dict[str, float]:
    """How much the words of a text tell of each trade.

    Args:
        words: The words, plain.
        front: How many of them are in the part that says who should act.
    """
    weights: dict[str, list[float]] = {}
    for at, told in _telling().found(["^", *words]):
        for trade, (in_front, elsewhere) in told.items():
            weights.setdefault(trade, []).append(in_front if at <= front else elsewhere)
    return {trade: _total(each) for trade, each in weights.items()}


def _total(weights: list[float]) -> float:
    """The weight of several words of one trade: each further one counts half of the one before."""
    return min(_MOST, math.fsum(w * 0.5**i for i, w in enumerate(sorted(weights, reverse=True))))
