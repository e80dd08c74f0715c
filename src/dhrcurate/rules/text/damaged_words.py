"""Words that the extraction broke, glued together or misread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from dhrcurate.domain.finding import Finding, Safety, Severity, Span
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import Rule, record_rule
from dhrcurate.rules.text.edits import replacing
from dhrcurate.rules.text.joins import glued_openings
from dhrcurate.rules.text.lost_letters import glued_sentences, misread_signs, with_ligature, without_ligature
from dhrcurate.rules.text.names import is_name
from dhrcurate.rules.text.seams import SHORT_WORDS, seam
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.text.whole_halves import whole_halves
from dhrcurate.rules.vocabulary import begins_a_word, is_compound, is_plain_word, is_word, word_set

_SMALL = SHORT_WORDS | word_set("the and for are was not but who has had his her its our can may all any per")
_PUBLISHED = frozenset({"text", "title"})
_MODALS = ("should", "must")


def _occurrences(context: RuleContext, word: str) -> Iterator[tuple[Passage, Span]]:
    """The places of a whole word in the published texts."""
    joined = context.free_text.joined
    for at in context.free_text.occurrences(word):
        end = at + len(word)
        if at and (joined[at - 1].isalnum() or joined[at - 1] in "_’'@./-"):
            continue
        if joined[end : end + 1].isalnum() or joined[end : end + 1] in {"_", "’", "'", "@", "-", "/"}:
            continue
        passage, span = context.free_text.spot(at, end)
        if passage.kind not in _PUBLISHED or not is_english(passage.text):
            continue
        # No name has a digit for a letter, or ends in a modal verb: "Counci1", "Policeshould".
        if _holds_digit(word) or word.endswith(_MODALS) or not is_name(context, word, passage, span):
            yield passage, span


def _holds_digit(word: str) -> bool:
    """True if a digit stands for a letter of a word, as in no name: "Counci1"; not if one follows it: "Shift5"."""
    return not word.isalpha() and not _is_numbered(word)


def _is_numbered(word: str) -> bool:
    return word[-1].isdigit() and is_word(word[:-1].lower())


def _odd_places(context: RuleContext, told: Callable[[str], int]) -> Iterator[tuple[str, int, Passage, Span]]:
    """The places of each odd word of which `told` says something, with what it says."""
    for odd in sorted(context.free_text.odd_words):
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

    Note: At least one half is no word, and both together are one; or the second is an ending that hardly ever stands as
    a word behind the first ("partner ship", "safe guarding").
    """
    seen: set[tuple[str, int]] = set()
    for odd, _, passage, span in _odd_places(context, _is_no_name):
        whole = _joined(passage.text, span, odd)
        word = "".join(passage.text[whole.start : whole.end].split()) if whole else ""
        if whole is None and (lost := without_ligature(passage.text, odd, span)):
            whole, word = lost
        if whole is None or (passage.path, whole.start) in seen:
            continue
        seen.add((passage.path, whole.start))
        halves = passage.text[whole.start : whole.end]
        said = f"“{halves}” is the word “{word}” with a blank in it"
        yield _mended(broken_word, said, passage, whole, word, f"join them to “{word}”")
    for start, end, word in whole_halves(context.free_text):
        passage, whole = context.free_text.spot(start, end)
        if passage.kind in _PUBLISHED and (passage.path, whole.start) not in seen:
            said = f"“{passage.text[whole.start : whole.end]}” is the word “{word}” with a blank in it"
            yield _mended(broken_word, said, passage, whole, word, f"join them to “{word}”")


def _is_no_name(odd: str) -> bool:
    return not odd[0].isupper() or begins_a_word(odd.lower())


_LEAST_HALF = 3
"""The fewest letters of half a word beside a small word."""
_MARK = 2
_BEFORE_NUMBER = re.compile(r"\.?\s?\d")
"""What follows the mark of a reference, of at most two letters: "s.42", "s 136", "ss 1-3"."""
_APART = word_set("sub multi non inter")
"""Beginnings of words that many write as words of their own before a whole one: "sub group"."""
_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_]+) \Z")
_AFTER = re.compile(r" ([a-z]+)(?![\w’'-])")


def _joined(text: str, span: Span, odd: str) -> Span | None:
    """The stretch of a word with a blank, of which an odd word is one half."""
    if len(odd) <= _MARK and _BEFORE_NUMBER.match(text, span.end):
        return None
    before = _BEFORE.search(text, max(0, span.start - 25), span.start)
    after = _AFTER.match(text, span.end)
    for start, end, half in (
        (before.start(1), span.end, before[1]) if before and odd[0].islower() else (0, 0, ""),
        (span.start, after.end(), after[1]) if after else (0, 0, ""),
    ):
        if not half:
            continue
        word = "".join(text[start:end].split()).lower()
        if start == span.start and odd.lower() in _APART and is_word(half):
            continue
        common = half.lower() in _SMALL
        if len(word) > 4 and is_word(word) and not (common and len(odd) < _LEAST_HALF):
            return Span(start, end)
    return None


@record_rule("DHR328", "glued-words", Severity.WARNING, fix=Safety.UNSAFE)
def glued_words(context: RuleContext) -> Iterator[Finding]:
    """Two words stand without a blank between them.

    Why: A search for either word does not find it. The blank was lost at the end of a line.

    Before: text = "The force should reviewits policy."

    After: text = "The force should review its policy."

    Note: One of the two is a small word such as "its" or "the", or both stand side by side elsewhere in the record.
    """
    joined = context.free_text.joined
    for odd, at, passage, span in _odd_places(context, lambda odd: seam(odd, joined)):
        better = f"{odd[:at]} {odd[at:]}"
        yield _mended(glued_words, f"“{odd}” is two words, “{better}”", passage, span, better, f"part them: “{better}”")
    for start, end, better in glued_sentences(joined):
        passage, span = context.free_text.spot(start, end)
        if passage.kind in _PUBLISHED:
            said = f"“{joined[start:end]}” lost the blank between two sentences"
            yield _mended(glued_words, said, passage, span, better, f"part them: “{better}”")
    for passage in context.free_text.passages if _WITHIN_WORD.search(joined) else ():
        for span in glued_openings(passage.text) if passage.kind in _PUBLISHED else ():
            words = passage.text[span.start : span.end]
            better = re.sub(r"(?<=[a-z])(?=[A-Z])", ". ", words)
            said = f"“{words}” lost the blank between two sentences"
            yield _mended(glued_words, said, passage, span, better, f"part them: “{better}”")


_WITHIN_WORD = re.compile(r"[TAE](?<=[a-z][TAE])(?:he|ll|ach|very|his)")
_CONFUSED = (("rn", "m"), ("m", "rn"), ("nn", "rm"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("li", "h"), ("h", "li"),
    ("ii", "u"), ("ri", "n"), ("in", "m"), ("fi", "h"), ("tl", "d"), ("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"),
    ("|", "l"), ("l", "i"), ("i", "l"), ("t", "f"), ("f", "t"))  # fmt: skip
"""Letters that are misread for others; each pair as read, as printed."""
_ALIKE = (("a", "o"), ("o", "a"), ("e", "c"), ("c", "e"), ("e", "o"), ("o", "e"), ("n", "u"), ("u", "n"), ("h", "b"),
    ("b", "h"), ("n", "h"), ("v", "y"), ("y", "v"), ("g", "q"))  # fmt: skip
"""Letters that are misread more seldom; the word as printed must be elsewhere in the record."""
_ACRONYMS_CONFUSED = (("O", "D"), ("D", "O"), ("0", "O"), ("0", "D"), ("1", "I"), ("5", "S"), ("8", "B"), ("Q", "O"),
    ("I", "L"), ("L", "I"), ("E", "F"), ("F", "E"), ("C", "G"), ("G", "C"), ("P", "R"), ("R", "P"))  # fmt: skip
_ACRONYM = re.compile(r"[A-Z0158]{2,8}")


@record_rule("DHR329", "misread-word", Severity.WARNING, fix=Safety.UNSAFE)
def misread_word(context: RuleContext) -> Iterator[Finding]:
    """A word was misread: letters of it look like those of a known word.

    Why: Scanned reports were read by a program, which takes m for rn, d for cl and D for O. The wrong word is not found
    by those who search for the right one, and may mean something else.

    Before: text = "The force should inforrn the victim."

    After: text = "The force should inform the victim."

    Note: The word is no English one and not elsewhere in the record, and one pair of letters turns it into one that is.
    For pairs that are rarely confused the right word must be elsewhere in the record. A word that lost a ligature
    ("ofcer", "efective") may come often.
    """
    counts: Counter[str] | None = None
    for odd in sorted(context.free_text.odd_words):
        word = odd.lower()
        if len(word) < 4 or is_compound(word) or _is_numbered(word):
            continue
        right = _read_right(word, context)
        ligature = None if right else with_ligature(word)
        if right is None and ligature is None:
            continue
        if counts is None:
            counts = Counter(re.findall(r"[^\W_]+", context.free_text.joined.lower()))
        # What loses one ligature loses all of them, so that such a word may come often.
        right = right or ligature
        if right and (counts[word] == 1 or ligature):
            yield from _misread(context, odd, right.capitalize() if odd[0].isupper() else right)
    for odd, right in misread_signs(context.free_text):
        yield from _misread(context, odd, right)
    for odd in sorted(context.free_text.odd_acronyms):
        right = _acronym_right(odd)
        if right and len(re.findall(rf"(?<!\w){odd}(?!\w)", context.free_text.joined)) == 1:
            yield from _misread(context, odd, right)


def _misread(context: RuleContext, odd: str, right: str) -> Iterator[Finding]:
    for passage, span in _occurrences(context, odd):
        said = f"“{odd}” is probably “{right}”, misread"
        yield _mended(misread_word, said, passage, span, right, f"write “{right}”")


def _read_right(word: str, context: RuleContext) -> str | None:
    sure, perhaps = _words_read_right(word)
    if sure:
        return sure
    return next((p for p in perhaps if re.search(rf"(?<!\w){p}(?!\w)", context.free_text.joined)), None)


@lru_cache(maxsize=8192)
def _words_read_right(word: str) -> tuple[str | None, tuple[str, ...]]:
    """The word that another one probably is, and those that it may be if they are elsewhere in the record."""
    for read, printed in _CONFUSED:
        for better in _replaced(word, read, printed):
            if len(better) > 3 and better.isalpha() and is_plain_word(better):
                return better, ()
    perhaps = [b for read, printed in _ALIKE for b in _replaced(word, read, printed) if len(b) > 4 and is_plain_word(b)]
    return None, tuple(perhaps)


@lru_cache(maxsize=8192)
def _acronym_right(word: str) -> str | None:
    if word in SHORT_FORMS:
        return None
    for read, printed in _ACRONYMS_CONFUSED:
        for better in _replaced(word, read, printed):
            if better in SHORT_FORMS and len(better) > 2:
                return better
    return None


def _replaced(word: str, read: str, printed: str) -> Iterator[str]:
    at = word.find(read)
    while at >= 0:
        yield word[:at] + printed + word[at + len(read) :]
        at = word.find(read, at + 1)
