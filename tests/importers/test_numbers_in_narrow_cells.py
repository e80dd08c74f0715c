"""Numbers before the words of narrow cells, which break off after a word or two."""

from __future__ import annotations

from dhrcurate.importers import read_source
from known_names import NOTHING


def test_a_number_counts_where_its_line_has_few_words() -> None:
    page = (
        'CSP,Recommendation,Lead\nWold,"1. Write down\neach call that\ncomes in.",Wold Police\n'
        'Wold,"2. Repaint\nthe doors of\nall houses.",Fen Homes\n'
    )
    (found,) = read_source(page.encode(), "plan.csv", NOTHING)
    rows = [(r["number"], " ".join(r["text"].split())) for r in found.data["recommendations"]]
    assert rows == [("1.", "Write down each call that comes in."), ("2.", "Repaint the doors of all houses.")]
