"""Whole sentences that tell something and ask for nothing, as reports have them around their recommendations."""

from __future__ import annotations

import re
from enum import IntEnum

from dhrcurate.importers.wording.asking import asks, begins_with_command
from dhrcurate.importers.wording.numbers import SPELT

_LONGEST = 80
"""No passage that is looked at has more words."""
_SENTENCES = re.compile(r"(?<=[a-z)\d][.!])\s+(?=[A-Z])")
_END = re.compile(r"[.!][\"'”’)*_]*\Z")
_NOUN = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:should|must|shall|ought|needs? (?:to|an?)|(?:essential|vital|necessary|imperative|important) (?:that|to|for)"
    r"|(?<!who )(?<!that )(?<!which )(?:has|have|had|is|are|was|were) to)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"(?<!who )(?<!that )(?<!which )\bwill\b", re.IGNORECASE)

_WRITER = r"(?:panel|reviews?|reviewers?|reports?|authors?|writers?|summary|overview)"
_OF_REVIEW = r"(?:independent|domestic|homicide|abuse|related|death|dhr|review|overview|present|joint)"
_BY_WRITER = rf"(?:(?:the|this|our|its) (?:{_OF_REVIEW} ){{0,4}}?{_WRITER}(?: of the (?:panel|review))?|we|i)"
_TO_SAY = (
    r"(?:place|put|record|note|thank|acknowledge|say|express|offer|extend|pay|recogni[sz]e|commend|stress|emphasi[sz]e)"
)
_OF_WRITER = re.compile(
    rf"{_BY_WRITER} (?:(?:also|further|therefore|has|have|had|would|again|now|then) )*"
    rf"(?:(?:like|wish(?:es)?|want(?:s|ed)?) to {_TO_SAY}\b"
    r"|(?!(?:asks?|calls?|urges?|invit|request|encourag|propos|suggest|advis|recommend|seek|expect|consider|believ|want|like|would)\w*\b)"
    r"(?:(?:is|are|am) (?:sorry|glad|aware|grateful|satisfied|confident|of the view|not)|was|were"
    r"|made|drew|set|put|found|heard|knew|knows|took|saw|felt|held|met|wrote|gave|told|read|said|sent|spoke|thank|hope|know|regret|understand"
    r"|[a-z]{2,}(?:s|ed)|[a-z]{3,}(?:en|wn))\b)",
    re.IGNORECASE,
)
"""What who wrote the report did or does, but for asking for something."""

_BEGINS = (
    rf"(?:(?:the|this|these|those|an?|his|her|their|its|our|no|each|both|all|some|many|most|several|neither"
    rf"|{'|'.join(SPELT)})\s|(?:she|he|they|it|there|nobody|none|nothing|everybody|everyone)\s)"
)
"""With what a subject begins that can be told from the beginning of a command."""
_WORD = (
    r"(?!(?:that|which|who|whom|whose|where|when|if|whether|how|what|why|to|as|until|unless|because)\b)[\w’'&/()-]+,?\s"
)
"""A word of a subject, which no clause within it begins with."""
_NEAR = rf"(?:{_WORD}){{0,9}}?"
_PAST = (
    r"(?:was|were|had|did|thought|felt|said|told|heard|became|took|gave|went|came|knew|saw|wrote|spoke|began|chose|fell|rose|grew|drew|broke"
    r"|(?:has|have) (?:(?:since|now|already|also|not|never|all|both|\w+ly) )?"
    r"(?:been|had|done|made|become|taken|given|put|set|read|held|built|kept|\w{2,}(?:ed|wn|en|ought|aught))"
    r"|[a-z]{3,}ed (?:the|this|these|it|all|no|an?|their|his|her))\b"
)
_IS = r"(?:is|are) (?:not|an?|the|his|her|their|no|in|of|from|at|on|sorry|glad|aware|grateful|below|above)\b"
_OF_ANYBODY = re.compile(rf"{_BEGINS}{_NEAR}(?P<past>{_PAST})|{_BEGINS}{_NEAR}{_IS}", re.IGNORECASE)
_OF_LIST = re.compile(
    r"(?:(?:those|these|all|the (?:matters|points|actions|ones|proposals))(?: (?:that|which))? "
    r"(?:follow|(?:(?:is|are) )?(?:(?:set out|listed|given|printed|shown) )?(?:below|above|here|overleaf))"
    r"|what follows|matters \d{1,3}(?:(?:,| and|, and) \d{1,3})*) "
    rf"(?:{_PAST}|(?:is|are)\b)",
    re.IGNORECASE,
)
"""What became of a list, or of one in it: "Those that follow have been agreed", "Recommendation 2 is complete"."""
_REPORTS = re.compile(
    rf"(?:{_BEGINS}|every\s)(?!.*\b(?:can|could|may|might|would)\b){_NEAR}"
    r"(?:answers?|reports?|accounts?|replies|reply) "
    r"(?:to|on|back|in|for|with|every|each|once|twice|again)\b",
    re.IGNORECASE,
)
"""Who reports to whom, in the present: "Each member reports to the board every quarter."."""
_WILL_FOLLOW = re.compile(
    r"(?:(?:the|this|our) (?:[\w’'-]+ ){0,4}?(?:partnership|csp|board|panel|chair|executive)|we|they) will "
    r"(?:also |then |next |now )?(?:meet (?:again )?(?:in|on|to)|hear|return|report back|report on progress)\b"
    r"|(?:(?:the|their|these|an?|all) (?:first |next |final |full )?)?(?:repl(?:y|ies)|responses?|updates?|results?"
    r"|progress|reports?) (?:(?:is|are) due|will (?:also |then |each |all )?be "
    r"(?:placed|published|printed|put|added|sent|given|heard|reported|received|considered))\b",
    re.IGNORECASE,
)
"""What who asked for something will do about it, and what will become of the replies.

What they will publish, review or monitor may be a recommendation of their own.
"""
_TO_READERS = re.compile(
    r"(?:for )?(?:contacts?|enquir(?:y|ies)|further information|e-?mail|tel|telephone|phone|website)\b"
    r"[^:.]{0,40}:\s*\S",
    re.IGNORECASE,
)
"""A label of what readers may turn to: "Contact: the clerk."."""
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
"""Whom a question to readers is put to, who are asked for nothing else."""
_OF_PART = re.compile(
    r"(?:this|the (?:following|next|present)) (?:section|chapter|part|page|annex|appendix|document)(?: of the report)? "
    r"(?:sets? out|shows|lists|gives|contains|presents|brings together|summari[sz]es|describes|explains) [^.;:!?]*[.]?",
    re.IGNORECASE,
)
"""What a part of a page says of itself, which may be that it holds what is recommended."""
_OF_NAME = re.compile(
    rf"(?:[A-Z][\w’'&-]* (?:(?:and|of|upon) )?){{1,8}}(?:\([A-Z]{{2,9}}\) )?(?:(?P<past>{_PAST})|{_IS})"
)
"""A name, or a word at the beginning of a sentence, with the verb right behind it."""


def says_will(text: str) -> bool:
    """True if a text says what will be done, but for a clause that says of whom it speaks."""
    return _WILL.search(text) is not None


def only_says_will(text: str) -> bool:
    """True if a whole sentence says what will be done, and asks for nothing in any other word."""
    return says_will(text) and _END.search(text) is not None and not (_ASKS.search(text) or asks(text))


class Telling(IntEnum):
    """How surely a passage only tells something."""

    NO = 0
    PERHAPS = 1
    """What is, which may also be how it is to be: "Each ward is a safe place."."""
    SURELY = 2
    """What was, or what who wrote the report has to say."""


def telling(text: str) -> Telling:
    """How surely a passage is whole sentences that tell something and ask for nothing.

    So is a question to the reader.

    Phrases without a verb, commands, wishes and what somebody will do tell nothing here. The verb must come before any
    clause within the subject: "A form for those who were moved." is no sentence.

    Args:
        text: The passage, without a number before it.
    """
    said = _NOUN.sub("matters", text.strip(" *_"))
    if said[-1:] == "?" and _YOU.search(said):
        return Telling.SURELY
    if not _END.search(said) or len(said.split()) > _LONGEST or begins_with_command(said):
        return Telling.NO
    sentences = _SENTENCES.split(said)
    others = [sentence for sentence in sentences if not _OF_PART.fullmatch(sentence)]
    if _ASKS.search(said) or any(map(asks, others)):
        return Telling.NO
    return min(map(_of_sentence, others), default=Telling.SURELY)


def begins_to_tell(text: str) -> bool:
    """True if the first sentence of a passage surely tells something, whatever the others say."""
    return telling(_SENTENCES.split(text.strip(" *_"), maxsplit=1)[0]) is Telling.SURELY


def says_what_becomes(text: str) -> Telling:
    """How surely whole sentences say what was, is or will be done about a list, or to whom readers may turn.

    So end pages below their lists. A recommendation may be worded as some of them are, so that the place has to tell.
    """
    said = _NOUN.sub("matters", text.strip(" *_"))
    if len(said.split()) > _LONGEST or _ASKS.search(said):
        return Telling.NO
    if _TO_READERS.match(said):
        return Telling.SURELY
    return min(map(_of_end, _SENTENCES.split(said))) if _END.search(said) else Telling.NO


def closes_list(text: str) -> bool:
    """True if whole sentences surely say what becomes of a list, at least one of them in words that only ends have."""
    said = text.strip(" *_")
    plain = _TO_READERS.match(said) is not None or any(map(_follows_up, _SENTENCES.split(said)))
    return plain and says_what_becomes(text) is Telling.SURELY


def _follows_up(said: str) -> bool:
    return _WILL_FOLLOW.match(said) is not None or (_REPORTS.match(said) is not None and not asks(said))


def _of_end(said: str) -> Telling:
    if _follows_up(said):
        return Telling.SURELY
    return telling(said) or Telling(only_says_will(said))


def _of_sentence(said: str) -> Telling:
    if _OF_WRITER.match(said) or (_OF_LIST.match(said) and not says_will(said)):
        return Telling.SURELY
    found = _OF_ANYBODY.match(said) or _OF_NAME.match(said)
    if found is None or says_will(said):
        return Telling.NO
    return Telling.SURELY if found["past"] else Telling.PERHAPS
