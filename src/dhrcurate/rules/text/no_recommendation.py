"""Rows that recommend nothing: what the panel found, entries such as "N/A", headings of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.verbs import ACTIONS, AMBIGUOUS, has_verb
from dhrcurate.rules.vocabulary import word_set

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCES = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z])")
_ASKING = re.compile(
    r"\b(?:should|must|shall|ought|needs? (?:to|for)|needed|(?:staff|they|agencies|practitioners|it|there) needs?"
    r"|recommend\w*|require[sd]?|requests?|invites?|urge[sd]?|propose[sd]?"
    r"|suggest(?:s|ed)?"
    r"|consideration|advised|asked|asks|encouraged?|has to|have to|is to|are to|to be|will|(?:would|could"
    r"|may)(?! (?:not )?have\b)|can|let"
    r"|please"
    r"|(?:is|are|be) (?:essential|important|necessary|vital|imperative)|opportunity to|calls? (?:on|for)|expects?"
    r"|ensures?|ensuring|benefit\w*|responsib\w+)\b"
    r"|(?:^|[.;:•] ?)[Tt]o [a-z]+|(?:^|[.;:•] ?)[Tt]hat ",
    re.IGNORECASE,
)
_TOLD = word_set(
    "was were did didn’t didn't wasn’t wasn't weren’t weren't had hadn’t hadn't heard found noted felt learned learnt"
    " saw said told stated"
    " reported believed thought considered concluded identified observed understood acknowledged recognised agreed"
    " accepted"
    " confirmed explained described knew missed failed attended contacted called visited died moved became began"
)
"""Past forms that tell what happened."""
_PERFECT = frozenset({"has", "have", "hasn’t", "haven’t", "hasn't", "haven't"})
_FINITE = word_set("is are was were has have had do does did isn’t aren’t isn't aren't") | _TOLD | _PERFECT
_THERE = re.compile(r"\W*(?:There (?:is|are)|(?:There|It) (?:was|were|has been|have been|had been))\b")
_RELATIVE = word_set(
    "that which who whom whose where when if whether as because since although while whilst once after before how what"
    " to for by with of in on at the a an"
)
_SUBORDINATE = word_set(
    "that which who whom whose where when if whether as because since although while whilst once after before how"
    " what until unless"
)
_NAMED_TASK = re.compile(r"\W*[A-Z][\w’'-]*(?:,? (?:and|of|for|the|with|&|[A-Z][\w’'-]*)){0,9} to [a-z]+\b")
"""A body that is named first and given a task, as action plans write it: "Exampleshire Police to close its inquiry"."""
_SURELY_ASKING = (" should", " must", "ecommend", " will", " shall", " to be ", " invites", " asks")
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
    ),
    *("There is ", "There are ", "There was ", "There were ", "It was ", "It had ", "It has "),
)
"""Words of which one is in the first sentence of a story, checked before its words are looked at."""
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
        if not SHORTEST_STORY < len(text) < LONGEST_STORY or any(word in text for word in _SURELY_ASKING):
            continue
        head = text[:_HEAD]
        if not any(word in head for word in _TELLING):
            continue
        if _tells(text.strip()):
            opening = " ".join(mask(text).split()[:_SHOWN])
            yield narrative.finding(
                f"“{opening} …” tells what was found or done, and recommends nothing", path=text_path(r), about=r
            )


def _tells(text: str) -> bool:
    first = _SENTENCES.search(text)
    if not _kind(text[: first.start()] if first else text) or _ASKING.search(text):
        return False
    sentences = _SENTENCES.split(text)
    told = 0
    for sentence in sentences:
        kind = _kind(sentence)
        if kind is None:
            return False
        told += kind
    return told > 0


_PUNCTUATION = ".,;:!?()[]“”‘’\"'"


def _kind(sentence: str) -> bool | None:
    """`True` if a sentence tells something, `False` if it merely says what is, `None` if it may ask for something."""
    words = [w.strip(_PUNCTUATION).casefold() for w in sentence.split()]
    if not words:
        return False
    if (
        _NAMED_TASK.match(sentence)
        or words[0] in ACTIONS
        or (words[0] in AMBIGUOUS and len(words) > 1 and words[1] not in _FINITE)
    ):
        return None
    if _THERE.match(sentence):
        return True
    if words[0] in _CLAUSE_FIRST:
        _, _, main = sentence.partition(", ")
        return _kind(main) if main else None
    subordinate = False
    for i, word in enumerate(words[1:], start=1):
        if word in _SUBORDINATE and word not in _ALSO_PREPOSITIONS:
            subordinate = True
        if word not in _FINITE or subordinate:
            continue
        if word in _PERFECT:
            return _is_perfect(words[i + 1 :])
        if word in _PAST_ONLY or (word in _TOLD and (words[i + 1 : i + 2] == ["that"] or words[i - 1] in _ACTORS)):
            return True
        # A participle after its noun ("the cases identified by") is no verb of the sentence.
        if word not in _TOLD:
            return False
    return None


_CLAUSE_FIRST = word_set("when where if although though while whilst once because unless as that whether who whoever")
_ALSO_PREPOSITIONS = word_set("since after before until as")
_PAST_ONLY = word_set(
    "was were did didn’t didn't wasn’t wasn't weren’t weren't had hadn’t hadn't heard felt saw knew began became died"
)
_ACTORS = word_set("panel review author authors imr they he she we it board chair staff officers")


def _is_perfect(words: list[str]) -> bool:
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
        }
    return "been" in words[:4]


_ENTRY = re.compile(
    r"\W*(?:n\W?/?\W?a|not applicable|not (?:stated|specified|known|provided|given)|none(?: (?:made|identified|given"
    r"|stated|noted))?|nil|tbc|tba|to be (?:confirmed|agreed|advised)|unknown"
    r"|(?:please )?(?:see|as|same as|refer to) (?:the )?(?:above|below|previous(?:ly)?|overleaf|before|attached"
    r"|(?:recommendation|rec|action|number|no\.?) ?\w{1,5}(?: (?:above|below))?)"
    r"|ditto|idem|duplicate(?: (?:of )?(?:above|recommendation \w{1,5}))?|repeated?(?: above)?|blank|\W*"
    r"|(?:(?:now|already|fully|action|actions|all) )*(?:completed?|done|closed|achieved|implemented|in progress"
    r"|on-?going|on track|outstanding|green|amber|red|superseded|withdrawn|rejected|accepted|noted|agreed|actioned)"
    r"|no (?:further )?(?:recommendations?|actions?|comments?|learning|change)(?: (?:is|are|was|were|has been"
    r"|have been))?(?: (?:made|needed|required|identified|necessary|proposed|given|taken|recorded|arising))?(?: (?:by"
    r"|for|to|from|in|at) [^.;:]{1,60})?"
    r"|(?:this|the) (?:recommendation|action) (?:was|is|has been|had been) (?:later |since |subsequently "
    r"|now )?(?:withdrawn|deleted|removed|superseded|completed?|closed|merged|rejected|dropped|combined)(?: (?:by"
    r"|with|into|at|from|in|as) [^.;:]{1,80})?)\W*",
    re.IGNORECASE,
)
_TABLE_WORDS = word_set(
    "recommendation recommendations action actions lead agency agencies officer no number ref reference target date"
    " completion"
    " outcome outcomes rag status scope milestones milestone key progress update the of to be taken owner responsible"
    " person"
    " timescale timescales evidence comments desired achieved and level national local by when who how what will it"
    " required source theme priority addressee organisation body rating deadline success measures learning"
)
_HEADS = word_set("recommendation recommendations action lead agency target date rag status milestones outcome owner")


@record_rule("DHR324", "entry-not-recommendation", Severity.WARNING)
def entry_not_recommendation(context: RuleContext) -> Iterator[Finding]:
    """A text is an entry of a form or the heading of a table, and not a recommendation.

    Why: "N/A", "See above" or "Completed" filled a cell of the report's table, and a row of headings stood above it.
    They
    are counted as recommendations that nobody can carry out.

    Before: text = "See above."

    After: the row rejected, or the text that it refers to in its place
    """
    for r in context.recommendations:
        text = r.text.strip()
        if not text or len(text) > HEADINGS_LENGTH:
            continue
        if _ENTRY.fullmatch(text):
            said = f"“{text}” is an entry of a form"
        elif _is_headings(text):
            said = f"“{text}” is the headings of a table"
        else:
            continue
        yield entry_not_recommendation.finding(
            f"{said}, and not a recommendation", path=text_path(r), span=Span(0, len(r.text)), about=r
        )


HEADINGS_LENGTH = 140


def _is_headings(text: str) -> bool:
    words = [w.casefold() for w in _WORD.findall(text)]
    return (
        len(words) > 1
        and all(w in _TABLE_WORDS for w in words)
        and sum(1 for w in words if w in _HEADS) >= 2
        and not has_verb(
            text.casefold()
            .replace("target", "")
            .replace("be taken", "")
            .replace("required", "")
            .replace("update", "")
            .replace("will", "")
            .replace("progress", "")
        )
    )
