"""JSON documents with their recommendations further in, under names in another case, or by number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

ROWS = [
    {"number": "1", "text": "Each call should be logged.", "agency": "Fen Police"},
    {"number": "2", "text": "Supervisors should meet each month.", "agency": "Wold Council"},
]
REVIEW = {"csp": "Wold", "year_of_death": "2019"}


def read(value: Any) -> Imported:
    (found,) = read_source(json.dumps(value).encode(), "p.json", NOTHING)
    return found


def titled(value: dict[str, str]) -> dict[str, str]:
    return {f" {key.title()} ": said for key, said in value.items()}


SHAPES: dict[str, Any] = {
    "in-the-review": {"review": {**REVIEW, "recommendations": ROWS}},
    "beside-the-review": {"data": {"review": REVIEW, "recommendations": ROWS}},
    "two-parts": {"result": {"report": REVIEW, "output": {"recommendations": ROWS}}},
    "wrapped": {"payload": {**REVIEW, "recommendations": ROWS}},
    "list-in-capitals": {"Reviews": [{**REVIEW, "Recommendations": [titled(row) for row in ROWS]}]},
    "list-of-lists": [[{**REVIEW, **row} for row in ROWS]],
    "by-number": {**REVIEW, "recommendations": {row["number"]: {"text": row["text"], **row} for row in ROWS}},
    "another-name": {**REVIEW, "recommendationList": ROWS},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_recommendations_are_found_wherever_they_are(shape: Any) -> None:
    found = read(shape)
    assert found.whole
    assert found.data["review"]["csp"] == "Wold"
    rows = [(r["number"], r["text"], r["addressed_to"]) for r in found.data["recommendations"]]
    assert rows == [(row["number"], row["text"], row["agency"]) for row in ROWS]


def test_a_list_of_another_name_is_named_in_the_refusal() -> None:
    with pytest.raises(RefusedError, match="“suggestions” holds them, rename it to recommendations"):
        read({**REVIEW, "suggestions": ROWS})


def test_a_document_without_a_list_is_told_what_to_write() -> None:
    with pytest.raises(RefusedError, match="in a list that is named recommendations"):
        read({**REVIEW, "notes": "There are two."})


def test_two_objects_with_lists_are_not_put_together_unseen() -> None:
    with pytest.raises(RefusedError, match="no list of recommendations"):
        read({"first": {"recommendations": ROWS}, "second": {"recommendations": ROWS}})
