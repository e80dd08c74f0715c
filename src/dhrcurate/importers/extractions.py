"""The extractions of a review that was found, and what they say of its recommendations, in the form of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.extraction import extraction_id
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.importers.columns.provenance import digest_of_prompt
from dhrcurate.importers.model import EXTRACTION_FACTS, Row

_OF_ROW = ("confidence", "page")


def given_facts(pairs: Iterable[str]) -> dict[str, str]:
    """What a caller says of an extraction, written as `KEY=VALUE`.

    Raises:
        UnusableError: If one is not written so, there is no such key, or it stands twice.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (equals and value.strip()):
            raise UnusableError(f"--extraction {pair}: write KEY=VALUE, such as model=NAME")
        if key not in EXTRACTION_FACTS:
            known = did_you_mean(key, EXTRACTION_FACTS) or f"; there are {', '.join(EXTRACTION_FACTS)}"
            raise UnusableError(f"--extraction {pair}: there is no such key{known}")
        if key in found:
            raise UnusableError(f"--extraction {pair}: {key} is given already")
        found[key] = digest_of_prompt(value) if key == "prompt" else value.strip()
    return found


def extracted(
    rows: Sequence[Row], digest: str, given: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The extractions that rows are from, one for each run, and what is to be said beside each recommendation.

    A recommendation says nothing of its extraction if all are of one, which knows nothing more of it.

    Args:
        rows: The rows.
        digest: The SHA-256 of their file.
        given: What the caller says of the extraction, where the file does not.

    Returns:
        The extractions without `at` and `page`, and for each row its `extracted` and `extra`, as far as it has them.
    """
    source = f"sha256:{digest}"
    known: dict[str, dict[str, Any]] = {}
    beside: list[dict[str, Any]] = []
    for row in rows:
        facts = {**given, **{key: row.extracted[key] for key in EXTRACTION_FACTS if row.extracted.get(key)}}
        by = extraction_id(source, facts.get("run"))
        about = known.setdefault(by, {"id": by, "source": source})
        odd = {key: value for key, value in facts.items() if about.setdefault(key, value) != value}
        said = {key: row.extracted[key] for key in _OF_ROW if key in row.extracted}
        said |= {"incomplete": True} if row.incomplete else {}
        beside.append({"extracted": {"by": by, **said}, "extra": {**odd, **row.extra}})
    if len(known) == 1:
        beside = [each if len(each["extracted"]) > 1 else {"extra": each["extra"]} for each in beside]
    if not rows:
        known[extraction_id(source)] = {"id": extraction_id(source), "source": source, **given}
    return list(known.values()), [{key: value for key, value in each.items() if value} for each in beside]
