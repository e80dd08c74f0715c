"""The numbers of pages, running titles and notices of a print, told from the words of a text."""

from __future__ import annotations

import pytest

from dhrcurate.domain.page_marks import marks, without_marks

ABOVE = "1. The council should keep a list of homes that are free"
BELOW = "at the end of each week."


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "Page 3",
            "page 3 of 40",
            "Page | 3",
            "3 | Page",
            "3 | P a g e",
            "Page 3/40",
            "p. 3",
            "3 of 40",
            "- 3 -",
            "– iv –",
        ),
        *(
            "**Page 3**",
            "Tudalen 3 o 40",
            "OFFICIAL",
            "OFFICIAL - SENSITIVE",
            "Not protectively marked",
            "Confidential",
        ),
        *("© Fenwick Council 2018", "(c) Fenwick Council 2018", "Copyright 2018 Fenwick Council", "Back to top"),
        *("Fenwick Domestic Homicide Review Page 12", "Page 12 | Fenwick Domestic Homicide Review"),
    ],
)
def test_a_sentence_goes_on_over_the_foot_of_a_page(mark: str) -> None:
    assert without_marks([ABOVE, "", mark, "", BELOW]) == [ABOVE, BELOW]


@pytest.mark.parametrize("above", [ABOVE, "1. The council should keep a list of the"])
def test_a_sentence_goes_on_over_a_bare_number_of_a_page(above: str) -> None:
    assert without_marks(["Wold", "", above, "", "12", "", BELOW]) == ["Wold", "", above, BELOW]


@pytest.mark.parametrize(
    "lines",
    [
        ["1", "", "to keep a list", "", "all homes", "", "2", "", "to name a lead", "", "all homes"],
        ["1. To keep a list.", "", "12", "", "to name a lead."],
        ["Fenwick Council", "", "2", "", "to name a lead."],
        ["in rooms", "12", "of the home"],
    ],
)
def test_a_number_between_recommendations_stays(lines: list[str]) -> None:
    assert without_marks(lines) == lines


def test_what_begins_below_the_foot_of_a_page_keeps_its_gap() -> None:
    lines = [f"{ABOVE}.", "", "Page 3", "", "Fenwick Council", "", "2. To name a lead."]
    assert without_marks(lines) == [f"{ABOVE}.", "", "Fenwick Council", "", "2. To name a lead."]


def test_a_title_at_the_beginning_that_stands_again_is_a_running_title() -> None:
    title = "Fenwick Domestic Homicide Review"
    lines = [title, "", "Recommendations", "", ABOVE, "", title, "", BELOW]
    assert without_marks(lines) == [title, "", "Recommendations", "", ABOVE, BELOW]


def test_what_stands_beside_the_numbers_of_pages_again_and_again_goes_with_them() -> None:
    feet = [
        line for page in range(3) for line in (f"{page + 1}. Ask each week.", "", "Safer Fenwick", f"Page {page}", "")
    ]
    assert [line for line in without_marks(feet) if line] == [
        "1. Ask each week.",
        "2. Ask each week.",
        "3. Ask each week.",
    ]


def test_a_line_at_the_head_that_stands_again_beside_each_number_of_a_page_goes_there_only() -> None:
    lines = ["Fenwick Council", "A review"]
    for page in (1, 2, 3):
        lines += ["", f"Page {page}", "Fenwick Council", "", f"{page}. Ask each week."]
    kept = [line for line in without_marks(lines) if line]
    assert kept == ["Fenwick Council", "A review", "1. Ask each week.", "2. Ask each week.", "3. Ask each week."]


def test_bare_figures_that_rise_beside_the_same_line_are_those_of_pages() -> None:
    lines = ["1. Ask each", "44", "Review of a death", "week.", "2. Ask.", "45", "Review of a death", "3. Ask again."]
    assert without_marks(lines) == ["1. Ask each", "week.", "2. Ask.", "", "3. Ask again."]
    counted = ["1", "Homes", "Ask.", "2", "Homes", "Ask.", "3", "Homes", "Ask."]
    assert without_marks(counted) == counted


@pytest.mark.parametrize(
    "lines",
    [
        ["The list is printed", "on page 12"],
        ["(c) review the policy on visits"],
        ["Recommendation 1", "", "Ask.", "", "Recommendation 2"],
        ["12"],
        ["Fenwick Council", "", "1. Ask.", "", "Fenwick Council", "", "2. Ask."],
        ["The council should read page 3 of 40 again."],
        ["Recommendations", "", "Reviews its plan", "", "Reviews its plan"],
        ["1. Ask.", "", "© Fenwick Council 2018", "", "Privacy policy"],
        ["- 3 beds in each refuge"],
    ],
)
def test_words_of_a_text_are_no_marks(lines: list[str]) -> None:
    assert marks(lines) == frozenset()


@pytest.mark.parametrize("speck", [".", "'", "  '", ". ,", "’"])
def test_dirt_on_the_paper_is_no_line(speck: str) -> None:
    assert without_marks(["7. Ask.", "", "12", speck, "", "8. Ring."]) == without_marks(
        ["7. Ask.", "", "12", "", "8. Ring."]
    )
    assert without_marks([ABOVE, "", speck, "", BELOW]) == [ABOVE, BELOW]


@pytest.mark.parametrize("marking", ["PROTECT", "OFFICIAL", "RESTRICTED"])
def test_a_title_with_a_marking_at_the_other_end_of_the_line_is_no_words(marking: str) -> None:
    lines = ["4. Ask.", "", f"Fen CSP   DHR Summary                {marking}", "", "5. Ring."]
    assert without_marks(lines) == ["4. Ask.", "", "5. Ring."]


@pytest.mark.parametrize(
    "line", ["•", "|", "1", "a", "Fen Police   Visit homes and report        OFFICIAL", "Fen DHR   Police"]
)
def test_a_bullet_alone_and_a_row_are_kept(line: str) -> None:
    lines = ["4. Ask.", "", line, "", "5. Ring."]
    assert without_marks(lines) == lines


def test_a_title_with_a_figure_at_the_right_is_a_foot_on_a_page_without_blank_lines() -> None:
    lines = ["R1", "Fen CSP DHR 4 Overview Report v9 FINAL   1", "Ask all.", "R2", "Ring.", "Fen DHR4            2"]
    assert without_marks(lines) == ["R1", "", "Ask all.", "R2", "Ring."]


def test_a_row_with_a_figure_at_the_right_is_kept_in_its_table() -> None:
    lines = ["No of visits      Count", "Fen DHR calls        12", "Wold calls           14"]
    assert without_marks(lines) == lines


def test_the_first_line_that_stands_again_behind_a_page_break_is_a_running_title() -> None:
    lines = ["Fen and Wold Partnership", "", "1. Ask.", "", "\fFen and Wold Partnership", "", "2. Ring."]
    assert without_marks(lines) == ["Fen and Wold Partnership", "", "1. Ask.", "", "2. Ring."]
    other = [*lines[:4], "\fWold Police", "", "2. Ring."]
    assert without_marks(other) == other


@pytest.mark.parametrize(
    "foot",
    [
        ["Tudalen / Page 3"],
        ["Page / Tudalen 3 of 9"],
        ["OFFICIAL – not for publication before clearance by the Home", "Office"],
        ["RESTRICTED – not to be shared before approval by the", "review panel"],
    ],
)
def test_a_number_in_two_languages_and_a_marking_on_two_lines_are_no_words(foot: list[str]) -> None:
    lines = ["1. The council should light the path.", *foot, "2. The force should log each call."]
    assert without_marks(lines) == [lines[0], "", lines[-1]]


@pytest.mark.parametrize(
    "foot",
    [
        ["DHR 7 – Final – March 2016 {}"],
        ["Homicide review, version 4 {}"],
        ["Overview Report WCSP/DHR/7", "", "{}"],
    ],
)
def test_a_foot_that_stands_again_with_a_higher_figure_is_no_words(foot: list[str]) -> None:
    pages = [[line.format(at) for line in foot] for at in (1, 2)]
    lines = ["1. The council should light the path.", *pages[0], "2. The force should log each call.", *pages[1]]
    kept = [line for line in without_marks(lines) if line]
    assert kept == [lines[0], "2. The force should log each call."]


@pytest.mark.parametrize(
    "lines",
    [
        ["DHR learning point 1", "Calls were lost.", "DHR learning point 2", "Doors were left."],
        ["Overview report", "1", "Log each call.", "Overview report", "2", "Light the path."],
        ["DHR 7", "", "1", "Log each call.", "DHR 8", "", "2", "Light the path."],
        ["OFFICIAL", "Office staff should log each call."],
        ["DHR 7 – Final – March 2016 2", "Log each call.", "DHR 7 – Final – March 2016 1"],
    ],
)
def test_figures_behind_what_may_count_are_kept(lines: list[str]) -> None:
    kept = [line for line in without_marks(lines) if line]
    assert kept == [line for line in lines if line and line != "OFFICIAL"]
