"""Cells of several agencies, made of the built-in register: bodies, joins and orders multiplied.

A name of a cell is lost if after the safe fixes of `check`, after `agencies resolve` or after the split of the screen
it is neither among the agencies nor warned about. Single names that contain joins, and every name of the register, must
stay whole. No list of cells is kept: whatever the register holds is tried.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from typing import Any

from benchmarks.timing import table
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.register import load
from dhrcurate.curation.naming.agencies import resolve
from dhrcurate.curation.operations.cells import split_cell
from dhrcurate.domain.agency import NO_BODIES, OWNERS, Agency, Context
from dhrcurate.domain.context import context_of_data
from dhrcurate.domain.edit import apply
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record

COUNT = 4800
TODAY = date(2026, 11, 22)
TEXT = "Staff should be told how to keep a list of the calls that they take."

JOINS: dict[str, str] = {
    "|": "{0} | {1}",
    ";": "{0}; {1}",
    "/": "{0} / {1}",
    "-": "{0} - {1}",
    "+": "{0} + {1}",
    "&": "{0} & {1}",
    ",": "{0}, {1}",
    "and": "{0} and {1}",
    "as well as": "{0} as well as {1}",
    "and/or": "{0} and/or {1}",
    "with": "{0} with {1}",
    "in partnership with": "{0} in partnership with {1}",
    "newline": "{0}\n{1}",
    "numbered": "1. {0} 2. {1}",
    "lettered": "a) {0} b) {1}",
    "(and ...)": "{0} (and {1})",
    "space": "{0} {1}",
}
"""What joins two names, by label; `shared word` ("Essex and Kent Police") is made apart."""

APPOSITIONS = frozenset({",", "-", "space"})
"""Joins at which a department belongs to the council or trust beside it."""

NATIONAL = ("gov", "gov-agency", "department", "devolved", "nhs-national", "cjs", "regulator", "police-national",
            "charity", "membership", "probation")  # fmt: skip
LOCAL = ("police", "council", "county-council", "district-council", "nhs-trust", "icb", "ccg", "prison", "pcc", "csp",
         "health-board", "ambulance-trust", "fire", "probation-trust", "crc", "safeguarding-board", "housing",
         "housing-association", "pct")  # fmt: skip
GROUPS = ("collective", "meeting", "role", "relative")
DEPARTMENTS = ("Adult Social Care", "Housing", "Children's Services", "Education", "Social Services", "Public Health",
               "Mental Health Services", "Drug and Alcohol Services", "Trading Standards")  # fmt: skip
SHARING = {"police": ("Police", "Police"), "council": ("County Council", "County Councils")}
"""By kind: the words that two names may share, and how they end where they do."""

WHOLE = (
    "Barking, Havering and Redbridge University Hospitals NHS Trust",
    "Chief Executive, CQC",
    "Chief Constable, Kent Police",
    "Director of Public Health, Kent County Council",
    "Kent County Council, Adult Social Care",
    "Adult Social Care, Kent County Council",
    "Leeds City Council - Housing",
    "Department of Housing, Community and Local Government",
    "Dept for Culture, Media & Sport",
    "The Minister for Health and Social Care in Wales",
    "Minister for Education and Children",
    "Secretary of State for Health and Social Care",
    "Kent Fire & Rescue",
    "Police & Crime Commissioner for Kent",
    "Kent Police and Crime Commissioner",
    "Cambs & Peterborough NHS FT",
    "Brighton & Hove Council",
    "London Borough of Barking & Dagenham",
    "Royal Borough of Kensington & Chelsea Council",
    "Devon & Cornwall Constabulary",
    "Hampshire and the Isle of Wight Police",
    "Crown Prosecution Service (CPS)",
    "Safeguarding Children and Young People Board for Kent",
    "Head of Housing and Communities",
)
"""Names that hold a join, or a department and its owner, and are one."""


@dataclass(frozen=True)
class Name:
    """A name that is put into cells: as written, and the entries that it may stand for."""

    written: str
    means: frozenset[str]
    kind: str


@dataclass(frozen=True)
class Made:
    """A cell, the names in it, and the number of parts that it should be split into."""

    text: str
    join: str
    names: tuple[Name, Name]
    parts: int
    review: Mapping[str, Any]


@dataclass(frozen=True)
class Tried:
    """What became of a cell: the ways on which a name was lost, and how many parts it was split into."""

    cell: Made
    lost: tuple[str, ...]
    parts: int


def entries_by_kind(names: Matcher) -> dict[str, list[Agency]]:
    """Return the register's entries by kind."""
    found: dict[str, list[Agency]] = {}
    for entry in names.entries():
        found.setdefault(entry.kind, []).append(entry)
    return found


def name_of(entry: Agency, written: str, names: Matcher) -> Name:
    """Return a name to put into cells."""
    return Name(written, frozenset({entry.name, *(each.name for each in names.named(written))}), entry.kind)


def pool(names: Matcher, kinds: Sequence[str], count: int, source: random.Random) -> list[Name]:
    """Return names of some kinds in turn: every second one canonical, the others aliases or short forms."""
    by_kind = entries_by_kind(names)
    there = [kind for kind in kinds if by_kind.get(kind)]
    found: list[Name] = []
    for at, kind in enumerate(islice(cycle(there), count)):
        entry = source.choice(by_kind[kind])
        others = [alias.name for alias in entry.aliases]
        written = source.choice(others) if others and at % 2 else entry.name
        found.append(name_of(entry, written, names))
    return found


def department(written: str, names: Matcher) -> Name:
    """Return a department to put into cells."""
    return Name(written, frozenset(each.name for each in names.named(written)), "department of a council")


def expected_parts(join: str, first: Name, second: Name) -> int:
    """Return the number of names in a cell of two: a department or an office belongs to the body beside it."""
    if join not in APPOSITIONS:
        return 2
    for one, other in ((first, second), (second, first)):
        if one.kind == "department of a council" and other.kind in OWNERS:
            return 1
        if one.kind == "relative" and set(words(one.written)) & set(words(other.written)):
            return 1  # "Community Safety Team" beside a partnership tells its kind once more
        if "Legal Services" in one.means and other.kind not in NO_BODIES:
            return 1
        if one.kind == "role" and other.kind not in NO_BODIES and other.kind != "department of a council":
            return 1
    return 2


def shared_words(names: Matcher, source: random.Random) -> Iterator[tuple[str, Name, Name]]:
    """Yield cells such as "Essex and Kent Police"."""
    by_kind = entries_by_kind(names)
    while True:
        for kind, (last, ending) in SHARING.items():
            entries = [
                each
                for each in by_kind[kind]
                if each.name.endswith(f" {last}")
                and " and " not in each.name
                and not names.named(each.name.removesuffix(f" {last}"))
            ]
            one, other = source.sample(entries, 2)
            text = f"{one.name.removesuffix(f' {last}')} and {other.name.removesuffix(f' {last}')} {ending}"
            yield text, name_of(one, one.name, names), name_of(other, other.name, names)


def made_cells(names: Matcher, count: int = COUNT, seed: int = 12) -> list[Made]:
    """Return cells of two names: national and local ones, groups and departments, in both orders, by every join."""
    source = random.Random(seed)  # noqa: S311  # names to try, no secret
    national = pool(names, NATIONAL, count, source)
    local = pool(names, LOCAL, count, source)
    groups = pool(names, GROUPS, count, source)
    departments = [department(each, names) for each in DEPARTMENTS]
    shared = shared_words(names, source)
    found: list[Made] = []
    for at in range(count):
        label = source.choice([*JOINS, "shared word"])
        first, second = (
            local[at],
            source.choice((national[at], national[at], local[at - 1], groups[at], source.choice(departments))),
        )
        if first.means & second.means:
            continue
        if at % 2:
            first, second = second, first
        text = JOINS.get(label, "").format(first.written, second.written)
        if label == "shared word":
            text, first, second = next(shared)
        elif names.named(text):
            continue  # two names that make a third one
        review = review_of(local[at], names) if at % 3 else {}
        found.append(Made(text, label, (first, second), expected_parts(label, first, second), review))
    return found


def review_of(local: Name, names: Matcher) -> dict[str, Any]:
    """Return the facts of a review in the area of a body."""
    entry = next((entry for name in sorted(local.means) if (entry := names.entry(name))), None)
    area = entry.areas[0] if entry and entry.areas else None
    return {"csp": area, "year_of_death": 2015, "published": "2018"} if area else {"year_of_death": 2015}


def record_of(cell: Made) -> dict[str, Any]:
    """Return a record with a cell."""
    row = {"key": "r001", "number": "1", "text": TEXT, "addressed_to": cell.text, "agencies": [], "status": "pending"}
    return {
        "format": 1,
        "id": "made-2018-01",
        "review": {"title": "A review", "csp": "", "year_of_death": None, **cell.review},
        "source": {"publisher": "A library", "url": "https://example.org/made", "imported": "2026-11-22T09:00:00Z"},
        "curation": {"state": "open"},
        "recommendations": [row],
    }


RULES = [rule for rule in all_rules() if rule.code.startswith("DHR2") and rule.scope == "record"]


def findings_of(data: dict[str, Any], names: Matcher) -> list[Finding]:
    """Return what the rules about addressees find."""
    context = RuleContext(record=Record.model_validate(data), names=names, today=TODAY, data=data)
    return list(check_record(context, RULES))


def by_safe_fixes(data: dict[str, Any], names: Matcher) -> dict[str, Any]:
    """Return a record after all safe fixes, one at a time."""
    for _ in range(20):
        safe = [f for f in findings_of(data, names) if f.fix and f.fix.safety is Safety.SAFE]
        if not safe or not safe[0].fix:
            break
        data = apply(data, safe[0].fix.edits)
    return data


def by_resolve(data: dict[str, Any], names: Matcher) -> dict[str, Any]:
    """Return a record after `agencies resolve`."""
    for proposal in resolve([Record.model_validate(data)], names).proposals().values():
        data = apply(data, proposal.edits)
    return data


def by_split(data: dict[str, Any], names: Matcher) -> dict[str, Any]:
    """Return a record after the split of the screen."""
    return apply(data, split_cell(data, "r001", names, context_of_data(data)).edits)


WAYS: dict[str, Callable[[dict[str, Any], Matcher], dict[str, Any]]] = {
    "safe fixes": by_safe_fixes,
    "resolve": by_resolve,
    "split": by_split,
}


def is_kept(name: Name, cell: Made, agencies: Sequence[str], found: Sequence[Finding]) -> bool:
    """True if a name is among the agencies or warned about; a group among them has to be warned about still."""
    if not agencies:
        return any(each.path.endswith("/addressed_to") for each in found)
    if name.kind == "relative" and len(agencies) >= cell.parts:
        return True  # the split writes the body of that kind in the area
    wanted = {*name.means, name.written}
    if cell.parts == 1 and name.kind in {"role", "relative", "department of a council"}:
        return True  # it belongs to the body beside it
    written = [each for each in agencies if each in wanted or name.written in each]
    if not written:
        return False
    if name.kind in {"collective", "meeting"} and written[0] in wanted:
        return any(written[0] in each.message for each in found)
    return True


def tried(cell: Made, names: Matcher) -> Tried:
    """Return what becomes of a cell."""
    lost = []
    before = record_of(cell)
    for way, change in WAYS.items():
        after = change(before, names)
        agencies = after["recommendations"][0]["agencies"]
        found = findings_of(after, names)
        if not all(is_kept(name, cell, agencies, found) for name in cell.names):
            lost.append(way)
    return Tried(cell, tuple(lost), len(names.split(cell.text, context_of_data(before)).parts))


def torn(names: Matcher, areas: Sequence[str | None] = (None, "Kent")) -> list[tuple[str, int]]:
    """Return the single names that are split: those above, and every name and alias of the register."""
    written = dict.fromkeys((*WHOLE, *(n for e in names.entries() for n in (e.name, *(a.name for a in e.aliases)))))
    found = []
    for name in written:
        parts = max(len(names.split(name, Context(csp=area)).parts) for area in areas)
        if parts > 1:
            found.append((name, parts))
    return found


def main() -> None:
    """Print lost, torn and right by join."""
    names = Matcher(load())
    start = time.perf_counter()
    done = [tried(cell, names) for cell in made_cells(names)]
    took = time.perf_counter() - start
    rows = []
    for join in (*JOINS, "shared word", "all"):
        part = [each for each in done if join in {each.cell.join, "all"}]
        counts = Counter(
            "lost" if each.lost else "oversplit" if each.parts > each.cell.parts
            else "unsplit" if each.parts < each.cell.parts else "right"
            for each in part
        )  # fmt: skip
        rows.append([join, str(len(part)), *(str(counts[key]) for key in ("lost", "oversplit", "unsplit", "right"))])
    table(["join", "cells", "lost", "oversplit", "left whole", "right"], rows)
    ways = Counter(way for each in done for way in each.lost)
    print(f"\nLost by way: {dict(ways)}. {len(done):,} cells in {took:.0f} s.\n")
    for each in [each for each in done if each.lost][:30]:
        print(f"  lost by {', '.join(each.lost)}: {each.cell.text!r} {dict(each.cell.review)}")
    for each in [each for each in done if each.parts > each.cell.parts][:30]:
        parts = [part.text for part in names.split(each.cell.text).parts]
        print(f"  oversplit: {each.cell.text!r} into {parts}")
    single = torn(names)
    total = len({n for e in names.entries() for n in (e.name, *(a.name for a in e.aliases))}) + len(WHOLE)
    print(f"\nSingle names that were split: {len(single)} of {total:,}\n")
    for name, count in single[:30]:
        print(f"  {name!r} into {count}")
    print()
    from benchmarks.beside import report  # noqa: PLC0415  # it is made of what is above

    report(names)


if __name__ == "__main__":
    main()
