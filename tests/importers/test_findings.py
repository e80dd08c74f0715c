"""Pages on which findings and recommendations stand together."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = (
    "<h1>Domestic Homicide Review</h1><p>Wold Community Safety Partnership</p><p>Death in 2016. Published May 2018</p>"
)
CALLS = "How each call is answered should be looked at again."
ROOMS = "Two more rooms should be found in a refuge."


def read(page: str, name: str = "p.html") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("heading", ["<h2>Findings and recommendations</h2>", "<h2>Recommendations</h2>", ""])
@pytest.mark.parametrize(
    "finding", ["<h3>Finding {}</h3><p>Rooms were full.</p>", "<p>Learning point {}: A full room.</p>"]
)
@pytest.mark.parametrize("counted", ["<p>Recommendation {}: {}</p>", "<h4>Recommendation {}</h4><p>{}</p>"])
def test_a_finding_between_recommendations_is_in_none_of_them(heading: str, finding: str, counted: str) -> None:
    parts = "".join(finding.format(i) + counted.format(i, text) for i, text in enumerate((CALLS, ROOMS), 1))
    found = read(HEAD + heading + parts)
    assert texts(found) == [CALLS, ROOMS]
    assert found.whole
    assert found.data["review"]["published"] == "2018-05"
    label = "Finding" if "Finding" in finding else "Learning point"
    assert [w for w in found.warnings if "left out" in w] == [f"left out what a record has no place for: {label}"]


def test_a_wish_in_a_finding_is_told() -> None:
    finding = "<h3>Finding 2</h3><p>The Wold Council should have found rooms.</p>"
    page = f"{HEAD}<p>Recommendation 1: {CALLS}</p>{finding}<p>Recommendation 2: {ROOMS}</p>"
    found = read(page)
    assert texts(found) == [CALLS, ROOMS]
    assert any("found rooms" in told for told in found.lost)


def test_where_nothing_marks_the_recommendations_among_findings_the_reason_says_so() -> None:
    part = "<h3>Finding {}</h3><p>Nobody had asked.</p><p>{}</p>"
    page = f"{HEAD}<h2>Findings and recommendations</h2>{part.format(1, CALLS)}{part.format(2, ROOMS)}"
    with pytest.raises(RefusedError, match="findings and recommendations stand together"):
        read(page)
