"""Single words: repeated ones, and ones with a footnote's digit stuck to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dhrcurate.domain.finding import Finding, Safety, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import FreeText, Passage, Spot
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import replacing
from dhrcurate.rules.text.published import safety_of_fix
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.vocabulary import is_plain_word, is_word

NEVER_TWICE = frozenset({"the", "a", "an", "and", "or"})
"""Words that English never repeats, so that removing one does not change the meaning.

Prepositions and forms of "be" may rightly meet: "stand by by the telephone", "what it asks for is is".
"""
RIGHTLY_TWICE = frozenset(
    {"had", "that", "very", "so", "no", "bye", "many", "far", "who", "which", "what", "her", "you"}
)
"""Words that good English repeats: "those that had had contact"."""


@record_rule("DHR308", "doubled-word", Severity.WARNING, fix=Safety.SAFE)
def doubled_word(context: RuleContext) -> Iterator[Finding]:
    """A word is repeated.

    Why: Extraction repeats words at the end of a line or a page, and some reports were printed so. Readers stumble, and
    a search for the phrase does not find it.

    Before: text = "Each agency is to tell the the board by March."

    After: text = "Each agency is to tell the board by March."

    Note: The fix is safe for small words that are never repeated ("the the", "and and"), and unsafe for others: one of
    the two may be a slip for another word, a label ("Person A A and E staff saw") or right ("stand by by the
    telephone"). It is unsafe for any word if the wording is verbatim and the source page has
    the text as it is: then the word was published twice, and the text would differ from its page.
    """
    spots = [(word, context.published_text.spot(start, end)) for word, start, end in _doubled(context.published_text)]
    spots += [
        (passage.text.partition(" ")[0], Spot(passage, twice))
        for passage in context.published_text.passages
        if (twice := _twice_at_opening(passage))
    ]
    for word, (passage, span) in spots:
        if not passage.published:
            continue
        fix = replacing(passage, span, word, Safety.UNSAFE, f"print “{word}” once")
        if word.casefold() in NEVER_TWICE and not _may_be_label(word, passage.text[: span.start]):
            fix = replace(fix, safety=safety_of_fix(context, passage, str(fix.edits[0].new)))
        yield doubled_word.finding(
            f"the word “{word}” stands twice",
            path=passage.path,
            span=span,
            about=passage.about,
            fix=fix,
        )


def _may_be_label(word: str, before: str) -> bool:
    """True if the first of two single letters may be the label of a person or a thing: "Person A A and E staff saw"."""
    if word.casefold() != "a":
        return False
    last = before.split()[-1:]
    return word.isupper() or bool(last and last[0].casefold() in NUMBERED_THINGS)


_OPENINGS = tuple(
    f"{word.capitalize()} {word} " for word in sorted(word_set("the that and to in for of with all each if when where"))
)
"""How a text begins that has its first word twice."""
_AFTER_THAT = re.compile(r" (?:the|all|a|an|any|each|every|no|their|its|our|these|those)\b")
"""An article, before which the second "that" is no pronoun."""


def _twice_at_opening(passage: Passage) -> Span | None:
    """The first word of a text, once with a capital and once without."""
    if not passage.text.startswith(_OPENINGS):
        return None
    word = passage.text.partition(" ")[0]
    end = 2 * len(word) + 1
    return Span(0, end) if word != "That" or _AFTER_THAT.match(passage.text, end) else None


def _doubled(free_text: FreeText) -> list[tuple[str, int, int]]:
    """Repeated words, each with its start and end, in order."""
    found: list[tuple[str, int, int]] = []
    if "that" in free_text.repeated:
        spans = (m.span() for m in re.finditer(r"\bthat\s+that\b", free_text.joined))
        found += [("that", start, end) for start, end in spans if _AFTER_THAT.match(free_text.joined, end)]
    for word in free_text.repeated:
        if _PLAIN.fullmatch(word) and word.casefold() not in RIGHTLY_TWICE:
            twice = re.compile(
                rf"{re.escape(word)}(?<![\w’'&/-]{re.escape(word)})(?:\s+{re.escape(word)}(?![\w’'&/-]))+"
            )
            found += [(word, *m.span()) for m in twice.finditer(free_text.joined)]
    return sorted(found, key=lambda f: f[1])


_PLAIN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

_NUMBERED_THINGS = """
annex appendix article band block box category chapter class clause covid dashboard day diagram edition figure form
goal grade group issue item key level module month note number objective option outcome page panel paragraph part
phase point priority question recommendation schedule section sprint stage standard step strand strategy table target
task team tier type unit version volume ward wave week year zone
"""
NUMBERED_THINGS = frozenset(_NUMBERED_THINGS.split())
"""Words that a number may follow, so that only the blank is missing."""

_NUMBERED_ACRONYMS = """
ABE ACE AUDIT BWV CAT CIN COVID CPA DHR EMIS GAD GDPR HTTP ICD IDAP ISO KPI MAPPA MERLIN OFFICE PARIS PHQ PND SAR SARS
SCR SPECSS UTF VPA WEB WHO YEAR
"""
NUMBERED_ACRONYMS = frozenset(_NUMBERED_ACRONYMS.split())
"""Short forms of things that are numbered themselves: MAPPA levels, reviews, standards, versions of software."""

_BEFORE_DIGIT = rare(r"(?<![\w@/.#&+-])(?:[^\W\d_][a-z’'-]*[a-z]{3}|[A-Z]{3,8})(?=(?P<mark>[.,;:’”\"')\]]{0,2})\Z)")
_AFTER_DIGIT = rare(r"(?=\s+[“‘(]?[^\W\d_]|[.,;:)’”]?(?:\s|\Z))")
_SUPERSCRIPT = "¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPTS = rare(rf"(?<=[^\W\d_][^\W\d_][^\W\d_])[⁰{_SUPERSCRIPT}]+|(?<=[a-z][.,;:”’)])[⁰{_SUPERSCRIPT}]+")
_BRACKETED = re.compile(r"(?<=[a-z])(?<!\d)[.,]?\[\d{1,3}\]")


@record_rule("DHR312", "stray-footnote-digit", Severity.WARNING, fix=Safety.UNSAFE)
def stray_footnote_digit(context: RuleContext) -> Iterator[Finding]:
    """The number of a footnote sticks to a word.

    Why: The superscript was lost in the extraction. It makes two terms out of one, and its note is not in the record.

    Before: text = "Officers should use the DASH2 checklist."

    After: text = "Officers should use the DASH checklist."

    Note: Codes (14XD, A1, COVID19, a form's XYZ1 whose XYZ alone is nowhere), numbered things (Level2, MAPPA3), a digit
    that was read for a letter (counci1) and anything that occurs twice in the record are skipped. The fix is unsafe,
    because a code may look like a footnote.
    """
    free_text = context.published_text
    for start, end in _footnotes(context):
        spot = free_text.spot(start, end)
        passage, span = spot
        if not passage.published:
            continue
        yield stray_footnote_digit.finding(
            f"“{spot.words}” looks like the number of a footnote",
            path=passage.path,
            span=span,
            about=passage.about,
            fix=replacing(passage, span, _kept(spot), Safety.UNSAFE, "take the footnote's number out"),
        )


def _kept(spot: Spot) -> str:
    return spot.words[0] if spot.words[0] in ".," else ""


def _footnotes(context: RuleContext) -> list[tuple[int, int]]:
    free_text = context.published_text
    text = free_text.joined
    found: list[tuple[int, int]] = []
    for start, end in free_text.digit_runs:
        # Nearly every number follows a blank, so check the character before it first.
        before = text[start - 1 : start]
        if before.isspace() or before in "£-/(" or end - start > 2 or not _AFTER_DIGIT.match(text, end):
            continue
        word = _BEFORE_DIGIT.search(text, max(0, start - 40), start)
        if word and _is_in_a_name(context, text, word.start(), start, end):
            continue
        if word and _is_letter(word.group().lower(), text[start:end]):
            continue
        if word and _is_code(context, word.group(), text, end):
            continue
        if word and text[start] != "0" and _is_footnote(word.group(), word["mark"], text[word.start() : end], text):
            found.append((start, end))
    if any(sign in text for sign in _SUPERSCRIPT):
        found += [m.span() for m in _SUPERSCRIPTS.finditer(text)]
    if "[" in text:
        found += [m.span() for m in _BRACKETED.finditer(text)]
    return sorted(found)


_LEADS_TO_A_NAME = rare(r"(?<![\w’'-])(?!(?:the|an?|its|this|their|our|each)\s)[a-z]{2,}\s+[(“‘]?\Z")


def _is_in_a_name(context: RuleContext, text: str, start: int, digits: int, end: int) -> bool:
    """True if a number belongs to a name: one of the register, or one word with two digits ("from Catch22")."""
    if not text[start].isupper():
        return False
    if context.names.named(text[start:end]):
        return True
    lead = _LEADS_TO_A_NAME.search(text, max(0, start - 30), start)
    return end - digits > 1 and not text[start:digits].isupper() and lead is not None


_FORM_BEHIND = re.compile(
    r" (?:forms?|tools?|scores?|scales?|systems?|rooms?|templates?|notifications?|modules?|upgrades?)\b"
)


def _is_code(context: RuleContext, acronym: str, text: str, end: int) -> bool:
    """True if an acronym and a digit are the code of a form, a score or a system, and the acronym alone is nothing.

    Args:
        context: The record.
        acronym: The word before the digit.
        text: All free text.
        end: Where the digit ends.
    """
    if acronym[0].isupper() and _FORM_BEHIND.match(text, end):
        return True
    if not acronym.isupper():
        return False
    known = acronym in SHORT_FORMS or bool(context.names.named(acronym))
    return not known and not re.search(rf"(?<![\w-]){acronym}(?![\w-])", text)


_LETTERS = {"1": "li", "0": "o", "5": "s"}


def _is_letter(word: str, digits: str) -> bool:
    """True if a digit was read for the last letter of a word, which is no word without it: "counci1"."""
    return not is_word(word) and any(is_plain_word(word + letter) for letter in _LETTERS.get(digits, ""))


def _is_footnote(word: str, mark: str, whole: str, text: str) -> bool:
    if word.isupper():
        return not mark and len(whole) == len(word) + 1 and word not in NUMBERED_ACRONYMS and text.count(whole) == 1
    return word.casefold() not in NUMBERED_THINGS and (bool(mark) or text.count(whole) == 1)
