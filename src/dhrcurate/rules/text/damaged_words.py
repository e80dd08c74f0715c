"""Words that the extraction broke, glued together or misread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import TypeVar

from dhrcurate.domain.finding import Finding, Safety, Severity, Span
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import AS_THE, Passage
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import Rule, record_rule
from dhrcurate.rules.text.edits import replacing
from dhrcurate.rules.text.halves import half_at_end, joined_halves
from dhrcurate.rules.text.joins import glued_openings
from dhrcurate.rules.text.lost_letters import (
    SHORT_LIGATED,
    glued_sentences,
    misread_signs,
    with_letter,
    with_ligature,
    without_ligature,
)
from dhrcurate.rules.text.misread import read_right, replaced
from dhrcurate.rules.text.names import is_name
from dhrcurate.rules.text.seams import is_glued_to_name, seam, seam_at_capital, two_seams
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.text.single_letters import parted_letters
from dhrcurate.rules.text.whole_halves import first_half, whole_halves
from dhrcurate.rules.vocabulary import begins_a_word, is_compound, is_word

_T = TypeVar("_T")
_PUBLISHED = frozenset({"text", "title"})
_MODALS = ("should", "must")
_SIGNS = ".,;:!?()[]“”‘’\"'"


_POSSESSIVE = re.compile(r"[’']s?(?![\w’'-])")


def _occurrences(context: RuleContext, word: str) -> Iterator[tuple[Passage, Span]]:
    """The places of a whole word in the published texts."""
    joined = context.published_text.joined
    for at in context.published_text.places_of(word):
        end = at + len(word)
        if at and (joined[at - 1].isalnum() or joined[at - 1] in "_’'@./-"):
            continue
        behind = joined[end : end + 1]
        if behind.isalnum() or (behind and behind in "_’'@-/" and not _POSSESSIVE.match(joined, end)):
            continue
        passage, span = context.published_text.spot(at, end)
        if passage.kind not in _PUBLISHED or not is_english(passage.text):
            continue
        if _breaks_off(context, passage, span, word):
            continue
        # No name has a digit for a letter, ends in a modal verb, or begins as a short form: "Counci1", "Policeshould".
        never = _holds_digit(word) or word.endswith(_MODALS) or (word[:2].isupper() and not word.isupper())
        if (
            never
            or is_glued_to_name(word, context.published_text.vocabulary)
            or not is_name(context, word, passage, span)
        ):
            yield passage, span


def _breaks_off(context: RuleContext, passage: Passage, span: Span, word: str) -> bool:
    """True if a text breaks off in a word, so that `cut-off` tells of it: what is there of it is no other word."""
    text = passage.text.rstrip()
    return passage.kind == "text" and span.end == len(text) and half_at_end(text, context.published_text) == word


def _holds_digit(word: str) -> bool:
    """True if a digit stands for a letter of a word, as in no name: "Counci1"; not if one follows it: "Shift5"."""
    return not word.isalpha() and not _is_numbered(word)


def _is_numbered(word: str) -> bool:
    return word[-1].isdigit() and is_word(word[:-1].lower())


def _odd_places(context: RuleContext, told: Callable[[str], _T | None]) -> Iterator[tuple[str, _T, Passage, Span]]:
    """The places of each odd word of which `told` says something, with what it says."""
    for odd in sorted(context.published_text.odd_words):
        if what := told(odd):
            for passage, span in _occurrences(context, odd):
                yield odd, what, passage, span


def _mended(rule: Rule, message: str, passage: Passage, span: Span, better: str, how: str) -> Finding:
    fix = replacing(passage, span, better, Safety.UNSAFE, how)
    return rule.finding(message, path=passage.path, span=span, about=passage.about, fix=fix)


@record_rule("DHR327", "broken-word", Severity.WARNING, fix=Safety.UNSAFE)
def broken_word(context: RuleContext) -> Iterator[Finding]:
    """A blank stands in the middle of a word.

    Why: A search for the word does not find it, and readers stumble.

    Before: text = "The force should rev iew its policy."

    After: text = "The force should review its policy."

    Note: At least one half is no word, and both together are one, also with a ligature that was lost between them; or
    the second hardly ever stands as a word behind the first ("partner ship", "at tend").
    """
    told: set[tuple[str, int]] = set()
    for passage, whole, word in _broken(context):
        places = {(passage.path, at) for at in range(whole.start, whole.end)}
        if not told.isdisjoint(places):
            continue
        told |= places
        said = f"“{passage.text[whole.start : whole.end]}” is the word “{word}” with a blank in it"
        yield _mended(broken_word, said, passage, whole, word, f"join them to “{word}”")


def _broken(context: RuleContext) -> Iterator[tuple[Passage, Span, str]]:
    """Words with a blank in them, the longest first where one is found twice: "safe guard ing"."""
    for odd, _, passage, span in _odd_places(context, _is_no_name):
        whole = joined_halves(passage.text, span, odd)
        word = "".join(passage.text[whole.start : whole.end].split()) if whole else ""
        if whole is None and (lost := without_ligature(passage.text, odd, span)):
            whole, word = lost
        if whole and (first := first_half(passage.text, whole.start, word)):
            whole, word = Span(whole.start - len(first) - 1, whole.end), first + word
        if whole:
            yield passage, whole, word
    for start, end, word in (*parted_letters(context.published_text), *whole_halves(context.published_text)):
        passage, whole = context.published_text.spot(start, end)
        if passage.kind in _PUBLISHED:
            yield passage, whole, word


def _is_no_name(odd: str) -> bool:
    return not odd[0].isupper() or begins_a_word(odd.lower())


@record_rule("DHR328", "glued-words", Severity.WARNING, fix=Safety.UNSAFE)
def glued_words(context: RuleContext) -> Iterator[Finding]:
    """Two words stand without a blank between them.

    Why: A search for either word does not find it. The blank was lost at the end of a line.

    Before: text = "The force should reviewits policy."

    After: text = "The force should review its policy."

    Note: One of the two is a small word such as "its" or "the", or a short form ("GPstaff"), both are long words of
    which no compound is made, or both stand side by side elsewhere in the record.
    """
    joined = context.published_text.joined
    for odd, at, passage, span in _odd_places(context, lambda odd: seam(odd, joined)):
        better = f"{odd[:at]} {odd[at:]}"
        yield _mended(glued_words, f"“{odd}” is two words, “{better}”", passage, span, better, f"part them: “{better}”")
    for odd, places, passage, span in _odd_places(context, lambda odd: None if seam(odd, joined) else two_seams(odd)):
        better = f"{odd[: places[0]]} {odd[places[0] : places[1]]} {odd[places[1] :]}"
        yield _mended(
            glued_words, f"“{odd}” is three words, “{better}”", passage, span, better, f"part them: “{better}”"
        )
    for word in sorted({written.strip(_SIGNS) for written in context.published_text.inner_capitals}):
        if at := seam_at_capital(word):
            for passage, span in _occurrences(context, word):
                better = f"{word[:at]} {word[at:]}"
                said = f"“{word}” is two words, “{better}”"
                yield _mended(glued_words, said, passage, span, better, f"part them: “{better}”")
    for start, end, better in glued_sentences(joined):
        passage, span = context.published_text.spot(start, end)
        if passage.kind in _PUBLISHED:
            said = f"“{joined[start:end]}” lost the blank between two sentences"
            yield _mended(glued_words, said, passage, span, better, f"part them: “{better}”")
    for passage in context.published_text.passages if context.published_text.inner_capitals else ():
        for span in glued_openings(passage.text) if passage.kind in _PUBLISHED else ():
            words = passage.text[span.start : span.end]
            better = re.sub(r"(?<=[a-z])(?=[A-Z])", ". ", words)
            said = f"“{words}” lost the blank between two sentences"
            yield _mended(glued_words, said, passage, span, better, f"part them: “{better}”")


_ACRONYMS_CONFUSED = (("O", "D"), ("D", "O"), ("0", "O"), ("0", "D"), ("1", "I"), ("5", "S"), ("8", "B"), ("Q", "O"),
    ("I", "L"), ("L", "I"), ("E", "F"), ("F", "E"), ("C", "G"), ("G", "C"), ("P", "R"), ("R", "P"))  # fmt: skip
_LEAST_MISREAD = 3
_ACRONYM = re.compile(r"[A-Z0158]{2,8}")


@record_rule("DHR329", "misread-word", Severity.WARNING, fix=Safety.UNSAFE)
def misread_word(context: RuleContext) -> Iterator[Finding]:
    """A word was misread: letters of it look like those of a known word.

    Why: Scanned reports were read by a program, which takes m for rn, d for cl and D for O. The wrong word is not found
    by those who search for the right one, and may mean something else.

    Before: text = "The force should inforrn the victim."

    After: text = "The force should inform the victim."

    Note: The word is no English one and not elsewhere in the record, and one pair of letters turns it into one that is.
    For pairs that are rarely confused the right word must be elsewhere in the record. If two words fit as well, none is
    told, but one that is elsewhere in the record goes first. A word that lost a ligature
    ("ofcer", "efective") may come often. A long word that lost any one letter within is told as well.
    """
    counts: Counter[str] | None = None
    for odd in sorted(context.published_text.odd_words):
        word = odd.lower()
        if word in SHORT_LIGATED:
            yield from _misread(context, odd, _like(odd, SHORT_LIGATED[word]))
            continue
        if len(word) < _LEAST_MISREAD or word in AS_THE or is_compound(word) or _is_numbered(word):
            continue
        right = read_right(word, context.published_text.joined)
        right = right or with_letter(word)
        ligature = None if right else with_ligature(word)
        if right is None and ligature is None:
            continue
        if counts is None:
            counts = Counter(re.findall(r"[^\W_]+", context.published_text.joined.lower()))
        # What loses one ligature loses all of them, so that such a word may come often.
        right = right or ligature
        if right and (counts[word] == 1 or ligature):
            yield from _misread(context, odd, _like(odd, right))
    for odd, right in misread_signs(context.published_text):
        yield from _misread(context, odd, right)
    for odd in sorted(context.published_text.odd_acronyms):
        right = _acronym_right(odd)
        if right and len(re.findall(rf"(?<!\w){odd}(?!\w)", context.published_text.joined)) == 1:
            yield from _misread(context, odd, right)


_QUOTED = re.compile(r"(?<!\w)[‘“'\"]([^‘’“”'\".]{3,40})[’”'\"](?!\w)")


def _is_foreign(text: str, span: Span, odd_words: Collection[str]) -> bool:
    """True if a word is quoted beside another one that is none of English: a phrase of another language."""
    for quoted in _QUOTED.finditer(text, max(0, span.start - 40), span.end + 40):
        if quoted.start() < span.start and span.end < quoted.end():
            return sum(word in odd_words for word in re.findall(r"\w+", quoted[1])) > 1
    return False


def _like(odd: str, right: str) -> str:
    """A word with a capital where another one has it."""
    return right.capitalize() if odd[0].isupper() else right


def _misread(context: RuleContext, odd: str, right: str) -> Iterator[Finding]:
    for passage, span in _occurrences(context, odd):
        if passage.text[max(0, span.start - 2) : span.start].rstrip()[-1:].isdigit():
            continue  # the ending of a number: "22 nd March"
        if _is_foreign(passage.text, span, context.published_text.odd_words):
            continue
        said = f"“{odd}” is probably “{right}”, misread"
        yield _mended(misread_word, said, passage, span, right, f"write “{right}”")


@lru_cache(maxsize=8192)
def _acronym_right(word: str) -> str | None:
    if word in SHORT_FORMS:
        return None
    for read, printed in _ACRONYMS_CONFUSED:
        for better in replaced(word, read, printed):
            if better in SHORT_FORMS and len(better) > 2:
                return better
    return None
