from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.curation.configuration import settings
from dhrcurate.curation.configuration.selection import Choice
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Severity


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own configuration, which is not there yet."""
    file = tmp_path / "config" / "config.toml"
    monkeypatch.setattr(settings, "user_file", lambda: file)
    return file


def test_without_a_file_all_is_as_by_default(tmp_path: Path) -> None:
    found = settings.read_settings(tmp_path)
    assert found == settings.Settings()
    assert (found.fail_on, found.origins) == (Severity.ERROR, {})


def test_everything_that_a_library_may_set(tmp_path: Path) -> None:
    file = tmp_path / "dhrcurate.toml"
    file.write_text(
        'theme = "night"\n[keymap]\naccept = "A"\n[check]\nselect = ["DHR2"]\nextend-select = ["DHR101"]\n'
        'ignore = ["missing-addressee"]\nfail-on = "never"\nbaseline = "known.json"\n[check.severity]\nDHR2 = "info"\n'
        '[check.per-path."old/*"]\nseverity = { DHR1 = "info" }\nselect = []\n'
    )
    found = settings.read_settings(tmp_path)
    assert found.choice == Choice(("DHR2",), ("DHR101",), ("missing-addressee",), {"DHR2": Severity.INFO})
    assert found.per_path == (("old/*", Choice((), (), (), {"DHR1": Severity.INFO})),)
    assert found.fail_on is None
    assert found.baseline == tmp_path / "known.json"
    assert (found.theme, found.keymap) == ("night", {"accept": "A"})
    assert {name: origin.rpartition(":")[2] for name, origin in found.origins.items()} == {
        "theme": "1",
        "keymap.accept": "3",
        "check.select": "5",
        "check.extend-select": "6",
        "check.ignore": "7",
        "check.fail-on": "8",
        "check.baseline": "9",
        "check.severity.DHR2": "11",
        "check.per-path.old/*.severity.DHR1": "13",
        "check.per-path.old/*.select": "14",
    }


def test_everything_that_a_user_may_set(mine: Path) -> None:
    assert settings.read_user_settings() == settings.UserSettings(mine)
    mine.parent.mkdir()
    mine.write_text('# mine\ncurator = "A. Curator"\ntheme = "day"\n\n[keymap]  # keys\naccept = "A"\n')
    found = settings.read_user_settings()
    assert (found.curator, found.theme, found.keymap) == ("A. Curator", "day", {"accept": "A"})


def test_a_broken_configuration_of_the_user_is_an_error(mine: Path) -> None:
    mine.parent.mkdir()
    mine.write_text("curatr = 1\n")
    with pytest.raises(UnusableError, match="did you mean 'curator'"):
        settings.read_user_settings()


def test_what_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "dhrcurate.toml").mkdir()
    with pytest.raises(UnusableError, match="a folder, not a file"):
        settings.read_settings(tmp_path)


def test_only_the_user_names_folders_of_documents(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    mine.parent.mkdir()
    mine.write_text('documents = ["/srv/reports", "~/reviews"]\n')
    assert settings.read_user_settings().documents == (Path("/srv/reports"), tmp_path / "reviews")
    for wrong in ('["reports"]', '"/srv/reports"', "[1]"):
        mine.write_text(f"documents = {wrong}\n")
        with pytest.raises(UnusableError, match="a list of folders, each from the root or from ~"):
            settings.read_user_settings()
    (tmp_path / "dhrcurate.toml").write_text('documents = ["/srv/reports"]\n')
    with pytest.raises(UnusableError, match="a library does not say which other folders are opened"):
        settings.read_settings(tmp_path)
