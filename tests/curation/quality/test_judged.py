"""What a trail tells of the extraction that it begins with, and of those that came later."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from dhrcurate.curation.operations import decide, fixes, structure, waive
from dhrcurate.curation.operations.fields import set_fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.quality.figures import shares, told_right, word_error_rate
from dhrcurate.curation.quality.judged import judged
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Fix, Safety, Severity
from dhrcurate.trail.log import Trail, read_events
from stories import Row, Story, row
from trails import first_version, redacted, sample

ONE = "The council should write to every tenant who has missed two visits."
TWO = "The force should review how its call handlers record threats."
THREE = "The trust should train its midwives to ask about money and keys."
ROWS = (row(ONE, "1", "Council"), row(TWO, "2", "Police"), row(THREE, "3", "Trust"))


def story(*rows: Row) -> Story:
    return Story(rows or ROWS)


def accept(of: Story, *keys: str) -> None:
    for key in keys or of.keys:
        of.do(decide.accept(of.data, key))


def counts(of: Story) -> dict[str, int]:
    (said,) = judged(of.trail).said
    return {name: count for name, count in said.counts.items() if count and "word" not in name}


def test_nothing_is_told_before_anybody_decided() -> None:
    of = story()
    of.do(decide.query(of.data, "r002", "who is meant?"))
    assert counts(of) == {"open": 3}


def test_what_was_accepted_as_it_came_is_kept() -> None:
    of = story()
    accept(of)
    assert counts(of) == {"n": 3, "found": 3, "kept": 3}


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"number": "1a"}, "number_corrected"),
        ({"number": None}, "number_corrected"),
        ({"text": ONE.replace("two", "three")}, "text_corrected"),
        ({"title": "Visits"}, "text_corrected"),
        ({"addressed_to": "Exampleton Council"}, "cell_corrected"),
    ],
)
def test_each_field_that_was_corrected_is_told(fields: dict[str, Any], what: str) -> None:
    of = story()
    of.do(set_fields(of.data, "r001", fields))
    accept(of)
    assert counts(of) == {"n": 3, "found": 3, "kept": 2, what: 1}


@pytest.mark.parametrize(
    "fields",
    [{"agencies": ["Exampleton Council"]}, {"note": "asked the panel"}, {"text": ONE.replace(" to ", "\nto ")}],
)
def test_what_an_extraction_does_not_state_and_line_ends_are_no_corrections(fields: dict[str, Any]) -> None:
    of = story()
    of.do(set_fields(of.data, "r001", fields))
    accept(of)
    assert counts(of) == {"n": 3, "found": 3, "kept": 3}


def test_a_heading_that_was_set_apart_is_no_correction() -> None:
    of = story(row(f"Visits: {ONE}"))
    of.do(structure.lift_title(of.data, "r001"))
    accept(of)
    assert of.of("r001")["title"] == "Visits:"
    assert counts(of) == {"n": 1, "found": 1, "kept": 1}


def test_a_correction_that_was_undone_is_none() -> None:
    of = story()
    event = of.do(set_fields(of.data, "r001", {"text": TWO}))
    of.undo(event)
    accept(of)
    assert counts(of) == {"n": 3, "found": 3, "kept": 3}


def test_words_to_be_changed_are_counted_beside_the_words_as_they_should_be() -> None:
    of = story()
    of.do(set_fields(of.data, "r001", {"text": "The council should write to each tenant who missed two visits soon."}))
    accept(of, "r001")
    (said,) = judged(of.trail).said
    assert (said.counts["word_errors"], said.counts["words"]) == (4, 12)  # every, has, visits., and soon. put in
    assert word_error_rate(said.counts) == pytest.approx(4 / 12)


def test_one_row_that_was_two_recommendations_is_divided() -> None:
    of = story(row(f"{ONE} {TWO}", "1"), row(THREE, "2"))
    of.do(structure.split_text(of.data, "r001", len(ONE), used=of.used))
    accept(of, "r001", "r002")
    assert counts(of) == {"n": 1, "found": 1, "kept": 1, "open": 1}
    accept(of, "r003")
    assert counts(of) == {"n": 2, "found": 1, "kept": 1, "divided": 1, "within": 2}


def test_two_rows_that_were_one_recommendation_are_joined() -> None:
    of = story()
    of.do(structure.join_next(of.data, "r001"))
    accept(of)
    assert counts(of) == {"n": 3, "found": 1, "kept": 1, "joined": 2, "within": 1}
    figures = shares(judged(of.trail).said[0].counts)
    assert (figures["precision"].value, figures["recall"].value) == (1 / 3, 1 / 2)


def test_rows_that_were_joined_and_divided_again_as_they_were_are_kept() -> None:
    of = story()
    of.do(structure.join_next(of.data, "r001"))
    of.do(structure.split_text(of.data, "r001", len(ONE) + 1, used=of.used))
    new = next(key for key in of.keys if key not in ("r001", "r003"))
    of.do(set_fields(of.data, "r001", {"number": "1", "addressed_to": "Council"}))
    of.do(set_fields(of.data, new, {"number": "2", "addressed_to": "Police"}))
    accept(of)
    assert counts(of) == {"n": 3, "found": 3, "kept": 3}


def test_rows_that_were_joined_and_divided_elsewhere_are_joined() -> None:
    of = story()
    of.do(structure.join_next(of.data, "r001"))
    of.do(structure.split_text(of.data, "r001", len(ONE) - 7, used=of.used))
    accept(of)
    assert counts(of)["kept"] == 1


@pytest.mark.parametrize(
    ("reason", "kind", "note"),
    [
        ("1", "no_recommendation", "no recommendation"),
        ("2: as number 1", "duplicate", "duplicate: as number 1"),
        ("3:", "out_of_scope", "out of scope"),
        ("1:thanks", "no_recommendation", "no recommendation: thanks"),
        ("a duplicate of number 1", "duplicate", "a duplicate of number 1"),
        ("It is out of scope.", "out_of_scope", "It is out of scope."),
        ("2 agencies say the same", "unstated", "2 agencies say the same"),
        ("3:15 is the paragraph", "unstated", "3:15 is the paragraph"),
        ("Not a duplicate, but a heading", "unstated", "Not a duplicate, but a heading"),
        ("Duplicate numbers were printed", "unstated", "Duplicate numbers were printed"),
        ("No recommendation was printed here", "unstated", "No recommendation was printed here"),
        ("4: other", "unstated", "4: other"),
    ],
)
def test_a_rejection_says_as_what(reason: str, kind: str, note: str) -> None:
    of = story()
    event = of.do(decide.reject(of.data, "r003", reason))
    assert counts(of) == {"open": 2, "n": 1, "rejected": 1, kind: 1}
    assert of.of("r003")["note"] == note
    assert (event.because is None) == (kind == "unstated")


def test_the_kind_of_a_rejection_outlives_its_note() -> None:
    of = story()
    of.do(decide.reject(of.data, "r003", "2"))
    of.do(set_fields(of.data, "r003", {"note": "see above"}))
    assert counts(of)["duplicate"] == 1


def test_the_last_rejection_counts() -> None:
    of = story()
    of.do(decide.reject(of.data, "r003", "2"))
    of.do(decide.to_pending(of.data, "r003"))
    of.do(decide.reject(of.data, "r003", "3: of another review"))
    assert counts(of)["out_of_scope"] == 1


def test_what_was_removed_and_what_was_added_is_told() -> None:
    of = story()
    of.do(structure.remove(of.data, "r003"))
    of.do(structure.add(of.data, "r001", used=of.used))
    accept(of, "r001", "r002")
    assert counts(of) == {"n": 3, "found": 2, "kept": 2, "removed": 1}
    of.do(set_fields(of.data, "r004", {"text": THREE}))
    accept(of, "r004")
    assert counts(of) == {"n": 3, "found": 2, "kept": 2, "removed": 1, "added": 1}


def test_what_was_added_and_rejected_is_nothing_that_the_extraction_lacked() -> None:
    of = story()
    of.do(structure.add(of.data, "r001", used=of.used))
    of.do(decide.reject(of.data, "r004", "1"))
    assert counts(of) == {"open": 3}


def test_each_extraction_is_judged_by_what_became_of_its_own_rows() -> None:
    of = story()
    of.set("r001", text=ONE.replace("two", "three"))
    accept(of)
    of.later([row(ONE.replace("two", "three"), "1", "Council"), *ROWS[1:], row("The board should meet.", "4", "Board")])
    accept(of)
    first, second = judged(of.trail).said
    assert (first.newest, second.newest) == (False, True)
    assert dict(first.counts) | {"n": 3, "kept": 2, "text_corrected": 1, "added": 1} == dict(first.counts)
    assert dict(second.counts) | {"n": 4, "kept": 4} == dict(second.counts)
    assert second.counts["added"] == 0
    assert second.extraction == of.data["extractions"][-1]["id"]


def test_a_row_that_a_later_extraction_lacks_is_one_that_it_missed() -> None:
    of = story()
    accept(of)
    of.later(list(ROWS[:2]))
    _, second = judged(of.trail).said
    assert dict(second.counts) | {"n": 2, "kept": 2, "added": 1} == dict(second.counts)


def test_the_runs_of_one_table_stand_side_by_side() -> None:
    rows = [
        {**one, "extracted": {"by": by}}
        for one, by in zip(ROWS, ("x-00000001", "x-00000001", "x-00000002"), strict=True)
    ]
    of = story(*rows)
    accept(of)
    found = {said.extraction: said.counts["kept"] for said in judged(of.trail).said}
    assert found == {"x-00000001": 2, "x-00000002": 1}


def test_a_trail_that_says_nothing_of_an_extraction_is_left_out() -> None:
    assert judged(Trail()).left_out == "no_trail"
    assert judged(Story(ROWS, action="adopt").trail).left_out == "adopted"


def test_an_import_of_the_first_version_is_of_an_unknown_extraction() -> None:
    writer = sample()
    events = first_version(writer.events[:1], ["sha256:" + "0" * 64])
    (said,) = judged(Trail(tuple(events))).said
    assert (said.extraction, said.model, said.counts["open"]) == ("unknown", "unknown", 2)


def test_what_was_redacted_is_left_out_where_an_extraction_is_judged_by_it() -> None:
    of = story()
    of.set("r002", text="The force should review its records.")
    raw = b"".join(event.to_line() for event in of.events)
    assert judged(read_events(redacted(raw, "call handlers"))).left_out == "redacted"
    assert judged(read_events(redacted(raw, "no such words"))).left_out == ""


def _finding(code: str, *edits: Edit) -> Finding:
    path = edits[0].path if edits else "/recommendations/r001/text"
    fix = Fix(Safety.SAFE, "as it should be", edits) if edits else None
    return Finding(code, "some-rule", Severity.WARNING, "it is odd", path=path, key="r001", fix=fix)


def test_a_rule_was_right_where_it_was_fixed_or_followed_and_not_where_it_was_waived() -> None:
    of = story()
    fixed = of.do(fixes.make_fix(_finding("DHR301", Edit("/recommendations/r001/text", ONE, f"{ONE} "))))
    of.do(waive.waive(of.data, _finding("DHR302"), "as printed", "A. Curator"))
    of.do(replace(set_fields(of.data, "r002", {"text": TWO + " Soon."}), because={"rule": "DHR303"}))
    rules = judged(of.trail).rules
    assert rules == {
        "DHR301": Counter(fixed=1),
        "DHR302": Counter(waived=1),
        "DHR303": Counter(acted_on=1),
    }
    assert [told_right(rules[code]).value for code in sorted(rules)] == [1.0, 0.0, 1.0]
    of.undo(fixed)
    assert "DHR301" not in judged(of.trail).rules


def test_a_fix_of_several_rules_counts_for_each_of_its_recommendations() -> None:
    of = story()
    edits = tuple(Edit(f"/recommendations/r00{at}/number", str(at), f"R{at}") for at in (1, 2))
    because = {"rules": {"DHR101": ["r001", "r002"], "DHR102": ["r001"]}}
    of.do(Proposal("fix", edits, because=because))
    assert judged(of.trail).rules == {"DHR101": Counter(fixed=2), "DHR102": Counter(fixed=1)}
