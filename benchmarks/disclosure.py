"""Counts the personal data that is covered in made texts, by kind, and the sound texts in which something is covered.

The texts (`disclosure.csv`) that bear the number 1 were written before the rules were tried on them, those with a
higher number after the rules were mended for those before. All are invented: numbers have prefixes that are never
issued (National Insurance) or a year that plates never bear (01).
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from benchmarks.timing import table
from dhrcurate.rules.disclosure.masking import MASK, mask

SOUND = "sound"


def main() -> None:
    """Prints covered of made by kind, and names each text that is covered too little or for nothing."""
    with (Path(__file__).parent / "disclosure.csv").open(encoding="utf-8", newline="") as file:
        texts = list(csv.DictReader(file))
    rows, wrong = [], []
    for (written, kind), group in groupby(texts, key=lambda t: (t["written"], t["kind"])):
        of_kind = list(group)
        covered = [t for t in of_kind if _is_covered(t)]
        rows.append([written, kind, str(len(of_kind)), str(len(covered))])
        wrong += [t["text"] for t in of_kind if _is_covered(t) == (kind == SOUND)]
    table(["written", "kind", "texts", "covered"], rows)
    print("\nCovered too little, or for nothing:\n", *wrong, sep="\n")


def _is_covered(text: dict[str, str]) -> bool:
    """True if a sound text is covered anywhere, or another where every word of its personal data stands."""
    masked = mask(text["text"])
    if not text["personal"]:
        return masked != text["text"]
    at = text["text"].index(text["personal"])
    return all(m == MASK or not c.isalnum() for c, m in zip(text["personal"], masked[at:], strict=False))
