"""What stands with a label below a recommendation, as the columns of a plan do, and what only tells something there."""

from __future__ import annotations

import pytest

from one_page import read, texts

HEAD = "Domestic Homicide Review: Fern\n\nWold Community Safety Partnership\n\n"
CALLS, CARERS, STAFF = "The force should log each call.", "The council should count carers.", "The ward should train."


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Action", ["Write a new form; train all staff.", "Set up a register."]),
        ("Actions", ["Heads of ward should write a form.", "Set up a register."]),
        ("Milestones", ["Form written.", "Register open."]),
    ],
)
def test_what_a_plan_says_below_a_counted_recommendation_is_left_out_and_told(label: str, said: list[str]) -> None:
    first, second = (f"{label}: {each}\nLead: Fen Trust\nDate: May 2020\n\n" for each in said)
    found = read(f"{HEAD}Recommendation 1: {CALLS}\n{first}Recommendation 2:\n{CARERS}\n{second}")
    assert texts(found) == [CALLS, CARERS]
    assert [row["addressed_to"] for row in found.data["recommendations"]] == ["Fen Trust", "Fen Trust"]
    assert any(label in told for told in found.warnings)


def test_what_may_go_on_with_a_recommendation_is_kept() -> None:
    below = ["In particular: it should log each silent call.", "In particular: it should count the young."]
    found = read(f"{HEAD}Recommendation 1: {CALLS}\n{below[0]}\n\nRecommendation 2: {CARERS}\n{below[1]}\n")
    assert [text.split("\n", 1)[1] for text in texts(found)] == below


def test_the_text_of_a_title_may_stand_behind_a_label() -> None:
    found = read(f"{HEAD}Recommendation 1: Calls\nAction: {CALLS}\n\nRecommendation 2: Carers\nAction: {CARERS}\n")
    assert all(said in text for said, text in zip([CALLS, CARERS], texts(found), strict=True))


@pytest.mark.parametrize("numbers", [("1", "2"), ("Recommendation 1", "Recommendation 2")])
def test_what_else_a_list_of_terms_says_of_a_recommendation_is_no_other_one(numbers: tuple[str, str]) -> None:
    terms = "".join(
        f"<dt>{number}</dt><dd>{said}</dd><dd>Owner: Fen Trust</dd>"
        for number, said in zip(numbers, [CALLS, CARERS], strict=True)
    )
    found = read(f"<html><h1>DHR Wold 2019</h1><h2>Recommendations</h2><dl>{terms}</dl></html>", "p.html")
    assert texts(found) == [CALLS, CARERS]
    assert {row["addressed_to"] for row in found.data["recommendations"]} == {"Fen Trust"}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_was_done_about_a_recommendation_is_none_of_its_words(gap: str) -> None:
    found = read(f"{HEAD}Recommendations\n\n1. {CALLS}{gap}It did so in May.\n\n2. {CARERS}\n")
    assert texts(found) == [CALLS, CARERS]
    assert any("Findings" in told for told in found.warnings)


def test_what_was_found_below_a_theme_is_none_of_the_recommendation_above_it() -> None:
    theme = "The farm\n\nThe panel heard from a neighbour."
    found = read(f"{HEAD}Recommendations\n\n1. {CALLS}\n\n{theme}\n\n2. {CARERS}\n")
    assert texts(found) == [CALLS, CARERS]
    found = read(f"{HEAD}Recommendations\n\n1. {CALLS}\n\n{theme} It was clear that help must come.\n\n2. {CARERS}\n")
    assert texts(found) == [CALLS, CARERS]
    assert any("heard from a neighbour" in told for told in found.lost)


def test_labels_on_lines_of_their_own_part_what_they_label() -> None:
    parts = [("Nobody rang back.", CALLS, "Write a form."), ("Her aunt was not asked.", CARERS, "Open a register.")]
    said = "\n\n".join(f"Learning\n\n{a}\n\nRecommendation\n\n{b}\n\nAction\n\n{c}" for a, b, c in parts)
    assert texts(read(f"{HEAD}{said}\n")) == [CALLS, CARERS]


@pytest.mark.parametrize("number", ["(R{})", "[R{}]"])
def test_a_number_with_a_letter_may_stand_in_brackets(number: str) -> None:
    lines = "\n\n".join(f"{number.format(i)} {said}" for i, said in enumerate([CALLS, CARERS], 1))
    found = read(f"{HEAD}Chapter six: Recommendations\n\n{lines}\n\nChapter seven: The family\n\n{STAFF}\n")
    assert texts(found) == [CALLS, CARERS]
    assert [row["number"] for row in found.data["recommendations"]] == [number.format(1), number.format(2)]


def test_the_raised_mark_of_a_note_is_no_word() -> None:
    items = "".join(f"<li>The force{mark} should log calls{i}.</li>" for i, mark in enumerate(
        ['<a href="#_ftn1"><sup>[1]</sup></a>', '<sup><a href="#fn2">2</a></sup>']
    ))  # fmt: skip
    found = read(f"<html><h1>DHR Wold 2019</h1><h2>Recommendations</h2><ol>{items}</ol></html>", "p.html")
    assert texts(found) == ["The force should log calls0.", "The force should log calls1."]


def test_reasons_behind_a_question_and_questions_to_readers_are_none() -> None:
    parts = "\n\n".join(f"Recommendation {i}\n{said}\nWhy? Nobody rang." for i, said in enumerate([CALLS, CARERS], 1))
    asked = "For your team\n\n1. Would you know whom to ring?\n2. Should your team meet?\n"
    found = read(f"{HEAD}What we recommend and why\n\n{parts}\n\n{asked}")
    assert texts(found) == [CALLS, CARERS]


def test_a_list_that_its_plan_repeats_word_for_word_is_not_told_as_left_out() -> None:
    listed = "\n\n".join(f"**Recommendation {i}:** {said}" for i, said in enumerate([CALLS, CARERS], 1))
    rows = "\n".join(f"| {i} | {said} | Fen Trust |" for i, said in enumerate([CALLS, CARERS], 1))
    table = f"| No. | Recommendation | Lead |\n|---|---|---|\n{rows}\n"
    found = read(f"# DHR Wold 2019\n\nCSP: Wold\n\n## Theme one\n\n{listed}\n\n## Action plan\n\n{table}", "p.md")
    assert texts(found) == [CALLS, CARERS]
    assert found.whole
