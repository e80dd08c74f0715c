"""What a page does not show is not printed on it."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from dhrcurate.documents.reading import read
from drawn_reports import lines, paper, texts
from pdf_files import drawn, pdf

ASKED = "The Trust should review its policy each year."
MORE = "The Police should meet monthly with the Council."


def _white(made: FPDF, x: float, y: float) -> None:
    made.set_text_color(255)
    lines(made, x, y, MORE)
    made.set_text_color(0)


@pytest.mark.parametrize(("x", "y"), [(700, 200), (-400, 200), (60, -5), (60, 900)])
def test_text_off_the_page_is_not_read(x: float, y: float) -> None:
    made = paper()
    lines(made, 60, 100, ASKED)
    lines(made, x, y, MORE)

    assert texts(made) == [ASKED]


def test_white_text_on_white_is_not_read() -> None:
    made = paper()
    lines(made, 60, 100, ASKED)
    _white(made, 60, 200)
    made.set_fill_color(255)
    made.rect(50, 280, 500, 40, style="F")
    _white(made, 60, 300)

    assert texts(made) == [ASKED]


def test_white_text_on_a_colour_is_read() -> None:
    made = paper()
    lines(made, 60, 100, ASKED)
    made.set_fill_color(20, 40, 90)
    made.rect(50, 180, 500, 40, style="F")
    _white(made, 60, 200)

    assert texts(made) == [ASKED, MORE]


def test_text_that_is_painted_in_no_way_is_read_as_that_of_a_scan() -> None:
    made = paper()
    made.text_mode = 3
    made.set_text_color(255)
    lines(made, 60, 100, ASKED)

    assert texts(made) == [ASKED]


def test_a_page_of_hidden_text_alone_has_no_text() -> None:
    made = paper()
    _white(made, 60, 200)

    assert read(bytes(made.output()), "report.pdf").problem == "no-text"


BOX = b"/F 4 /Rect [72 600 550 640]"
COMMENT = b"<< /Type /Annot /Subtype /FreeText %b /DA (/F1 10 Tf) /Contents (%b) >>"
FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) %b /V (%b) >>"


@pytest.mark.parametrize(
    ("annotation", "partly"),
    [
        (COMMENT % (BOX, ASKED.encode()), True),
        (FIELD % (BOX, ASKED.encode()), True),
        (FIELD % (BOX.replace(b"4", b"2", 1), ASKED.encode()), False),
        (FIELD % (BOX, b"12/05/2023"), False),
        (FIELD % (BOX, b""), False),
        (b"<< /Type /Annot /Subtype /Link %b /Contents (%b) >>" % (BOX, ASKED.encode()), False),
        (b"<< /Type /Annot /Subtype /Text %b /Contents (%b) >>" % (BOX, ASKED.encode()), False),
    ],
)
def test_what_comments_and_fields_show_is_not_read_and_not_known_to_be_absent(
    annotation: bytes, *, partly: bool
) -> None:
    made = read(pdf([drawn(MORE)], page=b"/Annots [%b]" % annotation), "report.pdf")

    assert [block.text for block in made.blocks] == [MORE]
    assert made.partly is partly
