"""The last words of a text: whether they need another one after them."""

from __future__ import annotations

import re

from dhrcurate.rules.vocabulary import word_set

_DETERMINERS = word_set(
    "the a an of and or nor than into their its our your whose every my onto upon via per plus whilst while although"
    " though"
    " unless because since if whether between among amongst during throughout towards toward regarding concerning"
    " despite"
    " including namely especially particularly these those"
)
"""Words that nothing ends with."""
_PREPOSITIONS = word_set(
    "for with from by at to in on about within across through after before without against under over as"
)
_LEFT_BEHIND = word_set(
    "who whom whose which what where when how whoever whatever wherever that why signed sign logged log opt opted"
    " sign-up"
)
"""Words that let a preposition stand at the end: "whom to report to"."""
_PARTICLE_VERBS = word_set(
    "carry carries carried bring put set take taken hand handed fill filled follow followed roll rolled check sign"
    " signed"
    " drop dropped close opt built build buy bought log logged join step stepped phase phased rely relied refer"
    " referred"
    " live lived adhere adhered work worked report reported respond act acted call came come comes go going gone stay"
    " check-up turn"
    " lead look looked moved move opted speak spoken dealt paid thought listen listened get got keep kept move stand"
    " used want"
)
"""Verbs that a particle may close: "signed up", "carried on"."""
_NOUNS_IN_ING = word_set(
    "training meeting housing funding safeguarding learning understanding planning hearing briefing policing"
    " counselling"
    " screening recording finding wellbeing well-being monitoring reporting staffing commissioning sharing need speed"
    " seed"
    " handling warning building parenting engaging nursing grooming stalking thinking decision-making bed"
)
_PRONOUNS = word_set("it they we he she i")
_AFTER_CONJUNCTION = word_set("that which if when where because so until unless and while how what whom why whether")
_MODALS = word_set("should must shall will would can could may might cannot")
_AUXILIARIES = word_set("is are was were be been being has have had does do did")
_TRANSITIVE = word_set(
    "ensure ensures ensuring provide provides develop develops establish establishes include includes implement"
    " implements"
    " undertake undertakes enable enables consider considers make makes seek seeks give gives identify identifies"
    " promote"
    " strengthen strengthens explain describe reflect reflects produce produces require requires define take takes"
    " bring"
    " ascertain embed deliver obtain create creates maintain maintains demonstrate facilitate incorporate introduce"
    " encourage encourages satisfy devise design conduct utilise adopt determine gain become becomes put using"
    " recommends recommend recommended highlight highlights emphasise regards involve involves reinforce raise"
)
_OBJECT_AWAY = word_set("what which whom who how that they we it you he she not to-do whatever wherever as than")
_ATTRIBUTES = word_set(
    "domestic mental multi-agency front-line frontline sexual coercive statutory clinical existing relevant appropriate"
    " specific various certain several main key regional current further additional potential robust"
    " effective comprehensive formal dedicated full clear any each such"
    " significant serious non multi emotional physical primary secondary joint strategic"
    " national local social clinical children’s women’s adult’s adults’ victim’s people’s patient’s"
    " operational professional individual public early routine annual substance third"
)
"""Adjectives that stand before a noun."""
_PREDICATIVE = word_set(
    "is are be was were been being as more most very not and or become becomes remain remains made make too so less"
    " fully equally where if when"
    " each at in with for it them all they we us from of"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*[’']?")
_RELATIVES_WITHIN = 12


def breaks_off(text: str) -> str | None:
    """The last words of a text that need another word, `None` if it may end there; a text without a full stop."""
    tail = text[-160:]
    words = _WORD.findall(tail)
    if len(words) < 4 or not text.endswith(words[-1]):
        return None
    lowered = [w.casefold() for w in words]
    last, before = lowered[-1], lowered[-2]
    if words[-1].isupper() and len(last) > 1:
        return None
    return words[-1] if _needs_more(lowered, last, before) else None


def _needs_more(words: list[str], last: str, before: str) -> bool:
    near = set(words[-_RELATIVES_WITHIN:-1])
    if last in _DETERMINERS:
        return before not in {"to", "than", "as", "and", "looked"} or last not in {"these", "those", "into", "upon"}
    if last in _PREPOSITIONS:
        return not _is_stranded(words, near, before)
    if last in _PRONOUNS:
        return before in (_BEFORE_IT if last == "it" else _AFTER_CONJUNCTION)
    if last in {"what", "whom"}:
        return before in _PREPOSITIONS or before == "of"
    if last in _RELATIVES:
        return before not in _BEFORE_RELATIVE or last == "who"
    if last in _MODALS:
        asking = last in {"should", "must", "shall"} and not _LEFT_BEHIND & near
        return asking or before not in _BEFORE_MODAL or (words[-3] == "that" and words[-4] in _SURE)
    if last in {"be", "been"}:
        return before in _BEFORE_BE and not (_LEFT_BEHIND - {"that"} | {"as"}) & set(words[-9:-1])
    if last in _AUXILIARIES:
        return before in _SUBJECTS and not (_LEFT_BEHIND - {"that", "which", "who"}) & near
    if last in _TRANSITIVE:
        asked = before in _BEFORE_VERB or last.endswith("ing")
        away = _OBJECT_AWAY - ({"that"} if words[-3] != "that" else set())
        return asked and not away & set(words[-7:-1])
    return last in _ATTRIBUTES and before not in _PREDICATIVE and not before.endswith("ly")


_BEFORE_IT = word_set("that if when because until")
_RELATIVES = word_set("that which who where when how")
_BEFORE_RELATIVE = word_set("of like do and than about say why as on for with to from by know")
_SURE = word_set("sure ensure ensures ensuring so means assured confident")
_BEFORE_MODAL = word_set("they it we than as staff agencies")
_BEFORE_BE = _MODALS | {"to", "not", "has", "have"}
_SUBJECTS = word_set("that which who there and staff policies services")
_BEFORE_VERB = word_set("to should must will can and or could may would")
_PARTICLES = word_set("up out in on off back forward over down away through")


def _is_stranded(words: list[str], near: set[str], before: str) -> bool:
    """True if a preposition may end a sentence: its noun comes earlier, or it belongs to the verb before it."""
    if (
        _LEFT_BEHIND & near
        or before in _PARTICLE_VERBS
        or before in _PARTICLES
        or before in {"it", "them", "not", "do"}
    ):
        return True
    if before.endswith(("ed", "ing")) and before not in _NOUNS_IN_ING:
        return True
    return words[-3] == "to" and words[-1] != "to"
