"""Tables of one column, whose texts are wrapped: each row is one recommendation, or a body over those below."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\nWhat the panel recommends: recommendations\n\n"
NAMES = Known({"Fen Police": "police", "Wold Council": "council"})
YEAR = "The council should keep the register that it began in 2012. It must say whom it asked."
FORM = "Agree on a form for requests under Sarah’s Law, with an example."
TASK = "Training for all who answer calls in what to ask."
ROWS = [(YEAR, ""), (FORM, ""), (TASK, "")]
RULE = "-" * 34
WRAPPED = """\
The council should keep the
register that it began in
2012. It must say whom it asked.
Agree on a form for requests under
Sarah’s Law, with an example.
Training for all who answer calls
in what to ask.
"""
LINES = WRAPPED.split("\n")
GAPS = "\n".join([*LINES[:3], "", *LINES[3:5], "", *LINES[5:7]])


def read(table: str, names: Known = NAMES) -> Imported:
    (imported,) = read_source((HEAD + table).encode(), "p.txt", names)
    return imported


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


FORMS = {
    "between rules": f"{RULE}\nRecommendation\n{RULE}\n{GAPS}\n{RULE}\n",
    "lines": f"Recommendation\n{YEAR}\n{FORM}\n{TASK}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_row_is_a_recommendation(form: str) -> None:
    found = read(f"{FORMS[form]}\nGlossary\n\nDASH: a list\n")
    assert rows(found) == ROWS
    assert found.whole


def test_a_row_ends_where_the_next_word_had_found_room() -> None:
    found = read("Recommendation\nTo teach all who answer calls what\nto ask.\nAgree on a form.\n")
    assert rows(found) == [("To teach all who answer calls what to ask.", ""), ("Agree on a form.", "")]


@pytest.mark.parametrize(
    "form",
    [
        "Fen Police\n{}\nWold Council\n{}\n",
        f"{RULE}\nRecommendation\n{RULE}\nFen Police\n\n{{}}\n\nWold Council\n\n{{}}\n{RULE}\n",
    ],
)
def test_a_body_stands_over_rows(form: str) -> None:
    head = "" if form.startswith("-") else "Recommendation\n"
    found = read(head + form.format("The force should log each call\nin full.", "Agree on a form."))
    assert rows(found) == [
        ("The force should log each call in full.", "Fen Police"),
        ("Agree on a form.", "Wold Council"),
    ]
    assert found.whole


def test_each_of_several_may_have_a_body_above() -> None:
    found = read(
        f"Fen Police\n\nRecommendation\n{YEAR}\n{TASK}\n\nWold Council\n\nRecommendation\n{FORM}\n\nContact us\n"
    )
    assert rows(found) == [(YEAR, "Fen Police"), (TASK, "Fen Police"), (FORM, "Wold Council")]
    assert found.whole


def test_a_row_that_may_be_the_second_sentence_of_another_is_told() -> None:
    with pytest.raises(RefusedError, match="cannot be told apart"):
        read(
            "Recommendation\nTeach all who answer calls what\nto ask.\nAgree on a form with the town.\nTell them all.\n"
        )


def test_sentences_that_may_be_rows_beside_a_table_of_several_are_told() -> None:
    filled = "Teach all who answer calls what\nto ask of those who ring them.\nTell each school whom to ring.\n"
    found = read(f"Fen Police\n\nRecommendation\n{filled}\nWold Council\n\nRecommendation\n{YEAR}\n{TASK}\n")
    assert rows(found) == [(YEAR, "Wold Council"), (TASK, "Wold Council")]
    assert any("cannot be told apart" in told for told in found.lost)


@pytest.mark.parametrize("below", ["Rationale: nobody knew.", "", "It had none before."])
def test_a_heading_over_one_recommendation_is_no_table(below: str) -> None:
    found = read("\n".join(f"Recommendation\n{text}\n{below}\n" for text in (YEAR, FORM)))
    assert [text[:30] for text, _ in rows(found)] == [YEAR[:30], FORM[:30]]


def test_a_heading_over_a_paragraph_is_no_table() -> None:
    found = read(
        "Recommendation\nThe force should log each call. It should\nsay so each time. Nobody else\nneed know.\n"
    )
    assert rows(found)[0][0].startswith("The force should log each call.")


def test_a_heading_between_rules_of_other_lengths_is_no_table() -> None:
    found = read(f"{'-' * 40}\nRecommendations\n{'-' * 15}\n\n1. {TASK}\n2. {FORM}\n\n{'-' * 40}\n")
    assert rows(found) == [(TASK, ""), (FORM, "")]
    assert [r.get("number") for r in found.data["recommendations"]] == ["1.", "2."]
