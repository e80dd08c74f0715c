"""The table of fields is whole, and what reads it leaves no field out."""

from __future__ import annotations

import subprocess
import sys
import typing
from collections.abc import Mapping
from dataclasses import fields as attributes_of
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from dhrcurate.domain import record
from dhrcurate.domain.fields import (
    COLUMNS_BESIDE,
    CONFLICT,
    CURATION,
    DOCUMENT,
    EXTRACTED,
    EXTRACTION,
    LABELS,
    PASSAGE,
    RECOMMENDATION,
    RECORD,
    REVIEW,
    SOURCE,
    TABLES,
    WAIVER,
    Field,
    Kind,
    SetBy,
    Table,
)
from dhrcurate.exporters.model import Export
from dhrcurate.exporters.rows import columns
from dhrcurate.importers.columns.names import REVIEW_FIELDS, ROW_FIELDS
from dhrcurate.importers.model import Metadata, Row
from dhrcurate.storage.order import KEYS

MODELS: dict[str, type[BaseModel]] = {
    RECORD.name: record.Record,
    REVIEW.name: record.Review,
    SOURCE.name: record.Source,
    CURATION.name: record.Curation,
    DOCUMENT.name: record.AttachedDocument,
    EXTRACTION.name: record.Extraction,
    WAIVER.name: record.Waiver,
    PASSAGE.name: record.PinnedPassage,
    EXTRACTED.name: record.Extracted,
    CONFLICT.name: record.Conflict,
    RECOMMENDATION.name: record.Recommendation,
}
EVERYTHING = Export([], "", "", extra=True)
ROWS = [pytest.param(table, field, id=f"{table.name}/{field.name}") for table in TABLES.values() for field in table]
TYPES: dict[Kind, set[type]] = {
    Kind.NUMBER: {int},
    Kind.YEAR: {int},
    Kind.MOMENT: {datetime, str},
    Kind.LIST: {tuple},
    Kind.TABLES: {tuple},
    Kind.TABLE: {BaseModel},
    Kind.CHOICE: {StrEnum},
    Kind.SHARE: {float},
    Kind.FLAG: {bool},
    Kind.MAP: {Mapping},
}


def types_in(annotation: Any) -> set[type]:
    """The types that a model's field may hold, `None` left out."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return types_in(typing.get_args(annotation)[0])
    if origin is Literal:
        return {StrEnum} if isinstance(typing.get_args(annotation)[0], str) else {int}
    if origin in {tuple, list}:
        return {tuple}
    if origin is Mapping:
        return {Mapping}
    if origin is not None:
        return set().union(*map(types_in, typing.get_args(annotation)))
    for kind in (BaseModel, StrEnum):
        if issubclass(annotation, kind):
            return {kind}
    return set() if annotation is type(None) else {annotation}


def choices_in(annotation: Any) -> set[str]:
    """The values of a model's field that is a choice."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {choice.value for choice in annotation}
    if typing.get_origin(annotation) is Literal:
        return set(typing.get_args(annotation))
    return set().union(*map(choices_in, typing.get_args(annotation)))


def test_every_table_has_a_model_and_every_model_a_table() -> None:
    models = {m for m in vars(record).values() if isinstance(m, type) and issubclass(m, BaseModel)}
    assert {m for m in models if m is not BaseModel and not m.__name__.startswith("_")} == set(MODELS.values())
    assert MODELS.keys() == TABLES.keys()


@pytest.mark.parametrize("table", list(TABLES.values()), ids=lambda table: table.name or "record")
def test_every_field_of_a_model_has_a_row_and_every_row_a_field(table: Table) -> None:
    assert sorted(table.names) == sorted(MODELS[table.name].model_fields)


@pytest.mark.parametrize(("table", "field"), ROWS)
def test_a_row_agrees_with_the_model(table: Table, field: Field) -> None:
    in_model = MODELS[table.name].model_fields[field.name]
    annotation = typing.get_type_hints(MODELS[table.name])[field.name]
    assert in_model.is_required() is field.required
    assert types_in(annotation) == TYPES.get(field.kind, {str})
    assert (field.kind in {Kind.TABLE, Kind.TABLES}) is bool(field.table)
    assert not field.table or field.table in TABLES
    assert set(field.choices) == (choices_in(annotation) if field.kind is Kind.CHOICE else set())


@pytest.mark.parametrize(("table", "field"), ROWS)
def test_a_field_has_an_export_column_or_a_reason_why_not(table: Table, field: Field) -> None:
    assert bool(field.column) is not bool(field.no_column)
    assert not field.column or field.column in columns(EVERYTHING), table.name
    assert (field.column in columns(Export([], "", ""))) is (bool(field.column) and not field.held_back)


def test_a_column_of_an_export_is_that_of_a_field_or_known_to_be_none() -> None:
    every = replace(EVERYTHING, per_agency=True)
    assert set(columns(every)) == {f.column for t in TABLES.values() for f in t if f.column} | {*COLUMNS_BESIDE}


def test_no_two_fields_share_a_column_or_a_name_in_a_filter() -> None:
    for names in ([f.column for t in TABLES.values() for f in t], [f.filter for t in TABLES.values() for f in t]):
        given = [name for name in names if name]
        assert len(given) == len(set(given))
    assert len(columns(EVERYTHING)) == len(set(columns(EVERYTHING)))


@pytest.mark.parametrize(("table", "field"), ROWS)
def test_fields_of_one_name_have_one_label(table: Table, field: Field) -> None:
    assert table.field(field.name).label == LABELS[field.name]


@pytest.mark.parametrize("field", RECOMMENDATION.fields, ids=lambda field: field.name)
def test_a_field_of_a_recommendation_says_what_joining_does_with_it(field: Field) -> None:
    assert field.joining is not None


def test_facts_of_a_review_have_names_of_their_own() -> None:
    names = [field.name for table in (REVIEW, SOURCE) for field in table if field.by_curator]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("table", "field"), ROWS)
def test_free_text_is_text_and_what_a_curator_types_is_no_table(table: Table, field: Field) -> None:
    assert not field.free_text or field.kind in {Kind.LINE, Kind.LINES, Kind.LIST, Kind.MAP}
    assert not field.by_curator or field.kind not in {Kind.TABLE, Kind.TABLES, Kind.MOMENT, Kind.CHOICE, Kind.MAP}
    identity = field.name in {"key", "id", "format"} or (table.name, field.name) == ("documents", "sha256")
    assert (field.set_by is SetBy.NOBODY) is identity, table.name


@pytest.mark.parametrize("table", list(TABLES.values()), ids=lambda table: table.name or "record")
def test_the_order_of_the_rows_is_the_order_on_disk(table: Table) -> None:
    assert KEYS[table.name][: len(table.names)] == table.names


def test_an_importer_looks_for_what_is_published_of_a_recommendation() -> None:
    published = {field.name for field in RECOMMENDATION if field.published}
    assert ROW_FIELDS.keys() == published
    beside = {"incomplete", "extracted", "extra"}  # of the extraction, and what no field is for
    assert {attribute.name for attribute in attributes_of(Row)} == published | beside


def test_an_importer_looks_for_facts_of_a_review_that_are_fields() -> None:
    # The title and the digest have other names there, because a table repeats them beside those of its rows.
    renamed = {"title": "review_title", "sha256": "page_sha256"}
    facts = {renamed.get(name, name) for table in (REVIEW, SOURCE) for name in table.names}
    assert facts - REVIEW_FIELDS.keys() == {"page", "imported"}, (
        "the writer's own; name a fact that nothing imports here"
    )
    assert REVIEW_FIELDS.keys() <= facts
    attributes = {attribute.name for attribute in attributes_of(Metadata)}
    assert attributes == REVIEW_FIELDS.keys() - {"review_title"} | {"title"}


def test_the_table_loads_nothing_heavy() -> None:
    code = "import sys, dhrcurate.domain.fields; print(sorted({'pydantic', 'tomli', 'textual'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
