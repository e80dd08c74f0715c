"""Case files of rules: `tests/rules/cases/<rule-name>.toml`, one for each rule.

A file holds cases that pass and cases that fail:

    [[passes]]
    name = "two agencies, already told apart"                # what the case shows; required
    recommendations = [{ addressed_to = "Exampleshire Police | Exampleton Refuge" , agencies = ["...", "..."] }]

    [[fails]]
    name = "two agencies in one cell"
    recommendations = [{ addressed_to = "Exampleshire Police | Exampleton Refuge", agencies = [] }]
    [[fails.findings]]                                       # exactly these, in order; each member may be left out
    message = "agencies"                                     # words in the message
    key = "r001"                                             # "" if it is about the whole record
    path = "/recommendations/r001/addressed_to"
    span = [0, 40]                                           # in code points, the end exclusive
    marks = "Exampleshire Police | Exampleton Refuge"        # the same, as words; "" if there is no span
    fix = "safe"                                             # or "unsafe", or "none"
    severity = "warning"
    related = ["other-record", "r002"]
    place = [3, 1]                                           # line and column, for findings without a path
    record = "exampleton-2023-06"                            # library rules: where it is reported
    [fails.fixed]                                            # the values at some paths after all fixes
    "/recommendations/r001/agencies" = ["Exampleshire Police", "Exampleton Refuge"]
    "/recommendations/r001/note" = "<absent>"                # no such value

**The record.** A case is laid over a sound record (`BASE`): the tables `review`, `source` and `curation` are merged
key by key, other top-level keys replace, and `extra` holds such as the format does not know. Each of
`recommendations` is laid over a sound one (`SOUND`, with another of `TEXTS` each), with the keys r001, r002, ... and
the numbers 1, 2, ...; `"<absent>"` as a value takes the key away. Without `recommendations` the record has one sound
recommendation.

**Surroundings.** `page` is the text of the kept source page. `today` is the date of the check (2026-11-22). The
register is `fake_names.REGISTER` and the case's own `register = [{ name, kind, aliases, ... }]`; `resolved` holds the
earlier decisions of curators: written name to a list. `extracted` is the number of recommendations that came in.

**Documents.** `report` is the text of a report that was read, a block a line: `# ` before a heading, `| ` before a row
of a table and between its cells, `---` for the end of a page. Where it is given, the record has one document, and its
evidence is worked out from it anew after each fix. `documents` are tables with other members of its `DocumentFacts`.

**File rules** get the same record; `[fails.file]` sets `stem`, `page_name`, `page_digest`, `problems` (tables with
`rule`, `message` and `line` and `column`, or `path`, `key`, `number`), `trail` (members of `TrailFacts`), and `record
= false` if the content is not a record. **Decision rules** get the findings in `found` (tables with `rule`, a name, and
`key`) and `uses`, a table from a waiver's path to its use. **Library rules** get `records`, a list of such
records (each laid over `BASE`, so each needs an `id`), `copies`, the files of ids that several have, `one_trail`,
groups of ids with one trail, `own_agencies` as `register`, and `sample`, an entry of `samples.toml`.

Fixes are applied one by one, with a new check after each. The runner fails if a finding survives its own fix, if fixing
never ends, or if a fix causes an error of any rule that was not there before.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Box, Cell, Report, Stretch
from dhrcurate.domain.edit import get
from dhrcurate.domain.evidence import DocumentFacts, Evidence
from dhrcurate.domain.finding import Finding, Place, Problem, Severity
from dhrcurate.domain.printed_place import without_strange
from dhrcurate.domain.record import Record
from dhrcurate.domain.samples import newest
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import (
    DecisionContext,
    FileContext,
    LibraryContext,
    RuleContext,
    TrailFacts,
    WaiverUse,
)
from dhrcurate.rules.record_summary import record_summary
from dhrcurate.rules.registry import LibraryFinding, Rule
from fake_names import REGISTER, FakeNames, entry

CASES = Path(__file__).parent / "rules" / "cases"
ABSENT = "<absent>"

SOUND: dict[str, Any] = {
    "addressed_to": "Exampleshire Police",
    "agencies": ["Exampleshire Police"],
    "status": "pending",
}
"""A sound, ordinary recommendation, but for its text."""

TEXTS = (
    "Exampleshire Police should review its domestic abuse policy and report the outcome to the partnership by March.",
    "All custody sergeants are to be trained in assessing the risk that a released suspect poses to a former partner.",
    "Exampleshire Police should audit twenty closed incidents a quarter and tell the board what supervisors missed.",
    "To appoint a lead officer who attends every conference and follows each agreed action until it is done.",
    "Officers who visit a family should record the name and school of each child in the house.",
    "To publish, within six months, how victims who have no settled immigration status can ask for protection.",
)

BASE: dict[str, Any] = {
    "format": 1,
    "id": "exampleton-2015-06",
    "review": {
        "title": "Exampleton review",
        "csp": "Exampleton",
        "published": "2015-06",
        "year_of_death": 2012,
        "summary": "The agencies that knew the family did not share what each of them knew.",
        "wording": "verbatim",
    },
    "source": {"publisher": "Home Office DHR Library", "url": "https://example.org/exampleton"},
    "curation": {"state": "open"},
}
"""A sound record without recommendations."""

RECORD_KEYS = ("format", "id", "review", "source", "curation", "waivers")
MERGED = ("review", "source", "curation")


@dataclass(frozen=True)
class Case:
    """One case of one rule."""

    rule: str
    fails: bool
    table: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.rule}: {self.table['name']}"

    @property
    def expected(self) -> list[Mapping[str, Any]]:
        return self.table.get("findings", []) if self.fails else []


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file."""
    return tuple(_read())


Named = TypeVar("Named", Case, Rule)


def cases_of(rule: Rule) -> list[Case]:
    """Every case of a rule."""
    return [case for case in cases() if case.rule == rule.name]


def check_all(check: Callable[[Named], None], those: Iterable[Named]) -> None:
    """Checks each in turn, and tells of all that fail: as tests of their own they took longer to list than to run.

    Raises:
        AssertionError: With what each of them said.
    """
    failed = []
    for each in those:
        try:
            check(each)
        except AssertionError as error:
            failed.append(f"{each.name}: {error}")
        except Exception as error:
            error.add_note(each.name)
            raise
    assert not failed, "\n\n".join(failed)


def _read() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"))
        assert tables.keys() <= {"passes", "fails"}, f"{path.name}: only [[passes]] and [[fails]] belong in a case file"
        for kind in ("passes", "fails"):
            for table in tables.get(kind, []):
                yield Case(path.stem, kind == "fails", table)


def record_data(table: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a case's record."""
    data = copy.deepcopy(BASE)
    for name, value in table.items():
        if name in MERGED:
            data[name] |= value
        elif name in RECORD_KEYS:
            data[name] = value
        elif name == "extra":
            data |= value
    rows = table.get("recommendations", [{}])
    if rows != ABSENT:
        data["recommendations"] = [
            {"key": f"r{i:03d}", "number": str(i), "text": TEXTS[i % len(TEXTS) - 1], **SOUND, **row}
            for i, row in enumerate(rows, start=1)
        ]
    without_absent: dict[str, Any] = _present(data)
    return without_absent


def names_of(table: Mapping[str, Any]) -> FakeNames:
    """The register that a case sees."""
    return FakeNames([*REGISTER, *(entry(**e) for e in table.get("register", []))], table.get("resolved"))


def run(rule: Rule, table: Mapping[str, Any], data: dict[str, Any]) -> list[tuple[str, Finding]]:
    """The findings of a rule in a case with `data` as its record's content, each with the id of its record."""
    if rule.scope == "library":
        found: list[LibraryFinding] = list(rule.check(library_context(table)))
        return [(f.record, f.finding) for f in found]
    if rule.scope == "file":
        context: Any = file_context(table, data)
    elif rule.scope == "decision":
        context = decision_context(table, data)
    else:
        context = record_context(table, data)
    return [(data["id"], f) for f in rule.check(context)]


def record_context(table: Mapping[str, Any], data: dict[str, Any]) -> RuleContext:
    """The context of a record rule."""
    record = Record.model_validate(data)
    return RuleContext(
        record=record,
        names=names_of(table),
        today=_today(table),
        data=data,
        page=table.get("page"),
        evidence=_evidence(table, record),
        extracted=table.get("extracted"),
    )


def _evidence(table: Mapping[str, Any], record: Record) -> Evidence | None:
    """What the documents of a case say."""
    if "report" not in table and "documents" not in table:
        return None
    report = made_report(table.get("report", ""))
    given = table.get("documents", [{}])
    facts = [
        DocumentFacts(**{"sha256": "d" * 64, "kind": "overview-report", "name": "report.pdf", **one}) for one in given
    ]
    wanted = [Wanted(r.key, r.number or "", r.title or "", r.text) for r in record.recommendations]
    made = evidence_of([(one, report if one.read and not one.problem else Report()) for one in facts], wanted)
    return without_strange(made, verbatim=record.review.wording == "verbatim")


def made_report(text: str) -> Report:
    """A report as it would have been read from a file, a block a line."""
    blocks: list[Block] = []
    page, row = 1, 0
    for at, line in enumerate(text.strip().split("\n")):
        words = line.strip()
        box = Box(page, 70.0, 20.0 * at, 500.0, 20.0 * at + 12)
        place = (Stretch(0, box, ()),)
        if words == "---":
            page += 1
        elif words.startswith("# "):
            blocks.append(Block("heading", words[2:], place, size=14.0, bold=True))
        elif words.startswith("| "):
            cells = enumerate(cell.strip() for cell in words[2:].split(" | "))
            blocks += [
                Block("cell", cell, place, cell=Cell(0, row, column), size=11.0) for column, cell in cells if cell
            ]
            row += 1
        elif words:
            blocks.append(Block("paragraph", words, place, size=11.0))
    return Report(tuple(blocks), page, tuple(str(number) for number in range(1, page + 1)))


def file_context(table: Mapping[str, Any], data: dict[str, Any]) -> FileContext:
    """The context of a file rule."""
    given = dict(table.get("file", {}))
    problems = tuple(_problem(p) for p in given.get("problems", []))
    trail: Mapping[str, Any] | None = given.get("trail")
    return FileContext(
        stem=given.get("stem", data["id"]),
        problems=problems,
        data=data,
        record=Record.model_validate(data) if given.get("record", True) else None,
        page_name=given.get("page_name", data.get("source", {}).get("page")),
        page_digest=given.get("page_digest"),
        trail=_trail_facts(trail) if trail is not None else None,
    )


def decision_context(table: Mapping[str, Any], data: dict[str, Any]) -> DecisionContext:
    """The context of a decision rule."""
    context = record_context(table, data)
    findings = []
    for given in table.get("found", []):
        rule = find_rule(given["rule"])
        assert rule, f"there is no rule {given['rule']}"
        findings.append(rule.finding("found", about=context.record.by_key(given.get("key", ""))))
    uses = table.get("uses", {})
    waivers = [
        WaiverUse(w, path, None, uses.get(path, "used"), _rule_name(w.rule))
        for i, w in enumerate(context.record.waivers)
        for path in (f"/waivers/{i}",)
    ]
    for r in context.recommendations:
        for i, waiver in enumerate(r.waivers):
            path = f"/recommendations/{r.key}/waivers/{i}"
            waivers.append(WaiverUse(waiver, path, r.key, uses.get(path, "used"), _rule_name(waiver.rule)))
    return DecisionContext(context, tuple(findings), tuple(waivers))


def _rule_name(selector: str) -> str | None:
    rule = find_rule(selector)
    return rule.name if rule else None


def library_context(table: Mapping[str, Any]) -> LibraryContext:
    """The context of a library rule."""
    records = [Record.model_validate(record_data(r)) for r in table.get("records", [])]
    own = tuple(entry(**{"origin": "agencies.toml", **e}) for e in table.get("own_agencies", []))
    summaries = {r.id: record_summary(r) for r in sorted(records, key=lambda r: r.id)}
    copies = table.get("copies", {})
    one_trail = table.get("one_trail", [])
    sample = newest({"samples": [table["sample"]]}) if "sample" in table else None
    return LibraryContext(summaries, names_of(table), own, copies=copies, one_trail=one_trail, sample=sample)


def mismatches(expected: Mapping[str, Any], record: str, found: Finding, data: Mapping[str, Any]) -> list[str]:
    """The parts of an expectation that a finding does not meet."""
    value = get(data, found.path)
    marked = value[found.span.start : found.span.end] if found.span and isinstance(value, str) else ""
    actual: dict[str, Any] = {
        "message": found.message,
        "key": found.key or "",
        "path": found.path,
        "span": [found.span.start, found.span.end] if found.span else [],
        "marks": marked,
        "fix": found.fix.safety.value if found.fix else "none",
        "severity": found.severity.value,
        "related": list(found.related),
        "place": [found.place.line, found.place.column] if found.place else [],
        "record": record,
    }
    unknown = expected.keys() - actual.keys()
    assert not unknown, f"a case file cannot expect {', '.join(sorted(unknown))}"
    return [
        f"{name}: {actual[name]!r} and not {wanted!r}"
        for name, wanted in expected.items()
        if (wanted not in actual[name] if name == "message" else wanted != actual[name])
    ]


def errors(rules: tuple[Rule, ...], table: Mapping[str, Any], data: dict[str, Any]) -> set[tuple[str, str]]:
    """Code and path of every error that record and file rules find."""
    with_errors = [r for r in rules if r.severity is Severity.ERROR and r.scope in {"record", "file"}]
    return {(f.rule, f.path) for r in with_errors for _, f in run(r, table, data)}


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _present(v) for k, v in value.items() if v != ABSENT}
    return [_present(v) for v in value] if isinstance(value, list) else value


def _today(table: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(table.get("today", "2026-11-22")))


def _trail_facts(given: Mapping[str, Any]) -> TrailFacts:
    members: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return TrailFacts(**members)


def _problem(given: Mapping[str, Any]) -> Problem:
    given = dict(given)
    line, column = given.pop("line", None), given.pop("column", 1)
    return Problem(place=Place(line, column, line, column + 1) if line else None, **given)
