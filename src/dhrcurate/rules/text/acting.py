"""Who acts in a story: a person or a body and a verb in the past, told from a participle."""

from __future__ import annotations

from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.orders import PERSONS

PRETERITES = word_set(
    "sat stood took broke came went gave saw knew began became grew fell spoke wrote chose drove rose drank"
    " withdrew undertook underwent arose forgot threw rang lacked ceased expired lapsed seemed meant arrived happened"
    " occurred collapsed remained appeared disappeared existed stayed waited telephoned phoned ended featured escalated"
    " deteriorated worsened persisted resulted resigned relapsed cohabited quarrelled argued coincided stemmed ensued"
    " struggled tended hesitated commented remarked replied intervened relied varied dwindled faded overlapped"
    " progressed emerged succumbed survived belonged consisted depended differed drifted faltered lingered"
    " slept wept fled hid lay swore shrank sank shook stole tore doubled trebled halved soared plummeted"
)
"""Past forms that are no participles, so that nothing but the verb of a sentence has them."""
SHORTEST_PAST = 4
"""The most letters of a word in -ed that is no past form."""
_PAST_OF_PERSONS = word_set("made told said found left kept sent held met lost put set led heard sat stood slept paid")
HAS_AN_OBJECT = word_set(
    "contained received demonstrated displayed exhibited declined refused denied lacked showed experienced suffered"
    " attempted witnessed sustained minimised enjoyed loved married divorced"
)
"""Past forms that describe the noun before them only with something else behind: "records contained eleven reports"."""
NO_OBJECT = word_set(
    "by in for to on at with from of about as under within each every this that last next out outside during after"
    " before between over since via through throughout when where while until late early and or but online alone"
    " together across against into if without here there so too not only again today now first both more most"
)
"""What stands behind a participle and is no object."""
_AFTER_PARTICIPLE = word_set("by in for to on at with from of about as under within")


def has_acting_person(words: list[str]) -> bool:
    """True if a sentence opens with a person or a body and what it did: "Her mother made", "Staff accepted"."""
    if words[0] in {"her", "his", "the"}:
        people = {1, 2} if words[0] == "the" else {1, 2, 3}
        for i in people:
            if i + 2 < len(words) and (words[0] != "the" or words[i] in PERSONS) and may_be_past(words[i + 1]):
                return words[i + 2] != "by"
        return False
    if len(words) > _LEAST_TOLD and words[1] in PERSONS and words[0] not in _NO_KIND and _acts(words, 1):
        return True  # "Ward staff noticed"
    if words[0] in _SOME and any(_acts(words, i) for i in range(1, min(_FARTHEST, len(words) - 2))):
        return True
    acts = words[0] in PERSONS and len(words) > 2 and may_be_past(words[1])
    return acts and words[2] not in _AFTER_PARTICIPLE


_SOME = word_set("a an her his their one two three four five several some many another both neither")
_FARTHEST = 5
_LEAST_TOLD = 3
_NO_KIND = (
    ACTIONS | AMBIGUOUS | ALSO_ATTRIBUTES | word_set("for to by with from of at in on about as all any each every")
)
"""What stands before people and does not say of which kind they are: "Train staff", "for staff"."""
_DONE_TO_STAFF = word_set(
    "trained appointed recruited employed named funded based seconded placed paid identified assigned allocated"
    " nominated supported informed consulted reminded briefed told offered given invited asked commissioned selected"
)
"""Participles behind people in what is to be done as well: "two officers trained each year"."""
_GO = word_set("attended called visited returned lived worked moved")
"""Past forms that are no participles of people, whatever follows them but "by"."""


def _acts(words: list[str], i: int) -> bool:
    """True if a word is a person who did something: "A neighbour saw", "Several of her colleagues suspected"."""
    verb, following = words[i + 1], words[i + 2]
    person = words[i] in PEOPLE or words[i] in {"them", "us"}
    if not person or not may_be_past(verb) or verb in _DONE_TO_STAFF or following == "by":
        return False
    return verb in _GO or following not in _AFTER_PARTICIPLE


PEOPLE = PERSONS | word_set(
    "visitor complainant applicant tenant patient woman man child colleague manager teacher adviser housekeeper cousin"
    " aunt uncle grandmother grandfather employer employers parent boyfriend girlfriend hospital council board"
)


def may_be_past(word: str) -> bool:
    """True if a word may be the past form of a verb."""
    return word in _PAST_OF_PERSONS or word in PRETERITES or (word.endswith("ed") and len(word) > SHORTEST_PAST)
