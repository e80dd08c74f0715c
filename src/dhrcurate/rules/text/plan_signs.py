"""Cells of an action plan without a date, behind a text or before it, told by two of their signs that meet."""

from __future__ import annotations

import re

from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verb_words import ACTIONS, FINITE
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import NAME_LENGTH, is_body
from dhrcurate.rules.text.orders import is_order, words_of
from dhrcurate.rules.text.whole import is_whole

_CELL_FIRST = (
    r"(?:Not|Partially|Partly|Fully|Started|Completed?|Implemented|Achieved|Ongoing|On|In|Under|Green|Amber|Red|Blue|RAG"
    r"|Outstanding|Overdue|Closed|Done|Delayed|Audit|Minutes|Numbers?|No|Copy|Copies|Evidence|Feedback|Survey|Policy"
    r"|Attendance|Q[1-4]|End|Due)\b"
)
"""First words of other cells, which a name before them does not go on with."""
_WORD = rf"(?!{_CELL_FIRST})[A-Z][\w’'&/-]*"
_MORE = rf"(?:(?:,| of| for| and| &|, and) {_WORD}(?: {_WORD}){{0,3}})*"
_OFFICE = (
    rf"(?:(?:Deputy|Assistant|Associate|Interim) )?(?:Head|Director|Chief Officer|Executive Director|Chair) (?:of|for) "
    rf"[A-Z][\w’'&/-]*(?: {_WORD}){{0,3}}{_MORE}"
    r"|(?:[A-Z][\w’'&/-]* (?:(?:of|and|for|&) )?){0,5}?(?:Managers?|managers|[Ll]eads?|Directors?|Nurses?|Matrons?"
    r"|Coordinators?|Co-ordinators?|Commanders?|Sergeants?|Executives?|Midwives|Midwife|(?<=Named )GP"
    rf"|Commissioners?|Officers?|Constables?|Champions?|Consultants?)(?![\w’'-]){_MORE}"
    rf"|(?:(?:Detective|Chief|T/|A/) ?){{0,2}}(?:Superintendents?|Inspectors?|Supt|DCI|DI|ACC|DCS)(?![\w’'-])"
    rf"(?: {_WORD}){{0,3}}{_MORE}"
)
_STATE = (
    r"(?:(?:Not|Partially|Partly|Fully|Not yet) )?(?:[Ss]tarted|[Cc]ompleted?|[Ii]mplemented|[Aa]chieved|[Cc]ommenced)"
    r"|Ongoing|On-going|In progress|On track|Under ?way|Green|Amber|Red|Blue|RAG|Outstanding|Overdue|Closed|Done"
    r"|Delayed|Due for (?:sign[- ]off|review|completion)"
)
_TIME = (
    r"Q[1-4]|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:\d{1,2}|One|Two|Three|Six|Nine|Twelve) (?:months?|weeks?)|End of (?:the )?(?:financial )?year"
    r"|Immediate(?:ly)?|Annual(?:ly)?|Quarterly|Monthly|Spring|Summer|Autumn|Winter|20\d\d(?:/\d\d)?"
)
_PROOF = (
    r"(?:Copy|Copies|Numbers?|No\.?|Evidence|Minutes|Percentage|%) of [a-z]+(?: [a-z]+){0,4}"
    r"|(?:Audit|Training|Performance|Survey|Feedback|Attendance|Evaluation|Monitoring|Referral|Satisfaction|Activity"
    r"|Completion|Compliance|Supervision|Dip[ -]sample|Data) (?:report|figures?|records?|data|results?|forms?|returns?"
    r"|logs?|registers?|rates?|findings|outcomes|sheets?|summary|completed?|received|undertaken|carried out|delivered)"
    r"(?: (?:to|for|from|by|at|of|in) (?:the )?[\w’'-]+(?: [a-z]+)?)?"
    r"|(?:[A-Z][a-z]+|(?<=, )[a-z]+)(?: [a-z-]+){0,3} (?:agreed|ratified|issued|circulated|held|commissioned|published"
    r"|delivered|approved|signed off|in place|in use|reviewed|updated|embedded|appointed|launched|recruited|revised"
    r"|amended|shared|printed|awarded|installed|distributed|written|trained|on (?:the )?(?:website|intranet))"
    r"(?: and in use| and published)?"
    r"(?: (?:by|to|at|for|across|within|with) [\w’'-]+(?: [a-z][\w’'-]*)?)?"
    r"|Minutes|Newsletter|Screenshot|Training programme"
)
_SIGN = rare(
    rf"(?<![\w’'/&-])(?:(?P<proof>{_PROOF})|(?P<state>{_STATE})|(?P<time>{_TIME})|(?P<office>{_OFFICE})"
    r"|(?P<level>Local|National|Regional)(?= [A-Z]|\W*\Z))(?![\w’'-])"
)
"""What a cell of an action plan holds: proof that it was done, its state, a time, whose it is, its level."""
_OFFICE_FIRST = rare(rf"(?:{_OFFICE})(?: [–—-])? (?=[A-Z][a-z]+ [a-z])")
"""An office that another cell follows at once: "Practice Manager Guide on website"."""
_STOP = re.compile(r"[.!?;][”’)]?\s+(?=[A-Z\d%])|\n\s*(?=[A-Z\d%])")
_JOINED_TO = word_set(
    "the a an to for by with and or of from in on at as their its each every all this that our his her any named new"
    " between via through until before after since including"
)
"""Words that join what follows them to a sentence."""
_LONGEST = 130
_MOST_WORDS = 18
_LEFT_OVER = 6
"""The most characters of a tail that are part of no sign: a dash, a slash, "and"."""
_ENDS = word_set(
    "manager managers lead leads director directors nurse nurses matron matrons coordinator co-ordinator"
    " superintendent inspector commander sergeant executive midwife commissioner officer officers champion"
    " consultant supt dci di acc dcs started complete completed implemented achieved commenced ongoing on-going"
    " progress track underway way green amber red blue rag outstanding overdue closed done delayed months weeks year"
    " annually quarterly monthly immediate immediately minutes newsletter report figures records record data results"
    " forms returns logs rates findings agreed ratified issued circulated held commissioned published delivered"
    " approved reviewed updated launched place"
)
"""Last words of the signs, checked first where no full stop parts them from the text; offices have capitals."""


_TELLING = word_set(
    "Head Director Chair Manager Managers Lead Leads Nurse Nurses Matron Matrons Coordinator Co-ordinator Commander"
    " Sergeant Executive Midwife Midwives Commissioner Officer Officers Constable Champion Champions Consultant"
    " Superintendent Inspector Supt DCI DI ACC DCS Not Completed Complete Implemented Achieved Commenced Started"
    " Ongoing On-going Underway Green Amber Red Blue RAG Outstanding Overdue Closed Done Delayed Copy Copies Number"
    " Numbers No Evidence Minutes Percentage Audit Training Performance Survey Feedback Attendance Evaluation"
    " Monitoring Newsletter Screenshot GP Due"
)
PLAN_WORDS = _TELLING | {f"{word}{sign}" for word in _TELLING for sign in ",.;"}
"""The words with their punctuation of which one is in a record whose texts hold cells."""


def cells_at_end(text: str) -> tuple[int, str] | None:
    """The start of cells behind a text, of several kinds or the proof of several things, and their words."""
    end = len(text.rstrip(" .)\n"))
    floor = max(0, end - _LONGEST)
    tail = text[floor:end]
    # Most texts are one sentence, or end in one with a modal verb.
    if " should " in tail or " must " in tail:
        floor += max(tail.rfind(" should "), tail.rfind(" must "))
        tail = text[floor:end]
    stops = [m.end() for m in _STOP.finditer(text, floor, end)] if _STOP_SIGNS.search(tail) else []
    for start in stops:
        if _are_cells(text, start, end):
            return start, text[start:end]
    last = text[text.rfind(" ", 0, end) + 1 : end]
    if stops or end < len(text.rstrip()) or not (last[:1].isupper() or last.casefold() in _ENDS):
        return None
    for sign in _SIGN.finditer(text, max(floor, _LEAST_SENTENCE), end):
        if _are_cells(text, sign.start(), end) and is_whole(text[: sign.start()], apposed=False):
            return sign.start(), text[sign.start() : end]
    return None


_STOP_SIGNS = re.compile(r"[.!?;\n]")
_LEAST_SENTENCE = 20


def _are_cells(text: str, start: int, end: int) -> bool:
    """True if nothing but cells stands between two places, and two of them at least."""
    tail = text[start:end]
    words = words_of(tail)
    if len(words) > _MOST_WORDS or not FINITE.isdisjoint(words):
        return False
    if is_order(words, FINITE) and not (len(words) > 1 and words[1].endswith("ed")):
        return False
    if any(word == "to" and words[i + 1] in ACTIONS for i, word in enumerate(words[:-1])):
        return False
    if _OFFICE_FIRST.match(tail):
        return True
    kinds, covered = _kinds(tail)
    several = len(set(kinds)) > 1 or kinds.count("proof") > 1
    return several and len(tail) - covered <= _LEFT_OVER + tail.count(" ")


def _kinds(tail: str) -> tuple[list[str], int]:
    """The kinds of the signs in a tail, and the characters that they take."""
    kinds: list[str] = []
    covered = 0
    for sign in _SIGN.finditer(tail):
        before = tail[: sign.start()].split()
        if before and before[-1].strip(",.:").casefold() in _JOINED_TO:
            continue
        kinds.append(sign.lastgroup or "")
        covered += len(sign.group())
    return kinds, covered


_STATE_FIRST = rare(
    r"(?:Not (?:yet )?started|Completed?|Ongoing|On-going|In progress|On track|Green|Amber|Red|Blue|Outstanding|Overdue"
    r"|Closed|Done|Delayed)[\s,;:.–—-]+(?=(?P<opening>[A-Z][\w’'&-]*))"
)
STATES = word_set(
    "Not Complete Completed Ongoing On-going In On Green Amber Red Blue Outstanding Overdue Closed Done Delayed"
)
_OPENS = word_set("The All Each Every It That To Any When Where If This")
_MODAL = re.compile(r" (?:should|must|shall|will|to|needs? to)\b")


def state_at_start(context: RuleContext, text: str) -> tuple[int, int] | None:
    """Start and end of the state of an action before the first sentence of a text: "Complete The trust should ..."."""
    state = _STATE_FIRST.match(text)
    if state is None:
        return None
    if state["opening"] not in _OPENS:
        modal = _MODAL.search(text, state.end(), state.end() + NAME_LENGTH)
        if modal is None or is_body(context, text[: modal.start()]):
            return None
        if not is_body(context, text[state.end() : modal.start()]):
            return None
    return 0, len(state.group().rstrip(" ,;:.–—-"))
