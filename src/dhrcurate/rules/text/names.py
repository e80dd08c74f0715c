"""Words of a text that are names: of places, bodies and what else has a capital within a sentence."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from dhrcurate.domain.agency import Names
from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage

_SENTENCE_START = rare(r"(?:\A|[.!?:;•]['’”\")\]]*\s+|\n\W*)[“‘\"'(\[]*\Z")
_WORDS = re.compile(r"[^\W_]+")


def is_name(context: RuleContext, word: str, passage: Passage, span: Span) -> bool:
    """True if a word with a capital is a name, of a place or a body: names are not spelt as words are."""
    if not word[0].isupper():
        return False
    if not word.isupper() and not _SENTENCE_START.search(passage.text, max(0, span.start - 12), span.start):
        return True  # within a sentence only names have a capital
    if word.casefold() in _words_of_names(context.names):
        return True
    if word in _WORDS.findall(context.record.review.csp or ""):
        return True
    elsewhere = context.page.count(word) if context.page and not word.isupper() else 0
    return elsewhere > context.published_text.joined.count(word)


_name_words: WeakKeyDictionary[Names, frozenset[str]] = WeakKeyDictionary()


def _words_of_names(names: Names) -> frozenset[str]:
    """The words of the names, aliases, acronyms and areas of the register, case folded; made when first needed."""
    if (words := _name_words.get(names)) is not None:
        return words
    parts = set(names.area_names())
    parts |= {
        part
        for entry in names.entries()
        for part in (entry.name, *(alias.name for alias in entry.aliases), *entry.acronyms, *entry.areas)
    }
    words = _name_words[names] = frozenset(word.casefold() for part in parts for word in _WORDS.findall(part))
    return words
