"""The name of an addressee before the first word of a text."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.text.addressee_names import (
    NAME_LENGTH,
    is_body,
    is_matched,
    is_short_for,
    is_shortened,
    means_agencies,
    stands_for_known,
)
from dhrcurate.rules.text.joins import MODAL
from dhrcurate.rules.text.orders import PERSONS
from dhrcurate.rules.text.unstopped import HEADS_OF_COLUMN, are_names
from dhrcurate.rules.text.verbs import OBJECTS
from dhrcurate.rules.vocabulary import is_word


def _third_person(verb: str) -> str:
    """The form that a verb has behind one body: "satisfies", "establishes"."""
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


_OPENINGS = word_set("The To That All Each Every Ensure")
"""Openings behind which hardly anything but a heading or a cell can stand."""
_FIRST_WORDS = (
    _OPENINGS
    | word_set(
        "It A An In For When Where Whenever Wherever While Whilst If As There No Having More Any By On At After Before"
        " Following This These Those They Both Some Such Should Until Once Although Because Since Review Consider We"
    )
    | frozenset(form.capitalize() for word in ACTIONS for form in (word, _third_person(word)))
)
"""Words with a capital that open a sentence and are no part of a name."""
_ORDERS = frozenset(form.capitalize() for word in AMBIGUOUS | ALSO_ATTRIBUTES for form in (word, _third_person(word)))
"""Orders that are nouns as well, unless an object follows: "Audit a sample"."""
_JUDGING = word_set(
    "Additional Appropriate Better Clear Clearer Closer Consideration Consistent Earlier Effective Enhanced Further"
    " Greater Improved Increased Improving Increasing New Quicker Regular Robust Stronger Sufficient Timely Wider"
)
"""Words that say how something should be; in a name, which has them seldom, the next word has a capital as well."""
_SERVED = word_set("Victims Survivors Patients Perpetrators Children Carers Families Offenders Suspects Complainants")
"""Those whom a body serves, and who are no part of its name as its officers are: "Police Victims should"."""
_ACT = word_set("to should must shall who with whose are")
_QUALIFYING = word_set("Routine Mandatory Regular Compulsory Annual Targeted Selective Universal")
_OPENING_WORDS = _FIRST_WORDS | _ORDERS | _JUDGING | _SERVED | _QUALIFYING
_AFTER_NAME = re.compile(r"[\s.](?P<opening>[A-Z][\w’'-]*)(?=,?\s+[‘“]?(?P<following>\w+))")
_IN_BRACKETS = re.compile(r"[(\[](?P<name>[A-Z][^()\[\]]{2,80})[)\]][:.]?\s+(?=[‘“]?[A-Z])")
_WITH_COLON = re.compile(r"(?P<name>[A-Z][^:.;]{2,80}):\s+(?=[‘“]?[A-Z])")
_CAPITALS = re.compile(r"(?P<name>[A-Z][A-Z’'&,-]+(?: [A-Z’'&,-]{2,})+)[.:]?\s+(?=[‘“]?(?:[A-Z][a-z]|A ))")
_LEAST_OF_TWO = 3
"""The fewest words of the names of two bodies, of which one may be short."""


def leading_name(
    context: RuleContext, text: str, known: tuple[str, ...], opening: tuple[int, int] | None
) -> Span | None:
    """The name before the first word of a text that has a subject of its own, or begins with an order.

    Args:
        context: The record.
        text: The text.
        known: The names of the record's cells, case folded.
        opening: The name-like opening of the text, if what its bearer should do follows at once.
    """
    first = text[:1]
    if first in "([" and first:
        return _named_part(context, _IN_BRACKETS.match(text), known)
    if not first.isupper():
        return None
    start = text[:NAME_LENGTH]
    if ":" in start and (span := _named_part(context, _WITH_COLON.match(text), known)):
        return span
    if text[1:2].isupper() and (span := _named_part(context, _CAPITALS.match(text), known)):
        return span
    line = text.find("\n", 0, NAME_LENGTH)
    if line > 0 and text[line + 1 : line + 2].isupper() and are_names(context, text[:line].rstrip(" :."), known):
        return Span(0, len(text[:line].rstrip(" :.")))
    if (column := _COLUMN.match(start)) and (span := _behind_heading(context, text, column.end(), known)):
        return span
    if span := _repeated(context, text, known):
        return span
    if not _OPENING_WORDS.isdisjoint(start.split()[1:]):
        for after in _AFTER_NAME.finditer(text, 0, NAME_LENGTH):
            if _opens(text, after) and (span := _before(context, text, after, known)):
                return span
    return _of_two(context, text, opening, known) if opening else None


_FIRST = re.compile(r"(?P<name>[A-Z]{3,9}) (?=(?P<next>[A-Z][\w’'-]*))")
_NEXT_WORD = re.compile(r" (?P<next>[A-Z][\w’'-]*)(?P<lower> [a-z])?")


def _repeated(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name of a cell before words that no name has behind it: its own first or last, its short form, an opening.

    As in "Exampleton Borough Council Exampleton Borough Council to", "EBC Exampleton Borough Council to" and "All
    agencies Local leaflets".
    """
    if text[1:2].isupper() and (short := _FIRST.match(text)):
        opening = short["next"].casefold()
        named = [name for name in known if name.startswith(f"{opening} ")]
        return Span(*short.span("name")) if named and stands_for_known(context, short["name"], tuple(named)) else None
    folded = text[:NAME_LENGTH].casefold()
    if not folded.startswith(known):
        return None
    for name in known:
        following = _NEXT_WORD.match(text, len(name)) if " " in name and folded.startswith(name) else None
        if following is None:
            continue
        words, word = name.split(), following["next"].casefold()
        first = word == words[0].strip(",") and len(word) > 3
        again = first or folded.startswith(" ".join(words[-2:]), following.start("next"))
        many = words[-1].endswith("s") and text[: len(name)].rpartition(" ")[2].islower()
        opened = many and following["lower"] and is_word(word)
        if again or opened or stands_for_known(context, following["next"], (name,)):
            return Span(0, len(name))
    return None


def _opens(text: str, after: re.Match[str]) -> bool:
    """True if a word with a capital opens a sentence, and is no part of a name."""
    opening, following = after["opening"], after["following"]
    if opening in _FIRST_WORDS:
        return opening != "Review" or following != "of"
    if opening in _JUDGING or opening in _QUALIFYING:
        return following.islower()
    if opening in _SERVED:
        return following in _ACT
    if opening not in _ORDERS:
        return False
    if following in OBJECTS or following in _BEHIND_VERB:
        return True
    # Nouns have a verb behind them: "Support officers should ...", "Record checks are to ...".
    plain = following.islower() and following not in PERSONS and following not in _BEHIND_NOUN
    return plain and _HAS_VERB.search(text, after.end(), _end_of_sentence(text, after.end())) is None


def _end_of_sentence(text: str, at: int) -> int:
    end = text.find(". ", at)
    return len(text) if end < 0 else end


_HAS_VERB = re.compile(rf"\b(?:{MODAL}|(?:is|are|was|were|has|have|will|to) |[a-z]+s? to )")
_BEHIND_VERB = word_set("with towards alongside together again")
_BEHIND_NOUN = word_set("of to for is are was were has have had will and or in by that which who should must shall")
_COLUMN = re.compile(rf"{HEADS_OF_COLUMN}(?:\s*[:–-]\s*|\s+)(?=[A-Z])")
_CAPITAL = re.compile(r"[\s.;:–-]+(?=[‘“]?[A-Z][\w’'-]*,?\s)")


def _behind_heading(context: RuleContext, text: str, start: int, known: tuple[str, ...]) -> Span | None:
    """The name behind the heading of its column, before a sentence: "Owner: Exampleshire Police Officers should"."""
    found = None
    for gap in _CAPITAL.finditer(text, start, start + NAME_LENGTH):
        if are_names(context, text[start : gap.start()], known):
            found = Span(start, gap.start())
    return found


def _named_part(context: RuleContext, match: re.Match[str] | None, known: tuple[str, ...]) -> Span | None:
    if match is None or not (
        _is_known(context, match["name"], known) or _is_form_of_known(context, match["name"], known)
    ):
        return None
    return Span(*match.span("name"))


def _is_known(context: RuleContext, name: str, known: tuple[str, ...]) -> bool:
    if " " not in name:
        return name.casefold() in known or stands_for_known(context, name, known)
    return name.casefold() in known or is_body(context, name)


def _is_form_of_known(context: RuleContext, name: str, known: tuple[str, ...]) -> bool:
    words = name.casefold().split()
    return len(words) > 1 and words[0] != "the" and (is_shortened(words, known) or is_matched(context, name))


def _before(context: RuleContext, text: str, after: re.Match[str], known: tuple[str, ...]) -> Span | None:
    name = text[: after.start()].rstrip(" :.-–—")
    if len(name) > 3 and (_is_known(context, name, known) or _is_form_of_known(context, name, known)):
        return Span(0, len(name))
    if len(name) == after.start() and are_names(context, name, known):
        return Span(0, len(name))
    if after["opening"] in _SERVED and any(each.endswith(f" {name.casefold()}") for each in known):
        return Span(0, len(name))  # "Police Victims should"
    several = " " in name or shape_of(name) is Shape.COLLECTIVE
    if several and after["opening"] in _OPENINGS and means_agencies(context, name):
        return Span(0, len(name))
    return None


def _of_two(context: RuleContext, text: str, opening: tuple[int, int], known: tuple[str, ...]) -> Span | None:
    """The first of two names that stand together as no name of one body does: "Home Office Kent Police should"."""
    start, end = opening
    words = text[start:end].split(" ")
    if start or len(words) < _LEAST_OF_TWO or _is_known(context, text[start:end], known):
        return None
    for at in range(1, len(words)):
        if words[at][:1].isupper() and words[at - 1][:1].isupper() and words[at - 1].isalpha():
            name, other = " ".join(words[:at]), " ".join(words[at:])
            named = _is_known(context, other, known) or (other.isupper() and are_names(context, other, known))
            if named and set(words[:at]) < set(words[at:]) and at > 1:
                return Span(0, len(name))  # the halves of the name, in the other order
            if named and (
                _is_known(context, name, known) or is_short_for(name, known) or _is_form_of_known(context, name, known)
            ):
                return Span(0, len(name))
    return None
