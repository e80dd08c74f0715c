"""Every command that writes, as it is typed, each with the library that it works on."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.documents.attaching import attach
from dhrcurate.curation.documents.given import Given, looked_at
from dhrcurate.curation.documents.opening import Shelf
from dhrcurate.curation.exporting import gather
from dhrcurate.curation.importing import Importer
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.exporters import FORMATS
from dhrcurate.storage.folder import LibraryFolder
from documents_beside import report
from faulty import Unsynced
from scenarios import BARE, OTHER, TRAILED, library

PAGES = Path(__file__).parent / "importers" / "pages"
SIGNS = ("--as", "A. Curator")


@dataclass(frozen=True)
class Command:
    """One command that writes.

    Attributes:
        name: Its name.
        prepare: Makes the library that it works on, in a new folder, of the one that `scenarios.library` makes.
        arguments: Those of the command line, from the library's folder.
        typed: What is typed, for the one that asks.
        repeats: Whether the same command made again brings about what it was to bring about.
        tidy: Whether the library is whole before it.
    """

    name: str
    prepare: Callable[[Path], object]
    arguments: Callable[[Path], Sequence[str]]
    typed: bytes = b""
    repeats: bool = True
    tidy: bool = True


def _session(root: Path, curator: str = "A. Curator") -> Session:
    return Session(Library.open(root), curator, ops=Unsynced())


def _nothing(_root: Path) -> None:
    """Leaves the library as it is."""


def _edited_export(root: Path) -> None:
    pieces = FORMATS["csv"](gather(Library.open(root)))
    rows = list(csv.DictReader(io.StringIO("".join(map(str, pieces)), newline="")))
    with (root.parent / "edited.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "note": "Seen by the panel."} for row in rows)


def _fixable(root: Path) -> None:
    path = root / f"{BARE}.toml"
    path.write_bytes(path.read_bytes().replace(b"Train staff", "Train staff at the caf\u00c3\u00a9".encode()))


def _addressed(root: Path) -> None:
    for record_id in (TRAILED, OTHER, BARE):
        path = root / f"{record_id}.toml"
        raw = path.read_bytes().replace(b'"Police"', b'"Exampleshire Police"')
        path.write_bytes(raw.replace(b'"accepted"', b'"pending"'))  # a decision without a trail is an error
    for path in root.glob("*.trail.jsonl"):
        path.unlink()
    _registered(root)


def _registered(root: Path) -> None:
    entry = '[[agencies]]\nid = "exampleshire-police"\nname = "Exampleshire Police"\nkind = "police"\n'
    (root / "agencies.toml").write_text(f"format = 1\n\n{entry}", encoding="utf-8")


def _table(root: Path) -> None:
    (root.parent / "agencies.csv").write_text("name\nNorthwick Trust\nSouthwick Trust\n", encoding="utf-8")


def _extracted_again(root: Path) -> None:
    """Imports a page, and writes it once more with other words."""
    page = PAGES / "northwold-table.txt"
    for _ in Importer(root, "A. Curator").import_page(page):
        pass
    (root.parent / "later.txt").write_bytes(page.read_bytes().replace(b" the ", b" every "))


def _reported(root: Path) -> Given:
    """Makes a report, and caches its text, which takes longer than all that is tried here."""
    path = root.parent / "report.pdf"
    path.write_bytes(report())
    with Shelf(LibraryFolder(root)) as shelf:
        return looked_at(path, path.read_bytes(), shelf.texts)


def _attached(root: Path) -> None:
    given, mine = _reported(root), _session(root)
    attach(mine, Shelf(mine.library.folder), TRAILED, given, url=None, copy=True)


def _changed_outside(root: Path) -> None:
    path = root / f"{TRAILED}.toml"
    path.write_bytes(path.read_bytes().replace(b"Train staff, 2 times", b"Train all staff"))


def _two_heads(root: Path) -> None:
    path, trail = root / f"{TRAILED}.toml", root / f"{TRAILED}.trail.jsonl"
    before = path.read_bytes(), trail.read_bytes()
    mine = _session(root, "B. Other")
    mine.apply(TRAILED, decide.accept(mine.library.load(TRAILED).data, "r002"))
    theirs = trail.read_bytes()[len(before[1]) :]
    path.write_bytes(before[0])
    trail.write_bytes(before[1])
    mine = _session(root)
    mine.apply(TRAILED, decide.reject(mine.library.load(TRAILED).data, "r003", "no"))
    trail.write_bytes(trail.read_bytes() + theirs)


def _named(root: Path) -> None:
    mine = _session(root)
    for why in ("a name that should not be here", "who?"):
        mine.apply(TRAILED, decide.query(mine.library.load(TRAILED).data, "r002", why))


def _git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A. Curator", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def _in_git(root: Path) -> None:
    _git(root, "init", "-q", "-b", "main")
    for name, value in (("user.name", "A. Curator"), ("user.email", "a@example.org"), ("commit.gpgsign", "false")):
        _git(root, "config", name, value)
    (root / ".gitignore").write_text(".dhrcurate/\n", encoding="utf-8")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "begin")


def _branches(root: Path) -> None:
    from dhrcurate.curation.versioning.setup import set_up  # only here

    _in_git(root)
    set_up(root)
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "attributes")
    _git(root, "checkout", "-qb", "theirs")
    mine = _session(root, "B. Other")
    mine.apply(TRAILED, decide.accept(mine.library.load(TRAILED).data, "r002"))
    _git(root, "commit", "-qam", "theirs")
    _git(root, "checkout", "-q", "main")
    mine = _session(root)
    mine.apply(TRAILED, decide.reject(mine.library.load(TRAILED).data, "r003", "no"))
    _git(root, "commit", "-qam", "ours")


def _reverted(root: Path) -> None:
    _in_git(root)
    mine = _session(root)
    mine.apply(TRAILED, decide.accept(mine.library.load(TRAILED).data, "r002"))
    _git(root, "commit", "-qam", "a decision")
    _git(root, "revert", "--no-edit", "HEAD")


def _keyed(root: Path) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(root.parent / "key")], check=True, capture_output=True
    )


def _event(root: Path, at: int) -> str:
    return find_target(TRAILED, root).read().events[at].id


def _audit(root: Path, action: str, *more: str) -> tuple[str, ...]:
    return ("audit", action, TRAILED, *more, "--library", str(root), *SIGNS)


_PLAIN = f"open {TRAILED}\ngo 2\na\nx It says too little.\nu\ngo 3\nc a note\ngo record\nS\nyes\nquit\n".encode()

COMMANDS: tuple[Command, ...] = (
    Command("import", _nothing, lambda r: ("import", str(PAGES / "northwold-table.txt"), "--into", str(r), *SIGNS)),
    Command(
        "import into a new library",
        _nothing,
        lambda r: ("import", str(PAGES / "northwold-flat.txt"), "--into", str(r / "new"), *SIGNS),
    ),
    Command(
        "import --update",
        _extracted_again,
        lambda r: ("import", "--update", str(r.parent / "later.txt"), "--into", str(r), *SIGNS),
    ),
    Command(
        "document add",
        _reported,
        lambda r: ("document", "add", TRAILED, str(r.parent / "report.pdf"), "--library", str(r), *SIGNS),
    ),
    Command("document remove", _attached, lambda r: ("document", "remove", TRAILED, "report.pdf", "--library", str(r),
                                                    *SIGNS)),
    Command(
        "import a report",
        _reported,
        lambda r: ("import", str(r.parent / "report.pdf"), "--into", str(r), *SIGNS),
    ),
    Command("check --fix", _fixable, lambda r: ("check", "--fix", str(r), *SIGNS)),
    Command("agencies resolve", _addressed, lambda r: ("agencies", "resolve", str(r), *SIGNS)),
    Command(
        "agencies resolve --written",
        _addressed,
        lambda r: ("agencies", "resolve", str(r), "--written", "Exampleshire Police", "--means",
                   "Exampleshire Police", *SIGNS),
    ),
    Command(
        "agencies add",
        _registered,
        lambda r: ("agencies", "add", "Northwick Trust", "--kind", "charity", "--library", str(r), *SIGNS),
    ),
    Command(
        "agencies import",
        _table,
        lambda r: ("agencies", "import", str(r.parent / "agencies.csv"), "--kind", "charity", "--column", "name=name",
                   "--library", str(r), *SIGNS),
    ),
    Command("audit adopt", _changed_outside, lambda r: _audit(r, "adopt", "--reason", "by hand"), tidy=False),
    Command("audit merge", _two_heads, lambda r: _audit(r, "merge"), tidy=False),
    Command(
        "audit redact",
        _named,
        lambda r: ("audit", "redact", TRAILED, _event(r, 2), "/recommendations/r002/note", "--reason", "a name",
                   "--library", str(r), *SIGNS),
    ),
    Command("audit restore --at", _named, lambda r: _audit(r, "restore", "--at", _event(r, 0))),
    Command("audit restore --lost", _reverted, lambda r: _audit(r, "restore", "--lost")),
    Command("audit sign", _keyed, lambda r: ("audit", "sign", str(r), "--key", str(r.parent / "key"))),
    Command("git setup", _in_git, lambda r: ("git", "setup", str(r))),
    Command("git merge", _branches, lambda r: ("git", "merge", "theirs", "--library", str(r), *SIGNS), repeats=False),
    Command(
        "review --plain", _nothing, lambda r: ("review", "--plain", str(r), *SIGNS), typed=_PLAIN, repeats=False
    ),
    Command(
        "import --update of an export",
        _edited_export,
        lambda r: ("import", "--update", str(r.parent / "edited.csv"), "--into", str(r), *SIGNS),
    ),
    Command(
        "quality sample",
        _nothing,
        lambda r: ("quality", "sample", str(r), "--error", "0.5", "--seed", "1", *SIGNS),
        repeats=False,
    ),
    Command("export --to", _nothing, lambda r: ("export", str(r), "--to", str(r.parent / "out.csv"), "--force")),
    Command("check --write-baseline", _nothing, lambda r: ("check", str(r), "--write-baseline",
                                                          str(r.parent / "known.json"), "--fail-on", "never")),
)  # fmt: skip
"""Every way of writing that the command line has."""


def prepared(command: Command, folder: Path) -> Path:
    """Makes the library that a command works on, in a folder of its own; returns its folder."""
    root = library(folder / "library")
    command.prepare(root)
    return root
