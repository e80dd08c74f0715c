"""Deciding on screen a name that does not say which body it means: how far that reaches, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui_help import Program, on_disk, remembered, words_of, write_record

Make = Callable[..., Program]

CSP = "Community Safety Partnership"
SAFER = "Safer Exampleton Partnership"


def library_of(root: Path, **cells: list[str]) -> Path:
    """Writes a record of each area, with these cells."""
    for area, written in cells.items():
        rows = [
            {"key": f"r00{at}", "number": f"R{at}", "text": f"Keep rota {at}.", "addressed_to": cell}
            for at, cell in enumerate(written, 1)
        ]
        write_record(root, f"{area.lower()}-2020", rows, title=f"{area} review")
    return root


def agencies_of(root: Path, record_id: str) -> list[list[str]]:
    return [rec["agencies"] for rec in on_disk(root, record_id).values()]


def kept(root: Path) -> list[tuple[str, list[str], Any]]:
    return [(row["written"], row["means"], row.get("where")) for row in remembered(root)]


async def test_a_kind_of_agency_in_one_area_is_decided_and_remembered_for_that_area(
    tmp_path: Path, program: Make
) -> None:
    root = library_of(tmp_path / "records", Exampleton=[CSP])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "1")
        text = words_of(p)
        assert "change 1 recommendation in the records of Exampleton and remember it for them?" in text
        await p.press(pilot, "enter")
        assert "changed, and remembered for the records of Exampleton." in p.said
    assert agencies_of(root, "exampleton-2020") == [[SAFER]]
    assert kept(root) == [(CSP, [SAFER], {"csp": "Exampleton"})]


@pytest.mark.parametrize(
    ("steps", "asked", "away", "where"),
    [
        (
            ["enter"],
            "1 recommendation in the records of Exampleton and remember it for them",
            [[], []],
            {"csp": "Exampleton"},
        ),
        (
            ["down", "enter"],
            "3 recommendations in 2 records and remember it for records to come",
            [[SAFER], [SAFER]],
            None,
        ),
    ],
)
async def test_in_several_areas_the_agency_s_own_comes_first_and_every_record_last(
    tmp_path: Path, program: Make, steps: list[str], asked: str, away: list[list[str]], where: Any
) -> None:
    root = library_of(tmp_path / "records", Exampleton=[CSP], Borderton=[CSP, CSP])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "enter")
        await p.type(pilot, "safer")
        await p.press(pilot, "enter")
        assert f"“{CSP}” does not say which body it means" in words_of(p)
        rows = [line for line in p.text.splitlines() if "remembered for" in line]
        assert "in the records of Exampleton (1)  remembered for them" in rows[0]
        assert "in every record (3), whatever its area  remembered for all" in rows[1]
        await p.press(pilot, *steps)
        assert f"change {asked}?" in words_of(p)
        await p.press(pilot, "enter")
    assert agencies_of(root, "exampleton-2020") == [[SAFER]]
    assert agencies_of(root, "borderton-2020") == away
    assert kept(root) == [(CSP, [SAFER], where)]


async def test_from_review_it_reaches_as_far_as_the_area_too(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", Exampleton=["Police", "Police"], Borderton=["Police"])
    p = program(root, asked_for="exampleton-2020")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "g")
        await p.type(pilot, "exampleshire")
        await p.press(pilot, "enter")
        assert "the whole library" not in p.text
        await p.type(pilot, "other")
        await p.press(pilot, "enter")
        assert "in the records of Exampleton (2)" in p.text
        await p.press(pilot, "enter", "enter")
    assert agencies_of(root, "exampleton-2020") == [["Exampleshire Police"]] * 2
    assert agencies_of(root, "borderton-2020") == [[]]
    assert kept(root) == [("Police", ["Exampleshire Police"], {"csp": "Exampleton"})]


async def test_a_group_reaches_as_far_as_the_area_for_names_that_tell_no_body(tmp_path: Path, program: Make) -> None:
    root = library_of(
        tmp_path / "records", Exampleton=["Police", "Exampleshire Police"], Borderton=["Exampleshire Constabulary"]
    )
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "c", "home", "enter")
        text = words_of(p)
        assert "2 names are Exampleshire Police: change 2 recommendations in the records of Exampleton, and" in text
        await p.press(pilot, "enter")
    assert agencies_of(root, "exampleton-2020") == [["Exampleshire Police"], []]
    assert agencies_of(root, "borderton-2020") == [["Exampleshire Police"]]


async def test_a_name_that_tells_its_body_is_decided_everywhere(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", Exampleton=["Exampleton Council"], Borderton=["Exampleton Council"])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "1")
        assert "change 2 recommendations in 2 records and remember it for records to come?" in words_of(p)


async def test_each_name_of_a_cell_is_decided_by_itself_and_the_other_stays_open(tmp_path: Path, program: Make) -> None:
    root = library_of(tmp_path / "records", Exampleton=["MARAC | GP practices"])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "slash")
        await p.type(pilot, "marac")
        await p.press(pilot, "enter", "1")
        text = words_of(p)
        assert "“MARAC” is taken as it is written a meeting; not an agency : change 1 recommendation?" in text
        assert "It stays open for another name." in text
        assert "→ MARAC open: GP practices" in text
        await p.press(pilot, "enter", "escape")
        assert agencies_of(root, "exampleton-2020") == [["MARAC"]]
        assert "1 of 2 names undecided" in p.text
        assert "GP practices" in p.text.split("open/all")[1]
        await p.press(pilot, "1", "enter")
    assert agencies_of(root, "exampleton-2020") == [["MARAC", "GP practices"]]
    assert kept(root) == []


async def test_a_cell_that_is_another_by_the_time_of_the_answer_gets_no_agency_and_that_is_told(
    tmp_path: Path, program: Make
) -> None:
    root = library_of(tmp_path / "records", Exampleton=["Exampleton Council"], Borderton=["Exampleton Council"])
    p = program(root)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "G", "1")
        assert "change 2 recommendations in 2 records" in words_of(p)
        path = root / "exampleton-2020.toml"
        path.write_text(path.read_text().replace("Exampleton Council", "Exampleton Refuge"))
        await p.press(pilot, "enter")
        assert "Changed in 1 of 2 records, not in exampleton-2020. The register was changed." in p.said
        assert "2 recommendations changed" not in p.said
    assert agencies_of(root, "exampleton-2020") == [[]]
    assert agencies_of(root, "borderton-2020") != [[]]
