"""The body that each recommendation of a list is for, behind its last sentence."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

OF_EACH = [
    ("The force should log each call.", "Fen Constabulary"),
    ("Rent teams should not visit alone.", "Wold Homes Trust"),
    ("The calendar of courses should have a day on pets.", "Wold Safeguarding Adults Board"),
]


def read(texts: list[str], name: str) -> Imported:
    match name.rpartition(".")[2]:
        case "html":
            listed = "".join(f"<li>{text}</li>" for text in texts)
            text = f"<h1>DHR Wold 2016</h1><h2>Recommendations</h2><ol>{listed}</ol>"
        case "md":
            numbered = [f"#{i} {text}" for i, text in enumerate(texts, 1)]
            text = "\n\n".join(["# DHR Wold 2016", "## Recommendations", *numbered, ""])
        case _:
            numbered = [f"{i}. {text}" for i, text in enumerate(texts, 1)]
            text = "\n".join(["DHR Wold 2016", "", "Recommendations", "", *numbered, ""])
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    ("name", "form"), [("p.txt", "{}"), ("p.md", "**{}**"), ("p.md", "{}"), ("p.html", "<b>{}</b>")]
)
def test_a_name_behind_each_text_is_its_addressee(name: str, form: str) -> None:
    found = read([f"{text} {form.format(body)}" for text, body in OF_EACH], name)
    assert rows(found) == OF_EACH
    assert found.whole


def test_a_name_behind_one_text_of_several_stays_in_it() -> None:
    texts = [f"{OF_EACH[0][0]} {OF_EACH[0][1]}", OF_EACH[1][0], OF_EACH[2][0]]
    assert [text for text, _ in rows(read(texts, "p.txt"))] == texts


def test_sentences_without_a_full_stop_are_no_names() -> None:
    texts = [
        "The force should log each call. This may be done by hand",
        "Wardens should call. Doors should be left open",
    ]
    assert [text for text, _ in rows(read(texts, "p.txt"))] == texts


def test_a_word_that_is_no_name_behind_one_text_leaves_all_as_they_are() -> None:
    texts = [f"{text} {body}" for text, body in OF_EACH[:2]] + [f"{OF_EACH[2][0]} Urgent"]
    assert [text for text, _ in rows(read(texts, "p.txt"))] == texts
