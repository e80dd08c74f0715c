"""What a document is, guessed from what it is called and from what it says of itself at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from dhrcurate.documents.model import Report
from dhrcurate.domain.record import AttachedDocument

KINDS: tuple[str, ...] = get_args(AttachedDocument.model_fields["kind"].annotation)
"""The kinds of documents."""

_SIGNS = (
    ("action-plan", re.compile(r"\baction plans?\b|\bcynllun gweithredu\b")),
    ("executive-summary", re.compile(r"\bexec(?:utive)?\.? summary\b|\bcrynodeb gweithredol\b")),
    ("overview-report", re.compile(r"\boverview\b|\btrosolwg\b")),
    ("letter", re.compile(r"\bletters?\b|\bllythyr\b|^dear\b")),
    (
        "overview-report",
        re.compile(r"\bd(?:omestic )?h(?:omicide )?r(?:eview)?s?(?![a-z])|\bdardr|\breport\b|\badroddiad\b"),
    ),
)
"""Words of each kind, the surest first: most documents of a review are called a report of it, whatever they are."""
_APART = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
_LONGEST = 20
"""The most words of a title."""
_BEGINNING = 12
"""So many pieces of text are looked at: the title, and what stands around it."""


def guess_kind(name: str, report: Report | None) -> str:
    """Returns what a document seems to be; `other` where nothing tells.

    Args:
        name: The name of its file.
        report: What it says, if it could be read.
    """
    words = _APART.sub(" ", name.rpartition(".")[0] or name)
    title = [block.text for block in report.blocks[:_BEGINNING] if _may_be_title(block.text)] if report else []
    kind = _told_by([words]) or _told_by(title)
    if kind is None and name.lower().endswith(".xlsx"):
        return "action-plan"
    return kind or "other"


def _may_be_title(text: str) -> bool:
    return len(text.split()) <= _LONGEST and text.rstrip()[-1:] not in ".;"


def _told_by(texts: Iterable[str]) -> str | None:
    plain = [" ".join(text.casefold().split()) for text in texts]
    return next((kind for kind, sign in _SIGNS if any(sign.search(text) for text in plain)), None)
