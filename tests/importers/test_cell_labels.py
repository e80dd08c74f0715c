"""Labels within the cells of a table: "Lead: ..." and "Status: ..." below the words of a recommendation."""

from __future__ import annotations

import json

import pytest

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

LOG = "The force should log each call in full."
HEAD = "<html><body><h1>Domestic Homicide Review</h1><h2>Recommendations</h2>"


def read(text: str, body: str, form: str) -> Imported:
    """A table with a recommendation and its addressee."""
    if form == "json":
        page = json.dumps([{"recommendation": text, "agency": body}])
    elif form == "csv":
        page = f'Recommendation,Agency\n"{text}","{body}"\n'
    else:
        cells = "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in (text, body))
        page = f"{HEAD}<table><tr><th>Recommendation</th><th>Agency</th></tr><tr>{cells}</tr></table></body></html>"
    (found,) = read_source(page.encode(), f"p.{form}", NOTHING, given=Metadata(csp="Wold"))
    return found


def row(found: Imported) -> tuple[str, str]:
    (only,) = found.data["recommendations"]
    return only["text"], only["addressed_to"]


@pytest.mark.parametrize("form", ["html", "csv", "json"])
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Lead: Fen Police. Timescale: 3 months.", "Timescale"),
        ("Lead agency: Fen Police\nTarget date: May 2020\nRAG: Amber", "Target date, RAG"),
        ("Lead agency: Fen Police", ""),
    ],
)
def test_a_body_after_a_label_is_the_addressee_and_a_state_is_told(form: str, line: str, told: str) -> None:
    found = read(f"{LOG}\n{line}", "", form)
    assert row(found) == (LOG, "Fen Police")
    assert found.whole
    said = [f"left out what a record has no place for: {told}"] if told else []
    assert [warning for warning in found.warnings if "no place for" in warning] == said


@pytest.mark.parametrize("form", ["html", "csv", "json"])
@pytest.mark.parametrize("cell", ["Lead: Fen Police. Timescale: 3 months.", "Fen Police\nTimescale: 3 months"])
def test_labels_in_the_cell_of_the_addressee_go_too(form: str, cell: str) -> None:
    found = read(LOG, cell, form)
    assert row(found) == (LOG, "Fen Police")
    assert "left out what a record has no place for: Timescale" in found.warnings


def test_a_label_that_names_another_body_than_the_cell_stays() -> None:
    text = f"{LOG}\nLead: Fen Police"
    assert row(read(text, "Wold Homes", "csv")) == (text, "Wold Homes")


@pytest.mark.parametrize("line", ["Note: it has begun.", "Outcome: calls are logged", "Status: see below", "Status"])
def test_a_line_that_is_not_labels_throughout_stays(line: str) -> None:
    text = f"{LOG}\n{line}\nThis is due."
    assert row(read(text, "Fen Police", "csv")) == (text, "Fen Police")
