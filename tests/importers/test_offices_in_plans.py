"""A plan below a list: its numbers and the offices that lead its actions take the place of nothing in the list."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Wold Council": "council", "Wold Police": "police"})
CALLS, HOMES = "Wold Police should log all calls.", "Wold Council should fund two homes."
HEAD = "# DHR Overview Report: Jane\n\nCSP: Wold\n\n## Recommendations\n\n"
COUNTED = f"**Recommendation 1** – {CALLS}\n\n**Recommendation 2** – {HOMES}\n\n## Appendix 1: Action plan\n\n"
COLUMNS = "| No. | Recommendation | Action | Lead | Target date |\n|---|---|---|---|---|\n"


def read(text: str) -> Imported:
    (found,) = read_source(text.encode(), "p.md", NAMES)
    return found


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize(("first", "second"), [("DCI", "Head of Service"), ("Detective Inspector", "Service Manager")])
def test_a_list_keeps_its_numbers_and_bodies_where_a_plan_names_offices(first: str, second: str) -> None:
    plan = f"| 1 | {CALLS} | Log | {first} | May 2020 |\n| 2 | {HOMES} | Fund | {second} | June 2020 |\n"
    found = read(HEAD + COUNTED + COLUMNS + plan)
    assert rows(found) == [
        ("Recommendation 1", CALLS, "Wold Police"),
        ("Recommendation 2", HOMES, "Wold Council"),
    ]
    assert found.whole
    assert any(f"{first}, {second}" in warning for warning in found.warnings)


def test_an_office_beside_its_body_is_the_addressee_of_a_text_without_one() -> None:
    texts = "1. Calls should be logged in full.\n2. Homes should be funded.\n\n## Action plan\n\n"
    plan = "| 1 | Calls should be logged in full. | Log | DCI, Wold Police | May 2020 |\n"
    plan += "| 2 | Homes should be funded. | Fund | Head of Service | June 2020 |\n"
    found = read(HEAD + texts + COLUMNS + plan)
    assert [cell for *_, cell in rows(found)] == ["DCI, Wold Police", ""]
    assert any("Head of Service" in warning for warning in found.warnings)
