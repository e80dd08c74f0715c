"""Taking suggestions, and searching the register for an agency."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion
from fake_names import FakeNames, entry
from plain_help import converse
from tui_help import on_disk, write_record


def test_a_suggestion_is_taken_by_its_number(library: Path) -> None:
    assert "There is no suggestion 9." in converse(library, "9", "quit").lines
    talk = converse(library, "1", "quit")
    assert "1 takes Safer Exampleton Partnership: sure, the same name." in talk.lines
    assert "Took Safer Exampleton Partnership for R1. Saved." in talk.lines
    assert on_disk(library)["r001"]["agencies"] == ["Safer Exampleton Partnership"]


def test_digits_stay_where_they_are_while_a_cell_is_decided_name_by_name(library: Path) -> None:
    talk = converse(library, "go 2", "1", "show", "a", "quit")
    shown = talk.text.split("show")[1]
    assert "1 is taken" not in shown, "the agencies say so"
    assert "Exampleton Borough Council" in shown
    assert any(line.startswith("2 takes Exampleton Borough Council for ") for line in talk.lines)
    assert "The agencies leave out “Exampleton Council”." in talk.lines
    converse(library, "go 2", "2", "quit")
    assert on_disk(library)["r002"]["agencies"] == ["Exampleshire Police", "Exampleton Borough Council"]
    told = converse(library, "go 2", "2", "s", "quit", typed=True).text
    assert "Exampleton Borough Council is among the agencies already." in told
    assert "There is nothing to split: the agencies are “Exampleshire Police”, “Exampleton Borough Council”" in told


def test_an_agency_that_is_no_such_body_is_told_and_asked_about_for_one_recommendation_too(tmp_path: Path) -> None:
    write_record(tmp_path, "exampleton-2023-06", [{"key": "r001", "text": "Hold it.", "addressed_to": "MARAC"}])
    for answer, means in (("no", []), ("yes", ["Exampleshire Police"])):
        talk = converse(tmp_path, "g Exampleshire Police", "1", "1", answer, "quit")
        assert "“MARAC” is a meeting; Exampleshire Police is a police force." in talk.text
        assert on_disk(tmp_path)["r001"]["agencies"] == means


def test_an_agency_is_resolved_here_or_everywhere_after_a_look(library: Path) -> None:
    write_record(library, "westbury-2020", [
        {"key": "r001", "number": "1", "text": "A shared form should be agreed.", "addressed_to": "General practices"},
    ], title="Westbury review")  # fmt: skip
    here = converse(library, "go 3", "g GP practices", "1", "1", "quit")
    assert "“General practices” is GP practices: 1 recommendation changed. Saved." in here.lines
    assert on_disk(library)["r004"]["agencies"] == ["GP practices"]
    assert on_disk(library, "westbury-2020")["r001"]["agencies"] == []
    refused = converse(library, "u", "g GP practices", "1", "3", "no", "quit")
    assert "“General practices” gets GP practices: number 1 of westbury-2020, and R3." in refused.lines
    assert on_disk(library, "westbury-2020")["r001"]["agencies"] == []
    everywhere = converse(library, "g GP practices", "1", "3", "yes", "quit")
    assert "2 recommendations changed, and remembered for records to come. Saved." in everywhere.text
    assert on_disk(library, "westbury-2020")["r001"]["agencies"] == ["GP practices"]
    assert tomllib.loads((library / "agencies.toml").read_text())["resolved"][0]["means"] == ["GP practices"]
    undone = converse(library, "u", "quit")
    assert "Undone in 2 records and in the register." in undone.text


@pytest.mark.parametrize("answers", [("",), ("1", ""), ("1", "9")])
def test_resolving_can_be_left_at_every_question(library: Path, answers: tuple[str, ...]) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    converse(library, "go 3", "g GP practices", *answers, "quit")
    assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_a_wrong_choice_is_asked_for_again_with_what_was_found_kept(library: Path) -> None:
    talk = converse(library, "go 3", "g GP practices", "1", "4a", "1", "quit", typed=True)
    assert "There is no 4a to choose." in talk.text
    assert on_disk(library)["r004"]["agencies"] == ["GP practices"]


def test_the_sign_for_the_name_as_written_is_taken_with_the_command_too(library: Path) -> None:
    converse(library, "go 3", "g =", "1", "quit")
    assert on_disk(library)["r004"]["agencies"] == ["General practices"]


def test_for_a_decided_cell_suggestions_are_read_and_taken_once_they_are_asked_for(tmp_path: Path) -> None:
    write_record(tmp_path, "wold-2020", [{"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "MARAC"}])
    talk = converse(tmp_path, "e agencies Exampleshire Police", "show", "1", "cell", "1", "show", "quit", typed=True)
    decided, asked = talk.text.split("Addressed to: MARAC.\nAgencies: Exampleshire Police.")[1:]
    assert "1 take" not in decided.split("Command:")[0]
    assert "That is decided: Exampleshire Police. cell reads the suggestions, then a number takes one." in decided
    assert "1 takes MARAC: a meeting; not an agency." in asked
    assert "Took MARAC for number 1 instead of Exampleshire Police: a meeting; not an agency. Saved." in asked
    assert "1 take" not in asked.split("Saved.")[1]
    assert converse(tmp_path, "1", "quit").code == 1


def test_what_is_suggested_for_names_that_a_split_leaves_as_written_is_read_with_it(tmp_path: Path) -> None:
    class Unsure(FakeNames):
        def suggest(self, name: str, context: Context = Context(), limit: int = 5) -> Suggestion:  # noqa: B008  # frozen
            if name == "Hub":
                return Suggestion(name, Decision.CANDIDATES, (Candidate("North Hub", 0.6, "like its name"),))
            return super().suggest(name, context, limit)

    write_record(tmp_path, "wold-2020", [{"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Hub"}])
    talk = converse(tmp_path, "s", "1", "show", "quit", typed=True, names=Unsure([entry("North Hub", "charity")]))
    split, shown = talk.text.split("The agency of number 1 is “Hub”. Saved.")[1].split("Took North Hub for number 1.")
    assert "1 takes North Hub: likelihood 0.60, like its name." in split
    assert "1 take" not in shown
    assert on_disk(tmp_path, "wold-2020")["r001"]["agencies"] == ["North Hub"]


@pytest.mark.parametrize(
    ("words", "told"),
    [("marac", "1 found, no agency"), ("Exampleshire", "4 agencies found"), ("m", "11 found, 7 of them agencies")],
)
def test_a_search_counts_the_agencies_among_what_it_found(library: Path, words: str, told: str) -> None:
    assert f"For “{words}” {told}" in converse(library, "go 1", f"g {words}", "", "quit", typed=True).text


def test_what_a_search_tells_first_is_about_the_words_that_were_typed(library: Path) -> None:
    write_record(library, "wold-2020", [{"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Wold Hub"}])
    talk = converse(library, "open wold-2020", "g Exampleshire", "", "g Wold", "quit")
    assert "For “Exampleshire” 4 agencies found." in talk.lines
    assert "The register holds nothing like Wold." in talk.lines
    assert "No match" not in talk.text


def test_of_many_agencies_the_first_are_told_and_only_what_was_told_is_chosen(library: Path) -> None:
    talk = converse(library, "go 3", "g e", "9", "e", "more", "9", "1", "quit", typed=True)
    assert "The register holds nothing like 9." in talk.lines
    left = next(line for line in talk.lines if line.endswith(" more: more tells them."))
    assert "3: " in talk.lines[talk.lines.index(left) - 1], "of what is not sure the best few"
    ninth = next(line for line in talk.lines if ": 9: " in line or line.startswith("9: "))
    assert on_disk(library)["r004"]["agencies"] == [ninth.partition("9: ")[2].partition(",")[0]]


def test_of_what_a_search_finds_only_what_is_sure_is_told_before_more(library: Path) -> None:
    talk = converse(library, "go 1", "g", "more", "", "quit", typed=True)
    before, after = talk.text.split("more: more tells them.", 1)
    assert "1: Safer Exampleton Partnership, sure." in before
    assert "2: " not in before.split("1: Safer")[1]
    assert "2: " in after
    assert before.count("other words to search for") == 0
    assert talk.text.count("other words to search for") == 1, "how to answer is said once"


@pytest.mark.parametrize("typed", ["1 2", "take 1 2", "take 1, 2"])
def test_several_suggestions_are_taken_in_one_change(library: Path, typed: str) -> None:
    talk = converse(library, "go 2", typed, "quit")
    assert "Took Exampleshire Police and Exampleton Borough Council for R2. Saved." in talk.lines
    assert "Gone: DHR202 several-agencies." in talk.lines
    assert on_disk(library)["r002"]["agencies"] == ["Exampleshire Police", "Exampleton Borough Council"]
    converse(library, "u", "quit")
    assert on_disk(library)["r002"]["agencies"] == []


def test_several_suggestions_are_not_taken_where_one_of_them_is_none(library: Path) -> None:
    talk = converse(library, "go 2", "1 2 3", "quit")
    assert "There is no suggestion 3." in talk.lines
    assert on_disk(library)["r002"]["agencies"] == []


def test_of_two_suggestions_for_one_name_neither_is_taken_unasked(tmp_path: Path) -> None:
    row = {"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Hub"}
    write_record(tmp_path, "exampleton-2023-06", [row])
    both = [entry("North Hub", "charity"), entry("South Hub", "charity")]
    names = FakeNames(both, resolved={"hub": ["North Hub", "South Hub"]})
    talk = converse(tmp_path, "1 2", "2", "quit", typed=True, names=names)
    assert "Of 1 and 2 only one can be taken for “Hub”. Left as it was." in talk.lines
    assert on_disk(tmp_path)["r001"]["agencies"] == ["South Hub"]


def test_what_a_cell_still_names_is_not_new_with_each_suggestion(tmp_path: Path) -> None:
    cell = "Exampleshire Police | Exampleton Council | Exampleton Refuge"
    write_record(
        tmp_path,
        "exampleton-2023-06",
        [{"key": "r001", "number": "1", "text": "Meet.", "addressed_to": cell}],
    )
    talk = converse(tmp_path, "1", "2", "findings", "quit")
    assert "New:" not in talk.text
    assert "the agencies leave out what the cell names: Exampleton Refuge." in talk.text


def test_a_suggestion_says_how_many_others_have_the_same_cell_and_what_decides_them(tmp_path: Path) -> None:
    police = "Exampleshire Police"
    rows: list[dict[str, object]] = [
        {"key": f"r{n:03}", "number": f"R{n}", "text": "Meet.", "addressed_to": police} for n in (1, 2, 3, 4, 5)
    ]
    rows[3]["agencies"], rows[4]["addressed_to"] = ["Exampleton Refuge"], "EBC"
    write_record(tmp_path, "exampleton-2023-06", rows)
    talk = converse(tmp_path, "1", f"g {police}", "1", "2", "yes", "go R5", "quit")
    told = "2 others of this record have this very cell undecided: g Exampleshire Police decides it in all of them; "
    assert any(line.startswith(told) for line in talk.lines)
    assert [row["agencies"] for row in on_disk(tmp_path).values()][:3] == [[police]] * 3


def test_a_suggestion_for_a_cell_that_nobody_else_has_says_nothing_of_others(library: Path) -> None:
    assert "very cell" not in converse(library, "1", "go 2", "1", "quit").text


def test_a_name_that_is_a_kind_of_body_is_resolved_for_its_area_unless_every_record_is_chosen(library: Path) -> None:
    for record_id, title in (("wold-2020", "Exampleton again"), ("border-2020", "Borderton review")):
        row = {"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Police"}
        write_record(library, record_id, [row], title=title)
    talk = converse(library, "open wold-2020", "g Exampleshire Police", "1", "3", "1", "yes", "quit")
    assert "“Police” does not say which body it means. In which records is it Exampleshire Police?" in talk.text
    assert "in the records of Exampleton (1), remembered for them" in talk.text
    assert "in every record (2), whatever its area, remembered for all" in talk.text
    assert "1 recommendation changed, and remembered for the records of Exampleton. Saved." in talk.text
    assert on_disk(library, "border-2020")["r001"]["agencies"] == []
    (kept,) = tomllib.loads((library / "agencies.toml").read_text())["resolved"]
    assert kept["where"] == {"csp": "Exampleton"}


def test_what_is_remembered_for_an_area_is_given_up_only_where_the_decision_is_remembered(tmp_path: Path) -> None:
    first = '[[resolved]]\nwritten = "Police"\nmeans = ["Exampleshire Police"]\nwhere = { csp = "Exampleton" }\n'
    (tmp_path / "agencies.toml").write_text(f"format = 1\n\n{first}")
    row = {"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Police"}
    write_record(tmp_path, "border-2020", [row], title="Borderton review")
    write_record(tmp_path, "wold-2020", [{**row, "agencies": ["Exampleshire Police"]}], title="Exampleton review")
    answers = ("open border-2020", "g Borderland Police", "1", "3", "2")
    beside = converse(tmp_path, *answers, "no", "quit")
    assert "Left as it is, as its agencies are decided already: Exampleshire Police" in beside.text
    assert "remembered no more" not in beside.text, "beside what was decided otherwise nothing is remembered"
    write_record(tmp_path, "wold-2020", [row], title="Exampleton review")
    alone = converse(tmp_path, *answers, "yes", "quit")
    assert "So far it is Exampleshire Police in the records of Exampleton: that is remembered no more." in alone.text
    (kept,) = tomllib.loads((tmp_path / "agencies.toml").read_text())["resolved"]
    assert kept == {"written": "Police", "means": ["Borderland Police"]}
