"""What findings about documents share: where a passage stands, in words, and the keys of what a fix adds."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dhrcurate.domain.evidence import Located, Passage
from dhrcurate.domain.printed_place import kind_in_words, page_in_words
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask

_SHOWN = 80
"""The most characters of a passage that a message shows."""


def located(context: RuleContext) -> Iterator[tuple[Recommendation, Located]]:
    """Yield the recommendations with what the documents say of them."""
    if context.evidence is None:
        return
    found = {one.key: one for one in context.evidence.recommendations}
    for r in context.recommendations:
        if r.key in found:
            yield r, found[r.key]


def claims_wording(context: RuleContext) -> bool:
    """Return whether the record says that its texts are the report's own words."""
    return context.record.review.wording == "verbatim"


def where(passage: Passage, context: RuleContext) -> str:
    """Return which document a passage stands in and on which page, for the middle of a sentence."""
    documents = context.evidence.documents if context.evidence else ()
    kind = next((one.kind for one in documents if one.sha256 == passage.document), "other")
    name = f"the {kind_in_words(kind) or 'document'}"
    return f"{name} ({place})" if (place := page_in_words(passage)) else name


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks, masked."""
    words = " ".join(mask(text).split())
    return f"“{words}”" if len(words) <= _SHOWN else f"“{words[:_SHOWN].rsplit(maxsplit=1)[0]} ...”"


def fresh_keys(context: RuleContext) -> Iterator[str]:
    """Yield keys that no recommendation of the record has or had, in order."""
    return unused_keys({r.key for r in context.recommendations} | context.used_keys)


def unused_keys(taken: Collection[str]) -> Iterator[str]:
    """Yield keys in order, from the one after the last that is taken."""
    last = max((int(key[1:]) for key in taken if key[1:].isdigit()), default=0)
    while True:
        last += 1
        yield f"r{last:03d}"
