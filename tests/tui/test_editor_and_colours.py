"""The editor outside, and the colours."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from textual.color import Color

from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.item_marks import second_item
from dhrcurate.review.actions.correct import value_of
from dhrcurate.tui.dialogs.divide import stored_place
from dhrcurate.tui.editable import recommendation, review
from dhrcurate.tui.external_editor import edit_outside, read, written
from dhrcurate.tui.themes import THEMES
from dhrcurate.tui.widgets.typing import from_edit, to_edit

REC = {
    "key": "r001",
    "number": "R1",
    "text": "One.\r\nTwo \x1b[1m • three",
    "addressed_to": "A | B",
    "agencies": ["A", "B"],
}


def edited(text: str) -> Any:
    return recommendation(REC).changes(read(recommendation(REC), text))


def test_a_file_for_the_editor_reads_back_as_nothing_changed() -> None:
    assert edited(written(recommendation(REC))) == {}


def test_what_was_changed_in_the_editor_is_taken_and_the_rest_keeps_its_bytes() -> None:
    text = written(recommendation(REC)).replace("%% agencies\nA\nB", "%% agencies\nA\n  C  D ").replace("Two", "Deux")
    assert edited(text) == {"agencies": ["A", "C D"], "text": "One.\nDeux \x1b[1m • three"}


@pytest.mark.parametrize("text", ["words\n%% text\nx", "%% colour\nred", "%% text\na\n%% text\nb"])
def test_a_file_that_is_no_such_form_changes_nothing(text: str) -> None:
    with pytest.raises(ValueError, match=r"stands? "):
        read(recommendation(REC), text)


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("no-such-editor-anywhere --wait", "The editor no-such-editor-anywhere could not be started: No such file"),
        ("/ --wait", "The editor / could not be started: "),
        ("vi 'x", "$EDITOR cannot be read as a command (No closing quotation)"),
    ],
)
def test_an_editor_that_cannot_start_is_told_and_the_terminal_is_the_screens_again(
    editor: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    terminal = ["screen"]

    @contextmanager
    def suspend() -> Iterator[None]:  # what is raised within leaves the terminal as it is, as in Textual
        terminal.append("editor")
        yield
        terminal.append("screen")

    changes, problem = edit_outside(recommendation(REC), suspend, "e")
    assert changes is None
    assert problem.startswith(words)
    assert problem.endswith("e edits in place.")
    assert terminal[-1] == "screen"


def test_blanks_for_an_editor_name_none(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        started.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.delenv("EDITOR", raising=False)
    assert edit_outside(recommendation(REC), nullcontext, "e") == (None, "")
    assert started[0][0] == "vi"


def test_what_is_known_of_a_review_is_edited_outside_too() -> None:
    about = review({"review": {"title": "T", "csp": "C", "published": "2015-06", "year_of_death": 2012}})
    text = written(about).replace("2015-06", "2015").replace("2012", "").replace("%% url\n", "%% url\nhttps://x.uk/1")
    assert about.changes(read(about, text)) == {
        "published": "2015",
        "year_of_death": None,
        "url": "https://x.uk/1",
    }
    with pytest.raises(RefusedError, match="published: “June” is not a date"):
        about.changes({"published": "June"})


def test_an_empty_optional_field_is_absent_and_an_empty_text_is_empty() -> None:
    assert value_of("note", "  ") is None
    assert value_of("text", "") == ""


def test_places_in_a_text_as_shown_mean_places_in_the_text() -> None:
    text = "a\u202eb\r\nc • d • e"
    shown = to_edit(text)
    assert from_edit(shown.replace("c", "C"), text) == text.replace("c", "C").replace("\r\n", "\n")
    assert stored_place(text, len(to_edit(text[:3]))) == 3
    assert text[second_item(text)] == "•"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(name: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(name).normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_INKS = ("ink", "ink-muted", "ink-faint", "ink-key", "ink-good", "ink-doubt", "ink-bad", "ink-hint")


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_every_ink_can_be_read_on_every_ground(theme: Any) -> None:
    grounds = [
        theme.background,
        theme.surface,
        theme.panel,
        *(theme.variables[f"ground-{g}"] for g in ("cursor", "marked", "focused")),
    ]
    poor = [(ink, ground) for ink in TEXT_INKS for ground in grounds if contrast(theme.variables[ink], ground) < 4.5]
    assert poor == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_what_is_selected_in_a_field_can_be_told_from_the_field_and_read(theme: Any) -> None:
    selected = theme.variables["input-selection-background"]
    fields = (theme.panel, theme.variables["ground-cursor"])
    assert min(contrast(selected, field) for field in fields) >= 1.5
    assert contrast(theme.variables["ink"], selected) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_the_scroll_bar_can_be_told_from_what_it_lies_on(theme: Any) -> None:
    bar = theme.variables["scrollbar"]
    assert min(contrast(bar, ground) for ground in (theme.background, theme.surface)) >= 2
    assert contrast(bar, theme.variables["ground-cursor"]) >= 1.5
