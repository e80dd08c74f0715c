from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.storage.codec import parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from dhrcurate.trail.verify import rebuild_digest
from made_pages import made

Captured = pytest.CaptureFixture[str]

PAGE = made(3, least=4)
ABOUT = "Domestic homicide reviews\n\nA review is held when somebody has died.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test, with pages to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.delenv("DHRCURATE_CURATOR", raising=False)
    (tmp_path / "page.txt").write_text(PAGE.table(), "utf-8")
    (tmp_path / "flat.md").write_text(PAGE.flat(), "utf-8")
    (tmp_path / "about.txt").write_text(ABOUT, "utf-8")
    return tmp_path


def record_of(folder: Path) -> Path:
    (record,) = (path for path in folder.glob("*.toml"))
    return record


def test_a_page_becomes_a_record_a_trail_and_a_kept_page(here: Path, capsys: Captured) -> None:
    assert main(["import", "page.txt", "--into", "made/here", "--as", "A. Curator"]) == 0
    record = record_of(here / "made/here")
    assert record.stem == f"{PAGE.csp.lower()}-2023-06"
    count = len(PAGE.rows)
    assert capsys.readouterr().out == f"made/here/{record.name}: {count} recommendations from page.txt, a table\n"
    raw = (here / "page.txt").read_bytes()
    source = parse(record.read_bytes(), "record")["source"]
    assert source["page"] == f"sources/{record.stem}.txt"
    assert source["sha256"] == hashlib.sha256(raw).hexdigest()
    assert (record.parent / source["page"]).read_bytes() == raw
    trail = read_events(trail_beside(record).read_bytes())
    assert [(event.action, event.by) for event in trail.events] == [("import", "A. Curator")]
    document = Document.read(record)
    assert not document.problems
    assert rebuild_digest(trail_beside(record).read_bytes()) == document.digest
    assert "sources/** -text" in (record.parent / ".gitattributes").read_text("utf-8")


def test_an_import_without_a_name_says_that_it_was_unattended(here: Path) -> None:
    assert main(["import", "page.txt", "--into", "made"]) == 0
    (event,) = read_events(trail_beside(record_of(here / "made")).read_bytes()).events
    assert event.by == "import (unattended)"


def test_a_page_without_a_review_is_refused_and_leaves_nothing_behind(here: Path, capsys: Captured) -> None:
    assert main(["import", "about.txt", "--into", "made"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("dhrcurate: about.txt: holds no review: ")
    assert not (here / "made").exists()


def test_each_page_is_told_of_and_the_others_are_still_taken(here: Path, capsys: Captured) -> None:
    (here / "old.txt").write_bytes(b"CSP: Caf\xe9\n")
    assert main(["import", "about.txt", "page.txt", "--into", "made"]) == 1
    assert main(["import", "old.txt", "about.txt", "none.txt", ".", "--into", "made"]) == 2
    told = capsys.readouterr().err
    assert "old.txt:1:9: byte 0xe9 is not UTF-8" in told
    assert "none.txt: there is no such file" in told
    assert "it is a folder, not a file" in told
    assert len(list((here / "made").glob("*.toml"))) == 1


def test_the_same_bytes_again_change_nothing(here: Path, capsys: Captured) -> None:
    main(["import", "page.txt", "--into", "made"])
    before = {path: path.read_bytes() for path in (here / "made").iterdir() if path.is_file()}
    (here / "page.txt").rename(here / "again.txt")
    capsys.readouterr()
    assert main(["import", "again.txt", "--into", "made"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert f"again.txt: already in the library, as {PAGE.csp.lower()}-2023-06" in told.err
    assert {path: path.read_bytes() for path in (here / "made").iterdir() if path.is_file()} == before


def test_another_page_of_the_same_id_gets_a_longer_one_and_overwrites_nothing(here: Path) -> None:
    assert main(["import", "page.txt", "--into", "made"]) == 0
    assert main(["import", "flat.md", "--into", "made", "--as-new"]) == 0
    digest = hashlib.sha256((here / "flat.md").read_bytes()).hexdigest()
    first = f"{PAGE.csp.lower()}-2023-06"
    assert sorted(path.stem for path in (here / "made").glob("*.toml")) == [first, f"{first}-{digest[:6]}"]
    assert (here / f"made/sources/{first}-{digest[:6]}.md").read_bytes() == (here / "flat.md").read_bytes()


def test_the_kept_page_of_a_killed_import_is_not_in_the_way(here: Path) -> None:
    left = here / "lib" / "sources" / f"{PAGE.csp.lower()}-2023-06.txt"
    left.parent.mkdir(parents=True)
    left.write_text("Another page.\n", "utf-8")
    assert main(["import", "page.txt", "--into", "lib"]) == 0
    record = record_of(here / "lib")
    assert record.stem.startswith(f"{left.stem}-")
    assert left.read_text("utf-8") == "Another page.\n"
    assert (record.parent / "sources" / f"{record.stem}.txt").read_bytes() == (here / "page.txt").read_bytes()
    assert (here / "lib" / ".gitattributes").is_file()


def test_the_name_of_a_removed_record_is_not_used_again(here: Path) -> None:
    main(["import", "page.txt", "--into", "made"])
    record_of(here / "made").unlink()
    assert main(["import", "page.txt", "--into", "made"]) == 0
    assert record_of(here / "made").stem.startswith(f"{PAGE.csp.lower()}-2023-06-")


def test_a_dry_run_prints_the_record_and_writes_nothing(here: Path, capsys: Captured) -> None:
    assert main(["import", "page.txt", "--into", "made", "--dry-run"]) == 0
    shown = parse(capsys.readouterr().out.encode(), "shown")
    assert [r["text"] for r in shown["recommendations"]]
    assert shown["id"] == f"{PAGE.csp.lower()}-2023-06"
    assert not (here / "made").exists()


def test_without_the_source_only_its_digest_stays(here: Path) -> None:
    assert main(["import", "page.txt", "--into", "made", "--no-source"]) == 0
    source = parse(record_of(here / "made").read_bytes(), "record")["source"]
    assert "page" not in source
    assert len(source["sha256"]) == 64
    assert not (here / "made/sources").exists()


def test_a_page_cut_off_comes_in_with_a_warning(here: Path, capsys: Captured) -> None:
    whole = PAGE.table().encode()
    (here / "cut.txt").write_bytes(whole[: whole.rindex(b"| Recommendations") - 9])
    assert main(["import", "cut.txt", "--into", "made"]) == 0
    told = capsys.readouterr()
    assert f"{len(PAGE.rows)} recommendations from cut.txt" in told.out
    assert f"breaks off in the middle of recommendation {PAGE.rows[-1][0]}" in told.err
    recommendations = parse(record_of(here / "made").read_bytes(), "record")["recommendations"]
    flags = [r.get("extracted", {}).get("incomplete", False) for r in recommendations]
    assert flags == [*[False] * (len(PAGE.rows) - 1), True]


ALIKE = {
    "day of death": "csp,date of death,text\nWold,2012-01-03,a\nWold,2012-07-09,b\nWold,2012-08-01,b\n",
    "date in two forms": "csp,published,text\nWold,2014-03-02,a\nWold,2 March 2014,b\n",
    "link": "csp,url,text\nWold,https://e.example/1,a\nWold,https://e.example/2,b\n",
    "id": "csp,review id,text\n" + "".join(f"Wold,DHR-{i},a\n" for i in range(70)),
    "nothing": json.dumps([{"csp": "Wold", "recs": ["a"]}, {"csp": "Wold", "recs": ["a"]}]),
}


@pytest.mark.parametrize("kind", ALIKE)
def test_reviews_of_one_table_are_never_its_duplicates_and_come_in_once(
    kind: str, here: Path, capsys: Captured
) -> None:
    table = here / ("all.json" if kind == "nothing" else "all.csv")
    table.write_text(ALIKE[kind], "utf-8")
    assert main(["import", table.name, "--into", "made"]) == 0
    rows = ALIKE[kind].count('"csp"') if kind == "nothing" else len(ALIKE[kind].splitlines()) - 1
    records = {path.name: path.read_bytes() for path in (here / "made").glob("*.toml")}
    assert len(records) == rows
    capsys.readouterr()
    assert main(["import", table.name, "--into", "made"]) == 0
    assert {path.name: path.read_bytes() for path in (here / "made").glob("*.toml")} == records
    assert capsys.readouterr().err.count("already in the library") == rows
    assert main(["import", table.name, "--into", "other"]) == 0
    assert {path.name for path in (here / "other").glob("*.toml")} == records.keys()


def test_a_review_of_a_table_that_is_lacking_comes_in_again_though_others_were_edited(here: Path) -> None:
    (here / "all.csv").write_text("csp,review id,text\nWold,A,a\nWold,B,b\nWold,C,c\n", "utf-8")
    assert main(["import", "all.csv", "--into", "made"]) == 0
    records = {parse(p.read_bytes(), "r")["source"]["library_id"]: p for p in (here / "made").glob("*.toml")}
    edited = records["A"].read_text("utf-8").replace('title = "Wold review"', 'title = "Review of Rowan"')
    records["A"].write_text(edited, "utf-8")
    records["B"].unlink()
    trail_beside(records["B"]).unlink()
    assert main(["import", "all.csv", "--into", "made"]) == 0
    found = [parse(p.read_bytes(), "r")["source"]["library_id"] for p in (here / "made").glob("*.toml")]
    assert sorted(found) == ["A", "B", "C"]
    assert records["A"].read_text("utf-8") == edited
    assert len(list((here / "made/sources").iterdir())) == 1


def test_a_table_of_a_page_that_is_in_the_library_is_not_that_page(here: Path) -> None:
    assert main(["import", "page.txt", "--into", "made"]) == 0
    digest = hashlib.sha256((here / "page.txt").read_bytes()).hexdigest()
    (here / "rows.json").write_text(json.dumps({"csp": "Wold", "sha256": digest, "rows": ["Ask."]}), "utf-8")
    assert main(["import", "rows.json", "--into", "made"]) == 0
    assert (here / "made/wold.toml").is_file()


def test_a_row_that_does_not_come_in_is_told_and_the_code_is_one(here: Path, capsys: Captured) -> None:
    (here / "rows.csv").write_text("csp,text,due\nWold,a,May\nFen,,May\n", "utf-8")
    assert main(["import", "rows.csv", "--into", "made"]) == 1
    told = capsys.readouterr()
    assert "1 recommendation from rows.csv" in told.out
    assert "rows.csv: row 3 has no recommendation and was left out" in told.err
    assert told.err.count("kept, though a record has no field for them: due") == 1


def test_a_field_mapped_twice_is_of_both_columns(here: Path) -> None:
    (here / "rows.csv").write_text("A,B,C\na,Refuge,\nb,,Wold Homes\n", "utf-8")
    mapped = ["--map", "text=A", "--map", "addressed_to=B", "--map", "addressed_to=C"]
    assert main(["import", "rows.csv", "--into", "made", "--csp", "Wold", *mapped]) == 0
    record = parse((here / "made/wold.toml").read_bytes(), "record")
    assert [r["addressed_to"] for r in record["recommendations"]] == ["Refuge", "Wold Homes"]


def test_one_table_of_several_reviews_is_kept_once(here: Path) -> None:
    (here / "all.csv").write_text("csp,published,text\nWold,2014,a\nBrackley,2015,b\n", "utf-8")
    assert main(["import", "all.csv", "--into", "made", "--map", "text=text"]) == 0
    pages = {parse(path.read_bytes(), "record")["source"]["page"] for path in (here / "made").glob("*.toml")}
    assert pages == {"sources/wold-2014.csv"}
    assert [path.name for path in (here / "made/sources").iterdir()] == ["wold-2014.csv"]
    assert main(["import", "all.csv", "--into", "made"]) == 0
    assert len(list((here / "made").glob("*.toml"))) == 2


def test_what_a_page_does_not_say_can_be_given(here: Path) -> None:
    (here / "rows.jsonl").write_text('{"text": "a"}\n', "utf-8")
    arguments = ["--csp", "Wold", "--published", "2014-02", "--year-of-death", "2012", "--url", "https://e.example/"]
    assert main(["import", "rows.jsonl", "--into", "made", *arguments]) == 0
    data = parse((here / "made/wold-2014-02.toml").read_bytes(), "record")
    assert data["review"]["year_of_death"] == 2012
    assert data["source"]["url"] == "https://e.example/"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["page.txt"], "--into is missing"),
        (["page.txt", "--into", "page.txt"], "page.txt: not a folder"),
        (["page.txt", "--into", "made", "--map", "text"], "--map text: write FIELD=COLUMN"),
        (["page.txt", "flat.md", "--into", "made", "--url", "x"], "--url is about a single page, and 2 are named"),
        (["page.txt", "--into", "made", "--published", "June"], "--published June: write YYYY"),
        (["page.txt", "--into", "made", "--as", " "], "--as: the curator's name is empty"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(arguments: list[str], words: str, capsys: Captured) -> None:
    assert main(["import", *arguments]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_words_of_a_page_cannot_command_the_terminal(here: Path, capsys: Captured) -> None:
    (here / "bad\x1b[31m.txt").write_text(ABOUT, "utf-8")
    (here / "bad.txt").write_text(PAGE.table().replace("| # |", "| # \x1b]0;x\x07 |"), "utf-8")
    main(["import", "bad\x1b[31m.txt", "bad.txt", "--into", "made", "--dry-run"])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "\x07" not in told.out + told.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_made_is_told(here: Path, capsys: Captured) -> None:
    (here / "closed").mkdir(mode=0o500)
    assert main(["import", "page.txt", "--into", "closed/made"]) == 2
    assert "the folder cannot be made: permission denied" in capsys.readouterr().err


def test_a_record_that_the_disk_does_not_take_leaves_no_folder(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def full(self: Operations, file: int, data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Operations, "write", full)
    assert main(["import", "page.txt", "flat.md", "--into", "made/here"]) == 2
    assert "not saved: no space left on device" in capsys.readouterr().err
    assert not (here / "made").exists()
