"""`dhrcurate audit redact`: what it takes out, what it refuses and what it says."""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.canonical import digest
from dhrcurate.review.user_state import UserState, UserStateFile
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from redacting import NAME, ONE, empty_library, note, write_record
from trails import RECORD

OTHER = "otherton-2020-01"
CHECK = ["check", "records", "--select", "DHR9"]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records; in the note of one a name came and went."""
    root = empty_library(tmp_path, monkeypatch, "jane roe\n")
    for name in (ONE, OTHER):
        write_record(root, name, {"page": f"sources/{name}.txt"})
        (root / "sources" / f"{name}.txt").write_text("a page")
    note(root, ONE, f"told by {NAME}")
    note(root, ONE, "told by a neighbour")
    return root


def holding(root: Path) -> set[str]:
    return {p.name for p in root.rglob("*") if p.is_file() and NAME.casefold() in p.read_text().casefold()}


def redact(*arguments: str) -> int:
    return main(["audit", "redact", *arguments])


def test_a_text_is_taken_out_of_a_trail_and_verify_and_check_agree(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(CHECK) == 0  # fills the cache
    assert list((library / ".dhrcurate").glob("check/*"))
    assert redact(ONE, "--text-from", "text", "--reason", "a person was named") == 0
    told = capsys.readouterr()
    assert "taken out at 2 places of 1 trail" in told.err
    assert "published before still hold it" in told.err
    assert holding(library) == set()
    assert not list((library / ".dhrcurate").glob("check/*"))
    assert main(["audit", "verify", "records"]) == 0
    assert main(CHECK) == 0
    assert main(["audit", "log", ONE]) == 0
    assert 'note: (absent) -> "[redacted]"' in capsys.readouterr().out
    note(library, ONE, "told by someone")  # the record can still be changed, and taken back
    assert Session(Library.open(library), "A. Curator").undo(ONE) is not None
    assert main(["audit", "verify", "records"]) == 0


def test_the_log_of_a_change_of_which_one_side_was_taken_out_shows_the_other(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert redact(ONE, "--text-from", "text", "--reason", "a person was named") == 0
    capsys.readouterr()
    assert main(["audit", "log", ONE]) == 0
    assert 'note: "[redacted]" -> "told by a neighbour"' in capsys.readouterr().out


def test_the_text_can_come_from_standard_input(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NAME.upper().encode())))
    assert redact(ONE, "--text-from", "-") == 0
    assert holding(library) == set()


def test_one_occurrence_can_name_the_value(library: Path) -> None:
    trail = [json.loads(line) for line in (library / f"{ONE}.trail.jsonl").read_text().splitlines()]
    assert redact(ONE, trail[2]["id"][:12], "/recommendations/r001/note") == 0
    assert holding(library) == set()


def test_all_trails_of_a_library_are_one_batch(library: Path) -> None:
    note(library, OTHER, f"{NAME} too")
    note(library, OTHER, None)
    third = library / "thirdton-2019-02.toml"
    for sha256 in ("a" * 64, "b" * 64):
        third.write_bytes(dump({**RECORD, "id": third.stem, "source": {"sha256": sha256}}))
        assert main(["audit", "adopt", third.stem, "--reason", "another page"]) == 0
    before = third.with_suffix(".trail.jsonl").read_bytes()
    assert redact("--library", "records", "--text-from", "text") == 0
    assert third.with_suffix(".trail.jsonl").read_bytes() == before  # its pages have nothing to do with it
    assert holding(library) == set()
    last = [json.loads((library / f"{n}.trail.jsonl").read_text().splitlines()[-1]) for n in (ONE, OTHER)]
    assert [event["action"] for event in last] == ["redact", "redact"]
    assert last[0]["batch"] == last[1]["batch"] is not None
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("place", ["record", "page", "register", "configuration", "waiver"])
def test_it_is_refused_while_something_that_stays_holds_the_value(
    library: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    named = {
        "record": f"{ONE}.toml: /recommendations/r001/note",
        "page": f"sources/{ONE}.txt",
        "register": "agencies.toml",
        "configuration": "dhrcurate.toml",
        "waiver": f"{ONE}.toml: /recommendations/r001/waivers/0/seen",
    }
    if place == "record":
        note(library, ONE, f"once more {NAME}")
    elif place == "page":
        (library / "sources" / f"{ONE}.txt").write_text(f"a page about {NAME}")
    elif place == "register":
        (library / "agencies.toml").write_text(f'format = 1\n[[agencies]]\nname = "{NAME} Trust"\nkind = "charity"\n')
    elif place == "configuration":
        (library / "dhrcurate.toml").write_text(f"# {NAME}\n")
    else:
        data = Document.read(library / f"{ONE}.toml").data or {}
        seen = digest(f"told by {NAME}")
        waiver = {"rule": "DHR301", "reason": "so", "seen": seen, "by": "A. Curator", "at": "2026-11-22T10:05:00Z"}
        recs = [{**data["recommendations"][0], "waivers": [waiver]}, *data["recommendations"][1:]]
        (library / f"{ONE}.toml").write_bytes(dump({**data, "recommendations": recs}))
        assert main(["audit", "adopt", ONE, "--reason", "waived"]) == 0
        capsys.readouterr()
    before = (library / f"{ONE}.trail.jsonl").read_bytes()
    assert redact(ONE, "--text-from", "text") == 1
    error = capsys.readouterr().err
    assert named[place] in error
    assert error.count("\n") == 1
    assert (library / f"{ONE}.trail.jsonl").read_bytes() == before


def test_copies_elsewhere_are_listed_and_have_to_be_known(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note(library, OTHER, f"{NAME} too")
    (library / "documents").mkdir()
    (library / "documents" / f"{ONE}-overview.txt").write_text(f"About {NAME}")
    (library / ".dhrcurate" / "set-aside").mkdir()
    (library / ".dhrcurate" / "set-aside" / "torn").write_text(json.dumps({"x": NAME})[:-1])
    assert redact(ONE, "--text-from", "text") == 1
    error = capsys.readouterr().err
    for name in (f"{OTHER}.toml", f"{OTHER}.trail.jsonl", f"documents/{ONE}-overview.txt", "set-aside/torn"):
        assert name in error
    assert "--copies-known" in error
    assert redact(ONE, "--text-from", "text", "--copies-known") == 0
    assert f"a copy stays: {OTHER}.toml holds it" in capsys.readouterr().err
    assert f"{ONE}.trail.jsonl" not in holding(library)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([ONE], "give either --text-from"),
        ([ONE, "abcd"], "give either --text-from"),
        (["--text-from", "text"], "name a RECORD"),
        ([ONE, "--text-from", "nowhere"], "there is no such file"),
        ([ONE, "--text-from", "empty"], "there is no text"),
        ([OTHER, "--text-from", "text"], "no trail here holds this text"),
        ([ONE, "--text-from", "text", "--reason", "it was Jane Roe"], "the reason holds the text"),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_why_in_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (library.parent / "empty").write_text(" \n")
    assert redact(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_the_digest_of_a_page_that_held_it_goes_too(library: Path) -> None:
    record = library / f"{ONE}.toml"
    of_page = hashlib.sha256(b"a page").hexdigest()
    for sha256 in ("a" * 64, of_page):
        data = Document.read(record).data or {}
        record.write_bytes(dump({**data, "source": {**data["source"], "sha256": sha256}}))
        assert main(["audit", "adopt", ONE, "--reason", "another page"]) == 0
    assert redact(ONE, "--text-from", "text") == 0
    trail = (library / f"{ONE}.trail.jsonl").read_text()
    assert ("a" * 64 in trail, of_page in trail) == (False, True)
    assert main(["audit", "verify", "records"]) == 0


def test_a_value_of_the_register_s_trail_is_taken_out_in_the_same_way(library: Path) -> None:
    add = ["agencies", "add", "Otherton Trust", "--library", "records", "--kind", "charity"]
    assert main([*add, "--alias", NAME]) == 0
    register = library / "agencies.toml"
    register.write_text(register.read_text().replace(NAME, "The Trust"))
    assert main(["audit", "adopt", "agencies", "--library", "records", "--reason", "a person"]) == 0
    assert redact("--library", "records", "--text-from", "text") == 0
    assert holding(library) == set()
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize(
    "name", ["documents/Jane Roe.txt", "documents/letter-to_Jane%20Roe.txt", "Jane-Roe/letter.txt"]
)
def test_a_name_of_a_file_or_folder_that_holds_it_is_told(
    library: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = library / name
    path.parent.mkdir()
    path.write_text("A letter.")
    Path("text").write_text("Jane-Roe" if name.startswith("Jane-") else NAME)
    note(library, ONE, f"told by Jane-Roe and {NAME}")
    note(library, ONE, "told by a neighbour")
    capsys.readouterr()
    assert redact(ONE, "--text-from", "text") == 1
    assert f"{name} has it in its name" in capsys.readouterr().err
    assert redact(ONE, "--text-from", "text", "--copies-known") == 0


def test_an_address_that_holds_it_encoded_is_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "links.txt").write_text("https://example.org/search?q=jane%20roe&x=1")
    assert redact(ONE, "--text-from", "text") == 1
    assert "links.txt holds it" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["page.txt.gz", "sent.eml", "letter.rtf", "all.7z"])
def test_files_that_are_not_searched_are_named(library: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (library / name).write_bytes(b"\x1f\x8b")
    assert redact(ONE, "--text-from", "text") == 0
    told = next(line for line in capsys.readouterr().err.splitlines() if "not searched" in line)
    assert told.endswith(f"look for it yourself in {name}")


@pytest.mark.parametrize("typed", ["jane roe", r'"jane \roe"', r'note:"\Jane Roe\"s"'])
def test_a_filter_that_was_kept_is_cleared_where_it_holds_it(
    library: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = UserState(record=ONE, key="r001", filter=typed)
    UserStateFile(library).keep(kept)
    other = UserState(record=OTHER, filter="status:pending")
    UserStateFile(library.with_name("other")).keep(other)
    assert redact(ONE, "--text-from", "text") == 0
    assert "was cleared" in capsys.readouterr().err
    assert UserStateFile(library).read() == replace(kept, filter="")
    assert UserStateFile(library.with_name("other")).read() == other
