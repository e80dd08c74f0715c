"""How all tests run."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from one_register import share

# On a shared line of work the same examples run each time; new ones are looked for wherever people work.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("work", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "work")


@pytest.fixture(scope="session", autouse=True)
def _one_register() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        share(monkeypatch)
        yield
