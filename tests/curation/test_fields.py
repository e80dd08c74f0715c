"""Every field is edited, masked, filtered and joined as the table of fields says."""

from __future__ import annotations

from typing import Any

import pytest

from dhrcurate.curation.exporting import masked
from dhrcurate.curation.filter import FIELDS, parse_filter, row_of, row_of_data
from dhrcurate.curation.operations import fields, structure
from dhrcurate.domain import edit
from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, TABLES, Field, Joining, Kind, Table
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Record
from dhrcurate.rules.free_text import FreeText, passages_of

BY = "x-3f9a01c2"
ADDRESS = "jo.bloggs@exampleton.example"
FREE = [
    pytest.param(table, field, id=f"{table.name}/{field.name}")
    for table in (REVIEW, RECOMMENDATION)
    for field in table
    if field.free_text
]


def value(field: Field, words: str = "") -> Any:
    """A value that a field may have, with some words in it where it is text."""
    match field.kind:
        case Kind.LIST:
            return [words or f"an entry of {field.name}"]
        case Kind.YEAR:
            return 2012
        case Kind.NUMBER:
            return 1
        case Kind.DATE:
            return "2015-06"
        case Kind.CHOICE:
            return field.choices[0]
        case Kind.MAP:
            return {f"column of {field.name}": words or field.name}
        case Kind.SHARE:
            return 0.5
        case Kind.TABLE if field.name == "extracted":
            return {"by": BY, "confidence": 0.5, "page": 3}
        case Kind.TABLE:  # of a recommendation, its pinned passage
            return {"document": f"sha256:{'ab' * 32}", "pages": [1], "quote": words or field.name}
        case _:
            return words or field.name


def content(**more: Any) -> dict[str, Any]:
    """A record in which every field of a review and a recommendation that can have a value has one."""
    recommendation = {f.name: value(f) for f in RECOMMENDATION if f.kind is not Kind.TABLES} | {"key": "r001"}
    review = {field.name: value(field) for field in REVIEW}
    return {
        "format": 1,
        "id": "wold-2014",
        "review": review | more.get("review", {}),
        "curation": {"state": "open"},
        "extractions": [{"id": BY, "at": "2026-11-22T10:00:00Z", "source": f"sha256:{'ab' * 32}", "model": "model"}],
        "recommendations": [recommendation | more.get("recommendations", {})],
    }


@pytest.mark.parametrize(("table", "field"), FREE)
def test_free_text_is_masked_in_exports(table: Table, field: Field) -> None:
    record = Record.model_validate(content(**{table.name: {field.name: value(field, f"Ask {ADDRESS} first.")}}))
    shown, recommendations = masked(record, record.recommendations)
    after = shown.review if table is REVIEW else recommendations[0]
    before = record.review if table is REVIEW else record.recommendations[0]
    assert (ADDRESS in str(getattr(after, field.name))) is field.unmasked
    assert ADDRESS in str(getattr(before, field.name))


@pytest.mark.parametrize(("table", "field"), FREE)
def test_free_text_is_read_by_the_rules_about_disclosure(table: Table, field: Field) -> None:
    record = Record.model_validate(content(**{table.name: {field.name: value(field, f"Ask {ADDRESS} first.")}}))
    found = [passage for passage in FreeText(passages_of(record)).passages if ADDRESS in passage.text]
    assert [passage.path.split("/")[-2 if field.kind is Kind.LIST else -1] for passage in found] == [field.name]
    assert [passage.published for passage in found] == [field.published]


@pytest.mark.parametrize("field", [f for t in TABLES.values() for f in t if f.filter], ids=lambda field: field.filter)
def test_a_filter_finds_every_field_that_has_a_name_for_it(field: Field) -> None:
    assert field.filter in FIELDS
    here = content()
    row = row_of_data(here["id"], here, here["recommendations"][0])
    held = here["id"] if field.filter == "record" else str(value(field))
    wanted = f"an entry of {field.name}" if field.kind is Kind.LIST else held
    if field.kind is Kind.MAP:
        wanted = f"column of {field.name}={field.name}"
    assert parse_filter(f'{field.filter}:"{wanted}"').matches(row)
    assert parse_filter(f"{field.filter}:*").matches(row)
    assert not parse_filter(f'-{field.filter}:"{wanted}"').matches(row)


def test_a_filter_reads_the_same_of_a_record_and_of_its_content() -> None:
    found = [Finding("DHR305", "flattened-list", Severity.WARNING, "m", key="r001")]
    cases: list[dict[str, Any]] = [{}, {"recommendations": {"agencies": []}}]
    for more in cases:
        here = content(**more)
        record = Record.model_validate(here)
        from_content = row_of_data(record.id, here, here["recommendations"][0], found)
        assert row_of(record, record.recommendations[0], found) == from_content


@pytest.mark.parametrize("field", [f for f in RECOMMENDATION if f.by_curator], ids=lambda field: field.name)
def test_a_field_that_is_set_can_be_taken_back(field: Field) -> None:
    before = content(recommendations={field.name: value(field, "before")})
    changed = edit.apply(before, fields.set_field(before, "r001", field.name, value(field, "after")).edits)
    assert changed["recommendations"][0][field.name] == value(field, "after")
    proposal = fields.set_field(before, "r001", field.name, value(field, "after"))
    assert edit.apply(changed, edit.invert(proposal.edits)) == before


@pytest.mark.parametrize("field", RECOMMENDATION.fields, ids=lambda field: field.name)
def test_joining_and_dividing_do_with_a_field_what_the_table_says(field: Field) -> None:
    if field.kind is Kind.TABLES:
        return
    here = content(recommendations={"text": "One two. Three four."})
    second = {f.name: value(f, f"another {f.name}") for f in RECOMMENDATION if f.kind is not Kind.TABLES}
    here["recommendations"].append(second | {"key": "r002"})
    (joined,) = edit.apply(here, structure.join_next(here, "r001").edits)["recommendations"]
    first = here["recommendations"][0]
    if field.joining is Joining.FIRST:
        assert joined[field.name] == first[field.name]
    elif field.joining is Joining.SAME:
        assert joined[field.name] == first[field.name] == second[field.name]
    elif field.joining is Joining.ALL and field.kind is Kind.MAP:
        assert joined[field.name] == {f"column of {field.name}": f"{field.name} | another {field.name}"}
    elif field.joining is Joining.KEPT:
        assert joined[field.name] == first[field.name]
    elif field.joining is Joining.ALL:
        assert joined[field.name] == [*first[field.name], *second[field.name]]
    else:
        assert first[field.name] in joined[field.name]
        assert second[field.name] in joined[field.name]
    divided = edit.apply(here, structure.split_text(here, "r001", len("One two.")).edits)["recommendations"][1]
    if field.joining is not None and field.joining.shared:
        assert divided[field.name] == first[field.name]


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_where_a_row_was_cut_off_stays_at_its_end(first: bool, second: bool) -> None:
    def rec(key: str, text: str, *, cut: bool) -> dict[str, Any]:
        extracted = {"by": BY, "page": 3, **({"incomplete": True} if cut else {})}
        return {**content()["recommendations"][0], "key": key, "text": text, "extracted": extracted}

    here = {**content(), "recommendations": [rec("r001", "One. Two.", cut=first), rec("r002", "Three.", cut=second)]}
    (joined,) = edit.apply(here, structure.join_next(here, "r001").edits)["recommendations"]
    assert joined["extracted"] == {"by": BY, "page": 3, **({"incomplete": True} if second else {})}
    divided = edit.apply(here, structure.split_text(here, "r001", len("One.")).edits)["recommendations"]
    assert [row["extracted"].get("incomplete", False) for row in divided] == [False, first, second]


def test_a_recommendation_that_is_added_has_every_required_field() -> None:
    here = content()
    assert len(Record.model_validate(edit.apply(here, structure.add(here, "r001").edits)).recommendations) == 2


def test_an_optional_field_that_is_emptied_is_absent_and_a_required_one_is_empty() -> None:
    here = content()
    for field in fields.EDITABLE.values():
        nothing: Any = [" "] if field.kind is Kind.LIST else "  "
        changed = edit.apply(here, fields.set_field(here, "r001", field.name, nothing).edits)["recommendations"][0]
        assert (field.name in changed) is field.required
