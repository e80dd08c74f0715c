"""A file or folder whose name is not UTF-8 is told in a line, in every command and format, and the rest goes on."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dhrcurate.cli import main
from dhrcurate.reporting.formats import FORMATS
from libraries import recommendation, record

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the file system takes no such name")

ID = "alder-2023"
SHOWN = "‹U+DCFF›"
BAD = {
    "a record": f"{ID}.toml",
    "a trail": f"{ID}.trail.jsonl",
    "a folder": "",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    root = tmp_path / "records"
    root.mkdir()
    text = record(ID, recommendation(1, text="The council should review the the training of its staff."))
    (root / f"{ID}.toml").write_text(text, encoding="utf-8")
    main(["audit", "adopt", ID, "--reason", "begun"])
    subprocess.run(["git", "init", "-q"], check=True)
    main(["git", "setup", "records"])
    capsys.readouterr()
    return root


def put(root: Path, which: str) -> Path:
    """Puts such a file or folder into the library."""
    if which == "a folder":
        path = root / os.fsdecode(b"b\xff")
        path.mkdir()
        for name in (f"{ID}.toml", f"{ID}.trail.jsonl"):
            shutil.copy(root / name, path / name)
        return path
    path = root / os.fsdecode(f"b\xff{BAD[which].removeprefix(ID)}".encode("latin-1"))
    shutil.copy(root / BAD[which], path)
    return path


def answer(call: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(call)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("more", [[], ["--no-cache"], ["--diff", "--unsafe-fixes"], ["--statistics"], ["--fix"]])
@pytest.mark.parametrize("which", BAD)
def test_a_check_tells_it_and_goes_on(
    which: str, more: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = answer(["check", "records", *more], capsys)
    path = put(root, which)
    code, out, err = answer(["check", "records", *more], capsys)
    assert code == 2
    assert out == before[1] or more == ["--fix"]
    (told,) = [line for line in err.splitlines() if SHOWN in line]
    assert f"records/{os.fsencode(path.name).decode('utf-8', 'surrogateescape')}".replace("\udcff", SHOWN) in told
    assert "its name is not UTF-8" in told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("which", BAD)
def test_every_format_goes_on(which: str, form: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(root, which)
    code, out, err = answer(["check", "records", "--output-format", form, "--output", f"{form}:report"], capsys)
    assert code == 2
    assert "its name is not UTF-8" in err
    assert f"records/{ID}.toml" in out
    assert Path("report").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_a_library_of_such_a_name_is_checked(form: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = root.rename(root.with_name(os.fsdecode(b"records\xff")))
    answer(["check", str(other)], capsys)
    code, out, _ = answer(["check", str(other), "--output-format", form, "--output", f"{form}:report"], capsys)
    assert code == 0
    assert ID in out


def test_a_file_of_such_a_name_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(root, "a record")
    code, _, err = answer(["check", str(path)], capsys)
    assert code == 2
    assert f"{SHOWN}.toml: its name is not UTF-8" in err


COMMANDS = {
    ("audit", "verify", "records"): 1,
    ("git", "status", "records"): 1,
    ("export", "records", "--to", "-", "--format", "json"): 1,
    ("agencies", "list", "records"): 0,
    ("review", "--plain", "records"): 0,
}


@pytest.mark.parametrize("call", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("which", BAD)
def test_every_command_tells_it_and_goes_on(
    which: str,
    call: tuple[str, ...],
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"quit\n"), isatty=lambda: False))
    put(root, which)
    code, out, err = answer(list(call), capsys)
    assert code == COMMANDS[call]
    (told,) = [line for line in (out + err).splitlines() if SHOWN in line]
    assert "ts name is not UTF-8" in told


@pytest.mark.parametrize("call", [["audit", "heads", "records"], ["audit", "log", ID], ["audit", "sign", "--key", "x"]])
@pytest.mark.parametrize("which", BAD)
def test_no_command_crashes(which: str, call: list[str], root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(root, which)
    code, out, _ = answer(call, capsys)
    assert code in (0, 1, 2)
    assert SHOWN not in out


def test_a_folder_of_such_a_name_without_records_is_nobodys_business(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "documents" / os.fsdecode(b"scans\xff")
    folder.mkdir(parents=True)
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7")
    assert answer(["check", "records"], capsys)[0] == 0
    assert answer(["audit", "verify", "records"], capsys)[0] == 0
