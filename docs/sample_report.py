"""Writes the made report of the invented Exampleton review: `python -m docs.sample_report FILE`.

It prints what the record holds, but for the differences that a report shows: words that the extraction left out or
changed, another number, another addressee, two recommendations run into one, one that it took twice, and two that it
left out. It is made of the record's own words and of sentences that are written here, and comes out the same each time.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fpdf import FPDF

RECORD = Path(__file__).parents[1] / "records" / "exampleton-2023-06.toml"

_NUMBERED_OTHERWISE = {"R14": "R13"}
_ADDRESSED_OTHERWISE = {"R7": "Exampleshire County Council"}
_WORDED_OTHERWISE = {
    "R11": (
        "Housing officers should ask about safety at home, and write down the answer, whenever a tenancy changes hands."
    ),
    "R18": (
        "Officers agreed by word of mouth how files are shared. However, this was never written down, so the policy"
        " needs to say who keeps the file and who may see it."
    ),
    "R8": (
        "The Partnership should ask each agency for a report on its progress after six months and ensure that the board"
        " reads and answers each of them."
    ),
}
_PRINTED_ONCE = frozenset({"R31"})
"""What the record has twice, and the report under its first number alone."""
_PARTED = {"R25": ("R25a", "R25b")}
_LEFT_OUT = (
    ("R32", "Exampleshire Police should tell the surgery when an officer attends a patient’s home for a third time."),
    ("R33", "Exampleton Borough Council should keep one flat free for anyone who has to leave home within a day."),
)
_CHAPTERS = (
    ("1", "Introduction", "This report is invented. No person, place or body in it is real."),
    (
        "2",
        "What the services knew",
        "Each service knew a part of what happened at home, and none of them saw the whole.",
    ),
    (
        "3",
        "Lessons",
        "The lesson for all agencies is that a closed file should be opened again when a letter comes back.",
    ),
)


class Printed(NamedTuple):
    """A recommendation as the report prints it."""

    number: str
    text: str
    addressed_to: str


def recommendations() -> Iterator[Printed]:
    """Yield what the report prints, in the order of the numbers."""
    rows = tomllib.loads(RECORD.read_text("utf-8"))["recommendations"]
    seen: set[str] = set()
    for row in sorted(rows, key=lambda one: _order(one.get("number", ""))):
        number = row.get("number", "")
        if not number or number in seen | _PRINTED_ONCE:
            continue
        seen.add(number)
        text = " ".join(_WORDED_OTHERWISE.get(number, row["text"]).replace("Page 41 of 58 ", "").split())
        body = _ADDRESSED_OTHERWISE.get(number, row["addressed_to"])
        if number in _PARTED:
            first, rest = text.split(". ", 1)
            yield from (Printed(*one, body) for one in zip(_PARTED[number], (f"{first}.", rest), strict=True))
        else:
            yield Printed(_NUMBERED_OTHERWISE.get(number, number), text, body)
    yield from (Printed(number, text, text.split(" should ")[0]) for number, text in _LEFT_OUT)


def _order(number: str) -> tuple[float, str]:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == ".").strip(".")
    return float(digits) if digits else 1000.0, number


class _Report(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(
            0, 6, "Exampleton Community Safety Partnership - overview report (invented)", new_x="LMARGIN", new_y="NEXT"
        )
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"Page {self.page_no()}", align="C")


def write(path: Path) -> None:
    """Write the report."""
    pdf = _Report(format="A4")
    pdf.core_fonts_encoding = "cp1252"
    pdf.set_creation_date(datetime(2026, 12, 1, tzinfo=UTC))
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 20)
    pdf.multi_cell(0, 10, "Exampleton review: overview report", new_x="LMARGIN", new_y="NEXT")
    for number, title, words in _CHAPTERS:
        _heading(pdf, f"{number} {title}")
        _text(pdf, words)
    pdf.add_page()
    _heading(pdf, "4 Recommendations")
    _text(pdf, "The panel makes the following recommendations.")
    for one in recommendations():
        pdf.set_font("Helvetica", "B", 11)
        pdf.multi_cell(0, 6, _latin(f"Recommendation {one.number}"), new_x="LMARGIN", new_y="NEXT")
        _text(pdf, one.text)
        if one.addressed_to:
            _text(pdf, f"Addressed to: {one.addressed_to}")
    pdf.output(str(path))


def _heading(pdf: FPDF, words: str) -> None:
    pdf.ln(4)
    pdf.set_font("Helvetica", "B", 14)
    pdf.multi_cell(0, 8, _latin(words), new_x="LMARGIN", new_y="NEXT")


def _text(pdf: FPDF, words: str) -> None:
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, _latin(words), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)


def _latin(words: str) -> str:
    """The words in the characters of the built-in fonts."""
    return words.replace("•", "-").encode("cp1252", "replace").decode("cp1252")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
