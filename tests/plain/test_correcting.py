from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.review.history_text import said
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from plain_help import converse
from tui_help import on_disk, write_record


def test_a_field_gets_the_value_that_is_typed(library: Path) -> None:
    talk = converse(
        library, "e number R1a", "e title", "Staff training", "edit addressed to All agencies", "e agencies",
        "All agencies | Exampleshire Police", "c Seen with B.", "quit",
    )  # fmt: skip
    stored = on_disk(library)["r001"]
    assert stored["number"] == "R1a"
    assert stored["title"] == "Staff training"
    assert stored["addressed_to"] == "All agencies"
    assert stored["agencies"] == ["All agencies", "Exampleshire Police"]
    assert stored["note"] == "Seen with B."
    assert "Changed the number of R1 to “R1a”. Saved." in talk.lines
    assert "The title now: “Training”." in talk.lines


def test_at_the_record_itself_a_fact_of_the_review_gets_the_value_that_is_typed(library: Path) -> None:
    talk = converse(
        library, "first", "e year of death 2018", "e report date", "2022", "e csp -", "e published", "next June", "quit"
    )  # fmt: skip
    review = tomllib.loads((library / "exampleton-2023-06.toml").read_text(encoding="utf-8"))["review"]
    assert review == {
        "title": "Exampleton review", "csp": "", "published": "2023-06", "report_date": "2022", "year_of_death": 2018,
    }  # fmt: skip
    assert "“next June” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD. Left as it was." in talk.lines
    assert "The published now: “2023-06”." in talk.lines


def test_a_long_value_goes_on_behind_a_backslash(library: Path) -> None:
    converse(library, "e text", "The first line,\\", "and the second.", "quit")
    assert on_disk(library)["r001"]["text"] == "The first line,\nand the second."


def test_a_hyphen_empties_what_may_be_empty_and_an_empty_line_leaves_it(library: Path) -> None:
    talk = converse(library, "e title -", "e text", "", "quit")
    assert "title" not in on_disk(library)["r001"]
    assert "Left as it was." in talk.lines


def test_words_are_replaced_without_typing_all_of_the_text(library: Path) -> None:
    talk = converse(library, "replace text", "each agency", "every agency", "replace", "not there", "quit")
    assert "should ask every agency how" in on_disk(library)["r001"]["text"]
    assert "They are not in it. Left as it was." in talk.lines


def test_an_unknown_field_is_told_with_those_there_are(library: Path) -> None:
    talk = converse(library, "e status accepted", "quit")
    assert (
        "There is no field status accepted; they are number, title, text, addressed to, agencies, note." in talk.lines
    )
    assert on_disk(library)["r001"]["status"] == "pending"


def test_a_safe_fix_is_made_at_once(library: Path) -> None:
    talk = converse(library, "go 2", "f 1", "f 99", "quit")
    assert "DHR202 several-agencies. f 1 makes its fix: split into 2 agencies." in talk.text
    assert "Made the fix for DHR202: split into 2 agencies. Saved." in talk.lines
    assert "Gone:" not in talk.text, "it is what was asked for"
    assert "There is no finding 99 here." in talk.lines
    assert on_disk(library)["r002"]["agencies"] == ["Exampleshire Police", "Exampleton Borough Council"]


def test_an_unsafe_fix_is_made_after_a_look(tmp_path: Path) -> None:
    root = tmp_path / "r"
    text = "Staff should be trained to ask about abuse.3"
    write_record(root, "footnote-2020", [
        {"key": "r001", "number": "2", "text": text, "addressed_to": "Exampleshire Police",
         "agencies": ["Exampleshire Police"]},
    ])  # fmt: skip
    refused = converse(root, "f", "no", "quit")
    assert "f 1 makes its fix, after a look: take the footnote's number out." in refused.text
    assert f"Text of number 2: from “{text}” to “{text[:-1]}”." in refused.lines
    assert on_disk(root, "footnote-2020")["r001"]["text"] == text
    made = converse(root, "f", "yes", "quit")
    assert "Made the fix for DHR312: take the footnote's number out. Saved." in made.lines
    assert on_disk(root, "footnote-2020")["r001"]["text"] == text[:-1]


def test_a_finding_is_waived_with_a_reason_and_no_longer_counts(library: Path) -> None:
    talk = converse(library, "go 10", "w 1 The review names nobody.", "again", "quit")
    assert "Waived DHR201 missing-addressee at R10. Saved." in talk.lines
    assert talk.lines[-1] == "Left at R10. All is saved."
    assert ", and 1 waived." in talk.text
    assert on_disk(library)["r003"]["waivers"][0]["reason"] == "The review names nobody."
    assert "There is no finding 99 here." in converse(library, "w 99 because", "quit").lines


def test_a_waiver_is_taken_back_in_a_later_session_as_a_change_of_its_own(library: Path) -> None:
    converse(library, "go 10", "w 1 The review names nobody.", "quit")
    talk = converse(library, "go 10", "unwaive", "again", "quit")
    told = "Took back the waiver of DHR201 missing-addressee at R10, “The review names nobody.”. Saved."
    assert told in talk.lines
    assert "DHR201 missing-addressee" in talk.text.split("Saved.")[-1]
    assert "waivers" not in on_disk(library)["r003"]
    event = read_events(trail_beside(library / "exampleton-2023-06.toml").read_bytes()).events[-1]
    assert (event.action, event.by) == ("edit", "A. Curator")
    assert [change.path for change in event.changes] == ["/recommendations/r003/waivers"]
    assert "No finding of R10 is waived." in converse(library, "go 10", "unwaive", "quit").lines


def test_a_waiver_of_an_earlier_session_is_undone(library: Path) -> None:
    converse(library, "go 10", "w 1 The review names nobody.", "quit")
    converse(library, "u", "quit")
    assert "waivers" not in on_disk(library)["r003"]
    converse(library, "redo", "quit")
    assert on_disk(library)["r003"]["waivers"][0]["reason"] == "The review names nobody."


def test_where_several_findings_are_waived_it_is_asked_which(tmp_path: Path) -> None:
    root = tmp_path / "r"
    text = "The force should share the the learning from this review with each of its officers."
    write_record(root, "twice-2020", [{"key": "r001", "number": "2", "text": text, "addressed_to": "", "agencies": []}])
    converse(root, "go 2", "w 1 first reason", "w 2 second reason", "quit")
    first, second = on_disk(root, "twice-2020")["r001"]["waivers"]
    asked = converse(root, "go 2", "unwaive", "2", "quit")
    told = [line for line in asked.lines if line.startswith(("1: ", "2: "))]
    assert [line.partition(" at number 2, ")[2] for line in told] == [
        f"“{one['reason']}”, {said(one['at'].isoformat()).partition(',')[0]}." for one in (first, second)
    ]
    assert not any("DHR" in line for line in told), "a rule is called by its name"
    assert on_disk(root, "twice-2020")["r001"]["waivers"] == [first]
    converse(root, "go 2", "w 1 second reason", "unwaive 7", "quit")
    assert len(on_disk(root, "twice-2020")["r001"]["waivers"]) == 2


def test_a_waiver_of_one_finding_about_two_is_told_and_taken_back_at_both(tmp_path: Path) -> None:
    root = tmp_path / "r"
    rows = [
        {"key": f"r00{at}", "number": f"{at}", "text": f"Oak Hub should keep {at} rotas.", "addressed_to": "Oak Hub",
         "agencies": ["Oak Hub"]} for at in (8, 9)
    ]  # fmt: skip
    write_record(root, "hub-2020", rows)
    talk = converse(root, "go 8", "w 1 known locally", "go 9", "quit")
    assert any(line.startswith("Waived DHR208 unknown-agency at number 8 and number 9.") for line in talk.lines)
    assert "1 waived" in talk.text.split("Waived DHR208")[-1]
    talk = converse(root, "go 9", "unwaive", "quit")
    assert "Took back the waiver of DHR208 unknown-agency at number 8, “known locally”." in talk.text
    assert "waivers" not in on_disk(root, "hub-2020")["r008"]


def test_of_a_waiver_that_was_made_at_several_each_is_taken_back_by_its_number(library: Path) -> None:
    recs = [
        {"key": f"r{n:03}", "number": f"R{n}", "text": f"Keep {n} rotas.", "addressed_to": "MARAC"} for n in (1, 2, 3)
    ]
    write_record(library, "wold-2020", recs)
    opened = ("open wold-2020", "go R2")
    talk = converse(library, *opened, "w all It is the meeting.", "yes", "W", "", "W", "1 3", "quit", typed=True)
    day = said(on_disk(library, "wold-2020")["r001"]["waivers"][0]["at"].astimezone().isoformat()).partition(",")[0]
    at = talk.lines.index(f"1: not-an-agency at R2, “It is the meeting.”, {day}.")
    assert talk.lines[at + 1 : at + 3] == ["2: not-an-agency at R1.", "3: not-an-agency at R3."]
    assert "Left as it was." in talk.text
    assert "Took back the waiver of DHR207 not-an-agency at R2 and R3, “It is the meeting.”. Saved." in talk.text
    assert [bool(rec.get("waivers")) for rec in on_disk(library, "wold-2020").values()] == [True, False, False]
    converse(library, "u", *opened, "W all", "quit")
    assert not any(rec.get("waivers") for rec in on_disk(library, "wold-2020").values())
    assert "There is no 4 to choose." in converse(library, "u", *opened, "W 1 4", "quit").text


def test_a_finding_is_explained(library: Path) -> None:
    talk = converse(library, "go 10", "why", "quit")
    assert "Why: " in talk.text
    assert "DHR201 missing-addressee, error: " in talk.text


def test_the_shape_of_the_record_is_mended_and_all_of_it_can_be_undone(library: Path) -> None:
    before = on_disk(library)
    talk = converse(
        library, "D how its staff", "go r001", "J", "go R2", "add", "remove", "yes", "go R1", "move down", "# R1b",
        "quit",
    )  # fmt: skip
    assert "Divided R1, which ends with “should ask each agency” now; " in talk.text
    assert "the second part is one that has no number yet. Saved." in talk.text
    assert "Joined R1 with the unnumbered r005. Saved." in talk.lines
    assert "This is the second part: # gives it another number, u takes the division back." in talk.lines
    assert "Added one that has no number yet, behind R2. Saved." in talk.lines
    assert "e text writes its text, e addressed to for whom it is, # its number; u takes it back." in talk.lines
    assert "Removed the unnumbered r006. Saved." in talk.lines
    assert "Changed the number of R1 to “R1b”. Saved." in talk.lines
    assert list(on_disk(library)) == ["r002", "r001", "r003", "r004"]
    converse(library, *["u"] * 6, "quit")
    assert on_disk(library) == before
    assert list(on_disk(library)) == ["r001", "r002", "r003", "r004"]


def test_one_is_added_with_the_words_that_are_typed(library: Path) -> None:
    talk = converse(library, "go R2", "add Agree a form, and use it.", "quit", typed=True)
    assert "Added one that has no number yet, behind R2. Saved." in talk.text
    assert "DHR301" not in talk.text
    assert on_disk(library)["r005"]["text"] == "Agree a form, and use it."


def test_two_that_differ_in_more_than_their_words_are_joined_only_after_it_was_said_what_becomes_of_that(
    tmp_path: Path,
) -> None:
    texts = {"r001": "Agree a form, and use it.", "r002": "Write down what was agreed."}
    recs: list[dict[str, object]] = [
        {"key": key, "number": key[-1], "text": text, "addressed_to": cell, "agencies": [cell], "status": "accepted"}
        for (key, text), cell in zip(texts.items(), ["Northwick Police", "Wold Hub"], strict=True)
    ]
    write_record(tmp_path, "wold-2020", recs)
    before = on_disk(tmp_path, "wold-2020")
    talk = converse(tmp_path, "go 1", "J", "no", "quit", typed=True)
    assert "Northwick Police | Wold Hub" in talk.text.split("Join number 1 with number 2?")[0]
    assert on_disk(tmp_path, "wold-2020") == before
    assert "Joined number 1 with number 2. Saved." in converse(tmp_path, "go 1", "J", "yes", "quit", typed=True).text
    assert on_disk(tmp_path, "wold-2020")["r001"]["agencies"] == ["Northwick Police", "Wold Hub"]


def test_a_join_with_one_that_has_a_waiver_is_made_and_told_once(tmp_path: Path) -> None:
    recs = [{"key": f"r{n:03}", "number": str(n), "text": "Agree a form.", "addressed_to": "Wold Hub"} for n in (1, 2)]
    write_record(tmp_path, "wold-2020", recs)
    talk = converse(tmp_path, "go 2", "w 1 It stands so.", "go 1", "w 1 It stands so.", "J", "quit")
    assert "Joined number 1 with number 2. Saved." in talk.lines
    assert "Not made" not in talk.text
    assert talk.lines[-1].endswith("All is saved.")
    assert list(on_disk(tmp_path, "wold-2020")) == ["r001"]


def test_what_was_saved_is_not_said_to_be_not_made_where_telling_of_it_fails(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> Iterator[str]:
        raise RefusedError("no words for it")

    monkeypatch.setattr("dhrcurate.plain.saving.new_findings", fails)
    talk = converse(library, "c Asked.", "quit", typed=True)
    assert "What was saved stands. Not all of it could be told: no words for it." in talk.lines
    assert "Not made" not in talk.text
    assert talk.lines[-1].endswith("All is saved.")
    assert on_disk(library)["r001"]["note"] == "Asked."


def test_a_place_to_divide_at_must_be_one(library: Path) -> None:
    talk = converse(library, "D coercive control nowhere", "quit")
    assert "Left as it was." in talk.text
    assert list(on_disk(library)) == ["r001", "r002", "r003", "r004"]


def test_where_the_second_one_likely_begins_is_said(tmp_path: Path) -> None:
    root = tmp_path / "r"
    text = "That the force takes steps to: write down each call; read it out; tell the victim of it."
    write_record(root, "parts-2020", [{"key": "r001", "number": "1", "text": text, "addressed_to": "Police"}])
    talk = converse(root, "divide", "read it out", "quit")
    assert (
        "With which words does the second one begin? Most likely with “read it out; tell”; an empty line leaves it:"
        in talk.text
    )
    assert on_disk(root, "parts-2020")["r002"]["text"] == "read it out; tell the victim of it."


def test_a_heading_is_lifted(tmp_path: Path) -> None:
    root = tmp_path / "r"
    write_record(root, "heading-2020", [
        {"key": "r001", "number": "1", "text": "Training: staff should be trained.", "addressed_to": "Police"},
    ])  # fmt: skip
    assert "Lifted the heading of number 1: “Training:”. Saved." in converse(root, "T", "quit").lines
    assert on_disk(root, "heading-2020")["r001"]["title"] == "Training:"
    assert "Left as it was: it has a title already." in converse(root, "T", "quit").lines


def test_a_text_that_is_a_heading_as_a_whole_is_said_to_be_one_with_what_to_do(tmp_path: Path) -> None:
    texts = ["Public confidence.", "Agree a form, and use it."]
    recs = [{"key": f"r00{n}", "number": str(n), "text": text, "addressed_to": ""} for n, text in enumerate(texts, 1)]
    write_record(tmp_path, "heading-2020", recs)
    talk = converse(tmp_path, "T", "go 2", "T", "go 1", "J", "T", "quit", typed=True)
    assert "The whole text is the heading: x rejects it; or J joins it" in talk.text
    assert "no heading was found at the start of the text: edit the title instead." in talk.text
    assert on_disk(tmp_path, "heading-2020")["r001"]["title"] == "Public confidence."
    assert "the words up to the first line end" in converse(tmp_path, "help T", "quit").text


@pytest.mark.parametrize("command", ["a", "x no", "replace text", "1", "s", "D x", "c note", "remove", "move up"])
def test_the_record_as_a_whole_takes_no_decision(library: Path, command: str) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    talk = converse(library, "go record", command, "quit")
    assert "This is the record as a whole; j goes to a recommendation." in talk.lines
    assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_what_a_change_brings_to_light_is_told_at_once(library: Path) -> None:
    talk = converse(library, "first", "e year of death 1012", "quit")
    at = talk.lines.index("Changed the review's year of death to 1012. Saved.")
    assert talk.lines[at + 1].startswith("New: DHR4")
    assert " error: " in talk.lines[at + 1]


def test_what_a_change_brings_to_light_elsewhere_is_told_with_its_place(library: Path) -> None:
    talk = converse(library, "e number R2", "quit")
    at = talk.lines.index("Changed the number of R1 to “R2”. Saved.")
    assert any(line.startswith("New: DHR1") for line in talk.lines[at + 1 : at + 4])
    assert not any(line.startswith("New:") for line in converse(library, "c A note.", "quit").lines)


def test_what_a_rule_found_anywhere_in_the_record_is_waived_with_one_reason_after_a_look(tmp_path: Path) -> None:
    rec = {"text": "Agree a form by May.", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [{**rec, "key": f"r00{n}", "number": f"R{n}"} for n in (1, 2, 3)])
    every = "all It is for all."
    talk = converse(tmp_path, "w same", f"w {every}", "no", f"w 1 {every}", "yes", "quit", typed=True)
    assert "No reason of a waiver was given yet that could be the same. Left as it was." in talk.text
    assert talk.lines.count("R1 to R3: the addressee is missing.") == 2
    assert "Waive DHR201 missing-addressee at 3 recommendations, “It is for all.”? " in talk.text
    assert "Waived DHR201 missing-addressee at 3 recommendations. Saved." in talk.text
    assert [rec["waivers"][0]["reason"] for rec in on_disk(tmp_path, "wold-2020").values()] == ["It is for all."] * 3
    converse(tmp_path, "u", "go R1", "w It is so.", "go R2", "w Same", "go R3", "w all are meant", "quit", typed=True)
    reasons = [rec["waivers"][0]["reason"] for rec in on_disk(tmp_path, "wold-2020").values()]
    assert reasons == ["It is so.", "It is so.", "all are meant"]


@pytest.mark.parametrize("typed", ["w all 1 It is so.", "w 1 all It is so."])
def test_the_number_of_a_finding_is_understood_on_either_side_of_all(tmp_path: Path, typed: str) -> None:
    rec = {"text": "Agree a form by May.", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [{**rec, "key": f"r00{n}", "number": f"R{n}"} for n in (1, 2)])
    talk = converse(tmp_path, "go R1", typed, "yes", "quit", typed=True)
    assert "Waive DHR201 missing-addressee at 2 recommendations, “It is so.”? " in talk.text
    assert [rec["waivers"][0]["reason"] for rec in on_disk(tmp_path, "wold-2020").values()] == ["It is so."] * 2


def test_a_reason_that_begins_with_the_number_of_another_finding_is_asked_about(tmp_path: Path) -> None:
    rec = {"key": "r001", "number": "R1", "text": "Agree a shared form\nby May", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [rec])
    talk = converse(tmp_path, "w 1 2 It is so.", "no", "w 1 2 It is so.", "yes", "w 2 As printed.", "quit", typed=True)
    assert talk.text.count("2 is a finding here, too. Is the reason “2 It is so.”? yes or no:") == 2
    assert "Left as it was." in talk.lines[talk.text[: talk.text.index("Left as")].count("\n")]
    reasons = [one["reason"] for one in on_disk(tmp_path, "wold-2020")["r001"]["waivers"]]
    assert reasons == ["2 It is so.", "As printed."]
    assert "No finding is left here." in talk.lines


def test_that_all_was_taken_for_a_word_of_the_reason_is_said(tmp_path: Path) -> None:
    rec = {"key": "r001", "number": "R1", "text": "Agree a form by May.", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [rec])
    talk = converse(tmp_path, "w all of it is meant", "quit")
    assert "The reason is “all of it is meant”, as DHR201 found nothing elsewhere." in talk.lines


def test_a_waiver_says_before_it_is_made_where_else_it_silences_the_finding(library: Path) -> None:
    recs = [
        {"key": f"r{n:03}", "number": str(n), "text": f"Agree form {n}.", "addressed_to": "Wold Hub"} for n in (1, 2, 3)
    ]
    write_record(library, "wold-2020", recs)
    lines = converse(library, "open wold-2020", "go 2", "quit").lines
    assert any(line.endswith(" w 1 waives it at numbers 1 and 3 too.") for line in lines)


def test_what_is_waived_with_another_is_told_in_one_sentence_with_its_place(tmp_path: Path) -> None:
    recs = [{"key": f"r{n:03}", "number": f"R{n}", "text": f"Agree form {n} by May.", "addressed_to": cell}
            for n, cell in enumerate(["Wold Hub", "Wold Hub", "Wold Hub", "Wold Hub", "Fell Hub"], 1)]  # fmt: skip
    write_record(tmp_path, "wold-2020", recs)
    talk = converse(tmp_path, "w all They are local names.", "yes", "quit", typed=True)
    assert "R1 to R4: Wold Hub is in no register (4 times)." in talk.lines
    assert "Waived DHR208 unknown-agency at 5 recommendations. Saved." in talk.text
    assert [key for key, rec in on_disk(tmp_path, "wold-2020").items() if "waivers" in rec] == ["r001", "r005"]
    converse(tmp_path, "u", "quit")
    talk = converse(tmp_path, "/ number:R2", "w all They are local names.", "quit", typed=True)
    assert "R2: one finding with that at R1; only R1 waives it." in talk.lines


def test_waiving_all_of_a_rule_keeps_to_the_filter_and_says_so(tmp_path: Path) -> None:
    rec = {"text": "Agree a form by May.", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [{**rec, "key": f"r00{n}", "number": f"R{n}"} for n in (1, 2, 3)])
    talk = converse(tmp_path, "/ number:1..2", "w 1 all It is so.", "yes", "quit", typed=True)
    assert "Waive DHR201 missing-addressee at 2 recommendations that fit the filter, “It is so.”? " in talk.text
    assert "Waived DHR201 missing-addressee at 2 recommendations that fit the filter. Saved." in talk.text
    assert next(rec for rec in on_disk(tmp_path, "wold-2020").values() if "waivers" not in rec)["number"] == "R3"


def test_the_numbers_of_findings_stay_until_their_place_is_left(tmp_path: Path) -> None:
    rec = {"key": "r001", "number": "R1", "text": "Agree a shared form\nby May", "addressed_to": ""}
    write_record(tmp_path, "wold-2020", [rec, {**rec, "key": "r002", "number": "R2", "text": "Agree a list by May."}])
    talk = converse(tmp_path, "w 1 One.", "w 1 Again.", "findings", "w 2 Two.", "go R2", "go R1", "quit", typed=True)
    assert "Finding 1 is waived already; 2" in talk.text
    assert "1 is waived." in talk.lines
    assert [one["reason"] for one in on_disk(tmp_path, "wold-2020")["r001"]["waivers"]][:1] == ["One."]
    assert talk.lines[::-1].index("1 is waived.") > talk.lines[::-1].index("R2, pending. 2 of 2.")


def test_what_a_division_brings_is_told_with_the_recommendation_that_it_is_at(library: Path) -> None:
    talk = converse(library, "D coercive control", "quit")
    new = [line for line in talk.lines if line.startswith("New: ")]
    assert new
    assert all(" at " in line.split(": ")[1] for line in new)


def test_both_halves_are_heard_before_a_text_is_divided(library: Path) -> None:
    talk = converse(library, "D coercive control", "no", "D coercive control", "yes", "quit", typed=True)
    asked = "Divide R1 so that it ends with “are trained to recognise”, before what was read? yes or no:"
    assert asked in talk.text
    assert talk.lines.count("  coercive control.") >= 1
    assert len(on_disk(library)) == 5
