"""Heads that are kept or signed: a name is no line of them, and a signing leaves the old pair or the new one."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.auditing.heads import Head, heads_text, parse_heads
from dhrcurate.curation.auditing.signing import check_signature, sign
from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import DhrcurateError, RefusedError, UnusableError
from dhrcurate.storage.folder import HEADS, SIGNATURE, LibraryFolder, staged_beside
from faulty import Crash, Faulty, faults_of
from redacting import ONE as ID
from redacting import empty_library, note, write_record

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")

EVENT = "0" * 64
ODD = (f"x\n{EVENT} 2 {ID}", "x\r", " x", "x ", "x\x85y", "x\u2028y", "\x1b[31m", "x\u202ey", "x\ty", "x\u00a0")
SOUND = ("x", "x y", "Ménage", "a.b", "x-1 2 y", "[x]", "- 0 x", "'x'", "x…y", "日本")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = empty_library(tmp_path, monkeypatch)
    write_record(root, ID, {})
    note(root, ID, "a first note")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"], check=True)
    Path("signers").write_text(f"a@example.org {Path('key.pub').read_text()}")
    return root


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_could_be_more_than_one_is_neither_signed_nor_listed(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / f"{name}.toml").write_text('format = 1\nid = "x"\n\n[review]\ntitle = "x"\n')
    for command in (["sign", str(root), "--key", "key"], ["heads", str(root)]):
        assert main(["audit", *command]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert "give it another name" in told.err
        assert told.err.count("\n") == 1
    assert not (root / HEADS).exists()
    assert main(["audit", "heads", str(root), "--output-format", "json"]) == 0


@pytest.mark.parametrize("name", SOUND)
def test_every_other_name_comes_back_as_it_was(name: str) -> None:
    found = [Head(name, EVENT, 3), Head(name, None, 0)]
    assert parse_heads(heads_text(found).encode(), Path("kept")) == found


FIRST = "dhrcurate-heads 2 2026-12-01T09:00:00Z\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{FIRST}{EVENT} 2 x", 2),
        (f"{FIRST}{EVENT} 2 x\r\n", 2),
        (f"{FIRST}{EVENT} 2 x \n", 2),
        (f"{FIRST}{EVENT} 2  x\n", 2),
        (f"{FIRST}{EVENT} 0 x\n", 2),
        (f"{FIRST}{EVENT} 02 x\n", 2),
        (f"{FIRST}- 2 x\n", 2),
        (f"{FIRST}- 0 x\n\n", 3),
        (f"{FIRST}- 0 x\x1b\n", 2),
        (f"{FIRST}{FIRST}", 2),
        ("dhrcurate-heads 2 today\n", 1),
        (f"dhrcurate-heads 2 \n{EVENT} 2 x\n", 1),
        (f"{EVENT}  x\u2028y\n", 1),
        (f"{EVENT}  x", 1),
    ],
)
def test_a_file_of_heads_with_anything_odd_is_an_error_that_names_the_line(text: str, line: int) -> None:
    with pytest.raises(UnusableError, match=f"^kept:{line}: "):
        parse_heads(text.encode(), Path("kept"))


def test_heads_that_are_not_text_are_an_error_also_where_they_are_signed(root: Path) -> None:
    (root / HEADS).write_bytes(f"{FIRST}- 0 x\xff\n".encode("latin-1"))
    subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-q", "-f", "key", "-n", "dhrcurate-heads", str(root / HEADS)], check=True
    )
    assert main(["audit", "verify", str(root), "--signers", "signers"]) == 2


def test_a_head_that_is_gone_is_told_in_a_sound_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    trail = root / f"{ID}.trail.jsonl"
    trail.write_bytes(trail.read_bytes().splitlines(keepends=True)[0])
    assert verified(root) == 1
    assert ", signed by a@example.org, is missing" in capsys.readouterr().err
    trail.unlink()
    (root / f"{ID}.toml").unlink()
    assert verified(root) == 1
    assert f"{ID}: its head was kept, signed by a@example.org, and now it is gone" in capsys.readouterr().err


# A signing that is interrupted


def verified(root: Path) -> int:
    return main(["audit", "verify", str(root), "--signers", "signers"])


def signed_twice(root: Path, ops: Faulty) -> None:
    """Signs, decides, and signs again with system calls that fail."""
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    note(root, ID, "a second note")
    sign_with(root, ops)


def sign_with(root: Path, ops: Faulty) -> None:
    with suppress(Crash, DhrcurateError, KeyboardInterrupt, MemoryError):
        sign(root, list(targets(LibraryFolder(root))), Path("key"), ops)


def test_whatever_fails_at_a_signing_leaves_the_old_signed_heads_or_the_new_ones(root: Path) -> None:
    calm = Faulty()
    signed_twice(root, Faulty(at=0))
    shutil.copytree(root, "calm")
    sign_with(Path("calm").absolute(), calm)
    assert len(calm.kinds) > 8
    for at, kind in enumerate(calm.kinds):
        for fault in {"crash-before", "crash-after", "torn-write", "EIO", "ENOSPC-from-then-on"} & set(faults_of(kind)):
            again = Path(f"{at}-{fault}").absolute()
            shutil.copytree(root, again)
            sign_with(again, Faulty(at=at, fault=fault))
            found = check_signature(again, list(targets(LibraryFolder(again))), Path("signers"))
            assert list(found) == [], (at, kind, fault)


@pytest.mark.parametrize("at", [1, 6, 8, 9, 10, 11, 13])
def test_what_an_interrupted_signing_left_is_told_and_goes_with_the_next_one(
    root: Path, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    signed_twice(root, Faulty(at=at, fault="crash-before"))
    left = [path for name in (HEADS, SIGNATURE) if (path := staged_beside(root / name)).exists()]
    capsys.readouterr()
    assert main(["audit", "verify", str(root)]) == 0
    assert capsys.readouterr().out.count("was interrupted") == len(left)
    assert main(["check", str(root), "--select", "DHR9"]) == 0
    assert capsys.readouterr().err.count("was interrupted") == len(left)
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    assert not any(path.exists() for path in left)
    assert main(["audit", "verify", str(root), "--signers", "signers", "--all-signed"]) == 0


@pytest.mark.parametrize("at", [1, 6, 8, 9, 10, 11, 13])
def test_the_next_opening_finishes_an_interrupted_signing_or_takes_it_back(root: Path, at: int) -> None:
    signed_twice(root, Faulty(at=at, fault="crash-before"))
    Session(Library.open(root), "A. Curator").recover()
    assert not any(staged_beside(root / name).exists() for name in (HEADS, SIGNATURE))
    assert verified(root) == 0


def test_a_staged_signature_of_somebody_else_is_no_signature(root: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "other"], check=True)
    assert main(["audit", "sign", str(root), "--key", "other"]) == 0
    (root / SIGNATURE).rename(staged_beside(root / SIGNATURE))
    assert verified(root) == 1


def test_a_folder_where_the_heads_are_staged_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staged_beside(root / SIGNATURE).mkdir()
    assert main(["audit", "sign", str(root), "--key", "key"]) == 1
    assert staged_beside(root / SIGNATURE).name in capsys.readouterr().err
    assert not (root / HEADS).exists()


def test_a_record_of_that_name_is_refused_before_anything_is_signed(root: Path) -> None:
    with pytest.raises(RefusedError):
        heads_text([Head("x\ny", None, 0)])


def _all_signed(root: Path) -> int:
    return main(["audit", "verify", str(root), "--signers", "signers", "--all-signed"])


@pytest.mark.parametrize("name", ["x.toml", "below/x.toml", "agencies.toml"])
def test_what_was_added_without_a_trail_is_not_all_signed(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    assert _all_signed(root) == 0
    added = root / name
    added.parent.mkdir(exist_ok=True)
    added.write_text("format = 1\n" + ("" if "agencies" in name else 'id = "x"\n\n[review]\ntitle = "x"\n'))
    capsys.readouterr()
    assert main(["audit", "verify", str(root), "--signers", "signers"]) == 0
    assert _all_signed(root) == 1
    assert f"{added.stem}: it is not among the signed heads" in capsys.readouterr().err
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    assert _all_signed(root) == 0


def test_what_had_no_trail_when_it_was_signed_may_be_without_one(root: Path) -> None:
    write_record(root, "otherton-2020", {})
    assert main(["audit", "sign", str(root), "--key", "key"]) == 0
    assert _all_signed(root) == 0
    note(root, "otherton-2020", "a first note")
    assert _all_signed(root) == 1
