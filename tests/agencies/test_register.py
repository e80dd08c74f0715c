from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.agencies import register as register_module
from dhrcurate.agencies.reading import read
from dhrcurate.agencies.register import load
from dhrcurate.domain.agency import Alias
from dhrcurate.domain.errors import UnusableError
from one_register import from_the_files

ENTRY = """\
format = 1

[[agencies]]
name = "Exampleshire Police"
kind = "police"
aliases = ["Exampleshire Constabulary", { name = "Old Constabulary", until = 1974 }]
acronyms = ["EXP"]
areas = ["Exampleton"]
sites = ["Tower House"]
valid_from = 1968
valid_to = 2014-03-31
successors = ["Borders Police"]
codes = { ons = "E23" }
"""


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(register_module, "_built_in", from_the_files)


def _write(folder: Path, text: str, name: str = "agencies.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    found = load([_write(tmp_path, ENTRY)], builtin=False)
    police = found.by_name["Exampleshire Police"]
    assert police.id == "exampleshire-police"
    assert police.aliases == (Alias("Exampleshire Constabulary"), Alias("Old Constabulary", until="1974"))
    assert (police.valid_from, police.valid_to) == ("1968", "2014-03-31")
    assert [site.name for site in police.sites] == ["Tower House"]
    assert police.codes == (("ons", "E23"),)
    assert police.origin.endswith("agencies.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 2", "newer dhrcurate"),
        ("agencies = []", "`format = 1` is missing"),
        ("format = 1\nagency = []", "did you mean `agencies`?"),
        ('format = 1\n[[agencies]]\nname = "X"', "agencies.toml:2: agencies, entry 1 (X): `kind` is missing"),
        ('format = 1\n[[agencies]]\nname = "X"\nkind = "y"\naliasses = []', "did you mean `aliases`?"),
        ('format = 1\n[[agencies]]\nname = "X"\nkind = "y"\nvalid_from = "13-04"', "`valid_from` must be a year"),
        ('format = 1\n[[agencies]]\nname = "X"\nkind = "y"\nvalid_from = 2014\nvalid_to = 2013', "lies before"),
        ('format = 1\n[[agencies]]\nname = ""\nkind = "y"', "must be a non-empty text"),
        ('format = 1\n[[agencies]]\nname = "X"\nkind = "y"\nid = "Not An Id"', "`id` must be words"),
        ('format = 1\n[[distinct]]\nnames = ["X"]', "two names or more"),
        ("format = 1\nagencies = 3", "must be written as [[agencies]]"),
        ("format = ", "agencies.toml:1:"),
    ],
)
def test_a_broken_register_is_refused_with_place_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnusableError) as caught:
        load([_write(tmp_path, text)], builtin=False)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    with pytest.raises(UnusableError, match=r"x\.toml:2: not UTF-8"):
        read(b"format = 1\n# caf\xe9\n", "x.toml")


def test_one_body_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    twice = ENTRY + '\n[[agencies]]\nname = "Exampleshire Police"\nkind = "police"\n'
    with pytest.raises(UnusableError, match="is in it twice"):
        load([_write(tmp_path, twice)], builtin=False)


def test_a_later_file_overrides_fields_and_adds_names(tmp_path: Path) -> None:
    own = """
        format = 1
        [[agencies]]
        id = "exampleshire-police"
        name = "Exampleshire Force"
        kind = "police"
        aliases = ["XP"]
    """
    found = load([_write(tmp_path, ENTRY), _write(tmp_path, own, "own.toml")], builtin=False)
    force = found.by_name["Exampleshire Force"]
    assert len(found.agencies) == 1
    assert [alias.name for alias in force.aliases] == ["Exampleshire Constabulary", "Old Constabulary", "XP"]
    assert force.valid_from == "1968"
    assert force.origin.endswith("own.toml")


def test_a_register_alone_has_no_built_in_bodies(tmp_path: Path) -> None:
    found = load([_write(tmp_path, ENTRY)], builtin=False)
    assert [agency.name for agency in found.agencies] == ["Exampleshire Police"]


def test_what_is_in_a_register_file_changes_the_digest(tmp_path: Path) -> None:
    first = load([_write(tmp_path, ENTRY)])
    second = load([_write(tmp_path, ENTRY.replace("EXP", "XPL"))])
    assert len({first.digest, second.digest, load().digest}) == 3


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    whole = [agency.name for agency in load().agencies]
    cached = next((tmp_path / "cache").rglob("register-*.json"))
    cached.write_bytes(cached.read_bytes()[:-40])
    assert [agency.name for agency in load().agencies] == whole
    cached.write_bytes(b"rubbish")
    assert [agency.name for agency in load().agencies] == whole


def test_a_cache_that_cannot_be_written_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load().agencies


def test_the_cache_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(register_module, "read", None)
    assert load().agencies


def test_a_mistake_names_the_file_as_the_user_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").mkdir()
    file = tmp_path / "records" / "agencies.toml"
    file.write_text("format = 1\n[[agencies]]\nname = 'A'\n")
    with pytest.raises(UnusableError, match=r"^records/agencies\.toml:2: "):
        load([file])
