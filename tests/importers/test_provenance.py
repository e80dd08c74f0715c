"""What tables say of their own extraction, and columns that a record has no field for, are kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.extraction import extraction_id
from dhrcurate.domain.record import Recommendation
from dhrcurate.importers import Imported, Metadata, given_facts, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."


def read(text: str, name: str = "rows.csv", **more: Any) -> Imported:
    (found,) = read_source(text.encode(), name, NOTHING, given=Metadata(csp="Wold"), **more)
    for row in found.data["recommendations"]:
        Recommendation.model_validate(row)
    return found


def said(found: Imported) -> list[tuple[Any, Any]]:
    return [(row.get("extracted"), row.get("extra")) for row in found.data["recommendations"]]


def by(found: Imported) -> str:
    (extraction,) = found.extractions
    return str(extraction["id"])


def test_what_a_program_says_of_itself_is_the_extraction_s_and_not_each_row_s() -> None:
    told = "grab,big-1,run 3,Find them."
    found = read(f"text,tool,model,run,prompt\n{LOG},{told}\n{STAFF},{told}\n")
    (extraction,) = found.extractions
    assert extraction["id"] == extraction_id(extraction["source"], "run 3")
    assert {key: extraction[key] for key in ("tool", "model", "run")} == {
        "tool": "grab", "model": "big-1", "run": "run 3",
    }  # fmt: skip
    assert extraction["prompt"].startswith("sha256:")
    assert "Find them." not in json.dumps(found.data)
    assert said(found) == [(None, None)] * 2


def test_the_same_file_of_another_run_is_another_extraction_and_of_the_same_run_the_same() -> None:
    text = f"text\n{LOG}\n"
    one, again, other = (by(read(text, extraction=given_facts([f"run={run}"]))) for run in ("1", "1", "2"))
    assert one == again != other


def test_a_table_of_two_runs_has_an_extraction_for_each_and_each_row_says_its_own() -> None:
    found = read(f"text,run,model\n{LOG},1,a\n{STAFF},2,b\n")
    assert [(one["run"], one["model"]) for one in found.extractions] == [("1", "a"), ("2", "b")]
    assert [row["extracted"]["by"] for row in found.data["recommendations"]] == [one["id"] for one in found.extractions]


def test_two_models_within_one_run_are_both_kept() -> None:
    found = read(f"text,model\n{LOG},a\n{STAFF},b\n")
    assert found.extractions[0]["model"] == "a"
    assert said(found)[1] == (None, {"model": "b"})


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("0.83", 0.83), ("0", 0.0), ("1", 1.0), (".5", 0.5), ("9e-1", None), ("83%", 0.83), ("99.5 %", 0.995)],
)
def test_a_confidence_is_a_share_however_it_is_written(cell: str, kept: float | None) -> None:
    found = read(f"text,confidence\n{LOG},{cell}\n")
    extracted, extra = said(found)[0]
    assert (extracted or {}).get("confidence") == kept
    assert extra == (None if kept is not None else {"confidence": cell})


@pytest.mark.parametrize(
    "scores", [("1", "4"), ("high", "low"), ("83", "91"), ("0.5", "n/a"), ("-0.1", "0.2"), ("120%", "1%")]
)
def test_a_score_that_means_something_else_is_no_confidence_and_is_kept_as_it_is(scores: tuple[str, str]) -> None:
    first, second = scores
    found = read(f"text,score\n{LOG},{first}\n{STAFF},{second}\n")
    assert said(found) == [(None, {"score": first}), (None, {"score": second})]


@pytest.mark.parametrize(
    ("cell", "page"),
    [("31", 31), ("31.0", 31), ("p. 31", 31), ("p31", 31), ("Page 31", 31), ("31-32", None), ("iv", None), ("0", None)],
)
def test_a_page_is_a_number_or_is_kept_as_it_is(cell: str, page: int | None) -> None:
    extracted, extra = said(read(f"text,page\n{LOG},{cell}\n"))[0]
    assert (extracted or {}).get("page") == page
    assert extra == (None if page else {"page": cell})


def test_every_other_column_is_kept_as_it_was_and_told() -> None:
    found = read(f'text,Lead officer,RAG,Notes\n{LOG},Head of Service,Green,"One\nTwo"\n{STAFF},,Amber,\n')
    assert said(found) == [
        (None, {"Lead officer": "Head of Service", "RAG": "Green", "Notes": "One\nTwo"}),
        (None, {"RAG": "Amber"}),
    ]
    assert found.whole
    assert found.warnings == ("kept, though a record has no field for them: Lead officer, RAG, Notes",)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_confidence_or_a_page_that_is_none_is_told_with_its_cell(form: str) -> None:
    rows = [
        {"text": LOG, "confidence": "high", "page": "34-35", "Due": "May"},
        {"text": STAFF, "confidence": "0.9", "page": "31", "Due": "May"},
    ]
    raw = "text,confidence,page,Due\n" + "".join(",".join(row.values()) + "\n" for row in rows)
    (found,) = read_source((json.dumps(rows) if form == "json" else raw).encode(), f"t.{form}", NOTHING)
    beside = "kept as it is, beside the recommendations:"
    assert {warning for warning in found.warnings if "kept" in warning} == {
        f"{beside} confidence, as “high” is no share from 0 to 1, so that none is taken",
        f"{beside} page, as “34-35” is no number of one page",
        "kept, though a record has no field for them: Due",
    }


def test_columns_of_one_name_and_of_none_hide_none_of_each_other() -> None:
    found = read(f"text,Notes,Notes,\n{LOG},a,b,c\n")
    assert said(found) == [(None, {"Notes": "a", "Notes (2)": "b", "column 4": "c"})]


def test_columns_can_be_dropped() -> None:
    found = read(f"text,RAG,confidence\n{LOG},Green,0.5\n", drop_columns=True)
    assert said(found) == [({"by": by(found), "confidence": 0.5}, None)]
    assert found.warnings == ("left out the columns that a record has no place for: RAG",)
    assert found.whole


def test_a_column_can_be_named_for_what_the_extraction_says() -> None:
    found = read(f"text,Sure,Sheet\n{LOG},0.4,7\n", mapping={"confidence": "sure", "page": "Sheet"})
    assert said(found) == [({"by": by(found), "confidence": 0.4, "page": 7}, None)]


def test_what_the_caller_says_of_the_extraction_stands_where_the_table_says_nothing() -> None:
    found = read(f"text,model\n{LOG},big-1\n", extraction=given_facts(["model=other", "tool=grab", "prompt=Find."]))
    (extraction,) = found.extractions
    assert (extraction["model"], extraction["tool"]) == ("big-1", "grab")
    assert extraction["prompt"] == given_facts([f"prompt={extraction['prompt']}"])["prompt"]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("modell=x", "did you mean 'model'?"),
        ("model", "write KEY=VALUE"),
        ("model= ", "write KEY=VALUE"),
        ("colour=red", "there are tool, model, run, prompt"),
    ],
)
def test_what_cannot_be_said_of_an_extraction_is_refused(pair: str, words: str) -> None:
    with pytest.raises(UnusableError) as caught:
        given_facts([pair])
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"--extraction {pair}: ")


def test_members_of_json_are_kept_whatever_stands_around_the_rows() -> None:
    row = {"text": LOG, "agency": {"name": "Fen Police", "lead": "Head"}, "rag": "Green", "confidence": 0.5, "page": 3}
    value = {"model": "big-1", "run": {"id": 7}, "made": "May", "review": {"title": "DHR A", "author": "B"}}
    found = read(json.dumps({**value, "rows": [row]}), "x.json")
    (extraction,) = found.extractions
    assert (extraction["model"], extraction["run"]) == ("big-1", "7")
    assert said(found) == [
        (
            {"by": extraction["id"], "confidence": 0.5, "page": 3},
            {"made": "May", "author": "B", "rag": "Green", "agency.lead": "Head"},
        )
    ]
    assert found.whole


def test_a_member_of_a_review_that_is_too_long_to_be_repeated_is_told_by_name() -> None:
    found = read(json.dumps({"full_document": "word " * 200, "rows": [{"text": LOG}]}), "x.json")
    assert said(found) == [(None, None)]
    (lost,) = found.lost
    assert "“full_document”" in lost


def test_a_row_that_is_cut_off_is_flagged_and_its_note_is_the_curator_s() -> None:
    found = read(f'{{"text": "{LOG}"}}\n{{"text": "The cou', "x.jsonl")
    assert said(found)[1] == ({"by": by(found), "incomplete": True}, None)
    assert "note" not in found.data["recommendations"][1]


def test_actions_of_one_recommendation_keep_what_each_row_says() -> None:
    plan = f"No,Recommendation,Action,Lead agency,Status\n1,{LOG},Write a guide,Fen Police,Open\n,,Hear calls,,Open\n"
    found = read(f"{plan}2,{STAFF},Train,Wold Council,Done\n")
    assert [extra for _, extra in said(found)] == [
        {"Action": "Write a guide | Hear calls", "Status": "Open"},
        {"Action": "Train", "Status": "Done"},
    ]


def test_of_an_export_only_what_it_had_beside_the_record_is_kept() -> None:
    head = "record,key,number,text,addressed_to,agencies,status,note,decided_by,page,extra,csp,trail_head,My remarks"
    row = f'wold,r001,1,{LOG},Fen Police,Fen Police,accepted,n,A. Curator,31,"{{""RAG"": ""Green""}}",Wold,ab12,Seen'
    found = read(f"{head}\n{row}\n", "out.csv")
    assert said(found) == [(None, {"RAG": "Green", "My remarks": "Seen"})]


@pytest.mark.parametrize("heading", ["Victim", "Name of victim", "Deceased", "Alleged perpetrator", "Date of birth"])
def test_who_somebody_is_is_told_and_not_kept(heading: str) -> None:
    for text, name in (
        (f"text,{heading}\n{LOG},Rowan\n", "x.csv"),
        (json.dumps([{"text": LOG, heading: "Rowan"}]), "x.json"),
    ):
        found = read(text, name)
        assert "Rowan" not in json.dumps(found.data)
        assert found.warnings == (f"left out the columns that a record has no place for: {heading}",)
    around = json.dumps({heading: "Rowan", "rows": [{"text": LOG, "agency": {"name": "Fen Police", heading: "Rowan"}}]})
    assert "Rowan" not in json.dumps(read(around, "x.json").data)
