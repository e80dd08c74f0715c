"""Sentences among and around recommendations that tell something and ask for nothing."""

from __future__ import annotations

from html import escape

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\nRecommendations\n\n"
ASKED = [
    "The force should log each call from a neighbour.",
    "The council should train its housing staff.",
    "Each surgery should ask about safety at home.",
]


def read(page: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source(page.encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


def as_page(form: str, paragraphs: list[str]) -> Imported:
    """The paragraphs under the heading, in a format."""
    if form == "html":
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
        return read(head + "".join(f"<p>{escape(said)}</p>" for said in paragraphs), "p.html")
    head = HEAD.replace("Domestic", "# Domestic").replace("\nRecomm", "\n## Recomm") if form == "md" else HEAD
    return read(head + "\n\n".join(paragraphs) + "\n", f"p.{form}")


FORMS = ["txt", "md", "html"]
FIRST = [
    "The reviewers drew up what follows, and each of the bodies named has agreed to it.",
    "The panel has grouped these under the names of those who will act on them.",
    "The panel found that nobody had the whole story.",
    "The panel made the recommendations below, which the council has accepted.",
]
LAST = [
    "The authors wish to place on record how much his sister helped.",
    "The panel was grateful to the two neighbours who wrote to it.",
    "The report was sent to the coroner in June.",
    "We are sorry for what her family has gone through.",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("counted", [True, False])
def test_what_tells_above_the_first_recommendation_is_none(form: str, first: str, counted: bool) -> None:
    said = [first, *ASKED]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)] if counted else said)
    assert texts(found) == ASKED
    assert found.warnings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("counted", [True, False])
def test_what_tells_below_the_last_recommendation_is_none(form: str, last: str, counted: bool) -> None:
    said = [*ASKED, last]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)] if counted else said)
    assert texts(found) == ASKED
    assert found.lost == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "between",
    [
        "The panel heard that the night shelter has shut its doors.",
        "The helpline was closed in 2018 and nothing is asked of it.",
        "The trust has replaced its form since then.",
    ],
)
def test_what_tells_between_them_is_left_out_and_told(form: str, between: str) -> None:
    said = [ASKED[0], between, *ASKED[1:]]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)])
    assert texts(found) == ASKED
    assert any(between[:30] in told for told in found.lost)


def test_numbered_notes_below_a_list_are_no_recommendations() -> None:
    items = "".join(f"<li>{text}</li>" for text in ASKED)
    notes = "<ol><li>Nadia is not her name.</li><li>The law was changed in 2021.</li></ol>"
    head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
    assert texts(read(f"{head}<ul>{items}</ul><h2>Notes for the press</h2>{notes}", "p.html")) == ASKED


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "kept",
    [
        "Better locks for those who were moved.",
        "A protocol agreed with the courts and read by the bench.",
        "Each ward has a named nurse for safety at home.",
        "The policy is reviewed every year.",
        "Make sure staff are told who has left.",
        "A single form that was tried in the north is brought in.",
        "The panel asked that the trust look at its rota again.",
        "That the flag is taken off only by a sergeant.",
        "The trust has to tell the school.",
        "Training on coercion, which was put off in 2020.",
        "The partnership will pay for two workers.",
        "The force takes the views of children at each call.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_may_be_asked_for_stays_in_the_list(form: str, kept: str, place: int) -> None:
    said = [*ASKED[:place], kept, *ASKED[place:]]
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate(said, 1)])
    assert texts(found) == said
    assert found.warnings == ()


def test_a_list_that_is_told_rather_than_asked_is_whole() -> None:
    said = ["The panel found that the ward was full.", "The council has bought locks.", ASKED[0]]
    found = as_page("txt", [f"Recommendation {i}\n{text}" for i, text in enumerate(said, 1)])
    assert texts(found) == said


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", [True, False])
def test_what_will_be_done_beside_counted_recommendations_is_none(form: str, first: bool) -> None:
    will = "The Wold Safer Board will look at these each spring."
    said = [line for i, text in enumerate(ASKED, 1) for line in (f"Recommendation {i}", text)]
    found = as_page(form, [will, *said] if first else [*said, "Next steps", will])
    assert texts(found) == ASKED
    assert found.lost == ()


def test_what_will_be_done_is_kept_where_others_say_so_too() -> None:
    will = ["The council will fund two workers.", "The force will name a lead."]
    found = as_page("txt", [f"6.{i} {text}" for i, text in enumerate([*will, *ASKED], 1)])
    assert texts(found) == [*will, *ASKED]


TASKS = [
    ("Fen Police", "to log each call by the next morning"),
    ("Wold Council", "to train its housing staff"),
    ("Moor Hospital Trust", "to look at how the ward asks about home"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lead", ["The panel has asked:", "The review asks that:", "We propose the following:"])
@pytest.mark.parametrize("dash", [" – ", ": "])
def test_a_lead_in_with_another_verb_heads_the_tasks_of_bodies(form: str, lead: str, dash: str) -> None:
    items = [f"{name}{dash}{task}" for name, task in TASKS]
    if form == "html":
        head = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
        found = read(f"{head}<p>{lead}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>", "p.html")
    else:
        found = read(HEAD + lead + "\n\n" + "\n".join(f"- {item}" for item in items) + "\n", f"p.{form}")
    rows = [(r["addressed_to"], r["text"]) for r in found.data["recommendations"]]
    assert rows == TASKS
    assert found.warnings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "heading", ["What must be done?", "What needs to change now", "Part 3 - What we ask of others", "What we propose"]
)
def test_a_heading_may_ask_what_is_to_change(form: str, heading: str) -> None:
    parts = ["Domestic Homicide Review 4", heading, *(f"{i}. {text}" for i, text in enumerate(ASKED, 1))]
    if form == "html":
        page = f"<h1>{parts[0]}</h1><h2>{heading}</h2>" + "".join(f"<p>{part}</p>" for part in parts[2:])
    else:
        mark = "## " if form == "md" else ""
        page = "\n\n".join([parts[0], mark + heading, *parts[2:]])
    assert texts(read(page, f"p.{form}")) == ASKED


def test_a_counted_heading_over_what_only_tells_is_a_recommendation() -> None:
    page = HEAD.replace("Recomm", "## Recomm") + "".join(
        f"### Recommendation {i}\n\n{text}\n\n" for i, text in enumerate(["The ward has bought locks.", *ASKED], 1)
    )
    assert texts(read(page, "p.md")) == ["The ward has bought locks.", *ASKED]


POINTING = [
    "Those that follow were put to each body named, and it agreed.",
    "What follows has been seen by the heads of all three bodies.",
    "The proposals below have been read by the heads of all three bodies.",
]
BECOMING = [
    "The partnership will meet in the spring to hear how far they are.",
    "Each body reports to the board twice a year.",
    "Every member answers to the board each spring.",
    "The recommendations have been sent to each body with a request for an answer. Replies will be put on this page.",
    "All three have been accepted. A first report is due in June.",
    "Contact: the clerk to the board.",
    "Enquiries: clerk@example.org",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("first", POINTING)
def test_what_points_at_the_list_is_none_of_it(form: str, first: str) -> None:
    found = as_page(form, [f"6.{i} {text}" for i, text in enumerate([first, *ASKED], 1)])
    assert texts(found) == ASKED
    assert found.warnings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("last", BECOMING)
@pytest.mark.parametrize("named", [True, False])
def test_what_becomes_of_a_list_is_none_of_it(form: str, last: str, named: bool) -> None:
    asked = ["Wold Council: train all staff.", "Wold Police: log each call.", "Wold Trust: ask."] if named else ASKED
    found = as_page(form, [*(f"{i}. {text}" for i, text in enumerate(asked, 1)), last])
    assert len(texts(found)) == len(asked)
    assert found.warnings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "last",
    ["The trust will train its nurses.", "The board will review its form.", "The partnership will publish a form."],
)
def test_below_a_list_what_a_body_is_to_do_is_told(form: str, last: str) -> None:
    found = as_page(form, [*(f"{i}. {text}" for i, text in enumerate(ASKED, 1)), last])
    assert found.warnings or len(texts(found)) == len(ASKED) + 1


@pytest.mark.parametrize("form", FORMS)
def test_what_is_counted_is_one_even_if_it_says_who_reports(form: str) -> None:
    asked = [*ASKED, "Each body reports to the board twice a year."]
    assert texts(as_page(form, [f"{i}. {text}" for i, text in enumerate(asked, 1)])) == asked
