"""Digests that a redaction leaves outside of records and trails, and from which a value can be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from dhrcurate.curation.checking.baseline import Baseline
from dhrcurate.curation.saving.recovery import SET_ASIDE
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import PRIVATE, SAMPLES

_OF_DIGEST = re.compile(r"-(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{6,64}$", re.ASCII)
"""How an import tells apart records of one name; a date has no letters and a word no digits."""
_ASIDE = re.compile(r"\.([0-9a-f]{12})$", re.ASCII)
_MAX_BYTES = 2**28


def digests_left(root: Path, ids: set[str]) -> Iterator[str]:
    """Sentences about digests in a library that may be of a text that held a value.

    Args:
        root: The library's folder.
        ids: The records in question.
    """
    for record in sorted(ids):
        if _OF_DIGEST.search(record):
            yield f"{record}: an id that ends in digits of a digest, of the page or of what was first imported from it"
    samples = root / SAMPLES
    if any(f'"{record} '.encode() in (read_or_none(samples, _MAX_BYTES) or b"") for record in ids):
        yield f"{samples}: a sample keeps digits of digests of recommendations; draw another, and take it out"
    for path in sorted(root.rglob("*.json")):
        if PRIVATE not in path.relative_to(root).parts and _is_baseline_of(path, ids):
            yield f"{path}: a baseline keeps digests of messages, which may name the value; write it again"
    for path in sorted((root / PRIVATE / SET_ASIDE).glob("*")):
        found, raw = _ASIDE.search(path.name), read_or_none(path, _MAX_BYTES)
        if found and raw is not None and not sha256(raw).hexdigest().startswith(found[1]):
            yield f"{path}: its name holds digits of the digest of what it held before"


def _is_baseline_of(path: Path, ids: set[str]) -> bool:
    try:
        return any(identity[0] in ids for identity in Baseline.read(path).entries)
    except UnusableError:
        return False
