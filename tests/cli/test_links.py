"""Nothing is written through a link that lies in a library: whoever put it there would choose the file."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.programs import program
from libraries import TWICE, write
from made_pages import made
from repositories import isolate


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder outside of the library and its repository, in which nothing changes."""
    isolate(monkeypatch, tmp_path / "home")
    folder = tmp_path / "outside"
    (folder / "folder").mkdir(parents=True)
    (folder / "file").write_text("mine\n")
    top = tmp_path / "repository"
    top.mkdir()
    monkeypatch.chdir(top)
    subprocess.run(["git", "init", "-q"], check=True)
    write(Path("records"), "alder-2023", *TWICE)
    Path("records", "dhrcurate.toml").write_text("")
    Path("page.txt").write_text(made(3).table(), encoding="utf-8")
    key = folder.parent / "key"
    command = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    before = state(folder)
    yield folder
    assert state(folder) == before


def state(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


COMMANDS: dict[str, list[str]] = {
    "git setup": ["git", "setup"],
    "sign": ["audit", "sign", "--key", "../key"],
    "adopt": ["audit", "adopt", "alder-2023", "--reason", "begun"],
    "fix": ["check", "--fix", "--unsafe-fixes", "records"],
    "import": ["import", "page.txt", "--into", "records"],
    "check": ["check", "records"],
    "report": ["check", "records", "--output", "json:report.json"],
    "schema": ["schema", "--write", "schemas"],
    "rule": ["rule", "--write", "rules"],
}
PLACES: dict[str, tuple[str, ...]] = {
    "git setup": ("records/.gitattributes",),
    "sign": ("records/heads.txt", "records/heads.txt.sig"),
    "adopt": (
        "records/alder-2023.trail.jsonl", "records/.alder-2023.trail.jsonl.staged", "records/.dhrcurate",
        "records/.dhrcurate/lock", "records/.dhrcurate/lock-owner.json", "records/.dhrcurate/.gitignore",
        "records/.dhrcurate/batches", "records/.dhrcurate/set-aside",
    ),
    "fix": ("records/.alder-2023.toml.staged", "records/alder-2023.trail.jsonl"),
    "import": ("records/sources", "records/.gitattributes", "records/.dhrcurate"),
    "check": ("records/.dhrcurate", "records/.dhrcurate/cache", "records/.dhrcurate/.gitignore"),
    "report": ("report.json",),
    "schema": ("schemas/record.schema.json",),
    "rule": ("rules/DHR101.md",),
}  # fmt: skip


@pytest.mark.parametrize("to", ["file", "new", "folder"])
@pytest.mark.parametrize(("command", "place"), [(name, place) for name, places in PLACES.items() for place in places])
def test_nothing_outside_is_written_through_a_link(
    outside: Path, command: str, place: str, to: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(outside / to)
    code = main(COMMANDS[command])
    assert code in (0, 1, 2), capsys.readouterr().err
    assert "Traceback" not in capsys.readouterr().err


REFUSED = (
    ("git setup", "records/.gitattributes"),
    ("sign", "records/heads.txt"),
    ("sign", "records/heads.txt.sig"),
    ("report", "report.json"),
    ("schema", "schemas/record.schema.json"),
    ("adopt", "records/.dhrcurate"),
    ("adopt", "records/.dhrcurate/lock"),
)


@pytest.mark.parametrize(("command", "place"), REFUSED)
def test_a_link_is_named_in_one_line_and_stays(
    outside: Path, command: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside / "file")
    assert main(COMMANDS[command]) in (1, 2)
    told = capsys.readouterr().err
    assert "is a symbolic link" in told
    assert path.name in told
    assert told.count("\n") == 1
    assert path.is_symlink()


def test_a_folder_of_the_library_that_became_a_link_is_not_written_through(
    outside: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(Path("records", "deep"), "birch-2023", *TWICE)
    session = Session(Library.open(Path("records")), "A. Curator")
    loaded = session.library.load("birch-2023")
    (outside.parent / "aside").mkdir()
    Path("records", "deep").rename(outside.parent / "aside" / "deep")
    Path("records", "deep").symlink_to(outside.parent / "aside" / "deep")
    before = state(outside.parent / "aside")
    with pytest.raises(RefusedError, match="deep: is a symbolic link"):
        session.apply("birch-2023", decide.accept(loaded.data, "r001"))
    assert state(outside.parent / "aside") == before


def test_a_path_that_the_user_names_may_be_a_link(outside: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("out.csv").symlink_to(tmp_path / "elsewhere" / "out.csv")
    assert main(["export", "records", "--to", "out.csv"]) == 0
    assert (tmp_path / "elsewhere" / "out.csv").is_file()
    assert main(["export", "records", "--to", "out.csv"]) == 2
    assert main(["export", "records", "--to", "out.csv", "--force"]) == 0
    assert Path("out.csv").is_symlink()


def test_a_signature_verifies_as_before(outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(COMMANDS["adopt"]) == 0
    assert main(COMMANDS["sign"]) == 0
    signers = tmp_path / "signers"
    signers.write_text(f"a.curator {(tmp_path / 'key.pub').read_text()}")
    assert main(["audit", "verify", "records", "--signers", str(signers)]) == 0
