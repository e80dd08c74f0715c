"""The cells and list items that a page bounds itself."""

from __future__ import annotations

import pytest

from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_text import page_text


@pytest.mark.parametrize(
    ("name", "page", "items"),
    [
        ("p.html", "<table><tr><td>1</td><td><p>One.</p><p>Two.</p></td></tr></table>", ["1", "One.\n\nTwo."]),
        ("p.html", "<table><tr><td>1<td>One.<tr><td>2<td>Two.</table>", ["1", "One.", "2", "Two."]),
        (
            "p.html",
            "<ul><li>One:<ul><li>two;</li><li>three.</li></ul></li><li>Four.</li></ul>",
            ["One: two; three.", "Four."],
        ),
        ("p.html", '<ol type="a"><li>One.<li>Two.</ol>', ["One.", "Two."]),
        ("p.html", '<ol start="4"><li><b>One</b> &amp; more.</li></ol>', ["One & more."]),
        ("p.html", "<table><tr><td><h2>Asks</h2><ul><li>One.</li></ul></td></tr></table>", ["One."]),
        ("p.csv", 'no,text\n1,"One, and\ntwo <b>.</b>"\n', ["no", "text", "1", "One, and\ntwo <b>.</b>"]),
        ("p.csv", "no,text\n1,One.\n2,Two.\n", ["no", "text", "1", "One.", "2", "Two."]),
        ("p.csv", "no;text\n1;One, and two.\n", ["no", "text", "1", "One, and two."]),
        ("p.csv", "no\ttext\n1\tOne, and; two.\n", ["no", "text", "1", "One, and; two."]),
        ("p.md", "| no | text |\n|---|---|\n| 1 | One.<br>Two. |\n", ["no", "text", "1", "One. Two."]),
        ("p.txt", "| 1 | One.\nTwo. | Kent |\n| 2 | Three. |\n", ["2", "Three."]),
        ("p.ndjson", '{"text": "One \\"two\\"\\nthree"}', ["text", 'One "two"\nthree']),
        ("p.md", "- One.\n- Two.\n", []),
    ],
)
def test_they_are_what_the_page_reads_between_its_marks(name: str, page: str, items: list[str]) -> None:
    reads = page_text(page, name)
    assert [reads[a:b].split() for a, b in cells_of(page, name)] == [item.split() for item in items]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("p.html", "<ul>" * 20_000 + "<li>One.</li>"),
        ("p.html", "</li>" * 20_000 + "<li>One.</li>"),
        ("p.csv", ',"x' * 20_000 + '\n"One."'),
        ("p.json", '"One."' + '\\"' * 20_000),
    ],
)
def test_a_page_whose_marks_belong_to_nothing_is_read_to_its_end(name: str, page: str) -> None:
    assert "One." in [page_text(page, name)[a:b] for a, b in cells_of(page, name)]
