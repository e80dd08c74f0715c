"""The parts of a page around its content: footers, navigation, notices."""

from __future__ import annotations

import re

_FOOTER = re.compile(
    r"\W*(?:(?:these |the )?recommendations? (?:were )?(?:extracted|taken|pulled) from\b"
    r"|view (?:the )?full report|source\s*[:·]|(?:back to )?(?:top|bottom) of (?:the )?page|back to top)",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"""\W*(?:©|copyright\b|all\srights\sreserved|privacy\s(?:policy|notice)|cookies?\b|share\sthis|print\sthis
    |contact\sus|for\s(?:a\scopy|copies|further\sinformation|more\sinformation|enquiries)\b|about\sthis\s(?:page|site)
    |related\s(?:pages|reviews|content)|(?:previous|next)(?:\spage|\sreview)?$|download\s(?:this|the)|last\supdated
    |(?:this|the)\s(?:document|publication|report)\s(?:is\s(?:the\s)?(?:copyright|property)\b
    |may\s(?:not\s)?be\s(?:copied|reproduced|re-?used)\b)
    |(?:this|the)\s(?:document|publication|report|summary|page)\sis\s(?:also\s)?available\s(?:in|on|from|as)\b
    |mae.?r\s\w+\sh[ow]n\s(?:hefyd\s)?ar\sgael\b
    |published\sby|accessibility|terms\s(?:of|and)
    |(?:is|was|did\syou\sfind)\sthis\spage\s(?:useful|helpful)|please\sdirect\sany\senquiries|skip\sto)""",
    re.IGNORECASE | re.VERBOSE,
)
_SERVICES = r"(?:facebook|twitter|x|linked\s?in|instagram|youtube|whatsapp|bluesky|mastodon|tiktok|e-?mail)"
_TO_VISITORS = re.compile(
    rf"""\W*(?:(?:share|post)\s(?:(?:this\s(?:page\s)?)?(?:on|via|by)\s{_SERVICES}|this\b.{{0,40}})\W*$|tweet\sthis\b
    |(?:follow|like|find)\sus\son\b|e-?mail\sthis\s(?:page|link)
    |(?:sign\sup|subscribe)\s(?:to|for)\s(?:(?:our|e-?mail|the\slatest|monthly|free)\s){{0,3}}(?:newsletters?|updates|e-?mails)\b
    |report\s(?:a|an|any)\s(?:problem|error|fault|issue)s?\s(?:with|on)\sthis\s(?:page|site|website)
    |all\scontent\b.{{0,40}}©|if\s(?:you|someone\syou\sknow)\b|you\s(?:can|could|may|must|should|do\snot\sneed\sto)\b
    |(?:in\san\semergency,?\s)?(?:always\s)?(?:call|ring|dial|phone|telephone)\s(?:999|101|the\spolice)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a page says to those who look at it, and no report to anybody."""
_ALONE = re.compile(
    rf"{_SERVICES}|privacy|cookies|accessibility|site\s?map|print|share|jobs|news|contact|home|terms|disclaimer|feedback",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\W*\(c\)\s(?:.{0,60}\W)??(?:copyright|(?:19|20)\d\d)\b", re.IGNORECASE)
"""A notice of copyright; `(c)` may also be the letter of a recommendation."""
_ASKS = re.compile(r"\b(?:should|must|shall|needs?\sto|ought\sto|(?:is|are|to)\sbe)\b", re.IGNORECASE)
_TOLD_TO_READERS = re.compile(
    r"\W*(?:for\s(?:a\scopy|copies|further|more|enquiries)|contact\sus|please|download|skip|cookies?\b)", re.IGNORECASE
)
"""What may ask the readers of a page for something."""


def is_footer(text: str) -> bool:
    """True if a line is the footer of a list of recommendations."""
    return _FOOTER.match(text) is not None


def is_chrome(text: str) -> bool:
    """True if a line is around a page's content and not part of it."""
    if is_footer(text) or _TO_VISITORS.match(text):
        return True
    if _AROUND.match(text) is None and _RIGHTS.match(text) is None:
        return False
    return _ASKS.search(text) is None or _TOLD_TO_READERS.match(text) is not None


def is_link_alone(text: str) -> bool:
    """True if a line is what a web page's last links are named, and nothing else: "Facebook", "Privacy"."""
    return _ALONE.fullmatch(text.strip()) is not None
