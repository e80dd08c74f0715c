"""A join beside which no name stands: nothing takes the name that is there for the whole cell."""

from __future__ import annotations

import re
from itertools import product

import pytest

from dhrcurate.agencies.gaps import gaps
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import Context, Decision
from dhrcurate.rules.cells import read_cell
from registers import matcher

HERE = Context(csp="Exampleton")


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher()


@pytest.mark.parametrize(
    "cell",
    [
        "Exampleshire Police and",
        "Exampleshire Police &",
        "Exampleshire Police and ...",
        "Exampleshire Police and…",
        "Exampleshire Police with the",
        "Exampleshire Police and ***",
        "Exampleshire Police plus _____",
        "Exampleshire Police, ???",
        "Exampleshire Police / ?",
        "Exampleshire Police; ?",
        "Exampleshire Police;",
        ", Exampleshire Police",
        "and Exampleshire Police",
        "; Exampleshire Police; Home Office",
        "Exampleshire Police; Home Office;",
        "Exampleshire Police, , Home Office",
        "Exampleshire Police and and Home Office",
        "Exampleshire Police & & Home Office",
    ],
)
def test_a_missing_name_is_an_empty_part_and_nothing_is_sure(names: Matcher, cell: str) -> None:
    read = read_cell(cell, names, HERE)
    assert read.split.empty_parts == 1
    assert not read.safe
    assert [name.text for name in read.names] == [
        name for name in ("Exampleshire Police", "Home Office") if name in cell
    ]
    assert not any(offer.safe for offer in offers_for(cell, names, HERE))
    assert names.suggest(cell, HERE).decision is not Decision.MATCH


@pytest.mark.parametrize(
    "cell",
    [
        "Exampleshire Police and [REDACTED]",
        "Exampleshire Police & [redacted]",
        "Exampleshire Police, (redacted)",
        "Exampleshire Police with [name removed]",
        "Exampleshire Police and <redacted>",
        "Exampleshire Police and ████",
        "[name redacted] and Exampleshire Police",
    ],
)
def test_a_name_that_is_not_published_is_a_name(names: Matcher, cell: str) -> None:
    read = read_cell(cell, names, HERE)
    assert sorted(map(len, (read.names, read.split.parts))) == [2, 2]
    assert not read.safe
    assert names.suggest(cell, HERE).decision is not Decision.MATCH


@pytest.mark.parametrize(
    "text",
    [
        "Exampleshire Police, and Home Office",
        "Exampleshire Police; and Home Office",
        "- Exampleshire Police\n- Home Office",
        "• Exampleshire Police • Home Office",
        "Exampleshire Police\n; Home Office",
        "Exampleshire Police and/or Home Office",
        "Exampleshire Police:",
        "Plus Example Homes and Borset Care Plus",
        "c/o Exampleshire Police",
        "Fire and Rescue (and, where asked, the Home Office)",
        "Exampleshire Police and [REDACTED]",
    ],
)
def test_signs_of_layout_leave_no_gap(text: str) -> None:
    assert gaps(text) == []


@pytest.mark.parametrize("written", ["Exampleshire Police [REDACTED]", "[REDACTED], Exampleshire Police"])
def test_somebody_whose_name_is_not_published_is_no_body(names: Matcher, written: str) -> None:
    assert read_cell(written, names, HERE).safe


WORDS = (
    "Refuge", "Women's", "plus", "with", "the", "of", "and", "led by", "in partnership with", "on behalf of", "As",
    "or", "its", "A", "2.", "board’s", "&",
)  # fmt: skip
BETWEEN = (" ", " and ", ", ", " & ", "/", " / ", "; ", ",", " - ", ": ", "\n", "  ", " AND ")


def test_a_text_of_plain_words_and_joins_is_told_as_if_it_were_looked_at_join_by_join(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = ["".join(each) for each in product(WORDS, BETWEEN, WORDS)]
    texts += ["".join(each) for each in product(WORDS[:5], BETWEEN, WORDS, BETWEEN, ("Refuge", "the", ""))]
    told = [gaps(text) for text in texts]
    monkeypatch.setattr("dhrcurate.agencies.gaps._PLAIN", re.compile(r"(?!)"))
    assert told == [gaps(text) for text in texts]
    assert any(told)
