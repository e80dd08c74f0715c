"""How all tests run."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import one_parser
import one_register

# On a shared line of work the same examples run each time; new ones are looked for wherever people work.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("work", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "work")

# As the program does where it runs for long: collections that find nothing took a fifth of many tests' time.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests keeps their own key and state."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        one_parser.share(monkeypatch)
        one_register.share(monkeypatch)
        yield


@pytest.fixture(scope="session")
def _updated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from updates import updated_library  # imports much, and few tests ask for it

    return updated_library(tmp_path_factory.mktemp("updated") / "records")


@pytest.fixture
def updated(_updated_once: Path, tmp_path: Path) -> Path:
    """A library of one record that met a later extraction; see `updates`."""
    return Path(shutil.copytree(_updated_once, tmp_path / "updated"))
