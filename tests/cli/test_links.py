"""Nothing is written through a link that lies in a library: whoever put it there would choose the file."""

import io
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


def test_a_path_that_the_user_names_may_be_a_link_of_the_user_s_own(outside: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    own = tmp_path / "own.csv"
    own.symlink_to(tmp_path / "elsewhere" / "out.csv")
    assert main(["export", "records", "--to", str(own)]) == 0
    assert (tmp_path / "elsewhere" / "out.csv").is_file()
    assert main(["export", "records", "--to", str(own)]) == 2
    assert main(["export", "records", "--to", str(own), "--force"]) == 0
    assert main(["check", "records", "--output", f"json:{own}", "--fail-on", "never"]) == 0
    assert own.is_symlink()
    (tmp_path / "library").symlink_to(Path("records").absolute())
    assert main(["audit", "adopt", "alder-2023", "--library", str(tmp_path / "library"), "--reason", "begun"]) == 0
    assert Path("records", "alder-2023.trail.jsonl").is_file()


OUTPUTS: dict[str, list[str]] = {
    "export": ["export", "records", "--to", "{}/x.csv"],
    "export over": ["export", "records", "--to", "{}/file.csv", "--force"],
    "check": ["check", "records", "--output", "sarif:{}/x.sarif"],
    "baseline": ["check", "records", "--write-baseline", "{}/b.json"],
    "import": ["import", "page.txt", "--into", "{}/new"],
    "import into": ["import", "page.txt", "--into", "{}"],
    "schema": ["schema", "--write", "{}"],
    "schema below": ["schema", "--write", "{}/schemas"],
    "rule": ["rule", "--write", "{}"],
}


@pytest.mark.parametrize("named", ["o", "records/deep/o", "records/../o", "absolute"])
@pytest.mark.parametrize("command", OUTPUTS)
def test_no_output_goes_through_a_folder_that_is_a_link_in_the_repository(
    outside: Path, command: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (outside / "folder" / "file.csv").write_text("mine\n")
    before = state(outside / "folder")
    Path("records", "deep").mkdir()
    for link in (Path("o"), Path("records/deep/o"), Path("absolute")):
        link.symlink_to(outside / "folder")
    here = str(Path("absolute").absolute()) if named == "absolute" else named
    assert main([word.format(here) for word in OUTPUTS[command]]) in (1, 2)
    told = capsys.readouterr().err
    assert "is a symbolic link in a repository" in told
    assert len([line for line in told.splitlines() if "link" in line]) == 1
    assert state(outside / "folder") == before
    (outside / "folder" / "file.csv").unlink()


LIBRARY: dict[str, list[str]] = {
    "review": ["review", "--plain"],
    "adopt": ["audit", "adopt", "alder-2023", "--reason", "begun"],
    "sign": ["audit", "sign", "--key", "../key"],
    "fix": ["check", "records", "--fix", "--unsafe-fixes"],
    "import": ["import", "page.txt", "--into", "records"],
    "git setup": ["git", "setup"],
    "add": ["agencies", "add", "Northwick Trust", "--kind", "charity"],
}


@pytest.mark.parametrize("command", LIBRARY)
@pytest.mark.parametrize("above", [False, True])
def test_a_library_that_is_a_link_in_the_repository_is_read_and_not_written(
    outside: Path, command: str, *, above: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    away = outside.parent / "away"
    if above:
        away.mkdir()
    Path("records").rename(away / "records" if above else away)
    write(away / "records" if above else away, "alder-2023", *TWICE).with_name("dhrcurate.toml").write_text("")
    if above:
        Path("up").symlink_to(away)
        Path("page.txt").rename(away / "page.txt")
        (outside.parent / "key").rename(outside.parent / "repository" / "key")
    else:
        Path("records").symlink_to(away)
    record = next(away.rglob("alder-2023.toml"))
    record.write_bytes(record.read_bytes().replace(b"coercive", "caf\u00c3\u00a9".encode()))  # which has a fix
    before = state(away)
    words = [word.replace("records", "up/records").replace("page.txt", "up/page.txt") for word in LIBRARY[command]]
    library = {"adopt": ["--library", "up/records"], "add": ["--library", "up/records"]}
    named = library.get(command, ["up/records"]) if not any("up/records" in word for word in words) else []
    arguments = [*words, *named] if above else LIBRARY[command]
    arguments = ["key" if above and word == "../key" else word for word in arguments]
    monkeypatch.setattr("sys.stdin", io.StringIO("open alder-2023\na\nquit\n"))
    assert main(arguments) in (1, 2)
    told = capsys.readouterr().err
    assert [line for line in told.splitlines() if "is a symbolic link in a repository" in line], told
    assert told.count("symbolic link") == 1
    assert state(away) == before
    assert main(["check", "up/records" if above else "records", "--fail-on", "never"]) == 0
    assert state(away) == before


def test_a_signature_verifies_as_before(outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(COMMANDS["adopt"]) == 0
    assert main(COMMANDS["sign"]) == 0
    signers = tmp_path / "signers"
    signers.write_text(f"a.curator {(tmp_path / 'key.pub').read_text()}")
    assert main(["audit", "verify", "records", "--signers", str(signers)]) == 0
