"""Rows that recommend nothing: what the panel found, and what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.acting import (
    HAS_AN_OBJECT,
    NO_OBJECT,
    PEOPLE,
    PRETERITES,
    SHORTEST_PAST,
    has_acting_person,
    may_be_past,
)
from dhrcurate.rules.text.connected import CONNECTED
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.orders import is_order, is_task_of_another, words_of

_SENTENCES = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z])")
_ASKING = re.compile(
    r"\b(?:should|must|shall|ought|(?<!identified the )(?<!found the )(?<!shown the )needs? (?:to|for)|(?<!he )needed"
    r"|(?:staff|they|agencies|practitioners|it|there) needs?"
    r"|(?<!no )recommend\w*|(?<!he )require[sd]?|requests?|invites?|urge[sd]?|propose[sd]?"
    r"|(?<!evidence )(?<!records )(?<!chronology )(?<!this )suggest(?:s|ed)?"
    r"|consideration|advised|(?<!never )(?<!not )(?<!was )(?<!were )(?<!he )(?<!been )(?<!officers )asked to"
    r"|(?:is|are|be) asked|asks|encouraged?|has to|have to|is to"
    r"|are to|(?<!appeared )(?<!seemed )(?<!known )(?<!thought )(?<!believed )(?<!found )(?<!said )(?<!felt )"
    r"(?<!assumed )(?<!afraid )to be|will|can|let(?! down)"
    r"|(?:(?<!he )would|(?<!he )(?<!nobody )(?<!neither )could(?! not\b)|(?-i:may))"
    r"(?! (?:not )?have\b| (?:appear|seem|find no|explain|reflect|be (?:that|because))\b"
    r"| not (?:establish|find|determine)\b"
    r"| not be (?:established|found|determined|known|confirmed)\b)"
    r"|please"
    r"|(?:is|are|be) (?:essential|important|necessary|vital|imperative|key|worth)|(?<!missed )(?<!lost )"
    r"(?<!missed an )(?<!lost an )(?<!missed the )(?<!lost the )opportunity to"
    r"|calls? (?:on|for)|expects?|(?<!have )(?<!no )(?<!took )time to|deserves?|in future|from now on"
    r"|(?:is|are) (?:one|something) to|(?:needs?|wants?) [a-z]+ing"
    r"|(?:is|are|remains) (?:now |still |then )?for (?:[\w’'-]+ ){1,5}to"
    r"|(?:is|are) (?:[\w’'-]+ ){1,5}by (?:the end|next|(?-i:[A-Z])[a-z]+)"
    r"|ensures?|ensuring|benefit(?:s|ed|ing)?(?: \w+)? from|responsib\w+)\b"
    r"|(?:^|[.;:•] ?)[Tt]o [a-z]+|(?:^|[.;:•] ?)[Tt]hat ",
    re.IGNORECASE,
)
_BEHIND_MARK = re.compile(r"[:;–—]\s+")
_TOLD = word_set(
    "was were did didn’t didn't wasn’t wasn't weren’t weren't had hadn’t hadn't heard found noted felt learned"
    " learnt saw said told stated reported believed thought considered concluded identified observed understood"
    " acknowledged recognised agreed accepted confirmed explained described knew missed failed attended contacted"
    " called visited died moved became began"
)
"""Past forms that tell what happened."""
_PERFECT = frozenset({"has", "have", "hasn’t", "haven’t", "hasn't", "haven't"})
_FINITE = word_set("is are was were has have had do does did isn’t aren’t isn't aren't") | _TOLD | _PERFECT | PRETERITES
_WHO_DID = word_set("he she they we nobody everybody none never later then subsequently repeatedly often eventually")
_HOW_MANY = word_set("both neither no")
_OBJECTS = word_set("the a an her his him them their himself herself that no out off up")
_OPINION = re.compile(
    r"(?:the )?(?:(?:review )?panel|author|chair|review(?: team)?) (?:(?:is|are|was|were) (?:satisfied|pleased|grateful"
    r"|concerned|encouraged|of the (?:view|opinion))|commends?|thanks?|notes?|finds?|concludes?"
    r"|believes?|acknowledges?|could (?:not|find no))\b"
    r"|it is (?:clear|evident|apparent|likely|unlikely|possible|notable|unclear|regrettable|disappointing|commendable"
    r"|a matter of (?:regret|concern)|to (?:her|his|their|the \w+[’']s) credit|of (?:note|concern)|(?:not |un)known) "
    r"|(?:(?:the|this|these|her|his) )?(?:[\w’'-]+ )?(?:case|records?|notes|chronology|evidence|imr|log"
    r"|files?|tragedy|incident|family|events|review(?: team)?|homicide) (?:(?:also|clearly|has|have|had) )?"
    r"(?:shown?|shows|illustrate[sd]?|demonstrate[sd]?|highlight(?:s|ed)?|suggests?|indicates?|reveal(?:s|ed)?"
    r"|underlines?|confirms?|identified|holds?|contains?|mentions?|lists?|echoe[sd]|reminds? us|make no"
    r"|tells? us)\b"
    r"|it (?:could not be|(?:would )?(?:appears?|seems?) that) |in the (?:view|opinion) of ",
    re.IGNORECASE,
)
"""What a panel says of what it found."""
_THERE = re.compile(r"\W*(?:There (?:is|are)|(?:There|It) (?:was|were|has been|have been|had been))\b")
_STATE = rare(
    r"(?:is|are) (?:an? )?(?:(?:clear|good|strong|striking|further|powerful) )?(?:examples?|illustrations?|evidence) of"
    r" (?:good|best|poor|excellent|effective|positive|how|what|the)\b"
    r"|(?:is|are) (?:now|already) in (?:place|post|operation|use)\b"
    r"|(?:is|are) (?:(?:now|already|currently) )?under ?way\b"
    r"|(?:is|are) (?:(?:now|already|currently) )?(?:in (?:progress|hand)|on track)\b"
    r"|(?:do|does) not (?:always|routinely|consistently)\b"
)
"""What is so already, or still: "is now in place", "do not always ask"."""
_REMEDY = re.compile(r"\b(?:is|are) (?:an?|the) [\w’'-]+(?: (?:to|for) [a-z]+|\W*\Z)")
"""What a text that told something comes to: "is a reason to ask more", "is the remedy"."""
_SUBORDINATE = word_set(
    "that which who whom whose where when why if whether as because since although while whilst once after before how"
    " what until unless"
)
_NAMED_TASK = re.compile(r"\W*[A-Z][\w’'-]*(?:,? (?:and|of|for|the|with|&|[A-Z][\w’'-]*)){0,9} to [a-z]+\b")
"""A body that is named first and given a task, as action plans write it: "Exampleshire Police to close its inquiry"."""
_WORK_GOES_ON = re.compile(
    r"(?:\w+ )?[Ww]ork (?:to|on|towards) [^.,;]{3,100}? is (?:(?:now|already|currently) )?"
    r"(?:in progress|in hand|on track|under ?way)\b"
)
"""Work that opens a sentence as an order might, and is under way."""
_ORDERS = ("To ", "That ")
_NO_RECOMMENDATION = " no recommendation"
_SURELY_ASKING = (" should", " must", "ecommend", " will", " shall", " invites", " asks")
"""The commonest words that ask for something, checked first to save the search."""
SHORTEST_STORY = 20
_TELLING = (
    *(
        " was ",
        " were ",
        " had ",
        " has ",
        " have ",
        " did ",
        "n’t ",
        "n't ",
        " heard ",
        " felt ",
        " found ",
        " noted ",
        " could ",
    ),
    *("There is ", "There are ", "There was ", "There were ", "It was ", "It had ", "It has "),
)
"""Words of which one is in the first sentence of a story, checked before its words are looked at."""
_TELLS_BY_A_WORD = PRETERITES | word_set(
    "is are do does notes commends held made told said kept sent left"
    " lost led met paid found holds contains"
    " shows show illustrates demonstrates highlights suggests indicates reveals confirms underlines"
)
_SHOWN = 5
"""The number of its first words that a message shows."""
_HEAD = 200
LONGEST_STORY = 800
"""A longer text surely holds more than a story."""


@record_rule("DHR323", "narrative", Severity.WARNING)
def narrative(context: RuleContext) -> Iterator[Finding]:
    """A text tells what was found or what happened, and recommends nothing.

    Why: Findings and comments of the panel stand beside recommendations in many reports. Counted as one of them, they
    wait for somebody to carry out what nobody asked for.

    Before: text = "The panel heard that the service had no manager for eight months."

    After: the row rejected, or joined to the recommendation that it explains

    Note: A text is a narrative if each of its sentences has a verb in the past or the perfect, or opens with "There
    is", and
    none of its words asks for something (should, must, to ensure, that the trust reviews).
    """
    for r in context.recommendations:
        text = r.text
        if not SHORTEST_STORY < len(text) < LONGEST_STORY or text.startswith(_ORDERS):
            continue
        if any(map(text.replace(_NO_RECOMMENDATION, "").__contains__, _SURELY_ASKING)):
            continue
        head = text[:_HEAD]
        if (
            not any(map(head.__contains__, _TELLING))
            and "ed " not in head
            and _TELLS_BY_A_WORD.isdisjoint(head.split())
        ):
            continue
        if _tells(text.strip()) and is_english(text) and not _joins(text):
            opening = " ".join(mask(text).split()[:_SHOWN])
            yield narrative.finding(
                f"“{opening} …” tells what was found or done, and recommends nothing", path=text_path(r), about=r
            )


def _joins(text: str) -> bool:
    """True if a text opens with a word that joins it to a lost sentence ("However"), which another rule tells."""
    return CONNECTED.match(text) is not None and not _POINTS.match(text)


_SHOWN_THAT = re.compile(
    r"(?<=shows|trate|rates|light|ights|lines|veals) (?:how|that|why|what) (?:[\w’'-]+ ){1,7}?(?:can|will)\b[^.;:]*"
)
"""What a case shows to be possible, which nobody is asked to do: "shows how easily control can hide"."""
_POINTS = re.compile(r"\W{0,2}(?:This|These|Those|They|It|Such)\b")


def _tells(text: str) -> bool:
    text = _SHOWN_THAT.sub("", text)
    first = _SENTENCES.search(text)
    if not _kind(text[: first.start()] if first else text) or _ASKING.search(text):
        return False
    if any(is_order(words_of(part), _FINITE) for part in _BEHIND_MARK.split(text)[1:] if part[:1].islower()):
        return False
    sentences = _SENTENCES.split(text)
    told = 0
    for sentence in sentences:
        kind = _kind(sentence)
        if kind is None or (told and kind is False and _REMEDY.search(sentence)):
            return False
        told += kind
    return told > 0


def _kind(sentence: str) -> bool | None:
    """`True` if a sentence tells something, `False` if it merely says what is, `None` if it may ask for something."""
    words = words_of(sentence)
    if not words:
        return False
    if _WORK_GOES_ON.match(sentence):
        return True
    if _NAMED_TASK.match(sentence) or is_order(words, _FINITE) or is_task_of_another(words, _FINITE | _WHO_DID):
        return None
    if _THERE.match(sentence) or _OPINION.match(sentence):
        return True
    if words[0] in _CLAUSE_FIRST:
        clause, _, main = sentence.partition(", ")
        if not main and words[0] in _REASONS:
            return _kind(clause.split(None, 1)[1]) if len(words) > 1 else None
        return _kind(main) if main else None
    subordinate = False
    for i, word in enumerate(words[1:], start=1) if not _FINITE.isdisjoint(words) else ():
        if word in _SUBORDINATE and word not in _ALSO_PREPOSITIONS:
            subordinate = True
        if word not in _FINITE or subordinate:
            continue
        if words[i - 1] == "to" or words[max(0, i - 2) : i] == ["to", "have"]:
            continue  # "all wardens to have had the training"
        if word in _PERFECT:
            return words[i - 1] == "now" or _is_perfect(words[i + 1 :])
        if (
            word in _PAST_ONLY
            or word in PRETERITES
            or (word in _TOLD and (words[i + 1 : i + 2] == ["that"] or words[i - 1] in _ACTORS))
            or (word == "learned" and words[i - 1] in PEOPLE)
        ):
            return True
        # A participle after its noun ("the cases identified by") is no verb of the sentence.
        if word not in _TOLD:
            return _STATE.match(" ".join(words[i : i + 5])) is not None
    return _is_past(words) or None


def _is_past(words: list[str]) -> bool:
    """True if a form with -ed is no participle: it follows its subject or an adverb, or has an object."""
    if has_acting_person(words) or (words[0] == "neither" and len(words) > _NEITHER and may_be_past(words[2])):
        return True
    for i, word in enumerate(words[1:], start=1):
        if word in _SUBORDINATE and word not in _ALSO_PREPOSITIONS:
            break  # "a note of who made the check"
        if words[i - 1] in _ARTICLES:
            continue  # an attribute: "a sustained effort"
        if word.endswith("ed") and len(word) > SHORTEST_PAST:
            following = words[i + 1] if i + 1 < len(words) else ""
            if word in HAS_AN_OBJECT and following and following not in NO_OBJECT and not following.endswith("ly"):
                return True
            subject = words[i - 1] in _WHO_DID or (i > 1 and words[i - 2] in _HOW_MANY) or words[0] == "neither"
            passive = words[i - 1] in _BEFORE_PASSIVE  # "orders are shared out of hours"
            if (following in _OBJECTS and not passive) or (subject and following != "by"):
                return True
        elif word in _KEPT and words[i - 1] not in _BEFORE_PASSIVE and _is_object(words[i + 1 : i + 3]):
            return True  # "the referral made no mention of"
    return False


def _is_object(words: list[str]) -> bool:
    """True if two words open an object, and no time: "no mention", and not "the same day"."""
    return len(words) > 1 and words[0] in _OBJECTS - _PARTICLES and words[1] not in _OF_TIME


_ARTICLES = frozenset({"a", "an", "the"})
_PARTICLES = word_set("that out off up")
_KEPT = word_set("made kept held sent left lost led met paid told")
_OF_TIME = word_set("same day following next first last previous end week month year longer later more less")
_NEITHER = 3
"""The words of "neither", a noun and a verb, and no more."""
_BEFORE_PASSIVE = word_set("is are be been being")


_CLAUSE_FIRST = word_set(
    "when where whenever wherever whichever whatever however if although though while whilst once because unless as"
    " that whether who whoever"
)
_REASONS = word_set("because although though")
"""Openings of clauses that are no sentence and tell why something is so; "when" and "if" may precede an order."""
_ALSO_PREPOSITIONS = word_set("since after before until as")
_PAST_ONLY = word_set(
    "was were did didn’t didn't wasn’t wasn't weren’t weren't had hadn’t hadn't heard felt saw knew began became died"
)
_ACTORS = word_set("panel review author authors imr they he she we it board chair staff officers")


def _is_perfect(words: list[str]) -> bool:
    if words[:1] == ["been"] or words[:2] == ["not", "been"]:
        return True
    for word in words[:4]:
        if word in {"not", "already", "also", "since", "now", "all", "both", "recently", "been", "never", "yet"}:
            continue
        return word.endswith(("ed", "wn", "en")) or word in {
            "had",
            "made",
            "set",
            "put",
            "begun",
            "done",
            "gone",
            "met",
            "led",
            "taught",
            "told",
            "found",
            "held",
            "built",
            "left",
            "kept",
            "sent",
            "run",
            "become",
            "felt",
            "understood",
            "heard",
            "lost",
        }
    return "been" in words[:4]
