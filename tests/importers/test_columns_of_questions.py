"""Columns whose headings ask who is to act."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"


@pytest.mark.parametrize("name", ["p.md", "p.html", "p.csv", "p.tsv"])
@pytest.mark.parametrize("asked", ["Who will do it", "Who is this for?", "For whom", "Who should act?"])
def test_the_column_is_that_of_the_addressees(name: str, asked: str) -> None:
    table = [
        ["No", "Recommendation", asked],
        ["1", "Log each call.", "Fen Police"],
        ["2", "Train staff.", "Wold Council"],
    ]
    if name == "p.html":
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
        page = f"<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><table>{rows}</table>"
    elif name == "p.md":
        lines = [f"| {' | '.join(row)} |" for row in table]
        page = HEAD + "## Recommendations\n\n" + "\n".join([lines[0], "|---|---|---|", *lines[1:]]) + "\n"
    else:
        joint = "\t" if name == "p.tsv" else ","
        page = "\n".join(
            joint.join(["CSP", "Year of death", *row] if i == 0 else ["Wold", "2019", *row])
            for i, row in enumerate(table)
        )
    (found,) = read_source(page.encode(), name, NOTHING)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["Fen Police", "Wold Council"]
    assert found.whole


def test_a_column_that_is_named_after_bodies_goes_first() -> None:
    table = "| Recommendation | Who will check it | Agency |\n|---|---|---|\n| Log calls. | A sergeant | Fen Police |\n"
    page = HEAD + table
    (found,) = read_source(page.encode(), "p.md", NOTHING)
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["Fen Police"]
