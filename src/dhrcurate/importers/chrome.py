"""The parts of a page around its content: footers, navigation, notices."""

from __future__ import annotations

import re

_FOOTER = re.compile(
    r"\W*(?:(?:these |the )?recommendations? (?:were )?(?:extracted|taken|pulled) from\b"
    r"|view (?:the )?full report|source\s*[:·]|(?:back to )?(?:top|bottom) of (?:the )?page|back to top)",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"""\W*(?:©|\(c\)\s|copyright\b|all\srights\sreserved|privacy\s(?:policy|notice)|cookies?\b|share\sthis|print\sthis
    |contact\sus|for\s(?:a\scopy|copies|further\sinformation|more\sinformation|enquiries)\b|about\sthis\s(?:page|site)
    |related\s(?:pages|reviews|content)|(?:previous|next)(?:\spage|\sreview)?$|download\s(?:this|the)|last\supdated
    |published\sby|accessibility|terms\s(?:of|and)|is\sthis\spage\suseful|please\sdirect\sany\senquiries|skip\sto)""",
    re.IGNORECASE | re.VERBOSE,
)


def is_footer(text: str) -> bool:
    """True if a line is the footer of a list of recommendations."""
    return _FOOTER.match(text) is not None


def is_chrome(text: str) -> bool:
    """True if a line is around a page's content and not part of it."""
    return is_footer(text) or _AROUND.match(text) is not None
