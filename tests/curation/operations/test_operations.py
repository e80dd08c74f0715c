from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.curation.operations import decide, facts, fields, signoff, structure, waive
from dhrcurate.curation.operations.cells import left_of, open_in
from dhrcurate.domain.agency import Context
from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import apply, get, invert
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.storage.document import validated
from registers import matcher

OPENED = partial(open_in, names=matcher(), context=Context())
NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
RECORD: dict[str, Any] = {
    "format": 1,
    "id": "exampleton-2023-06",
    "review": {"title": "Exampleton review", "csp": "Exampleton"},
    "curation": {"state": "open"},
    "recommendations": [
        {
            "key": "r001", "number": "1", "text": "Training. Every officer is trained each year.",
            "addressed_to": "Police | MARAC", "agencies": [], "status": "pending",
        },
        {
            "key": "r002", "number": "2", "text": "Leaflets are printed.", "addressed_to": "Exampleton Council",
            "agencies": ["Exampleton Council"], "status": "accepted",
        },
        {"key": "r004", "text": "Records are kept.", "addressed_to": "", "agencies": [], "status": "pending"},
    ],
}  # fmt: skip


def after(proposal: Any) -> dict[str, Any]:
    """The record after a proposal, which must leave a valid record and be exactly reversible."""
    result = apply(RECORD, proposal.edits)
    assert validated(result)[0] is not None
    assert to_json(apply(result, invert(proposal.edits))) == to_json(RECORD)
    return result


def of(data: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = get(data, f"/recommendations/{key}")
    return found


def keys(data: dict[str, Any]) -> list[str]:
    return [r["key"] for r in data["recommendations"]]


def test_a_rejection_keeps_its_reason_as_the_note_and_only_there_so_that_redacting_it_takes_it_out() -> None:
    proposal = decide.reject(RECORD, "r001", "it is a heading")
    assert (of(after(proposal), "r001")["status"], of(after(proposal), "r001")["note"]) == (
        "rejected",
        "it is a heading",
    )
    assert proposal.note == ""


def test_a_decision_that_stands_already_changes_nothing() -> None:
    assert decide.accept(RECORD, "r002").edits == ()
    assert [e.new for e in decide.to_pending(RECORD, "r002").edits] == ["pending"]


def test_a_recommendation_that_is_gone_is_told() -> None:
    with pytest.raises(RefusedError, match="r009"):
        decide.accept(RECORD, "r009")


def test_fields_are_set_together_and_blank_ones_go_away() -> None:
    changed = after(fields.set_fields(RECORD, "r001", {"number": "  ", "text": "New", "agencies": ["A", " ", "A"]}))
    assert of(changed, "r001") == {
        "key": "r001", "text": "New", "addressed_to": "Police | MARAC", "agencies": ["A"], "status": "pending",
    }  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [("key", "r009"), ("status", "accepted"), ("text", None)])
def test_what_may_not_be_set_is_refused(field: str, value: object) -> None:
    with pytest.raises(RefusedError, match=field):
        fields.set_field(RECORD, "r001", field, value)


def test_a_suggestion_replaces_the_name_that_it_was_made_for() -> None:
    one = fields.take_suggestion(RECORD, "r002", "Exampleton Council", "Exampleton Borough Council", 0.97, 1)
    assert of(after(one), "r002")["agencies"] == ["Exampleton Borough Council"]
    assert one.because == {"suggestion": {"score": 0.97, "rank": 1}}
    first = after(fields.take_suggestion(RECORD, "r001", "Police", "Exampleshire Police", 0.9, 2))
    assert of(first, "r001")["agencies"] == ["Exampleshire Police"]


def test_a_divided_recommendation_keeps_every_word_and_gets_a_key_never_used() -> None:
    text = of(RECORD, "r001")["text"]
    changed = after(structure.split_text(RECORD, "r001", text.index("Every"), used={"r005"}))
    assert keys(changed) == ["r001", "r006", "r002", "r004"]
    assert f"{of(changed, 'r001')['text']} {of(changed, 'r006')['text']}" == text
    assert of(changed, "r006")["addressed_to"] == "Police | MARAC"
    assert "number" not in of(changed, "r006")


@pytest.mark.parametrize(
    ("own", "second", "number", "text"),
    [
        ("10", "11. The ward prints it.", "11", "The ward prints it."),
        ("10.", "11. The ward prints it.", "11.", "The ward prints it."),
        ("10", "12) The ward prints it.", "12", "The ward prints it."),
        ("R3", "R4 The ward prints it.", "R4", "The ward prints it."),
        ("4.1", "4.2 The ward prints it.", "4.2", "The ward prints it."),
        ("Recommendation 6", "Recommendation 7: The ward prints it.", "Recommendation 7", "The ward prints it."),
    ],
)
def test_a_printed_number_at_the_cut_becomes_the_number_of_the_second(
    own: str, second: str, number: str, text: str
) -> None:
    for first in ("The force keeps it.", f"{own} The force keeps it."):
        made = of(divided_at(own, first, second), "r004")
        assert (made["number"], made["text"]) == (number, text)


@pytest.mark.parametrize(
    ("own", "first", "second"),
    [
        ("10", "The force keeps it.", "30 officers are trained."),
        ("10", "The force keeps it.", "30 April is the date."),
        ("10", "The force keeps it.", "10. The ward prints it."),
        ("10", "The force keeps it.", "9. The ward prints it."),
        ("1", "The force keeps: 1. Names.", "2. Dates."),
        ("4.1", "The force keeps it.", "2. The ward prints it."),
        ("R1", "The force keeps it.", "2. The ward prints it."),
        ("", "The force keeps it.", "2. The ward prints it."),
        ("98", "The force keeps it.", "99. The ward prints it."),
    ],
)
def test_any_other_number_at_the_cut_stays_in_the_text(own: str, first: str, second: str) -> None:
    made = of(divided_at(own, first, second), "r004")
    assert ("number" in made, made["text"]) == (False, second)


def divided_at(own: str, first: str, second: str) -> dict[str, Any]:
    """A record of which one recommendation was divided; another one has the number 99."""
    row = {"addressed_to": "", "agencies": [], "status": "pending"}
    numbered = {"number": own} if own else {}
    rows = [{"key": "r001", **numbered, "text": f"{first} {second}", **row}]
    data = RECORD | {"recommendations": [*rows, {"key": "r003", "number": "99", "text": "Kept.", **row}]}
    return apply(data, structure.split_text(data, "r001", len(first) + 1).edits)


@given(st.integers(-3, 60))
def test_dividing_anywhere_loses_no_character_but_blanks(offset: int) -> None:
    text = of(RECORD, "r001")["text"]
    try:
        changed = after(structure.split_text(RECORD, "r001", offset))
    except RefusedError:
        return
    parts = [r["text"] for r in changed["recommendations"][:2]]
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_where_a_name_that_is_decided_is_joined_to_an_open_one_the_open_one_stays_open() -> None:
    rows = [
        {"key": "r001", "text": "One.", "addressed_to": "MARAC", "agencies": [], "status": "pending"},
        {"key": "r002", "text": "Two.", "addressed_to": "GP practices", "agencies": ["Oak House"], "status": "pending"},
    ]
    for here in (rows, [{**row, "key": key} for row, key in zip(reversed(rows), ("r001", "r002"), strict=True)]):
        data = {**RECORD, "recommendations": here}
        joined = of(apply(data, structure.join_next(data, "r001", OPENED).edits), "r001")
        assert joined["agencies"] == ["Oak House"]
        assert left_of(joined["addressed_to"], joined["agencies"], matcher(), Context()) == ["MARAC"]


@pytest.mark.parametrize(
    ("first", "second", "cell", "agencies", "still_open"),
    [
        (("Ash Hub | MARAC", ["Kent"]), ("Elm Hub", ["Oak"]), "Elm Hub | Ash Hub | MARAC", ["Oak", "Kent"], ["MARAC"]),
        (("MARAC; Elm Hub", []), ("Elm Hub", ["Oak"]), "MARAC; Elm Hub", [], ["MARAC", "Elm Hub"]),
        (("MARAC", []), ("", ["Oak"]), "MARAC", [], ["MARAC"]),
        (("MARAC", ["Oak"]), ("Elm Hub", ["Kent"]), "MARAC | Elm Hub", ["Oak", "Kent"], []),
    ],
)  # fmt: skip
def test_no_name_that_is_open_counts_as_decided_in_a_joined_cell(
    first: tuple[str, list[str]], second: tuple[str, list[str]], cell: str, agencies: list[str], still_open: list[str]
) -> None:
    rows = [
        {"key": f"r00{at}", "text": f"{at}.", "addressed_to": written, "agencies": means, "status": "pending"}
        for at, (written, means) in enumerate((first, second), 1)
    ]
    data = {**RECORD, "recommendations": rows}
    joined = of(apply(data, structure.join_next(data, "r001", OPENED).edits), "r001")
    assert (joined["addressed_to"], joined["agencies"]) == (cell, agencies)
    assert OPENED(joined["addressed_to"], joined["agencies"]) == still_open


def test_joined_recommendations_gather_text_cell_and_agencies() -> None:
    changed = after(structure.join_next(RECORD, "r001"))
    assert keys(changed) == ["r001", "r004"]
    joined = of(changed, "r001")
    assert joined["text"] == "Training. Every officer is trained each year.\nLeaflets are printed."
    assert joined["addressed_to"] == "Police | MARAC | Exampleton Council"
    assert joined["agencies"] == ["Exampleton Council"]
    with pytest.raises(RefusedError, match="no recommendation after"):
        structure.join_next(RECORD, "r004")


def test_recommendations_are_added_removed_and_moved() -> None:
    for proposal, operation, taken, made in (
        (structure.add(RECORD, "r001"), "add", [], ["r005"]),
        (structure.remove(RECORD, "r001", "not one"), "remove", ["r001"], []),
        (structure.move(RECORD, "r004", -2), "move", ["r004"], ["r004"]),
        (structure.join_next(RECORD, "r001"), "join", ["r001", "r002"], ["r001"]),
        (structure.split_text(RECORD, "r001", 20), "divide", ["r001"], ["r001", "r005"]),
    ):
        assert proposal.because == {"operation": operation, "from": taken, "to": made}
    assert keys(after(structure.add(RECORD, "r001"))) == ["r001", "r005", "r002", "r004"]
    assert keys(after(structure.remove(RECORD, "r001"))) == ["r002", "r004"]
    assert keys(after(structure.move(RECORD, "r004", -2))) == ["r004", "r001", "r002"]
    with pytest.raises(RefusedError, match="further"):
        structure.move(RECORD, "r004", 1)


def test_a_heading_is_lifted_with_its_full_stop() -> None:
    lifted = structure.lift_title(RECORD, "r001")
    assert lifted.because == {"operation": "lift", "from": ["r001"], "to": ["r001"]}
    changed = of(after(lifted), "r001")
    assert (changed["title"], changed["text"]) == ("Training.", "Every officer is trained each year.")
    with pytest.raises(RefusedError, match="no heading"):
        structure.lift_title(RECORD, "r004")


@pytest.mark.parametrize(
    "text",
    [
        "To raise the profile of the rota in both courses. (The Panel thinks that one course is not enough.)",
        "That the force takes steps to: write down each call; read it out.",
        "Staff should be trained. The course should be held each year.",
        "Ensure that each call is graded. Call back within the hour.",
        "Northfield Hub to continue to hold the course for new staff - and to report on it.",
        "The board is asked to: name a lead; print a card.",
        "Open days, e.g. in spring, should be held. Each needs a lead.",
        "The board is to name a lead.\nThe lead reports each month.",
    ],
)
def test_a_sentence_that_asks_for_something_is_no_heading(text: str) -> None:
    asking = {
        "recommendations": [{"key": "r001", "text": text, "addressed_to": "", "agencies": [], "status": "pending"}]
    }
    with pytest.raises(RefusedError, match="asks for something"):
        structure.lift_title(asking, "r001")


@pytest.mark.parametrize(
    "heading",
    [
        "Training:", "Passing on what is known of risk to schools.", "Duty to refer.", "Support for carers -",
        "Review of the rota\n", "Failure to share what was known.", "What a suicide does to friends:",
        "Access to housing.", "The use of force.",
    ],
)  # fmt: skip
def test_a_heading_of_any_words_is_lifted(heading: str) -> None:
    text = heading + ("" if heading.endswith("\n") else " ") + "Staff should be trained."
    headed = {"recommendations": [{"key": "r001", "text": text, "addressed_to": ""}]}
    assert structure.lift_title(headed, "r001").edits[0].new == heading.strip()


FINDING = Finding(
    "DHR205", "collective-addressee", Severity.WARNING, "x", "/recommendations/r001/addressed_to", key="r001"
)


def test_a_waiver_keeps_what_was_seen_and_replaces_its_like() -> None:
    proposal = waive.waive(RECORD, FINDING, " as printed ", "A. Curator", NOW)
    waivers = of(after(proposal), "r001")["waivers"]
    assert [(w["rule"], w["reason"], w["by"], w["at"]) for w in waivers] == [
        ("DHR205", "as printed", "A. Curator", NOW)
    ]
    assert waivers[0]["seen"].startswith("sha256:")
    again = waive.waive(after(proposal), FINDING, "still so", "A. Curator", NOW)
    assert [w["reason"] for w in of(apply(after(proposal), again.edits), "r001")["waivers"]] == ["still so"]
    with pytest.raises(RefusedError, match="reason"):
        waive.waive(RECORD, FINDING, "  ", "A. Curator")


def test_signing_off_and_reopening_leave_the_record_as_it_was() -> None:
    signed = after(signoff.sign_off(RECORD, "A. Curator", NOW))
    assert signed["curation"] == {"state": "signed-off", "by": "A. Curator", "at": NOW}
    assert apply(signed, signoff.reopen(signed).edits) == RECORD


def test_facts_of_a_review_are_set_as_one_change_and_what_is_unknown_is_absent() -> None:
    proposal = facts.set_facts(RECORD, {"title": "Review of 2023", "year_of_death": 2019, "url": "https://x.uk/1"})
    result = after(proposal)
    assert result["review"] == {"title": "Review of 2023", "csp": "Exampleton", "year_of_death": 2019}
    assert result["source"] == {"url": "https://x.uk/1"}
    assert facts.set_facts(RECORD, {"title": "Exampleton review", "summary": None}).edits == ()


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("title", "  ", ""),
        ("published", " 2015-06 ", "2015-06"),
        ("report_date", "", None),
        ("year_of_death", "2012", 2012),
        ("stated_count", " ", None),
        ("summary", " Two\nlines ", " Two\nlines "),
    ],
)
def test_a_fact_is_read_as_it_is_written(name: str, written: str, value: object) -> None:
    assert facts.fact(name, written) == value


@pytest.mark.parametrize(
    ("name", "written"),
    [("published", "June 2015"), ("report_date", "2015-13"), ("year_of_death", "about 2012"), ("stated_count", "-1")],
)
def test_a_fact_that_is_no_date_or_number_is_refused(name: str, written: str) -> None:
    with pytest.raises(RefusedError, match=written):
        facts.fact(name, written)


def test_only_what_a_curator_may_set_is_set() -> None:
    with pytest.raises(RefusedError, match="sha256 cannot be set"):
        facts.set_facts(RECORD, {"sha256": "0"})
    with pytest.raises(RefusedError, match="csp cannot be removed"):
        facts.set_facts(RECORD, {"csp": None})


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("accepted", "accepted", "accepted"),
        ("accepted", "pending", "pending"),
        ("pending", "rejected", "pending"),
        ("accepted", "queried", "pending"),
    ],
)
def test_a_decision_about_one_of_two_that_are_joined_is_none_about_both(one: str, other: str, whole: str) -> None:
    first, second, _ = RECORD["recommendations"]
    decided = [first | {"status": one, "note": "ask the board"}, second | {"status": other, "note": "ask the trust"}]
    here = RECORD | {"recommendations": decided}
    (joined,) = apply(here, structure.join_next(here, "r001").edits)["recommendations"]
    assert (joined["status"], joined["note"]) == (whole, "ask the board\nask the trust")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Police | Council", "Police", "Police | Council"),
        ("Police", "police | Council", "Police | Council"),
        ("Police, Council", "Council", "Police, Council"),
        ("Police", "Police; Council", "Police; Council"),
        ("Police | Trust", "Council | Police", "Police | Trust | Council"),
        ("Health and Care", "Care", "Health and Care | Care"),
        (" Police ", "Police", " Police "),
        ("", "Police", "Police"),
        ("", "", ""),
    ],
)
def test_a_joined_cell_names_each_body_once(first: str, second: str, whole: str) -> None:
    one, other, _ = RECORD["recommendations"]
    cells = [one | {"addressed_to": first}, other | {"addressed_to": second, "agencies": []}]
    here = RECORD | {"recommendations": cells}
    (joined,) = apply(here, structure.join_next(here, "r001").edits)["recommendations"]
    assert joined["addressed_to"] == whole
