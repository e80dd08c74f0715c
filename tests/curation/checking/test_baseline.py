from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dhrcurate.curation.checking.baseline import Baseline
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Place
from reports import located


def test_what_is_in_a_baseline_is_not_new(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    Baseline.of([located(), located("other", rule="DHR101")]).write(file)
    new, known = Baseline.read(file).new([located(), located("more", rule="DHR301")])
    assert [f.finding.rule for f in new] == ["DHR301"]
    assert [f.finding.rule for f in known] == ["DHR201"]


def test_it_survives_other_places_other_numbers_and_other_folders() -> None:
    baseline = Baseline.of([located(place=Place(3, 1, 3, 4), number="14")])
    moved = located(place=Place(90, 1, 90, 4), number="15", file="elsewhere/exampleton-2023-06.toml")
    assert baseline.new([moved]) == ([], [moved])


def test_it_survives_that_the_other_of_two_is_named() -> None:
    pair = replace(
        located().finding, key="r003", path="/recommendations/r003/number", related=("exampleton-2023-06#r002",)
    )
    other = replace(pair, key="r002", path="/recommendations/r002/number", related=("exampleton-2023-06#r003",))
    baseline = Baseline.of([replace(located(), finding=pair)])
    moved = replace(located(), finding=other)
    assert baseline.new([moved]) == ([], [moved])


def test_one_more_of_a_kind_at_one_value_is_new_and_the_known_ones_stay_known() -> None:
    baseline = Baseline.of([located("the word 'the' stands twice")])
    added, old = located("the word 'of' stands twice"), located("the word 'the' stands twice")
    assert baseline.new([added, old]) == ([added], [old])
    assert baseline.new([added]) == ([], [added])  # the message may hold a count that changed


def test_it_holds_no_word_of_what_was_found(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    Baseline.of([located("telephone 01632 960001")]).write(file)
    assert "960001" not in file.read_text()


def test_it_is_written_in_the_same_order_whatever_the_findings_are_in(tmp_path: Path) -> None:
    one, other = located(), located(rule="DHR101")
    Baseline.of([one, other]).write(tmp_path / "a")
    Baseline.of([other, one]).write(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len((tmp_path / "a").read_text().splitlines()) == 4


NO_TEXTS = json.dumps({"format": 1, "findings": [{"record": 1, "rule": "", "keys": "", "field": "", "said": []}]})


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "findings": [1]}', "[" * 100_000, NO_TEXTS]
)
def test_what_is_no_baseline_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content)
    with pytest.raises(UnusableError, match="is not a baseline"):
        Baseline.read(file)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text('{"format": 2, "findings": []}')
    with pytest.raises(UnusableError, match="format 2"):
        Baseline.read(file)


def test_a_missing_baseline_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="cannot be read"):
        Baseline.read(tmp_path / "none.json")
