"""Documents as LangExtract annotates them, one on each line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."


def extraction(kind: str, words: str, at: int, /, **attributes: Any) -> dict[str, Any]:
    """An extraction as the program writes it."""
    return {
        "extraction_class": kind,
        "extraction_text": words,
        "char_interval": {"start_pos": at, "end_pos": at + len(words)},
        "alignment_status": "match_exact",
        "extraction_index": 1,
        "group_index": 0,
        "description": None,
        "attributes": attributes or None,
    }


def document(*found: dict[str, Any], name: str = "doc_1a2b3c4d") -> dict[str, Any]:
    return {"extractions": list(found), "text": f"A report. {LOG} {STAFF} " * 40, "document_id": name}


def read(*documents: dict[str, Any], name: str = "found.jsonl") -> tuple[Imported, ...]:
    lines = "".join(f"{json.dumps(each)}\n" for each in documents)
    return read_source(lines.encode(), name, NOTHING, given=Metadata(csp="Wold"))


FIRST = extraction("recommendation", LOG, 10, number="1", agency=["Fen Police", "Fen Homes"], confidence="0.9")
SECOND = extraction("recommendation", STAFF, 50, number="2", agency="Wold Council", theme="Housing")


@pytest.mark.parametrize("name", ["found.jsonl", "found.json"])
def test_each_extraction_is_a_recommendation_with_its_attributes(name: str) -> None:
    (found,) = read(document(FIRST, SECOND), name=name)
    first, second = found.data["recommendations"]
    assert [(row["number"], row["text"], row["addressed_to"]) for row in (first, second)] == [
        ("1", LOG, "Fen Police | Fen Homes"),
        ("2", STAFF, "Wold Council"),
    ]
    assert second["title"] == "Housing"
    assert first["extracted"]["confidence"] == 0.9
    assert first["extra"]["char_interval"] == f"10-{10 + len(LOG)}"
    assert first["extra"]["alignment_status"] == "match_exact"
    assert first["extra"]["document_id"] == "doc_1a2b3c4d"
    assert found.extractions[0]["tool"] == "LangExtract"
    assert found.whole
    assert "A report." not in json.dumps(found.data)


def test_what_is_of_another_class_is_told_by_its_name() -> None:
    (found,) = read(document(FIRST, extraction("agency", "Fen Police", 4), extraction("agency", "Fen Homes", 9)))
    assert len(found.data["recommendations"]) == 1
    assert found.lost == ("2 extractions of the class “agency” were left out",)


def test_a_class_of_any_name_is_taken_where_it_is_the_only_one() -> None:
    (found,) = read(document(extraction("action_point", LOG, 3)))
    assert [row["text"] for row in found.data["recommendations"]] == [LOG]


def test_several_classes_of_which_none_is_called_so_are_refused_with_their_names() -> None:
    with pytest.raises(RefusedError, match="there are “person”, “place”"):
        read(document(extraction("person", "A", 1), extraction("place", "B", 2)))


def test_each_document_is_a_review() -> None:
    one, other = read(document(FIRST, name="a"), document(SECOND, name="b"))
    assert [row["text"] for each in (one, other) for row in each.data["recommendations"]] == [LOG, STAFF]


def test_an_attribute_is_not_taken_for_the_text_and_not_lost() -> None:
    (found,) = read(document(extraction("recommendation", LOG, 3, text="Log calls", recommendation_text="x")))
    (row,) = found.data["recommendations"]
    assert row["text"] == LOG
    assert (row["extra"]["attributes.text"], row["extra"]["attributes.recommendation_text"]) == ("Log calls", "x")


def test_a_document_that_breaks_off_is_kept_as_far_as_it_goes_and_flagged() -> None:
    line = json.dumps({"extractions": [FIRST, SECOND]})
    whole = json.dumps(document(FIRST, name="a"))
    cut = line[: line.index("housing staff")]
    found = read_source(f"{whole}\n{cut}".encode(), "found.jsonl", NOTHING, given=Metadata(csp="Wold"))
    rows = [row for each in found for row in each.data["recommendations"]]
    assert [row["text"] for row in rows] == [LOG, LOG, "The council should train its"]
    assert rows[-1]["extracted"]["incomplete"] is True


def test_an_extraction_without_words_or_class_is_told_and_the_report_is_no_recommendation() -> None:
    wordless = {**SECOND, "extraction_text": None}
    nameless = {key: value for key, value in SECOND.items() if key != "extraction_class"}
    (found,) = read(document(FIRST, wordless, nameless, "odd"))  # type: ignore[arg-type]
    assert [row["text"] for row in found.data["recommendations"]] == [LOG]
    assert [f"extraction {at} has no words or no class and was left out" in found.lost for at in (2, 3, 4)] == [
        True
    ] * 3


def test_a_document_without_extractions_is_no_recommendation() -> None:
    with pytest.raises(RefusedError):
        read({**document(), "extractions": None})
    whole = json.dumps([document(FIRST), {"document_id": "doc_2"}])
    (found,) = read_source(whole.encode(), "found.json", NOTHING, given=Metadata(csp="Wold"))
    assert found.lost == ("document 2 has no list of extractions and was left out",)


def test_attributes_may_be_a_list() -> None:
    listed = {**SECOND, "attributes": [{"number": "2"}, {"agency": "Wold Council"}, {"agency": "Fen Homes"}]}
    odd = {**FIRST, "attributes": ["by May"]}
    (found,) = read(document(listed, odd))
    first, second = found.data["recommendations"]
    assert (first["number"], first["addressed_to"]) == ("2", "Wold Council | Fen Homes")
    assert "by May" in str(second["extra"])
