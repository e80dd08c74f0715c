"""Documents as Docling writes them in JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import Known

LOG = "The force should log each call and read the log once a week."
STAFF = "The council should train its housing staff in how to ask."
VISIT = "Wardens should see each tenant alone at least once."
NAMES = Known({"Fen Police": "police", "Wold Council": "council"})


class Document:
    """A document in the making: its items in reading order."""

    def __init__(self) -> None:
        self.value: dict[str, Any] = {
            "schema_name": "DoclingDocument",
            "version": "1.8.0",
            "name": "review",
            "origin": {"mimetype": "application/pdf", "binary_hash": 297933764223584292, "filename": "review.pdf"},
            "furniture": {"self_ref": "#/furniture", "children": [], "content_layer": "furniture"},
            "body": {"self_ref": "#/body", "children": [], "content_layer": "body", "label": "unspecified"},
            "groups": [],
            "texts": [],
            "pictures": [],
            "tables": [],
            "key_value_items": [],
            "form_items": [],
            "pages": {},
        }

    def _put(self, kind: str, item: dict[str, Any], parent: dict[str, Any] | None) -> dict[str, Any]:
        path = f"#/{kind}/{len(self.value[kind])}"
        whole = {"self_ref": path, "children": [], "content_layer": "body", **item}
        self.value[kind].append(whole)
        (parent or self.value["body"])["children"].append({"$ref": path})
        return whole

    def text(self, words: str, page: int = 1, label: str = "text", parent: Any = None, **more: Any) -> dict[str, Any]:
        prov = [{"page_no": page, "bbox": {"l": 1.5, "t": 2.0}, "charspan": [0, len(words)]}]
        return self._put("texts", {"label": label, "prov": prov, "orig": words, "text": words, **more}, parent)

    def group(self, label: str = "list") -> dict[str, Any]:
        return self._put("groups", {"label": label, "name": label}, None)

    def table(self, rows: list[list[str]], page: int) -> None:
        cells = [
            {
                "row_span": 1, "col_span": 1, "start_row_offset_idx": at, "end_row_offset_idx": at + 1,
                "start_col_offset_idx": column, "end_col_offset_idx": column + 1, "text": words,
                "column_header": at == 0, "row_header": False, "row_section": False,
            }
            for at, row in enumerate(rows)
            for column, words in enumerate(row)
        ]  # fmt: skip
        data = {"table_cells": cells, "num_rows": len(rows), "num_cols": len(rows[0]), "grid": []}
        prov = [{"page_no": page, "bbox": {}, "charspan": [0, 0]}]
        self._put("tables", {"label": "table", "prov": prov, "captions": [], "data": data}, None)

    def read(self, wrapped: bool = False) -> Imported:
        value = {"document": {"json_content": self.value}, "status": "success"} if wrapped else self.value
        raw = json.dumps(value).encode()
        (found,) = read_source(raw, "review.json", NAMES, given=Metadata(csp="Wold"))
        return found


def read(value: dict[str, Any]) -> Imported:
    (found,) = read_source(json.dumps(value).encode(), "review.json", NAMES, given=Metadata(csp="Wold"))
    return found


def rows(found: Imported) -> list[tuple[Any, ...]]:
    return [
        (row.get("number"), row["text"], row["addressed_to"], row.get("extracted", {}).get("page"))
        for row in found.data["recommendations"]
    ]


def a_list() -> Document:
    document = Document()
    document.text("Exampleton review", label="title")
    document.text("Page 30", 30, "page_footer", content_layer="furniture")
    document.text("Recommendations", 30, "section_header", level=1)
    items = document.group()
    for at, (words, page) in enumerate(((LOG, 30), (STAFF, 30), (VISIT, 31)), 1):
        document.text(words, page, "list_item", items, enumerated=True, marker=f"{at}.")
    return document


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_list_under_a_heading_is_read_with_its_numbers_and_pages(wrapped: bool) -> None:
    found = a_list().read(wrapped)
    assert [(number, text, page) for number, text, _, page in rows(found)] == [
        ("1.", LOG, 30),
        ("2.", STAFF, 30),
        ("3.", VISIT, 31),
    ]
    assert found.extractions[0]["tool"] == "Docling"


def test_a_table_is_read_by_its_columns() -> None:
    document = Document()
    document.text("Recommendations", 12, "section_header", level=1)
    document.table([["No", "Recommendation", "Agency"], ["1", LOG, "Fen Police"], ["2", STAFF, "Wold Council"]], 12)
    assert rows(document.read()) == [("1", LOG, "Fen Police", 12), ("2", STAFF, "Wold Council", 12)]


def test_signs_of_markup_in_a_text_are_its_own() -> None:
    document = a_list()
    document.value["texts"][3]["text"] = f"{LOG} Staff <b> & others"
    assert rows(document.read())[0][1] == f"{LOG} Staff <b> & others"


def test_words_on_two_pages_are_on_none_for_sure() -> None:
    document = a_list()
    document.text(LOG, 44)
    assert rows(document.read())[0][3] is None


def test_a_circle_of_references_ends() -> None:
    document = a_list()
    document.value["groups"][0]["children"].append({"$ref": "#/groups/0"})
    assert [row[1] for row in rows(document.read())][:1] == [LOG]


@pytest.mark.parametrize("child", [{"$ref": "#/texts/99"}, {"$ref": "nowhere"}, {}, "text", None])
def test_a_reference_to_nothing_is_nothing(child: Any) -> None:
    document = a_list()
    document.value["body"]["children"].insert(0, child)
    assert len(rows(document.read())) == 3


def test_a_document_without_recommendations_or_without_a_body_is_refused_in_one_line() -> None:
    document = Document()
    document.text("The weather was fine.")
    with pytest.raises(RefusedError, match=r"review.json: holds no review"):
        document.read()
    del document.value["body"]
    with pytest.raises(UnusableError, match="has no body"):
        document.read()


def test_what_its_extractor_found_on_each_page_is_one_list_with_the_pages() -> None:
    pages = [
        {
            "page_no": page,
            "extracted_data": {"recommendations": [{"number": n, "text": text}]},
            "raw_text": "x",
        }
        for page, n, text in ((4, 1, LOG), (5, 2, STAFF))
    ]
    raw = json.dumps({"input": {"file": "a.pdf"}, "status": "success", "pages": pages}).encode()
    (found,) = read_source(raw, "x.json", NAMES, given=Metadata(csp="Wold"))
    assert [(text, page) for _, text, _, page in rows(found)] == [(LOG, 4), (STAFF, 5)]
    assert found.extractions[0]["tool"] == "Docling"


@pytest.mark.parametrize(
    "more", [{"label": "footnote"}, {"label": "checkbox_unselected"}, {"label": "formula"}, {"text": ""}]
)
def test_whatever_stands_in_a_list_is_an_item_of_it(more: dict[str, Any]) -> None:
    made = a_list()
    before = rows(read(made.value))
    item = next(one for one in made.value["texts"] if one["text"] == STAFF)
    item.update(more)
    found = read(made.value)
    assert rows(found) == before
    assert found.whole


def test_texts_that_the_body_does_not_come_by_are_told() -> None:
    made = a_list()
    made.text("9 of 12", content_layer="furniture")
    assert read(made.value).whole
    made.text("See the footnote on homes.", content_layer="notes")
    made.text("An item that nothing names.")
    made.value["body"]["children"].pop()
    made.value["body"]["children"].append({"$ref": "#/texts/999"})
    assert read(made.value).lost == (
        "1 item that the document names is not in it",
        "left out 1 text that no part of the document names, as “An item that nothing names.”",
        "left out 1 text that the document sets apart, as “See the footnote on homes.”",
    )


@pytest.mark.parametrize("data", [[{"number": "2", "text": STAFF}], {"recommendation": STAFF, "number": "2"}, [STAFF]])
def test_what_its_extractor_found_on_a_page_may_be_a_list_or_one_object(data: Any) -> None:
    pages = [{"recommendations": [{"number": "1", "text": LOG}]}, data, {"title": "DHR Alder"}, {}]
    found = read({"pages": [{"page_no": at, "extracted_data": each, "errors": []} for at, each in enumerate(pages, 1)]})
    assert [row["text"] for row in found.data["recommendations"]] == [LOG, STAFF]
    assert found.data["review"]["title"] == "DHR Alder"
    assert found.whole


def test_pages_that_its_extractor_did_not_read_are_told() -> None:
    pages = [
        {"page_no": 1, "extracted_data": {"recommendations": [{"text": LOG}]}, "errors": []},
        {"page_no": 2, "extracted_data": None, "errors": ["no answer"]},
        {"page_no": 3, "extracted_data": "Recommendation: ask.", "errors": []},
    ]
    assert read({"pages": pages}).lost == (
        "page 2: the program did not read all of it: “no answer”",
        "page 3: what was found on it is no object or list and was left out: “Recommendation: ask.”",
    )
