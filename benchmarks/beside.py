"""What stands beside a body in a cell: departments and groups, and names that no register has.

Both are multiplied with bodies of every kind, joins and orders. A body is invented if one comes out that nobody wrote.
What stands beside is swallowed if the body comes out alone, though it has no such department, or the name is unknown.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.cells import Made, by_safe_fixes, entries_by_kind, name_of, record_of, review_of
from benchmarks.timing import table
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import NO_BODIES, OWNERS, Agency

A_KIND = 6
"""How many bodies of each kind are tried, with each word and by one join in turn."""

JOINS = ("{0}, {1}", "{0} and {1}", "{0} - {1}", "{0} ({1})", "{0}\n{1}", "{0} & {1}", "{0}: {1}", "{0}–{1}")

GROUPS = (
    "Children", "Environment", "Libraries", "Schools", "Licensing", "transport", "carers", "women", "business",
    "communications team", "housing officers", "mental health team", "nurses", "registrars", "sexual health",
    "safeguarding leads", "human resources", "managers", "the family", "the refuge", "the commissioner", "west",
)  # fmt: skip

UNKNOWN = (
    "Harrowbeck Recovery Hub", "The Willows", "Coastal Vulnerability Hub", "Oakhurst Academy", "Bluebird House",
    "Riverbank Solicitors LLP", "Fernleigh", "Sunrise Project", "Jubilee Counselling Service",
)  # fmt: skip


def outcome(body: Agency, beside: str, text: str, names: Matcher) -> str:
    """Return what a cell of a body and what is beside it comes to: right, invented or swallowed."""
    name = name_of(body, body.name, names)
    cell = Made(text, "", (name, name), 2, review_of(name, names))
    agencies = by_safe_fixes(record_of(cell), names)["recommendations"][0]["agencies"]
    named = {each.name for each in names.named(beside)}
    if any(each not in name.means | named and each.casefold() != beside.casefold() for each in agencies):
        return "invented"
    alone = len(agencies) == 1 and agencies[0] in name.means
    return "swallowed" if alone and (beside in UNKNOWN or body.kind not in OWNERS) else "right"


def tried(words: Sequence[str], names: Matcher, seed: int = 4) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Return how often each outcome came of words beside bodies of every kind, and the cells that were not right."""
    source = random.Random(seed)  # noqa: S311  # names to try, no secret
    counts: Counter[str] = Counter()
    wrong = []
    for kind, entries in sorted(entries_by_kind(names).items()):
        for body in source.sample(entries, min(A_KIND, len(entries))) if kind not in NO_BODIES else ():
            for word in words:
                join = source.choice(JOINS)
                order = (word, body.name) if "(" not in join and source.random() < 0.5 else (body.name, word)
                text = join.format(*order)
                if names.named(text):
                    continue
                found = outcome(body, word, text, names)
                counts[found] += 1
                if found != "right":
                    wrong.append((found, text))
    return counts, wrong


def report(names: Matcher) -> None:
    """Print a table, and examples of what is not right."""
    start = time.perf_counter()
    print("What stands beside a body:\n")
    rows, examples = [], []
    for label, words in (("department or group", GROUPS), ("in no register", UNKNOWN)):
        counts, wrong = tried(words, names)
        rows.append([label, str(counts.total()), *(str(counts[key]) for key in ("invented", "swallowed", "right"))])
        examples += wrong[:20]
    table(["beside it", "cells", "invented", "swallowed", "right"], rows)
    print(f"\nIn {time.perf_counter() - start:.0f} s.\n")
    for found, text in examples:
        print(f"  {found}: {text!r}")
