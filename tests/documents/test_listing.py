from __future__ import annotations

import pytest

from dhrcurate.documents.listing import listed, text_of
from dhrcurate.documents.model import Block, Cell
from documents.made_blocks import entries, h, p, printed, table

A = "The Trust should train all staff about stalking."
B = "The Council must review its policy on housing transfers."
C = "The Partnership to report each year on referrals."


@pytest.mark.parametrize(
    ("blocks", "numbers"),
    [
        ([h("5. Recommendations"), p(f"1. {A}"), p(f"2. {B}"), p(f"3. {C}")], ["1", "2", "3"]),
        ([h("18 RECOMMENDATIONS"), p(f"18.1 {A}"), p(f"18.2 {B}"), p(f"18.3 {C}")], ["18.1", "18.2", "18.3"]),
        ([h("Recommendations"), p(A, number="1."), p(B, number="2."), p(C, number="3.")], ["1", "2", "3"]),
        ([h("Recommendations"), p(f"• {A}"), p(f"• {B}"), p(f"• {C}")], [None, None, None]),
        ([h("Recommendations"), p(A), p(B), p(C)], [None, None, None]),
        (
            [h("Findings"), p(f"Recommendation 1: {A}"), p(f"Recommendation 2: {B}"), p(f"Recommendation 3: {C}")],
            ["1", "2", "3"],
        ),
        (
            [h("Learning"), p(f"Rec 1. {A}", bold=True), p(f"Rec 2. {B}", bold=True), p(f"Rec 3. {C}", bold=True)],
            ["1", "2", "3"],
        ),
        (
            [
                h("Recommendations"),
                p(f"Recommendation 1 (National): {A}"),
                p(f"Recommendation 2 (Local): {B}"),
                p(f"Recommendation 3 (Local): {C}"),
            ],
            ["1", "2", "3"],
        ),
        (
            [
                h("Lessons and recommendations"),
                p(f"12.4 Recommendation 1: {A}"),
                p(f"12.5 Recommendation 2: {B}"),
                p(f"12.6 Recommendation 3: {C}"),
            ],
            ["1", "2", "3"],
        ),
        (
            [
                h("Recommendations"),
                h("Recommendation One", 11),
                p(A),
                h("Recommendation Two", 11),
                p(B),
                h("Recommendation Three", 11),
                p(C),
            ],
            ["1", "2", "3"],
        ),
        (
            [
                h("The way forward"),
                p("The panel makes the following recommendations:"),
                p(f"1) {A}"),
                p(f"2) {B}"),
                p(f"3) {C}"),
            ],
            ["1", "2", "3"],
        ),
        (
            [h("Recommendations"), p("The panel recommends that:"), p(f"(a) {A}"), p(f"(b) {B}"), p(f"(c) {C}")],
            ["a", "b", "c"],
        ),
        (
            table(
                0,
                ["No", "Recommendation", "Lead agency"],
                ["1", A, "Trust"],
                ["2", B, "Council"],
                ["3", C, "Partnership"],
            ),
            ["1", "2", "3"],
        ),
        (
            table(
                0,
                ["Recommendation", "Scope", "Action"],
                [f"1. {A}", "Local", "Train"],
                [f"2. {B}", "Local", "Review"],
                [f"3. {C}", "Local", "Report"],
            ),
            ["1", "2", "3"],
        ),
        (
            table(
                0,
                ["Recommendation", "Detail"],
                ["Recommendation 1", A],
                ["Recommendation 2", B],
                ["Recommendation 3", C],
            ),
            ["1", "2", "3"],
        ),
        (
            [
                *table(0, ["Recommendation 1", A], ["Scope", "Local"]),
                *table(1, ["Recommendation 2", B], ["Scope", "Local"]),
                *table(2, ["Recommendation 3", C], ["Scope", "Local"]),
            ],
            ["1", "2", "3"],
        ),
        (
            table(
                0,
                ["Action", "Lead", "Date"],
                [f"Recommendation 1: {A}"],
                ["Train", "Head", "May"],
                [f"Recommendation 2: {B}"],
                ["Review", "Head", "May"],
                [f"Recommendation 3: {C}"],
                ["Report", "Head", "May"],
            ),
            ["1", "2", "3"],
        ),
    ],
)
def test_each_usual_layout_lists_its_recommendations_whole(blocks: list[Block], numbers: list[str | None]) -> None:
    assert printed(p("Officers attended in spring."), *blocks, h("Appendix A: Glossary"), p("A term.")) == list(
        zip(numbers, [A, B, C], strict=True)
    )


@pytest.mark.parametrize(
    "blocks",
    [
        [h("Analysis"), p("An earlier review recommended that agencies should keep a contact; that was done.")],
        [h("Recommendations"), p("The panel makes no recommendation about this, since practice has changed.")],
        [h("Recommendations"), p("The recommendations below should be read with the action plan.")],
        [
            h("Terms of reference"),
            p("1. Agencies should consider what was known."),
            p("2. The panel should establish why."),
        ],
        [h("Recommendations of earlier reviews"), p(f"1. {A}"), p(f"2. {B}")],
        [h("Contents"), p("Recommendations ........ 31"), p("Action plan ........ 35")],
        [h("Analysis"), p("The surgery should have made a referral."), p("Staff should feel able to ask.")],
        table(0, ["Action", "Lead", "Date"], ["Train all staff", "Head", "May"], ["Review the policy", "Head", "May"]),
        table(0, ["Previous recommendation", "Status"], [A, "Complete"], [B, "Complete"]),
        [h("Recommendations"), p("The panel considered whether training should be given at once. It was given.")],
        [
            h("Recommendations"),
            p("The purpose of this chapter is to set out what should change."),
            p("Officers attended."),
        ],
        [h("Recommendations"), p("The family was told in May. They felt that somebody should be named.")],
        [h("Recommendations"), h("Learning event"), h("Appendix"), p("Staff must be told.")],
    ],
)
def test_what_only_looks_like_a_recommendation_is_none(blocks: list[Block]) -> None:
    assert printed(*blocks) == []


LETTERED = [
    "a set out by March what it expects of each agency and how that will be measured;",
    "b publish the basis on which it gives money to local areas, and explain a large change;",
    "c test the quality of the returns that it receives and report errors within four weeks.",
]


@pytest.mark.parametrize("bold", [True, False])
def test_letters_without_a_sign_are_those_of_a_list_where_they_follow_in_order(*, bold: bool) -> None:
    stems, items = (
        [h(text, size=10) if bold else p(text) for text in texts]
        for texts in (["The Department should:", "Local authorities must:"], LETTERED)
    )
    blocks = [h("Recommendations", size=13), p("They apply in England."), stems[0], *items[:2], stems[1], items[2]]

    found = listed(blocks)

    assert [one.number for one in found] == ["a", "b", "c"]
    assert [one.addressed for one in found] == [("The Department",)] * 2 + [("Local authorities",)]
    assert [text_of(blocks, one.parts) for one in found] == [text[2:] for text in LETTERED]
    assert all(one.sure for one in found)


@pytest.mark.parametrize(
    "texts",
    [
        ["a new policy was written in that year;", "a second one followed;", "it was never used."],
        ["a review of each case was held;", "b roads were closed for a week.", "nothing else was said."],
        ["i think that the plan was good.", "a plan was made.", "o no."],
    ],
)
def test_an_article_is_no_letter_of_a_list(texts: list[str]) -> None:
    assert [one.number for one in listed([h("Recommendations"), *map(p, texts)])] in ([], [None])


def test_a_chapter_ends_where_the_next_one_of_its_rank_begins() -> None:
    assert printed(h("5. Recommendations"), p(f"1. {A}"), p(f"2. {B}"), h("6. Conclusion"), p(f"3. {C}")) == [
        ("1", A),
        ("2", B),
    ]


def test_numbered_sub_items_and_what_a_text_announces_belong_to_it() -> None:
    lead = "The Trust should:"
    assert printed(
        h("Recommendations"),
        p(f"1. {lead}"),
        p("(a) train staff;"),
        p("(b) tell the board."),
        p(f"2. {B}"),
        p(f"3. {C}"),
    ) == [("1", f"{lead}\n(a) train staff;\n(b) tell the board."), ("2", B), ("3", C)]


def test_what_is_said_about_a_recommendation_is_no_part_of_it() -> None:
    assert printed(
        h("Recommendations"),
        p(f"Recommendation 1: {A}"),
        p("Rationale: staff told the panel that they had not been trained."),
        p(f"Recommendation 2: {B}"),
    ) == [("1", A), ("2", B)]


def test_a_title_behind_the_label_is_part_of_the_text_and_a_body_is_whom_it_asks() -> None:
    titled = entries(
        h("Recommendations"), h("Recommendation 1: Sharing", 12), p(A), h("Recommendation 2: Homes England", 12), p(B)
    )
    assert [(len(one.parts), one.addressed) for one in titled] == [(2, ()), (1, ("Homes England",))]


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Thornley Constabulary", ("Thornley Constabulary",)),
        ("Recommendations for the Probation Service", ("Probation Service",)),
        ("GENERAL PRACTICES", ("GENERAL PRACTICES",)),
        ("CAFCASS", ("CAFCASS",)),
        ("Training and awareness", ()),
        ("Information sharing", ()),
        ("National recommendations", ()),
        ("Regular use of expert teams", ()),
        ("Recommendation Lead agency", ()),
        ("NHS Thornley and Saltmarsh", ("NHS Thornley and Saltmarsh",)),
        ("His Majesty's Prison and Probation Service", ("His Majesty's Prison and Probation Service",)),
        ("4a. Thornley Council", ("Thornley Council",)),
        ("IV. Thornley Council", ("Thornley Council",)),
        ("Summary of recommendations", ()),
        ("Overview Report Recommendations", ()),
    ],
)
def test_a_heading_that_groups_recommendations_names_a_body_or_a_theme(heading: str, named: tuple[str, ...]) -> None:
    found = entries(h("Recommendations"), h(heading, 12), p(f"1. {A}"), p(f"2. {B}"))
    assert [one.addressed for one in found] == [named, named]


def test_a_label_behind_the_text_says_whom_it_asks_and_is_no_part_of_it() -> None:
    found = entries(
        h("Recommendations"), p(f"1. {A}"), p("Lead agency: Thornley Trust"), p(f"2. {B} Owner: the Council.")
    )
    assert [(one.addressed, len(one.parts)) for one in found] == [(("Thornley Trust",), 1), (("the Council",), 1)]


def test_brackets_around_a_label_and_its_name_are_no_part_of_either() -> None:
    blocks = [h("Recommendations"), p(f"1. {A} (Lead: Thornley Trust)"), p(f"2. {B} (Lead: the Council)")]
    found = entries(*blocks)
    assert [one.addressed for one in found] == [("Thornley Trust",), ("the Council",)]
    assert [text_of(blocks, one.parts).rstrip() for one in found] == [A, B]


def test_rows_of_one_cell_name_whom_the_rows_below_ask() -> None:
    found = entries(
        table(
            0, ["No", "Recommendation", "Date"], ["Constabulary"], ["1", A, "May"], ["Housing Trust"], ["2", B, "May"]
        )
    )
    assert [(one.number, one.addressed) for one in found] == [("1", ("Constabulary",)), ("2", ("Housing Trust",))]


def test_a_cell_that_takes_up_several_rows_is_said_of_each() -> None:
    blocks = table(0, ["Recommendation", "Lead agency"], [A, "Trust"], [B, ""])
    blocks[3] = Block("cell", "Trust", cell=Cell(0, 1, 1, rows=2))
    assert [one.addressed for one in entries(blocks)] == [("Trust",), ("Trust",)]


def test_the_summary_is_told_from_the_chapter() -> None:
    found = entries(
        h("Executive summary"),
        h("Recommendations", 12),
        p(f"1. {A}"),
        p(f"2. {B}"),
        h("5. Findings"),
        *[p("Officers attended.")] * 9,
        h("6. Recommendations"),
        p(f"1. {A}"),
        p(f"2. {B}"),
    )
    assert [one.summary for one in found] == [True, True, False, False]


def test_a_report_without_a_list_recommends_within_its_text() -> None:
    wanted = "The panel recommends that the Trust train all staff about stalking."
    assert printed(h("Findings"), p("Officers attended."), p(wanted)) == [(None, wanted)]
    assert printed(h("Findings"), p(wanted), h("Recommendations"), p(f"1. {A}"), p(f"2. {B}")) == [("1", A), ("2", B)]


def test_items_that_only_tell_are_doubtful_where_the_chapter_mixes_them_with_conclusions() -> None:
    told = "The panel heard that records were kept in four places."
    assert printed(h("Conclusions and recommendations"), p(f"1. {told}"), p(f"2. {A}"), p(f"3. {B}")) == [
        ("2", A),
        ("3", B),
    ]
    assert printed(h("Conclusions and recommendations"), p(f"1. {told}"), p(f"2. {A}"), p(f"3. {B}"), sure=False) == [
        ("1", told)
    ]


@pytest.mark.parametrize(
    ("written", "asked", "text"),
    [
        ("(Exampleshire Police) – Officers should record each call.", "Exampleshire Police", "Officers should record"),
        ("Exampleton Council: Staff should record each call.", "Exampleton Council", "Staff should record"),
        ("Training: Staff should record each call.", None, "Training: Staff should"),
        ("The Council should: Record each call and tell the board.", None, "The Council should: Record"),
    ],
)
def test_a_body_in_front_of_a_text_is_whom_it_asks(written: str, asked: str | None, text: str) -> None:
    blocks = [h("Recommendations"), p(f"1. {written}"), p("2. The Trust should publish its plan for the wards.")]
    first = listed(blocks)[0]
    assert first.addressed == ((asked,) if asked else ())
    assert text_of(blocks, first.parts).startswith(text)


def test_a_sentence_that_only_leads_to_the_list_is_no_recommendation() -> None:
    blocks = [
        h("Recommendations"),
        p("55. The Council has been asked to comment. Our recommendations are these."),
        p("56. The Council should publish its plan for the wards."),
    ]
    assert [one.number for one in listed(blocks)] == ["56"]


def test_a_report_may_have_tens_of_thousands_of_labels() -> None:
    found = listed([p("Recommendation 1: The council should do x.")] * 20_000)
    assert len(found) == 20_000


def test_what_stands_under_the_last_label_ends_with_the_report() -> None:
    blocks = [
        p("Before."),
        p("Recommendation 1: The council should do x."),
        p("Recommendation 2:"),
        p("The Trust should."),
    ]
    assert [(one.number, text_of(blocks, one.parts)) for one in listed(blocks)] == [
        ("1", "The council should do x."),
        ("2", "The Trust should."),
    ]
