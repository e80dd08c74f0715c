"""The verbs of recommendations, which distinguish a recommendation from a heading."""

from __future__ import annotations

import re

_FINITE = """
is are be was were been has have had will shall should must can could may might would ought does do did need
needs requires require required recommends recommended recommend invites invited asks asked requests
"""
FINITE = frozenset(_FINITE.split())
"""Words that make a sentence wherever they are."""

_ACTIONS = """
accept acknowledge adapt add address adhere adopt advise agree align allocate allow amend apply appoint
arrange ask assess assure attend avoid become begin bring build carry cease circulate clarify collaborate
collate collect communicate complete comply conduct confirm consider consolidate consult contribute continue
convene co-ordinate coordinate create decide define deliver demonstrate design determine develop devise
disclose discuss disseminate distribute embed emphasise employ enable encourage engage enhance ensure equip
establish evaluate examine expand explain explore extend facilitate familiarise follow formalise gather give
hold identify implement improve include incorporate increase inform instigate integrate introduce investigate
invite involve join keep launch learn liaise maintain make manage minimise obtain organise oversee participate
prepare prevent prioritise produce promote provide publicise publish pursue put re-affirm re-examine re-issue
re-launch reaffirm recognise recommend reconsider redesign reduce refer refresh reinforce remind remove
replace resolve respond retain revise revisit satisfy scope secure seek send set share signpost sign simplify speak
standardise strengthen submit suggest supply take tell think tighten undertake understand update urge utilise
verify write
"""
ACTIONS = frozenset(_ACTIONS.split())
"""Base forms that are hardly ever nouns."""

_AMBIGUOUS = """
access act aim alert assist audit benchmark call campaign cascade challenge change check commission commit
contact document fund help highlight lead link lobby look monitor note offer plan process raise record report
request research review roll run support target test track train trial use visit work
"""
AMBIGUOUS = frozenset(_AMBIGUOUS.split())
"""Base forms that are also nouns; they are an action only where a verb is expected."""

NOUN_FOLLOWS = frozenset({"of", "from", "between", "keeping", "in"})
"""Words that show, after an ambiguous word, that it is the noun: "review of", "record keeping"."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAD = frozenset({"that", "to", "and", "the", "all", "each", "every", "also", "a"})


_JOINED_BY_TO = """
access according approach approaches attention attitudes barrier barriers commitment due exposure harm letter
letters link links reference referral referrals regard relation respect response responses risk support threat
threats transfer
"""
_TO_SOMETHING = frozenset(_JOINED_BY_TO.split())
"""Nouns that "to" joins to another noun: "response to victims"."""
_NAMING = frozenset(
    {"the", "a", "an", "all", "any", "their", "its", "his", "her", "these", "those", "this", "each", "every"}
)

_VERB_ENDINGS = ("ate", "ise", "ize", "ify")
_NOT_VERBS = """
accurate adequate appropriate candidate certificate climate corporate enterprise exercise expertise immediate
intermediate likewise mandate otherwise precise private separate
"""
_NO_VERBS = frozenset(_NOT_VERBS.split())


def has_verb(text: str) -> bool:
    """True if a short text has a verb, as a recommendation needs.

    It has one if it contains a finite verb or an action (`ensure`, `ensures`), `to` and a verb after the name of an
    actor, or an ambiguous word at the start or, in the third person, before its object.
    """
    if _ACTION_NOUN.match(text):
        return True
    written = _WORD.findall(text)
    words = [w.casefold() for w in written]
    for i, word in enumerate(words):
        previous = words[i - 1] if i else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        if word in FINITE or word in ACTIONS or _base(word) in ACTIONS:
            return True
        if previous == "to" and written[i].islower() and word not in _NAMING:
            before = words[i - 2] if i > 1 else ""
            if before not in _TO_SOMETHING and (before or word not in NOUN_FOLLOWS):
                return True
        if all(w in _LEAD for w in words[:i]) and _opens(word, following):
            return True
        if word not in AMBIGUOUS and _base(word) in AMBIGUOUS and following in _DONE_TO:
            return True
    return False


_ACTION_NOUN = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,2}?(?:development|introduction|creation|establishment|implementation|provision|adoption"
    r"|production"
    r"|appointment|commissioning|roll-?out|promotion|inclusion|extension|publication|delivery|completion) of (?:an?"
    r"|new|all|more|regular|joint|clear) "
    r"|(?:[\w-]+ ){0,3}?(?:training|briefings?|guidance|supervision|awareness|workshops?|support"
    r"|information) for (?:all|every|each|staff|any|new) "
    r"|[^:]{3,60}: (?:" + "|".join(sorted(ACTIONS | AMBIGUOUS)) + r") ",
    re.IGNORECASE,
)
"""A noun that is a task: "Development of a protocol", "Training for all nurses"; or an order after a colon."""
_SURELY_A_TASK = re.compile(
    r"(?:an?|improved|increased|better|clear|clearer|closer|stronger|wider|greater|more|fewer|faster|earlier|regular"
    r"|annual|yearly|monthly|weekly|quarterly|mandatory|compulsory|continued|enhanced|robust|refresher|additional) "
    r"|(?:the )?(?:full |wider |early |urgent |joint )?(?:re-?)?(?:introduction|creation|establishment|adoption"
    r"|production|appointment|commissioning|roll-?out|promotion|inclusion|extension|expansion|publication|revision"
    r"|dissemination|circulation|consideration|translation|instatement|installation|recruitment|improvements?"
    r"|launch|formation) (?:of|to|in) ",
    re.IGNORECASE,
)
"""What a new thing or a change is called, and nothing that is already there: "Closer working", "Creation of"."""
_TOPIC_WORDS = """
quality impact role use lack importance effectiveness nature extent history background context overview summary
findings issues themes lessons learning conclusions analysis management assessment assessments review reviews keeping
sharing working communication awareness understanding response responses recognition identification access
safeguarding policy policies procedure procedures practice practices systems involvement experience views
needs health abuse violence homicide housing police services service agencies training recommendation
recommendations
"""
_TOPICS = frozenset(_TOPIC_WORDS.split())
"""Heads of headings: what a report writes about, and asks for in a sentence only."""
_HEAD_ENDS = re.compile(
    r"[^\w’' -]|[–—]| - |- | (?=(?:of|in|for|on|to|and|between|with|by|from|about|at|within|during|among)\b)"
)
_NOT_GIVEN = ("and ", "of ")
"""What follows training as a topic; it is given "for" somebody and "in" something."""


def names_a_task(text: str) -> bool | None:
    """True if a text without a verb names a task by a noun, `None` if it may: "Funding for a refuge"."""
    if _SURELY_A_TASK.match(text):
        return True
    end = _HEAD_ENDS.search(text)
    words = (text[: end.start()] if end else text).casefold().split()
    head = words[-1] if words else ""
    topic = head in _TOPICS or any(_is_glued_topic(word) for word in words[1:])
    if topic and end and head == "training":
        topic = text.startswith(_NOT_GIVEN, end.end())
    return False if topic else None


def _is_glued_topic(word: str) -> bool:
    """True for a topic and a dash that lost its blanks: "abuse-framework", and not "health-led"."""
    topic, _, rest = word.partition("-")
    return topic in _TOPICS and bool(rest) and rest not in _COMPOUNDS


_COMPOUND_ENDS = """
aware based care focused free informed keeping led maker makers making raising related seeking specific trained user
users wide
"""
_COMPOUNDS = frozenset(_COMPOUND_ENDS.split())


_DONE_TO = frozenset({"its", "their", "the", "how", "whether"})


def _opens(word: str, following: str) -> bool:
    """True if a word at the start is an imperative."""
    if word in AMBIGUOUS:
        return bool(following) and following not in NOUN_FOLLOWS
    return word.endswith(_VERB_ENDINGS) and len(word) > 4 and word not in _NO_VERBS


def _base(word: str) -> str:
    """The base form of a verb in the third person: `ensures`, `accesses`, `applies`."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word.removesuffix("s")
