from __future__ import annotations

import io
import os
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console
from dhrcurate.plain.elsewhere import INSTEAD
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.plain.running import run
from dhrcurate.review.commands import COMMANDS, keymap
from fake_names import FakeNames, entry
from plain_help import converse
from tui_help import RECORD, write_record


def test_a_recommendation_is_read_in_plain_sentences(library: Path) -> None:
    lines = converse(library, "quit").lines
    at = lines.index("R1, pending. 1 of 4.")
    assert lines[at + 1 : at + 6] == [
        "Title: Training",
        "Text:",
        "  The Partnership should ask each agency how its staff are trained to recognise coercive control.",
        "Addressed to: Safer Exampleton Partnership.",
        "Agencies: undecided.",
    ]
    assert any(line.startswith("a accept, x reject, y query, e edit, ") for line in lines)
    assert any(line.endswith("help, quit.") for line in lines)


def test_findings_are_numbered_with_what_acts_on_them(library: Path) -> None:
    talk = converse(library, "go 10", "show", "quit")
    assert "1 finding." not in talk.lines, "a single one says so itself"
    line = next(line for line in talk.lines if line.startswith("Finding 1, error: "))
    assert line.endswith("DHR201 missing-addressee.")
    assert "w 1 REASON waive, " in talk.text


def test_the_source_is_read_with_differences_in_signs(tmp_path: Path) -> None:
    root = tmp_path / "r"
    path = write_record(root, "exampleton-2023-06", RECORD)
    page = (
        "Overview.\nThe Partnership should ask every agency how its staff are trained to recognise coercive control.\n"
    )
    (root / "sources").mkdir()
    (root / "sources" / "exampleton-2023-06.txt").write_text(page)
    text = path.read_text().replace("stated_count = 4", 'stated_count = 4\npage = "sources/exampleton-2023-06.txt"')
    path.write_text(text)
    talk = converse(root, "e title -", "source", "v all", "go 10", "v", "go record", "v", "quit")
    assert "should ask [+each+] [-every-] agency" in talk.text or "should ask [-every-][+each+] " in talk.text
    assert "Found in the source page, 1 difference in the words. v all reads them, and what stands around." in talk.text
    assert "It has “each” where the page has “every”." in talk.lines
    assert "ot found in the source page" in talk.text
    assert "Overview." in talk.text


def test_a_text_under_the_number_of_another_is_told(tmp_path: Path) -> None:
    texts = [RECORD[1]["text"], RECORD[0]["text"], *(rec["text"] for rec in RECORD[2:])]
    slipped = [{**rec, "text": text} for rec, text in zip(RECORD, texts, strict=True)]
    write_record(tmp_path, "exampleton-2023-06", slipped, source={"publisher": "P", "page": "page.txt"})
    rows = (f"| {rec['number']} | {rec['text']} | {rec['addressed_to']} |" for rec in RECORD)
    (tmp_path / "page.txt").write_text("\n".join(rows))
    lines = converse(tmp_path, "v", "v all", "go R3", "v", "quit").lines
    found = "Found in the source page, no differences in the words."
    under = f"{found} The page has it under number {RECORD[1]['number']}."
    beside = f"The row has beside it: {RECORD[1]['addressed_to']}."
    around = "v all reads them, and what stands around."
    assert lines.index(f"{under} {beside} {around}") == lines.index("Command: v all") - 1
    whole = lines[lines.index("Command: v all") :]
    assert whole[1:3] == [f"{under} {beside}", "Before it:"]
    at = whole.index("The passage:")
    assert whole[at + 1 : at + 3] == [f"  {texts[0]}", "Behind it:"]
    assert any(RECORD[0]["text"] in line for line in whole[:at]), "the row before"
    assert f"{found} v all reads them, and what stands around." in whole, "the same row"


def test_without_a_source_page_it_says_so(library: Path) -> None:
    assert "No copy of the source page is kept here." in converse(library, "v", "quit").lines


def test_history_tells_who_did_what_and_why(library: Path) -> None:
    talk = converse(library, "x It repeats R2.", "go R1", "u", "h", "go R10", "history", "quit")
    assert "A. Curator. It was taken back since." in talk.text
    assert any("ote of R1" in line and "It repeats R2." in line for line in talk.lines)
    assert "Status of R1: from “pending” to “rejected”." in talk.lines
    assert "The whole record." in talk.lines


def test_history_of_one_of_many_tells_what_is_its_own_as_it_is_said(tmp_path: Path) -> None:
    short = [
        {"key": f"r{number:03}", "number": str(number), "text": "Training.", "addressed_to": "Northwick Council"}
        for number in (10, 9, 2)
    ]
    write_record(tmp_path, "northwick-2021", short)
    talk = converse(
        tmp_path, "go 9", "w 1 all Printed so.", "yes", "h", "go record", "h", "go 10", "J", "yes", "h", "quit"
    )
    own, whole, joined = (part.split("Command: ")[0] for part in talk.text.split("Command: h\n")[1:])
    assert "Waived DHR302 at number 9, “Printed so.”." in own.splitlines()
    assert "number 2" not in own
    assert "number 10" not in own
    today = datetime.now(UTC).astimezone()
    assert f"{today:%B} {today.year}, " in own
    told = [line for line in whole.splitlines() if line.startswith("Waived")]
    assert [line.split(",")[0].rpartition(" ")[2] for line in told] == ["2", "9", "10"]
    assert "Took away number 9, “Training.”." in joined.splitlines()
    assert "r009" not in joined, "what is gone is called as it was"


def test_details_tell_the_review_and_its_summary_only_on_demand(tmp_path: Path) -> None:
    root = tmp_path / "r"
    path = write_record(root, "exampleton-2023-06", RECORD)
    path.write_text(path.read_text().replace("year_of_death", 'summary = "What happened."\nyear_of_death'))
    assert "What happened." not in converse(root, "go record", "quit").text
    assert "  What happened." in converse(root, "d", "quit").lines


def test_help_tells_every_command_and_one(library: Path) -> None:
    talk = converse(library, "help all", "quit")
    for start in ("a or accept: ", "x or reject [REASON]: ", "/ or filter [FILTER]: ", "quit: ", "sign off: "):
        assert any(line.removeprefix("S or ").startswith(start) for line in talk.lines), start
    one = converse(library, "? waive", "quit")
    assert sum(": Accept a finding as it is" in line for line in one.lines) == 1
    assert not any(line.startswith("a or accept") for line in one.lines)
    assert "An empty line reads this again." not in one.text


def test_help_begins_with_the_headings_and_tells_what_a_word_begins(library: Path) -> None:
    talk = converse(library, "help", "help take", "help decide", "help nonsense", "quit")
    assert any(line.startswith("Decide: a accept, x reject, y query, ") for line in talk.lines)
    take = talk.text.split("Command: help take\n")[1].split("Command:")[0].splitlines()
    assert [line.split(":")[0] for line in take] == [
        "take NUMBERS", "theirs [FIELD]", "take all sure", "take all sure of the library"
    ]  # fmt: skip
    assert any(line.startswith("S or sign off: ") for line in talk.text.split("help decide")[1].splitlines())
    assert "No command is called nonsense. help lists them." in talk.lines


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("G", "`dhrcurate agencies list`"),
        ("m", "take all sure"),
        ("M 3", "waive all REASON"),
        ("marks", "waive all REASON"),
        ("new agency", "`dhrcurate agencies add NAME --kind KIND`"),
        ("help G", "take all sure of the library"),
        ("theme", "no colours"),
    ],
)
def test_a_key_of_the_screen_alone_names_what_stands_in_its_place(
    library: Path, typed: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["dhrcurate"])
    line = next(line for line in converse(library, typed, "quit").lines if "of the screen alone; here" in line)
    assert told in line
    assert "is a command of the screen alone; here" in converse(library, "K", "quit", keys={"mark": "K"}).text


def test_each_command_of_the_screens_that_cannot_be_typed_says_what_can() -> None:
    here = {"review", "library", "everywhere"}
    only = {c.id for c in COMMANDS if here.intersection(c.where) and "plain" not in c.where}
    assert only - {"sample"} - set(INSTEAD) - {f"take-{n}" for n in range(1, 10)} == set()
    assert set(INSTEAD) <= {c.id for c in COMMANDS if "plain" not in c.where}


def test_an_agency_that_is_entered_meanwhile_is_known_after_a_reload(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["dhrcurate"])
    write_record(
        library, "wold-2020", [{"key": "r001", "number": "1", "text": "Agree a form.", "addressed_to": "Wold Hub"}]
    )
    talk = converse(library, "open wold-2020", "why", "quit")
    add = re.search(r"`dhrcurate (agencies add 'Wold Hub' --kind) KIND( --library .*)`", talk.text)
    assert add is not None
    command = shlex.split(f"{add[1]} charity{add[2]} --as 'A. Curator'")

    class Meanwhile(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            if line == b"reload\n":
                assert main(command) == 0
            return line

    sink = io.StringIO()
    lines = Meanwhile(b"open wold-2020\nreload\nquit\n")
    run(Reviewer(Library.open(library), Console(lines, sink), Letters(keymap()), curator="A. Curator"))
    before, after = sink.getvalue().split("Command: reload")
    assert "Wold Hub is in no register" in before
    assert "Read again; the record is as it was." in after
    assert "1 takes Wold Hub: sure" in after


def test_letters_are_those_of_the_configuration(library: Path) -> None:
    talk = converse(library, "K", "a", "quit", keys={"accept": "K"})
    assert "Accepted R1, 1 agency open. 1 of 4 decided. Saved." in talk.lines
    assert "“a” is not a command here, and nothing was changed." in talk.text
    assert "K accept, x reject" in talk.text


def test_what_is_no_command_changes_nothing_and_says_so(library: Path) -> None:
    before = (library / "exampleton-2023-06.toml").read_bytes()
    talk = converse(library, "abracadabra", "a bit", "u now", "quit please", "42", "quit", typed=True)
    assert talk.text.count("is not a command here, and nothing was changed.") == 5
    assert (library / "exampleton-2023-06.toml").read_bytes() == before


def test_at_the_record_itself_what_is_known_of_it_is_read_with_the_command_that_edits_it(library: Path) -> None:
    talk = converse(library, "first", "show", "quit")
    at = next(i for i, line in enumerate(talk.lines) if "This is the record as a whole" in line)
    assert talk.lines[at + 2 : at + 7] == [
        "CSP: Exampleton.",
        "Published: 2023-06.",
        "Year of death: 2019.",
        "Publisher: An invented publisher.",
        "Stated count: 4.",
    ]
    assert [line for line in talk.lines if line.endswith("help, quit.")][-1].startswith("e edit, ")


def test_history_calls_fields_by_words(library: Path) -> None:
    talk = converse(library, "first", "e year of death 2018", "e stated count 5", "h", "quit")
    assert "Review year of death: from 2019 to 2018." in talk.lines
    assert "Source stated count: from 4 to 5." in talk.lines


def test_a_source_page_that_cannot_be_read_is_told_with_the_reason(library: Path) -> None:
    record = next(library.glob("*.toml"))
    text = record.read_text()
    assert "stated_count" in text
    record.write_text(text.replace("stated_count", 'page = "sources/page.txt"\nstated_count', 1))
    said = "The source page cannot be read: "
    assert f"{said}it does not exist." in converse(library, "v", "quit").lines
    page = library / "sources" / "page.txt"
    page.parent.mkdir()
    page.touch()
    os.truncate(page, 17 * 2**20 + 1)
    large = f"{said}the file is too large: it holds 17.1 MiB, and at most 16 MiB are read."
    assert large in converse(library, "v", "quit").lines
    page.unlink()
    page.mkdir()
    assert f"{said}it is a folder, not a file." in converse(library, "v", "quit").lines
    record.write_text(text.replace("stated_count", 'page = "../page.txt"\nstated_count', 1))
    assert f"{said}it is not within the library." in converse(library, "v", "quit").lines


def test_what_fits_is_counted_with_a_number_for_each_value(library: Path) -> None:
    talk = converse(library, "a", "facets status", "/ status:accepted", "facets", "quit")
    assert "4 recommendations of this record, counted by status." in talk.lines
    assert "1. status pending: 3." in talk.lines
    whole = "1 recommendation of this record that fit the filter, counted by status, rule, agency, csp, year, model."
    assert whole in talk.lines
    assert "1. status accepted: 1, chosen." in talk.lines
    assert any(line.endswith(". agency none yet: 1.") for line in talk.lines)
    assert sum("status pending" in line for line in talk.lines) == 1, "nothing that fits the filter is pending"
    fields = "Recommendations are counted by status, rule, agency, csp, year, model."
    assert fields in converse(library, "facets colour", "quit").text


def test_a_number_of_what_was_counted_narrows_the_filter_and_several_of_a_kind_are_joined(library: Path) -> None:
    lines = ("a", "x No.", "facets status", "facets 2 3", "facets status", "facets 1", "facets", "facets 1", "quit")
    talk = converse(library, *lines)
    both = talk.lines.index("The filter is now status:accepted OR status:rejected.")
    assert talk.lines[both + 1] == "2 of the 4 recommendations of this record fit."
    assert "1. status accepted: 1, chosen." in talk.lines[both:]
    assert "The filter is now status:rejected." in talk.lines, "what is chosen is taken away again"
    assert "The filter is gone; everything is listed again, here 4 recommendations." in talk.lines


def test_a_second_choice_of_a_kind_narrows_what_the_first_one_left(library: Path) -> None:
    talk = converse(library, "/ agency:open", "facets agency", "facets 1", "quit")
    assert "1. agency none yet: 4." in talk.lines
    assert "The filter is now agency:open agency:none." in talk.lines
    assert talk.code == 0


@pytest.mark.parametrize("between", ["/ status:pending", "open northwick-2021"])
def test_a_number_that_was_told_for_something_else_narrows_nothing(library: Path, between: str) -> None:
    assert "facets counts them." in converse(library, "facets", between, "facets 1", "quit").text
    assert "facets counts them." in converse(library, "facets 1", "quit").text
    assert "There is no 9 among what was counted." in converse(library, "facets status", "facets 9", "quit").text


def test_a_part_of_a_recommendation_is_heard_alone(library: Path) -> None:
    talk = converse(library, "text", "cell", "findings", "list", "list shared", "quit")
    said = [part.strip().splitlines() for part in talk.text.split("Command: ")[1:]]
    assert [line.split()[:2] for line in said[0][1:]] == [["The", "Partnership"]]
    assert said[1][1:3] == ["Addressed to: Safer Exampleton Partnership.", "Agencies: undecided."]
    assert said[1][3].startswith("1 takes Safer Exampleton Partnership")
    assert said[2][1:] == ["No findings here."]
    assert said[3][1] == "4 recommendations. go and a number goes to one."
    assert said[3][2] == "R1, pending: Training"
    assert said[4][1] == "1 recommendation. go and a number goes to one."


def test_a_list_of_words_finds_what_a_filter_of_them_finds(library: Path) -> None:
    many = r"(\d+) (?:recommendations?\.|of the 4 recommendations)"
    for words in ("partnership", "rule:DHR201", "severity:error", "agency:none"):
        listed, filtered = converse(library, f"list {words}", f"/ {words}", "quit").text.split("Command: ")[1:3]
        found = [re.findall(many, said)[0] for said in (listed, filtered)]
        assert found[0] == found[1] != "0", words
    none = converse(library, "list rule:DHR304", "list status:", "quit", typed=True).text
    assert "No recommendation of this record fits rule:DHR304." in none
    assert "0 recommendations" not in none
    assert "'status:' needs a value." in none


def test_what_is_always_read_can_be_left_out_and_that_is_remembered(library: Path) -> None:
    talk = converse(library, "brief", "go 2", "quit")
    standing = ("go record reads them.", "help, quit.")
    assert not any(words in talk.text.split("Command: brief")[1] for words in standing)
    talk = converse(library, "brief", "show", "quit")
    assert not any(words in talk.text.split("Command: brief")[0] for words in standing)
    assert all(words in talk.text.split("Command: show")[1] for words in standing)


def test_what_can_be_typed_is_told_once_then_what_is_new_and_all_of_it_where_it_is_asked_for(library: Path) -> None:
    first, there, new, again = converse(library, "j", "go 10", "show", "quit").text.split("Command: ")[:4]
    assert first.rstrip().endswith("a accept, x reject, y query, e edit, s split, g agency, n next finding, "
                                   "j next, k previous, u undo, help, quit.")  # fmt: skip
    assert there.rstrip().endswith("Also w 1 REASON waive.")
    assert "Also" not in new
    assert again.rstrip().endswith("u undo, help, quit.")


def test_a_finding_in_the_words_of_the_place_before_is_told_by_its_name(tmp_path: Path) -> None:
    rows = [{"key": f"r00{n}", "number": f"R{n}", "text": f"Agree form {n}.", "addressed_to": ""} for n in (1, 2, 3)]
    write_record(tmp_path, "wold-2020", rows)
    first, second, findings, third, back = converse(
        tmp_path, "j", "findings", "j", "n", "go R1", "go R3", "quit", typed=True
    ).text.split("Command:")[:5]
    whole = "Finding 1, error: the addressee is missing. DHR201 missing-addressee."
    assert whole in first
    assert "Finding 1, error: DHR201 missing-addressee again." in second
    assert whole in findings, "asked for, all of it is read"
    assert "Finding 1, error: DHR201 missing-addressee again." in third
    assert "again" not in back.split("Round again", 1)[0]


def test_agencies_that_are_what_the_cell_says_are_told_to_be_the_same(library: Path) -> None:
    assert "Agencies: as in the cell." in converse(library, "1", "show", "quit").lines


def test_words_that_a_finding_quotes_the_beginning_of_are_not_told_again(library: Path) -> None:
    text = "That it act to: arrest each suspect when possible; collect evidence at the first call; keep them apart."
    row = {"key": "r001", "number": "1", "text": text, "addressed_to": "Exampleshire Police"}
    write_record(library, "wold-2020", [row])
    line = next(one for one in converse(library, "open wold-2020", "quit").lines if "DHR306" in one)
    assert line.count("collect evidence") == 1
    assert "It means the words" not in line


def test_in_brief_the_best_suggestion_for_each_name_is_read_and_how_many_more(tmp_path: Path) -> None:
    row = {"key": "r001", "number": "1", "text": "Meet.", "addressed_to": "Hub | Refuge"}
    write_record(tmp_path, "exampleton-2023-06", [row])
    hubs = [entry(f"{word} Hub", "charity") for word in ("North", "South", "West")]
    resolved = {"hub": [hub.name for hub in hubs], "refuge": ["Exampleton Refuge"]}
    names = FakeNames([*hubs, entry("Exampleton Refuge", "charity")], resolved=resolved)
    talk = converse(tmp_path, "brief", "show", "cell", "quit", names=names)
    brief, cell = talk.text.split("Command: show")[1].split("Command: cell")
    assert [line[:7] for line in brief.splitlines() if " takes " in line] == ["1 takes", "4 takes"]
    assert "2 more suggestions: cell reads all." in brief
    assert sum(" takes " in line for line in cell.splitlines()) == 4


def test_in_brief_it_is_not_read_that_nothing_was_found(library: Path) -> None:
    full, brief = converse(library, "show", "brief", "show", "findings", "quit").text.split("Command: brief")
    assert "No findings here." in full.split("Command: show")[1]
    shown, asked_for = brief.split("Command: findings")
    assert "No findings here." not in shown
    assert "No findings here." in asked_for


def test_the_findings_of_the_record_itself_are_told_once_and_again_when_they_are_others(library: Path) -> None:
    talk = converse(library, "j", "k", "open northwick-2021", "open 1", "go record", "w 1 known", "j", "j", "quit")
    told = [line for line in talk.lines if " about the record as a whole: go record reads " in line]
    assert len(told) == 4, "in each record that is opened, and once one was waived"
    assert told[0] != told[3]


def test_what_was_heard_of_a_name_is_not_said_again(tmp_path: Path) -> None:
    root = tmp_path / "r"
    text = "The board should write down what it agreed."
    write_record(root, "wold-2020", [
        {"key": "r001", "number": "1", "text": text, "addressed_to": "MARAC"},
        {"key": "r002", "number": "2", "text": text.upper(), "addressed_to": "Exampleton Council | MARAC"},
    ])  # fmt: skip
    talk = converse(root, "j", "first", "quit")
    assert "It means the words “MARAC”." not in talk.text, "the finding begins with them"
    assert any(line.startswith("1 takes MARAC: ") for line in talk.lines)
    assert any("takes Exampleton Borough Council for “Exampleton Council”: " in line for line in talk.lines)
    assert talk.text.split("Command: first")[1].count("0 of 2 decided") == 1
