"""A quick part of `make torture`: what happens when an operation of a write goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from faulty import faults_of
from scenarios import SCENARIOS, Scenario, library
from torturing import Case, operations_of, try_case


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library(tmp_path_factory.mktemp("faults") / "library")


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_whatever_operation_fails_nothing_acknowledged_is_lost_and_no_file_is_damaged(
    scenario: Scenario, base: Path, tmp_path: Path
) -> None:
    kinds = operations_of(scenario, base, tmp_path / "work")
    for at in range(0, len(kinds), 1 if len(kinds) < 40 else 5):
        faults = faults_of(kinds[at])
        try_case(Case(scenario, at, faults[at % len(faults)]), base, tmp_path / "work")
