"""Lines over recommendations that lead in to them: "To Wold Police", "It is further recommended that:"."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD, ASK = "Log each call on one day.", "Check each log twice.", "Ask all parents for a number."


def read(lines: list[str], name: str) -> Imported:
    match name.rpartition(".")[2]:
        case "html":
            text = "<h1>DHR Wold 2016</h1><h2>Recommendations</h2>" + "".join(f"<p>{line}</p>" for line in lines)
        case "md":
            text = "\n\n".join(["# DHR Wold 2016", "## Recommendations", *lines, ""])
        case _:
            text = "\n\n".join(["DHR Wold 2016", "Recommendations", *lines, ""])
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
@pytest.mark.parametrize("form", ["To {}", "To the {}", "To {}:"])
def test_a_line_that_says_to_whom_heads_what_is_below_it(form: str, name: str) -> None:
    bodies = ["Fen Constabulary", "Wold Schools Federation"]
    lines = [form.format(bodies[0]), f"1. {CALLS}", f"2. {LEAD}", form.format(bodies[1]), f"1. {ASK}"]
    found = read(lines, name)
    said = [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]
    assert said == [(CALLS, bodies[0]), (LEAD, bodies[0]), (ASK, bodies[1])]
    assert found.whole


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
def test_an_aim_in_capitals_is_nobody(name: str) -> None:
    found = read(["To Improve Recording", f"1. {CALLS}", f"2. {LEAD}", "To Train Staff", f"3. {ASK}"], name)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["", "", ""]


@pytest.mark.parametrize("name", ["p.txt", "p.md", "p.html"])
@pytest.mark.parametrize(
    "line", ["It is further recommended that:", "The panel also recommends:", "We recommend as follows:"]
)
def test_words_that_only_lead_in_to_further_recommendations_are_not_told(line: str, name: str) -> None:
    found = read(["The panel recommends that:", f"1. {CALLS}", f"2. {LEAD}", line, f"3. {ASK}"], name)
    assert [r["text"] for r in found.data["recommendations"]] == [CALLS, LEAD, ASK]
    assert found.whole
