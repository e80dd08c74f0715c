from __future__ import annotations

import re
from pathlib import Path

import pytest

from dhrcurate.review.user_state import UserState, UserStateFile
from plain_help import Talk, converse
from tui_help import library_of_shares, on_disk, write_record


def test_it_begins_at_the_first_undecided_one_and_resumes_where_it_was_left(library: Path) -> None:
    first = converse(library, "j", "quit")
    assert first.lines[0].startswith("2 records in ")
    assert "R1, pending. 1 of 4." in first.lines
    assert "R2, pending. 2 of 4." in converse(library, "quit").lines


def test_the_place_is_the_one_that_the_screen_keeps(library: Path) -> None:
    UserStateFile(library).keep(UserState("northwick-2021", "r001", theme="a-theme", toured=True))
    talk = converse(library, "j", "quit")
    assert "Number 1, accepted. 1 of 2." in talk.lines
    assert UserStateFile(library).read() == UserState("northwick-2021", "r002", theme="a-theme", toured=True)


def test_recommendations_are_read_in_natural_order(library: Path) -> None:
    talk = converse(library, "j", "j", "j", "j", "quit")
    said = [line.split(",")[0] for line in talk.lines if line.endswith("of 4.")]
    assert said == ["R1", "R2", "R3", "R10"]
    assert "This is the last one of the record." in talk.text


def test_going_to_a_number_a_key_and_the_record(library: Path) -> None:
    talk = converse(library, "go 10", "go r004", "go record", "go 77", "quit")
    said = [line for line in talk.lines if line.endswith("of 4.")]
    assert said[1:] == ["R10, pending. 4 of 4.", "R3, pending. 3 of 4."]
    assert "This is the record as a whole; its recommendations follow." in talk.text
    assert "No recommendation of this record bears the number 77." in talk.lines


def test_a_number_borne_twice_asks_for_the_key(tmp_path: Path) -> None:
    write_record(tmp_path / "r", "twice-2020", [
        {"key": "r001", "number": "1", "text": "First text of the two.", "addressed_to": "Police"},
        {"key": "r002", "number": "1", "text": "Second text of the two.", "addressed_to": "Police"},
    ])  # fmt: skip
    talk = converse(tmp_path / "r", "go 1", "go r002", "quit", typed=True)
    assert "2 recommendations bear the number 1: give one of the keys r001, r002." in talk.lines
    assert "  Second text of the two." in talk.lines


def test_next_finding_goes_through_findings_then_recommendations_then_records(library: Path) -> None:
    talk = converse(library, "go 10", *"nnnnnn", "quit")
    assert "Finding 1, error: " in talk.text
    assert "DHR201 missing-addressee." in talk.text
    assert "Record northwick-2021: Northwick review. This is the record as a whole;" in talk.text
    back = converse(library, "open 2", "go record", *"NNN", "quit")
    assert "R10, pending. 4 of 4." in back.lines


def test_records_are_listed_narrowed_and_opened(library: Path) -> None:
    talk = converse(
        library,
        "records",
        "records northwick",
        "open 2",
        "previous record",
        "]",
        "[",
        "[",
        "open nowhere",
        "quit",
        typed=True,
    )
    assert "1. Record exampleton-2023-06: Exampleton review. 0 of 4 decided." in talk.lines
    assert "2. Record northwick-2021: Northwick review. 1 of 2 decided." in talk.lines
    assert "1 record: open 2 opens it." in talk.lines
    assert "This is the first record." in talk.lines
    assert "There is no record nowhere; records lists them." in talk.lines


def test_the_filter_speaks_the_common_language_and_restricts_where_one_goes(library: Path) -> None:
    talk = converse(library, "/ rule:DHR201", "j", "/status:accepted", "next record", "/", "j", "quit", typed=True)
    assert "1 of the 4 recommendations of this record fit." in talk.lines
    assert "R10, pending. 1 of 1 that fit the filter." in talk.lines
    assert "0 of the 4 recommendations of this record fit." in talk.lines
    assert "Number 1, accepted. 1 of 1 that fit the filter." in talk.lines
    assert "The filter is gone; everything is listed again, here 2 recommendations." in talk.lines


def test_a_filter_that_cannot_be_understood_is_left_as_it_was(library: Path) -> None:
    talk = converse(library, "/ stauts:pending", "quit")
    assert "did you mean 'status'?" in talk.text
    assert "The filter was left as it was." in talk.text


def test_a_broken_record_is_told_and_passed_over(library: Path) -> None:
    (library / "broken-2020.toml").write_text('format = 1\nid = "broken-2020"\n[review\n')
    talk = converse(library, "open broken-2020", "a", "j", "S", "next record", "quit")
    assert "Record broken-2020 cannot be read, so it is not written either." in talk.lines
    assert "This record cannot be read, so it is not written either." in talk.lines
    assert "Record exampleton-2023-06" in talk.text
    assert (library / "broken-2020.toml").read_text().endswith("[review\n")


def test_a_record_that_is_opened_at_its_own_row_is_told_once(library: Path) -> None:
    path = library / "northwick-2021.toml"
    path.write_text(path.read_text().replace("year_of_death = 2019", "year_of_death = 1012"))
    talk = converse(library, "go 10", *"nnnnnn", "quit")
    assert sum(line.startswith("Record northwick-2021: ") for line in talk.lines) == 1


def test_under_a_filter_the_next_finding_is_one_of_what_fits(library: Path) -> None:
    path = library / "northwick-2021.toml"
    path.write_text(path.read_text().replace("year_of_death = 2019", "year_of_death = 1012"))
    write_record(library, "westbury-2020", [
        {"key": "r001", "number": "1", "text": "A shared form should be agreed by March.", "addressed_to": ""},
    ], title="Westbury review")  # fmt: skip
    talk = converse(library, "/ record:westbury-2020", "n", "N", "quit")
    assert "0 of the 4 recommendations of this record fit." in talk.lines
    assert "Record northwick-2021" not in talk.text
    assert "Number 1, pending. 1 of 1 that fit the filter." in talk.lines
    assert "There are no more findings this way in what fits the filter." in talk.lines


def test_that_no_finding_follows_in_what_fits_is_said_once(library: Path) -> None:
    lines = converse(library, "/ number:R1", "n", "n", "n", "quit", typed=True).lines
    told = [line for line in lines if line.startswith("There are no more findings")]
    assert set(told) == {"There are no more findings this way in what fits the filter."}


def test_a_queue_by_risk_goes_from_what_is_likeliest_wrong_to_the_rest(tmp_path: Path) -> None:
    root = library_of_shares(tmp_path / "queue")
    talk = converse(root, "a", "a", "a", "quit", queue="risk", typed=True)
    said = [line for line in talk.lines if line.startswith("Accepted")]
    assert [line.split(",")[0] for line in said] == ["Accepted number 2", "Accepted number 1", "Accepted number 2"]
    assert [r["status"] for r in on_disk(root, "b-2020").values()] == ["accepted", "accepted"]


def _said(talk: Talk) -> list[str]:
    """The recommendations that were read, in turn."""
    return [line.split(",")[0] for line in talk.lines if re.match(r"(R|Number )\d+, \w+\. ", line)]


def test_after_a_decision_that_leaves_the_filter_the_ones_beside_it_come_next(library: Path) -> None:
    setting = ("/ status:pending", "go R3", "c Kept.", "y Who?")
    assert _said(converse(library, *setting, "go R3", "k", "quit", typed=True))[-2:] == ["R3", "R2"]
    assert _said(converse(library, *setting, "go R3", "j", "quit", typed=True))[-2:] == ["R3", "R10"]


def test_a_filter_begins_at_the_first_that_fits_unless_this_fits(library: Path) -> None:
    talk = converse(library, "y Who?", "go R3", "x No.", "go R3", "/ status:pending", "quit", typed=True)
    assert "R2, pending. 1 of 2 that fit the filter." in talk.lines
    talk = converse(library, "go R10", "/ status:pending", "quit", typed=True)
    assert talk.lines[-4:-2] == ["2 of the 4 recommendations of this record fit.", "This is 2 of 2: R10."]


def test_at_the_end_of_what_fits_it_says_what_fits_elsewhere_in_the_record(library: Path) -> None:
    talk = converse(library, "/ status:pending", "go R10", "j", "quit", typed=True)
    assert "Nothing that fits the filter follows in this record; 3 before this one fit. " in talk.text
    assert "This is the last one of the record." not in talk.text
    talk = converse(library, "/ rule:DHR201", "w 1 It is for all.", "j", "quit", typed=True)
    assert "Nothing in this record fits the filter. ] opens the next record" in talk.text


def test_it_says_whether_what_is_left_under_a_filter_is_this_one(library: Path) -> None:
    talk = converse(library, "/ csp:exampleton R3", "next undecided", "a", "next undecided", "quit", typed=True)
    assert "This is the only one left to decide of what fits the filter." in talk.lines
    assert "Everything that fits the filter is decided." in talk.lines


def test_next_finding_goes_round_the_record_before_it_leaves_it_and_tells_what_is_left(library: Path) -> None:
    path = library / "exampleton-2023-06.toml"
    path.write_text(path.read_text().replace("The Partnership should ask", "The Partnership should should ask"))
    talk = converse(library, "/ -record:none", "go R10", *"nnnnnn", "quit", typed=True)
    at = talk.lines.index("Round again, from the beginning of the record:")
    assert "R1, pending. 1 of 4 that fit the filter." in talk.lines[at:]
    assert "There are no more findings this way in what fits the filter." in talk.lines[at:]
    talk = converse(library, "open 1", "first", *"nnnnnnnn", "quit", typed=True)
    at = talk.lines.index("7 findings are left in exampleton-2023-06. Another record:")
    assert "Round again, from the beginning of the record:" not in talk.lines[:at]


def test_a_finding_that_takes_the_place_of_one_waived_is_the_next(library: Path) -> None:
    talk = converse(library, "first", "w It is on paper.", "n", "quit", typed=True)
    assert "1 finding is left here, number 2; n reads it." in talk.lines
    assert "Finding 2 of 3, info: the summary is missing." in talk.text
    talk = converse(library, "go R10", "w It is for all.", "w As printed.", "w 2 As printed.", "quit", typed=True)
    assert "1 finding is left here" not in talk.text
    assert "There is no finding here." in talk.lines
    assert "There is no finding 2 here." in talk.lines


def test_an_undone_waiver_leads_to_what_it_was_about_and_that_is_read(library: Path) -> None:
    talk = converse(library, "go R10", "w It is for all.", "go R1", "u", "quit", typed=True)
    assert talk.lines[-1] == "Left at R10. All is saved."
    assert "Finding 1, error: the addressee is missing." in talk.text.split("Undone: ")[1]
    talk = converse(library, "first", "w On paper.", "go R1", "u", "quit", typed=True)
    assert talk.lines[-1] == "Left at the record. All is saved."
    assert "This is the record as a whole" in talk.text.split("Undone: ")[1]


def test_going_up_to_what_was_passed_over_and_to_the_record_itself_is_said_first(library: Path) -> None:
    talk = converse(library, "go R2", "a", "a", "a", "a", "n", "quit", typed=True)
    up = talk.lines.index("Nothing undecided follows; back up to what was passed over:")
    assert talk.lines[up + 2] == "R1, pending. 1 of 4."
    end = next(line for line in talk.lines if line.startswith("This is the record itself now"))
    assert "Finding 1 of " in talk.text.split(end)[1]


@pytest.mark.parametrize("called", ["north", "WICK", "northwick-2021", "Northwick REVIEW", "review"])
def test_a_record_is_opened_by_a_part_of_its_id_or_title_that_no_other_has(library: Path, called: str) -> None:
    talk = converse(library, f"open {called}", "quit")
    if called == "review":
        assert "2 records are called so; open and a number opens one." in talk.lines
        at = talk.lines.index("1. exampleton-2023-06: Exampleton review")
        assert talk.lines[at + 1] == "2. northwick-2021: Northwick review"
        assert "Line 1 of the input failed: 2 records are called review." in talk.text
    else:
        assert "Record northwick-2021: Northwick review. 1 of 2 decided." in talk.lines


def test_a_record_that_is_called_so_comes_before_one_that_begins_so_and_that_before_one_that_holds_it(
    library: Path,
) -> None:
    for record_id in ("wick-2021", "wick-2021-2"):
        write_record(
            library, record_id, [{"key": "r001", "text": "Plan.", "addressed_to": "A"}], title=f"Review {record_id}"
        )
    assert "Record wick-2021: " in converse(library, "open WICK-2021", "quit").text
    talk = converse(library, "open wick", "open 4", "quit", typed=True)
    assert "2 records are called so; open and a number opens one." in talk.lines, "none that only holds it"
    assert "Record wick-2021-2: " in talk.text


def test_a_number_that_is_not_in_the_list_opens_no_record_whose_date_holds_it(library: Path) -> None:
    assert "There is no record 21; records lists them." in converse(library, "open 21", "quit").lines
