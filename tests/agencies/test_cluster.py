from __future__ import annotations

import builtins
from typing import Any

import pytest

from dhrcurate.agencies.cluster import clusters

WRITTEN = [
    "Exampleshire Women's Haven",
    "Exampleshire Womens Haven",
    "Exampelshire Women's Haven",
    "Borsetshire Women's Haven",
    "Oakleaf Project",
    "Oak Leaf Project",
    "Nottingham Haven",
    "Nottinghamshire Haven",
    "Exampleshire Police Federation",
    "Exampleshire Police",
    "North Exampleton Haven",
    "South Exampleton Haven",
]


def _grouped() -> list[set[str]]:
    return [{WRITTEN[at] for at in group} for group in clusters(WRITTEN)]


EXPECTED = [
    {"Exampleshire Women's Haven", "Exampleshire Womens Haven", "Exampelshire Women's Haven"},
    {"Oakleaf Project", "Oak Leaf Project"},
]


def test_spellings_of_one_name_are_grouped_and_other_places_and_kinds_are_not() -> None:
    pytest.importorskip("numpy")
    assert _grouped() == EXPECTED


def test_the_groups_are_the_same_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "numpy":
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert _grouped() == EXPECTED
