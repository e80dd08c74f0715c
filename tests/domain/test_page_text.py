"""Pages as their text reads."""

from __future__ import annotations

import time

import pytest

from dhrcurate.domain.page_text import page_text


def test_a_page_of_html_reads_as_text() -> None:
    page = "<html><script>x()</script><p>One &amp; two</p><table><tr><td>R1</td><td>Do it</td></tr></table></html>"
    text = page_text(page, "page.html")
    assert "One & two" in text
    assert "R1" in text
    assert "<" not in text
    assert "x()" not in text


@pytest.mark.parametrize("hostile", ["<!--", "<script>", "<p ", "<", "</p", "\n \n", "&amp", "\\u"])
def test_no_page_takes_more_than_linear_time(hostile: str) -> None:
    began = time.perf_counter()
    page_text(hostile * 200_000 + "</", "page.html")
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("name", ["page.md", "page.txt"])
def test_the_words_of_a_cell_of_a_drawn_table_stand_together(name: str) -> None:
    page = (
        "Above\n\n"
        "+---+----------------------+-------------+\n| 1 | The force should log | Wold Police |\n"
        "|   | each call.           | and Refuge  |\n+---+----------------------+-------------+\n"
        "| 2 | Ask.                 | Wold Trust  |\n+---+----------------------+-------------+\n\nBelow\n"
    )
    rows = "| 1 | The force should log each call. | Wold Police and Refuge |\n| 2 | Ask. | Wold Trust |"
    assert page_text(page, name) == f"Above\n\n{rows}\n\nBelow\n"
