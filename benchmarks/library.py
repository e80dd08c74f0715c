"""Makes synthetic libraries of any size, the same ones each time.

    python -m benchmarks.library FOLDER --records 2000 --kilobytes 25 [--fresh] [--trails] [--decided] [--pages]

The records are sound, with the odd fault of the common kinds, and no text stands in two of them. Those of a fresh
library are as an import leaves them: no agency is decided, and the cells name bodies in every way that reports do.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dhrcurate.domain.edit import Edit

PLACES = (
    "Bristol", "Dudley", "Warwickshire", "Leeds", "Kent", "Cornwall", "Durham", "Sandwell", "Norfolk", "Cumbria",
    "Swansea", "Gwynedd", "Hull", "Luton", "Barnet", "Essex", "Devon", "Dorset", "Surrey", "Suffolk",
)  # fmt: skip
BODIES = (
    "West Midlands Police", "Avon and Somerset Constabulary", "Kent Police", "Warwickshire Police", "Refuge",
    "Crown Prosecution Service", "Home Office", "Department of Health and Social Care", "Ministry of Justice",
    "Norfolk Constabulary", "Essex Police", "Surrey County Council", "Suffolk County Council",
    "Leeds City Council", "Bristol City Council", "Devon County Council", "South Wales Police", "Dyfed-Powys Police",
)  # fmt: skip
WHO = (
    "front-line staff", "every team", "line managers", "the safeguarding lead", "new starters", "each practitioner",
    "the duty desk", "commissioned providers", "housing officers", "the referral hub", "supervisors", "call handlers",
    "assessors", "the family service", "ward staff", "case holders", "the training unit", "the audit group",
)  # fmt: skip
VERBS = (
    "review", "strengthen", "publish", "renew", "audit", "rewrite", "share", "promote", "embed", "test", "resource",
    "evaluate", "simplify", "extend", "record", "monitor", "clarify", "update", "commission", "develop",
)  # fmt: skip
WHAT = (
    "guidance on coercive control", "the referral pathway", "training about stalking", "the risk checklist",
    "its information-sharing protocol", "the escalation policy", "supervision of complex cases", "the firearms process",
    "access to interpreters", "the carer's assessment", "work with men who use violence", "support after separation",
    "the missed-appointment procedure", "its response to repeat calls", "the handover between shifts",
    "routine enquiry in general practice", "the substance-misuse offer", "support for older people",
)  # fmt: skip
WHY = (
    "so that patterns of abuse are seen early", "because opportunities were missed", "to protect children in the home",
    "so that risk is shared without delay", "in the light of this review", "so that nobody is turned away",
    "because earlier concerns were not joined up", "to give victims a single point of contact",
    "so that professional curiosity is expected", "with the lived experience of survivors at its heart",
)  # fmt: skip
OPENINGS = (
    "{} should,", "It is recommended that {} must,", "The panel invites {},", "Within a year {} will,", "{}:",
    "The partnership asks that {} should,", "As a matter of priority, {} shall,", "That {} should,",
    "The review finds that {} should,", "Through its board, {} must,", "Where it has not done so yet, {} should,",
)  # fmt: skip
CASES = (
    "complex", "repeat", "high-risk", "closed", "open", "older", "cross-border", "urgent", "historic", "non-recent",
    "rural", "transferred", "shared", "anonymous", "new", "standard", "medium-risk", "child", "adult", "linked",
    "dormant", "late", "joint", "unplanned", "paused", "stepped-down", "returning", "declined", "duplicate", "disputed",
)  # fmt: skip
PIECES = (
    "referrals", "assessments", "visits", "reports", "calls", "plans", "records", "meetings", "reviews", "discharges",
    "transfers", "disclosures", "enquiries", "applications", "complaints", "alerts", "moves", "appointments", "letters",
    "interviews", "consultations", "placements", "tenancies", "licences", "warnings", "arrests", "orders", "handovers",
)  # fmt: skip
LOCAL = (
    "{} Council", "{} Adult Social Care", "{} Children's Services", "{} Clinical Commissioning Group", "{} CCG",
    "{} Community Safety Partnership", "Safer {}", "{} Safeguarding Adults Board", "{} Housing", "{} NHS Trust",
    "{} Domestic Abuse Service", "{} Mental Health Services", "{} Women's Aid", "{} MARAC", "{} Probation",
)  # fmt: skip
WIDE = (
    "Police", "Adult Social Care", "CCG", "NHS England", "MARAC", "Home Office", "CPS", "Probation", "Housing",
    "The Trust", "GP practices", "Mental Health Trust", "Children's Social Care", "National Probation Service",
    "Health", "West Midlands Police", "Kent Police", "Refuge", "Crown Prosecution Service", "Public Health",
    "Devon and Cornwall Police", "Social services", "Ambulance Service", "DWP", "CAFCASS", "College of Policing",
)  # fmt: skip
MANY = ("All agencies", "All partners", "Partner agencies", "All", "CSP partners", "Health providers", "DHR panel")
JOINS = (" and ", ", ", "; ", " / ", " & ", "/")
_CORRECTED, _REJECTED = 5, 12
"""Of how many decisions one corrects the text, and one rejects."""
WHEN = ("within three months", "by the end of the year", "before the next inspection", "each quarter", "without delay")


def main() -> None:
    """Makes a library as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--kilobytes", type=int, default=25)
    parser.add_argument("--fresh", action="store_true", help="as on its first day: no agency is decided")
    parser.add_argument("--trails", action="store_true", help="with a trail beside each record")
    parser.add_argument("--decided", action="store_true", help="with trails in which each recommendation is decided")
    parser.add_argument("--pages", action="store_true", help="with a source page for each record")
    arguments = parser.parse_args()
    make(
        arguments.folder,
        arguments.records,
        arguments.kilobytes,
        fresh=arguments.fresh,
        trails=arguments.trails or arguments.decided,
        decided=arguments.decided,
        pages=arguments.pages,
    )


def make(
    folder: Path,
    records: int,
    kilobytes: int = 25,
    *,
    fresh: bool = False,
    trails: bool = False,
    decided: bool = False,
    pages: bool = False,
) -> None:
    """Makes a library.

    Args:
        folder: Where; it is created.
        records: How many.
        kilobytes: About how large each is.
        fresh: Whether no agency is decided yet; there are twice as many recommendations then, of half the length.
        trails: Whether each has a trail.
        decided: Whether a curator has decided about each recommendation since, an event each.
        pages: Whether each has a kept source page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if pages:
        (folder / "sources").mkdir(exist_ok=True)
    for number in range(records):
        record_id, lines = record(number, kilobytes * 1000, fresh=fresh, page=pages)
        raw = "\n".join(lines).encode()
        if pages:
            raw = _with_page(folder, record_id, raw)
        (folder / f"{record_id}.toml").write_bytes(raw)
        if trails:
            _write_trail(folder, record_id, raw, decided=decided)


def record(number: int, size: int, *, fresh: bool = False, page: bool = False) -> tuple[str, list[str]]:
    """One record: its id and its lines. The same number always gives the same record."""
    chance = random.Random(number)  # noqa: S311  # nothing here is a secret
    place = PLACES[number % len(PLACES)]
    year = 2012 + number // len(PLACES) % 10
    record_id = f"{place.lower()}-{year + 2}-{number:05d}"
    head = [
        "format = 1",
        f'id = "{record_id}"',
        "",
        "[review]",
        f'title = "{place} review {number}"',
        f'csp = "{place}"',
        f'published = "{year + 2}-06"',
        f"year_of_death = {year}",
        f'summary = """\n{" ".join(sentence(chance) for _ in range(4))}"""',
        "",
        "[source]",
        'publisher = "Home Office DHR Library"',
        f'url = "https://example.org/reviews/{record_id}"',
        *([f'page = "sources/{record_id}.txt"', f'sha256 = "{"0" * 64}"'] if page else []),
        "",
        "[curation]",
        'state = "open"',
    ]
    length = sum(map(len, head))
    lines, at = head, 1
    while length < size:
        more = list(_open_recommendation(chance, at, place) if fresh else _recommendation(chance, at))
        length += sum(map(len, more)) + len(more)
        lines += more
        at += 1
    return record_id, [*lines, ""]


def _recommendation(chance: random.Random, at: int) -> Iterator[str]:
    body = chance.choice(BODIES)
    fault = chance.random()
    printed = at - 1 if fault < 0.002 and at > 1 else at
    cell = "" if 0.002 < fault < 0.004 else body
    first = sentence(chance)
    text = f"{chance.choice(OPENINGS).format(body)} {first[0].lower()}{first[1:]} " + " ".join(
        sentence(chance) for _ in range(chance.randint(2, 7))
    )
    yield from ("", "[[recommendations]]", f'key = "r{at:03d}"', f'number = "{printed}"')
    yield f'text = """\n{text}"""'
    yield from (f'addressed_to = "{cell}"', f'agencies = ["{body}"]', 'status = "pending"')


def _open_recommendation(chance: random.Random, at: int, place: str) -> Iterator[str]:
    body = _written(chance, place)
    first = sentence(chance)
    text = f"{chance.choice(OPENINGS).format(body)} {first[0].lower()}{first[1:]} {sentence(chance)}"
    yield from ("", "[[recommendations]]", f'key = "r{at:03d}"', f'number = "{at}"')
    yield f'text = """\n{text}"""'
    yield from (f'addressed_to = "{_open_cell(chance, place)}"', "agencies = []", 'status = "pending"')


def _open_cell(chance: random.Random, place: str) -> str:
    sort = chance.random()
    if sort < 0.04:
        return ""
    if sort < 0.12:
        return chance.choice(MANY)
    count = 1 if sort < 0.5 else 2 if sort < 0.85 else 3
    return chance.choice(JOINS).join(dict.fromkeys(_written(chance, place) for _ in range(count)))


def _written(chance: random.Random, place: str) -> str:
    return chance.choice(LOCAL).format(place) if chance.random() < 0.6 else chance.choice(WIDE)


def sentence(chance: random.Random) -> str:
    """A sentence of the kind that recommendations are made of."""
    verb, other = chance.sample(VERBS, 2)
    what, also = chance.sample(WHAT, 2)
    why, when, who = chance.choice(WHY), chance.choice(WHEN), chance.choice(WHO)
    case, piece = chance.choice(CASES), chance.choice(PIECES)
    parts = [f"for {case} {piece}", f"{verb} {what} and {other} {also}", f"with {who}", when, why]
    chance.shuffle(parts)
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}."


def _with_page(folder: Path, record_id: str, raw: bytes) -> bytes:
    import hashlib  # noqa: PLC0415  # only where pages are wanted

    import tomli  # noqa: PLC0415  # the same

    data = tomli.loads(raw.decode())
    rows = [f"{r['number']} {r['text']} {r['addressed_to']}" for r in data["recommendations"]]
    text = "\n".join([data["review"]["title"], data["review"]["summary"], "Extracted recommendations", *rows, ""])
    (folder / "sources" / f"{record_id}.txt").write_bytes(text.encode())
    return raw.replace(b"0" * 64, hashlib.sha256(text.encode()).hexdigest().encode())


def _write_trail(folder: Path, record_id: str, raw: bytes, *, decided: bool) -> None:
    import tomli  # noqa: PLC0415  # only where trails are wanted

    from dhrcurate.domain.canonical import digest  # noqa: PLC0415  # the same
    from dhrcurate.domain.edit import apply  # noqa: PLC0415  # the same
    from dhrcurate.storage.codec import dump  # noqa: PLC0415  # the same
    from dhrcurate.trail.event import Event  # noqa: PLC0415  # the same
    from dhrcurate.trail.roots import root_edits  # noqa: PLC0415  # the same

    def event(action: str, edits: tuple[Edit, ...]) -> Event:
        parents = [lines[-1].id] if lines else []
        return Event.make(
            parents=parents, by="benchmark", tool="dhrcurate", action=action, state=digest(data), edits=edits
        )

    data = tomli.loads(raw.decode())
    lines: list[Event] = []
    lines.append(event("import", root_edits(data)))
    for row in data["recommendations"] if decided else ():
        edits = tuple(_decision(row, len(lines)))
        data = dict(apply(data, edits))
        lines.append(event("edit", edits))
    if decided:
        (folder / f"{record_id}.toml").write_bytes(dump(data))
    (folder / f"{record_id}.trail.jsonl").write_bytes(b"".join(one.to_line() for one in lines))


def _decision(row: Mapping[str, Any], at: int) -> Iterator[Edit]:
    from dhrcurate.domain.edit import Edit  # noqa: PLC0415  # only where decisions are wanted

    where = f"/recommendations/{row['key']}"
    if at % _CORRECTED == 0:
        yield Edit(f"{where}/text", row["text"], f"{row['text']} It should say so in public.")
    if at % _REJECTED == 0:
        yield Edit(f"{where}/note", None, "a heading")
    yield Edit(f"{where}/status", "pending", "rejected" if at % _REJECTED == 0 else "accepted")


if __name__ == "__main__":
    main()
