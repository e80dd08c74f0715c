"""Numbers of recommendations behind the bullets of their list, and a numbered paragraph above numbered parts."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD = "Calls should be logged by the force.", "Commissioners should count beds."


def read(text: str, name: str) -> Imported:
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("bullet", ["-", "*", "•"])
@pytest.mark.parametrize(("name", "mark", "bold"), [("p.md", "## ", "**"), ("p.txt", "", "")])
@pytest.mark.parametrize("number", ["Recommendation {}:", "R{}", "Rec {}.", "{}.", "4.{}"])
def test_a_number_behind_a_bullet_is_one(number: str, name: str, mark: str, bold: str, bullet: str) -> None:
    numbers = [number.format(i) for i in (1, 2)]
    listed = "".join(f"{bullet} {bold}{n}{bold} {text}\n" for n, text in zip(numbers, (CALLS, LEAD), strict=True))
    found = read(f"{mark[1:]}DHR Wold 2016\n\n{mark}Recommendations\n\n{listed}", name)
    printed = [number.rstrip(":") for number in numbers]
    assert [row[:2] for row in rows(found)] == list(zip(printed, (CALLS, LEAD), strict=True))
    assert found.whole


def test_figures_of_sentences_behind_bullets_are_no_numbers() -> None:
    texts = ["24 hours are the most that a call should wait.", "7 days are the most that a room should be closed."]
    listed = "".join(f"• {text}\n" for text in texts)
    found = read(f"DHR Wold 2016\n\nRecommendations\n\n{listed}", "p.txt")
    assert [row[:2] for row in rows(found)] == [(None, text) for text in texts]


def test_a_numbered_paragraph_above_numbered_parts_that_asks_for_nothing_is_none() -> None:
    above = "8.1 Several services can learn from this death. The recommendations are set out for each agency."
    page = f"DHR Wold 2016\n\n8. Recommendations\n\n{above}\n\n8.2 Wold Police\n\n8.2.1 {CALLS}\n\n8.2.2 {LEAD}\n"
    found = read(page, "p.txt")
    assert rows(found) == [("8.2.1", CALLS, "Wold Police"), ("8.2.2", LEAD, "Wold Police")]
    assert found.whole
