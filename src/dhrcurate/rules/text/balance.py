"""Quotation marks and brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage
from dhrcurate.rules.registry import record_rule

_MOST = 50
"""The most signs of one passage that are told: a text of nothing else is one fault, and no list of thousands."""
_BEFORE_OPENING = ' \n\t([/–—-“"'
_DOUBLE = re.compile(r'(?<!\d)"')
_CURLY_DOUBLE = re.compile("[“”]")
_SINGLE = re.compile("[‘’']")
_BRACKETS = re.compile(r"[()\[\]{}]")
_PARTNER = {")": "(", "]": "[", "}": "{"}
_LABEL = rare(r"(?:^|(?<=[\s;:,]))(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*)\)", re.IGNORECASE)

_OMISSION = re.compile(r"[‘'](?:\d0s|\d\d\b|tis\b|twas\b|til+\b|phone|em\b|cause\b|cos\b|n[’'])", re.IGNORECASE)
"""Words that begin with an apostrophe: '90s, 'til."""


def _passages_with(context: RuleContext, signs: str) -> Iterator[Passage]:
    if not any(sign in context.published_text.joined for sign in signs):
        return
    for passage in context.published_text.passages:
        if passage.kind in {"text", "title", "summary"}:
            yield passage


@record_rule("DHR309", "unbalanced-quotation-mark", Severity.WARNING)
def unbalanced_quotation_mark(context: RuleContext) -> Iterator[Finding]:
    """A quotation mark has no partner.

    Why: The end of a quotation can change what is asked, and of whom. Its other mark was lost, or a piece of the text.

    Before: text = "The board of ‘Safer Exampleton should meet each month."

    After: text = "The board of ‘Safer Exampleton’ should meet each month."

    Note: An apostrophe is not a quotation mark, however it is printed: children’s, parents’, '90s.
    """
    straight = _opens_straight(context.published_text.joined)
    for passage in _passages_with(context, "‘“”\"'" if straight else '‘“”"'):
        for at in _unclosed_quotes(passage.text, straight=straight)[:_MOST]:
            yield unbalanced_quotation_mark.finding(
                f"the quotation mark {passage.text[at]} has no partner",
                path=passage.path,
                span=Span(at, at + 1),
                about=passage.about,
            )


def _opens_straight(joined: str) -> bool:
    """True if a straight single mark is where a quotation may open; nearly all of them are apostrophes."""
    return any(piece[-1:] in _BEFORE_OPENING for piece in joined.split("'")[:-1])


def _unclosed_quotes(text: str, *, straight: bool) -> list[int]:
    """Marks without a partner; straight single ones are checked only if the record has any that open."""
    found: list[int] = []
    double = [m.start() for m in _DOUBLE.finditer(text)] if '"' in text else []
    if "“" in text or "”" in text:
        found += _unpaired_curly_doubles(text, spare=len(double))
        double = [] if len(double) % 2 and text.count("“") != text.count("”") else double
    if len(double) % 2:
        found.append(double[-1])
    if "‘" in text:
        found += _unclosed_curly_singles(text)
    if straight and "'" in text:
        found += _unclosed_straight_singles(text)
    return sorted(found)


def _unpaired_curly_doubles(text: str, spare: int) -> list[int]:
    """Curly double marks without a partner. A straight one may be the partner; a paragraph may open one again."""
    found: list[int] = []
    opened: int | None = None
    for match in _CURLY_DOUBLE.finditer(text):
        i, char = match.start(), match.group()
        if char == "“":
            if opened is not None and not text[:i].rstrip(" ").endswith("\n"):
                found.append(opened)
            opened = i
        else:
            if opened is None:
                found.append(i)
            opened = None
    if opened is not None:
        found.append(opened)
    return found if len(found) != 1 or spare % 2 == 0 else []


def _unclosed_curly_singles(text: str) -> list[int]:
    """Opening marks ‘ that are not closed before the next one opens, or at all.

    ’ closes if no letter follows it. After an s it may also be an apostrophe; in doubt it is taken to close.
    """
    found: list[int] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text):
        i, char = match.start(), match.group()
        if char == "‘":
            if (i and text[i - 1].isalnum()) or _OMISSION.match(text, i):
                continue
            if opened is not None:
                found.append(opened)
            opened = i
        elif opened is not None and not text[i + 1 : i + 2].isalnum():
            opened = None
    if opened is not None:
        found.append(opened)
    return found


def _unclosed_straight_singles(text: str) -> list[int]:
    found: list[int] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text):
        i, char = match.start(), match.group()
        if char == "‘":
            continue
        before, after = text[i - 1 : i] if i else " ", text[i + 1 : i + 2]
        if before.isalnum() and after.isalnum():
            continue
        if (
            char == "'"
            and (not before or before in _BEFORE_OPENING)
            and after.isalnum()
            and not _OMISSION.match(text, i)
        ):
            if opened is not None:
                found.append(opened)
            opened = i
        elif not after.isalnum():
            opened = None
    if opened is not None:
        found.append(opened)
    return found


@record_rule("DHR310", "unbalanced-bracket", Severity.WARNING)
def unbalanced_bracket(context: RuleContext) -> Iterator[Finding]:
    """A bracket has no partner.

    Why: A piece of the text was lost, or a piece of its neighbour was added.

    Before: text = "Train all staff (including those of agencies to ask about weapons."

    After: text = "Train all staff (including those of agencies) to ask about weapons."

    Note: The bracket of a label such as a) or 2) needs no partner.
    """
    for passage in _passages_with(context, "()[]{}"):
        text = passage.text
        if (
            text.count("(") == text.count(")")
            and text.count("[") == text.count("]")
            and text.count("{") == text.count("}")
        ):
            continue
        for at in _unpaired_brackets(text)[:_MOST]:
            yield unbalanced_bracket.finding(
                f"the bracket {text[at]} has no partner", path=passage.path, span=Span(at, at + 1), about=passage.about
            )


def _unpaired_brackets(text: str) -> list[int]:
    opened: list[int] = []
    found: list[int] = []
    labels = {m.end() - 1 for m in _LABEL.finditer(text)}
    for match in _BRACKETS.finditer(text):
        at, sign = match.start(), match.group()
        if sign not in _PARTNER:
            opened.append(at)
        elif opened and text[opened[-1]] == _PARTNER[sign]:
            opened.pop()
        elif at not in labels:
            found.append(at)
    return sorted(found + opened)
