"""Paragraphs below a table: one that asks somebody to act may be a recommendation too, and is told."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import NOTHING

HEAD = "# Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n## Recommendations\n\n"
PIPED = "| No | Recommendation | Addressed to |\n|---|---|---|\n| 1 | The force should log calls. | Wold Police |\n\n"


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("The panel also asks the Ministry of Wold to fund such a post.", True),
        ("Schools are asked to keep a note of each day that a child is away.", True),
        ("Wold Hospitals to report to the board in June.", True),
        ("The partnership will print what was done on its page each spring.", False),
        ("The panel thanks all who took part.", False),
        ("Anyone who was there is asked to write to the coroner.", False),
    ],
)
def test_a_paragraph_below_a_table_is_told_if_it_asks_somebody_to_act(below: str, told: bool) -> None:
    (found,) = read_source(f"{HEAD}{PIPED}{below}\n".encode(), "p.md", NOTHING)
    assert found.count == 1
    assert any(below[:40] in lost for lost in found.lost) == told
