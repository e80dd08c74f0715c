"""What a report says beside its recommendations: reasons, a plan of action, learning points."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\n"
LOG = "The force should log each call."
STAFF = "The council should train its housing staff."


def read(below: str, name: str = "p.txt") -> Imported:
    if name.endswith("html"):
        head = f"<body><h1>{HEAD.replace(chr(10) * 2, '</h1><p>', 1).replace(chr(10) * 2, '</p><p>')}</p>"
        text = f"{head}<h2>Recommendations</h2>{below}</body>"
    else:
        text = f"{HEAD}{'## ' if name.endswith('md') else ''}Recommendations\n\n{below}"
    (imported,) = read_source(text.encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


def cells(found: Imported) -> list[str]:
    return [r["addressed_to"] for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("Target date: May 2021", "Target date: June 2021", "Target date"),
        ("Timescale: three months", "Timescale: six months", "Timescale"),
        ("To be completed by: May 2021", "To be completed by: June 2021", "To be completed by"),
        ("Done by: May 2021", "Done by: June 2021", "Done by"),
        ("By when: May 2021\nProgress: done", "By when: June 2021\nProgress: begun", "By when, Progress"),
        ("RAG: Green", "RAG: Red", "RAG"),
        ("Status: complete", "Status: in progress", "Status"),
        ("Rationale: Two calls were lost.", "Rationale: Tenants had told it.", "Rationale"),
        ("Why this matters: A call is a chance.", "Why this matters: Staff did not know.", "Why this matters"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("marks", [("1. ", "2. "), ("- ", "- "), ("Recommendation 1: ", "Recommendation 2: ")])
def test_a_line_of_a_plan_or_a_reason_is_no_part_of_a_text_and_is_told_once(
    first: str, second: str, labels: str, gap: str, marks: tuple[str, str]
) -> None:
    found = read(f"{marks[0]}{LOG}{gap}{first}\n\n{marks[1]}{STAFF}{gap}{second}\n")
    assert texts(found) == [LOG, STAFF]
    assert found.warnings == (f"left out what a record has no place for: {labels}",)
    assert found.whole


def test_a_paragraph_below_a_reason_goes_with_it_and_is_lost_where_it_asks_for_something() -> None:
    below = "{}\n\nReason: Two calls should have been noted.\n\n{}\n\n2. {}\n"
    plain = read("1. " + below.format(LOG, "Nobody had noted them.", STAFF))
    assert (texts(plain), plain.whole) == ([LOG, STAFF], True)
    asking = read("1. " + below.format(LOG, "The trust should note them.", STAFF))
    assert (texts(asking), asking.whole) == ([LOG, STAFF], False)
    assert "The trust should note them." in "".join(asking.lost)


def test_a_name_below_a_reason_is_not_taken_for_its_words() -> None:
    found = read(f"1. {LOG}\nReason: Two calls were lost.\n\nFenwick Borough Council\n\n2. {STAFF}\n3. {LOG}\n")
    assert texts(found) == [LOG, STAFF, LOG]
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["", *["Fenwick Borough Council"] * 2]


@pytest.mark.parametrize(
    "line",
    [
        "{text} Lead: Wold Police. Timescale: 3 months.",
        "{text} Timescale: 3 months. Lead: Wold Police",
        "{text} Lead: Wold Police | Timescale: 3 months | RAG: Green",
        "{text}\nLead: Wold Police. Timescale: 3 months.",
        "{text}\nOwner: Wold Police\nDate: May 2021",
    ],
)
def test_an_addressee_and_a_date_behind_a_text_are_told_apart(line: str) -> None:
    found = read(f"1. {line.format(text=LOG)}\n2. {line.format(text=STAFF)}\n")
    assert texts(found) == [LOG, STAFF]
    assert [cell.rstrip(".") for cell in cells(found)] == ["Wold Police", "Wold Police"]
    assert found.whole


def test_a_sentence_behind_a_date_stays_in_the_text() -> None:
    said = f"{LOG} Date: May 2021. Callers are rung back."
    assert texts(read(f"1. {said}\n2. {STAFF}\n")) == [said, STAFF]


def test_what_asks_somebody_to_act_is_kept_under_the_label_of_a_plan() -> None:
    found = read(f"1. {LOG}\nOutcome: Callers should be rung back.\n2. {STAFF}\n")
    assert texts(found) == [f"{LOG}\nOutcome: Callers should be rung back.", STAFF]


@pytest.mark.parametrize(
    ("lesson", "recommendation", "name"),
    [
        ("Learning point {}\n{}\n\n", "Recommendation {}\n{}\n\n", "p.txt"),
        ("Lesson Two – {1}\n\n", "Recommendation {}: {}\n\n", "p.txt"),
        ("Lesson {}: {}\n\n", "Recommendation {}: {}\n\n", "p.txt"),
        ("Key finding\n\n{1}\n\n", "{}. {}\n\n", "p.txt"),
        ("Learning point\n\n{1}\n\n", "{}. {}\n\n", "p.txt"),
        ("### Finding {}\n\n{}\n\n", "### Recommendation {}\n\n{}\n\n", "p.md"),
        ("**Lesson {}:** {}\n\n", "**Recommendation {}:** {}\n\n", "p.md"),
        ("<h3>Good practice</h3><p>{1}</p>", "<h3>Recommendation {}</h3><p>{}</p>", "p.html"),
        ("<p><b>Lesson {}</b></p><p>{}</p>", "<p><b>Recommendation {}</b></p><p>{}</p>", "p.html"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_learning_point_between_recommendations_is_none_and_part_of_none(
    lesson: str, recommendation: str, name: str, *, above: bool
) -> None:
    said = [lesson.format(1, "Two calls were lost."), lesson.format(2, "Tenants had told it.")]
    asked = [recommendation.format(1, LOG), recommendation.format(2, STAFF)]
    pairs = zip(said, asked, strict=True) if above else zip(asked, said, strict=True)
    found = read("".join(part for pair in pairs for part in pair), name)
    assert texts(found) == [LOG, STAFF]
    assert found.whole


@pytest.mark.parametrize("said", ["The trust should ask.", "Share this page with all wards."])
def test_learning_that_asks_somebody_to_act_is_told_as_left_out(said: str) -> None:
    found = read(f"1. {LOG}\n\nLearning point: {said}\n\n2. {STAFF}\n")
    assert texts(found) == [LOG, STAFF]
    assert said in "".join(found.lost)


@pytest.mark.parametrize("reason", ["Rationale: Two calls were lost.", "Rationale\n\nTwo calls were lost."])
@pytest.mark.parametrize("text", [LOG, "Log each call.", "A log of each call."])
def test_a_reason_above_the_text_of_a_number_leaves_the_text(reason: str, text: str) -> None:
    found = read(f"Recommendation 1\n\n{reason}\n\n{text}\n\nRecommendation 2\n\n{reason}\n\n{STAFF}\n")
    assert texts(found) == [text, STAFF]
    assert found.whole


def test_a_counted_learning_point_is_none_where_the_numbers_of_recommendations_start_again() -> None:
    found = read(
        f"1. {LOG}\n\nLesson 1: Two calls were lost.\n\nFenwick Trust:\n\n1. {STAFF}\n\nLesson 2: Nobody asked.\n"
    )
    assert texts(found) == [LOG, STAFF]


@pytest.mark.parametrize("theme", ["Good practice", "Evidence", "Findings"])
def test_a_heading_directly_over_a_recommendation_is_its_theme(theme: str) -> None:
    found = read(f"### {theme}\n\n1. {LOG}\n\n### Training\n\n2. {STAFF}\n", "p.md")
    assert [(r.get("title"), r["text"]) for r in found.data["recommendations"]] == [(theme, LOG), ("Training", STAFF)]


@pytest.mark.parametrize(
    "label", ["Reason for recommendation", "Rationale for the recommendation", "Reasons for this recommendation"]
)
def test_a_reason_is_one_that_says_of_what_it_is(label: str) -> None:
    found = read(f"1. {LOG}\n{label}: two calls were lost.\n\n2. {STAFF}\n{label}: nobody had asked.\n")
    assert texts(found) == [LOG, STAFF]
    assert found.whole
