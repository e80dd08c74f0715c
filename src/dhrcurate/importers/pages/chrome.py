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
    |published\sby|accessibility|terms\s(?:of|and)
    |(?:is|was|did\syou\sfind)\sthis\spage\s(?:useful|helpful)|please\sdirect\sany\senquiries|skip\sto)""",
    re.IGNORECASE | re.VERBOSE,
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
    if is_footer(text):
        return True
    if _AROUND.match(text) is None and _RIGHTS.match(text) is None:
        return False
    return _ASKS.search(text) is None or _TOLD_TO_READERS.match(text) is not None
