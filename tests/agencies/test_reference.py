"""The matcher on names as people wrote them, where the reference folder is there; the bounds leave room for noise."""

from __future__ import annotations

import csv

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.normalise import slug
from dhrcurate.agencies.register import Register, load
from dhrcurate.domain.agency import Agency, Alias, Decision, Suggestion
from reference import REFERENCE, needs_reference

pytestmark = needs_reference

HARD = {"reworded", "acronym", "knowledge"}
FOLDER = REFERENCE / "reference" / "agencies"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answers() -> list[tuple[dict[str, str], Suggestion, str]]:
    """Each labelled name, what is suggested for it, and the name of its body."""
    rows = _rows("bodies.csv")
    bodies = [
        Agency(
            slug(row["id"]),
            row["name"],
            row["kind"],
            aliases=tuple(Alias(name) for name in row["aliases"].split(";") if name),
            areas=(row["area"],) if row["area"] else (),
            valid_to=row["valid_to"] or None,
        )
        for row in rows
    ]
    built_in = load()
    names = Matcher(Register(bodies, areas=built_in.areas, known=built_in.agencies))
    by_id = {row["id"]: row["name"] for row in rows}
    return [(row, names.suggest(row["raw"]), by_id.get(row["canonical_id"], "")) for row in _rows("names-dev.csv")]


def test_the_right_body_comes_first_on_the_hard_names(answers: list[tuple[dict[str, str], Suggestion, str]]) -> None:
    hard = [([each.name for each in found.candidates], name) for row, found, name in answers if row["stratum"] in HARD]
    assert sum(names[:1] == [name] for names, name in hard) / len(hard) >= 0.9
    assert sum(name in names for names, name in hard) / len(hard) >= 0.95


def test_what_is_matched_is_right(answers: list[tuple[dict[str, str], Suggestion, str]]) -> None:
    matched = [(found, name) for _, found, name in answers if found.decision is Decision.MATCH]
    wrong = [found.query for found, name in matched if found.candidates[0].name != name]
    assert len(wrong) / len(matched) <= 0.01, wrong
    assert sum(bool(name) for _, name in matched) / sum(bool(name) for _, _, name in answers) >= 0.7


def test_names_of_no_body_are_not_matched(answers: list[tuple[dict[str, str], Suggestion, str]]) -> None:
    none = [found for _, found, name in answers if not name]
    false = [found.query for found in none if found.decision is Decision.MATCH]
    assert len(false) / len(none) < 0.01, false
