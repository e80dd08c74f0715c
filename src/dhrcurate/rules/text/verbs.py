"""The verbs of recommendations, which distinguish a recommendation from a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS, FINITE
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import DETERMINERS, NOUNS_IN_ING, PREPOSITIONS, PRONOUNS

NOUN_FOLLOWS = frozenset({"of", "from", "between", "keeping", "in"})
"""Words that show, after an ambiguous word, that it is the noun: "review of", "record keeping"."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAD = word_set("that to and the all each every also a always never please only not do don t")
_LABEL = re.compile(r"[^:]{3,60}: (?=\S)")
"""What a text is about, or whom it is for, before what is asked: "For all partners: ..."."""
_THAT_CLAUSE = re.compile(r"\W*[Tt]hat(?: [^\s.;:]+){3}")
"""What is to be so; no heading opens with "that"."""


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
    actor, an order at the start or behind a label, an ambiguous word with its subject before and its object behind it,
    or opens with `that`.
    """
    label = _LABEL.match(text)
    return _has_verb(text) or (label is not None and _has_verb(text[label.end() :]))


def _has_verb(text: str) -> bool:
    if _ACTION_NOUN.match(text) or _THAT_CLAUSE.match(text):
        return True
    written = _WORD.findall(text)
    words = [w.casefold() for w in written]
    if _ends_with_adverb(words):
        return True
    for i, word in enumerate(words):
        previous = words[i - 1] if i else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        if word in FINITE or word in ACTIONS or _base(word) in ACTIONS:
            return True
        if previous == "to" and written[i].islower() and word not in _NAMING:
            before = words[i - 2] if i > 1 else ""
            if before not in _TO_SOMETHING and (before or word not in NOUN_FOLLOWS):
                return True
        if all(w in _LEAD for w in words[:i]) and (_opens(word, words[i + 1 : i + 3]) or _has_object(word, following)):
            return True
        if following in _DONE_TO and _is_of_subject(word, previous):
            return True
    return False


def _ends_with_adverb(words: list[str]) -> bool:
    """True if a few words open with what may be a verb and end with when or how: "Safeguard siblings first"."""
    if not _LEAST_ORDER <= len(words) <= _LONGEST_ORDER:
        return False
    first, last = words[0], words[-1]
    adverb = last in _ADVERBS or (last.endswith("ly") and last not in _NO_ADVERBS)
    return adverb and first not in _FUNCTION_WORDS and not first.endswith(("s", *_NO_BASES))


_LEAST_ORDER, _LONGEST_ORDER = 3, 5
_ADVERBS = word_set("first always never too again together now early sooner promptly often upfront upstream online")
_NO_ADVERBS = word_set("family elderly assembly ally supply reply friendly likely only bully anomaly apply rely timely")


def _is_of_subject(word: str, previous: str) -> bool:
    """True for a verb in the form that its subject asks for: "midwifery records", "the minutes name"."""
    if word in AMBIGUOUS or word in ALSO_ATTRIBUTES:
        return len(previous) > 1 and previous.endswith("s") and previous not in _FUNCTION_WORDS
    return _base(word) in AMBIGUOUS


_ACTION_NOUN = rare(
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
_SURELY_A_TASK = rare(
    r"(?:an?|improved|increased|better|clear|clearer|closer|stronger|wider|greater|more|fewer|faster|earlier|regular"
    r"|annual|yearly|monthly|weekly|quarterly|mandatory|compulsory|continued|enhanced|robust|refresher|additional) "
    r"|(?:one|two|three|four|five|six|ten|\d+) (?:more|further|additional|extra) "
    r"|(?:broader|cheaper|deeper|easier|fairer|firmer|fuller|higher|larger|longer|lower|newer|quicker|richer|safer"
    r"|sharper|shorter|simpler|smaller|smoother|sooner|stricter|swifter|tighter|tougher) "
    r"|(?:building|creating|developing|embedding|ensuring|establishing|expanding|extending|giving|improving|increasing"
    r"|introducing|making|promoting|providing|raising|reducing|removing|setting up|simplifying|strengthening|widening"
    r"|working with) (?!of |and |in )"
    r"|(?:move|shift|switch|transition|return) (?:to|towards?) "
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
_HEAD_ENDS = rare(
    r"[^\w’' -]|[–—]| - |- | (?=(?:of|in|for|on|to|and|between|with|by|from|about|at|within|during|among)\b)"
)
_REVIEW_OF = re.compile(
    r"(?:(?:an?|full|urgent|joint|independent|annual|internal|further) )*reviews? of ", re.IGNORECASE
)
"""A review to be made, which may also head what a report writes about."""
_ACTIVITIES = word_set("assessment assessments identification recognition sharing training")
"""Topics that are also what somebody is to do: "Risk assessment of new applications", "Training of licensing staff"."""
_DONE_TO_SOMETHING = re.compile(r"of |and [a-z]+(?:ing|[mt]ent|[st]ion) of ")


def names_a_topic(text: str) -> bool:
    """True if what a text without a verb names first is what a report writes about: "Assessment of applications"."""
    return not _is_surely_a_task(text) and _is_topic(_head_of(text)[0])


def _is_surely_a_task(text: str) -> bool:
    label = _LABEL.match(text)
    return bool(_SURELY_A_TASK.match(text) or (label and _SURELY_A_TASK.match(text, label.end())))


def _head_of(text: str) -> tuple[list[str], re.Match[str] | None]:
    """The words of what a text names first, the last of them its head, and what ends them."""
    end = _HEAD_ENDS.search(text)
    return (text[: end.start()] if end else text).casefold().split(), end


def _is_topic(words: Sequence[str]) -> bool:
    return bool(words) and (words[-1] in _TOPICS or any(_is_glued_topic(word) for word in words[1:]))


def names_a_task(text: str) -> bool | None:
    """True if a text without a verb names a task by a noun, `None` if it may: "Funding for a refuge"."""
    if _is_surely_a_task(text):
        return True
    words, end = _head_of(text)
    head = words[-1] if words else ""
    topic = _is_topic(words)
    if topic and end and head in _ACTIVITIES:
        # Training is given "for" somebody and "in" something as well.
        given = head == "training" and not text.startswith("and ", end.end())
        topic = not (given or _DONE_TO_SOMETHING.match(text, end.end()))
    if topic and not may_open_with_task(text) and not _REVIEW_OF.match(text):
        return False
    doing = _DOING.match(text) if len(text.split()) >= _LEAST_OF_DOING else None
    return True if doing and (doing["one"] or text.rstrip().endswith(".")) else None


_LEAST_OF_DOING = 6
"""The fewest words of what is to be done that tell it from a heading."""
_DOING = rare(
    r"(?:(?!and )[\w-]+ ){0,2}?(?!commun|inform|discrim|situ|rela|popul|condi|posi|sec|organi|environ|govern|depart)"
    r"(?:[a-z]+(?:at|it|ut|c|is|s)ions?|[a-z]{3,}ments?|removal|renewal|training|funding|mapping|sampling|reform"
    r"|provision|supervision|guidance|workshops?|posters?|transfer|storage|advice|signage|awareness raising"
    r"|(?:new|revised|named|simplified|specialist|dedicated|joint|extra|standard|early|protected|prompt|peer"
    r"|[a-z]+-friendly) (?:[a-z-]+ )?[a-z]+)"
    r" (?:of|for|in|on|with|between|among|across|about|from|at|before|after)"
    r" (?:(?P<one>(?:an?|all|each|every|any|new|more) )|[a-z])",
    re.IGNORECASE,
)
"""What is done to something, or given to somebody: "Removal of the rule before closure."

A heading may read so as well, but has no full stop, and is hardly ever about a thing that is not known yet.
"""


_JOINS_NOUNS = word_set("and or for on to with by about at within during")


def may_open_with_task(text: str) -> bool:
    """True if the first word may be an order or what is to be done: "Schedule reviews", "Improving the quality"."""
    first, _, rest = text.casefold().partition(" ")
    following = next(iter(rest.split(None, 1)), "")
    if first in ACTIONS or first == "be":
        return True
    if first.endswith("ing"):
        return first not in NOUNS_IN_ING and following not in NOUN_FOLLOWS
    noun = first in AMBIGUOUS or first in ALSO_ATTRIBUTES
    return noun and following not in NOUN_FOLLOWS and following not in _JOINS_NOUNS


def _is_glued_topic(word: str) -> bool:
    """True for a topic and a dash that lost its blanks: "abuse-framework", and not "health-led"."""
    topic, _, rest = word.partition("-")
    return topic in _TOPICS and bool(rest) and rest not in _COMPOUNDS


_COMPOUND_ENDS = """
aware based care focused free informed keeping led maker makers making raising related seeking specific trained user
users wide
"""
_COMPOUNDS = frozenset(_COMPOUND_ENDS.split())


_DONE_TO = word_set("its their the how whether who what why")
OBJECTS = word_set(
    "the a an all any both each every it its them their his her this these those our your no how whether"
)
"""Words that open an object; a noun at the start has none of them behind it."""
_FUNCTION_WORDS = (
    DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | OBJECTS
    | word_set(
        "around beyond behind below beside near opposite outside inside off out up down like unlike given until till"
        " once when where while what which who whose why that not half many much quite rather such just only more most"
        " some few several less today later then there here now so yet is are was were be been has have had this"
        " first last next"
    )
)
_NO_BASES = ("ing", "ed", "ly", "tion", "sion", "ness", "ity", "ance", "ence", "ship")
"""Endings that no base form, or hardly any, has."""


def _opens(word: str, following: list[str]) -> bool:
    """True if a word at the start is an imperative."""
    if word in AMBIGUOUS or _is_compound_verb(word):
        joint = following[:1] == ["and"] and not {*following[1:]} & (AMBIGUOUS | ALSO_ATTRIBUTES)
        return bool(following) and following[0] not in NOUN_FOLLOWS and not joint
    return word.endswith(_VERB_ENDINGS) and len(word) > 4 and word not in _NO_VERBS


def _is_compound_verb(word: str) -> bool:
    """True for "risk-assess", "re-audit" and "cross-reference"."""
    before, _, last = word.rpartition("-")
    return bool(before) and (last in ACTIONS or (before in _PREFIXES and last in AMBIGUOUS | ALSO_ATTRIBUTES))


_PREFIXES = word_set("re co cross dip spot double fast over pre")


def _has_object(word: str, following: str) -> bool:
    """True if a word at the start has an object behind it, as a verb has and a noun has not: "Staff the desk"."""
    plural = word.endswith("s") and not word.endswith("ss")
    return following in OBJECTS and word not in _FUNCTION_WORDS and not plural and not word.endswith(_NO_BASES)


def _base(word: str) -> str:
    """The base form of a verb in the third person: `ensures`, `accesses`, `applies`."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word.removesuffix("s")
