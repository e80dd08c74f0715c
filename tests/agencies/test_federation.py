"""The short name of a federation is that of its local members too: none is taken for it unseen."""

from __future__ import annotations

import pytest

from dhrcurate.agencies.matcher import Matcher
from dhrcurate.domain.agency import Context, Decision
from dhrcurate.rules.cells import NameType, read_cell
from registers import body, matcher


@pytest.fixture(scope="module")
def names() -> Matcher:
    return matcher(
        body("Open Door Federation of England", "charity", "Open Door"),
        body("Exampleton Open Door", "charity", areas=("Exampleton",)),
        body("Open Door Borset", "charity", areas=("Borsetshire",)),
        body("Night Stop UK", "charity", "Night Stop"),
        body("Shelterers", "charity"),
        body("Shelterers Borchester", "charity", areas=("Borchester",)),
    )


def _offered(names: Matcher, written: str, area: str | None = None) -> list[str]:
    found = names.suggest(written, Context(csp=area))
    assert found.decision is Decision.CANDIDATES
    return [each.name for each in found.candidates]


def test_the_member_that_serves_the_area_comes_first(names: Matcher) -> None:
    assert _offered(names, "Open Door", "Exampleton") == ["Exampleton Open Door", "Open Door Federation of England"]
    assert _offered(names, "Open Door", "Borsetshire") == ["Open Door Borset", "Open Door Federation of England"]


@pytest.mark.parametrize(
    ("written", "name"), [("Open Door", "Open Door Federation of England"), ("Night Stop", "Night Stop UK")]
)
def test_without_a_member_in_the_area_the_federation_is_only_offered(names: Matcher, written: str, name: str) -> None:
    assert _offered(names, written) == [name]
    assert _offered(names, written, "Exampleton") in ([name], ["Exampleton Open Door", name])


def test_a_whole_name_is_that_of_a_member_where_one_is_in_the_area(names: Matcher) -> None:
    assert _offered(names, "Shelterers", "Borchester") == ["Shelterers Borchester", "Shelterers"]
    assert names.suggest("Shelterers", Context(csp="Exampleton")).decision is Decision.MATCH


@pytest.mark.parametrize("written", ["Open Door Federation of England", "Night Stop UK", "Exampleton Open Door"])
def test_a_full_name_is_a_match(names: Matcher, written: str) -> None:
    assert names.suggest(written, Context(csp="Exampleton")).decision is Decision.MATCH


def test_no_safe_fix_takes_the_federation(names: Matcher) -> None:
    cell = read_cell("Open Door", names, Context(csp="Exampleton"))
    assert not cell.safe
    assert (cell.names[0].sort, cell.names[0].proposed) == (NameType.UNSPECIFIC, "Exampleton Open Door")


def test_a_whole_name_that_several_members_bear_is_not_taken_anywhere() -> None:
    names = matcher(
        body("Night Watch", "charity", acronyms=("NWT",)),
        body("Night Watch Borchester", "charity", areas=("Borchester",)),
        body("Otterford Night Watch", "charity", areas=("Otterford",)),
    )
    for written in ("Night Watch", "NWT"):
        assert _offered(names, written) == ["Night Watch"]
    assert _offered(names, "Night Watch", "Otterford") == ["Otterford Night Watch", "Night Watch"]
    assert names.suggest("Otterford Night Watch").decision is Decision.MATCH


def test_other_bodies_with_the_word_in_their_names_are_no_members() -> None:
    names = matcher(
        body("Storm", "charity"),
        body("Borchester Winter Storm", "charity", areas=("Borchester",)),
        body("Otterford Winter Storm", "charity", areas=("Otterford",)),
    )
    assert names.suggest("Storm").decision is Decision.MATCH
