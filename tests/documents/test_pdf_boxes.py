from __future__ import annotations

from drawn_reports import lines, paper, report, texts

STORY = (
    "The review heard from the services that knew the family, and from all",
    "those who might have known them if the letters had been answered in",
    "time by the people they were sent to.",
)


def test_a_highlighted_line_is_no_table() -> None:
    made = paper()
    made.set_fill_color(255, 255, 0)
    made.rect(110, 91, 60, 13, style="F")
    made.rect(170, 91, 70, 13, style="F")
    lines(made, 60, 100, "The Board should review how it shares what it knows, and the", "Trust should too.")

    assert [(block.text, block.cell, block.box) for block in report(made).blocks] == [
        ("The Board should review how it shares what it knows, and the Trust should too.", None, None)
    ]


def test_a_highlighted_paragraph_is_one_paragraph() -> None:
    made = paper()
    made.set_fill_color(255, 255, 0)
    for at, line in enumerate(STORY):
        made.rect(72, 89 + 14 * at, made.get_string_width(line), 14, style="F")
    lines(made, 72, 100, *STORY)

    assert texts(made) == [" ".join(STORY)]


def test_a_paragraph_whose_lines_are_shaded_one_by_one_is_one_box() -> None:
    made = paper()
    made.set_fill_color(220, 230, 240)
    for at in range(len(STORY)):
        made.rect(60, 89 + 14 * at, 480, 14, style="F")
    lines(made, 72, 100, *STORY)

    assert [(block.text, block.box) for block in report(made).blocks] == [(" ".join(STORY), 0)]


def test_a_white_rectangle_is_not_seen() -> None:
    made = paper()
    made.set_fill_color(255)
    made.rect(60, 86, 480, 18, style="F")
    lines(made, 72, 100, *STORY)

    assert [(block.text, block.box) for block in report(made).blocks] == [(" ".join(STORY), None)]


def test_a_number_beside_a_shaded_paragraph_is_its_number() -> None:
    made = paper()
    made.set_fill_color(220, 230, 240)
    made.rect(90, 86, 450, 50, style="F")
    made.text(72, 100, "6.")
    lines(made, 96, 100, *STORY)

    assert texts(made) == ["6. " + " ".join(STORY)]


def test_boxes_hold_their_paragraphs() -> None:
    made = paper()
    for at in range(2):
        made.rect(60, 100 + 90 * at, 480, 70)
        lines(made, 66, 120 + 90 * at, f"Recommendation {at + 1}")
        lines(made, 66, 145 + 90 * at, "The Board should review how it shares what it knows.")

    assert [(block.text, block.box, block.cell) for block in report(made).blocks] == [
        ("Recommendation 1", 0, None),
        ("The Board should review how it shares what it knows.", 0, None),
        ("Recommendation 2", 1, None),
        ("The Board should review how it shares what it knows.", 1, None),
    ]


def test_a_shaded_box_is_a_box() -> None:
    made = paper()
    made.set_fill_color(230)
    made.rect(60, 100, 480, 70, style="F")
    lines(made, 66, 120, "Recommendation 1")
    lines(made, 66, 145, "The Board should review how it shares what it knows.")
    lines(made, 66, 200, "The panel heard that it had not done so.")

    assert [block.box for block in report(made).blocks] == [0, 0, None]


def test_a_box_in_a_box_is_no_table() -> None:
    made = paper()
    made.rect(60, 100, 480, 200)
    lines(made, 66, 120, "Chapter five: what the panel asks for")
    made.rect(80, 140, 440, 70)
    lines(made, 86, 160, "Recommendation 1")
    lines(made, 86, 185, "The Board should review how it shares what it knows.")
    lines(made, 66, 280, "The panel will come back to this.")

    found = report(made).blocks

    assert [block.cell for block in found] == [None] * 4
    assert [block.text for block in found] == [
        "Chapter five: what the panel asks for",
        "Recommendation 1",
        "The Board should review how it shares what it knows.",
        "The panel will come back to this.",
    ]
    assert found[1].box == found[2].box != found[0].box


def test_a_sentence_in_a_box_goes_on_in_its_box_on_the_next_page() -> None:
    made = paper()
    made.rect(60, 700, 480, 80)
    lines(made, 66, 720, "Recommendation 1")
    lines(made, 66, 745, "The Board should review how it shares what it knows, and should ask", "each of the agencies")
    made.add_page()
    made.rect(60, 60, 480, 40)
    lines(made, 66, 85, "to do the same.")

    found = report(made).blocks

    assert [(block.text, block.box, block.pages) for block in found] == [
        ("Recommendation 1", 0, (1,)),
        (
            "The Board should review how it shares what it knows, and should ask each of the agencies to do the same.",
            0,
            (1, 2),
        ),
    ]
