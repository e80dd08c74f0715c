"""Which finding the keys act on after one of them is waived or put right."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.proposal import Saved
from dhrcurate.curation.saving.session import Session
from tui_help import Program, write_record

Make = Callable[..., Program]

TWICE = "The council should should write to the the tenants each spring."


def two_records(tmp_path: Path, text: str = TWICE) -> Path:
    root = tmp_path / "records"
    for record in ("aworth-2020", "bworth-2021"):
        row = {"key": "r001", "number": "1", "text": text, "addressed_to": "Exampleshire Police"}
        write_record(root, record, [row])
    return root


async def test_next_finding_first_goes_to_the_one_that_came_up_where_another_was_waived(
    tmp_path: Path, program: Make
) -> None:
    root = two_records(tmp_path)
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        at = [f.name for f in p.review.findings].index("doubled-word")
        assert p.review.findings[at + 1].name == "doubled-word"
        await p.press(pilot, *"n" * at, "f", "enter")
        assert len(p.review.findings) > at, "another one came up"
        place, left = (p.review.record_id, p.review.key), p.review.finding
        await p.press(pilot, "n")
        assert (p.review.record_id, p.review.key, p.review.finding) == (*place, left), "nobody has gone to it yet"
        assert left is not None
        assert p.app.said[-1] == f"{left.rule} {left.name} is left here; n again goes on."
        await p.press(pilot, "n")
        assert (p.review.record_id, p.review.key, p.review.finding) != (*place, left)


async def test_no_waiver_of_another_record_follows_one_of_the_first_of_two(tmp_path: Path, program: Make) -> None:
    root = two_records(tmp_path, "The council should write to the tenants each spring.")
    p = program(root)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "a", "home")
        await p.settle(pilot)
        assert [f.name for f in p.review.findings] == ["source-without-link", "missing-summary"]
        for key in ("w", "n", "w"):
            await p.press(pilot, key)
            if key == "w":
                await p.type(pilot, "as the report has it")
                await p.press(pilot, "enter")
        assert (p.review.record_id, p.review.findings) == ("aworth-2020", [])
        assert "waivers" not in (root / "bworth-2021.toml").read_text(encoding="utf-8")


async def test_what_is_said_of_the_trail_is_looked_up_again_once_a_slow_save_has_ended(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, apply = threading.Event(), Session.apply

    def slow(session: Session, *given: Any, **more: Any) -> Saved:
        assert looked.wait(10)
        return apply(session, *given, **more)

    monkeypatch.setattr(Session, "apply", slow)
    p = program(two_records(tmp_path))
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await pilot.press("a", "home")
        assert p.app.queries.wait(10)
        await pilot.pause()
        assert "missing-trail" in [f.name for f in p.review.findings]
        looked.set()
        await p.settle(pilot)
        assert "missing-trail" not in [f.name for f in p.review.findings]


async def test_the_keys_stay_with_a_finding_when_one_before_it_goes(tmp_path: Path, program: Make) -> None:
    p = program(two_records(tmp_path))
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "n")
        focused = p.review.finding
        assert focused is not None
        others = [f for f in p.review.findings if f is not focused]
        assert others
        p.review.state.findings = tuple(f for f in p.review.state.findings or () if f not in others[:1])
        p.review.show_rows()
        assert p.review.finding == focused
