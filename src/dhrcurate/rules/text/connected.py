"""The openings by which a text shows that it goes on from another."""

from __future__ import annotations

import re

CONNECTED = re.compile(
    r"\W{0,2}(?:(?:Therefore|Thus(?! far\b)|Hence|Furthermore|Moreover|Additionally|Nevertheless|Nonetheless"
    r"|Consequently|Likewise|Instead(?! of\b)"
    r"|Conversely|Also(?! (?:known|called|named|termed|referred)\b)|But(?! for\b)|Or|And"
    r"|In addition,|As a result,|As a consequence,|For this reason,|Because of this,|On the other hand,|By contrast,"
    r")(?![\w/’”\"-])"
    r"|(?:However|Otherwise|Similarly)(?=,| (?:the|an?|this|these|there|it|they|he|she|we|in|no|nobody|some|all|both)\b"
    r"(?! [^,.;:]{1,80}, ))"
    r"|It (?:is|was) (?:therefore|however|also)\b|They(?![\w’”\"-]| (?:that|who)\b)"
    r"|Such(?![\w’”\"-]| (?:[\w’'-]+ ){1,3}as\b)"
    r"|(?:This|These|Those)(?= (?:is|are|was|were|will|would|could|can|may|has|have|had|includes?|needs?"
    r"|applies|apply|also|means|should|must)\b)"
    r"|(?:During|Following|After|Within|As part of) (?:the course of )?(?:those|these|this|such)(?= [a-z])"
    r"(?! (?:an? )?(?:(?:dhr|domestic homicide|domestic|tragic|case|learning) )?(?:reviews?|report|period|year"
    r"|financial year|case|dhr|process|incident|death|homicide|murder|killing|tragedy|inquest|trial|inquiry|event"
    r"|project|pilot)s?\b)"
    r"|Which(?= (?:also|in turn|should|must|shall|will|would|can|could|may|is|are|was|were|has|have|had)\b[^?]*\Z)"
    r"|(?:and|or|but|nor|which|who|whose|of|than|because|however|therefore|although|with|from|as well as)(?= ))"
)
"""An opening that joins a text to one before it.

The same words open whole sentences too: "However small the concern, ...", "But for ...", "Also known as ..."; and a
word in quotation marks is what a text is about.
"""
