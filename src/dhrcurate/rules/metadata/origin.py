"""The origin of a review: its partnership, its source, its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.agency import Candidate, Decision, Names
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

CSP = "Community Safety Partnership"
LIKELY = 0.3
"""The least score of a partnership that is named as the nearest."""

_LINK = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?", re.IGNORECASE)


@record_rule("DHR409", "unknown-csp", Severity.INFO)
def unknown_csp(context: RuleContext) -> Iterator[Finding]:
    """The community safety partnership is not in the register.

    Why: The partnership tells the area, and the area tells which police force or trust is meant. A misspelt partnership
    tells nothing.

    Before: csp = "Exampelton"

    After: csp = "Exampleton", or an entry for it in the library's agencies.toml
    """
    csp = context.record.review.csp.strip()
    if not csp:
        yield unknown_csp.finding("the community safety partnership is missing", path="/review/csp")
        return
    if _is_known(context.names, csp):
        return
    nearest = _nearest(context.names, csp)
    hint = f"; the nearest is {nearest.name}" if nearest else ""
    yield unknown_csp.finding(f"the register has no partnership of this name{hint}", path="/review/csp")


def _is_known(names: Names, csp: str) -> bool:
    """True if the register has a partnership or an area of these words; a match with other letters is a slip."""
    spelled = (f"{csp} {CSP}", csp)
    if any(a.kind in _OF_AN_AREA for name in spelled for a in names.named(name)):
        return True
    suggestions = map(names.suggest, spelled)
    return any(s.decision is Decision.MATCH and s.best and _holds(names, s.best.name, csp) for s in suggestions)


_OF_AN_AREA = frozenset({"csp", "council", "police", "combined-authority"})


def _holds(names: Names, name: str, csp: str) -> bool:
    entry = names.entry(name)
    written = [name, *(a.name for a in entry.aliases), *entry.areas, *entry.acronyms] if entry else [name]
    words = {w for text in written for w in _WORD.findall(text.casefold())}
    return words.issuperset(w for w in _WORD.findall(csp.casefold()) if w not in _COMMON)


_WORD = re.compile(r"\w+")
_COMMON_WORDS = "and borough city community council county csp district of partnership s safer safety the"
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words in which a name may differ from that of the partnership that it means."""


def _nearest(names: Names, csp: str) -> Candidate | None:
    candidates = [c for name in (f"{csp} {CSP}", csp) for c in names.suggest(name).candidates if c.score >= LIKELY]
    partnerships = (c for c in candidates if (entry := names.entry(c.name)) and entry.kind == "csp")
    return max(partnerships, key=lambda c: c.score, default=None)


@record_rule("DHR410", "missing-source", Severity.WARNING)
def missing_source(context: RuleContext) -> Iterator[Finding]:
    """The record does not name its source.

    Why: A recommendation that cannot be traced to a publication cannot be checked, and should not be cited.

    Before: no publisher, no link and no page

    After: publisher = "Home Office DHR Library", url = "https://..."
    """
    source, documents = context.record.source, context.record.documents
    named = (source.publisher, source.url, source.page, source.library_id, *(one.url for one in documents))
    if any((value or "").strip() for value in named):
        return
    if documents:
        yield missing_source.finding("neither publisher nor link says where the attached report was published")
    else:
        yield missing_source.finding("the source is missing: neither publisher nor link nor page is given")


@record_rule("DHR411", "source-without-link", Severity.INFO)
def source_without_link(context: RuleContext) -> Iterator[Finding]:
    """The source has no link, or one that is not a web address.

    Why: A link is the shortest way from a recommendation to the report.

    Before: publisher = "Home Office DHR Library", and no `url`

    After: url = "https://..."
    """
    source = context.record.source
    url = (source.url or "").strip()
    if url and not _LINK.fullmatch(url):
        yield source_without_link.finding("the source's link is no web address", path="/source/url")
    elif not url and any((value or "").strip() for value in (source.publisher, source.page, source.library_id)):
        yield source_without_link.finding("the source has no link")


@record_rule("DHR412", "missing-summary", Severity.INFO)
def missing_summary(context: RuleContext) -> Iterator[Finding]:
    """The review has no summary.

    Why: Readers who search for reviews of one kind have only the summary to tell them apart.

    Before: no `summary`

    After: summary = "The agencies that knew the family did not share what each of them knew."
    """
    if not (context.record.review.summary or "").strip():
        yield missing_summary.finding("the summary is missing")
