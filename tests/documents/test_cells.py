"""Cells with several recommendations below one another, as all those of one agency."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.listing import listed, text_of
from dhrcurate.documents.model import Block
from dhrcurate.documents.reading import read
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Role
from documents.made_blocks import h, report, table
from office_files import docx, levels, tc, tr
from office_files import listed as numbered
from office_files import table as drawn

FACTS = DocumentFacts("a" * 64, "overview-report", "report.docx")
ASKS = (
    "The Trust should train all staff about stalking after separation within six months.",
    "The Trust should audit twenty closed files and tell the Partnership what it finds.",
    "The Council must review its policy on housing transfers at short notice.",
    "The Council should tell tenants in writing where they can find shelter from violence.",
    "The Council should name a lead for domestic abuse in each of its offices.",
    "Police to review each withdrawn complaint with a supervisor before it is filed.",
)
GROUPS = (("Thornley Trust", ASKS[:2]), ("Thornley Council", ASKS[2:5]), ("Thornley Police", ASKS[5:]))


def by_agency(form: str, *, anew: bool = False, head: Sequence[str] = ("Agency", "Recommendations")) -> list[Block]:
    """A table with a row for each agency."""
    rows, count = [tuple(head)], 0
    for body, asks in GROUPS:
        said = []
        count = 0 if anew else count
        for ask in asks:
            count += 1
            said.append(form.format(count) + ask)
        rows.append((body, "\n".join(said)))
    return table(0, *rows)


def compared(blocks: list[Block], *left: int, joined: tuple[int, ...] = ()) -> Evidence:
    """What the table says about a record without some of the recommendations, and with some of them in one text."""
    wanted = []
    for at, ask in enumerate(ASKS, start=1):
        if at not in left and at not in joined[1:]:
            texts = [ASKS[one - 1] for one in joined] if at in joined else [ask]
            wanted.append(Wanted(str(at), number=str(at), text=" ".join(texts)))
    return evidence_of([(FACTS, report(h("Recommendations"), blocks))], wanted)


@pytest.mark.parametrize("form", ["{}. ", "({}) ", "{}\t", "R{}: ", "3.{} ", "Recommendation {}: "])
def test_a_cell_with_numbers_that_go_on_through_the_table_has_a_recommendation_behind_each(form: str) -> None:
    found = compared(by_agency(form), 2, 4)
    assert [(one.text, one.addressed) for one in found.not_extracted if one.sure] == [
        (ASKS[1], ("Thornley Trust",)),
        (ASKS[3], ("Thornley Council",)),
    ]
    assert [one.status.value for one in found.recommendations] == ["exact"] * 4
    printed = [form.format(at).strip(" \t():.").removeprefix("Recommendation ") for at in (1, 3, 5, 6)]
    assert [one.number_printed for one in found.recommendations] == printed


def test_what_was_run_together_from_one_cell_is_told_with_both_numbers() -> None:
    found = compared(by_agency("{}. "), joined=(3, 4)).recommendations[2]
    assert [(one.role, one.number) for one in found.passages] == [(Role.MAIN, "3"), (Role.SECOND, "4")]


@pytest.mark.parametrize("form", ["{}. ", "• "])
def test_numbers_that_begin_again_and_bullets_part_what_the_record_has_apart(form: str) -> None:
    found = compared(by_agency(form, anew=True), 5)
    assert [one.text for one in found.not_extracted if one.sure] == [ASKS[4]]
    assert {one.status.value for one in found.recommendations} == {"exact"}


def test_bullets_of_one_cell_that_the_record_has_in_one_text_are_several_where_it_has_others_apart() -> None:
    found = compared(by_agency("• "), joined=(1, 2)).recommendations[0]
    assert [one.role for one in found.passages] == [Role.MAIN, Role.SECOND]


def test_paragraphs_without_a_mark_are_several_where_the_record_has_them_apart() -> None:
    found = compared(by_agency(""), 4)
    assert {one.status.value for one in found.recommendations} == {"exact"}
    assert [one.text for one in found.not_extracted if one.sure] == [ASKS[3]]
    whole = [Wanted(str(at), text="\n".join(asks)) for at, (_, asks) in enumerate(GROUPS)]
    together = evidence_of([(FACTS, report(h("Recommendations"), by_agency("")))], whole)
    assert [len(one.passages) for one in together.recommendations] == [1, 1, 1]


ITEMS = ("ask each patient alone about safety at home;", "note what was said; and", "offer a referral each time.")


@pytest.mark.parametrize(
    "cell",
    [
        "The Trust should:\n" + "\n".join(f"{at}. {item}" for at, item in enumerate(ITEMS, start=1)),
        "1. The Trust should:\n" + "\n".join(f"{at}. {item}" for at, item in enumerate(ITEMS, start=1)),
        "1. The Trust should:\n" + "\n".join(f"• {item}" for item in ITEMS),
        "The Trust should:\n" + "\n".join(f"• {item}" for item in ITEMS),
        "1. The Trust should:\n" + "\n".join(f"1.{at} {item}" for at, item in enumerate(ITEMS, start=1)),
        "1. The Trust should:\n" + "\n".join(f"({at}) {item}" for at, item in zip("abc", ITEMS, strict=True)),
        "The Trust should ask each patient alone about safety at home\n1 in 4 of those asked speaks of harm there.",
    ],
)
def test_the_parts_of_one_recommendation_in_a_cell_stay_together(cell: str) -> None:
    blocks = report(h("Recommendations"), table(0, ("Agency", "Recommendation"), ("Thornley Trust", cell))).blocks
    assert len(listed(blocks)) == 1


def test_numbers_in_a_cell_with_a_number_of_its_own_beside_it_are_those_of_its_parts() -> None:
    cell = "1. Train all staff about stalking.\n2. Audit twenty of the closed files."
    blocks = report(table(0, ("No", "Recommendation", "Lead"), ("4", cell, "Thornley Trust"))).blocks
    assert [one.number for one in listed(blocks)] == ["4"]


def test_numbered_parts_that_the_record_has_in_one_text_are_one_recommendation() -> None:
    cells = [f"1. {ASKS[at]}\n2. {ASKS[at + 1]}" for at in (0, 2, 4)]
    rows = [
        ("Theme", "Recommendation"),
        *((theme, cell) for theme, cell in zip(("Staff", "Homes", "Files"), cells, strict=True)),
    ]
    wanted = [Wanted(str(at), text=cell.removeprefix("1. ")) for at, cell in enumerate(cells)]
    found = evidence_of([(FACTS, report(h("Recommendations"), table(0, *rows)))], wanted)
    assert [len(one.passages) for one in found.recommendations] == [1, 1, 1]
    assert [one.number_printed for one in found.recommendations] == [None] * 3


def test_a_cell_whose_paragraphs_a_word_processor_numbers() -> None:
    rows = [tr(tc("Agency"), tc("Recommendations"))]
    rows += [tr(tc(body), tc(*(numbered(ask, 1) for ask in asks))) for body, asks in GROUPS]
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels(("decimal", "%1."))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    blocks = read(docx(drawn(*rows), numbering=numbering), "report.docx").blocks
    found = [(one.number, text_of(blocks, one.parts)) for one in listed(blocks)]
    assert found == [(str(at), ask) for at, ask in enumerate(ASKS, start=1)]


def test_a_paragraph_behind_a_number_goes_on_with_its_text() -> None:
    cell = f"1. {ASKS[0]}\nIt should report on this each year.\n2. {ASKS[1]}"
    blocks = report(h("Recommendations"), table(0, ("Agency", "Recommendations"), ("Trust", cell))).blocks
    assert [text_of(blocks, one.parts) for one in listed(blocks)] == [
        f"{ASKS[0]}\nIt should report on this each year.",
        ASKS[1],
    ]
