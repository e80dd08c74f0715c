from __future__ import annotations

from zlib import compress, crc32

import pytest
from fpdf import FPDF

from dhrcurate.documents.reading import read
from drawn_reports import lines, paper, report, texts
from pdf_files import drawn, pdf

TEXT = (
    "The review heard from the services that knew the family, and from those who might have known them if the letters"
    " had been answered in time."
)
LINES = (
    "The review heard from the services that knew the",
    "family, and from those who might have known them",
    "if the letters had been answered in time.",
)


def pages_of(count: int) -> FPDF:
    """A file of pages with three lines of text each, which differ from page to page."""
    made = paper()
    for at in range(count):
        if at:
            made.add_page()
        lines(
            made, 72, 200, f"Page {'abcdefghijklmn'[at]} of the story begins here, as the panel was told by the", *LINES
        )
    return made


def test_lines_are_put_together_and_paragraphs_parted_at_gaps() -> None:
    made = paper()
    y = lines(made, 72, 100, *LINES)
    lines(made, 72, y + 12, "The panel asks why.")

    found = report(made).blocks

    assert [block.text for block in found] == [TEXT, "The panel asks why."]
    first = found[0].stretches[0].box
    assert (first.page, round(first.x0), round(first.y1)) == (1, 72, 102)


def test_a_word_that_a_hyphen_breaks_at_a_line_end_is_whole_and_one_that_owns_it_keeps_it() -> None:
    made = paper()
    lines(
        made, 72, 100,
        "The review of domestic abuse found a long-standing pattern of dom-",
        "estic violence, and the multi-agency panel agreed on a long-",
        "standing need to act.",
    )  # fmt: skip

    (found,) = texts(made)
    assert found == (
        "The review of domestic abuse found a long-standing pattern of domestic violence, and the multi-agency panel"
        " agreed on a long-standing need to act."
    )


def test_a_paragraph_and_a_word_go_on_over_a_page() -> None:
    made = paper()
    lines(made, 72, 760, "The review of domestic abuse asks that each agency should", "look at what it knew of domes-")
    made.add_page()
    lines(made, 72, 100, "tic abuse, and act.")

    found = report(made).blocks

    assert [block.text for block in found] == [
        "The review of domestic abuse asks that each agency should look at what it knew of domestic abuse, and act."
    ]
    assert found[0].pages == (1, 2)


@pytest.mark.parametrize(
    ("last", "first", "together"),
    [
        ("and the panel recommends that the", "Home Office amend its guidance within a year.", True),
        ("and it should write to the Trust,", "Housing and each school about this in May.", True),
        ("and it should write to the Trust", "The board should meet in each month of the year.", False),
        ("and it should write to all of the", "5. The board should meet in each month.", False),
    ],
)
def test_a_paragraph_goes_on_over_a_page_with_a_capital_where_its_last_word_is_the_end_of_none(
    last: str, first: str, together: bool
) -> None:
    made = paper()
    lines(made, 72, 740, "The review of domestic abuse heard from each agency that knew", "of the matter,", last)
    made.add_page()
    lines(made, 72, 100, first)

    assert (len(texts(made)) == 1) is together


def test_ligatures_are_letters() -> None:
    found = read(pdf([_with_ligatures()], resources=_LIGATURES), "report.pdf")

    assert [block.text for block in found.blocks] == ["figures of the flat"]


_LIGATURES = (
    b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding"
    b" /Differences [1 /fi /fl] >> >> >>"
)


def _with_ligatures() -> bytes:
    return b"BT /F1 11 Tf 72 700 Td (\\001gures of the \\002at) Tj ET"


def test_letters_that_are_drawn_one_by_one_are_words() -> None:
    made = paper()
    x = 72.0
    for letter in "The Board should act on this soon.":
        if letter != " ":
            made.text(x, 100, letter)
        x += made.get_string_width(letter)

    assert texts(made) == ["The Board should act on this soon."]


def test_letters_that_stand_wide_apart_are_words() -> None:
    made = paper()
    made.set_char_spacing(1.2)
    lines(made, 72, 100, "The Board should act", "on this soon.")

    assert texts(made) == ["The Board should act on this soon."]


def test_the_layer_of_words_under_a_scanned_page_is_read() -> None:
    found = read(pdf([drawn(*LINES, mode=3)]), "report.pdf")

    assert [block.text for block in found.blocks] == [TEXT]
    assert found.unreadable == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_displayed(turn: int) -> None:
    cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    x, y = {0: (100, 700), 90: (142, 100), 180: (495, 142), 270: (453, 742)}[turn]
    body = b"BT /F1 11 Tf %d %d %d %d %d %d Tm 14 TL (The Board should) Tj T* (act soon.) Tj ET" % (
        *(cosine, sine, -sine, cosine), *(x, y)
    )  # fmt: skip

    block = read(pdf([body], page=b"/Rotate %d" % turn), "report.pdf").blocks[0]

    assert block.text == "The Board should act soon."
    assert [round(side) for side in block.stretches[0].box[1:3]] == [100, 133]


@pytest.mark.parametrize(
    ("turn", "matrix", "box"),
    [(90, b"0 1 -1 0 200 300", (191, 457, 202, 542)), (270, b"0 -1 1 0 200 300", (198, 542, 209, 627))],
)
def test_text_that_runs_up_or_down_a_page_is_read_and_found_where_it_is_displayed(
    turn: int, matrix: bytes, box: tuple[int, ...]
) -> None:
    body = b"BT /F1 11 Tf %b Tm 14 TL (The Board should) Tj T* (act soon.) Tj ET" % matrix

    block = read(pdf([body]), "report.pdf").blocks[0]

    assert block.text == "The Board should act soon.", turn
    assert tuple(round(side) for side in block.stretches[0].box[1:]) == pytest.approx(box, abs=2)


def test_two_columns_are_read_one_after_the_other_whatever_the_order_of_the_file() -> None:
    left = ("The panel met on nine days in", "the first year and heard from", "all of the agencies that were", "asked.")
    right = (
        "Each of them sent a report of",
        "its own, and most of these were",
        "as frank as the panel had",
        "hoped for.",
    )
    by_columns, by_rows = paper(), paper()
    for made in (by_columns, by_rows):
        lines(made, 72, 80, "A line that goes over both of the columns stands above them all, as a heading would do.")
    lines(by_columns, 72, 120, *left)
    lines(by_columns, 310, 120, *right)
    for at in range(len(left)):
        lines(by_rows, 72, 120 + 14 * at, left[at])
        lines(by_rows, 310, 120 + 14 * at, right[at])

    assert texts(by_columns)[1:] == [" ".join(left), " ".join(right)]
    assert texts(by_rows) == texts(by_columns)


def test_running_heads_and_feet_and_page_numbers_are_left_out() -> None:
    made = paper()
    for at, label in enumerate(["i", "ii", "iii", "1", "2"]):
        if at:
            made.add_page()
        made.text(72, 40, "Official: Review into the death of Adult A")
        made.text(200, 800, "Safer Exampleton Partnership")
        made.text(290, 820, label)
        lines(made, 72, 200, f"Page {'abcde'[at]} of the story goes on to tell what the panel learned.")

    assert texts(made) == [f"Page {one} of the story goes on to tell what the panel learned." for one in "abcde"]


def said_again(first: str, *more: str, of: int = 12) -> list[str]:
    """The texts of a file of which three pages begin with the same words, under a running head."""
    made = paper()
    for at in range(of):
        if at:
            made.add_page()
        made.text(72, 40, "Review into the death of Adult A")
        if at in {7, 8, 9}:
            lines(made, 72, 80, first.format(at - 6), *more)
        lines(made, 72, 150, "The panel came to know what had been said at the time.")
    return texts(made)


def test_what_is_recommended_to_several_bodies_in_the_same_words_is_no_running_head() -> None:
    short = "{}. The Trust should tell its Board how many staff were trained."
    assert sum("should tell its Board" in text for text in said_again(short)) == 3
    long = (
        "The Trust should tell its Board each year how many of its staff were trained in",
        "how to ask about abuse.",
    )
    found = said_again(*long)
    assert sum("trained in how to ask" in text for text in found) == 3
    assert not any("Adult A" in text for text in found)


def test_a_running_head_of_a_chapter_in_the_letters_of_the_text_is_left_out() -> None:
    assert not any("What the agencies" in text for text in said_again("What the agencies should have done"))
    head = "This report is confidential and must not be disclosed to anybody."
    assert not any("must not be disclosed" in text for text in said_again(head, of=5))


def test_a_running_head_within_a_sentence_that_goes_over_a_page() -> None:
    made = paper()
    for at, text in enumerate(
        ["The Board should ask each agency what", "it did next, and should ask the others", "too."]
    ):
        if at:
            made.add_page()
        made.text(72, 40, "Review into the death of Adult A")
        made.text(290, 820, f"Page {at + 1} of 3")
        made.text(72, 760 if at == 0 else 100, text)

    assert texts(made)[0] == "The Board should ask each agency what it did next, and should ask the others too."


@pytest.mark.parametrize("number", ["- 4 -", "Page | 4", "4 | Page", "Page 4 of 20", "4/20", "xii", "[4]"])
def test_page_numbers_in_their_forms(number: str) -> None:
    made = pages_of(1)
    made.text(290, 815, number)

    assert texts(made) == texts(pages_of(1))


def test_numbers_and_bullets_belong_to_the_text_beside_them_whatever_the_order_of_the_file() -> None:
    made = paper()
    lines(made, 72, 100, "1.", "2.", "\x95", "\x95")
    lines(made, 92, 100, "The Board should act on what it heard.", "The Trust should:", "act on the rest;", "say so.")

    assert texts(made) == [
        "1. The Board should act on what it heard.",
        "2. The Trust should:",
        "• act on the rest;",
        "• say so.",
    ]


def test_a_number_at_the_beginning_of_a_line_may_be_within_a_sentence() -> None:
    made = paper()
    lines(made, 72, 100, "The panel heard from all agencies that took part in it. In the year 2019", "12 of the")
    lines(made, 72, 128, "agencies had not.", "2 The Board should ask them why.")

    assert texts(made) == [
        "The panel heard from all agencies that took part in it. In the year 2019 12 of the agencies had not.",
        "2 The Board should ask them why.",
    ]


def test_footnotes_and_their_marks_are_left_out() -> None:
    made = paper()
    made.text(72, 100, "The Board")
    x = 72 + made.get_string_width("The Board")
    made.set_font_size(7)
    made.text(x, 96, "12")
    made.set_font_size(11)
    made.text(x + 9, 100, "should act, and its members should say how")
    lines(made, 72, 114, "they did so.")
    made.line(72, 700, 200, 700)
    made.set_font_size(8)
    lines(made, 72, 712, "12 The Board is that of the county.")
    lines(made, 72, 722, "It was founded ten years ago.")

    assert texts(made) == ["The Board should act, and its members should say how they did so."]


def test_a_number_that_stands_high_for_another_reason_stays() -> None:
    made = paper()
    lines(made, 72, 100, "The Board met in 2021 and in 2022, and should", "meet again.")

    assert texts(made) == ["The Board met in 2021 and in 2022, and should meet again."]


def test_landscape_pages() -> None:
    made = paper("landscape")
    lines(made, 600, 500, "The Board should", "act soon.")

    assert texts(made) == ["The Board should act soon."]


def test_the_labels_of_pages_and_the_outline_are_read() -> None:
    made = paper()
    made.set_page_label(label_style="r", label_start=1)
    made.start_section("Recommendations")
    lines(made, 72, 100, TEXT[:60])
    made.add_page(label_style="D", label_start=1)
    lines(made, 72, 100, *LINES)

    found = report(made)

    assert (found.pages, found.labels) == (2, ("i", "1"))
    assert found.outline == ((1, "Recommendations", 1),)


def test_headings_are_larger_or_bold() -> None:
    made = paper()
    made.set_font("helvetica", "B", 16)
    made.text(72, 80, "Recommendations")
    made.set_font("helvetica", "B", 11)
    made.text(72, 110, "The police")
    made.set_font("helvetica", size=11)
    lines(made, 72, 130, *LINES)

    assert [(block.kind, block.size, block.bold) for block in report(made).blocks] == [
        ("heading", 16.0, True),
        ("heading", 11.0, True),
        ("paragraph", 11.0, False),
    ]


def test_the_lines_of_a_contents_list_are_no_headings() -> None:
    made = paper()
    made.set_font("helvetica", "B", 11)
    made.text(72, 100, f"10 Recommendations {'.' * 60} 22")
    made.text(72, 200, "10 Recommendations")
    made.set_font("helvetica", "", 11)
    lines(made, 72, 230, *LINES)

    assert [block.kind for block in report(made).blocks] == ["paragraph", "heading", "paragraph"]


def test_a_page_that_is_a_picture_cannot_be_read_and_the_others_can() -> None:
    made = pages_of(3)
    picture = _picture()
    made.add_page()
    made.image(picture, 0, 0, 595, 842)

    found = report(made)

    assert (found.problem, found.unreadable, found.pages) == (None, (4,), 4)


def test_an_empty_page_and_one_with_a_small_picture_are_read() -> None:
    made = pages_of(2)
    made.add_page()
    made.add_page()
    made.image(_picture(), 72, 72, 60, 60)

    assert report(made).unreadable == ()


def test_a_report_of_pictures_has_no_text() -> None:
    made = paper()
    made.image(_picture(), 0, 0, 595, 842)

    found = report(made)

    assert (found.problem, found.unreadable, found.blocks) == ("no-text", (1,), ())


def test_a_label_in_welsh_begins_a_paragraph_as_an_english_one_does() -> None:
    made = paper()
    lines(
        made,
        72,
        100,
        "Argymhelliad 1: Dylai'r Bwrdd ofyn i bob meddygfa.",
        "Argymhelliad 2: Rhaid i'r Cyngor gynnig ail gyfle.",
    )
    assert [one[:15] for one in texts(made)] == ["Argymhelliad 1:", "Argymhelliad 2:"]


def test_escapes_of_a_terminal_between_the_words_are_no_lost_letters() -> None:
    made = drawn("The \x1b[31mTrust\x07 should \x1breview\x07 its policy", "on calls \x1beach\x07 year.")
    found = read(pdf([made]), "report.pdf")
    assert (found.problem, found.unreadable) == (None, ())
    assert found.blocks[0].text.endswith("its policy on calls \x1beach\x07 year.")


def test_letters_that_were_lost_make_a_page_unreadable() -> None:
    made = drawn("The \x02nding of the o\x03cer was con\x02rmed", "by a \x02rst re\x04ection on its in\x04uence.")
    assert read(pdf([made]), "report.pdf").unreadable == (1,)


def _picture() -> bytes:
    """A small grey picture, as a PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")

    head = (8).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", compress(bytes([0] + [128] * 8) * 8))
        + chunk(b"IEND", b"")
    )


def test_letters_without_a_table_cannot_be_read() -> None:
    secret = "".join(chr(0x30 + ord(letter) % 70) if letter != " " else " " for letter in " ".join([TEXT] * 4))
    garbled = drawn(*[secret[at : at + 60] for at in range(0, len(secret), 60)])

    found = read(pdf([drawn(*LINES), garbled]), "report.pdf")

    assert (found.problem, found.unreadable) == (None, (2,))
    assert [block.text for block in found.blocks] == [TEXT]


def test_signs_that_are_no_letters_cannot_be_read() -> None:
    garbled = b"BT /F1 11 Tf 72 700 Td 14 TL " + b"(\\001\\002\\003\\004\\005\\006 \\016\\017\\020) Tj T* " * 5 + b"ET"

    assert read(pdf([garbled]), "report.pdf").unreadable == (1,)


def test_a_page_of_names_and_numbers_can_be_read() -> None:
    names = [f"Exampleton Trust {at} 0{at}{at} 555 0{at}0{at}" for at in range(1, 10)] * 3

    assert read(pdf([drawn(*names)]), "report.pdf").unreadable == ()


def test_a_thousand_pages() -> None:
    found = read(
        pdf([drawn(f"Paragraph {at} tells what the panel learned.", y=500) for at in range(1000)]), "report.pdf"
    )

    assert (found.pages, len(found.blocks)) == (1000, 1000)
    assert found.blocks[-1].pages == (1000,)
