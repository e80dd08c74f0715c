import re
import tomllib
from pathlib import Path

import pytest
from docs.generate import DOCS, keys_page
from docs.shots import SHOTS

from dhrcurate.plain.commands import Letters
from dhrcurate.review.commands import keymap


def test_the_reference_of_keys_is_in_step_with_the_table_of_commands() -> None:
    assert (DOCS / "keys.md").read_text("utf-8") == keys_page(), "run `make docs`"


def test_every_screenshot_was_taken() -> None:
    assert {p.stem for p in (DOCS / "screenshots").glob("*.svg")} == {shot.name for shot in SHOTS}


@pytest.mark.parametrize("page", sorted(DOCS.parent.glob("*.md")) + sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:

    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_example_of_other_keys_works_as_it_stands() -> None:
    example = tomllib.loads(keys_page().split("```toml\n")[1].split("```")[0])
    assert keymap(example["keymap"]).conflicts == ()


def test_every_command_of_the_guide_to_reviewing_line_by_line_can_be_typed() -> None:
    rows = [
        line.split("|")[1] for line in (DOCS / "plain.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    typed = [command for row in rows for command in re.findall(r"`([^`]+)`", row)]
    assert len(typed) > 30
    assert [command for command in typed if Letters(keymap()).read(command) is None] == []
