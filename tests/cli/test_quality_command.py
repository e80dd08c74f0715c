"""`dhrcurate quality`: how good the extractions of a library were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, structure
from dhrcurate.curation.operations.fields import set_fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Data
from dhrcurate.domain.interval import exact_interval
from libraries import write
from stories import Story, row
from trails import redacted

Captured = pytest.CaptureFixture[str]
DOCS = Path(__file__).parents[2] / "docs"

TEXTS = (
    "The council should write to every tenant who missed two visits.",
    "The force should review how its call handlers record each threat.",
    "The trust should train its midwives to ask about their money.",
    "Schools should know whom to ring when a child tells them.",
    "The board should publish what it spends on refuges each year.",
    "Employers should be offered a guide about leave after a threat.",
    "The landlord should change locks within a day. The landlord should keep a list of such requests.",
    "The hospital should flag the records of patients",
    "who come with injuries that nobody explains.",
    "The panel is grateful to the family for its help.",
    "The council should write to each tenant who missed two visits.",
    "Chapter six",
    "The fire service should fit alarms where somebody fears an attack.",
)


class Curator:
    """Somebody who decides about the one record of a library."""

    def __init__(self, folder: Path, texts: tuple[str, ...] = TEXTS) -> None:
        self.folder = folder
        self.session = Session(Library.open(folder), "A. Curator")
        of = Story([row(text, str(at), "Council") for at, text in enumerate(texts, 1)])
        self.id = str(of.data["id"])
        self.session.create(self.id, of.data)

    @property
    def data(self) -> Data:
        return self.session.library.load(self.id).data

    def do(self, proposal: Proposal) -> None:
        self.session.apply(self.id, proposal)

    def accept(self, *keys: str) -> None:
        for key in keys:
            self.do(decide.accept(self.data, key))

    def used(self) -> frozenset[str]:
        return self.session.used_keys(self.id)


@pytest.fixture
def curator(tmp_path: Path) -> Curator:
    (tmp_path / "lib").mkdir()
    return Curator(tmp_path / "lib")


def worked_example(curator: Curator) -> None:
    """What `docs/quality.md` tells."""
    curator.do(set_fields(curator.data, "r004", {"number": "4a"}))
    curator.do(set_fields(curator.data, "r005", {"text": TEXTS[4].replace("what it", "all that")}))
    curator.do(set_fields(curator.data, "r006", {"addressed_to": "Exampleton Council"}))
    cut = TEXTS[6].index("The landlord should keep")
    curator.do(structure.split_text(curator.data, "r007", cut, used=curator.used()))
    curator.do(structure.join_next(curator.data, "r008"))
    curator.do(decide.reject(curator.data, "r010", "1: thanks"))
    curator.do(decide.reject(curator.data, "r011", "2"))
    curator.do(structure.remove(curator.data, "r012"))
    curator.do(structure.add(curator.data, "r003", used=curator.used()))
    added = next(one["key"] for one in curator.data["recommendations"] if not one["text"])
    curator.do(set_fields(curator.data, added, {"text": "The partnership should report on all of this in public."}))
    curator.accept(*(f"r00{at}" for at in range(1, 9)), "r014", added)


def told(capsys: Captured, *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["quality", *arguments, "--output-format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_worked_example_is_as_the_page_about_it_says(curator: Curator, capsys: Captured) -> None:
    worked_example(curator)
    capsys.readouterr()
    assert main(["quality", str(curator.folder)]) == 0
    page = (DOCS / "quality.md").read_text("utf-8")
    example = page.split("```text\n")[1].split("```")[0]
    assert capsys.readouterr().out.startswith(example)

    (one,) = told(capsys, str(curator.folder))["rows"]
    assert one["precision"] == [0.5, *exact_interval(6, 12)]
    assert one["recall"] == [0.6, *exact_interval(6, 10)]
    assert one["f1"] == pytest.approx([12 / 22, 0.264, 0.785], abs=1e-3)
    assert [one[name] for name in ("number", "text", "cell")] == [[5 / 6, *exact_interval(5, 6)]] * 3
    assert one["word_error_rate"] == pytest.approx(2 / 66)


def test_the_object_has_the_counts_of_what_was_left_out_and_all_rows(curator: Curator, capsys: Captured) -> None:
    curator.accept("r001")
    write(curator.folder, "without-2020")
    of = Story([row("The council should write to every tenant.", "1")])
    (curator.folder / "redacted-2020.toml").write_bytes((curator.folder / f"{curator.id}.toml").read_bytes())
    of.set("r001", text="The council should write.")
    raw = b"".join(event.to_line() for event in of.events)
    (curator.folder / "redacted-2020.trail.jsonl").write_bytes(redacted(raw, "every tenant"))
    found = told(capsys, str(curator.folder))
    assert found["of"] == {
        "records": 3, "judged": 1, "no_trail": 1, "unreadable": 0, "several_heads": 0, "adopted": 0, "redacted": 1,
    }  # fmt: skip
    assert [(one["by"], one["n"], one["kept"], one["open"]) for one in found["rows"]] == [("all", 1, 1, 12)]


def test_figures_come_by_partnership_year_extraction_and_model(curator: Curator, capsys: Captured) -> None:
    curator.accept("r001")
    assert [one["by"] for one in told(capsys, str(curator.folder), "--by", "csp")["rows"]] == ["Exampleton"]
    for by in ("year", "extraction", "model"):
        assert [one["by"] for one in told(capsys, str(curator.folder), "--by", by)["rows"]] == ["unknown"], by


def test_the_models_of_a_table_stand_side_by_side(tmp_path: Path, capsys: Captured) -> None:
    head = "csp,number,text,addressed_to,model\n"
    rows = [f'Exampleton,{at},"{text}",Council,{"ab"[at % 2]}-model\n' for at, text in enumerate(TEXTS[:4], 1)]
    (tmp_path / "table.csv").write_text(head + "".join(rows), "utf-8")
    assert main(["import", str(tmp_path / "table.csv"), "--into", str(tmp_path / "lib"), "--as", "A. Curator"]) == 0
    session = Session(Library.open(tmp_path / "lib"), "A. Curator")
    (record_id,) = session.library.ids()
    for key in ("r001", "r002", "r003"):
        session.apply(record_id, decide.accept(session.library.load(record_id).data, key))
    found = told(capsys, str(tmp_path / "lib"), "--by", "model")["rows"]
    assert [(one["by"], one["kept"], one["open"]) for one in found] == [("a-model", 1, 1), ("b-model", 2, 0)]


def test_of_two_extractions_without_a_model_a_record_counts_once(tmp_path: Path, capsys: Captured) -> None:
    lib, head = tmp_path / "lib", "csp,number,text,addressed_to\n"
    rows = [f'Exampleton,{at},"{text}",Council\n' for at, text in enumerate(TEXTS[:4], 1)]
    (tmp_path / "one.csv").write_text(head + "".join(rows[:3]), "utf-8")
    (tmp_path / "two.csv").write_text(head + "".join(rows), "utf-8")
    assert main(["import", str(tmp_path / "one.csv"), "--into", str(lib), "--as", "A. Curator"]) == 0
    assert main(["import", "--update", str(tmp_path / "two.csv"), "--into", str(lib), "--as", "A. Curator"]) == 0
    by_model, by_extraction = (told(capsys, str(lib), "--by", by)["rows"] for by in ("model", "extraction"))
    assert [(one["by"], one["open"]) for one in by_model] == [("unknown", 4)]
    assert sorted(one["open"] for one in by_extraction) == [3, 4]


def test_markdown_is_a_table_of_counts_and_one_of_shares(curator: Curator, capsys: Captured) -> None:
    worked_example(curator)
    capsys.readouterr()
    assert main(["quality", str(curator.folder), "--by", "csp", "--output-format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "| Exampleton | 12 | 3 | 1 | 1 | 1 | 1 | 2 | 2 | 1 | 1 | 0 | 0 | 1 | 1 | 1 |" in lines
    assert any(line.startswith("| Exampleton | 0.500 (0.211 to 0.789) | 0.600 (") for line in lines)


def test_a_trail_that_cannot_be_read_is_named_and_the_others_are_told(curator: Curator, capsys: Captured) -> None:
    curator.accept("r001")
    write(curator.folder, "broken-2020")
    (curator.folder / "broken-2020.trail.jsonl").write_text("no event\n", "utf-8")
    capsys.readouterr()
    assert main(["quality", str(curator.folder)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("1 of 2 records; left out: 1 that cannot be read\n")
    assert "broken-2020.trail.jsonl:1: this line is not an event" in err


def test_what_is_no_library_is_refused_in_a_line(tmp_path: Path, capsys: Captured) -> None:
    assert main(["quality", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_library_about_which_nobody_decided_has_no_shares(curator: Curator, capsys: Captured) -> None:
    (one,) = told(capsys, str(curator.folder))["rows"]
    assert (one["n"], one["open"], one["precision"], one["word_error_rate"]) == (0, 13, [None, 0.0, 1.0], None)
