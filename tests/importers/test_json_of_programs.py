"""JSON as programs write it that take recommendations or tables out of documents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
VISIT = "Wardens should see each tenant alone."
HEAD = ["No", "Recommendation", "Agency"]
PANEL = [["Role", "Organisation"], ["Chair", ""], ["Inspector", "Fen Police"]]


def read(value: Any) -> tuple[Imported, ...]:
    return read_source(json.dumps(value).encode(), "p.json", NOTHING)


def texts(found: Imported) -> list[str]:
    return [row["text"] for row in found.data["recommendations"]]


@pytest.mark.parametrize("date", [{"year": 2019, "month": 8}, {"year": 2019}, {"Year": "2019", "Month": "8", "Day": 3}])
def test_a_date_may_be_an_object_of_its_parts(date: dict[str, Any]) -> None:
    review = {"title": "DHR Alder", "csp": "Wold", "date_of_death": date, "published": {"year": 2021, "month": 5}}
    (found,) = read(
        {"review": review, "recommendations": [{"number": "1", "text": LOG, "addressed_to": ["Fen Police"]}]}
    )
    assert (found.data["review"]["year_of_death"], found.data["review"]["published"]) == (2019, "2021-05")
    assert found.data["recommendations"][0]["addressed_to"] == "Fen Police"
    assert found.whole


def test_an_object_that_is_no_date_is_still_refused() -> None:
    with pytest.raises(RefusedError, match="date_of_death"):
        read(
            {"review": {"csp": "Wold", "date_of_death": {"year": 2019, "era": "x"}}, "recommendations": [{"text": LOG}]}
        )


@pytest.mark.parametrize("name", ["documents", "files", "outputs"])
def test_the_documents_of_a_run_are_a_review_each(name: str) -> None:
    documents = [
        {
            "metadata": {"title": title, "community_safety_partnership": csp},
            "extraction": {
                "recommendations": [
                    {"recommendation_number": 1, "recommendation_text": text, "page_number": 6, "confidence": 0.9}
                ]
            },
        }
        for title, csp, text in (("DHR 5", "Wold", LOG), ("DHR 7", "Fen", STAFF))
    ]
    found = read({"run": {"id": "3"}, name: documents})
    assert [(one.data["review"]["csp"], texts(one)) for one in found] == [("Wold", [LOG]), ("Fen", [STAFF])]
    assert all(one.whole for one in found)
    assert not [warning for one in found for warning in one.warnings]
    for one in found:
        (row,) = one.data["recommendations"]
        assert {name: row["extracted"][name] for name in ("confidence", "page")} == {"confidence": 0.9, "page": 6}
        assert one.extractions[0]["run"] == "3"


def pages(*tables: list[list[str]]) -> dict[str, Any]:
    return {
        "metadata": {"Title": "DHR Alder"},
        "pages": [
            {"page": n, "text": "12.", "tables": [{"bbox": [1.5, 2.0], "rows": rows}]} for n, rows in enumerate(tables)
        ],
    }


@pytest.mark.parametrize("head", [[HEAD], [["No.", "Recommendation", "Agency"]], []])
def test_the_tables_on_pages_are_one_where_their_headings_or_their_numbers_go_on(head: list[list[str]]) -> None:
    second = [*head, ["2", STAFF, "Wold Council"], ["3", VISIT, "Wold Council"]]
    (found,) = read(pages(PANEL, [HEAD, ["1", LOG, "Fen Police"]], second))
    assert texts(found) == [LOG, STAFF, VISIT]
    assert [row["addressed_to"] for row in found.data["recommendations"]] == ["Fen Police", *["Wold Council"] * 2]
    assert found.whole
    assert any("left out the columns" in warning and "pages" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "second",
    [
        [["Theme", STAFF, "Wold Council"], ["Homes", VISIT, "Wold Council"]],
        [["No", "Recommendation", "Due"], ["2", STAFF, "May"]],
    ],
)
def test_a_further_table_that_may_be_of_recommendations_is_never_left_out_in_silence(second: list[list[str]]) -> None:
    with pytest.raises(RefusedError, match="no list of recommendations"):
        read(pages([HEAD, ["1", LOG, "Fen Police"]], second))
