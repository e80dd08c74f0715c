"""Tables without headings in which the names of bodies stand in rows of their own."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.columns.headless import headings_by_content
from known_names import NOTHING, Known

KNOWN = Known({"Fen Police": "police", "Wold Council": "council"})
HEAD = "# Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n## Recommendations\n\n"
FEN = [("6.1", "Log each call from a neighbour.", "By May"), ("6.2", "Check who holds a gun.", "Within 3 months")]
WOLD = [("6.3", "Train all of the housing staff.", "At once")]


def read(groups: list[tuple[str, list[tuple[str, str, str]]]], form: str, names: Known = KNOWN) -> Imported:
    if form == "html":
        rows = "".join(
            f'<tr><td colspan="3"><b>{name}</b></td></tr>'
            + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in tasks)
            for name, tasks in groups
        )
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
        page = f"{head}<table>{rows}</table>"
    else:
        lines = [" | ".join(row) for name, tasks in groups for row in [(f"**{name}**", "", ""), *tasks]]
        page = HEAD + "\n".join(["|  |  |  |", "|---|---|---|", *(f"| {line} |" for line in lines)]) + "\n"
    (found,) = read_source(page.encode(), f"p.{form}", names)
    return found


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("names", [KNOWN, NOTHING])
def test_each_name_is_that_of_all_rows_below_it(form: str, names: Known) -> None:
    found = read([("Fen Police", FEN), ("Wold Council", WOLD)], form, names)
    rows = [(r["number"], r["addressed_to"], r["text"]) for r in found.data["recommendations"]]
    assert rows == [
        *((number, "Fen Police", text) for number, text, _ in FEN),
        *((number, "Wold Council", text) for number, text, _ in WOLD),
    ]
    assert len(found.lost) == 3  # the dates, under no heading


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_theme_in_such_a_row_is_no_addressee(form: str) -> None:
    found = read([("Leaving home", FEN), ("Wold Council", WOLD)], form)
    assert all("Leaving" not in r["addressed_to"] for r in found.data["recommendations"])


def test_what_bodies_did_is_no_table_of_recommendations() -> None:
    police = [("Fen Police", "", ""), ("1", "Officers were called to her home twice.", "May")]
    council = [("Wold Council", "", ""), ("2", "The flat was let to him.", "July")]
    assert headings_by_content([*police, *council]) is None
