"""The matcher compared with other scorers, on names as people wrote them.

The reference agencies are made into a register of their own, so that every scorer chooses from the same list. The
matcher is measured twice: with the built-in register's facts about agencies of the same name, as `--register` uses it,
and with nothing but that list, as the other scorers see it. Each scorer's threshold for 99 % precision is found on one
half of the names and reported on the other; a hash of the name decides its half.
"""

from __future__ import annotations

import csv
import hashlib
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks import names as own
from benchmarks.timing import table
from dhrcurate.agencies.cluster import clusters
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.normalise import fold, slug
from dhrcurate.agencies.register import Register, load
from dhrcurate.domain.agency import Agency, Alias, Decision

REFERENCE = Path(os.environ.get("DHRCURATE_REFERENCE", Path(__file__).parents[2] / "shared")) / "reference" / "agencies"
HARD = ("reworded", "acronym", "knowledge")
PRECISION = 0.99
SIZES = (2_000, 10_000, 100_000)


@dataclass(frozen=True)
class Body:
    """A reference agency."""

    id: str
    agency: Agency


@dataclass(frozen=True)
class Written:
    """A name as somebody wrote it, and the id of the agency that it means (empty: none of them)."""

    raw: str
    id: str
    stratum: str

    @property
    def for_calibration(self) -> bool:
        """True if it is in the half that thresholds are found on."""
        return hashlib.sha256(self.raw.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True)
class Answer:
    """A scorer's answer for a name: ids best first, the first one's score, and whether it would apply it."""

    ids: tuple[str, ...]
    score: float
    match: bool = False


Scorer = Callable[[str], Answer]


def bodies() -> list[Body]:
    """Return the reference agencies."""
    with (REFERENCE / "bodies.csv").open(encoding="utf-8", newline="") as file:
        return [
            Body(
                row["id"],
                Agency(
                    slug(row["id"]),
                    row["name"],
                    row["kind"],
                    aliases=tuple(Alias(name) for name in row["aliases"].split(";") if name),
                    areas=(row["area"],) if row["area"] else (),
                    valid_from=row["valid_from"] or None,
                    valid_to=row["valid_to"] or None,
                ),
            )
            for row in csv.DictReader(file)
        ]


def written() -> list[Written]:
    """Return the labelled names."""
    with (REFERENCE / "names-dev.csv").open(encoding="utf-8", newline="") as file:
        return [Written(row["raw"], row["canonical_id"], row["stratum"]) for row in csv.DictReader(file)]


def ours(register: Register, ids: dict[str, str]) -> Scorer:
    """Return the matcher over a register as a scorer."""
    matcher = Matcher(register)
    matcher.suggest("a name that no agency has")  # makes the index

    def score(name: str) -> Answer:
        found = matcher.suggest(name)
        first = found.best.score if found.best else 0.0
        return Answer(tuple(ids[each.name] for each in found.candidates), first, found.decision is Decision.MATCH)

    return score


def peer(scorer: Callable[..., float], known: Sequence[Body]) -> Scorer:
    """Return a scorer of rapidfuzz over every name and alias, folded as the matcher folds them."""
    keys: list[str] = []
    owners: list[str] = []
    for body in known:
        for name in (body.agency.name, *(alias.name for alias in body.agency.aliases)):
            keys.append(fold(name))
            owners.append(body.id)

    def score(name: str) -> Answer:
        hits = process.extract(fold(name), keys, scorer=scorer, limit=12)
        ids = tuple(dict.fromkeys(owners[at] for _, _, at in hits))[:5]
        return Answer(ids, hits[0][1] / 100 if hits else 0.0)

    return score


def fingerprint(known: Sequence[Body]) -> Scorer:
    """Return a scorer by sorted, unique, plain words as the key: the method of OpenRefine's key collision."""

    def key(name: str) -> str:
        return " ".join(sorted(set(re.sub(r"[^\w\s]", "", fold(name)).split())))

    owners: dict[str, list[str]] = {}
    for body in known:
        for name in (body.agency.name, *(alias.name for alias in body.agency.aliases)):
            owners.setdefault(key(name), []).append(body.id)

    def score(name: str) -> Answer:
        ids = tuple(dict.fromkeys(owners.get(key(name), ())))
        return Answer(ids[:5], 1.0 if ids else 0.0)

    return score


def threshold(names: Sequence[Written], answers: Sequence[Answer]) -> float | None:
    """Return the lowest score from which 99 % of accepted answers are right; `None` if there is none."""
    rows = sorted(zip(names, answers, strict=True), key=lambda row: -row[1].score)
    best, right = None, 0
    for at, (name, answer) in enumerate(rows, 1):
        if not answer.ids:
            break
        right += bool(name.id) and answer.ids[0] == name.id
        last_of_score = at == len(rows) or rows[at][1].score < answer.score
        if last_of_score and right / at >= PRECISION:
            best = answer.score
    return best


def share(part: Sequence[tuple[Written, Answer]], test: Callable[[Written, Answer], bool]) -> str:
    """Return the proportion that passes a test."""
    return f"{sum(test(*row) for row in part) / len(part):.3f}" if part else "-"


def first(name: Written, answer: Answer) -> bool:
    """True if the right agency is first."""
    return answer.ids[:1] == (name.id,)


def among_five(name: Written, answer: Answer) -> bool:
    """True if the right agency is among the first five."""
    return name.id in answer.ids[:5]


def quality(scorers: dict[str, Scorer], names: Sequence[Written]) -> None:
    """Print how often each scorer is right, by stratum, and what it accepts at 99 % precision."""
    strata = sorted({name.stratum for name in names if name.id}, key=lambda s: (s not in HARD, s))
    found = {label: [scorer(name.raw) for name in names] for label, scorer in scorers.items()}
    rows = []
    for stratum in (*strata, "the three hard ones"):
        wanted = HARD if stratum not in strata else (stratum,)
        row = [stratum, str(sum(name.stratum in wanted for name in names))]
        for answers in found.values():
            part = [(n, a) for n, a in zip(names, answers, strict=True) if n.stratum in wanted]
            row.append(f"{share(part, first)} / {share(part, among_five)}")
        rows.append(row)
    print("Right agency first / among five:\n")
    table(["stratum", "names", *found], rows)
    print("\nAccepted at 99 % precision (threshold from one half, figures from the other):\n")
    table(["scorer", "threshold", "accepted", "precision", "false on no-match"], list(accepted(found, names)))


def accepted(found: dict[str, list[Answer]], names: Sequence[Written]) -> Iterator[list[str]]:
    """Yield what each scorer accepts of the names of agencies, how much of it is right, and what it accepts wrongly."""
    for label, answers in found.items():
        rows = list(zip(names, answers, strict=True))
        tuned = [row for row in rows if row[0].for_calibration]
        kept = [row for row in rows if not row[0].for_calibration]
        limit = threshold([name for name, _ in tuned], [answer for _, answer in tuned])
        if limit is None:
            yield [label, "none", "-", "-", "-"]
        else:
            yield [
                label,
                f"{limit:.3f}",
                *taken(kept, [bool(answer.ids) and answer.score >= limit for _, answer in kept]),
            ]
        if any(answer.match for answer in answers):
            yield [f"{label}: `match`", "its own", *taken(rows, [answer.match for _, answer in rows])]


def taken(rows: Sequence[tuple[Written, Answer]], accepts: Sequence[bool]) -> list[str]:
    """Return the accepted share of the matchable, the precision, and false matches on names of no agency."""
    yes = [row for row, accept in zip(rows, accepts, strict=True) if accept]
    matchable = sum(bool(name.id) for name, _ in rows)
    false = sum(not name.id for name, _ in yes)
    return [
        f"{(len(yes) - false) / matchable:.3f}",
        share(yes, first),
        f"{false} of {len(rows) - matchable}",
    ]


def left_out(known: Sequence[Body]) -> None:
    """Print how often an agency left out of the register is matched to another; a tenth are left out at a time."""
    asked = false = 0
    areas = load().areas
    for part in range(10):
        gone = {body.id for body in known if hashlib.sha256(body.id.encode()).digest()[0] % 10 == part}
        matcher = Matcher(Register([body.agency for body in known if body.id not in gone], areas=areas))
        for body in known:
            if body.id in gone:
                asked += 1
                false += matcher.suggest(body.agency.name).decision is Decision.MATCH
    print(f"\nAgencies left out of the register and matched to another: {false} of {asked} ({false / asked:.2%})")


def all_pairs(known: Sequence[Body], count: int = 20_000) -> None:
    """Print the time to group many names by similarity, each with a misspelling of its own."""
    source = random.Random(count)  # noqa: S311  # names to measure, no secret
    names = []
    for _ in range(count):
        name = source.choice(known).agency.name
        at = source.randrange(len(name))
        names.append(name[:at] + source.choice("aeiourst ") + name[at + 1 :])
    start = time.perf_counter()
    groups = clusters(names)
    print(f"\n{count:,} names, all pairs compared: {len(groups):,} groups in {time.perf_counter() - start:.1f} s")


def enlarged(known: Sequence[Body], size: int) -> list[Agency]:
    """Return the agencies and as many more with invented places, up to a number."""
    source = random.Random(size)  # noqa: S311  # a register to measure, no secret
    syllables = re.findall("..", "barachedenforhamkilamenooakperasatonulwiyaingbo")
    found = [body.agency for body in known][:size]
    names = {agency.name for agency in found}
    pattern = re.compile(r"\b[A-Z][a-z]{3,}\b")
    while len(found) < size:
        model = source.choice(known).agency
        place = "".join(source.choice(syllables) for _ in range(3)).capitalize()
        name = pattern.sub(place, model.name, count=1)
        if name not in names:
            names.add(name)
            found.append(Agency(slug(name), name, model.kind))
    return found


def speed(known: Sequence[Body], names: Sequence[Written]) -> None:
    """Print the time per name by the number of agencies, each name asked for once."""
    rows = []
    for size in SIZES:
        agencies = enlarged(known, size)
        start = time.perf_counter()
        matcher = Matcher(Register(agencies))
        matcher.suggest("a name that no agency has")
        made = time.perf_counter() - start
        times = []
        for name in names:
            start = time.perf_counter()
            matcher.suggest(name.raw)
            times.append(time.perf_counter() - start)
        keys = [fold(agency.name) for agency in agencies]
        row = [f"{size:,}", f"{made:.2f} s", f"{1000 * sum(times) / len(times):.2f}"]
        row.append(f"{1000 * sorted(times)[int(0.99 * len(times))]:.2f}")
        for scorer in (fuzz.WRatio, fuzz.token_sort_ratio, fuzz.token_set_ratio):
            few = names[: max(5, 200_000 // size)]
            start = time.perf_counter()
            for name in few:
                process.extract(fold(name.raw), keys, scorer=scorer, limit=5)
            row.append(f"{1000 * (time.perf_counter() - start) / len(few):.2f}")
        rows.append(row)
    print("\nMilliseconds per name:\n")
    header = [
        "agencies",
        "index made in",
        "matcher",
        "its 99th percentile",
        "WRatio",
        "token_sort_ratio",
        "token_set_ratio",
    ]
    table(header, rows)


def main() -> None:
    """Print the tables, or why there are none."""
    start = time.perf_counter()
    load()
    print(f"The built-in register is loaded in {1000 * (time.perf_counter() - start):.1f} ms.\n")
    own.main()
    print("\n### Compared with other scorers, on reference names\n")
    if not (REFERENCE / "bodies.csv").is_file():
        print(f"skipped: no reference agencies and names in {REFERENCE}; set DHRCURATE_REFERENCE")
        return
    known, names = bodies(), written()
    ids = {body.agency.name: body.id for body in known}
    alone = Register([body.agency for body in known])
    informed = Register([body.agency for body in known], areas=load().areas, known=load().agencies)
    scorers = {
        "dhrcurate": ours(informed, ids),
        "dhrcurate, list alone": ours(alone, ids),
        "WRatio": peer(fuzz.WRatio, known),
        "token_sort_ratio": peer(fuzz.token_sort_ratio, known),
        "token_set_ratio": peer(fuzz.token_set_ratio, known),
        "fingerprint": fingerprint(known),
    }
    quality(scorers, names)
    left_out(known)
    speed(known, names)
    all_pairs(known)


if __name__ == "__main__":
    main()
