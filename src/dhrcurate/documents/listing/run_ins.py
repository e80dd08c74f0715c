"""What stands in front of the texts of a list, on the same line: whom each asks, or what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.model import Listed, Part, text_of
from dhrcurate.documents.listing.wishes import plainly_wishes, tells, wishes
from dhrcurate.documents.model import Block

_NAME = re.compile(r"\s*(?P<body>[A-Z][^:.;()\n–—]{1,90}?)(?:\s+(?P<dash>[–—-])|:)\s+(?=[A-Z‘“\"]|(?:to|that)\s)")
"""What may be a name in front of a text, before a colon or a dash."""
_BRACKETED = re.compile(r"\s*[(\[](?P<body>[A-Z][^()\[\]\n]{2,90})[)\]]\s*[:–—-]?\s+(?=[A-Z‘“\"]|(?:to|that)\s)")
"""The same in brackets."""
_BEHIND = re.compile(r"\s*[(\[](?P<body>[A-Z][^()\[\]\n]{1,90})[)\]]\s*[.;]?\s*\Z")
"""What may be a name in brackets behind a text."""
_TITLE = re.compile(r"\s*(?P<title>[A-Z‘“][^.:;!?\n–—]{2,70}?)(?:[.:]|\s+[–—-])\s+(?=[A-Z‘“])")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|could|will|would|may|might|not|needs?|matters?|remains?"
    r"|shows?|makes?|comes?)\b",
    re.IGNORECASE,
)
_LONGEST = 150
"""A name in brackets has no more characters with the blanks around it."""
_MOST_WORDS = 8
"""A title has no more words."""
_TWO = 2
_MOST = 0.8
"""Where so many texts of a list have a name in front, fewer of these need be known."""
_SHARE = 0.6
"""Where so many texts of a list have one, what stands in front of them is a title."""


def with_run_ins(blocks: Sequence[Block], items: Sequence[Listed]) -> list[Listed]:
    """Return the recommendations of one list with what stands in front of their texts set apart.

    A name is no part of the text; a title is one, and `titled` says where it ends.
    """
    return _with_titles(blocks, _with_names_behind(blocks, _with_names(blocks, items)))


def _with_names(blocks: Sequence[Block], items: Sequence[Listed]) -> list[Listed]:
    """The items without the names in front; what is known as a body shows how its siblings name theirs."""
    named = {at: mark for at, one in enumerate(items) if (mark := _opening(blocks, one)) is not None}
    bodies = {at for at, mark in named.items() if addressees.is_body(mark["body"])}
    for sign in ("–", ":", ")"):
        dash = sign == "–"
        alike = {at for at, mark in named.items() if _sign(mark) == sign}
        known = len(alike & bodies) + (0 if dash else sum(one.opening == sign for one in items))
        most = len(alike) + sum(one.opening == sign for one in items) >= _MOST * len(items)
        if known >= _TWO and (3 if most else 2) * known >= len(items):
            bodies |= {at for at in alike if addressees.named_in(named[at]["body"])}
        elif dash:
            bodies -= {at for at in alike if known != 1 or not blocks[items[at].parts[0].block].bold}
    return [_named(blocks, one, named[at]) if at in bodies else one for at, one in enumerate(items)]


def _opening(blocks: Sequence[Block], item: Listed) -> re.Match[str] | None:
    """What may be a name in front of an item that has none there yet."""
    block, start, end = item.parts[0]
    if item.opening:
        return None
    text = blocks[block].text
    return _NAME.match(text, start, end) or _BRACKETED.match(text, start, end)


def _sign(mark: re.Match[str]) -> str:
    """What a name in front of a text ends with: a dash, a colon or a bracket."""
    if mark.re is _BRACKETED:
        return ")"
    return "–" if mark["dash"] else ":"


def _with_names_behind(blocks: Sequence[Block], items: Sequence[Listed]) -> list[Listed]:
    """The items without the names in brackets behind their texts, where most of a list have one."""
    named: dict[int, re.Match[str]] = {}
    for at, one in enumerate(items):
        block, start, end = one.parts[-1]
        mark = _BEHIND.search(blocks[block].text, max(start, end - _LONGEST), end)
        if mark is not None and mark.start() > start:
            named[at] = mark
    known = sum(addressees.is_body(mark["body"]) for mark in named.values())
    if known < _TWO or 2 * known < len(items):
        return list(items)
    return [
        replace(one, parts=(*one.parts[:-1], one.parts[-1]._replace(end=named[at].start())), addressed=(body,))
        if at in named and addressees.named_in(body := named[at]["body"].strip())
        else one
        for at, one in enumerate(items)
    ]


def _named(blocks: Sequence[Block], item: Listed, mark: re.Match[str]) -> Listed:
    """The item without a name, which may have hidden that it wishes something: `The Trust: to review …`."""
    block, _, end = item.parts[0]
    parts = (Part(block, mark.end(), end), *item.parts[1:])
    sure = item.sure or plainly_wishes(text_of(blocks, parts))
    return replace(item, parts=parts, addressed=(mark["body"].strip(),), opening=_sign(mark), sure=sure)


def _with_titles(blocks: Sequence[Block], items: Sequence[Listed]) -> list[Listed]:
    titled = dict(_titles(blocks, items))
    if len(titled) < _TWO or len(titled) < _SHARE * len(items):
        return list(items)
    return [replace(one, titled=titled.get(at, 0)) for at, one in enumerate(items)]


def _titles(blocks: Sequence[Block], items: Sequence[Listed]) -> Iterator[tuple[int, int]]:
    """The items that begin with a few words that wish and tell nothing, and where these end."""
    for at, one in enumerate(items):
        block, start, end = one.parts[0]
        mark = _TITLE.match(blocks[block].text, start, end)
        if mark is None or len(mark["title"].split()) > _MOST_WORDS:
            continue
        if not (wishes(mark["title"]) or tells(mark["title"]) or _VERB.search(mark["title"])):
            yield at, mark.end()
