"""Sentences with which a page closes a list of recommendations: what becomes of them, and of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.lists.in_prose import recommends
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import Printed
from dhrcurate.importers.wording.telling import closes_list, says_will

_LONGEST = 60
"""No closing paragraph has more words."""
_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")
_ASKS = re.compile(
    r"\b(?:should|must|shall|ought|needs? to|asks|urges|invites|(?:we|panel|review|report|author) recommends?)\b",
    re.IGNORECASE,
)
_TO_BE_READ = re.compile(r"(?<=report |review |ummary |cument |e page )(?:should|must|is to) be read\b", re.IGNORECASE)
"""What readers are asked for is asked of nobody else."""
_SOME = r"(?:[\w’'()&-]+ ){0,8}?"
_REPORT = r"(?:report|review|overview|summary|(?:action )?plan(?: of action)?|document|page)"
_BODY = r"(?:partnership|csp|board|panel|chair)"
_DONE = (
    r"(?:agreed|approved|accepted|available|checked|completed?|concluded|discussed|downloaded|finished|found|given"
    r"|monitored|obtained|overseen|presented|published|quality assured|read|reported|requested|reviewed|scrutinised"
    r"|seen|sent|shared|signed off|submitted|tracked|updated|written)"
)
_PAST = r"(?:was|were|(?:has|have) (?:\w+ )?been)"
"""What was done with a report asks for nothing, whatever it was."""
_OF_REPORT = re.compile(
    rf"(?:the|this|a|an|our|its) {_SOME}{_REPORT} (?:{_PAST}\b|(?:is|(?:will|can|may) be) (?:\w+ ){{0,2}}?{_DONE}\b)"
    rf"|(?:the|this|our) {_SOME}{_REPORT} (?:is|are) (?:set out )?(?:in|at) "
    r"(?:appendix|annex|section|part|chapter)\b[^,;]*\Z"
    r"|mae[’']?r (?:cynllun|adroddiad|adolygiad|ddogfen)\b"
    r"|(?:[\w-]+ )?cop(?:y|ies)\b.{0,60}?\b(?:can|may|will|is|are)\b"
    r"|(?:published|produced|prepared|commissioned|written) (?:under|by|for|on behalf of|in accordance with)\b"
    rf"|(?:both|all|these|our) reports (?:are|(?:can|will) be) (?:kept|held|{_DONE})\b"
    rf"|(?:(?:(?:all|each|both|most) (?:of )?)?(?:the|these|its) (?:recommendations|actions)"
    r"|(?:all|each|both|most) of (?:these|them|the above)) "
    rf"(?:{_PAST}\b|(?:are|will be) (?:\w+ ){{0,2}}?{_DONE}\b)"
    rf"|(?:progress|delivery|completion|implementation) {_SOME}(?:{_PAST}\b|(?:will be|is) (?:\w+ ){{0,2}}?{_DONE}\b)",
    re.IGNORECASE,
)
_BY_BODY = re.compile(
    rf"(?:(?:(?:the|this|our) )?{_SOME}{_BODY}|it|they) (?:(?:will|is to|has|have) )?(?:also |now |then )?"
    r"(?:publish|monitor|oversee|track|look at|scrutinise|review|receive|report|check|accept|agree|approve|endorse)"
    r"(?:s|es|d|ed|ing)?\b.{0,60}?\b(?:action plans?|(?:all|both|each|most) (?:of )?(?:the|these) above"
    r"|progress|(?:the|these|this) (?:recommendations?|report|review|plan)|updates?)\b",
    re.IGNORECASE,
)
_WRITER = r"(?:authors?|writers?|reviewers?|chairs?|panel|partnership|csp|board|team)"
_THANKS = re.compile(
    rf"(?:(?:(?:the|this|our) )?{_SOME}{_WRITER}|we|i) (?:would (?:also )?like to |wish(?:es)? to |also )?"
    r"(?:thanks?\b|(?:is|are|am|was|were|remains?) (?:\w+ )?(?:grateful|thankful|indebted)\b|pays? tribute\b"
    r"|(?:offer|extend|express|give|send)s? .{0,60}?\b(?:thanks|gratitude|appreciation|condolences|sympath\w+)\b)"
    r"|(?:our |their |sincere |special |many |grateful )*thanks (?:also )?(?:go|are due|are given|to)\b",
    re.IGNORECASE,
)


def without_closing(lines: Sequence[Line], numbers: Sequence[Printed | None]) -> list[Line]:
    """The lines of a section without those that close its list.

    Above the end of a list, or without one, the same words may be a recommendation; thanks are none anywhere.

    Args:
        lines: The lines.
        numbers: The number that each begins with.
    """
    said = (i for i, line in enumerate(lines) if line.item or numbers[i] or recommends(line.text))
    end = max(said, default=len(lines))
    outermost = min((line.depth for line in lines if line.item), default=0)
    will = any(says_will(line.text) for line in lines[: end + 1])  # so that recommendations may be worded
    closing = {
        i
        for i, line in enumerate(lines)
        if _is_apart(line, outermost) and (_closes(line.text, will=will) if i > end else gives_thanks(line.text))
    }
    return [line for i, line in enumerate(lines) if i not in closing]


def _closes(text: str, *, will: bool) -> bool:
    return is_closing(text) or (closes_list(text) and not (will and says_will(text)))


def _is_apart(line: Line, outermost: int) -> bool:
    """True if a line is no item and no further paragraph of one."""
    return line.gap and not line.heading and not line.item and (line.depth == 0 or line.depth < outermost)


def gives_thanks(text: str) -> bool:
    """True if each sentence thanks those who took part, and asks for nothing."""
    return _says(text, _THANKS)


def is_closing(text: str) -> bool:
    """True if each sentence only says what becomes of the report and of the plan, or thanks those who took part."""
    return _says(text, _OF_REPORT, _BY_BODY, _THANKS)


def _says(text: str, *kinds: re.Pattern[str]) -> bool:
    """True if each sentence is of one of these kinds."""
    text = _TO_BE_READ.sub("is read", text)
    if text[-1:] not in ".!" or len(text.split()) > _LONGEST or _ASKS.search(text):
        return False
    return all(any(kind.match(said) for kind in kinds) for said in _SENTENCES.split(text))
