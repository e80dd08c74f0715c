"""Damages sound recommendations one way each, and counts what the rules say: found of damaged, and false alarms.

The recommendations are those of the reference pages (`DHRCURATE_REFERENCE`), else the sample records, and texts of our
own. A damage is found if its recommendation gets a finding that it did not have before.
"""

from __future__ import annotations

import csv
import os
import random
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.run_together import GROUPS
from benchmarks.timing import table, tool
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.rules.catalogue import all_rules
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.engine import check_record
from dhrcurate.storage.document import Document

ROOT = Path(__file__).parent.parent
REFERENCE = Path(os.environ.get("DHRCURATE_REFERENCE") or ROOT.parent / "shared")
RULES = [r for r in all_rules() if r.code[:4] == "DHR3" or r.name in {"fused-agencies", "several-agencies", "row-slip"}]
TODAY = date(2026, 11, 22)
CUTS = 5
LONGEST = 600
"""Longer texts are narratives and lists, which are faulty as they stand."""

_OWN = """
Kent Police should review how it records repeat calls from one address and report to its board.|Kent Police
Surrey County Council to publish a guide for carers that names the services they can turn to.|Surrey County Council
All supervisors at Essex Police should check that risk assessments are complete before a case is closed.|Essex Police
The Crown Prosecution Service should explain to witnesses why a case will not proceed.|Crown Prosecution Service
To provide training about stalking for every member of the control room within a year.|Norfolk Constabulary
Devon County Council should ask each school to name a lead for children who live with abuse.|Devon County Council
That the Home Office considers how victims without settled status can be supported.|Home Office
Develop a protocol between housing and adult social care for people who are made homeless.|Leeds City Council
Leeds City Council must ensure that its tenancy officers know how to refer a perpetrator.|Leeds City Council
South Wales Police should test whether body-worn video is used at each domestic incident.|South Wales Police
Practitioners need to record what a child says in the child’s own words.|Suffolk County Council
Suffolk County Council should share the findings of this review with its providers.|Suffolk County Council
"""

Damage = Callable[[list[Recommendation], int, random.Random], "list[Recommendation] | None"]


@dataclass
class Tally:
    """What the rules said of one kind of damage."""

    made: int = 0
    warned: int = 0
    found: int = 0


def _text(change: Callable[[str, random.Random], str | None]) -> Damage:
    def damage(rows: list[Recommendation], at: int, chance: random.Random) -> list[Recommendation] | None:
        text = change(rows[at].text.strip(), chance)
        return None if text is None else [*rows[:at], _with(rows[at], text=text), *rows[at + 1 :]]

    return damage


def _with(r: Recommendation, **values: object) -> Recommendation:
    return r.model_copy(update=values)


def _addressee_at_end(rows: list[Recommendation], at: int, _: random.Random) -> list[Recommendation] | None:
    cell = rows[at].addressed_to.split(" | ")[0]
    text = rows[at].text.strip().rstrip(".") + f". {cell}"
    return [*rows[:at], _with(rows[at], text=text), *rows[at + 1 :]] if cell else None


def _next_run_on(rows: list[Recommendation], at: int, _: random.Random) -> list[Recommendation] | None:
    if at + 1 == len(rows) or not rows[at + 1].number:
        return None
    text = f"{rows[at].text.strip().rstrip('.')}. {rows[at + 1].number} {rows[at + 1].text}"
    return [*rows[:at], _with(rows[at], text=text), *rows[at + 2 :]]


def _own_task_run_on(rows: list[Recommendation], at: int, _: random.Random) -> list[Recommendation] | None:
    """The next recommendation of another agency, without its number, with that agency as its subject."""
    own = rows[at].addressed_to
    other = next((r for r in rows[at + 1 :] if r.addressed_to not in {own, ""} and "|" not in r.addressed_to), None)
    if other is None or other.addressed_to.casefold() in own.casefold():
        return None
    text = f"{rows[at].text.strip().rstrip('.')}. {other.addressed_to} should share what it learns with its staff."
    return [*rows[:at], _with(rows[at], text=text), *rows[at + 1 :]]


def _label_run_on(text: str, chance: random.Random) -> str:
    return f"{text.rstrip('.')}; ({chance.randint(2, 9)}) the force should share what it learns with its staff."


def _cut_at_word(text: str, chance: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[: chance.randint(len(words) // 2, len(words) - 1)]) if len(words) > 8 else None


def _cut_in_word(text: str, chance: random.Random) -> str | None:
    places = [
        m.start() + chance.randint(2, len(m[0]) - 1) for m in re.finditer(r"[^\W\d_]{5,}", text) if m.start() > 30
    ]
    return text[: chance.choice(places)] if places else None


def _beginning_lost(text: str, chance: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[chance.randint(2, len(words) // 2) :]) if len(words) > 8 else None


def _without_stem(text: str, _: random.Random) -> str | None:
    found = re.search(r"\b(?:should|must|to|that)\s+(?=[a-z])", text)
    return text[found.end() :].rstrip(".") + ";" if found else None


def _rows(kind: str) -> list[str]:
    """Texts of one kind that were written before the rules were tried on them."""
    with (Path(__file__).parent / "rows.csv").open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file) if row["kind"] == kind]


_NARRATIVES, _PLANS, _ENTRIES, _SOUND = (_rows(kind) for kind in ("narrative", "columns", "entry", "sound"))


def _narrative(_: str, chance: random.Random) -> str:
    return chance.choice(_NARRATIVES)


def _in_word(change: Callable[[str, random.Random], str | None], least: int = 6) -> Callable[..., str | None]:
    def of_text(text: str, chance: random.Random) -> str | None:
        places = list(re.finditer(rf"(?<![\w-])[a-z]{{{least},}}(?![\w-])", text))
        chance.shuffle(places)
        for m in places:
            if (word := change(m[0], chance)) and word != m[0]:
                return text[: m.start()] + word + text[m.end() :]
        return None

    return of_text


def _broken(sign: str) -> Callable[[str, random.Random], str]:
    def change(word: str, chance: random.Random) -> str:
        at = chance.randint(2, len(word) - 2)
        return word[:at] + sign + word[at:]

    return change


def _glued(text: str, chance: random.Random) -> str | None:
    places = [m.start(1) for m in re.finditer(r"(?<=[a-z])( )(?=[a-z])", text)]
    at = chance.choice(places) if places else None
    return None if at is None else text[:at] + text[at + 1 :]


def _confused(word: str, chance: random.Random) -> str | None:
    pairs = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("li", "h"), ("h", "li"), ("l", "1"), ("o", "0")]
    chance.shuffle(pairs)
    return next((word.replace(a, b, 1) for a, b in pairs if a in word), None)


def _row_slip(shown: int) -> Damage:
    """A slip of eight cells by a row, which at least so many of the texts show by the name that they hold."""

    def damage(rows: list[Recommendation], at: int, _: random.Random) -> list[Recommendation] | None:
        part = rows[at : at + 8]
        cells = [r.addressed_to for r in part]
        moved = [r for r, c in zip(part, [cells[-1], *cells[:-1]], strict=True) if c != r.addressed_to]
        if not moved or sum(1 for r in moved if r.addressed_to.casefold() in r.text.casefold()) < shown:
            return None
        slipped = [_with(r, addressed_to=c, agencies=()) for r, c in zip(part, [cells[-1], *cells[:-1]], strict=True)]
        return [*rows[:at], *slipped, *rows[at + len(part) :]]

    return damage


def _fused(rows: list[Recommendation], at: int, _: random.Random) -> list[Recommendation] | None:
    cell = rows[at].addressed_to
    other = next((r.addressed_to for r in rows if r.addressed_to != cell and "|" not in r.addressed_to), "")
    if not cell or not other or "|" in cell:
        return None
    return [*rows[:at], _with(rows[at], addressed_to=f"{cell} {other}", agencies=()), *rows[at + 1 :]]


def _columns(text: str, chance: random.Random) -> str:
    _, _, columns = chance.choice(_PLANS).partition(". ")
    return f"{text.rstrip('.')}. {columns}"


def _no_recommendation(_: str, chance: random.Random) -> str:
    return chance.choice(_ENTRIES)


KINDS: dict[str, Damage] = {
    "addressee run on at the end": _addressee_at_end,
    "next recommendation run on": _next_run_on,
    "task of another agency run on": _own_task_run_on,
    "task run on with a label": _text(_label_run_on),
    "cut at a word": _text(_cut_at_word),
    "cut in a word": _text(_cut_in_word),
    "beginning lost": _text(_beginning_lost),
    "fragment without its stem": _text(_without_stem),
    "narrative": _text(_narrative),
    "word broken by a blank": _text(_in_word(_broken(" "))),
    "word broken by a hyphen": _text(_in_word(_broken("- "))),
    "words glued": _text(_glued),
    "letters confused": _text(_in_word(_confused)),
    "row slip": _row_slip(0),
    "row slip that two texts show": _row_slip(2),
    "bodies fused": _fused,
    "action-plan columns run in": _text(_columns),
    "no recommendation": _text(_no_recommendation),
}


def main() -> None:
    """Prints found of damaged for each kind, and the warnings about what was not damaged."""
    records = list(_records())
    names = Matcher(load())
    tallies = {kind: Tally() for kind in KINDS}
    alarms: Counter[str] = Counter()
    rows = 0
    for record in records:
        before = _findings(record, names)
        sound = [r for r in record.recommendations if 20 < len(r.text) < LONGEST]
        rows += len(sound)
        alarms.update(f.name for f in before if f.severity is not Severity.INFO and f.key in {r.key for r in sound})
        known = {(f.rule, f.key) for f in before}
        for kind, damage in KINDS.items():
            _try(record, damage, known, names, tallies[kind])
    table(
        ["damage", "made", "found", "as a warning"],
        [[k, str(t.made), _share(t.found, t.made), _share(t.warned, t.made)] for k, t in tallies.items()],
    )
    told = ", ".join(f"{name} {n}" for name, n in alarms.most_common())
    print(f"\n{rows} undamaged recommendations; warnings about them, {100 * alarms.total() / rows:.1f} in 100: {told}")

    print()
    prose = list(_prose())
    cuts = {"the same records": _cuts(records, names), "prose written apart from the rules": _cuts(prose, names)}
    table(
        [f"cut at a word, {CUTS} times a text", "made", "found", "as a warning"],
        [[k, str(t.made), _share(t.found, t.made), _share(t.warned, t.made)] for k, t in cuts.items()],
    )
    false = sum(f.severity is not Severity.INFO and f.key is not None for r in prose for f in _findings(r, names))
    print(f"\n{sum(len(r.recommendations) for r in prose)} undamaged recommendations of prose: {false} warnings")

    for group, kinds in GROUPS.items():
        print()
        _run_together(group, kinds, [*records, *prose], names)

    said = list(_said_of_sound(names))
    told = f"{said.count(True)} with a warning, {said.count(False)} with a hint"
    print(f"{len(said)} sound actions named by a noun: {told}")


def _run_together(group: str, kinds: Mapping[str, Damage], records: list[Record], names: Matcher) -> None:
    """Prints what is said of texts that ran together in one way, in each of its forms."""
    shown = []
    for kind, damage in kinds.items():
        tally = Tally()
        for record in records:
            known = {(f.rule, f.key) for f in _findings(record, names)}
            _try(record, damage, known, names, tally)
        shown.append([kind, str(tally.made), _share(tally.found, tally.made), _share(tally.warned, tally.made)])
    table([group, "made", "found", "as a warning"], shown)


def _cuts(records: list[Record], names: Matcher) -> Tally:
    """What is said of texts that are cut at words by chance, each several times."""
    tally = Tally()
    for record in records:
        known = {(f.rule, f.key) for f in _findings(record, names)}
        for turn in range(CUTS):
            _try(record, _text(_cut_at_word), known, names, tally, seed=f" {turn}")
    return tally


def _prose() -> Iterator[Record]:
    """Records in the styles of several kinds of reviews, which were written before the rules were tried on them."""
    with (Path(__file__).parent / "prose.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["record"] for row in rows):
        part = [row for row in rows if row["record"] == name]
        yield _record(name, [(row["number"], row["text"], row["addressed_to"]) for row in part])


def _said_of_sound(names: Matcher) -> Iterator[bool | None]:
    """For each sound action without a verb `True` if it gets a warning, `False` if a hint, else `None`."""
    record = _own()
    for text in _SOUND:
        rows = (*record.recommendations[:-1], _with(record.recommendations[-1], text=text))
        found = _findings(record.model_copy(update={"recommendations": rows}), names)
        said = [f.severity is not Severity.INFO for f in found if f.key == rows[-1].key]
        yield any(said) if said else None


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _try(
    record: Record,
    damage: Damage,
    known: set[tuple[str, str | None]],
    names: Matcher,
    tally: Tally,
    seed: str = "",
) -> None:
    rows = list(record.recommendations)
    slip = damage in {KINDS[k] for k in KINDS if k.startswith("row slip")}
    for at, r in enumerate(rows):
        if not 20 < len(r.text) < LONGEST or any(key == r.key for _, key in known):
            continue
        chance = random.Random(f"{record.id} {r.key}{seed}")  # noqa: S311  # nothing here is a secret
        if (damaged := damage(rows, at, chance)) is None:
            continue
        found = _findings(record.model_copy(update={"recommendations": tuple(damaged)}), names)
        near = {x.key for x in damaged[at : at + 8]} if slip else {r.key}
        new = [f for f in found if (f.key in near or f.key is None) and (f.rule, f.key) not in known]
        if slip:  # another finding about one of the eight rows says nothing of the slip
            new = [f for f in new if f.name == "row-slip"]
        tally.made += 1
        tally.found += bool(new)
        tally.warned += any(f.severity is not Severity.INFO for f in new)


def _findings(record: Record, names: Matcher) -> list[Finding]:
    return list(check_record(RuleContext(record=record, names=names, today=TODAY, data={}), RULES))


def _records() -> Iterator[Record]:
    pages = sorted((REFERENCE / "pages").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        program = tool("dhrcurate")
        assert program, "dhrcurate is not installed beside this Python"
        for page in pages:
            subprocess.run([program, "import", page, "--into", folder, "--as", "x"], check=False, capture_output=True)
        for path in sorted((Path(folder) if pages else ROOT / "records").glob("*-*.toml")):
            if record := Document.read(path).record:
                yield record
    yield _own()


def _own() -> Record:
    rows = [line.split("|") for line in _OWN.strip().splitlines()]
    return _record("own", [(str(i), text, cell) for i, (text, cell) in enumerate(rows, start=1)])


def _record(name: str, rows: list[tuple[str, str, str]]) -> Record:
    """A record of numbers, texts and addressed-to cells."""
    return Record.model_validate(
        {
            "format": 1,
            "id": f"{name}-2020",
            "review": {"title": name.capitalize(), "csp": "Kent"},
            "source": {},
            "curation": {"state": "open"},
            "recommendations": [
                {
                    "key": f"r{i:03d}",
                    "number": number,
                    "text": text,
                    "addressed_to": cell,
                    "agencies": [],
                    "status": "pending",
                }
                for i, (number, text, cell) in enumerate(rows, start=1)
            ],
        }
    )
