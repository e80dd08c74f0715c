"""Text from outside is data on every screen: markup, escape sequences, wide and right-to-left characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from dhrcurate.trail.event import Change, Event
from dhrcurate.tui.screens.history import HistoryScreen
from dhrcurate.tui.widgets.typing import Line
from tui_help import Program, on_disk, write_record

Make = Callable[..., Program]

TEXTS = {
    "markup": "[bold]loud[/bold] [/x] [@click=app.quit]quit[/] [red on",
    "escapes": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]52;c;AAAA\x1b\\ \x9b2J \x07\x08 \x1bP1$q\x1b\\",
    "directions": "abc \u202etxt.exe\u202c \u2066\u05e9\u05dc\u05dd\u2069 \u200b\u200d\ufeff \u0633\u0644\u0627\u0645",
    "wide": "家庭内暴力の記録を見る。 👩‍👩‍👧 ｗｉｄｅ",
    "stacked": "Z\u0351\u0352\u0353a\u0354\u0355l\u0356\u0357go " + "\u0301" * 40,
}


WALK = (
    "home", "j", "enter escape", "question_mark", "escape", "v", "v", "d", "d", "x", "escape", "g", "escape", "escape",
    "w", "escape", "e", "escape", "D", "escape", "delete", "escape", "m", "a", "escape", "escape", "t", "t", "slash a",
    "escape", "a", "u", "h", "t", "escape", "l", "o", "escape", "G", "o", "c", "c", "enter", "escape", "plus", "escape",
    "escape", "S", "escape",
)  # fmt: skip
"""Keys pressed one after the other; after each the screen is looked at."""


def hostile_library(root: Path, text: str) -> None:
    """A record in which the text stands in every field."""
    recommendations: list[dict[str, object]] = [
        {"key": "r001", "number": text, "title": text, "text": f"{text} {text}", "addressed_to": f"{text} | {text}",
         "agencies": [text], "note": text},
        {"key": "r002", "number": "2", "text": f"The body should act. {text}", "addressed_to": text},
    ]  # fmt: skip
    write_record(root, "hostile-2020", recommendations, source={"publisher": text, "page": "sources/hostile-2020.txt"})
    path = root / "hostile-2020.toml"
    path.write_bytes(path.read_bytes().replace(b'csp = "Exampleton"', b'csp = "Exampleton"\nsummary = "s"'))
    (root / "sources").mkdir()
    (root / "sources" / "hostile-2020.txt").write_text(f"Before {text}\n{text} {text}\nafter", encoding="utf-8")


def raw_characters(p: Program) -> list[str]:
    """Characters on the screen that a terminal would obey."""
    screen = p.app.screen
    text = "".join(s.text for line in screen._compositor.render_strips() for s in line)
    return sorted({hex(ord(c)) for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} and c != "\u00ad"})


async def test_every_screen_shows_it_and_obeys_nothing(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    hostile_library(root, " ".join(TEXTS.values()))
    p = program(root)
    async with p.app.run_test(size=(120, 36), notifications=True) as pilot:
        await p.settle(pilot)
        for line in WALK:
            await seen(p, pilot, line)
        assert p.app.is_running


async def seen(p: Program, pilot: Pilot[int], keys: str) -> None:
    """Presses keys and looks at what stands on the screen."""
    await p.press(pilot, *keys.split())
    assert raw_characters(p) == [], f"after {keys} on {p.app.screen}"


async def test_markup_stands_there_letter_for_letter(tmp_path: Path, program: Make) -> None:
    root = tmp_path / "records"
    hostile_library(root, TEXTS["markup"])
    p = program(root)
    async with p.app.run_test(size=(200, 40)) as pilot:
        await p.settle(pilot)
        assert "[bold]loud[/bold] [/x] [@click=app.quit]quit[/] [red on" in p.text


async def test_a_glance_in_the_form_changes_nothing_and_an_edit_keeps_the_characters(
    tmp_path: Path, program: Make
) -> None:
    root = tmp_path / "records"
    hostile_library(root, TEXTS["directions"])
    before = on_disk(root, "hostile-2020")["r002"]["text"]
    p = program(root)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        p.review.show_rows("r002")
        await p.press(pilot, "e", "ctrl+s")
        assert on_disk(root, "hostile-2020")["r002"]["text"] == before
        await p.press(pilot, "e")
        p.app.screen.query_one("#edit-text").focus()
        await p.press(pilot, "A", "ctrl+s")
        assert on_disk(root, "hostile-2020")["r002"]["text"] == "A" + before


async def test_what_is_pasted_comes_in_clean_and_once(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 30)) as pilot:
        await p.press(pilot, "c")
        p.app.screen.query_one(Line).post_message(events.Paste("a \x1b[31mred\x1b[0m\u202e note\nover\tlines"))
        await p.press(pilot, "enter")
        assert on_disk(library)["r001"]["note"] == "a [31mred[0m note over lines"


async def test_the_history_obeys_no_member_of_an_event(library: Path, program: Make) -> None:
    first = program(library)
    async with first.app.run_test(size=(120, 30)) as pilot:
        await first.press(pilot, "a")
        await first.settle(pilot)
    trail = library / "exampleton-2023-06.trail.jsonl"
    lines = trail.read_bytes().splitlines(keepends=True)
    event, text = Event.from_line(lines[-1]), TEXTS["escapes"] + TEXTS["directions"]
    planted: list[dict[str, Any]] = [
        {"by": text}, {"at": text}, {"tool": text}, {"action": text}, {"batch": text}, {"reverses": text},
        {"because": {"event": 7}}, {"because": {"event": text}}, {"because": {text: text, "rule": text}},
        {"changes": (Change(f"/recommendations/{text}/note", None, text, "0" * 32),)},
        {"changes": (Change(f"/recommendations/r001/{text}", text, [text, {text: text}], "0" * 32),)},
    ]  # fmt: skip
    parent = event.id
    for members in planted:
        made = replace(event, parents=(parent,), **members)
        made = replace(made, id=made.computed_id())
        lines.append(made.to_line())
        parent = made.id
    trail.write_bytes(b"".join(lines))
    p = program(library)
    async with p.app.run_test(size=(120, 36)) as pilot:
        await p.settle(pilot)
        await seen(p, pilot, "h")
        assert isinstance(p.app.screen, HistoryScreen)
        rows = []
        for scope in ("home", "t"):  # of the recommendation, and of the whole record
            await seen(p, pilot, scope)
            rows.append(len(p.app.screen.listing.rows))
            for _ in p.app.screen.listing.rows:
                await seen(p, pilot, "down")
        assert max(rows) > len(planted)
