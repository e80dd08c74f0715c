"""Cells that name several agencies though they are not divided for certain: a curator sees each name, none is sure."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import Context, Suggestion
from dhrcurate.rules.cells import read_cell
from registers import matcher

HERE = Context(csp="Exampleton")
A, B = "Exampleshire Police", "Exampleton Borough Council"
REGISTER = load()


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher()


@pytest.mark.parametrize(
    "cell",
    [
        f"both {A} and {B}",
        f"{A} or {B}",
        f"{A} ({B})",
        f"{A} [{B}]",
        f"{A} and also {B}",
        f"{A} → {B}",
        f"Primary: {A}, Secondary: {B}",
        f"{A} (recommendation 1), {B} (recommendation 2)",
        f"Led by {A} with {B}",
        f"{A} on behalf of {B}",
        f"{A}, on behalf of {B}",
        f"{A} acting for {B}",
        f"{A} for {B}",
        f"{A} by {B}",
        f"{A} in {B}",
        f"{A} c/o {B}",
        f"{A} - {B} area",
        f"{A}, {B} area",
    ],
)
def test_two_bodies_in_other_words_are_two_names_and_neither_is_sure(names: Matcher, cell: str) -> None:
    read = read_cell(cell, names, HERE)
    assert [name.canonical for name in read.names] == [A, B]
    assert not read.fused
    assert not read.safe
    assert not any(offer.safe for offer in offers_for(cell, names, HERE))


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (f"{A} and the community", [A, "the community"]),
        (f"{A} and [REDACTED] Hospital", [A, "[REDACTED] Hospital"]),
        (f"{A} and Exampleton", [A, "Exampleton"]),
        (f"{A}, {B} and one other", [A, B, "one other"]),
        (f"{A} (Oakleaf Haven and {B})", [A, "Oakleaf Haven", B]),
        (f"Oakleaf Haven with {A}", ["Oakleaf Haven", A]),
        (f"{A} and Oakleaf Haven ({B})", [A, "Oakleaf Haven", B]),
        (f"{A} and the Oakleaf Haven for {B}", [A, "Oakleaf Haven", B]),
    ],
)
def test_what_is_joined_to_a_body_is_a_name_of_its_own(names: Matcher, cell: str, parts: list[str]) -> None:
    read = read_cell(cell, names, HERE)
    assert [name.text for name in read.names] == parts
    assert not read.safe
    assert offers_for(cell, names, HERE)[0].name == A


@pytest.mark.parametrize(
    "cell",
    [
        "Refuge and outreach workers",
        "Exampleton and Borset Police Staff Union",
        f"{A} Federation",
        f"{A}, Oakleaf House",
        "Otterford and Exampleton Widows' Fund",
    ],
)
def test_a_name_in_no_register_stays_whole(names: Matcher, cell: str) -> None:
    assert [part.text for part in names.split(cell, HERE).parts] == [cell]


@pytest.mark.parametrize("join", ["\n", ", ", " and ", " & "])
def test_a_long_list_is_as_many_names_in_time_linear_in_its_length(join: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [agency.name for agency in REGISTER.agencies if agency.kind in {"police", "fire", "ambulance-trust"}]
    asked: list[str] = []
    answer = Matcher._find_answer

    def counted(self: Matcher, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        asked.append(name)
        return answer(self, name, context, limit, explained=explained)

    monkeypatch.setattr(Matcher, "_find_answer", counted)
    for count in (16, 90):
        cell = join.join(bodies[:count])
        assert [part.text for part in Matcher(REGISTER).split(cell).parts] == bodies[:count]
        assert [part.text for part in Matcher(REGISTER).split(f"{cell}{join}Oakleaf Haven").parts][:count] == bodies[
            :count
        ]
    assert len(asked) <= 90
