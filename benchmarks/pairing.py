"""Later extractions of made and of real pages: is each recommendation found again, divided and joined ones too?

A page is written anew as extraction programs and publishers do it: words are dropped or others put in their place, rows
are left out, added, divided and joined, the whole is numbered otherwise or put into another order. A row counts as
found where it stands with all of its counterparts and with nothing else.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.timing import table
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.pairing import Group, paired
from dhrcurate.curation.updating.updater import Updater
from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from dhrcurate.storage.folder import LibraryFolder

ROOT = Path(__file__).parent.parent
REFERENCE = Path(os.environ.get("DHRCURATE_REFERENCE") or ROOT.parent / "shared")
PAGES = 300
OF_A_REAL_ONE = 40
LONG = 500
Row = dict[str, Any]
Written = tuple[Row, frozenset[int]]
"""A row of the later extraction, and the rows of the earlier one that it holds."""

_BODIES = (
    *("Durham Constabulary", "Gwent Police", "Derbyshire County Council", "Home Office", "Leeds City Council"),
    *("Crown Prosecution Service", "Humber Teaching NHS Foundation Trust", "All agencies", "Safer Exampleton Board"),
)
_TASKS = (
    "review how {what} is recorded",
    "train {who} to recognise {sign}",
    "publish guidance about {what} for {who}",
    "audit a sample of cases in which {sign} was reported",
    "agree with its partners who tells {who} of {what}",
    "ask {who} what would have helped them to speak about {sign}",
    "make sure that {what} is discussed in supervision",
    "appoint a lead for {what}",
    "include {sign} in the induction of {who}",
)
_WHAT = (
    *("a risk assessment", "a referral between two areas", "the sharing of information", "a missed appointment"),
    *("the end of a tenancy", "a carer’s assessment", "a discharge at night", "repeat calls from one address"),
    *("a restraining order", "professional curiosity", "the voice of the child", "a safeguarding concern"),
)
_WHO = (
    *("call handlers", "practice nurses", "housing officers", "social workers", "neighbours", "employers", "midwives"),
    *("probation practitioners", "teachers", "relatives", "interpreters", "health visitors"),
)
_SIGNS = (
    *("coercive control", "economic abuse", "stalking after separation", "a threat of suicide", "isolation"),
    *("abuse of a parent", "an injury without an account", "non-fatal strangulation", "fear of a family member"),
)
_TAILS = (
    "and report the result to the partnership within six months.",
    "so that nobody has to tell their story twice.",
    "The outcome should be shared with the panel and with the family.",
    "This includes staff who work at night or for a contractor.",
    "Evidence of the change should be collected after a year, and published.",
    "Managers should check that the change has reached every team.",
    "",
)
_OTHER = ("also", "promptly", "local", "relevant", "regularly", "wider", "clear", "all", "new", "appropriate")


def main() -> None:
    """Prints how many of each kind were found, and how long the pairing of a long review takes."""
    names = Matcher(load([]))
    chance = random.Random(20261122)  # noqa: S311  # the same pages each time
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for _ in range(PAGES):
        _try(_page(chance), chance, found, made)
    _print("made pages", found, made)
    found.clear()
    made.clear()
    for path in sorted((REFERENCE / "pages").glob("*.txt")):
        with suppress(RefusedError):  # a page without a review
            (review, *_) = read_source(path.read_bytes(), path.name, names)
            for _ in range(OF_A_REAL_ONE):
                _try(review.data["recommendations"], chance, found, made)
    if made:
        _print("reference pages", found, made)
    rows = [row for _ in range(40) for row in _page(chance)][:LONG]
    later = [row for row, _ in _rewritten(rows, chance)]
    with tempfile.TemporaryDirectory() as folder:
        seconds = _update(Path(folder), rows, later)
    print(
        f"\nan update of {len(rows)} recommendations with {len(later)} rows, on disk: {seconds:.2f} s of processor time"
    )


def _update(folder: Path, rows: list[Row], later: list[Row]) -> float:
    """The processor time of an update of a record on disk, without reading the page."""
    session = Session(Library(LibraryFolder(folder)), "A. Curator")
    data = {"format": 1, "id": "exampleton", "review": {"title": "Exampleton review", "csp": "Exampleton"}}
    decided = [{**row, "key": f"r{at:03d}", "agencies": [], "status": "accepted"} for at, row in enumerate(rows, 1)]
    session.create("exampleton", {**data, "curation": {"state": "open"}, "recommendations": decided})
    updater = Updater(session, reopens=False, keeps_page=True, dry_run=False)
    start = time.process_time()
    review = Imported({**data, "recommendations": later}, "table")
    updater.update("exampleton", review, "0" * 64, (".txt", b"a page"))
    return time.process_time() - start


def _print(title: str, found: Mapping[str, int], made: Mapping[str, int]) -> None:
    print(f"\n{title}\n")
    rows = [(kind, str(found[kind]), str(made[kind]), f"{found[kind] / made[kind]:.3f}") for kind in sorted(made)]
    table(("rows", "found", "of", "share"), rows)


def _try(rows: list[Row], chance: random.Random, found: Counter[str], made: Counter[str]) -> None:
    written = _rewritten(rows, chance)
    truth = set(_truth(len(rows), [origin for _, origin in written]))
    told = set(paired(rows, [row for row, _ in written]))
    for group in truth:
        made[_kind(group)] += 1
        found[_kind(group)] += group in told


def _truth(count: int, origins: list[frozenset[int]]) -> Iterator[Group]:
    held: dict[int, list[int]] = {}
    for i, origin in enumerate(origins):
        for j in origin:
            held.setdefault(j, []).append(i)
        if len(origin) != 1:
            yield Group(tuple(sorted(origin)), (i,))
    for j in range(count):
        places = tuple(held.get(j, ()))
        if len(places) != 1 or len(origins[places[0]]) == 1:
            yield Group((j,), places)


def _kind(group: Group) -> str:
    match len(group.base), len(group.new):
        case 1, 1:
            return "pairs"
        case 0, _:
            return "new"
        case _, 0:
            return "gone"
        case 1, _:
            return "divided"
        case _:
            return "joined"


def _page(chance: random.Random) -> list[Row]:
    """A review as an extraction program may have read it; some of its tasks are given to several bodies alike."""
    rows: list[Row] = []
    count = chance.randint(5, 45)
    while len(rows) < count:
        task, tail = _task(chance), chance.choice(_TAILS)
        bodies = chance.sample(_BODIES, 3) if chance.random() < 0.08 else [chance.choice(_BODIES)]
        rows += [{"text": f"{body} should {task} {tail}".strip(), "addressed_to": body} for body in bodies]
    numbered = chance.random() < 0.85
    for at, row in enumerate(rows, 1):
        row["key"] = f"r{at:03d}"
        if numbered:
            row["number"] = str(at)
    return rows


def _task(chance: random.Random) -> str:
    tasks = chance.sample(_TASKS, chance.choice((1, 1, 2)))
    words = {"what": chance.choice(_WHAT), "who": chance.choice(_WHO), "sign": chance.choice(_SIGNS)}
    return " and ".join(task.format_map(words) for task in tasks)


def _rewritten(rows: list[Row], chance: random.Random) -> list[Written]:
    written: list[Written] = []
    skipped = False
    for j, row in enumerate(rows):
        kind = chance.random()
        if skipped:
            skipped = False
        elif kind < 0.07:
            continue
        elif kind < 0.13 and (cut := _cut(row["text"])):
            first, second = row["text"][:cut].rstrip(), row["text"][cut:]
            written += [({**row, "text": first}, frozenset({j})), (_fresh(second, row, chance), frozenset({j}))]
        elif kind < 0.19 and j + 1 < len(rows):
            skipped = True
            written.append(({**row, "text": f"{row['text']} {rows[j + 1]['text']}"}, frozenset({j, j + 1})))
        else:
            written.append((dict(row), frozenset({j})))
        if chance.random() < 0.07:
            body = chance.choice(_BODIES)
            text = f"{body} should {_task(chance)} {chance.choice(_TAILS)}".strip()
            written.append(({"text": text, "addressed_to": body}, frozenset()))
    written = [(_worded(row, chance) if chance.random() < 0.5 else row, origin) for row, origin in written]
    if chance.random() < 0.25:
        chance.shuffle(written)
    return _numbered(written, chance)


def _fresh(text: str, row: Row, chance: random.Random) -> Row:
    cell = row.get("addressed_to", "") if chance.random() < 0.7 else ""
    return {"text": text, "addressed_to": cell}


def _cut(text: str) -> int | None:
    """Where a text may be divided: between two sentences or clauses of some words each."""
    places = [m.end() for m in re.finditer(r"[.;:]\s+| and ", text)]
    return next((p for p in places if min(len(text[:p].split()), len(text[p:].split())) >= 5), None)


def _worded(row: Row, chance: random.Random) -> Row:
    """The row with a tenth to a quarter of its words dropped or replaced."""
    words = row["text"].split()
    share = chance.uniform(0.02, 0.25)
    kept: list[str] = []
    for word in words:
        if chance.random() >= share:
            kept.append(word)
        elif chance.random() < 0.4:
            kept.append(chance.choice(_OTHER))
    return {**row, "text": " ".join(kept or words)}


def _numbered(written: list[Written], chance: random.Random) -> list[Written]:
    """The rows numbered as before, counted anew, or not at all."""
    how = chance.random()
    if how < 0.5:
        return written
    rows = []
    for at, (row, origin) in enumerate(written, 1):
        row = {name: value for name, value in row.items() if name != "number"}  # noqa: PLW2901  # the same row
        rows.append((row | ({"number": f"R{at}"} if how < 0.8 else {}), origin))
    return rows


if __name__ == "__main__":
    main()
