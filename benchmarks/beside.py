"""What stands beside a body in a cell: departments and groups, names that no register has, and what no body has.

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

TAILS: dict[str, tuple[str, ...]] = {
    "foreign department": ("Firearms Licensing", "Midwifery", "Library Service", "Trading Standards", "Highways"),
    "meeting, with a role": ("MARAC (chair)", "MASH manager", "MAPPA coordinator", "Review Panel", "MARAC lead"),
    "article and kind": ("the Board", "the Agency", "the Association", "the Commissioner", "the community"),
    "organ or union": ("UNITE", "League of Friends", "Charity", "Youth Council", "Alumni"),
    "collective": ("partner agencies", "residents", "young people", "frontline staff", "other agencies"),
}
"""What no body has, by sort: beside any body it is another. Only some kinds have a department of the first sort."""

TAIL_JOINS = ("{0}: {1}", "{1}: {0}", "{0}\n{1}", "{0} - {1}", "{0} [{1}]", "{0}. {1}", "{0} and {1}", "{1} and {0}",
              "{0} &amp; {1}", "{1} at {0}", "{0} via {1}", "{0}, {1}", "{0} or {1}")  # fmt: skip

OWN = {
    "Charity": frozenset({"charity"}),
    "Firearms Licensing": frozenset({"police", "police-national"}),
    "Midwifery": frozenset({"nhs-trust", "health-board", "health-provider", "pct", "pct-cluster", "ccg", "icb"}),
    "Library Service": frozenset({"council"}),
    "Trading Standards": frozenset({"council"}),
    "Highways": frozenset({"council", "combined-authority"}),
}
"""The kinds that have a department of the first sort, or are what is said: with them nothing is asked."""

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


def with_tails(
    names: Matcher, count: int = 5000, seed: int = 7
) -> tuple[dict[str, Counter[str]], list[tuple[str, str]]]:
    """Return, for each sort of tail, how often each outcome came, and the cells that were not right."""
    source = random.Random(seed)  # noqa: S311  # names to try, no secret
    every = sorted(entries_by_kind(names).items())
    by_kind = {kind: found for kind, found in every if kind not in NO_BODIES}
    counts: dict[str, Counter[str]] = {sort: Counter() for sort in TAILS}
    wrong = []
    done = 0
    while done < count:
        kind = source.choice(list(by_kind))
        body, sort = source.choice(by_kind[kind]), source.choice(list(TAILS))
        tail = source.choice(TAILS[sort])
        text = source.choice(TAIL_JOINS).format(source.choice([body.name, *(each.name for each in body.aliases)]), tail)
        if kind in OWN.get(tail, ()) or names.named(text):
            continue
        done += 1
        cell = Made(text, "", (name := name_of(body, body.name, names), name), 2, review_of(name, names))
        agencies = by_safe_fixes(record_of(cell), names)["recommendations"][0]["agencies"]
        known = {each.name for each in names.named(tail)} | {tail}
        own = {body.name, *(e.name for alias in body.aliases for e in names.named(alias.name))}
        invented = any(each not in own | known for each in agencies)
        found = "invented" if invented else "swallowed" if agencies and known.isdisjoint(agencies) else "right"
        counts[sort][found] += 1
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
    by_sort, wrong = with_tails(names)
    for sort, counts in by_sort.items():
        rows.append([sort, str(counts.total()), *(str(counts[key]) for key in ("invented", "swallowed", "right"))])
    examples += wrong[:20]
    table(["beside it", "cells", "invented", "swallowed", "right"], rows)
    print(f"\nIn {time.perf_counter() - start:.0f} s.\n")
    for found, text in examples:
        print(f"  {found}: {text!r}")
