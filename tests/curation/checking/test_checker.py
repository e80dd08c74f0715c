"""The one checker, and the one clock of `check` and the interfaces."""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.results import FileFindings
from dhrcurate.curation.library import Library
from dhrcurate.domain import clock
from dhrcurate.domain.clock import StoppedClock, local_day
from dhrcurate.plain.cursor import Cursor

ID = "dudley-2023-06"


OnDays = Callable[[int], tuple[list[str], list[str]]]


class Midday(datetime):
    """A clock that has stopped."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Midday:
        return cls(2026, 11, 22, 12, 30, tzinfo=UTC).astimezone(tz)


@pytest.fixture(params=[("XXX-14", date(2026, 11, 23)), ("XXX12:45", date(2026, 11, 21)), ("UTC0", date(2026, 11, 22))])
def today(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    zone, day = request.param
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    monkeypatch.setattr(clock, "datetime", Midday)
    yield day
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("reported", [date(2026, 11, day) for day in (21, 22, 23, 24)])
def test_check_and_the_interfaces_know_one_today_that_of_the_place_where_they_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], today: date, reported: date
) -> None:
    path = libraries.write(tmp_path, ID)
    path.write_text(path.read_text().replace("[review]\n", f'[review]\nreport_date = "{reported}"\n'))
    main(["check", str(path), "--no-cache", "--select", "date-in-future", "--output-format", "json"])
    checked = [finding["rule"] for finding in json.loads(capsys.readouterr().out)]
    assert checked == (["DHR406"] if reported > today else [])

    library = Library.open(tmp_path)
    on_screen = Checker(library, library.settings.selector(), local_day).record(ID, library.load(ID).data).active
    line_by_line = Cursor(library)
    line_by_line.open(ID, "")
    for findings in (on_screen, line_by_line.findings):
        assert [finding.rule for finding in findings if finding.name == "date-in-future"] == checked


def test_a_checker_that_was_sent_to_another_process_finds_the_same(tmp_path: Path) -> None:
    path = libraries.write(tmp_path, ID, *libraries.TWICE)
    library = Library.open(tmp_path)
    checker = Checker(library, library.settings.selector(), StoppedClock(date(2026, 11, 22)))
    checker.prepare()
    found = checker.file(path, with_summary=True)
    assert "DHR101" in {finding.rule for finding in found.findings}
    other: Checker = pickle.loads(pickle.dumps(checker))  # noqa: S301  # made a moment ago
    assert other.file(path, with_summary=True) == found


@pytest.fixture
def on_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> OnDays:
    """Checks a library of two records as on a day of November: what is found of dates, and what is checked anew."""
    path = libraries.write(tmp_path, ID)
    path.write_text(path.read_text().replace("[review]\n", '[review]\nreport_date = "2026-11-24"\n'))
    libraries.write(tmp_path, "leeds-2023-07")
    checked: list[str] = []
    check_file = Checker.file

    def noted(checker: Checker, path: Path, *, with_summary: bool = False) -> FileFindings:
        checked.append(path.stem)
        return check_file(checker, path, with_summary=with_summary)

    monkeypatch.setattr(Checker, "file", noted)

    def check(day: int) -> tuple[list[str], list[str]]:
        checked.clear()
        on = type("On", (datetime,), {"now": lambda tz=None: datetime(2026, 11, day, 12, tzinfo=UTC).astimezone(tz)})
        monkeypatch.setattr(clock, "datetime", on)
        main(["check", str(tmp_path), "--select", "DHR4", "--ignore", "DHR401", "--output-format", "json"])
        found = json.loads(capsys.readouterr().out)
        return [f"{one['rule']} {one['record']}" for one in found if one["rule"] == "DHR406"], sorted(checked)

    return check


def test_what_was_found_on_another_day_is_found_again_until_a_date_comes(on_days: OnDays) -> None:
    ahead = [f"DHR406 {ID}"]
    assert on_days(22) == (ahead, [ID, "leeds-2023-07"])
    assert on_days(23) == (ahead, [])
    assert on_days(24) == ([], [ID])
    assert on_days(25) == ([], [])
    assert on_days(23) == (ahead, [ID]), "a clock that was put back"


def test_what_is_wrong_with_the_words_of_a_rejected_one_is_settled_and_its_waiver_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found() -> list[str]:
        main(["check", str(path), "--no-cache", "--select", "DHR302,DHR604,DHR605,DHR502", "--output-format", "json"])
        return [finding["rule"] for finding in json.loads(capsys.readouterr().out)]

    path = libraries.write(tmp_path, ID, libraries.recommendation(1, text="Ring 07700 900123."))
    assert found() == ["DHR302", "DHR502"]
    rejected = path.read_text().replace('status = "pending"', 'status = "rejected"\nnote = "it is none"')
    path.write_text(rejected)
    assert found() == ["DHR502"], "personal data is there all the same"
    waiver = (
        '\n[[recommendations.waivers]]\nrule = "too-short"\nreason = "it is all"\nby = "A"\nat = 2026-11-22T10:00:00Z\n'
    )
    path.write_text(rejected + waiver)
    assert found() == ["DHR502"]


def test_what_one_finding_tells_of_several_is_told_still_of_those_that_were_not_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(*more: str) -> list[tuple[str, str | None]]:
        main(["check", str(path), "--no-cache", "--select", "DHR208,DHR315", "--output-format", "json", *more])
        return [(finding["rule"], finding["key"]) for finding in json.loads(capsys.readouterr().out)]

    rows = [libraries.recommendation(at, text="Keep a rota of nights.", agency="Oak Hub") for at in (1, 2)]
    path = libraries.write(tmp_path, ID, *rows)
    assert found() == [("DHR208", "r001"), ("DHR315", "r002")]
    for key, other in (("r001", "r002"), ("r002", "r001")):
        path = libraries.write(tmp_path, ID, *rows)
        before, mark, behind = path.read_text().partition(f'key = "{key}"')
        path.write_text(
            before + mark + behind.replace('status = "pending"', 'status = "rejected"\nnote = "2: twice"', 1)
        )
        assert found() == [("DHR208", other)]
