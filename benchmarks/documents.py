"""Made reports beside records with known differences: is each recommendation found, and is what differs told?

The reports are set in layouts of published reviews, as PDF (fpdf2) and as Word files, and as PDF made from these by
LibreOffice where it is there. Of each record some recommendations are dropped, merged, reworded, cut, renumbered or
invented. A peer does what is usual: the page's text, and rapidfuzz's best alignment over the whole of it.
The documents of the reference folder (`DHRCURATE_REFERENCE`) are measured too, if they are there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from rapidfuzz import fuzz

from benchmarks import document_designs
from benchmarks.document_layouts import LAYOUTS
from benchmarks.document_making import Made, Truth, docx_of, pdf_of
from benchmarks.document_texts import texts
from benchmarks.timing import table
from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Report
from dhrcurate.documents.printed import plain_number
from dhrcurate.documents.reading import read
from dhrcurate.documents.stream import letters
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Located, Role, Status

ROOT = Path(__file__).parents[1]
REFERENCE = Path(os.environ.get("DHRCURATE_REFERENCE") or ROOT.parent / "shared") / "documents"
SEEDS = (1, 2, 3)
_OFFICE = 90.0
"""Seconds that LibreOffice gets for all of its files; what is not made then is left out."""
WIDE = ("action", "tables", "rows", "scope")
assert document_designs  # adds its layouts
KINDS = ("same", "changed marks", "cut behind", "cut in front", "reworded", "merged", "renumbered")


@dataclass
class Row:
    """A recommendation of a made record.

    Attributes:
        kind: How it differs from the report, `invented` if it is not there at all.
        wanted: What the record has.
        truths: What the report prints for it.
    """

    kind: str
    wanted: Wanted
    truths: list[Truth]


@dataclass
class Case:
    """A made record with its report.

    Attributes:
        rows: What the record has.
        dropped: What it lacks.
    """

    rows: list[Row] = field(default_factory=list)
    dropped: list[Truth] = field(default_factory=list)


def case_of(made: Made, seed: int) -> Case:
    """Return a record that differs from a made report in known ways."""
    draw = random.Random(seed)  # noqa: S311  # reports to try, no secret
    case = Case()
    kinds = ["dropped", "merged", "reworded", "cut behind", "cut in front", "changed marks", "renumbered"]
    draw.shuffle(kinds)
    truths = list(made.truths)
    while truths:
        truth = truths.pop(0)
        kind = kinds.pop() if kinds and draw.random() < 0.6 else "same"
        key = str(len(case.rows))
        if kind == "dropped":
            case.dropped.append(truth)
        elif kind == "merged" and truths and "\n" not in truth.text + truths[0].text:
            other = truths.pop(0)
            case.rows.append(Row(kind, Wanted(key, truth.number, "", f"{truth.text} {other.text}"), [truth, other]))
        elif kind == "reworded" and truth.otherwise:
            case.rows.append(Row(kind, Wanted(key, truth.number, "", truth.otherwise), [truth]))
        else:
            kind = kind if kind in {"cut behind", "cut in front", "changed marks", "renumbered"} else "same"
            if kind == "cut in front" and "\n" in truth.text:
                kind = "same"  # without its title it would be whole
            case.rows.append(Row(kind, _changed(kind, key, truth, draw), [truth]))
    if seed % 2:
        invented = texts(seed + 7919, 1)[0].words
        case.rows.append(Row("invented", Wanted(str(len(case.rows)), "", "", invented), []))
    return case


def _changed(kind: str, key: str, truth: Truth, draw: random.Random) -> Wanted:
    words, number = truth.text.split(), truth.number
    if kind == "cut behind":
        words = words[: -draw.randint(2, 5)]
    elif kind == "cut in front":
        words = words[draw.randint(1, 3) :]
    elif kind == "changed marks":
        words = [
            word.replace("-", " ").replace(",", ";").upper() if at % 3 == 0 else word for at, word in enumerate(words)
        ]
    elif kind == "renumbered" and number:
        number = "91"
    return Wanted(key, number, "", " ".join(words))


@dataclass
class Tally:
    """What was counted.

    Attributes:
        kinds: By how they differ: recommendations, and those with page, begin and end right.
        counts: Everything else.
        why: What was not right.
    """

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    why: list[str] = field(default_factory=list)

    def add(self, case: Case, evidence: Evidence, name: str) -> None:
        """Count one record."""
        for row, located in zip(case.rows, evidence.recommendations, strict=True):
            self._add_row(row, located, name)
        sure = [passage for passage in evidence.not_extracted if passage.sure]
        dropped = {letters(truth.text) for truth in case.dropped}
        self.counts["dropped"] += len(case.dropped)
        found = {letters(passage.text) for passage in sure} & dropped
        self.counts["dropped found"] += len(found)
        self.counts["not extracted"] += len(sure)
        self.counts["not extracted, true"] += sum(letters(passage.text) in dropped for passage in sure)
        self.why.extend(
            f"{name}: dropped and not told: {t.text[:70]}" for t in case.dropped if letters(t.text) not in found
        )
        self.why.extend(
            f"{name}: told and not dropped: {p.text[:70]!r}" for p in sure if letters(p.text) not in dropped
        )

    def _add_row(self, row: Row, located: Located, name: str) -> None:
        count = self.kinds.setdefault(row.kind, Counter())
        count["n"] += 1
        differs = located.status is Status.DIFFERS
        truly = row.kind in {"cut behind", "cut in front", "reworded"}
        self.counts["differs"] += differs
        self.counts["differs, true"] += differs and truly
        if differs and not truly and row.kind != "invented":
            self.why.append(f"{name}: {row.kind} said to differ {located.differences[:2]}: {row.wanted.text[:60]}")
        if row.kind == "invented":
            count["right"] += located.status is Status.ABSENT
            if located.main:
                self.why.append(f"{name}: invented {row.wanted.text[:110]!r} in {located.main.text[:110]!r}")
            return
        passages = [one for one in located.passages if one.role is not Role.ALSO]
        same = [letters(one.text) for one in passages] == [letters(truth.text) for truth in row.truths]
        whole = "".join(letters(one.text) for one in passages) == "".join(letters(truth.text) for truth in row.truths)
        pages = {page for one in passages for page in one.pages}
        right = {page for truth in row.truths for page in (truth.pages or truth.also)} if pages else set()
        count["right"] += (same or whole) and pages <= right
        count["status"] += located.status in _expected(row)
        if located.status not in _expected(row):
            self.why.append(f"{name}: {row.kind} is {located.status}: {row.wanted.text[:60]!r}")
        number = located.number_printed
        count["numbered"] += plain_number(number) == plain_number(row.truths[0].number)
        if body := row.truths[0].body:
            self.counts["addressed"] += 1
            self.counts["addressed, right"] += letters(body) in letters(" ".join(located.addressed_printed or ()))
        if not ((same or whole) and pages <= right):
            text = passages[0].text if passages else ""
            self.why.append(f"{name}: {row.kind} {located.status} p. {sorted(pages)} of {sorted(right)}: "
                            f"{row.wanted.text[:50]!r} in {text[:50]!r} ... {text[-40:]!r}")  # fmt: skip


def _expected(row: Row) -> set[Status]:
    if row.kind in {"cut behind", "cut in front", "reworded"}:
        return {Status.DIFFERS}
    if row.kind == "changed marks":
        return {Status.SAME_WORDS, Status.EXACT}
    return {Status.EXACT, Status.SAME_WORDS} if row.kind == "merged" else {Status.EXACT}


def naive(data: bytes, case: Case, tally: Tally) -> None:
    """Does what is usual: the text of all pages, and the best alignment over it."""
    document = pdfium.PdfDocument(data)
    starts, text = [], ""
    for page in document:
        starts.append(len(text))
        text += " ".join(page.get_textpage().get_text_range().split()) + " "
    for row in case.rows:
        count = tally.kinds.setdefault(row.kind, Counter())
        count["n"] += 1
        best = fuzz.partial_ratio_alignment(row.wanted.text, text, score_cutoff=60)
        if row.kind == "invented":
            count["right"] += best is None
        elif best is not None:
            found = letters(text[best.dest_start : best.dest_end])
            page = sum(start <= best.dest_start for start in starts)
            pages = {page for truth in row.truths for page in truth.pages | truth.also}
            count["right"] += found == "".join(letters(truth.text) for truth in row.truths) and page in pages


def facts_of(report: Report) -> DocumentFacts:
    """Return what a record would say of a report."""
    return DocumentFacts("0" * 64, "overview-report", "report", report.pages, report.unreadable, report.problem)


def reports(seeds: Sequence[int], only: str) -> Iterator[tuple[str, Made, int, str, bytes]]:
    """Yield made reports: their layout, themselves, the seed, the format and the bytes; all layouts of a seed first."""
    layouts = {name: make for name, make in LAYOUTS.items() if only in name}
    if office := shutil.which("soffice"):
        plain = {name: make(seeds[0]) for name, make in layouts.items()}
        for name, data in by_office(office, {name: docx_of(made) for name, made in plain.items()}).items():
            yield name, plain[name], seeds[0], "office", data
    for seed in seeds:
        for name, make in layouts.items():
            made = make(seed)
            font, wide = ("Helvetica", "Times")[seed % 2], name.startswith(WIDE) and seed % 2 == 0
            yield name, made, seed, "pdf", pdf_of(made, font=font, size=10 + seed % 3, landscape=wide)
            same = make(seed)
            yield name, same, seed, "docx", docx_of(same)


def by_office(program: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the PDFs that LibreOffice makes of Word files, in one run of it; their pages are not known."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.docx" for name in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                 "--outdir", folder, *paths],
                check=True, capture_output=True, timeout=_OFFICE,
            )  # fmt: skip
        made = [path.with_suffix(".pdf") for path in paths]
        return {path.stem: path.read_bytes() for path in made if path.is_file()}


def main(arguments: Sequence[str] = ()) -> None:
    """Prints how many recommendations are found with page, begin and end right, and how much is told truly."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    parser.add_argument("--only", default="", help="layouts with this in their name")
    parser.add_argument("--formats", nargs="*", default=["pdf", "docx", "office"])
    parser.add_argument("--seconds", type=float, default=150, help="begin no further made report after these")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N that are not right")
    options = parser.parse_args(list(arguments))
    tallies = {name: Tally() for name in (*options.formats, "peer")}
    spent = Counter[str]()
    until, measured = time.monotonic() + options.seconds, 0
    for name, made, seed, form, data in reports(options.seeds, options.only):
        if form not in options.formats:
            continue
        if time.monotonic() > until:
            print(f"ended after {options.seconds:.0f} s; more with --seconds")
            break
        measured += 1
        start = time.perf_counter()
        report = read(data, f"report.{'docx' if form == 'docx' else 'pdf'}")
        spent["read"] += time.perf_counter() - start  # type: ignore[assignment]
        case = case_of(made, seed)
        if form == "office":
            for truth in made.truths:
                truth.pages = set(range(1, report.pages + 1))
        start = time.perf_counter()
        evidence = evidence_of([(facts_of(report), report)], [row.wanted for row in case.rows])
        spent["evidence"] += time.perf_counter() - start  # type: ignore[assignment]
        spent["pages"] += report.pages
        tallies[form].add(case, evidence, f"{name} {seed} {form}")
        if form == "pdf":
            naive(data, case, tallies["peer"])
    print(f"{measured} reports of {spent['pages']} pages")
    _print(tallies)
    for tally in tallies.values():
        for line in tally.why[: options.show]:
            print(f"  {line}")
    if not options.only:
        _reference()
        _speed()


def _print(tallies: dict[str, Tally]) -> None:
    rows = []
    for kind in (*KINDS, "invented"):
        row = [kind]
        for tally in tallies.values():
            count = tally.kinds.get(kind, Counter())
            row.append(f"{count['right']}/{count['n']}" if count["n"] else "")
        ours = [tally.kinds.get(kind, Counter()) for name, tally in tallies.items() if name != "peer"]
        row += [f"{sum(c[what] for c in ours)}" if kind != "invented" else "" for what in ("status", "numbered")]
        rows.append(row)
    table(["page, begin and end right", *tallies, "status", "number"], rows)
    print()
    for name, tally in tallies.items():
        c = tally.counts
        if c:
            print(
                f"{name}: dropped ones told {c['dropped found']}/{c['dropped']}; of those told "
                f"{c['not extracted, true']}/{c['not extracted']} true; "
                f"of `differs` {c['differs, true']}/{c['differs']} true; "
                f"addressee {c['addressed, right']}/{c['addressed']}"
            )


def _reference() -> None:
    """Prints the same of the documents of the reference folder: those with a known truth."""
    paths = sorted(REFERENCE.glob("*/*.expected.json"))
    if not paths:
        print(f"\nskipped: no reference documents in {REFERENCE}; set DHRCURATE_REFERENCE")
        return
    rows = []
    for path in paths:
        truth = json.loads(path.read_text(encoding="utf-8"))
        wanted = [one for one in truth["recommendations"] if one.get("kind") != "conclusion"]
        file = path.with_name(path.name.removesuffix(".expected.json"))
        report = read(file.read_bytes(), file.name)
        if not wanted or report.problem:
            continue
        kept = [one for at, one in enumerate(wanted) if at % 5 != 4]
        start = time.perf_counter()
        evidence = evidence_of(
            [(facts_of(report), report)],
            [Wanted(str(at), str(one["number"]), "", one["text"]) for at, one in enumerate(kept)],
        )
        spent = time.perf_counter() - start
        right = sum(_is_right(one, located) for one, located in zip(kept, evidence.recommendations, strict=True))
        left = [one for at, one in enumerate(wanted) if at % 5 == 4]
        told = [passage for passage in evidence.not_extracted if passage.sure]
        found = sum(any(fuzz.ratio(letters(one["text"]), letters(p.text)) > 90 for p in told) for one in left)
        true = sum(any(fuzz.ratio(letters(one["text"]), letters(p.text)) > 60 for one in left) for p in told)
        rows.append(
            [file.name, f"{right}/{len(kept)}", f"{found}/{len(left)}", f"{true}/{len(told)}", f"{spent:.2f} s"]
        )
    print()
    table(["reference document", "located", "dropped ones told", "told that are true", "evidence"], rows)


def _is_right(truth: dict[str, object], located: Located) -> bool:
    main = located.main
    if main is None or located.status not in {Status.EXACT, Status.SAME_WORDS}:
        return False
    pages = {*truth["pages"], *(truth.get("also_on") or ())}  # type: ignore[misc]
    return not main.pages or set(main.pages) <= pages


def _speed() -> None:
    """Prints time and memory of a long report."""
    made = LAYOUTS["list_and_plan"](5)
    filler = [piece for piece in made.pieces if piece.kind == "p"]
    made.pieces[:0] = filler * 90
    data = pdf_of(made)
    start = time.perf_counter()
    report = read(data, "report.pdf")
    reading = time.perf_counter() - start
    wanted = [Wanted(str(at), "", "", one.words) for at, one in enumerate(texts(5, 26) + texts(6, 24))]
    start = time.perf_counter()
    evidence_of([(facts_of(report), report)], wanted)
    finding = time.perf_counter() - start
    tracemalloc.start()
    evidence_of([(facts_of(report), report)], wanted)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    share = 100 / report.pages
    print(
        f"\n{report.pages} pages, {len(wanted)} recommendations; per 100 pages: read {reading * share:.2f} s, "
        f"evidence {finding * share:.2f} s, {peak * share:.0f} MB of it"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
